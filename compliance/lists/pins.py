"""The lock file `screen.lock`: exactly which bytes of which lists a repository screens against.

It is written to be reviewed in a diff: a list a table, a file a line or two. Beside it a folder
`lists.vendor/` may hold the files themselves, for builds without network and without stored lists.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from compliance.errors import StoreError
from compliance.lists.data_folder import explain_write_errors, is_id
from compliance.storage.atomic_file import read_file, replace_file
from compliance.storage.documents import MalformedDocument, convert_table, read_toml
from compliance.storage.hashing import hash_bytes, join_hashes

VENDOR = "lists.vendor"
FORM = 1
_HEAD = """\
# Written by `screen lists pin`; commit it. A run beside this file screens against exactly
# these lists and refuses to start when one is missing or differs. `screen lists update`, then
# `screen lists pin`, takes newer ones.
"""
# Git may change line ends, and a changed byte is another hash.
_KEEP_BYTES = "* -text\n"
_LIST_KEYS = ("id", "title", "as_of", "fetched", "entries")
_FILE_KEYS = ("name", "sha256", "size", "source")
_HOW_TO_MEND = "write it again with screen lists pin"


class PinnedFile(Struct, frozen=True, kw_only=True):
    """One file of a pinned list."""

    name: str
    sha256: str
    size: int
    source: str
    """The publisher's address, or `bundled`."""


class Pin(Struct, frozen=True, kw_only=True):
    """One pinned list."""

    id: str
    title: str
    as_of: str
    fetched: str
    """When it was fetched, ISO 8601; empty for a bundled list."""
    entries: int
    file: tuple[PinnedFile, ...]

    @property
    def sha256(self) -> str:
        """One hash over its files."""
        return join_hashes({one.name: one.sha256 for one in self.file})


class _LockDocument(Struct, frozen=True, kw_only=True):
    form: int
    list: tuple[Pin, ...] = ()


class LockFile(Struct, frozen=True, kw_only=True):
    """A lock file as it was read."""

    path: Path
    pins: tuple[Pin, ...]

    def find(self, list_id: str) -> Pin:
        """The pin of a list. Raises StoreError when the list is not pinned."""
        for pin in self.pins:
            if pin.id == list_id:
                return pin
        pinned = ", ".join(pin.id for pin in self.pins) or "none"
        problem = f"list {list_id!r} is not pinned in {self.path.name}"
        raise StoreError(problem, f"pinned: {pinned}; screen lists pin {list_id} pins it too")

    def find_vendored(self, pin: Pin, file: PinnedFile) -> Path:
        """Where a copy of the file lies beside the lock file, if it was vendored."""
        return self.path.parent / VENDOR / pin.id / file.name


def read_lock(path: Path) -> LockFile:
    """The lock file. Raises StoreError when it is missing or not in its form."""
    try:
        found = convert_table(read_toml(read_file(path)), _LockDocument)
    except OSError as error:
        problem = f"lock file {str(path)!r} cannot be read: {error.strerror or error}"
        raise StoreError(problem, "write one with screen lists pin") from error
    except MalformedDocument as error:
        raise StoreError(f"lock file {path.name} is broken: {error}", _HOW_TO_MEND) from error
    if found.form != FORM:
        problem = f"lock file {path.name} is of form {found.form}, and this program reads {FORM}"
        raise StoreError(problem, "use a newer version of the program")
    seen: set[str] = set()
    for pin in found.list:  # what the types do not say; names of files become paths
        names = [file.name for file in pin.file]
        is_repeated = len(set(names)) < len(names)
        for is_wrong, problem in (
            (pin.id in seen or not is_id(pin.id), f"{pin.id!r} is no id, or stands there twice"),
            (not names or is_repeated, f"list {pin.id!r} has no files, or one twice"),
            *(
                (
                    name in ("", ".", "..") or "/" in name or "\\" in name,
                    f"list {pin.id!r}: {name!r} is no file name",
                )
                for name in names
            ),
        ):
            if is_wrong:
                raise StoreError(f"lock file {path.name} is broken: {problem}", _HOW_TO_MEND)
        seen.add(pin.id)
    return LockFile(path=path, pins=found.list)


def write_lock(path: Path, pins: Iterable[Pin]) -> None:
    """Write the lock file, whole or not at all. Raises StoreError."""
    lines = [f"{_HEAD}form = {FORM}"]
    for pin in sorted(pins, key=lambda p: p.id):
        lines += ["", "[[list]]", *(_write_line(key, getattr(pin, key)) for key in _LIST_KEYS)]
        for file in pin.file:
            texts = (_write_line(key, getattr(file, key)) for key in _FILE_KEYS)
            lines += ["[[list.file]]", *(f"  {text}" for text in texts)]
    with explain_write_errors(path.parent), replace_file(path) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _write_line(key: str, value: str | int) -> str:
    """A key and its value as TOML; JSON's quoted texts are TOML's too."""
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def copy_vendored(lock: Path, pin: Pin, files: Mapping[str, bytes]) -> None:
    """Copy the files of a list beside the lock file. Raises StoreError."""
    folder = lock.parent / VENDOR
    with explain_write_errors(folder):
        (folder / pin.id).mkdir(parents=True, exist_ok=True)
        with replace_file(folder / ".gitattributes") as stream:
            stream.write(_KEEP_BYTES.encode())
        for name, data in files.items():
            with replace_file(folder / pin.id / name) as stream:
                stream.write(data)


def is_same(data: bytes, file: PinnedFile) -> bool:
    """Whether these are the pinned bytes."""
    return hash_bytes(data) == file.sha256
