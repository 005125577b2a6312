"""A run done again years later, with its lists by their hashes and its files to the byte.

The bytes of the lists are kept when a record is written. Customers' files are never kept: only
their hash is, so that a replay can tell whether it is given the same file.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
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
    contents = [data for one in found for data in one.files.values()]
    try:
        missing = [data for data in contents if not archive.is_whole(folder, hash_bytes(data))]
        with lock_folder(folder) if missing else nullcontext():
            for data in missing:
                archive.write_content(folder, data)
    except StoreError as error:
        problem = error.message
    sources = []
    for one in found:
        files = tuple(
            ListFile(name=name, sha256=hash_bytes(data), size=len(data))
            for name, data in one.files.items()
        )
        is_kept = all(archive.is_whole(folder, file.sha256) for file in files)
        source = KeptSource(
            found=one.id, accepted=one.accepted, day=one.day, files=files, kept=is_kept
        )
        sources.append(source)
    return tuple(sources), problem


def describe_lists(
    lists: Sequence[ListInfo], sources: Sequence[KeptSource]
) -> tuple[UsedList, ...]:
    """What was read of the lists together with where it can be had again."""
    return tuple(
        UsedList(
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
        for info, source in zip(lists, sources, strict=True)
    )


# --- Taking them again ------------------------------------------------------------------------


def find_lists(
    lists: Iterable[UsedList], shelf: Shelf, named: Iterable[str] = ()
) -> tuple[list[ListFiles], list[str]]:
    """The lists with exactly the recorded bytes, and what is missing, a line a file.

    Looked for among the stored lists, beside the lock file, among the bundled lists, and where the
    lists of the run were: `named` is how it called them.
    """
    copies = [path for name in named if (path := Path(name).expanduser()).is_file()]
    for folder in list_files.BUNDLED.values():
        copies += sorted((list_files.find_bundled_folder() / folder).glob("*.toml"))
    if lock := shelf.lock:
        vendored = (lock.find_vendored(pin, file) for pin in lock.pins for file in pin.file)
        copies += filter(Path.is_file, vendored)
    places = {hash_file(path): path for path in copies}
    found, missing = [], []
    for one in lists:
        files = {}
        for file in one.files:
            try:
                data = shelf.read(file.sha256)
            except StoreError:
                copy = places.get(file.sha256)
                data = copy.read_bytes() if copy else b""
                if not copy:
                    missing.append(
                        f"list {one.id!r}: {file.name} with SHA-256 {file.sha256[:12]} is not "
                        "stored here"
                    )
            files[file.name] = data
        list_again = ListFiles(
            id=one.known_as,
            file=one.file,
            files=files,
            origin=one.origin,
            fetched=one.fetched,
            checked=one.checked,
            accepted=one.accepted,
            day=one.day,
        )
        found.append(list_again)
    return found, missing


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
