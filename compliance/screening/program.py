"""The libraries that an answer depends on, and their versions: for run records and kept lists.

They are those that the rooms of the screening path import, with all that those need in turn;
`tests/screening/test_program.py` computes them from the imports and fails where one is missing.
"""

import re
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
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
_VERSION = re.compile(r"^Version: *(\S+)", re.MULTILINE)
"""In the head of a distribution's METADATA (core metadata, PEP 566)."""


def library_versions() -> dict[str, str]:
    """Name -> version of each, and of Unicode's tables, which come with Python."""
    found = {name: _version(name) for name in LIBRARIES}
    for name in OPTIONAL_LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = _version(name)
    return {**found, "unicode": unidata_version}


def _version(name: str) -> str:
    """The version of a distribution; its other data, which take longest, are not parsed.

    Raises PackageNotFoundError where it is not installed.
    """
    known = distribution(name)
    stated = _VERSION.search(known.read_text("METADATA") or "")
    return stated[1] if stated else known.version
