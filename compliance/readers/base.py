"""What every reader hands up: sheets of rows, as text, with the places that could not be read."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import BinaryIO

from msgspec import Struct

from compliance.errors import InputError
from compliance.model import Row
from compliance.model.generated_sequence import GeneratedSequence

BLOCK = 1 << 20
"""Bytes that are read at once."""
LONGEST_CELL = 32_767
"""Characters of a cell in Excel. Of a longer text one character more is read, which tells so."""
MOST_COLUMNS = 16_384
"""Columns of a sheet in Excel, the last of which is XFD."""
LONGEST_NAME = 31
"""Characters of a sheet's name in Excel."""


class Rows(GeneratedSequence[Row]):
    """Rows that are made anew whenever they are walked, so that they need not be held."""


def bound_cells(cells: tuple[str, ...], number: int, name: str) -> tuple[str, ...]:
    """The cells of a row, long ones cut; mostly the cells themselves.

    Raises InputError for more columns than a sheet of Excel has.
    """
    if len(cells) > MOST_COLUMNS:
        raise InputError(
            f"{name}: row {number:,} has {len(cells):,} cells; more than {MOST_COLUMNS:,} are not "
            "read",
            "check what separates the cells, or delete the columns that are not needed",
        )
    if sum(map(len, cells)) <= LONGEST_CELL:
        return cells
    return tuple(cell[: LONGEST_CELL + 1] for cell in cells)


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet of a workbook, or the whole of a text file."""

    name: str
    """As the workbook names it; empty for a file without sheets (CSV)."""
    hidden: bool
    """Whether a spreadsheet program hides it (hidden and very hidden alike)."""
    rows: Sequence[Row]
    """Every row from row 1 to the last one with content, blank ones included, in order.

    They may be made anew whenever they are walked (`Rows`), so walk them once where that is enough.
    """
    left_out: str = ""
    """Why the sheet is not for screening; empty for the user's own sheets."""


def unique_names(names: Sequence[str]) -> list[str]:
    """The names of sheets, each once: the second `Data` becomes `Data (2)`.

    At most 31 characters, which is Excel's limit, where the name itself keeps to it.
    """
    taken, seen = set(names), Counter[str]()
    found = []
    for name in names:
        unique = name
        while seen[name] and unique in taken:
            suffix = f" ({seen[name] + 1})"
            unique = name[: max(0, LONGEST_NAME - len(suffix))] + suffix
            seen[name] += unique in taken
        seen[name] += 1
        taken.add(unique)
        found.append(unique)
    return found


class Contents(Struct, frozen=True, kw_only=True):
    """What a reader found in the bytes of one file."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
    """What was assumed or could not be told, in sentences for the user; no party names."""


class SourceFile(Struct, frozen=True, kw_only=True):
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


class Source(Struct, frozen=True, kw_only=True):
    """The bytes of a file, which are read as often as they are needed and need not be held."""

    name: str
    """File name without folders, for messages."""
    open: Callable[[], BinaryIO]
    """Begins to read; always the same bytes, or InputError."""

    def data(self) -> bytes:
        """All bytes at once."""
        with self.open() as stream:
            return stream.read()

    def start(self, size: int) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def blocks(self) -> Iterator[bytes]:
        """All bytes, block by block."""
        with self.open() as stream:
            while block := stream.read(BLOCK):
                yield block


def source_of_bytes(data: bytes, name: str) -> Source:
    """Bytes that are in memory, as a source."""
    return Source(name=name, open=partial(io.BytesIO, data))


Reader = Callable[[Source], Contents]
"""Bytes of a file -> contents; raises InputError."""
Whole = Callable[[bytes, str], Contents]
"""(all bytes of a file, its name for messages) -> contents; raises InputError."""
