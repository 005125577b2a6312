"""The journal of run records, `records.jsonl` in the data folder: which records were written when.

A line for each record: its time, file, hash, until when it must be kept, and the hash of the line
before. Lines are only ever added, by one writer at a time, into a copy that takes the place of the
file: a kill leaves the old journal or the new one. A line that is changed, moved or taken out
breaks the chain. Not found by the journal alone: that the last lines are missing; so `screen
records verify` tells the hash of the last one, to be noted elsewhere.

A line may be signed: `signature` is on the line as it is without one, `previous` included, and so
vouches for all lines above.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from compliance.errors import OutputError, RunError
from compliance.storage.documents import MalformedDocument, read_typed_json
from compliance.storage.ledger import (
    START,
    LedgerBusyError,
    append_lines,
    hash_line,
    hold_lock,
    read_ledger,
)

FILE = "records.jsonl"
PATIENCE = 30.0
"""Seconds to wait for another writer."""
_LOCK = "records.lock"


class JournalEntry(Struct, frozen=True, kw_only=True):
    """One record in the journal."""

    time: str
    """When its run started, ISO 8601."""
    file: str
    """Where it was written: from the folder that holds the data folder, or absolute."""
    record: str
    """The record's own hash."""
    until: str
    """The day until which it must be kept, ISO 8601."""
    decisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where each decision record was that the run used, told as `file` is -> the hashes of its last
    lines."""
    previous: str = START
    """SHA-256 of the line before, without its line end."""
    signature: str = ""
    """On the line without it; empty, or what a signing key made."""


class Journal(Struct, frozen=True, kw_only=True):
    """A journal as it was read."""

    entries: tuple[JournalEntry, ...] = ()
    faults: tuple[str, ...] = ()
    """What is wrong with it, a line each."""
    head: str = START
    """SHA-256 of the last line."""


def read_journal(folder: Path) -> Journal:
    """The journal, faults included; an empty one where there is none.

    Raises RunError when it cannot be read.
    """
    return _verify_lines(_bytes_of(folder / FILE))


def _bytes_of(path: Path) -> bytes:
    try:
        return read_ledger(path)
    except OSError as error:
        problem = f"the journal {str(path)!r} cannot be read: {error.strerror or error}"
        raise RunError(problem, "check its permissions") from error


def _verify_lines(data: bytes) -> Journal:
    entries, faults, previous = [], [], START
    for number, line in enumerate(data.splitlines(), 1):
        try:
            entry = read_typed_json(line, JournalEntry)
        except MalformedDocument:
            faults.append(f"line {number} of the journal is broken")
        else:
            entries.append(entry)
            if entry.previous != previous:
                faults.append(f"line {number} of the journal does not follow the line before")
        previous = hash_line(line)
    if data and not data.endswith(b"\n"):
        faults.append("the last line of the journal is cut off")
    return Journal(entries=tuple(entries), faults=tuple(faults), head=previous)


Sign = Callable[[bytes], str]
"""From the bytes of a line to its signature, as text."""


def append_entry(folder: Path, path: Path, entry: JournalEntry, sign: Sign | None = None) -> None:
    """Add the entry of the record at `path` to the journal, with that place in it.

    The line is signed where `sign` is given. Raises RunError when the journal is faulty or not
    writable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold_lock(folder / _LOCK, PATIENCE):
            _append(folder, replace(entry, file=describe_place(folder, path)), sign)
    except LedgerBusyError as error:
        problem = f"the journal in {folder} is being written by another run"
        raise RunError(problem, f"the record {path} was written; run again") from error
    except (OSError, OutputError) as error:
        problem = f"the journal in {folder} cannot be written: {error}"
        raise RunError(problem, f"the record {path} was written") from error


def _append(folder: Path, entry: JournalEntry, sign: Sign | None) -> None:
    old = _bytes_of(folder / FILE)
    known = _verify_lines(old)
    if known.faults:
        raise RunError(known.faults[0], "screen records verify shows all; nothing was added")
    line = replace(entry, previous=known.head, signature="")
    if sign:
        line = replace(line, signature=sign(_encode(line)))
    append_lines(folder / FILE, old, [_encode(line)], is_private=True)


def _encode(entry: JournalEntry) -> bytes:
    """The line of an entry, without its line end; no signature leaves no trace."""
    told = msgspec.to_builtins(entry)
    if not entry.signature:
        del told["signature"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


Check = Callable[[bytes, str], str]
"""From a line and its signature to what is wrong, as the end of a sentence; empty for none."""


def list_signed(known: Journal) -> Iterator[tuple[bytes, str]]:
    """What the signature of each line is on, and the signature; empty where there is none."""
    for entry in known.entries:
        yield _encode(replace(entry, signature="")), entry.signature


def describe_unsigned(known: Journal, check: Check) -> Iterator[str]:
    """A sentence for each line that nobody vouches for.

    Lines before the first signed one need no signature of their own: it holds the hash of the last.
    """
    problems = [check(line, signature) for line, signature in list_signed(known)]
    first = problems.index("") if "" in problems else -1
    for at, (entry, problem) in enumerate(zip(known.entries, problems, strict=True)):
        if problem and (entry.signature or at >= first):
            yield f"line {at + 1} of the journal {problem}"


def describe_place(folder: Path, path: Path) -> str:
    """The file as the journal tells it: from beside the data folder, so that both can move."""
    base, whole = folder.resolve().parent, path.resolve()
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else str(whole)


def locate_record(folder: Path, entry: JournalEntry) -> Path:
    """Where the record of an entry is looked for."""
    return locate_file(folder, entry.file)


def locate_file(folder: Path, place: str) -> Path:
    """Where a file is that the journal tells of by `told_place`."""
    return folder.resolve().parent / place


def check_entries(
    folder: Path, journal: Journal, hashes: Mapping[Path, str]
) -> Iterator[tuple[JournalEntry, str]]:
    """Each entry and what is wrong with its record; empty where nothing is.

    `hashes` are those of the records that are there and whole, and empty for broken ones. A record
    whose place was taken by a later one is not looked for.
    """
    last = {entry.file: entry for entry in journal.entries}
    for entry in journal.entries:
        path = locate_record(folder, entry)
        if last[entry.file] is not entry:
            yield entry, ""
        elif path not in hashes:
            yield entry, "it is not there any more"
        else:
            same = hashes[path] == entry.record
            yield entry, "" if same else "it is not the record that was written"
