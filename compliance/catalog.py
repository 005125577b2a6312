"""The lists in use, as one watchlist: bundled or given, recognised by content, counted, hashed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import ListError
from compliance.model import FileCount, ListInfo, Match, Party, Watchlist

if TYPE_CHECKING:
    from compliance.model import ListEntry
    from compliance.ownership.rules import OwnershipRule
    from compliance.ownership.table import Holdings
    from compliance.readers import SourceFile
    from compliance.sources.base import Files, ParsedList, Reference

BUNDLED = {"curated": "curated"}
"""Id -> folder inside the bundled lists. The first one is used when no list is named."""
OWNERS = "owners"
"""Id of the list that a file of owners makes; a second one is called `owners-2`."""
LIKE_FROM = 0.8
"""From this score on an owner may be a listed party: near HIT, branches with a place included."""
RULES = "ownership.toml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load(names: Sequence[str] = (), owners: Sequence[str] = (), day: str = "") -> Watchlist:
    """The lists named by id or path, in the order given; without names the bundled curated list.

    What the rules of ownership make of the parties, by the shares that lists and the files of
    `owners` tell, holds for the day, ISO 8601; without one for the day of each rule's last check.

    Raises ListError when one does not exist, is of no known form, is broken, empty or has lost
    rows, or is given twice, or when a file of owners has no usable row; InputError when that
    file cannot be read.
    """
    paths = [place(name) for name in names or list(BUNDLED)[:1]]
    refuse_repeats(paths)
    reference = load_reference(bundled_folder())
    loaded = told_apart(load_one(path, reference) for path in paths)
    return owned(loaded, owners, reference.ownership, day)


def fingerprints(names: Sequence[str] = (), owners: Sequence[str] = (), day: str = "") -> list[str]:
    """All that `load` depends on: name and SHA-256 of every file that it reads, lists first.

    Of the day only what the rules of ownership are on it. Raises ListError when a file does not
    exist or cannot be read.
    """
    paths = [place(name) for name in names or list(BUNDLED)[:1]]
    refuse_repeats(paths)
    folder = bundled_folder()
    reference = sorted(folder.glob("*.toml"))
    shares = owner_files(owners)
    files = [f"{path.name} {fingerprint(read_files(path))}" for path in (*paths, *reference)]
    files += [f"owners {path.name} {fingerprint(read_files(path))}" for path in shares]
    return [*files, f"day {turn(folder / RULES, day)}"]


def turn(rules: Path, day: str) -> str:
    """Where a day lies among the dates of the rules: between two of them nothing changes."""
    dates = sorted(set(_DAY.findall(rules.read_text(encoding="utf-8"))))
    return f"{sum(one < day for one in dates)} {sum(one <= day for one in dates)}" if day else ""


def told_apart(
    loaded: Iterable[tuple[ListInfo, ParsedList]],
) -> list[tuple[ListInfo, ParsedList]]:
    """The lists with an id each: a second `csl` is called `csl-2`."""
    uses: Counter[str] = Counter()
    found = []
    for info, parsed in loaded:
        uses[info.id] += 1
        if uses[info.id] > 1:
            name = f"{info.id}-{uses[info.id]}"
            entries = tuple(replace(entry, list_id=name) for entry in parsed.entries)
            found.append((replace(info, id=name), replace(parsed, entries=entries)))
        else:
            found.append((info, parsed))
    return found


# --- Owners and shares ------------------------------------------------------------------------


def owned(
    loaded: Sequence[tuple[ListInfo, ParsedList]],
    owners: Sequence[str],
    rules: Sequence[OwnershipRule],
    day: str,
) -> Watchlist:
    """The lists with what the rules of ownership make of their entries, and the files of owners."""
    from compliance.ownership import applying, graph  # late: lists that are kept need none of it

    files = [holdings_of(path, number) for number, path in enumerate(owner_files(owners), start=1)]
    entries = [entry for _, parsed in loaded for entry in parsed.entries]
    rows = [row for _, _, read in files for row in read.holdings]
    found = applying.applied(
        entries,
        [graph.keyed(stake, info.id) for info, parsed in loaded for stake in parsed.stakes],
        rows,
        rules,
        day,
        like=likeness(entries, {row.owner for row in rows}),
    )
    infos = [owners_info(*one, found.added) for one in files]
    return Watchlist(
        lists=(*(info for info, _ in loaded), *infos),
        entries=(*found.entries, *found.added),
    )


def owner_files(names: Sequence[str]) -> list[Path]:
    """The files of owners. Raises ListError when one is not there or is given twice."""
    paths = [Path(name).expanduser() for name in names]
    for path in paths:
        if not path.is_file():
            problem = f"file of owners {path.name!r} is not there"
            raise ListError(problem, "check the path of --owners, or of owners in screen.toml")
    refuse_repeats(paths)
    return paths


def likeness(entries: Sequence[ListEntry], owners: Set[str]) -> Mapping[str, tuple[int, ...]]:
    """For each owner the positions of the entries that it may be, by a name that is much alike.

    Owners are found by the same name; a misspelt one must not pass for a party on no list.
    """
    if not owners:
        return {}
    from compliance.matching import Matcher  # late: needed with a file of owners only

    names = sorted(owners)
    places = {(entry.list_id, entry.id): at for at, entry in enumerate(entries)}
    matcher = Matcher(Watchlist(lists=(), entries=entries))
    answers = matcher.search([Party(name=name) for name in names])
    return {
        name: tuple(places[one.entry.list_id, one.entry.id] for one in found if alike(one))
        for name, found in zip(names, answers, strict=True)
    }


def alike(match: Match) -> bool:
    """Whether an owner may be this entry."""
    return match.band.is_open and match.score >= LIKE_FROM


def holdings_of(path: Path, number: int) -> tuple[str, SourceFile, Holdings]:
    """The list id and the rows of a file of owners, the first of them with number 1.

    Raises InputError when it cannot be read, ListError when none of its rows can be used.
    """
    from compliance import readers  # late: needed with such a file only
    from compliance.ownership.table import read_sheets

    source = readers.read(path)
    list_id = OWNERS if number == 1 else f"{OWNERS}-{number}"
    read = read_sheets(list_id, source.name, {one.name: one.rows for one in source.sheets})
    if not read.holdings:
        why = f": {read.rejected[0].reason}" if read.rejected else ""
        problem = f"file of owners {source.name!r} holds no row that can be used{why}"
        raise ListError(problem, "it needs the columns company, owner and share: docs/ownership.md")
    return list_id, source, read


def owners_info(
    list_id: str, source: SourceFile, read: Holdings, added: Iterable[ListEntry]
) -> ListInfo:
    """What was read from a file of owners, and which companies became entries."""
    own = [entry for entry in added if entry.list_id == list_id]
    used, lost = len(read.holdings), len(read.rejected)
    return ListInfo(
        id=list_id,
        title="Companies that listed parties own or hold in part, by your file of owners",
        publisher="your own file",
        as_of=max(one.as_of for one in read.holdings),
        file=source.name,
        sha256=source.sha256,
        entries=len(own),
        names=sum(len(entry.names) for entry in own),
        rows=used + lost,
        rejected=read.rejected,
        counts=(
            FileCount(file=source.name, rows=used + lost, entries=0, joined=used, rejected=lost),
        ),
    )


# --- Finding a list ---------------------------------------------------------------------------


def place(name: str) -> Path:
    """Where a list is. An id wins over a file of the same name; `./curated` is the file."""
    if name in BUNDLED:
        return bundled_folder() / BUNDLED[name]
    path = Path(name).expanduser()
    if not path.exists():
        known = ", ".join(BUNDLED)
        raise ListError(f"list {name!r} is neither a file nor a bundled list", f"bundled: {known}")
    return path


def bundled_folder() -> Path:
    """The lists that came with the program: in the installed package, else in the checkout.

    Raises ListError when the installation lacks them.
    """
    package = Path(__file__).parent
    for folder in (package / "lists", package.parent / "lists"):
        if (folder / "programmes.toml").is_file():
            return folder
    raise ListError("the bundled lists are missing from this installation", "install it again")


def refuse_repeats(paths: Sequence[Path]) -> None:
    """Raises ListError when the same list is given twice: its entries would be found twice."""
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in seen:
            raise ListError(f"list {path.name!r} is given twice", "name it once")
        seen.add(path.resolve())


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


def load_one(path: Path, reference: Reference) -> tuple[ListInfo, ParsedList]:
    """One list by the first source that recognises it."""
    from compliance.sources import SOURCES  # late, as above

    files = read_files(path)
    for source in SOURCES.values():
        if source.recognises(files):
            parsed = source.parse(files, reference)
            return described(path, files, parsed), parsed
    forms = "; ".join(source.title for source in SOURCES.values())
    raise ListError(f"list {path.name!r} is of no known form", f"known forms: {forms}")


def read_files(path: Path) -> Files:
    """The file, or every TOML file of the folder by name. Raises ListError when unreadable."""
    paths = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not paths:
        raise ListError(
            f"folder {path.name!r} holds no list file", "a list folder holds .toml files"
        )
    try:
        return {one.name: one.read_bytes() for one in paths}
    except OSError as error:
        problem = f"list {path.name!r} cannot be read: {error.strerror or error}"
        raise ListError(problem, "check the path and its permissions") from error


def described(path: Path, files: Files, parsed: ParsedList) -> ListInfo:
    """What was read: enough to prove later which list was used."""
    return ListInfo(
        id=parsed.id,
        title=parsed.title,
        publisher=parsed.publisher,
        as_of=parsed.as_of,
        file=path.name,
        sha256=fingerprint(files),
        entries=len(parsed.entries),
        names=sum(len(entry.names) for entry in parsed.entries),
        rows=len(parsed.entries) + len(parsed.rejected),
        rejected=parsed.rejected,
        warnings=parsed.warnings,
        counts=parsed.counts,
    )


def fingerprint(files: Files) -> str:
    """SHA-256 of one file; of several, that of their `hash  name` lines, as sha256sum has them."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    if len(hashes) == 1:
        return next(iter(hashes.values()))
    lines = "".join(f"{one}  {name}\n" for name, one in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()
