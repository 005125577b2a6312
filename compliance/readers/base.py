"""What every reader hands up: sheets of rows, as text, with the places that could not be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compliance.model import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file."""

    name: str
    """As the workbook names it; empty for a file without sheets (CSV)."""
    hidden: bool
    """Whether a spreadsheet program hides it (hidden and very hidden alike)."""
    rows: Sequence[Row]
    """Every row from row 1 to the last one with content, blank ones included, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a reader found in the bytes of one file."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
    """What was assumed or could not be told, in sentences for the user; no party names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of parties as it was when it was read."""

    name: str
    """File name without folders."""
    path: str
    """As the user gave it."""
    sha256: str
    """Of the very bytes that were read, in hex."""
    size: int
    """Bytes."""
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Contents]
"""(bytes of the file, file name for messages) -> contents; raises InputError."""
