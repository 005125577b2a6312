"""Workbooks (.xlsx, .xlsm, .xls, .ods) through python-calamine: values as stored.

Neither macros nor formulas are run. A vertical merge means its value for every row it covers, so
data cells below the first are filled; a merge across columns is a heading and stays as stored
(columns/ reads it as one). Hidden rows and filtered rows are read like all others.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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
from compliance.readers.base import Contents, Sheet
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
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = tuple(_sheets(book, name, surveys))
    except PasswordError:
        raise encrypted(name) from None
    except CalamineError:
        raise damaged(name) from None
    except BaseException as problem:  # what panics inside calamine is no Exception
        if type(problem).__name__ == "PanicException":
            raise damaged(name) from None
        raise
    if not sheets:
        raise InputError(f"{name}: the workbook has no sheet with cells", "check the file")
    return Contents(sheets=sheets)


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
        yield _sheet(sheet, metadata, merges, found.gaps if found else {})


def _sheet(
    sheet: CalamineSheet, metadata: SheetMetadata, merges: Sequence[Merge], gaps: Gaps
) -> Sheet:
    table = _table(sheet)
    table.extend([] for _ in range(len(table), max(gaps, default=0)))
    _fill_down(table, merges)
    hidden = metadata.visible != SheetVisibleEnum.Visible
    return Sheet(name=metadata.name, hidden=hidden, rows=_rows(metadata.name, table, gaps))


def _rows(sheet: str, table: Sequence[Sequence[str]], gaps: Gaps) -> list[Row]:
    return [
        Row(sheet=sheet, number=number, cells=tuple(cells), unreadable=gaps.get(number, NOTHING))
        for number, cells in enumerate(table, 1)
    ]


def _table(sheet: CalamineSheet) -> list[list[str]]:
    """Cells from A1 on: calamine gives rows from the top, columns from the first filled."""
    if sheet.start is None:
        return []
    left = [""] * sheet.start[1]
    return [_trimmed(left + [text(value) for value in row]) for row in sheet.iter_rows()]


def _trimmed(cells: list[str]) -> list[str]:
    """Drop the empty cells at the end: a sheet may be wide in one row only."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _fill_down(table: list[list[str]], merges: Sequence[Merge]) -> None:
    """Give every row of a merged block one column wide the block's value."""
    for (top, left), (bottom, right) in merges:
        if left != right or top >= len(table) or left >= len(table[top]):
            continue
        for cells in table[top + 1 : bottom + 1]:
            cells.extend("" for _ in range(len(cells), left + 1))
            cells[left] = table[top][left]
