"""Workbooks (.xlsx, .xlsm, .xls, .ods) through python-calamine: values as stored.

Neither macros nor formulas are run. A vertical merge means its value for every row it covers, so
data cells below the first are filled; a merge across columns is a heading and stays as stored
(columns/ reads it as one). Hidden rows and filtered rows are read like all others. Numbers come out
of Excel as binary floats; a spreadsheet program shows 15 significant digits (ECMA-376 part 1,
18.3.1.96 leaves it to IEEE 754), and so does this.
"""

import datetime as dt
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
from compliance.readers.archive import check_cells, check_parts, open_archive, read_pieces
from compliance.readers.base import Contents, Rows, Sheet
from compliance.readers.compound_file import BrokenFile, extract_stream, wrap_stream
from compliance.readers.file_kind import damage_error, encryption_error
from compliance.readers.ods_cells import Merge, TableSurvey, survey_tables
from compliance.readers.xls_records import inspect_stream
from compliance.readers.xlsx_cells import Gaps, find_gaps, find_sheet_parts

NOTHING: Mapping[int, str] = {}
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
"""What python-calamine returns for a cell; an empty cell is the empty text."""
EXACT_INTEGER = 1e15
"""Below this a float holds every integer of 15 digits exactly."""


def read_xlsx(data: bytes, name: str) -> Contents:
    """Read an Excel workbook (.xlsx, .xlsm).

    Raises:
        InputError: damaged, or larger than the bounds in `archive`.

    """
    with open_archive(data, name) as archive:
        check_parts(archive, name)
        gaps = [find_gaps(_pieces(archive, part, name)) for part in find_sheet_parts(archive, name)]
    return _read(data, name, [TableSurvey(gaps=each) for each in gaps])


def read_xls(data: bytes, name: str) -> Contents:
    """Read an old Excel workbook (.xls, BIFF8: at most 65,536 rows by 256 columns a sheet).

    Raises:
        InputError: damaged, or larger than the bounds in `archive`.

    """
    try:
        found = inspect_stream(extract_stream(data, ("Workbook", "Book")))
        clean = wrap_stream(found.stream, "Workbook")
    except BrokenFile:
        raise damage_error(name) from None
    check_cells(found.cells, name)
    return _read(clean, name, [TableSurvey(gaps=each) for each in found.gaps])


def read_ods(data: bytes, name: str) -> Contents:
    """Read an OpenDocument spreadsheet (.ods).

    Raises:
        InputError: damaged, encrypted, or larger than the bounds in `archive`.

    """
    with open_archive(data, name) as archive:
        if b"encryption-data" in b"".join(_pieces(archive, "META-INF/manifest.xml", name)):
            raise encryption_error(name)
        sheets = survey_tables(read_pieces(archive, "content.xml", name))
    check_cells(sum(sheet.height * sheet.width for sheet in sheets), name)
    return _read(data, name, sheets)


def _pieces(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Pieces of a part, none if the archive has no such part (a chart sheet has no cells)."""
    return read_pieces(archive, part, name) if part in archive.NameToInfo else iter(())


def _read(data: bytes, name: str, surveys: Sequence[TableSurvey]) -> Contents:
    with _translate_errors(name), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        sheets = tuple(_sheets(book, name, surveys))
    if not sheets:
        raise InputError(f"{name}: the workbook has no sheet with cells", "check the file")
    return Contents(sheets=sheets)


@contextmanager
def _translate_errors(name: str) -> Iterator[None]:
    """Raise InputError for whatever goes wrong inside calamine."""
    try:
        yield
    except PasswordError:
        raise encryption_error(name) from None
    except CalamineError:
        raise damage_error(name) from None
    except BaseException as problem:  # what panics inside calamine is no Exception
        if type(problem).__name__ == "PanicException":
            raise damage_error(name) from None
        raise


def _sheets(book: CalamineWorkbook, name: str, surveys: Sequence[TableSurvey]) -> Iterator[Sheet]:
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
        with _translate_errors(self._name):
            for values in self._sheet.iter_rows() if self._sheet.start else ():
                texts = [value if type(value) is str else format_value(value) for value in values]
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


# --- Values -----------------------------------------------------------------------------------


def format_value(value: Value) -> str:
    """Return the text of a stored value: 7.0 -> `7`, dates in ISO 8601, True -> `TRUE`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < EXACT_INTEGER:
        return str(int(value))
    return format(value, ".15g")


def _moment(value: dt.datetime) -> str:
    """A date with no time of day is shown as a date."""
    if value.time() == dt.time.min:
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")
