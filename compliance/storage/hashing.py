"""Every hash of the program: SHA-256 in hex, of bytes, files and texts. Pure but for `hash_file`.

Three ways to hash several texts are in files that were written long ago and so stay: the lines of
sha256sum for the files of a list (`join_hashes`), texts with a separator for decisions
(`hash_texts`), and texts with their lengths for run records (`hash_sequence`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

FULL_LENGTH = 64
"""Hex digits of a whole hash."""


def hash_bytes(data: bytes | bytearray) -> str:
    """SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def hash_parts(parts: Iterable[bytes]) -> str:
    """SHA-256 of all parts together, as if they were one, in hex."""
    known = hashlib.sha256()
    for part in parts:
        known.update(part)
    return known.hexdigest()


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex. Raises OSError: the caller knows what the file is."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def join_hashes(hashes: Mapping[str, str]) -> str:
    """One hash for a list: that of its one file; of several, SHA-256 of their `hash  name` lines.

    The lines are those that sha256sum writes, so that anyone can check them.
    """
    if len(hashes) == 1:
        return next(iter(hashes.values()))
    return hash_bytes("".join(f"{hash_}  {name}\n" for name, hash_ in hashes.items()).encode())


def hash_texts(*texts: str, length: int = FULL_LENGTH) -> str:
    """The first hex digits of a hash over texts in their order, with a separator between them."""
    return hash_bytes("\x1f".join(texts).encode("utf-8", "surrogatepass"))[:length]


def hash_sequence(texts: Iterable[str], length: int = FULL_LENGTH) -> str:
    """The same with lengths instead: no two sequences of texts are ever written alike."""
    written = "".join(f"{len(text)}:{text}" for text in texts)
    return hash_bytes(written.encode("utf-8", "surrogatepass"))[:length]


class RunningHash:
    """SHA-256 of bytes as they come."""

    def __init__(self, start: bytes = b"") -> None:
        self._known = hashlib.sha256(start)

    def update(self, part: bytes) -> None:
        """Take more bytes."""
        self._known.update(part)

    @property
    def digits(self) -> str:
        """The hash of all bytes so far, in hex."""
        return self._known.hexdigest()
