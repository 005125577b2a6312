"""Runs that were stopped between their record and its line in the journal.

Before a record takes its place, a note in `records.open` of the data folder holds what its line
will be; the note goes when the line is in the journal. A kill in between leaves the note, so that
nobody takes the record for a forged one: `screen records verify` tells the unfinished run, and the
next run that writes a record adds the line. The lock beside a note is that of a run at work; the
lock of a process that died is free.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import msgspec

from compliance.audit import journal, run_record
from compliance.audit.journal import JournalEntry
from compliance.errors import OutputError, RunError
from compliance.storage.atomic_file import read_file, replace_file
from compliance.storage.documents import MalformedDocument, read_typed_json
from compliance.storage.ledger import LedgerBusyError, hold_lock

FOLDER = "records.open"
_NOTE, _LOCK = ".json", ".lock"

Announce = Callable[[JournalEntry], None]
"""Writes down what the line of a record will be, before the record takes its place."""


@contextmanager
def hold_note(folder: Path) -> Iterator[Announce]:
    """What writes the note of this run; the note goes when the block ends well.

    `folder` is the data folder. Raises RunError when it cannot be written.
    """
    note = folder / FOLDER / f"{secrets.token_hex(6)}{_NOTE}"
    lock = note.with_suffix(_LOCK)
    with ExitStack() as held:
        try:
            note.parent.mkdir(parents=True, exist_ok=True)
            held.callback(_remove, lock)
            held.enter_context(hold_lock(lock, 0))
        except OSError as error:
            problem = f"the journal in {folder} cannot be written: {error.strerror or error}"
            raise RunError(problem, "no record was written") from error

        def announce(entry: JournalEntry) -> None:
            text = json.dumps(msgspec.to_builtins(entry), ensure_ascii=False, sort_keys=True)
            with replace_file(note, is_private=True) as stream:
                stream.write(text.encode("utf-8", "replace"))

        yield announce
        _remove(note)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def list_notes(folder: Path) -> Iterator[tuple[Path, JournalEntry]]:
    """Each note of a run that has not ended, sorted by its file; broken ones are left out."""
    for note in sorted((folder / FOLDER).glob(f"*{_NOTE}")):
        with suppress(OSError, MalformedDocument):
            yield note, read_typed_json(read_file(note), JournalEntry)


def describe_unfinished(folder: Path, known: journal.Journal) -> Iterator[tuple[JournalEntry, str]]:
    """Each run that was stopped before its line was in the journal, and what became of it."""
    lines = {(entry.file, entry.record) for entry in known.entries}
    for _, entry in list_notes(folder):
        if (entry.file, entry.record) in lines:
            continue
        if _find_hash(journal.locate_record(folder, entry)) == entry.record:
            yield entry, "its record is whole; the next run that writes a record adds its line"
        else:
            yield entry, "its record is not there; screen the files again"


def finish_runs(
    folder: Path,
    sign: journal.Sign | None = None,
    is_genuine: Callable[[Path], bool] = lambda _: True,
) -> list[JournalEntry]:
    """Add the lines of runs that were stopped, and remove their notes; those that were added.

    A run that is still at work is left alone, and so is a record that is not the one of the note,
    or not genuine: a signed line would vouch for it.
    With a journal that is faulty or cannot be written the notes stay: whoever adds to it is told.
    """
    added = []
    for note, entry in list_notes(folder):
        lock = note.with_suffix(_LOCK)
        with suppress(LedgerBusyError, OSError, RunError), hold_lock(lock, 0):
            place = journal.locate_record(folder, entry)
            is_there = _find_hash(place) == entry.record
            if is_there and not is_genuine(place):
                continue
            lines = {(one.file, one.record) for one in journal.read_journal(folder).entries}
            if is_there and (entry.file, entry.record) not in lines:
                journal.append_entry(folder, place, entry, sign)
                added.append(entry)
            _remove(note)
            _remove(lock)
    return added


def _find_hash(path: Path) -> str:
    try:
        return run_record.read_record(path).sha256
    except (RunError, OutputError):
        return ""
