"""`screen lists history [ID...]`: every version that was fetched, and what became of it."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.errors import StoreError
from compliance.files import visible
from compliance.lists import history
from compliance.lists.data_folder import data_folder
from compliance.lists.history import History, ListCheck, ListVersion

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists history
  screen lists history csl
"""


@app.command(epilog=EPILOG)
def lists_history(
    ids: options.Ids = None,
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show every version of the kept lists, oldest first: accepted, refused, or nothing new.

    Without an ID, all kept lists are shown. Exit codes: 0 shown, 2 could not start.
    """
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    folder = data_folder(choices.data)
    wanted = ids or history.list_ids(folder)
    if not wanted:
        tell(f"no list is kept in {folder} yet (screen lists update csl fetches one)")
    console = results()
    for one in [checked(history.read_history(folder, name)) for name in wanted]:
        console.print(Text(one.id, style="bold"))
        for line in lines(one):
            console.print(Text(visible(f"  {line}")), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def checked(known: History) -> History:
    """The history. Raises StoreError when the list never was fetched."""
    if not known.events:
        problem = f"list {known.id!r} was never fetched"
        raise StoreError(problem, f"fetch it: screen lists update {known.id}")
    return known


def lines(known: History) -> Iterator[str]:
    """A line an event; checks in a row are one line."""
    checks: list[ListCheck] = []
    for event in known.events:
        if isinstance(event, ListCheck):
            checks.append(event)
            continue
        yield from check_line(checks)
        checks.clear()
        yield from version_lines(event, in_use=event is known.current)
    yield from check_line(checks)


def check_line(checks: Sequence[ListCheck]) -> Iterator[str]:
    """`3 checks until 2026-11-24T08:00:00+00:00: nothing new`."""
    if len(checks) == 1:
        yield f"{checks[0].time}  checked: nothing new"
    elif checks:
        yield f"{checks[-1].time}  checked {len(checks)} times until then: nothing new"


def version_lines(version: ListVersion, *, in_use: bool) -> Iterator[str]:
    """What was fetched, whether it was accepted, and why not."""
    what = "accepted" if version.accepted else "REFUSED"
    mark = ", in use" if in_use else ""
    dated = f", as of {version.as_of}" if version.as_of else ""
    counts = f"{version.entries:,} entries of {version.rows:,} rows, {version.rejected:,} rejected"
    yield f"{version.time}  {what}{mark}: {counts}{dated}, sha256 {version.sha256[:12]}"
    if version.accepted_by:
        yield f"    accepted by {version.accepted_by} in spite of this:"
    yield from (f"    {reason}" for reason in version.reasons)
