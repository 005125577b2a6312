"""What answers: this program by its own files, and the libraries that an answer depends on.

The libraries are those that the rooms of the screening path import, with all that those need;
`tests/screening/test_program.py` computes them from the imports and fails where one is missing.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from unicodedata import unidata_version

from compliance.lists.list_files import BUNDLED_FOLDER

LIBRARIES = (
    "anyascii",
    "defusedxml",
    "msgspec",
    "numpy",
    "pypinyin",
    "python-calamine",
    "rapidfuzz",
)
OPTIONAL_LIBRARIES = ("pyarrow",)
"""Those of extras: recorded where they are installed."""


def library_versions() -> dict[str, str]:
    """Name -> version of each, and of Unicode's tables, which come with Python."""
    found = {name: version(name) for name in LIBRARIES}
    for name in OPTIONAL_LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return {**found, "unicode": unidata_version}


PACKAGE = Path(__file__).parents[1]
_CODE_AND_DATA = (".py", ".toml", ".tsv")
_SHOWN_DIGITS = 12
"""Digits of a hash by which a program is told from another one."""


def list_program_files(package: Path = PACKAGE) -> list[tuple[str, Path]]:
    """The program's own files by place in the package, in order; the bundled lists are none."""
    found = (path for path in package.rglob("*") if path.suffix in _CODE_AND_DATA)
    places = sorted((path.relative_to(package).as_posix(), path) for path in found)
    return [(place, path) for place, path in places if place.split("/")[0] != BUNDLED_FOLDER]


def hash_program(package: Path = PACKAGE) -> str:
    """SHA-256 over the names and bytes of the program's own files; the same on any machine.

    The ends of lines do not count: a checkout on Windows may have others.
    """
    known = hashlib.sha256()
    for place, path in list_program_files(package):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        known.update(f"{place} {len(data)}\n".encode() + data)
    return known.hexdigest()


def describe_program(package: Path = PACKAGE) -> tuple[str, ...]:
    """The hash of this program, then the libraries with their versions."""
    return (f"party-screen {hash_program(package)[:_SHOWN_DIGITS]}", *_list_libraries())


def list_marks() -> Iterator[str]:
    """By what a change of program or libraries is seen quickly: files by size and time."""
    yield from _list_libraries()
    for place, path in list_program_files():
        about = path.stat()
        yield f"{place} {about.st_size} {about.st_mtime_ns}"


def _list_libraries() -> list[str]:
    return [f"{name} {version}" for name, version in library_versions().items()]
