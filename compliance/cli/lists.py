"""`screen lists`: which lists are in use, how old they are, and what they hold."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from compliance import catalog
from compliance.cli import options
from compliance.cli.choices import configured, merged, start_time
from compliance.cli.exits import ExitCode
from compliance.cli.setup import DAY
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.files import visible
from compliance.model import ListEntry, ListInfo, Standing

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists
  screen lists --list consolidated.csv
"""


@app.command(epilog=EPILOG)
def lists(
    named: options.Lists = None,
    owners: options.Owners = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show the lists in use: publisher, date, counts and hash, and every row that was rejected."""
    typed = Choices(lists=tuple(named or ()), owners=tuple(owners or ()))
    choices = merged(typed, configured(config, ignored=no_config))
    watchlist = catalog.load(choices.lists, choices.owners, start_time()[:DAY])
    console = results()
    for info in watchlist.lists:
        own = [entry for entry in watchlist.entries if entry.list_id == info.id]
        show(info, own, console)
    short = any(info.warnings for info in watchlist.lists)
    return ExitCode.INCOMPLETE if short else ExitCode.NOTHING_OPEN


def show(info: ListInfo, entries: list[ListEntry], console: Console) -> None:
    """Print one list: what it is, what it holds, what was rejected."""
    console.print(Text(visible(f"{info.id}: {info.title}"), style="bold"))
    for line in (*facts(info), *holdings(entries), *losses(info)):
        console.print(Text(visible(f"  {line}")), soft_wrap=True)
    console.print()


def facts(info: ListInfo) -> Iterator[str]:
    """What the list is."""
    yield f"publisher  {info.publisher}"
    yield f"as of      {info.as_of or 'a date that the file does not tell'}"
    yield f"file       {info.file}"
    yield f"sha256     {info.sha256}"
    yield f"rows       {info.rows:,} rows: {info.entries:,} entries with {info.names:,} names"


def holdings(entries: list[ListEntry]) -> Iterator[str]:
    """How many parties stand on which published list, and how many on none."""
    in_force = Counter(
        programme
        for entry in entries
        for programme in {one.programme.name for one in entry.listings if one.in_force}
    )
    for programme, parties in sorted(in_force.items(), key=lambda item: (-item[1], item[0])):
        yield f"{parties:>9,}  {programme}"
    standings = Counter(entry.standing for entry in entries)
    for standing in Standing:
        if standing is not Standing.LISTED and standings[standing]:
            yield f"{standings[standing]:>9,}  ({standing})"


def losses(info: ListInfo) -> Iterator[str]:
    """Every rejected row, and what is missing."""
    for row in info.rejected:
        yield f"rejected   line {row.line}: {row.reason}"
    for warning in info.warnings:
        yield f"warning    {warning}"
