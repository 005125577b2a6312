"""`screen review FILE`: decide the open hits of a file here, one by one."""

import sys
from dataclasses import replace
from pathlib import Path

import typer

from compliance.cli import options
from compliance.cli.batch import watched
from compliance.cli.choices import configured, merged, settings, stock
from compliance.cli.decided import limits_of, officers_of, record_path
from compliance.cli.exits import ExitCode
from compliance.cli.setup import loaded
from compliance.cli.terminal import results, tell_list_warnings
from compliance.cli.walking import Desk, Walk, cases_of, refuse_without_terminal
from compliance.clock import start_time
from compliance.configuration import MOST_MATCHES, Choices
from compliance.engines.party import Setup
from compliance.errors import UsageError
from compliance.reporters.base import line

app = options.new_app()

EPILOG = """\b
Examples:
  screen review customers.xlsx --reviewer "A. Berg"
  screen review import customers-screened.xlsx
"""


@app.command(epilog=EPILOG)
def review(
    paths: options.Files = None,
    reviewer: options.ReviewerName = "",
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Screen FILE and walk through its open hits: a key decides, a line says why.

    Each decision is recorded at once; a walk that was ended goes on where it was. To decide in a
    workbook instead, write a report with -o and read it back with `screen review import`.
    Every open match of a party is shown; a capital letter decides all that are left of it at once.

    Exit codes: 0 nothing is left to decide, 1 something is, 2 could not start.
    """
    if not paths or len(paths) != 1:
        raise UsageError("name one file", "for example: screen review customers.xlsx")
    refuse_without_terminal(is_terminal=sys.stdin.isatty())
    typed = Choices(
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
        decisions=decisions,
        data=data,
        locked=locked,
    )
    choices = merged(typed, configured(config, ignored=no_config))
    desk = Desk(console=results(), key=key, ask=ask)
    left = walked(Path(paths[0]), choices, reviewer, desk)
    return ExitCode.OPEN if left else ExitCode.NOTHING_OPEN


def walked(path: Path, choices: Choices, reviewer: str, desk: Desk) -> int:
    """Screen the file and walk through it; how many matches are left. Raises ScreenError."""
    time = start_time()
    setup = setup_of(choices, time)
    cases = list(cases_of(watched(path, setup)))
    tell_list_warnings(setup.lists)
    name = named(reviewer, desk) if cases else ""
    walk = Walk(
        path=record_path(choices), limits=limits_of(choices, time), reviewer=name, desk=desk
    )
    left = walk.through(cases)
    said = f"{walk.decided} decided and recorded in {walk.path}, {left} left"
    desk.console.print(line(said if cases else "no open hit is undecided", "bold"))
    return left


def setup_of(choices: Choices, time: str) -> Setup:
    """Lists, matcher and what was decided before. Raises ListError and RecordError."""
    _, setup = loaded(settings(choices), time, stock(choices))
    whole = replace(setup.settings, max_matches=MOST_MATCHES)
    return replace(setup, settings=whole, officers=officers_of(choices, time))


def named(reviewer: str, desk: Desk) -> str:
    """Who decides. Raises UsageError when nobody is named."""
    name = reviewer.strip() or desk.ask("Your name, for the record: ").strip()
    if not name:
        raise UsageError("the reviewer is missing", 'for example --reviewer "A. Berg"')
    return name


def key() -> str:
    """One key of the terminal."""
    return str(typer.getchar())


def ask(question: str) -> str:
    """A line of the terminal; the end of the input is an empty one."""
    try:
        return input(question)
    except EOFError:
        return ""
