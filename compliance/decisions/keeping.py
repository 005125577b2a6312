"""The file of the record: read, appended to, repaired; whole at every moment.

One writer at a time holds the lock beside the file. It writes a new file with all lines, makes the
disk keep it, and renames it onto the old one: whenever the program is killed, the record is the old
one or the new one, and a batch of decisions is in it whole or not at all. A lock of a process that
died is free.

A line that was cut off all the same (a copy that broke off, a full disk elsewhere) is never read
past in silence: runs refuse such a record, and the next writer moves the fragment into a file
beside, which it names.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from compliance.decisions.chain import Record, heads_of, record_of
from compliance.decisions.lines import Decided, sealed, written
from compliance.errors import RecordError
from compliance.files import OWNER_ONLY, read_file

PATIENCE = 30.0
"""Seconds to wait for another writer."""
MOST_TOLD = 5
"""Faults that one message tells; `screen review verify` tells all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of an attempt to append."""

    record: Record
    """As it is now."""
    added: tuple[Decided, ...]
    torn: Path | None = None
    """The file beside that took a torn last line; None when there was none."""


# --- Reading ----------------------------------------------------------------------------------


def load(path: Path) -> Record:
    """The record as it is, faults included; an empty one where there is no file.

    Raises RecordError when the file cannot be read.
    """
    return record_of(_bytes_of(path))


def verified(path: Path) -> Record:
    """The record. Raises RecordError when a line is faulty or torn: nothing may rest on it."""
    record = load(path)
    _refuse_faults(path, record)
    if record.torn:
        problem = f"{path.name}: the last line is torn: it was cut off while it was written"
        raise RecordError(problem, "run: screen review verify --repair")
    return record


def _bytes_of(path: Path) -> bytes:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        problem = f"{path}: the decision record cannot be read: {error.strerror}"
        raise RecordError(problem, "check the path, or name another with --decisions") from error


def _refuse_faults(path: Path, record: Record) -> None:
    if not record.faults:
        return
    told = "; ".join(f"line {one.line}: {one.what}" for one in record.faults[:MOST_TOLD])
    more = len(record.faults) - MOST_TOLD
    rest = f"; and {more} more" if more > 0 else ""
    problem = f"{path.name}: the decision record does not verify: {told}{rest}"
    raise RecordError(problem, "screen review verify tells all; bring back the last good version")


# --- Writing ----------------------------------------------------------------------------------

Make = Callable[[Record], Sequence[Decided]]
"""From the record as it is to the decisions to add, without parents and hash; may raise."""


Sign = Callable[[str], str]
"""From the hash of a line to its signature, as text."""


def append(
    path: Path, make: Make, patience: float = PATIENCE, sign: Sign | None = None
) -> Appended:
    """Add what `make` makes of the record, all of it or nothing; signed where `sign` is given.

    `make` is called while no other can write. Raises RecordError when the record does not verify,
    when another writer does not end, and when the disk does not take it; and what `make` raises.
    """
    target = Path(os.path.realpath(path))
    with _explained(path), _writer(target, patience):
        data = _bytes_of(target)
        record = record_of(data)
        _refuse_faults(path, record)
        added = chained(make(record), record, sign)
        whole = data.removesuffix(record.torn)
        torn = _set_aside(target, record.torn) if record.torn else None
        if added or torn:
            _replace(target, _ended(whole) + b"".join(map(written, added)))
    decisions = (*record.decisions, *added)
    now = Record(decisions=decisions, heads=heads_of(decisions))
    return Appended(record=now, added=added, torn=torn)


def chained(
    drafts: Sequence[Decided], record: Record, sign: Sign | None = None
) -> tuple[Decided, ...]:
    """The drafts as the next lines of the record: each follows the one before it."""
    standing = {pair: tuple(one.id for one in found) for pair, found in record.standing.items()}
    parents = record.heads
    added = []
    for draft in drafts:
        old = tuple(dict.fromkeys(id_ for key in draft.pairs for id_ in standing.get(key, ())))
        line = sealed(replace(draft, parents=parents, replaces=old, id="", signature=""))
        added.append(replace(line, signature=sign(line.id)) if sign else line)
        parents = (added[-1].id,)
        standing |= dict.fromkeys(draft.pairs, parents)
    return tuple(added)


def _ended(whole: bytes) -> bytes:
    return whole if not whole or whole.endswith(b"\n") else whole + b"\n"


@contextmanager
def _writer(target: Path, patience: float) -> Iterator[None]:
    """Be the only writer while the block runs."""
    from filelock import FileLock, Timeout  # late: reading needs none

    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_name(f".{target.name}.lock"))
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        problem = f"{target.name}: another program writes to the decision record"
        raise RecordError(problem, "wait until it has ended, and try again") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the disk says into an error that says what became of the record."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        problem = f"{path}: nothing was added to the decision record, which is as it was: {why}"
        raise RecordError(
            problem, "free some space or ask for permission, and try again"
        ) from error


def _set_aside(target: Path, torn: bytes) -> Path:
    """Keep the fragment in a file beside, named by its content."""
    name = hashlib.sha256(torn).hexdigest()[:8]
    beside = target.with_name(f"{target.name}.torn-{name}")
    _replace(beside, torn)
    return beside


def _replace(target: Path, data: bytes) -> None:
    """Put the data in the place of the file: on the disk, and then in one step."""
    part = target.with_name(f".{target.name}.new")  # the lock is held: nobody else writes it
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if target.exists():
        part.chmod(target.stat().st_mode & 0o7777)
    part.replace(target)
    _keep_folder(target.parent)


def _keep_folder(folder: Path) -> None:
    """Make the disk keep the renaming; a system that cannot do so for folders does it itself."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
