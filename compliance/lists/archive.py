"""The publishers' bytes, each content once, found by its SHA-256: `objects/ab/abcdef....gz`.

The hash is that of the publisher's bytes, not of the compressed file. What is kept is never
overwritten; bytes that went bad on the disk are replaced when the same content is fetched again.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from compliance.errors import StoreError
from compliance.lists.data_folder import explain_write_errors
from compliance.storage.atomic_file import replace_file
from compliance.storage.hashing import hash_bytes

FOLDER = "objects"
_LEVEL = 6


def find_place(folder: Path, sha256: str) -> Path:
    """Where the content of that hash is kept."""
    return folder / FOLDER / sha256[:2] / f"{sha256}.gz"


def write_content(folder: Path, data: bytes) -> str:
    """Keep the bytes and return their SHA-256 in hex. Raises StoreError; nothing half is left."""
    sha256 = hash_bytes(data)
    path = find_place(folder, sha256)
    if is_whole(folder, sha256):
        return sha256
    with explain_write_errors(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_file(path) as stream:
            # No time in the head: the same content is the same file on every computer.
            stream.write(gzip.compress(data, _LEVEL, mtime=0))
    return sha256


def read_content(folder: Path, sha256: str) -> bytes:
    """The bytes of that hash. Raises StoreError when they are missing or no longer the same."""
    path = find_place(folder, sha256)
    try:
        data = gzip.decompress(path.read_bytes())
    except FileNotFoundError as error:
        raise StoreError(f"stored content {sha256[:12]} is missing", _HOW_TO_MEND) from error
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(f"stored content {sha256[:12]} cannot be read", _HOW_TO_MEND) from error
    if hash_bytes(data) != sha256:
        raise StoreError(f"stored content {sha256[:12]} differs from what was stored", _HOW_TO_MEND)
    return data


_HOW_TO_MEND = "screen lists verify shows all that is damaged; screen lists update fetches it again"


def is_whole(folder: Path, sha256: str) -> bool:
    """Whether the content is kept and unchanged."""
    try:
        read_content(folder, sha256)
    except StoreError:
        return False
    return True


def list_hashes(folder: Path) -> Iterator[str]:
    """The hashes of all contents, sorted."""
    for path in sorted((folder / FOLDER).glob("??/*.gz")):
        yield path.name.removesuffix(".gz")
