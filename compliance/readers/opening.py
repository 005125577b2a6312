"""The bytes of a user's file, or one clear sentence why there are none."""

from pathlib import Path

from compliance.errors import InputError

MAX_BYTES = 1 << 30
"""Largest file that is read, in bytes (1 GiB): bounds the memory of a run."""


def load(path: Path) -> bytes:
    """Return all bytes of the file.

    Raises:
        InputError: it is missing, a folder, not a regular file, not allowed, too big or empty.

    """
    try:
        _check(path)
        data = path.read_bytes()
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
    if not data:
        raise InputError(f"{path.name}: the file is empty", "export or save it again")
    return data


def _check(path: Path) -> None:
    """Refuse what is no ordinary file before a byte is read; a pipe would wait for ever."""
    size = path.stat().st_size
    if path.is_dir():
        raise InputError(f"{path.name}: this is a folder, not a file", "name a file in it")
    if not path.is_file():
        raise InputError(f"{path.name}: this is not an ordinary file", "save it to a file first")
    if size > MAX_BYTES:
        raise InputError(
            f"{path.name}: the file has {size:,} bytes; more than {MAX_BYTES:,} are not read",
            "split it into smaller files",
        )
