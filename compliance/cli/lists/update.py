"""`screen lists update [ID...]`: the only command that reaches beyond this computer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import resolve_choices
from compliance.cli.exits import ExitCode
from compliance.cli.lists.versions import describe_result
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.lists import history
from compliance.lists.acceptance import UpdateOutcome, UpdateResult, advise
from compliance.lists.data_folder import data_folder
from compliance.lists.download import ProgressWatch
from compliance.lists.publishers import Publisher, load_publishers
from compliance.lists.update import UpdateOrder, update_all
from compliance.model.visible_text import visible

app = options.new_app()

All = Annotated[bool, typer.Option("--all", help="Every list whose publisher is known.")]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept-shrunk",
        metavar="ID",
        help="Take this list although it is shorter than it should be; your name is recorded.",
    ),
]

EPILOG = """\b
Examples:
  screen lists update csl
  screen lists update --all
  screen lists update csl --accept-shrunk csl
"""


@app.command("lists update", epilog=EPILOG)
def lists_update(
    ids: options.Ids = None,
    every: All = False,
    accept: Accept = None,
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Fetch lists from their publishers, judge them, and keep them.

    Without an ID, the lists of the settings file and those that are kept are updated. A list that
    lost entries, lacks a source it had or a name that must be in it is refused, and the old one
    stays in use.

    Exit codes: 0 all are up to date, 2 nothing could be done, 3 some were refused or failed.
    """
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    wanted = choose_publishers((*(ids or ()), *(accept or ())), choices, every=every)
    order = UpdateOrder(
        folder=data_folder(choices.data), time=start_time(), accept=frozenset(accept or ())
    )
    outcomes = []
    for result in update_all(wanted, order, show_fetches):
        show_result(result)
        outcomes.append(result.outcome)
    return choose_exit_code(outcomes)


def choose_publishers(ids: Sequence[str], choices: Choices, *, every: bool) -> list[Publisher]:
    """The lists to update, each once. Raises UsageError when none is meant or one is not known."""
    publishers = load_publishers(choices.publishers)
    kept = history.list_ids(data_folder(choices.data))
    names = ids or (
        publishers if every else [n for n in (*choices.lists, *kept) if n in publishers]
    )
    there = f"there are {', '.join(publishers)}"
    if not names:
        raise UsageError("no list is named, and none is stored yet", f"{there}; or --all")
    for name in names:
        if name not in publishers:
            problem = f"no publisher is known of a list {name!r}"
            raise UsageError(problem, f"{there}; [lists.ID] in the settings file adds one")
    return [publishers[name] for name in dict.fromkeys(names)]


@contextmanager
def show_fetches() -> Iterator[ProgressWatch]:
    """A bar a file, on a terminal only."""
    with progress() as bar:
        tasks: dict[str, object] = {}

        def watch(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(f"fetching {visible(name)}", total=None)
            bar.update(tasks[name], completed=done, total=total or None)  # type: ignore[arg-type]

        yield watch


def show_result(result: UpdateResult) -> None:
    """One list: what became of it, its figures, and the reasons."""
    console = results()
    for text in describe_result(result, advise(result.id)):
        console.print(Text(visible(text)), soft_wrap=True)


def choose_exit_code(outcomes: Sequence[UpdateOutcome]) -> ExitCode:
    """0 all fine, 3 some not, 2 nothing could be done."""
    if outcomes and all(outcome is UpdateOutcome.FAILED for outcome in outcomes):
        return ExitCode.NOT_STARTED
    bad = any(outcome in (UpdateOutcome.FAILED, UpdateOutcome.REFUSED) for outcome in outcomes)
    return ExitCode.INCOMPLETE if bad else ExitCode.NOTHING_OPEN
