"""The lists in use, as one watchlist: bundled, kept or given, known by content, counted, hashed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance import as_of, store
from compliance.errors import ListError
from compliance.files import joint_hash
from compliance.model import ListInfo, Watchlist
from compliance.store import Kept, Shelf, publishers, staleness
from compliance.store.publishers import Settings

if TYPE_CHECKING:
    from compliance.sources.base import Files, ParsedList, Reference

BUNDLED = {"curated": "curated"}
"""Id -> folder inside the bundled lists. The first one is used when no list is named."""
BUNDLED_ORIGIN = "bundled"
Lists = tuple[ListInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A list that was found: its bytes and where they came from, not yet parsed."""

    id: str
    """Id of a bundled or kept list; empty for a file or folder that was given."""
    file: str
    """What a reader calls it."""
    files: Files
    origin: str = ""
    fetched: str = ""
    checked: str = ""
    accepted: int = 0
    """Entries it had when it was accepted or pinned; 0 when nobody counted."""
    day: str = ""
    """The day that was asked for, where this may be a later version than that day's."""


def load(names: Sequence[str] = (), shelf: Shelf | None = None) -> Watchlist:
    """The lists named by id or path, in the order given; without names the usual ones.

    `shelf` says which versions of kept lists are used: the present ones, those of a date, or the
    pinned ones. Raises ListError when a list does not exist, is of no known form, is broken, empty
    or has lost rows, or is given twice; StoreError when a kept or pinned list is not what it was.
    """
    return parsed(find(names, shelf), shelf.as_of if shelf else "")


def find(names: Sequence[str] = (), shelf: Shelf | None = None) -> list[Found]:
    """The lists and their bytes. Raises ListError and StoreError as `load` does."""
    known = shelf or store.present()
    found = [place(name, known) for name in names or usual(known)]
    refuse_repeats(found)
    return found


def usual(shelf: Shelf) -> Sequence[str]:
    """The lists of a run that names none: those that are pinned, else the bundled curated one."""
    return (shelf.ids() if shelf.lock else ()) or list(BUNDLED)[:1]


def parsed(found: Sequence[Found], day: str = "") -> Watchlist:
    """The lists as one watchlist, as they stood on a day if one is given. Raises ListError."""
    reference = load_reference(bundled_folder())
    loaded = told_apart(load_one(one, reference) for one in found)
    entries = (entry for _, made in loaded for entry in made.entries)
    return Watchlist(
        lists=tuple(info for info, _ in loaded),
        entries=tuple(as_of.stood(entries, day) if day else entries),
    )


def fingerprints(found: Sequence[Found]) -> list[str]:
    """Name and SHA-256 of all that `parsed` reads: lists first, then what they refer to."""
    reference = {path.name: path.read_bytes() for path in sorted(bundled_folder().glob("*.toml"))}
    lists = [f"{one.id} {one.file} {one.accepted} {fingerprint(one.files)}" for one in found]
    return [*lists, *(f"{name} {fingerprint({name: data})}" for name, data in reference.items())]


def renewed(lists: Iterable[ListInfo], found: Iterable[Found]) -> tuple[ListInfo, ...]:
    """Lists that were parsed in an earlier run, with where and when they were fetched by now."""
    pairs = zip(lists, found, strict=True)
    return tuple(
        replace(info, file=one.file, origin=one.origin, fetched=one.fetched, checked=one.checked)
        for info, one in pairs
    )


def aged(lists: Iterable[ListInfo], today: str, settings: Settings | None = None) -> Lists:
    """The lists with what has to be said about their age on a day.

    Fetched lists have their publisher's limits, others only those of the settings file.
    """
    return tuple(_aged(info, today, settings) for info in lists)


def _aged(info: ListInfo, today: str, settings: Settings | None) -> ListInfo:
    known = publishers.limits_of if info.fetched else publishers.given_limits
    day = info.checked or info.as_of
    said = staleness.judged(day, today, known(info.id, settings))
    return replace(
        info,
        notices=(*info.notices, *filter(None, [said.notice])),
        warnings=(*info.warnings, *filter(None, [said.warning])),
    )


def told_apart(
    loaded: Iterable[tuple[ListInfo, ParsedList]],
) -> list[tuple[ListInfo, ParsedList]]:
    """The lists with an id each: a second `csl` is called `csl-2`.

    Bundled and kept lists keep their ids, wherever they stand: limits and pins go by them.
    """
    both = list(loaded)
    fixed = [bool(info.origin or info.fetched) for info, _ in both]
    uses = Counter(info.id for (info, _), fast in zip(both, fixed, strict=True) if fast)
    return [one if fast else _named(one, uses) for one, fast in zip(both, fixed, strict=True)]


def _named(one: tuple[ListInfo, ParsedList], uses: Counter[str]) -> tuple[ListInfo, ParsedList]:
    """A given list under an id that no other has; `uses` counts the ids so far."""
    info, made = one
    uses[info.id] += 1
    if uses[info.id] == 1:
        return one
    name = f"{info.id}-{uses[info.id]}"
    entries = tuple(replace(entry, list_id=name) for entry in made.entries)
    return replace(info, id=name), replace(made, entries=entries)


# --- Finding a list ---------------------------------------------------------------------------


def place(name: str, shelf: Shelf) -> Found:
    """A list by id or path. An id wins over a file of the same name; `./curated` is the file.

    Raises ListError when there is none of that name, StoreError when it is not what it was.
    """
    if shelf.lock and (name in BUNDLED or shelf.has(name)):
        return kept(name, shelf)
    if name in BUNDLED:
        return bundled(name)
    if store.is_id(name) and shelf.has(name):
        return kept(name, shelf)
    path = Path(name).expanduser()
    if not path.exists() and store.is_id(name) and shelf.was_fetched(name):
        return kept(name, shelf)  # which raises: there is no version that can be used
    if not path.exists():
        raise unknown(name, shelf)
    return replace(given(path), day=shelf.as_of)


def version(name: str, shelf: Shelf) -> Found:
    """A list by id or path, or one version of a kept one: `csl@2026-11-01`, `csl@3fa94c1e`.

    Behind the @ stands a day, or how the SHA-256 of the version begins. Raises ListError and
    StoreError.
    """
    list_id, _, wanted = name.partition("@")
    if not (wanted and store.is_id(list_id) and shelf.was_fetched(list_id)):
        return place(name, shelf)
    if as_of.is_day(wanted):
        return kept(list_id, replace(shelf, as_of=wanted, lock=None))
    return found_of(shelf.replay(list_id, shelf.whole_hash(list_id, wanted)), "")


def given(path: Path) -> Found:
    """A file or folder of the user's. Raises ListError."""
    return Found(id="", file=path.name, files=read_files(path))


def bundled(name: str) -> Found:
    """A list that came with the program. Raises ListError."""
    files = read_files(bundled_folder() / BUNDLED[name])
    return Found(id=name, file=BUNDLED[name], files=files, origin=BUNDLED_ORIGIN)


def kept(name: str, shelf: Shelf) -> Found:
    """A kept or pinned list; a pinned one that is bundled too may be there as such.

    Raises StoreError.
    """
    if shelf.lock and name in BUNDLED:
        found = bundled(name)
        if shelf.lock.find(name).sha256 == fingerprint(found.files):
            return found
    return found_of(shelf.find(name), shelf.as_of)


def found_of(one: Kept, day: str) -> Found:
    """What was taken from the kept lists; `day` is the one that was asked for, if any."""
    return Found(
        id=one.id,
        file=next(iter(one.files)) if len(one.files) == 1 else one.id,
        files=one.files,
        origin=one.source,
        fetched=one.fetched,
        checked=one.checked,
        accepted=one.entries,
        day="" if one.is_of_day else day,
    )


def unknown(name: str, shelf: Shelf) -> ListError:
    """No list of that name: which there are, and how to get one that is published."""
    there = f"bundled: {', '.join(BUNDLED)}; kept: {', '.join(shelf.ids()) or 'none'}"
    if name in publishers.known():
        problem = f"list {name!r} was not fetched yet"
        return ListError(problem, f"screen lists update {name} fetches it; {there}")
    return ListError(f"list {name!r} is neither a file nor a list that is known", there)


def bundled_folder() -> Path:
    """The lists that came with the program: in the installed package, else in the checkout.

    Raises ListError when the installation lacks them.
    """
    package = Path(__file__).parent
    for folder in (package / "lists", package.parent / "lists"):
        if (folder / "programmes.toml").is_file():
            return folder
    raise ListError("the bundled lists are missing from this installation", "install it again")


def refuse_repeats(found: Sequence[Found]) -> None:
    """Raises ListError when the same list is given twice: its entries would be found twice."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        key = (one.file, fingerprint(one.files))
        if key in seen:
            raise ListError(f"list {one.file!r} is given twice", "name it once")
        seen.add(key)


# --- Reading it -------------------------------------------------------------------------------


def load_reference(folder: Path) -> Reference:
    """What lists may refer to: the programmes and citations that came with the program."""
    # Late: lists that are kept need none of it.
    from compliance.sources import curated, ownership, programmes
    from compliance.sources.base import Reference

    instruments = (folder / programmes.FILE).read_text(encoding="utf-8")
    known = programmes.parse_programmes(instruments)
    rules = (folder / ownership.FILE).read_text(encoding="utf-8")
    return Reference(
        programmes=known,
        csl_sources=programmes.parse_csl_sources(instruments),
        citations=curated.parse_sources((folder / "sources.toml").read_text(encoding="utf-8")),
        ownership=ownership.parse_rules(rules, known),
    )


def load_one(found: Found, reference: Reference) -> tuple[ListInfo, ParsedList]:
    """One list by the first source that recognises it; a kept one goes by the id it is kept under.

    Raises ListError.
    """
    made = parse(found.file, found.files, reference)
    if found.id and made.id != found.id:
        entries = tuple(replace(entry, list_id=found.id) for entry in made.entries)
        made = replace(made, id=found.id, entries=entries)
    return described(found, made), made


def parse(name: str, files: Files, reference: Reference, form: str = "") -> ParsedList:
    """A list in the form named, else in the first that recognises it. Raises ListError."""
    from compliance.sources import SOURCES  # late, as above

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


def read_files(path: Path) -> Files:
    """The file, or every list file of the folder by name. Raises ListError when unreadable."""
    paths = list_files(path) if path.is_dir() else [path]
    if not paths:
        raise ListError(
            f"folder {path.name!r} holds no list file",
            "a list folder holds .toml files, or the files of one official list",
        )
    try:
        return {one.name: one.read_bytes() for one in paths}
    except OSError as error:
        problem = f"list {path.name!r} cannot be read: {error.strerror or error}"
        raise ListError(problem, "check the path and its permissions") from error


def list_files(folder: Path) -> list[Path]:
    """The TOML files of a folder, or without any all files that some source reads, by name."""
    from compliance.sources.base import ENDINGS  # late, as above

    written = sorted(folder.glob("*.toml"))
    found = (one for one in folder.iterdir() if one.suffix.casefold() in ENDINGS)
    return written or sorted(one for one in found if one.is_file() and one.name[0] != ".")


def described(found: Found, made: ParsedList) -> ListInfo:
    """What was read: enough to prove later which list was used."""
    return ListInfo(
        id=made.id,
        title=made.title,
        publisher=made.publisher,
        as_of=made.as_of,
        file=found.file,
        sha256=fingerprint(found.files),
        entries=len(made.entries),
        names=sum(len(entry.names) for entry in made.entries),
        rows=sum(one.rows for one in made.counts) or len(made.entries) + len(made.rejected),
        rejected=made.rejected,
        warnings=(*made.warnings, *shrunk(found, made), *later(found, made)),
        counts=made.counts,
        origin=found.origin,
        fetched=found.fetched,
        checked=found.checked,
    )


def shrunk(found: Found, made: ParsedList) -> Iterator[str]:
    """A kept list of which this program reads less than the one that accepted it."""
    if len(made.entries) < found.accepted:
        yield (
            f"{len(made.entries):,} entries are read of it, and it was accepted with "
            f"{found.accepted:,}; screen lists update judges it again"
        )


def later(found: Found, made: ParsedList) -> Iterator[str]:
    """A version that is used for an earlier day than its own, or whose own day is not known."""
    if found.day and (not made.as_of or made.as_of > found.day):
        own = f"of {made.as_of}" if made.as_of else "of a date that it does not tell"
        yield (
            f"no version of {found.day} is kept; this one, {own}, was used by the dates in it: "
            f"who was taken off the list in between is missing"
        )


def fingerprint(files: Files) -> str:
    """SHA-256 of one file; of several, that of their `hash  name` lines, as sha256sum has them."""
    return joint_hash({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
