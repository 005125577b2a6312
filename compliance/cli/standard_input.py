"""`-` as a file to screen: standard input, kept in a private file for as long as the run lasts.

Readers walk a file several times, which a pipe does not allow. The file goes when the run ends,
also by Ctrl-C or a request to stop; only a kill without warning leaves it behind.
"""

import os
import signal
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TextIO

from compliance.cli.terminal import tell
from compliance.errors import InputError, UsageError
from compliance.readers import SUFFIXES
from compliance.readers.base import BLOCK
from compliance.readers.disk_file import MAX_STREAMED, refuse_large

MARK = "-"
NAME = "standard input"
FORMATS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES)
"""What standard input can be said to be."""
FOLDER = "screen-standard-input-"
"""How the name of the private folder begins."""


@contextmanager
def spooled(paths: Sequence[str], form: str | None) -> Iterator[Sequence[str]]:
    """The paths, with a private file of all that standard input holds in place of each `-`.

    `form` is one of FORMATS, or None where the content tells. Raises UsageError for any other, or
    where no path is `-`, and InputError where standard input cannot be read.
    """
    refuse_format(paths, form)
    if MARK not in paths:
        yield paths
        return
    with stopped_as_interrupted(), TemporaryDirectory(prefix=FOLDER) as folder:
        file = Path(folder) / (f"{NAME}.{form}" if form else NAME)
        write_standard_input(file)
        yield [str(file) if path == MARK else path for path in paths]


def shown_path(path: Path) -> str:
    """The path as the user gave it; of the private file, that it is standard input."""
    return NAME if path.parent.name.startswith(FOLDER) and path.stem == NAME else str(path)


def refuse_format(paths: Sequence[str], form: str | None) -> None:
    """Raise UsageError for a format that there is not, or that is said of nothing."""
    if form is not None and form not in FORMATS:
        raise UsageError(f"there is no input format {form!r}", f"choose {', '.join(FORMATS)}")
    if form is not None and MARK not in paths:
        problem = "--input-format says what standard input is, and no file is -"
        raise UsageError(problem, "for example: screen - --input-format tsv < customers")


def write_standard_input(file: Path) -> None:
    """Copy standard input into a new file that only this user may read. Raises InputError."""
    if sys.stdin is None or sys.stdin.closed:
        raise InputError(f"{NAME} is closed", "for example: screen - < customers.csv")
    if is_endless(sys.stdin):
        raise InputError(f"{NAME} is a device, not a file", "for example: screen - < customers.csv")
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        tell(f"reading {NAME}; end it with {end}")
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            for block in iter(partial(sys.stdin.buffer.read, BLOCK), b""):
                stream.write(block)
                refuse_large(NAME, stream.tell(), MAX_STREAMED)
    except OSError as error:
        problem = f"{NAME} cannot be kept in {file.parent}: {error.strerror}"
        raise InputError(problem, "TMPDIR names another folder") from error


def is_endless(stream: TextIO) -> bool:
    """Whether it is a device such as /dev/zero: neither a terminal nor the one that is empty."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):  # no file at all, as in a test
        return False
    is_device = stat.S_ISCHR(about.st_mode) or stat.S_ISBLK(about.st_mode)
    empty = Path(os.devnull).stat()
    return is_device and not stream.isatty() and about.st_rdev != empty.st_rdev


@contextmanager
def stopped_as_interrupted() -> Iterator[None]:
    """A request to stop ends the block as Ctrl-C does, so that nothing of it is left behind."""
    owner = os.getpid()

    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - signal's form
        if os.getpid() != owner:  # a process that was forked off holds nothing of its own
            os._exit(128 + number)
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP")  # Windows knows no SIGHUP
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    earlier = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
