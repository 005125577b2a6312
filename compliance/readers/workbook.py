"""Workbooks (.xlsx, .xlsm, .xls, .ods) through python-calamine: values as stored.

Neither macros nor formulas are run. A vertical merge means its value for every row it covers, so
data cells below the first are filled; a merge across columns is a heading and stays as stored
(columns/ reads it as one). Hidden rows and filtered rows are read like all others.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.archives import check_cells, check_parts, open_archive, pieces
from compliance.readers.base import Contents, Rows, Sheet
from compliance.readers.biff import inspect
from compliance.readers.cells import text
from compliance.readers.compound import BrokenFile, stream, wrap
from compliance.readers.gaps import Gaps, find_gaps, sheet_parts
from compliance.readers.kinds import damaged, encrypted
from compliance.readers.opendocument import Merge, Survey, survey

NOTHING: Mapping[int, str] = {}


def read_xlsx(data: bytes, name: str) -> Contents:
    """Read an Excel workbook (.xlsx, .xlsm).

    Raises:
        InputError: damaged, or larger than the bounds in `archives`.

    """
    with open_archive(data, name) as archive:
        check_parts(archive, name)
        gaps = [find_gaps(_pieces(archive, part, name)) for part in sheet_parts(archive, name)]
    return _read(data, name, [Survey(gaps=each) for each in gaps])


def read_xls(data: bytes, name: str) -> Contents:
    """Read an old Excel workbook (.xls, BIFF8: at most 65,536 rows by 256 columns a sheet).

    Raises:
        InputError: damaged, or larger than the bounds in `archives`.

    """
    try:
        found = inspect(stream(data, ("Workbook", "Book")))
        clean = wrap(found.stream, "Workbook")
    except BrokenFile:
        raise damaged(name) from None
    check_cells(found.cells, name)
    return _read(clean, name, [Survey(gaps=each) for each in found.gaps])


def read_ods(data: bytes, name: str) -> Contents:
    """Read an OpenDocument spreadsheet (.ods).

    Raises:
        InputError: damaged, encrypted, or larger than the bounds in `archives`.

    """
    with open_archive(data, name) as archive:
        if b"encryption-data" in b"".join(_pieces(archive, "META-INF/manifest.xml", name)):
            raise encrypted(name)
        sheets = survey(pieces(archive, "content.xml", name))
    check_cells(sum(sheet.height * sheet.width for sheet in sheets), name)
    return _read(data, name, sheets)


def _pieces(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Pieces of a part, none if the archive has no such part (a chart sheet has no cells)."""
    return pieces(archive, part, name) if part in archive.NameToInfo else iter(())


def _read(data: bytes, name: str, surveys: Sequence[Survey]) -> Contents:
    with _guarded(name), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        sheets = tuple(_sheets(book, name, surveys))
    if not sheets:
        raise InputError(f"{name}: the workbook has no sheet with cells", "check the file")
    return Contents(sheets=sheets)


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Raise InputError for whatever goes wrong inside calamine."""
    try:
        yield
    except PasswordError:
        raise encrypted(name) from None
    except CalamineError:
        raise damaged(name) from None
    except BaseException as problem:  # what panics inside calamine is no Exception
        if type(problem).__name__ == "PanicException":
            raise damaged(name) from None
        raise


def _sheets(book: CalamineWorkbook, name: str, surveys: Sequence[Survey]) -> Iterator[Sheet]:
    cells = 0
    for index, (metadata, found) in enumerate(zip_longest(book.sheets_metadata, surveys)):
        if metadata is None or metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        cells += sheet.height * sheet.width
        check_cells(cells, name)
        merges = sheet.merged_cell_ranges or (found.merges if found else [])
        check_cells(sum(bottom - top for (top, _), (bottom, _) in merges), name)
        yield _sheet(metadata, _Table(sheet, merges, found.gaps if found else {}, name))


def _sheet(metadata: SheetMetadata, table: "_Table") -> Sheet:
    hidden = metadata.visible != SheetVisibleEnum.Visible
    rows = Rows(table.height, partial(table.rows, metadata.name))
    return Sheet(name=metadata.name, hidden=hidden, rows=rows)


class _Table:
    """The cells of one sheet as calamine holds them, which is half of what rows would take."""

    def __init__(
        self, sheet: CalamineSheet, merges: Sequence[Merge], gaps: Gaps, name: str
    ) -> None:
        self._sheet = sheet
        self._gaps = gaps
        self._name = name
        self._blocks: dict[int, list[tuple[int, int]]] = {}
        """Top row of a merged block one column wide -> its column and its last row."""
        for (top, left), (bottom, right) in merges:
            if left == right and bottom > top:
                self._blocks.setdefault(top, []).append((left, bottom))
        self._filled = sheet.end[0] + 1 if sheet.end else 0
        self.height = max(self._filled, max(gaps, default=0))

    def rows(self, sheet: str) -> Iterator[Row]:
        """Every row, made anew."""
        cells = self._merged() if self._blocks else self._cells()
        for number, each in enumerate(cells, 1):
            unreadable = self._gaps.get(number, NOTHING)
            yield Row(sheet=sheet, number=number, cells=tuple(each), unreadable=unreadable)

    def _cells(self) -> Iterator[list[str]]:
        """Cells from A1 on: calamine gives rows from the top, columns from the first filled."""
        left = [""] * (self._sheet.start[1] if self._sheet.start else 0)
        with _guarded(self._name):
            for values in self._sheet.iter_rows() if self._sheet.start else ():
                texts = [value if type(value) is str else text(value) for value in values]
                yield _trimmed(left + texts if left else texts)
        yield from ([] for _ in range(self._filled, self.height))

    def _merged(self) -> Iterator[list[str]]:
        """The same, every row of a merged block one column wide with the block's value."""
        below: dict[int, tuple[int, str]] = {}
        for row, cells in enumerate(self._cells()):
            for left, (bottom, value) in below.items():
                if row <= bottom:
                    cells.extend("" for _ in range(len(cells), left + 1))
                    cells[left] = value
            for left, bottom in self._blocks.get(row, ()):
                if left < len(cells):
                    below[left] = bottom, cells[left]
            yield cells


def _trimmed(cells: list[str]) -> list[str]:
    """Drop the empty cells at the end: a sheet may be wide in one row only."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
