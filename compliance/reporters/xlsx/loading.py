"""The user's own workbook, loaded for its values and looks, with everything that acts taken out.

Kept: every sheet, row and column, stored values, number formats, fonts, fills, borders, widths,
merged cells, notes, page layout. Left out: formulas (their stored values stay), links, macros,
tables, filters, conditional formats, drop-downs, pictures, charts, pivot tables, names, protection.
A report that is filed and passed on computes nothing, fetches nothing and hides no row.
"""

import re
import warnings
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.workbook.views import BookView
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx.cells import FORMULA_STARTS

_MAIN_PART = "xl/workbook.xml"
_PARTS = {
    "macros": re.compile(r"xl/vbaProject\.bin"),
    "links to other workbooks": re.compile(r"xl/externalLinks/"),
    "pictures": re.compile(r"xl/media/"),
    "charts": re.compile(r"xl/(charts|chartsheets)/"),
    "pivot tables": re.compile(r"xl/pivotTables/"),
    "table styles": re.compile(r"xl/tables/"),
}
"""What a copy cannot keep, by the part of the package that shows that there is some."""


def is_workbook(path: Path) -> bool:
    """Whether the file is an Office Open XML workbook (.xlsx, .xlsm), whatever its ending."""
    return _MAIN_PART in _parts(path)


def left_out(path: Path) -> list[str]:
    """What the file holds that the copy does not."""
    parts = _parts(path)
    return [name for name, pattern in _PARTS.items() if any(map(pattern.match, parts))]


def _parts(path: Path) -> list[str]:
    try:
        with ZipFile(path) as archive:
            return archive.namelist()
    except (BadZipFile, OSError):
        return []


def load(path: Path) -> Workbook:
    """The workbook as values and looks. Raises whatever openpyxl trips over."""
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(stream, data_only=True, keep_links=False)
    for chart in workbook.chartsheets:
        workbook.remove(chart)
    workbook.defined_names.clear()
    workbook.security = None
    workbook.code_name = None
    workbook.views = [BookView()]  # theirs may be minimised, or scrolled past the first sheets
    for sheet in workbook.worksheets:
        _disarm(sheet)
    return workbook


def _disarm(sheet: Worksheet) -> None:
    """Take out of a sheet whatever computes, links, restricts or hides."""
    for drawn in ("_charts", "_images", "_pivots"):
        setattr(sheet, drawn, [])
    sheet.tables.clear()
    sheet.defined_names.clear()
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.data_validations = DataValidationList()
    sheet.auto_filter = AutoFilter()
    sheet.protection = SheetProtection()
    sheet.scenarios.scenario = ()
    sheet.sheet_properties.codeName = None
    for view in sheet.views.sheetView:
        view.tabSelected = False
    sheet.sheet_format.zeroHeight = None  # would hide every row without a height of its own
    for row in sheet.row_dimensions.values():
        row.hidden = False
    # Only the cells that exist: openpyxl's iterators create every cell of a sparse sheet.
    for cell in sheet._cells.values():
        if isinstance(cell, Cell):
            _hold_as_text(cell)


def _hold_as_text(cell: Cell) -> None:
    """No link behind the cell, and no formula after the next edit."""
    cell.hyperlink = None
    value = cell.value
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True


def last_column(sheet: Worksheet, from_row: int) -> int:
    """The last column with content, or merged with some, from that row down; 0 for none."""
    filled = (column for (_, column), cell in sheet._cells.items() if cell.value is not None)
    merged = (area.max_col for area in sheet.merged_cells.ranges if area.max_row >= from_row)
    return max(0, max(filled, default=0), max(merged, default=0))
