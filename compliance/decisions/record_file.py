"""The file of the record: read, appended to, repaired; whole at every moment.

One writer at a time holds the lock beside the file. It writes a new file with all lines, makes the
disk keep it, and renames it onto the old one: whenever the program is killed, the record is the old
one or the new one, and a batch of decisions is in it whole or not at all. A lock of a process that
died is free.

A line that was cut off all the same (a copy that broke off, a full disk elsewhere) is never read
past in silence: runs refuse such a record, and the next writer moves the fragment into a file
beside, which it names.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from compliance.decisions.chain import Record, heads_of, record_of
from compliance.decisions.lines import (
    RecordedDecision,
    encode_line,
    seal_decision,
)
from compliance.errors import OutputError, RecordError
from compliance.storage.atomic_file import replace_file
from compliance.storage.hashing import hash_bytes
from compliance.storage.ledger import LedgerBusyError, append_lines, hold_lock, read_ledger

LOCK_TIMEOUT = 30.0
"""Seconds to wait for another writer."""
MAX_FAULTS_SHOWN = 5
"""Faults that one message tells; `screen review verify` tells all."""


class AppendResult(Struct, frozen=True, kw_only=True):
    """What became of an attempt to append."""

    record: Record
    """As it is now."""
    added: tuple[RecordedDecision, ...]
    torn: Path | None = None
    """The file beside that took a torn last line; None when there was none."""


# --- Reading ----------------------------------------------------------------------------------


def read_record(path: Path) -> Record:
    """The record as it is, faults included; an empty one where there is no file.

    Raises RecordError when the file cannot be read.
    """
    return record_of(_read_bytes(path))


def read_verified_record(path: Path) -> Record:
    """The record. Raises RecordError when a line is faulty or torn: nothing may rest on it."""
    record = read_record(path)
    _refuse_faults(path, record)
    if record.torn:
        problem = f"{path.name}: the last line is torn: it was cut off while it was written"
        raise RecordError(problem, "run: screen review verify --repair")
    return record


def _read_bytes(path: Path) -> bytes:
    try:
        return read_ledger(path)
    except OSError as error:
        problem = f"{path}: the decision record cannot be read: {error.strerror}"
        raise RecordError(problem, "check the path, or name another with --decisions") from error


def _refuse_faults(path: Path, record: Record) -> None:
    if not record.faults:
        return
    shown = "; ".join(
        f"line {fault.line}: {fault.what}" for fault in record.faults[:MAX_FAULTS_SHOWN]
    )
    more = len(record.faults) - MAX_FAULTS_SHOWN
    rest = f"; and {more} more" if more > 0 else ""
    problem = f"{path.name}: the decision record does not verify: {shown}{rest}"
    raise RecordError(problem, "screen review verify shows all; bring back the last good version")


# --- Writing ----------------------------------------------------------------------------------

DraftDecisions = Callable[[Record], Sequence[RecordedDecision]]
"""From the record as it is to the decisions to add, without parents and hash; may raise."""


Sign = Callable[[str], str]
"""From the hash of a line to its signature, as text."""


def append_decisions(
    path: Path, make: DraftDecisions, patience: float = LOCK_TIMEOUT, sign: Sign | None = None
) -> AppendResult:
    """Add what `make` makes of the record, all of it or nothing; signed where `sign` is given.

    `make` is called while no other can write. Raises RecordError when the record does not verify,
    when another writer does not end, and when the disk does not take it; and what `make` raises.
    """
    target = Path(os.path.realpath(path))
    with _explain_disk_errors(path), _lock_record(target, patience):
        data = _read_bytes(target)
        record = record_of(data)
        _refuse_faults(path, record)
        added = chain_decisions(make(record), record, sign)
        whole = data.removesuffix(record.torn)
        torn = _set_aside(target, record.torn) if record.torn else None
        if added or torn:
            lines = [encode_line(one).removesuffix(b"\n") for one in added]
            append_lines(target, whole, lines, is_private=True)
    decisions = (*record.decisions, *added)
    now = Record(decisions=decisions, heads=heads_of(decisions))
    return AppendResult(record=now, added=added, torn=torn)


def chain_decisions(
    drafts: Sequence[RecordedDecision], record: Record, sign: Sign | None = None
) -> tuple[RecordedDecision, ...]:
    """The drafts as the next lines of the record: each follows the one before it."""
    standing = {
        pair: tuple(decision.id for decision in standing_decisions)
        for pair, standing_decisions in record.standing.items()
    }
    parents = record.heads
    added = []
    for draft in drafts:
        old = tuple(dict.fromkeys(id_ for key in draft.pairs for id_ in standing.get(key, ())))
        line = seal_decision(replace(draft, parents=parents, replaces=old, id="", signature=""))
        added.append(replace(line, signature=sign(line.id)) if sign else line)
        parents = (added[-1].id,)
        standing |= dict.fromkeys(draft.pairs, parents)
    return tuple(added)


@contextmanager
def _lock_record(target: Path, patience: float) -> Iterator[None]:
    """Be the only writer while the block runs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with hold_lock(target.with_name(f".{target.name}.lock"), patience):
            yield
    except LedgerBusyError as error:
        problem = f"{target.name}: another program writes to the decision record"
        raise RecordError(problem, "wait until it has ended, and try again") from error


@contextmanager
def _explain_disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk says into an error that says what became of the record."""
    try:
        yield
    except (OSError, OutputError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        why = getattr(cause, "strerror", "") or type(cause).__name__
        problem = f"{path}: nothing was added to the decision record, which is as it was: {why}"
        raise RecordError(
            problem, "free some space or ask for permission, and try again"
        ) from error


def _set_aside(target: Path, torn: bytes) -> Path:
    """Keep the fragment in a file beside, named by its content."""
    name = hash_bytes(torn)[:8]
    beside = target.with_name(f"{target.name}.torn-{name}")
    with replace_file(beside, is_private=True) as stream:
        stream.write(torn)
    return beside
