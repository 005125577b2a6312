"""One writer at a time: a second update waits a little and then says who is at work."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from compliance.errors import StoreError
from compliance.lists.data_folder import explain_write_errors

PATIENCE = 5.0
"""Seconds to wait for another writer."""
_LOCK = "writing.lock"
_HOLDER = "writing.json"


@contextmanager
def hold_lock(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only writer while the block runs; the lock of a process that died is free.

    Raises StoreError when somebody else still writes after `patience` seconds, or when the folder
    cannot be written to.
    """
    from filelock import FileLock, Timeout  # late: reading lists needs none

    with explain_write_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    with explain_write_errors(folder):
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:
            problem = f"lists are being written by {read_holder(folder)}"
            raise StoreError(problem, "wait until that update has ended, and try again") from error
    try:
        _write_holder(folder)
        _remove_leftovers(folder)
        yield
    finally:
        with suppress(OSError):
            (folder / _HOLDER).unlink()
        lock.release()


def find_user() -> str:
    """Who runs the program, as the computer knows them; `unknown` where it does not."""
    import getpass  # late: reading lists needs none of these

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def read_holder(folder: Path) -> str:
    """Who writes, as they signed: user, process, computer and since when."""
    try:
        about = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return "{user}, process {process} on {computer}, since {since}".format(**about)
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _remove_leftovers(folder: Path) -> None:
    """Remove the half-written files of a writer that was killed; nobody else writes now."""
    for part in folder.glob("*/**/.screen-*.part"):
        with suppress(OSError):
            part.unlink()


def _write_holder(folder: Path) -> None:
    """Leave word who writes; it is only a courtesy, so that a failure stops nothing."""
    import platform

    about = {
        "user": find_user(),
        "process": os.getpid(),
        "computer": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with suppress(OSError):
        (folder / _HOLDER).write_text(json.dumps(about), encoding="utf-8")
