"""Files that are written whole or not at all, and the reading of ordinary files.

An output is written to a new file in the target's own folder and renamed onto it when it is
whole. A crash, a full disk or Ctrl-C leaves the earlier file as it was; nobody reads half a report.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from compliance.errors import OutputError
from compliance.model.text_pattern import TextPattern

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def check_file(path: Path) -> None:
    """Raise OSError for what is no ordinary file: a pipe may never end, nor a device."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # opening a folder says what it is
        raise OSError(errno.EINVAL, "this is not an ordinary file")


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises OSError: the caller knows what the file is."""
    check_file(path)
    return path.read_bytes()


OWNER_ONLY, EVERYBODY = 0o600, 0o666
"""Who may read a new file on POSIX: its owner alone, or whom the user's umask lets."""
LEFTOVER_AGE = 24 * 3600
"""Seconds since the last byte after which nobody is still writing a new file: a run that is at work
writes more often, also on a slow network drive."""
_PART = TextPattern(r"\.screen-[0-9a-f]{12}\.part")


def claim_file(places: Iterable[Path]) -> Path:
    """The first of the places where no file is, with an empty file made there by this call alone.

    Two processes never get the same place. Raises OutputError.
    """
    for path in places:
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        except FileExistsError:
            continue
        except OSError as error:
            raise _explain_error(path, path, error) from error
        return path
    raise OutputError("no place is free for a new file", "name the file itself")


def remove_leftovers(folders: Iterable[Path], now: float) -> list[Path]:
    """Remove what a run that was killed left of a new file, and list it.

    `now` is in seconds since 1970; a file that may still be written is left alone.
    """
    removed = []
    for folder in sorted(set(folders)):
        with suppress(OSError):
            parts = [one for one in sorted(folder.iterdir()) if _PART.fullmatch(one.name)]
            for part in parts:
                about = part.lstat()
                if stat.S_ISREG(about.st_mode) and now - about.st_mtime > LEFTOVER_AGE:
                    part.unlink()
                    removed.append(part)
    return removed


@contextmanager
def replace_file(path: Path, *, is_private: bool = False, part: str = "") -> Iterator[BinaryIO]:
    """A stream to a new file that takes the place of `path` when the block ends well.

    A private one is readable by its owner alone (on POSIX). An existing file keeps its permissions;
    a symbolic link keeps pointing where it did; a device or pipe (`/dev/stdout`) is written
    straight to. `part` is the name of the new file until then, for a writer that holds a lock: what
    a killed one left under that name is removed. Raises OutputError for whatever stops the writing.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{path} is a folder, not a file", f"give a file name in it: {path}/...")
    if not target.parent.is_dir():
        raise OutputError(
            f"{path}: the folder {path.parent} does not exist",
            "create it first, or choose another place with -o",
        )
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        if part:
            target.with_name(part).unlink(missing_ok=True)
        beside = target.with_name(part or f".screen-{os.urandom(6).hex()}.part")
        with _rename_when_whole(beside, target, OWNER_ONLY if is_private else EVERYBODY) as stream:
            yield stream
    except OSError as error:
        raise _explain_error(path, target, error) from error


@contextmanager
def _rename_when_whole(part: Path, target: Path, mode: int) -> Iterator[BinaryIO]:
    """Write a new file in the target's folder; rename it onto the target, or remove it."""
    try:
        # Made here, not by tempfile, so that the user's umask decides who may read the report.
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    if os.name == "posix":  # where a system cannot do so for folders, it keeps renamings by itself
        with suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _explain_error(path: Path, target: Path, error: OSError) -> OutputError:
    """The operating system's complaint as one a user can act on."""
    kept = "; the earlier file is unchanged" if target.is_file() else ""
    if error.errno in _FULL:
        return OutputError(
            f"{path} was not written: the disk is full{kept}",
            "free some space, or choose another place with -o",
        )
    if error.errno in _FORBIDDEN:
        return OutputError(
            f"{path} was not written: no permission{kept}",
            "close it if another program has it open, or choose another place with -o",
        )
    reason = error.strerror or type(error).__name__
    return OutputError(f"{path} was not written: {reason}{kept}", "choose another place with -o")
