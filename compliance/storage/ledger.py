"""The append-only log: one writer at a time, lines added whole or not at all, each chained by hash.

The decision record, the journal of run records and the history of a list are such logs, and each
has its own form of a line. What they share is here:

* **Lock.** One process writes; the lock of a process that died is free. It is the system's own lock
  on a file, and no clock takes part in it.
* **Append.** A new file with all lines takes the place of the old one when the disk has it:
  whenever the program is killed, the log is the old one or the new one.
* **Chain.** A line names the lines that it follows by their hashes. What is found: a line that was
  changed, taken out or moved. Not found by the log alone: that lines at the very end are missing.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from compliance.storage.atomic_file import read_file, replace_file
from compliance.storage.hashing import FULL_LENGTH, hash_bytes

START = "0" * FULL_LENGTH
"""What the first line of a log with one end follows."""


class LedgerBusyError(Exception):
    """Another process still writes; the text says who, as they signed."""


# --- Lock -------------------------------------------------------------------------------------


@contextmanager
def hold_lock(lock: Path, patience: float, holder: Path | None = None) -> Iterator[None]:
    """Be the only writer while the block runs.

    `patience` is in seconds; `holder` is the file that says who writes. Raises LedgerBusyError when
    another still writes by then, and OSError when the folder cannot be written to.
    """
    from filelock import FileLock, Timeout  # late: reading needs none

    held = FileLock(lock)
    try:
        held.acquire(timeout=patience)
    except Timeout as error:
        raise LedgerBusyError(read_holder(holder)) from error
    try:
        if holder:
            import platform

            about = {
                "user": find_user(),
                "process": os.getpid(),
                "computer": platform.node(),
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            with suppress(OSError):  # word of who writes is only a courtesy
                holder.write_text(json.dumps(about), encoding="utf-8")
        yield
    finally:
        if holder:
            with suppress(OSError):
                holder.unlink()
        held.release()


def find_user() -> str:
    """Who runs the program, as the computer knows them; `unknown` where it does not."""
    import getpass  # late: reading needs none of these

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def read_holder(holder: Path | None) -> str:
    """Who writes, as they signed: user, process, computer and since when."""
    try:
        about = json.loads(holder.read_text(encoding="utf-8")) if holder else {}
        return "{user}, process {process} on {computer}, since {since}".format(**about)
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


# --- Lines ------------------------------------------------------------------------------------


def read_ledger(path: Path) -> bytes:
    """All bytes of a log; none where there is no file. Raises OSError when it cannot be read."""
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""


def append_lines(
    path: Path, lines: bytes, added: Iterable[bytes], *, is_private: bool = False
) -> None:
    """Write the lines that are there and those that are added, all of them or nothing.

    The caller holds the lock and has read and verified `lines` under it; those that are added have
    no line end. A private log is readable by its owner alone. Raises OutputError; the log is then
    what it was.
    """
    end = b"" if not lines or lines.endswith(b"\n") else b"\n"
    with replace_file(path, is_private=is_private, part=f".{path.name}.new") as stream:
        stream.write(lines + end + b"".join(line + b"\n" for line in added))


# --- Chain ------------------------------------------------------------------------------------


def hash_line(line: bytes) -> str:
    """SHA-256 of a line without its line end, in hex."""
    return hash_bytes(line)


def find_ends(parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The lines that no other follows, sorted: one, or several after a merge of two branches.

    `parents` are the hashes of all lines, each with those that it follows.
    """
    followed = {parent for several in parents.values() for parent in several}
    return tuple(sorted(parents.keys() - followed))


def describe_break(number: int, parents: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Why a line does not follow lines above it; empty where it does.

    `number` is that of the line, `parents` the hashes that it names, `numbers` of every hash the
    line that has it.
    """
    for parent in parents:
        if parent not in numbers:
            return "it follows a line that is not there: one above it was deleted or changed"
        if numbers[parent] >= number:
            return "it follows a line that stands below it: lines were moved"
    return ""
