"""What answers: this program by its own files, and the libraries that an answer depends on.

The libraries are those that the rooms of the screening path import, with all that those need;
`tests/screening/test_program.py` computes them from the imports and fails where one is missing.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter, itemgetter
from pathlib import Path
from unicodedata import unidata_version

from compliance.lists.list_files import BUNDLED_FOLDER
from compliance.storage.hashing import hash_parts

LIBRARIES = (
    "anyascii",
    "defusedxml",
    "msgspec",
    "numpy",
    "python-calamine",
    "rapidfuzz",
    "tomli",
)
OPTIONAL_LIBRARIES = ("pyarrow",)
"""Those of extras: recorded where they are installed."""


_INSTALLED = re.compile(r"([\w.]+)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info")
"""What stands beside an installed distribution says its name and version, such as
`python_calamine-0.4.0.dist-info` (Python Packaging User Guide, recording installed projects)."""


def library_versions() -> dict[str, str]:
    """Name -> version of each, and of Unicode's tables, which come with Python.

    Raises PackageNotFoundError where one is not installed.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):  # a path may lead nowhere
            for known in map(
                _INSTALLED.fullmatch, sorted(item.name for item in os.scandir(folder or "."))
            ):
                if known:
                    found.setdefault(known[1].lower().replace("_", "-"), known[2])
    versions = {name: found.get(name) or _look_up_version(name) for name in LIBRARIES}
    versions |= {name: found[name] for name in OPTIONAL_LIBRARIES if name in found}
    return {**versions, "unicode": unidata_version}


def _look_up_version(name: str) -> str:
    """The same where it is installed in another way. Raises PackageNotFoundError."""
    from importlib.metadata import version  # late: it takes as long as reading a list that is ready

    return version(name)


PACKAGE = Path(__file__).parents[1]
_CODE_AND_DATA = (".py", ".toml", ".tsv")
LIST_ROOMS = tuple("lists matching model names ownership readers screening storage".split())
"""What is read of a list, and how it is made ready, depends on these alone, as the test says."""
_SHOWN_DIGITS = 12
"""Digits of a hash by which a program is told from another one."""


def list_program_files(package: Path = PACKAGE) -> list[tuple[str, os.DirEntry[str]]]:
    """The program's own files by place in the package, in order; the bundled lists are none."""
    top = os.fspath(package)
    found = ((file.path[len(top) + 1 :].replace(os.sep, "/"), file) for file in _walk_files(top))
    own = (pair for pair in found if not pair[0].startswith(f"{BUNDLED_FOLDER}/"))
    return sorted(own, key=itemgetter(0))


def _walk_files(folder: str) -> Iterator[os.DirEntry[str]]:
    """Code and tables in a folder and below; as quick as can be, every run asks for them."""
    with os.scandir(folder) as found:
        for item in found:
            if item.is_dir():
                yield from _walk_files(item.path)
            elif item.name.endswith(_CODE_AND_DATA):
                yield item


def hash_program(package: Path = PACKAGE) -> str:
    """SHA-256 over the names and bytes of the program's own files; the same on any machine.

    The ends of lines do not count: a checkout on Windows may have others.
    """
    files = (
        (place, Path(file).read_bytes().replace(b"\r\n", b"\n"))
        for place, file in list_program_files(package)
    )
    return hash_parts(f"{place} {len(data)}\n".encode() + data for place, data in files)


def describe_program(package: Path = PACKAGE) -> tuple[str, ...]:
    """The hash of this program, then the libraries with their versions."""
    return (f"party-screen {hash_program(package)[:_SHOWN_DIGITS]}", *_list_libraries())


def list_marks() -> Iterator[str]:
    """By what a change of what makes lists ready is seen quickly: files by size and time."""
    yield from _list_libraries()
    files = (file for room in LIST_ROOMS for file in _walk_files(os.fspath(PACKAGE / room)))
    for file in sorted(files, key=attrgetter("path")):
        about = file.stat()
        yield f"{file.path} {about.st_size} {about.st_mtime_ns}"


def _list_libraries() -> list[str]:
    return [f"{name} {version}" for name, version in library_versions().items()]
