"""Workbooks (.xlsx, .xlsm, .xls, .ods) through python-calamine: values as stored.

Neither macros nor formulas are run. A vertical merge means its value for every row it covers, so
data cells below the first are filled; a merge across columns is a heading and stays as stored
(columns/ reads it as one). Hidden rows and filtered rows are read like all others.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

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
from compliance.readers.archives import check_ods, check_sheet, open_archive, pieces
from compliance.readers.base import Contents, Sheet
from compliance.readers.cells import text
from compliance.readers.gaps import Gaps, find_gaps, sheet_parts
from compliance.readers.kinds import damaged, encrypted

Merge = tuple[tuple[int, int], tuple[int, int]]
"""((first row, first column), (last row, last column)), all from 0."""
NOTHING: Mapping[int, str] = {}


def read_xlsx(data: bytes, name: str) -> Contents:
    """Read an Excel workbook (.xlsx, .xlsm).

    Raises:
        InputError: damaged, encrypted, or larger than the bounds in `archives`.

    """
    with open_archive(data, name) as archive:
        parts = sheet_parts(archive, name)
        for part in parts:
            check_sheet(_pieces(archive, part, name), name)
        gaps = [find_gaps(_pieces(archive, part, name)) for part in parts]
    return _read(data, name, gaps)


def read_xls(data: bytes, name: str) -> Contents:
    """Read an old Excel workbook (.xls, BIFF8: at most 65,536 rows by 256 columns).

    Raises:
        InputError: damaged or encrypted.

    """
    return _read(data, name, [])


def read_ods(data: bytes, name: str) -> Contents:
    """Read an OpenDocument spreadsheet (.ods).

    Raises:
        InputError: damaged, encrypted, or larger than the bounds in `archives`.

    """
    with open_archive(data, name) as archive:
        if b"encryption-data" in b"".join(_pieces(archive, "META-INF/manifest.xml", name)):
            raise encrypted(name)
        check_ods(b"".join(pieces(archive, "content.xml", name)), name)
    return _read(data, name, [])


def _pieces(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Pieces of a part, none if the archive has no such part (a chart sheet has no cells)."""
    return pieces(archive, part, name) if part in archive.NameToInfo else iter(())


def _read(data: bytes, name: str, gaps: Sequence[Gaps]) -> Contents:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            metadata = book.sheets_metadata
            sheets = tuple(
                _sheet(
                    book.get_sheet_by_index(index), each, gaps[index] if index < len(gaps) else {}
                )
                for index, each in enumerate(metadata)
                if each.typ == SheetTypeEnum.WorkSheet
            )
    except PasswordError:
        raise encrypted(name) from None
    except CalamineError:
        raise damaged(name) from None
    if not sheets:
        raise InputError(f"{name}: the workbook has no sheet with cells", "check the file")
    return Contents(sheets=sheets)


def _sheet(sheet: CalamineSheet, metadata: SheetMetadata, gaps: Gaps) -> Sheet:
    table = _table(sheet)
    for row in gaps:
        table.extend([] for _ in range(len(table), row))
    _fill_down(table, sheet.merged_cell_ranges or [])
    rows = [
        Row(
            sheet=metadata.name,
            number=number,
            cells=tuple(cells),
            unreadable=gaps.get(number, NOTHING),
        )
        for number, cells in enumerate(table, 1)
    ]
    hidden = metadata.visible != SheetVisibleEnum.Visible
    return Sheet(name=metadata.name, hidden=hidden, rows=rows)


def _table(sheet: CalamineSheet) -> list[list[str]]:
    """Cells from A1 on: calamine gives rows from the top, columns from the first filled."""
    if sheet.start is None:
        return []
    left = [""] * sheet.start[1]
    return [left + [text(value) for value in row] for row in sheet.iter_rows()]


def _fill_down(table: list[list[str]], merges: Sequence[Merge]) -> None:
    """Give every row of a merged block one column wide the block's value."""
    for (top, left), (bottom, right) in merges:
        if left != right or top >= len(table) or left >= len(table[top]):
            continue
        for cells in table[top + 1 : bottom + 1]:
            if left < len(cells):
                cells[left] = table[top][left]
