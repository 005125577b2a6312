"""Where lists are kept: the user's data folder or that of a project; and complaints about it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from compliance.errors import OutputError, StoreError
from compliance.model.text_pattern import TextPattern

VARIABLE = "SCREEN_DATA"
APPLICATION = "party-screen"
_ID = TextPattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def data_folder(named: str | None = None) -> Path:
    """The folder of stored lists: as named, else by SCREEN_DATA, else the user's data folder."""
    wanted = named or os.environ.get(VARIABLE)
    return Path(wanted).expanduser() if wanted else platformdirs.user_data_path(APPLICATION)


def check_id(name: str) -> str:
    """The id of a list. Raises StoreError when it is none: it becomes a file name."""
    if not _ID.fullmatch(name):
        problem = f"{name!r} cannot be the id of a list"
        raise StoreError(problem, "ids are lower case letters, digits and single hyphens")
    return name


def is_id(name: str) -> bool:
    """Whether the text can be the id of a list."""
    return bool(_ID.fullmatch(name))


@contextmanager
def explain_write_errors(folder: Path) -> Iterator[None]:
    """Turn whatever stops a write into a StoreError that says that the old lists are there."""
    try:
        yield
    except OutputError as error:
        raise _explain(folder, error.__cause__ or error) from error
    except OSError as error:
        raise _explain(folder, error) from error


def _explain(folder: Path, error: BaseException) -> StoreError:
    number = error.errno if isinstance(error, OSError) else None
    elsewhere = f"or name another folder with {VARIABLE}"
    if number in _FULL:
        why, hint = "the disk is full", f"free some space, {elsewhere}"
    elif number in _FORBIDDEN:
        why, hint = "no permission to write there", f"ask for it, {elsewhere}"
    else:
        why = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        hint = f"look at the folder, {elsewhere}"
    return StoreError(
        f"lists cannot be stored in {folder}: {why}; the old lists are unchanged", hint
    )
