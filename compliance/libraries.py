"""The libraries that an answer depends on, and their versions: for run records and kept lists.

They are those that the rooms of the screening path import, with all that those need in turn;
`tests/test_libraries.py` computes them from the imports and fails where one is missing here.
"""

from importlib.metadata import version
from unicodedata import unidata_version

LIBRARIES = (
    "anyascii",
    "defusedxml",
    "msgspec",
    "numpy",
    "pypinyin",
    "python-calamine",
    "rapidfuzz",
)


def library_versions() -> dict[str, str]:
    """Name -> version of each, and of Unicode's tables, which come with Python."""
    return {**{name: version(name) for name in LIBRARIES}, "unicode": unidata_version}
