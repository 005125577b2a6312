"""Any error as one line for the user; an unforeseen one tells its place and none of its data."""

import errno
import os
import traceback
from pathlib import Path

import typer

from compliance import __version__
from compliance.errors import ScreenError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the operating system says of a disk that takes no more."""
# Typer has carried its own copy of click since 0.26, so the class of its complaints is looked up.
USAGE_PROBLEM = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


def reason(error: BaseException) -> str:
    """The error in one line. SCREEN_DEBUG=1 prints the traceback as well."""
    if os.environ.get("SCREEN_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, ScreenError):
        return str(error)
    if isinstance(error, USAGE_PROBLEM):
        text = str(getattr(error, "format_message", error.__str__)())
        return f"{text.rstrip('.')} (try: screen --help)"
    if isinstance(error, MemoryError):
        return "there is too little memory (close other programs, or split the file)"
    if isinstance(error, OSError) and error.errno in FULL and not error.filename:
        return f"what is printed cannot be written: {error.strerror} (free some space)"
    what = (isinstance(error, OSError) and error.strerror) or type(error).__name__
    return (
        f"internal error: {what} at {origin(error)} in version {__version__} "
        "(please report this line; SCREEN_DEBUG=1 shows more, which may hold names from your file)"
    )


def origin(error: BaseException) -> str:
    """File and line of the program where the error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "compliance" in Path(frame.filename).parts] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"
