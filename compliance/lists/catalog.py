"""The lists in use, as one watchlist: bundled, kept or given, known by content, counted, hashed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from compliance.errors import ListError
from compliance.model import ListEntry, ListInfo, RuleStatement, Watchlist
from compliance.model.text_pattern import TextPattern

if TYPE_CHECKING:
    from compliance.lists.common.files import Files
    from compliance.lists.sources.base import ParsedList, Reference
from compliance.lists import as_of, freshness, publishers
from compliance.lists.list_files import (
    BUNDLED_ORIGIN,
    ListFiles,
    find_bundled_folder,
    find_lists,
    hash_files,
    read_files,
)
from compliance.lists.owners import apply_ownership, find_owner_files
from compliance.lists.publishers import Settings
from compliance.lists.shelf import Shelf

ListInfos = tuple[ListInfo, ...]
AGE_OF_DATA = "its data of {day} are {days} days old"
DATA_AGE = freshness.AgeWords(form=AGE_OF_DATA, newer="import or give a newer file")
BUNDLED_AGE = freshness.AgeWords(form=AGE_OF_DATA, newer="a newer program may bring newer")
DATED_FILES = ("effects.toml", "ownership.toml")
"""Files of rules that hold from a day on."""
_DAY = TextPattern(r"\d{4}-\d{2}-\d{2}")


def load(
    names: Sequence[str] = (),
    shelf: Shelf | None = None,
    owners: Sequence[str] = (),
    day: str = "",
    stated: Sequence[RuleStatement] = (),
) -> Watchlist:
    """The lists named by id or path, in the order given; without names the usual ones.

    `shelf` says which versions of stored lists are used: the present ones, those of a date, or the
    pinned ones. What the rules of ownership make of the parties, by the shares that lists and the
    files of `owners` tell, holds for the day, ISO 8601; without one for the day of each rule's last
    check. `stated` is what officers verified of these rules. Raises ListError when a list does not
    exist, is of no known form, is broken, empty or has lost rows, or is given twice, or when a file
    of owners has no usable row; InputError when that file cannot be read; StoreError when a kept or
    pinned list is not what it was.
    """
    return parse_lists(find_lists(names, shelf), shelf.as_of if shelf else "", owners, day, stated)


def parse_lists(
    found: Sequence[ListFiles],
    past: str = "",
    owners: Sequence[str] = (),
    day: str = "",
    stated: Sequence[RuleStatement] = (),
) -> Watchlist:
    """The lists as one watchlist, as they stood on a past day if one is given. Raises ListError."""
    # Late: lists that are kept need neither.
    from compliance.lists.curated.effects import tell_effects
    from compliance.ownership.rules import state_rules

    reference = load_reference(find_bundled_folder())
    rules = state_rules(reference.ownership, stated)
    loaded = number_repeated_ids(load_one(one, reference) for one in found)
    if past:
        loaded = [(info, replace(one, entries=restore_list(one, past))) for info, one in loaded]
    loaded = [
        (info, replace(one, entries=tuple(tell_effects(one.entries, reference.effects, day))))
        for info, one in loaded
    ]
    return apply_ownership(loaded, owners, rules, day)


def restore_list(made: ParsedList, past: str) -> tuple[ListEntry, ...]:
    """The entries of a list as they stood on a past day."""
    return tuple(as_of.restore_entries(made.entries, past))


def list_fingerprints(
    found: Sequence[ListFiles],
    owners: Sequence[str] = (),
    day: str = "",
    stated: Sequence[RuleStatement] = (),
) -> list[str]:
    """Name and SHA-256 of all that `parse_lists` reads: lists first, then what they refer to.

    Of the day only what the rules of ownership are on it, by the program and by officers. Raises
    ListError when a file of owners is not there.
    """
    folder = find_bundled_folder()
    reference = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    lists = [f"{one.id} {one.file} {one.accepted} {hash_files(one.files)}" for one in found]
    lists += [
        f"owners {one.name} {hash_files(read_files(one))}" for one in find_owner_files(owners)
    ]
    lists += [f"{name} {hash_files({name: data})}" for name, data in reference.items()]
    lists += [f"rule {one.sentence} {one.since <= day}" for one in stated]
    return [*lists, f"day {locate_day([folder / name for name in DATED_FILES], day)}"]


def locate_day(rules: Iterable[Path], day: str) -> str:
    """Where a day lies among the dates of the rules: between two of them nothing changes."""
    texts = [path.read_text(encoding="utf-8") for path in rules]
    dates = sorted({date for text in texts for date in _DAY.findall(text)})
    return f"{sum(one < day for one in dates)} {sum(one <= day for one in dates)}" if day else ""


def renew_infos(lists: Sequence[ListInfo], found: Sequence[ListFiles]) -> tuple[ListInfo, ...]:
    """Lists that were parsed in an earlier run, with where and when they were fetched by now.

    Behind the lists that were found stand the files of owners, which stay as they are.
    """
    pairs = zip(lists, found, strict=False)
    now = (
        replace(info, file=one.file, origin=one.origin, fetched=one.fetched, checked=one.checked)
        for info, one in pairs
    )
    return (*now, *lists[len(found) :])


def note_ages(lists: Iterable[ListInfo], today: str, settings: Settings | None = None) -> ListInfos:
    """The lists with what has to be said about their age on a day.

    Fetched and imported lists have their publisher's limits, the bundled one those of this project,
    and others only those of the settings file.
    """
    found = []
    for info in lists:
        bundled = info.origin == BUNDLED_ORIGIN
        known = publishers.find_limits if info.fetched or bundled else publishers.find_given_limits
        day = info.checked or info.as_of or info.fetched
        words = None if info.checked else BUNDLED_AGE if bundled else DATA_AGE
        said = freshness.judge_age(day, today, known(info.id, settings), words)
        notices = (*info.notices, *filter(None, [said.notice]))
        warnings = (*info.warnings, *filter(None, [said.warning]))
        found.append(replace(info, notices=notices, warnings=warnings))
    return tuple(found)


def number_repeated_ids(
    loaded: Iterable[tuple[ListInfo, ParsedList]],
) -> list[tuple[ListInfo, ParsedList]]:
    """The lists with an id each: a second `csl` is called `csl-2`.

    Bundled and stored lists keep their ids, wherever they stand: limits and pins go by them.
    """
    both = list(loaded)
    fixed = [bool(info.origin or info.fetched) for info, _ in both]
    uses = Counter(info.id for (info, _), fast in zip(both, fixed, strict=True) if fast)
    numbered = []
    for (info, made), fast in zip(both, fixed, strict=True):
        uses[info.id] += not fast
        if fast or uses[info.id] == 1:
            numbered.append((info, made))
        else:
            name = f"{info.id}-{uses[info.id]}"
            entries = tuple(replace(entry, list_id=name) for entry in made.entries)
            numbered.append((replace(info, id=name), replace(made, entries=entries)))
    return numbered


# --- Reading it -------------------------------------------------------------------------------


def load_reference(folder: Path) -> Reference:
    """What lists may refer to: the programmes and citations that came with the program."""
    # Late: lists that are kept need none of it.
    from compliance.lists.curated import curated_list, effects, leads, programmes
    from compliance.lists.sources.base import Reference

    instruments = (folder / programmes.FILE).read_text(encoding="utf-8")
    known = programmes.parse_programmes(instruments)
    rules = (folder / leads.FILE).read_text(encoding="utf-8")
    told = effects.parse_effects((folder / effects.FILE).read_text(encoding="utf-8"), known)
    tags = {one.id: one.tags for one in told}
    return Reference(
        programmes=known,
        csl_sources=programmes.parse_csl_sources(instruments),
        citations=curated_list.parse_sources((folder / "sources.toml").read_text(encoding="utf-8")),
        ownership=leads.parse_rules(rules, known, tags),
        effects=told,
    )


def load_one(found: ListFiles, reference: Reference) -> tuple[ListInfo, ParsedList]:
    """One list by the first source that recognises it; a kept one goes by the id it is kept under.

    Raises ListError.
    """
    made = parse(found.file, found.files, reference)
    if found.id and made.id != found.id:
        entries = tuple(replace(entry, list_id=found.id) for entry in made.entries)
        made = replace(made, id=found.id, entries=entries)
    return describe_list(found, made), made


def parse(name: str, files: Files, reference: Reference, form: str = "") -> ParsedList:
    """A list in the form named, else in the first that recognises it. Raises ListError."""
    from compliance.lists.sources import SOURCES  # late, as above

    if form and form not in SOURCES:
        raise ListError(f"list {name!r}: this version reads no form {form!r}", "update the program")
    for key, source in SOURCES.items():
        if form in ("", key) and source.recognises(files):
            return source.parse(files, reference)
    if form:
        raise ListError(f"list {name!r} has not the form {form!r}", "docs/lists.md describes it")
    raise ListError(
        f"list {name!r} is of no known form", "docs/lists.md names the forms that are read"
    )


def describe_list(found: ListFiles, made: ParsedList) -> ListInfo:
    """What was read: enough to prove later which list was used."""
    return ListInfo(
        id=made.id,
        title=made.title,
        publisher=made.publisher,
        as_of=made.as_of,
        file=found.file,
        sha256=hash_files(found.files),
        entries=len(made.entries),
        names=sum(len(entry.names) for entry in made.entries),
        rows=sum(one.rows for one in made.counts) or len(made.entries) + len(made.rejected),
        rejected=made.rejected,
        warnings=(*made.warnings, *note_shrunk(found, made), *note_later(found, made)),
        counts=made.counts,
        origin=found.origin,
        fetched=found.fetched,
        checked=found.checked,
    )


def note_shrunk(found: ListFiles, made: ParsedList) -> Iterator[str]:
    """A stored list of which this program reads less than the one that accepted it."""
    if len(made.entries) < found.accepted:
        yield (
            f"{len(made.entries):,} entries are read of it, and it was accepted with "
            f"{found.accepted:,}; screen lists update judges it again"
        )


def note_later(found: ListFiles, made: ParsedList) -> Iterator[str]:
    """A version that is used for an earlier day than its own, or whose own day is not known."""
    if found.day and (not made.as_of or made.as_of > found.day):
        own = f"of {made.as_of}" if made.as_of else "of a date that it does not state"
        yield (
            f"no version of {found.day} is stored; this one, {own}, was used by the dates in it: "
            f"who was taken off the list in between is missing"
        )
