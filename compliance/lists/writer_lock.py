"""One writer at a time: a second update waits a little and then says who is at work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from compliance.errors import StoreError
from compliance.lists.data_folder import explain_write_errors
from compliance.storage.ledger import LedgerBusyError, hold_lock

PATIENCE = 5.0
"""Seconds to wait for another writer."""
_LOCK = "writing.lock"
_HOLDER = "writing.json"


@contextmanager
def lock_folder(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only writer while the block runs; the lock of a process that died is free.

    Raises StoreError when somebody else still writes after `patience` seconds, or when the folder
    cannot be written to.
    """
    with ExitStack() as held:
        with explain_write_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                held.enter_context(hold_lock(folder / _LOCK, patience, folder / _HOLDER))
            except LedgerBusyError as error:
                problem = f"lists are being written by {error}"
                hint = "wait until that update has ended, and try again"
                raise StoreError(problem, hint) from error
        for part in folder.glob("*/**/.screen-*.part"):  # of a writer that was killed
            with suppress(OSError):
                part.unlink()
        yield
