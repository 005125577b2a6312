"""The lists of a run: their bytes kept by hash, and taken from there again years later.

Customers' files are never kept: only their hash is, so that a replay can tell whether it is given
the same file.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import StoreError
from compliance.files import sha256_of
from compliance.lists import archive, list_files
from compliance.lists.list_files import ListFiles
from compliance.lists.shelf import Shelf
from compliance.lists.writer_lock import hold_lock
from compliance.model import ListInfo
from compliance.runs.form import ListFile, UsedList


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list as it was found: what has to be known to find it again."""

    found: str
    """Id it was found under; empty for a given file."""
    accepted: int
    day: str
    files: tuple[ListFile, ...]
    kept: bool


def kept(found: Sequence[ListFiles], folder: Path) -> tuple[tuple[Source, ...], str]:
    """Keep the bytes of all lists; and why that is not possible, empty when it is.

    Bytes that are kept already, as those of fetched lists are, are only looked at.
    """
    problem = ""
    try:
        _put(found, folder)
    except StoreError as error:
        problem = error.message
    return tuple(_source(one, folder) for one in found), problem


def _put(found: Iterable[ListFiles], folder: Path) -> None:
    missing = [data for one in found for data in one.files.values() if not _is_kept(data, folder)]
    if missing:
        with hold_lock(folder):
            for data in missing:
                archive.write_content(folder, data)


def _is_kept(data: bytes, folder: Path) -> bool:
    return archive.is_whole(folder, hashlib.sha256(data).hexdigest())


def _source(one: ListFiles, folder: Path) -> Source:
    files = tuple(
        ListFile(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        for name, data in one.files.items()
    )
    return Source(
        found=one.id,
        accepted=one.accepted,
        day=one.day,
        files=files,
        kept=all(archive.is_whole(folder, file.sha256) for file in files),
    )


def used(lists: Sequence[ListInfo], sources: Sequence[Source]) -> tuple[UsedList, ...]:
    """What was read of the lists together with where it can be had again."""
    return tuple(_used(info, source) for info, source in zip(lists, sources, strict=True))


def _used(info: ListInfo, source: Source) -> UsedList:
    return UsedList(
        id=info.id,
        title=info.title,
        publisher=info.publisher,
        as_of=info.as_of,
        file=info.file,
        known_as=source.found,
        origin=info.origin,
        fetched=info.fetched,
        checked=info.checked,
        accepted=source.accepted,
        day=source.day,
        sha256=info.sha256,
        files=source.files,
        entries=info.entries,
        names=info.names,
        rows=info.rows,
        rejected=len(info.rejected),
        warnings=info.warnings,
        notices=info.notices,
        kept=source.kept,
    )


# --- Taking them again ------------------------------------------------------------------------


def again(
    lists: Iterable[UsedList], shelf: Shelf, named: Iterable[str] = ()
) -> tuple[list[ListFiles], list[str]]:
    """The lists with exactly the recorded bytes, and what is missing, a line a file.

    Looked for among the kept lists, beside the lock file, among the bundled lists, and where the
    lists of the run were: `named` is how it called them.
    """
    places = _elsewhere(shelf, named)
    found, missing = [], []
    for one in lists:
        files = {file.name: _bytes(file, shelf, places) for file in one.files}
        missing += [
            f"list {one.id!r}: {name} with SHA-256 {_hash_of(one, name)[:12]} is not kept here"
            for name, data in files.items()
            if data is None
        ]
        found.append(_found(one, {name: data or b"" for name, data in files.items()}))
    return found, missing


def _hash_of(one: UsedList, name: str) -> str:
    return next(file.sha256 for file in one.files if file.name == name)


def _bytes(file: ListFile, shelf: Shelf, places: Mapping[str, Path]) -> bytes | None:
    try:
        return shelf.read(file.sha256)
    except StoreError:
        path = places.get(file.sha256)
        return path.read_bytes() if path else None


def _elsewhere(shelf: Shelf, named: Iterable[str]) -> Mapping[str, Path]:
    """SHA-256 -> a file outside the kept lists that has it."""
    return {sha256_of(path): path for path in _candidates(shelf, named)}


def _candidates(shelf: Shelf, named: Iterable[str]) -> Iterator[Path]:
    yield from (path for name in named if (path := Path(name).expanduser()).is_file())
    for folder in list_files.BUNDLED.values():
        yield from sorted((list_files.find_bundled_folder() / folder).glob("*.toml"))
    if shelf.lock:
        for pin in shelf.lock.pins:
            copies = (shelf.lock.find_vendored(pin, file) for file in pin.file)
            yield from (path for path in copies if path.is_file())


def _found(one: UsedList, files: Mapping[str, bytes]) -> ListFiles:
    return ListFiles(
        id=one.known_as,
        file=one.file,
        files=files,
        origin=one.origin,
        fetched=one.fetched,
        checked=one.checked,
        accepted=one.accepted,
        day=one.day,
    )


def reference() -> str:
    """SHA-256 over what lists refer to, as it is in this installation."""
    known = hashlib.sha256()
    for path in sorted(list_files.find_bundled_folder().glob("*.toml")):
        known.update(f"{path.name} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()
