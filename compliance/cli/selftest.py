"""`screen selftest`: questions whose answers are known, asked of the lists in use."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from compliance import __version__
from compliance.cli import options
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.exits import ExitCode
from compliance.cli.setup import make_unchecked_setup, prepare_lists
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.model.visible_text import visible
from compliance.screening import program
from compliance.screening.run_setup import RunSetup, answer_questions
from compliance.selftest import check_cases, choose_canaries, count_kinds, load_cases
from compliance.selftest.cases import BUNDLED
from compliance.selftest.checking import ROOM
from compliance.selftest.report import KIND_TITLES, SelfTest
from compliance.storage.atomic_file import replace_file

app = options.new_app()
FORMS = (".json", ".html")

EPILOG = """\b
Examples:
  screen selftest
  screen selftest --list csl -o selftest.json -o selftest.html
"""


@app.command("selftest", epilog=EPILOG)
def selftest(
    output: options.SelfTestOutput = None,
    lists: options.Lists = None,
    owners: options.Owners = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Ask names whose answers are known of the lists in use, and show which were right.

    Known spellings of the bundled list, near misses that must be no HIT, and names of every list.
    Exit codes: 0 all answers are as expected, 2 one is not, or it could not start.
    """
    paths = [Path(one) for one in output or ()]
    refuse_other_forms(paths)
    typed = Choices(
        lists=tuple(lists or ()), owners=tuple(owners or ()), as_of=as_of, data=data, locked=locked
    )
    choices = resolve_choices(typed, config, ignored=no_config)
    chosen, time, at_hand = settings(choices), start_time(), stock(choices)
    setup = make_unchecked_setup(prepare_lists(chosen, time, at_hand), chosen, time, at_hand)
    done = run_selftest(setup)
    for path in paths:
        write_selftest(done, path)
    show_selftest(done, results())
    return ExitCode.NOT_STARTED if done.failures else ExitCode.NOTHING_OPEN


def refuse_other_forms(paths: list[Path]) -> None:
    """Raise UsageError for a file that is neither JSON nor a page."""
    for path in paths:
        if path.suffix.lower() not in FORMS:
            hint = "for example -o selftest.json -o selftest.html"
            raise UsageError(f"-o {str(path)!r}: a self-test is written as .json or .html", hint)


def run_selftest(setup: RunSetup) -> SelfTest:
    """Ask all cases in the way of a screening run, with room for all matches of a name."""
    entries = setup.matcher.ready.entries
    there = {entry.id for entry in entries if entry.list_id == BUNDLED}
    known = load_cases()
    cases = [case for case in known if not case.entry or case.entry in there]
    left_out = len(known) - len(cases)
    cases += choose_canaries(entries, setup.lists)
    roomy = replace(setup, settings=replace(setup.settings, max_matches=ROOM))
    why = f"{left_out} known spellings were not asked: their entries are on no list in use."
    return SelfTest(
        version=__version__,
        time=setup.time,
        program=program.describe_program(),
        lists=setup.lists,
        checked=check_cases(cases, partial(answer_questions, setup=roomy)),
        notices=(*((why,) if left_out else ()), *describe_settings(setup)),
    )


def describe_settings(setup: RunSetup) -> Iterator[str]:
    """What whoever reads the result must know of the settings and lists in force."""
    if setup.settings.as_of:
        yield f"The lists were used as they stood on {setup.settings.as_of}."
    if setup.policy:
        yield from (f"Policy: {text}." for text in (*setup.policy.lines, *setup.policy.warnings))
    for info in setup.lists:
        yield from (f"List {info.file}: {text}." for text in (*info.warnings, *info.notices))


def write_selftest(done: SelfTest, path: Path) -> None:
    """Write it as JSON or as a page, by the end of the name. Raises OutputError."""
    is_page = path.suffix.lower() == ".html"
    text = done.page() if is_page else json.dumps(done.record(), ensure_ascii=False, indent=1)
    with replace_file(path) as stream:
        stream.write(f"{text.rstrip()}\n".encode("utf-8", "backslashreplace"))


def show_selftest(done: SelfTest, console: Console) -> None:
    """Print a line a kind, then every wrong answer, then the result."""
    table = Table(box=None, pad_edge=False)
    table.add_column(KIND_TITLES[0])
    for title in KIND_TITLES[1:]:
        table.add_column(title, justify="right")
    for one in count_kinds(done.checked):
        table.add_row(one.kind, str(one.asked), str(one.expected), str(one.failures))
    console.print(table)
    held = sum(one.is_held for one in done.checked)
    more = [f"answers that are REVIEW because a rule or policy allows no more: {held}"]
    failures = (one.problem for one in done.failures)
    for line in (*failures, *done.notices, *(more if held else ()), done.verdict):
        console.print(visible(line), markup=False, soft_wrap=True)
