"""`screen lists`: which lists are in use, how old they are, and what they hold.

Its subcommands stand in files of their own beside this one, `lists_update.py` and so on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.setup import DAY
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.files import visible
from compliance.lists import catalog, freshness, history, list_files
from compliance.lists.shelf import Shelf
from compliance.model import ListEntry, ListInfo, Standing

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists
  screen lists --list consolidated.csv

\b
Subcommands, each with its own --help:
  screen lists show     print an entry whole
  screen lists search   find entries that hold certain words
  screen lists diff     show what changed between two versions or files
  screen lists import   keep a private list out of a workbook or CSV
  screen lists update   fetch lists from their publishers
  screen lists history  show every version that was fetched
  screen lists verify   check that all that is kept is unchanged
  screen lists pin      write a lock file: exactly these lists
"""


@app.command(epilog=EPILOG)
def lists(
    named: options.Lists = None,
    owners: options.Owners = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show the lists in use: where from, how old, counts and hash, and every rejected row.

    Exit codes: 0 all is well, 2 could not start, 3 a list lacks rows or is too old.
    """
    typed = Choices(
        lists=tuple(named or ()),
        owners=tuple(owners or ()),
        as_of=as_of,
        data=data,
        locked=locked,
    )
    choices = merged(typed, configured(config, ignored=no_config))
    shelf = stock(choices).shelf
    today = shelf.as_of or start_time()
    watchlist = catalog.load(choices.lists, shelf, choices.owners, today[:DAY], choices.rules)
    infos = catalog.note_ages(watchlist.lists, today, choices.publishers)
    console = results()
    for info in infos:
        own = [entry for entry in watchlist.entries if entry.list_id == info.id]
        show(info, own, today, console, refused(info, shelf))
    tell_others(infos, shelf, console)
    short = any(info.warnings for info in infos)
    return ExitCode.INCOMPLETE if short else ExitCode.NOTHING_OPEN


def show(
    info: ListInfo,
    entries: list[ListEntry],
    today: str,
    console: Console,
    refusals: Iterable[str] = (),
) -> None:
    """Print one list: what it is, what it holds, what was rejected."""
    console.print(Text(visible(f"{info.id}: {info.title}"), style="bold"))
    for line in (*facts(info), *dates(info, today), *refusals, *holdings(entries), *losses(info)):
        console.print(Text(visible(f"  {line}")), soft_wrap=True)
    console.print()


def tell_others(infos: Iterable[ListInfo], shelf: Shelf, console: Console) -> None:
    """Name the kept lists that are not in use: nobody may believe that they are."""
    used = {info.id for info in infos}
    others = [one for one in shelf.ids() if one not in used]
    if others:
        example = f"--list {others[0]}"
        console.print(Text(f"kept and not in use: {', '.join(others)} (use one with {example})"))


def facts(info: ListInfo) -> Iterator[str]:
    """What the list is."""
    yield f"publisher  {info.publisher}"
    yield f"as of      {info.as_of or 'a date that the file does not tell'}"
    yield f"file       {info.file}"
    yield f"sha256     {info.sha256}"
    yield f"rows       {info.rows:,} rows: {rows(info)}"


def rows(info: ListInfo) -> str:
    """Where the rows went: every one is in one of the sums."""
    joined = sum(one.joined for one in info.counts)
    parts = [f"{info.entries:,} entries with {info.names:,} names"]
    parts += [f"{joined:,} joined to entries"] if joined else []
    parts += [f"{len(info.rejected):,} rejected"] if info.rejected else []
    return ", ".join(parts)


def dates(info: ListInfo, today: str) -> Iterator[str]:
    """Where it came from and how old it is."""
    if info.origin:
        yield f"from       {origin(info.origin)}"
    if info.fetched:
        by_hand = info.origin.startswith(history.IMPORTED)
        yield f"{'imported' if by_hand else 'fetched '}   {info.fetched}"
    if info.checked > info.fetched:
        yield f"checked    {info.checked}, and nothing was new"
    day = info.checked or info.as_of
    days = freshness.count_days(day, today)
    if days is not None:
        yield f"age        {days:,} days{'' if info.checked else ' since the date of its data'}"


def refused(info: ListInfo, shelf: Shelf) -> Iterator[str]:
    """That a newer version of a fetched list was refused since."""
    versions = history.read_history(shelf.folder, info.id).versions if info.fetched else ()
    if versions and not versions[-1].accepted:
        yield f"refused    a version of {versions[-1].time}; why: screen lists history {info.id}"


def origin(text: str) -> str:
    """Where a list came from, as a reader says it."""
    return "the program itself" if text == list_files.BUNDLED_ORIGIN else text


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
        yield f"rejected   {row.file}{', ' if row.file else ''}line {row.line}: {row.reason}"
    for warning in info.warnings:
        yield f"warning    {warning}"
    for notice in info.notices:
        yield f"notice     {notice}"
