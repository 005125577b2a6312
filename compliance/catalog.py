"""The lists in use, as one watchlist: bundled or given, recognised by content, counted, hashed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import ListError
from compliance.model import ListInfo, Watchlist

if TYPE_CHECKING:
    from compliance.sources.base import Files, ParsedList, Reference

BUNDLED = {"curated": "curated"}
"""Id -> folder inside the bundled lists. The first one is used when no list is named."""


def load(names: Sequence[str] = ()) -> Watchlist:
    """The lists named by id or path, in the order given; without names the bundled curated list.

    Raises ListError when one does not exist, is of no known form, is broken, empty or has lost
    rows, or is given twice.
    """
    paths = [place(name) for name in names or list(BUNDLED)[:1]]
    refuse_repeats(paths)
    reference = load_reference(bundled_folder())
    loaded = told_apart(load_one(path, reference) for path in paths)
    return Watchlist(
        lists=tuple(info for info, _ in loaded),
        entries=tuple(entry for _, parsed in loaded for entry in parsed.entries),
    )


def fingerprints(names: Sequence[str] = ()) -> list[str]:
    """Name and SHA-256 of every file that `load` reads: lists first, then what they refer to.

    Raises ListError when one does not exist or cannot be read.
    """
    paths = [place(name) for name in names or list(BUNDLED)[:1]]
    refuse_repeats(paths)
    folder = bundled_folder()
    reference = sorted(folder.glob("*.toml"))
    return [f"{path.name} {fingerprint(read_files(path))}" for path in (*paths, *reference)]


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
    raise ListError(
        f"list {path.name!r} is of no known form", "docs/lists.md names the forms that are read"
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
