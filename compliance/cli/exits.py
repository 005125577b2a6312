"""How a run ends: the exit codes there are, and any error as one line."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from enum import IntEnum
from pathlib import Path

import typer

from compliance import __version__
from compliance.cli.messages import tell
from compliance.errors import ScreenError


class ExitCode(IntEnum):
    """The contract with scripts, pre-commit and CI."""

    NOTHING_OPEN = 0
    """Every row was screened and nothing is open."""
    OPEN = 1
    """At least one open HIT or REVIEW."""
    NOT_STARTED = 2
    """Could not start: options, settings, list or the only file."""
    INCOMPLETE = 3
    """Nothing open in what was screened, but not everything was."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141


# --- Errors -----------------------------------------------------------------------------------


# Typer has carried its own copy of click since 0.26, so the class of its complaints is looked up.
USAGE_PROBLEM = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the operating system says of a disk that takes no more."""


def describe_error(error: BaseException) -> str:
    """The error in one line. SCREEN_DEBUG=1 prints the traceback as well."""
    if os.environ.get("SCREEN_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, ScreenError):
        return str(error)
    if isinstance(error, USAGE_PROBLEM):
        text = str(getattr(error, "format_message", error.__str__)())
        return f"{text.rstrip('.')} (try: screen --help)"
    if isinstance(error, MemoryError):
        where = find_origin(error)
        return f"there is not enough memory, at {where} (try --processes 1, or split the file)"
    if isinstance(error, OSError) and error.errno in FULL and not error.filename:
        return f"what is printed cannot be written: {error.strerror} (free some space)"
    what = (isinstance(error, OSError) and error.strerror) or type(error).__name__
    return (
        f"internal error: {what} at {find_origin(error)} in version {__version__} "
        "(please report this line; SCREEN_DEBUG=1 shows more, which may hold names from your file)"
    )


def find_origin(error: BaseException) -> str:
    """File and line of the program where the error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "compliance" in Path(frame.filename).parts] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"


def end_run(error: BaseException) -> int:
    """Tell why the run ended early, and with which exit code."""
    if isinstance(error, BrokenPipeError):
        silence_stdout()
        return ExitCode.PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        tell("interrupted; no report was left half written")
        return ExitCode.INTERRUPTED
    tell(f"error: {describe_error(error)}")
    if isinstance(error, OSError) and error.errno in FULL:
        silence_stdout()  # what is left of the output would fail once more
    return error.exit_code if isinstance(error, ScreenError) else ExitCode.NOT_STARTED


def silence_stdout() -> None:
    """Nobody takes what is printed: keep Python from failing when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
