"""A user's file, opened as often as it is needed, or one clear sentence why it cannot be.

A large file is not held in memory but read anew whenever its rows are walked. What is read must be
the very bytes that were read first: their hash is taken each time, and a file that has changed
meanwhile ends the run instead of being half old, half new in a report.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from compliance.errors import InputError
from compliance.readers.base import BLOCK, Source

MAX_BYTES = 1 << 30
"""Largest file that is read as a whole, in bytes (1 GiB): bounds the memory of a run."""
MAX_STREAMED = 1 << 36
"""Largest file that is read row by row, in bytes (64 GiB)."""
HEAD = 1 << 16
"""Bytes at the beginning that tell what a file is."""


class DiskFile(Struct, frozen=True, kw_only=True):
    """A file as it was when it was read first."""

    source: Source
    head: bytes
    """Its first bytes."""
    sha256: str
    size: int
    """Bytes."""


def open_file(path: Path) -> DiskFile:
    """The file, once it was read to its end.

    Raises:
        InputError: it is missing, a folder, not a regular file, not allowed, too big or empty.

    """
    with _explain_os_errors(path):
        _check(path)
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            known = hashlib.sha256(head)
            size = len(head)
            while block := stream.read(BLOCK):
                known.update(block)
                size += len(block)
    if not head:
        raise InputError(f"{path.name}: the file is empty", "export or save it again")
    reopen = partial(_reopen, path, known.hexdigest(), size)
    source = Source(name=path.name, open=reopen)
    return DiskFile(source=source, head=head, sha256=known.hexdigest(), size=size)


@contextmanager
def _explain_os_errors(path: Path) -> Iterator[None]:
    """Raise InputError for whatever the operating system says."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(
            f"{path.name}: there is no such file", "check the folder and the spelling"
        ) from None
    except PermissionError:
        raise InputError(
            f"{path.name}: you are not allowed to read this file",
            "ask its owner for read permission, or copy it to a folder of your own",
        ) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name is not a possible file name"
        raise InputError(
            f"{path.name!r}: cannot be opened: {reason}", "check the name and the drive"
        ) from None


def _check(path: Path) -> None:
    """Refuse what is no ordinary file before a byte is read; a pipe would wait for ever."""
    size = path.stat().st_size
    if path.is_dir():
        raise InputError(f"{path.name}: this is a folder, not a file", "name a file in it")
    if not path.is_file():
        raise InputError(f"{path.name}: this is not an ordinary file", "save it to a file first")
    refuse_large(path.name, size, MAX_STREAMED)


def refuse_large(name: str, size: int, most: int) -> None:
    """Raise InputError for a file of more bytes."""
    if size > most:
        raise InputError(
            f"{name}: the file has {size:,} bytes; more than {most:,} are not read",
            "split it into smaller files",
        )


# --- Reading again ----------------------------------------------------------------------------


def _reopen(path: Path, sha256: str, size: int) -> BinaryIO:
    """The same file from its beginning. Raises InputError when it is not there or has changed."""
    try:
        file = io.FileIO(path)
    except OSError as problem:
        raise InputError(
            f"{path.name} cannot be read again: {problem.strerror}",
            "leave it in place until the report is written",
        ) from None
    if os.fstat(file.fileno()).st_size != size:
        file.close()
        raise change_error(path.name)
    return io.BufferedReader(_UnchangedFile(file, path.name, sha256), HEAD)


class _UnchangedFile(io.RawIOBase):
    """A file that must turn out to be what it was, once it was read to its end."""

    def __init__(self, file: io.FileIO, name: str, sha256: str) -> None:
        self._file = file
        self._name = name
        self._sha256 = sha256
        self._known = hashlib.sha256()

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes. Raises InputError where they cannot be read, or end otherwise."""
        try:
            size = self._file.readinto(buffer) or 0
        except OSError as problem:
            hint = "check the drive, and run the command again"
            raise InputError(f"{self._name}: reading broke off: {problem.strerror}", hint) from None
        self._known.update(buffer[:size])
        if not size and self._known.hexdigest() != self._sha256:
            raise change_error(self._name)
        return size

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def change_error(name: str) -> InputError:
    """What to say of a file that is not what it was."""
    return InputError(
        f"{name} has changed since it was read first, so it was not screened to its end",
        "run the command again",
    )
