"""The folder of a batch: where reports lie, that one run writes at a time, what is unchanged."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from compliance.batches.index import FileAnswers, IndexedFile
from compliance.errors import OutputError
from compliance.model import Settings
from compliance.storage.hashing import hash_bytes, hash_file
from compliance.storage.ledger import LedgerBusyError, hold_lock

INDEX = "index.json"
WORKBOOK = "index.xlsx"
LOCK = ".screen.lock"
HOLDER = ".screen.run"
"""Who writes, in words; beside the lock, which other programs may not read."""


# --- Places -----------------------------------------------------------------------------------


def path_below(file: Path, arguments: Iterable[str]) -> Path:
    """Where a file lies below the folder that was named; its name, if it was named itself."""
    roots = (Path(one) for one in arguments if Path(one).is_dir())
    found = (file.relative_to(one) for one in roots if file.is_relative_to(one))
    return next(found, Path(file.name))


def report_places(files: Iterable[Path], ending: Callable[[Path], str]) -> Iterator[Path]:
    """The report of each file, in the folder of the file; a place that is taken gets a number.

    `files` and reports are paths below the folders that were named and are written to. `ending` is
    how the report of a file ends, without the dot.
    """
    taken: set[str] = {INDEX, WORKBOOK}
    for file in files:
        stem = f"{file.stem}-screened"
        form = ending(file)
        place, number = file.with_name(f"{stem}.{form}"), 1
        while place.as_posix().casefold() in taken:
            number += 1
            place = place.with_name(f"{stem}-{number}.{form}")
        taken.add(place.as_posix().casefold())
        yield place


def make_folder(folder: Path) -> None:
    """Make the folder and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = f"the folder {folder} cannot be made: {reason}"
        raise OutputError(problem, "choose another place with -o") from error


# --- One run at a time ------------------------------------------------------------------------


@contextmanager
def lock_outbox(folder: Path) -> Iterator[None]:
    """Be the only run that writes into the folder; the lock of a process that died is free.

    Raises OutputError at once when another run writes, or when the folder cannot be written to.
    """
    with ExitStack() as held:
        try:
            held.enter_context(hold_lock(folder / LOCK, 0, folder / HOLDER))
        except LedgerBusyError as error:
            problem = f"another run writes into {folder} ({error})"
            hint = "wait until it has ended, or choose another folder"
            raise OutputError(problem, hint) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = f"the folder {folder} cannot be written to: {reason}"
            raise OutputError(problem, "choose another place with -o") from error
        yield


# --- What is unchanged ------------------------------------------------------------------------


def hash_basis(settings: Settings, form: str, *parts: object) -> str:
    """Hash of all that the answers of a run depend on, but for the files that are screened."""
    plain = msgspec.to_builtins((settings, form, parts), str_keys=True)
    return hash_bytes(json.dumps(plain, sort_keys=True).encode())


class Earlier:
    """What an earlier run into the folder knows of files."""

    def __init__(self, files: Sequence[IndexedFile] = (), basis: str = "") -> None:
        """`basis` is what answers depend on now."""
        self.files = files
        self._basis = basis
        self._by_path = {one.path: one for one in files}

    def answers(self, file: Path, shown: str, report: Path, below: str) -> FileAnswers | None:
        """The answers of a file that are still those of a new run; None where it must be screened.

        So they are when its bytes, and all that answers depend on, are the same, and its report
        lies there as it was written. `shown` is the file and `below` the report as the index says.
        """
        known = self._by_path.get(shown)
        answers = known.answers if known else None
        if not answers or (answers.basis, answers.report) != (self._basis, below):
            return None
        try:
            same = hash_file(report) == answers.report_sha256
            return answers if same and hash_file(file) == answers.input.sha256 else None
        except OSError:
            return None
