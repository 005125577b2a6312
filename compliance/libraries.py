"""The libraries that an answer depends on, and their versions: for run records and kept lists.

They are those that the rooms of the screening path import, with all that those need in turn;
`tests/test_libraries.py` computes them from the imports and fails where one is missing here.
"""

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from unicodedata import unidata_version

LIBRARIES = (
    "anyascii",
    "defusedxml",
    "msgspec",
    "numpy",
    "python-calamine",
    "rapidfuzz",
)
OPTIONAL_LIBRARIES = ("pyarrow",)
"""Those of extras: recorded where they are installed."""
BUNDLED_FOLDER = "bundled"
"""Folder of an installed package that holds the lists: data with hashes of their own, no code."""


def library_versions() -> dict[str, str]:
    """Name -> version of each, and of Unicode's tables, which come with Python."""
    found = {name: version(name) for name in LIBRARIES}
    for name in OPTIONAL_LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return {**found, "unicode": unidata_version}
