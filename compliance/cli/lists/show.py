"""`screen lists`: which lists are in use, how old, what they hold; entries whole, or by words."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich.console import Console
from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import resolve_choices, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.setup import DAY
from compliance.cli.terminal import print_lines, results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import ListError, UsageError
from compliance.lists import catalog, freshness, history, list_files
from compliance.lists.shelf import Shelf
from compliance.model import ListEntry, ListInfo, Standing
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.names.clean import clean_text
from compliance.reporters.base import lead_words
from compliance.reporters.entry import list_entry_lines
from compliance.reporters.text_lines import TextLine

app = options.new_app()

LISTS_EPILOG = """\b
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


@app.command("lists", epilog=LISTS_EPILOG)
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
    choices = resolve_choices(typed, config, ignored=no_config)
    shelf = stock(choices).shelf
    today = shelf.as_of or start_time()
    watchlist = catalog.load(choices.lists, shelf, choices.owners, today[:DAY], choices.rules)
    infos = catalog.note_ages(watchlist.lists, today, choices.publishers)
    console = results()
    for info in infos:
        own = [entry for entry in watchlist.entries if entry.list_id == info.id]
        show_list(info, own, today, console, tell_refusals(info, shelf))
    tell_others(infos, shelf, console)
    short = any(info.warnings for info in infos)
    return ExitCode.INCOMPLETE if short else ExitCode.NOTHING_OPEN


def show_list(
    info: ListInfo,
    entries: list[ListEntry],
    today: str,
    console: Console,
    refusals: Iterable[str] = (),
) -> None:
    """Print one list: what it is, what it holds, what was rejected."""
    console.print(Text(visible(f"{info.id}: {info.title}"), style="bold"))
    for line in (
        *tell_facts(info),
        *tell_dates(info, today),
        *refusals,
        *count_holdings(entries),
        *tell_losses(info),
    ):
        console.print(Text(visible(f"  {line}")), soft_wrap=True)
    console.print()


def tell_others(infos: Iterable[ListInfo], shelf: Shelf, console: Console) -> None:
    """Name the stored lists that are not in use: nobody may believe that they are."""
    used = {info.id for info in infos}
    others = [id_ for id_ in shelf.ids() if id_ not in used]
    if others:
        example = f"--list {others[0]}"
        console.print(Text(f"stored and not in use: {', '.join(others)} (use one with {example})"))


def tell_facts(info: ListInfo) -> Iterator[str]:
    """What the list is."""
    yield f"publisher  {info.publisher}"
    yield f"as of      {info.as_of or 'a date that the file does not state'}"
    yield f"file       {info.file}"
    yield f"sha256     {info.sha256}"
    yield f"rows       {write_count(info.rows, 'row', 'rows')}: {count_rows(info)}"


def count_rows(info: ListInfo) -> str:
    """Where the rows went: every one is in one of the sums."""
    joined = sum(count.joined for count in info.counts)
    entries = write_count(info.entries, "entry", "entries")
    parts = [f"{entries} with {write_count(info.names, 'name', 'names')}"]
    parts += [f"{joined:,} joined to entries"] if joined else []
    parts += [f"{len(info.rejected):,} rejected"] if info.rejected else []
    return ", ".join(parts)


def tell_dates(info: ListInfo, today: str) -> Iterator[str]:
    """Where it came from and how old it is."""
    if info.origin:
        yield f"from       {name_origin(info.origin)}"
    if info.fetched:
        by_hand = info.origin.startswith(history.IMPORTED)
        yield f"{'imported' if by_hand else 'fetched '}   {info.fetched}"
    if info.checked > info.fetched:
        yield f"checked    {info.checked}, and nothing was new"
    day = info.checked or info.as_of
    days = freshness.count_days(day, today)
    if days is not None:
        yield f"age        {days:,} days{'' if info.checked else ' since the date of its data'}"


def tell_refusals(info: ListInfo, shelf: Shelf) -> Iterator[str]:
    """That a newer version of a fetched list was refused since."""
    versions = history.read_history(shelf.folder, info.id).versions if info.fetched else ()
    if versions and not versions[-1].accepted:
        yield f"refused    a version of {versions[-1].time}; why: screen lists history {info.id}"


def name_origin(text: str) -> str:
    """Where a list came from, as a reader says it."""
    return "the program itself" if text == list_files.BUNDLED_ORIGIN else text


def count_holdings(entries: list[ListEntry]) -> Iterator[str]:
    """How many parties stand on which published list, and how many on none."""
    in_force = Counter(
        programme
        for entry in entries
        for programme in {
            listing.programme.name for listing in entry.listings if listing.is_in_force
        }
    )
    for programme, parties in sorted(in_force.items(), key=lambda item: (-item[1], item[0])):
        yield f"{parties:>9,}  {programme}"
    standings = Counter(entry.standing for entry in entries)
    for standing in Standing:
        if standing is not Standing.LISTED and standings[standing]:
            yield f"{standings[standing]:>9,}  ({standing})"


def tell_losses(info: ListInfo) -> Iterator[str]:
    """Every rejected row, and what is missing."""
    for row in info.rejected:
        yield f"rejected   {row.file}{', ' if row.file else ''}line {row.line}: {row.reason}"
    for warning in info.warnings:
        yield f"warning    {warning}"
    for notice in info.notices:
        yield f"notice     {notice}"


# --- Entries by id ----------------------------------------------------------------------------


SHOW_EPILOG = """\b
Examples:
  screen lists show hikvision
  screen lists show csl:18271 --list csl
"""


@app.command("lists show", epilog=SHOW_EPILOG)
def lists_show(
    ids: options.Entries = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Print entries by their id, as reports show it; LIST:ENTRY where several lists have it.

    Exit codes: 0 shown, 2 no such entry, or could not start.
    """
    if not ids:
        raise UsageError("no entry is named", "for example: screen lists show hikvision")
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = resolve_choices(typed, config, ignored=no_config)
    entries = catalog.load(choices.lists, stock(choices).shelf).entries
    for entry in [one for wanted in ids for one in find_entries(wanted, entries)]:
        print_lines([*list_entry_lines(entry), TextLine()])
    return ExitCode.NOTHING_OPEN


def find_entries(wanted: str, entries: Sequence[ListEntry]) -> list[ListEntry]:
    """The entries of that id. Raises ListError when there is none."""
    same = [entry for entry in entries if wanted in (entry.id, f"{entry.list_id}:{entry.id}")]
    if not same:
        hint = "screen lists search finds entries by words; --list names other lists"
        raise ListError(f"no list in use has an entry {wanted!r}", hint)
    return same


# --- Entries by words -------------------------------------------------------------------------


MOST_SHOWN = 100
"""Characters of a mention that are shown."""

SEARCH_EPILOG = """\b
Examples:
  screen lists search hikvision
  screen lists search "84 FR 54002" public security
"""


@app.command("lists search", epilog=SEARCH_EPILOG)
def lists_search(
    text: options.Text = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Find entries by words anywhere in them: names, addresses, numbers, citations, remarks.

    Entries of that name come first, then those that only mention the words. This looks for the
    letters as typed and is no screening: screen name finds other spellings.
    Exit codes: 0 done, whatever was found; 2 could not start.
    """
    wanted = [clean(one) for one in text or () if one.strip()]
    if not wanted:
        raise UsageError("no word is given", "for example: screen lists search hikvision")
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = resolve_choices(typed, config, ignored=no_config)
    entries = catalog.load(choices.lists, stock(choices).shelf).entries
    found = [SearchHit(entry=one, words=wanted) for one in entries]
    hits = sorted((one for one in found if one.rank is not None), key=lambda one: one.rank or 0)
    for hit in hits:
        results().print(Text(visible(hit.line)), soft_wrap=True)
    named = sum(hit.rank != MENTIONED for hit in hits)
    counts = f"{named:,} by name, {len(hits) - named:,} that mention them"
    tell(f"{len(hits):,} of {len(entries):,} entries hold these words: {counts}")
    return ExitCode.NOTHING_OPEN


MENTIONED = 4
"""Rank of an entry that has the words elsewhere than in a name."""


class SearchHit(Struct, frozen=True, kw_only=True):
    """An entry, and where the words stand in it."""

    entry: ListEntry
    words: Sequence[str]
    """As `clean_text` writes them."""

    @property
    def rank(self) -> int | None:
        """How near: 0 its name, 1 begins its name, 2 in its name, 3 in another, 4 elsewhere.

        None where they do not stand in it.
        """
        phrase, [name, *others] = " ".join(self.words), map(clean, list_names(self.entry))
        if phrase in (name, *others):
            return 0
        if name.startswith(phrase):
            return 1
        if self._has_all_words(name):
            return 2
        if any(map(self._has_all_words, others)):
            return 3
        whole = clean("\n".join(list_texts(self.entry)))
        return MENTIONED if self._has_all_words(whole) else None

    @property
    def line(self) -> str:
        """Where the entry is found again, its name, the lists it stands on, and the place."""
        entry = self.entry
        on = unique(listing.programme.name for listing in entry.listings) or str(entry.standing)
        names = [name for name in list_names(entry) if self._has_all_words(clean(name))]
        place = ""
        if not names:
            text = max(
                list_texts(entry), key=lambda text: sum(word in clean(text) for word in self.words)
            )
            place = f"; mentioned: {find_excerpt(text, self.words)}"
        elif entry.name not in names:
            place = f"; also called {names[0]}"
        return f"{entry.list_id}:{entry.id}  {entry.name}  ({on}){place}"

    def _has_all_words(self, text: str) -> bool:
        return all(word in text for word in self.words)


def clean(text: str) -> str:
    """The text as it is searched."""
    return clean_text(text)[0]


def list_names(entry: ListEntry) -> list[str]:
    """Its names, the primary one first."""
    return [name.text for name in entry.names]


def find_excerpt(text: str, words: Sequence[str]) -> str:
    """The part of a long text that has the first of the words, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= MOST_SHOWN:
        return flat
    at = next((place for word in words if (place := flat.casefold().find(word)) >= 0), 0)
    start = flat.rfind(" ", 0, max(at - MOST_SHOWN // 2, 0) + 1) + 1
    shown = textwrap.shorten(flat[start:], MOST_SHOWN, placeholder=" ...")
    return f"... {shown}" if start else shown


def list_texts(entry: ListEntry) -> Iterator[str]:
    """Every text of an entry: its names first, then what mentions others."""
    yield from list_names(entry)
    yield from (address.text for address in entry.addresses)
    yield from (f"{identifier.kind} {identifier.value}" for identifier in entry.identifiers)
    yield from (lead_words(lead) for lead in entry.leads)
    for listing in entry.listings:
        yield from (listing.programme.name, listing.citation, listing.reason)
    yield from entry.remarks
    yield entry.id


def unique(names: Iterable[str]) -> str:
    """Each name once."""
    return "; ".join(dict.fromkeys(names))
