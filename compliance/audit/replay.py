"""A run done again years later, with its lists by their hashes and its files to the byte.

The bytes of the lists are kept when a record is written. Customers' files are never kept: only
their hash is, so that a replay can tell whether it is given the same file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from compliance.audit.compare import Difference, find_differences
from compliance.audit.run_record import (
    ListFile,
    RecordedAnswer,
    RecordedInput,
    UsedList,
    record_answer,
)
from compliance.errors import InputError, StoreError
from compliance.lists import archive, list_files
from compliance.lists.list_files import ListFiles
from compliance.lists.shelf import Shelf
from compliance.lists.writer_lock import lock_folder
from compliance.model import ListInfo
from compliance.screening.run_file import screen_file
from compliance.screening.run_setup import RunSetup
from compliance.storage.hashing import hash_bytes, hash_file, hash_parts


class KeptSource(Struct, frozen=True, kw_only=True):
    """One list as it was found: what has to be known to find it again."""

    found: str
    """Id it was found under; empty for a given file."""
    accepted: int
    day: str
    files: tuple[ListFile, ...]
    kept: bool


def keep_lists(found: Sequence[ListFiles], folder: Path) -> tuple[tuple[KeptSource, ...], str]:
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
        with lock_folder(folder):
            for data in missing:
                archive.write_content(folder, data)


def _is_kept(data: bytes, folder: Path) -> bool:
    return archive.is_whole(folder, hash_bytes(data))


def _source(one: ListFiles, folder: Path) -> KeptSource:
    files = tuple(
        ListFile(name=name, sha256=hash_bytes(data), size=len(data))
        for name, data in one.files.items()
    )
    return KeptSource(
        found=one.id,
        accepted=one.accepted,
        day=one.day,
        files=files,
        kept=all(archive.is_whole(folder, file.sha256) for file in files),
    )


def describe_lists(
    lists: Sequence[ListInfo], sources: Sequence[KeptSource]
) -> tuple[UsedList, ...]:
    """What was read of the lists together with where it can be had again."""
    return tuple(
        _describe_used_list(info, source) for info, source in zip(lists, sources, strict=True)
    )


def _describe_used_list(info: ListInfo, source: KeptSource) -> UsedList:
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


def find_lists(
    lists: Iterable[UsedList], shelf: Shelf, named: Iterable[str] = ()
) -> tuple[list[ListFiles], list[str]]:
    """The lists with exactly the recorded bytes, and what is missing, a line a file.

    Looked for among the stored lists, beside the lock file, among the bundled lists, and where the
    lists of the run were: `named` is how it called them.
    """
    places = _elsewhere(shelf, named)
    found, missing = [], []
    for one in lists:
        files = {file.name: _bytes(file, shelf, places) for file in one.files}
        missing += [
            f"list {one.id!r}: {name} with SHA-256 {_hash_of(one, name)[:12]} is not stored here"
            for name, data in files.items()
            if data is None
        ]
        found.append(_make_list_files(one, {name: data or b"" for name, data in files.items()}))
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
    """SHA-256 -> a file outside the stored lists that has it."""
    return {hash_file(path): path for path in _candidates(shelf, named)}


def _candidates(shelf: Shelf, named: Iterable[str]) -> Iterator[Path]:
    yield from (path for name in named if (path := Path(name).expanduser()).is_file())
    for folder in list_files.BUNDLED.values():
        yield from sorted((list_files.find_bundled_folder() / folder).glob("*.toml"))
    if shelf.lock:
        for pin in shelf.lock.pins:
            copies = (shelf.lock.find_vendored(pin, file) for file in pin.file)
            yield from (path for path in copies if path.is_file())


def _make_list_files(one: UsedList, files: Mapping[str, bytes]) -> ListFiles:
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


def hash_reference() -> str:
    """SHA-256 over what lists refer to, as it is in this installation."""
    paths = sorted(list_files.find_bundled_folder().glob("*.toml"))
    return hash_parts(f"{path.name} ".encode() + bytes.fromhex(hash_file(path)) for path in paths)


# --- Screening again ----------------------------------------------------------------------------


class RedoneRun(Struct, frozen=True, kw_only=True):
    """What came of one file of the record."""

    parties: int = 0
    matches: int = 0
    differences: tuple[Difference, ...] = ()
    problem: str = ""
    """Why it was not redone."""


def find_files(inputs: Iterable[RecordedInput], paths: Sequence[str]) -> Mapping[str, Path]:
    """SHA-256 -> a file that has it: those that are named, and those where they were."""
    places = [*map(Path, paths), *(Path(one.path) for one in inputs)]
    there = [path for path in places if path.is_file()]
    return {hash_file(path): path for path in reversed(there)}


def redo_file(
    at: int, given: RecordedInput, path: Path | None, then: list[RecordedAnswer], setup: RunSetup
) -> RedoneRun:
    """One file again, and what differs."""
    if given.problem:
        return RedoneRun(problem=f"{given.name} was not screened then: {given.problem}")
    if path is None:
        return RedoneRun(problem=describe_missing_file(given))
    try:
        report = screen_file(path, setup)
    except InputError as error:
        return RedoneRun(problem=str(error))
    most = setup.settings.max_matches
    try:
        now = (record_answer(result, at, most) for result in report.results)
        found = tuple(find_differences(then, now))
    except InputError as error:
        return RedoneRun(problem=str(error))
    return RedoneRun(
        parties=sum(report.manifest.counts.values()),
        matches=sum(len(record_answer(result, at, most).matches) for result in report.notable),
        differences=found,
    )


def describe_missing_file(given: RecordedInput) -> str:
    """A file that is not there, or not as it was."""
    there = Path(given.path).is_file()
    what = "is not the file that was screened" if there else "is not where it was"
    return (
        f"{given.path} {what}: the run needs the one with SHA-256 {given.sha256[:12]}, "
        f"{given.size:,} bytes; name a copy of it: screen replay RUN.json FILE"
    )
