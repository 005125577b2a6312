"""Cells and looks: text that stays text, and styles that are registered once a workbook.

openpyxl takes a text that begins with `=` for a formula and `#N/A` for an error, and refuses
control characters. Here every text is written as text, and one that begins like a formula carries
the "quote prefix" mark, so that editing the cell in Excel does not turn it into one either.

File format: ECMA-376 part 1, 18.3.1.4 (cell), 18.3.1.73 (customHeight), 18.8.45
(quotePrefix), 22.9.2.19 (`_x0041_`).
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from compliance.files import spelt_out
from compliance.reporters.xlsx.looks import Look

AnySheet = Worksheet
"""A sheet to append to. Write-only sheets, which stream, are used through the same type: what is
called here works on both kinds, but the type stubs do not say so."""
Value = str | int | float | None
Looked = tuple[Value, Look]
"""A value and how it looks."""

LONGEST_TEXT = 32_767
"""UTF-16 units a cell can hold."""
FORMULA_STARTS = ("=", "+", "-", "@")
_CAREFUL = (*FORMULA_STARTS, "#")

# What XML 1.0 cannot hold, and carriage returns, which it would silently turn into line feeds.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Brush:
    """Makes the cells of one workbook."""

    def __init__(self) -> None:
        self._registered: dict[Look, StyleArray] = {}

    def cell(self, sheet: AnySheet, value: Value, look: Look) -> Cell:
        """A new cell for `sheet.append`, or to lend its look to another."""
        made = WriteOnlyCell(sheet)
        self.paint(made, look)
        put(made, value)
        return made

    def paint(self, cell: Cell, look: Look) -> None:
        """Give the cell the look; the style is registered with the workbook the first time."""
        if look not in self._registered:
            _style(cell, look)
            self._registered[look] = cell._style  # type: ignore[attr-defined] # not in the stubs
        cell._style = copy(self._registered[look])  # type: ignore[attr-defined]


class Fitted(RowDimension):
    """A row with a height that fits its texts, without the mark of one that somebody has chosen.

    Excel fits such a row again when it opens the file, with the fonts it has. LibreOffice does not:
    it takes the height that is written.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802 # openpyxl's name for the attribute
        """Never: nobody chose the height."""
        return False


def fit_row(sheet: AnySheet, row: int, points: float) -> None:
    """Give the row that height; in a streamed sheet before the row is appended."""
    old = sheet.row_dimensions[row]
    outline, collapsed = old.outlineLevel, old.collapsed
    fitted = Fitted(sheet, index=row, ht=points, outlineLevel=outline, collapsed=collapsed)
    fitted._style = copy(old._style)  # type: ignore[attr-defined] # not in the stubs
    sheet.row_dimensions[row] = fitted


class Pen:
    """Writes a sheet of the report from top to bottom."""

    def __init__(self, sheet: AnySheet, brush: Brush) -> None:
        self._sheet = sheet
        self._brush = brush
        self.row = 0
        """Number of the last row written."""
        self._merged = 0

    def write(self, cells: Iterable[Looked], height: float | None = None) -> None:
        """Append a row; `height` in points, None for the program's own choice."""
        self.row += 1
        if height and self.row == self._merged:  # Excel fits no row with merged cells
            self._sheet.row_dimensions[self.row].height = height
        elif height:
            fit_row(self._sheet, self.row, height)
        self._sheet.append([self._brush.cell(self._sheet, *cell) for cell in cells])

    def merge(self, first: str, last: str) -> None:
        """Merge the cells of these columns in the next row."""
        self._merged = self.row + 1
        self._sheet.merged_cells.add(f"{first}{self._merged}:{last}{self._merged}")


def _style(cell: Cell, look: Look) -> None:
    cell.font = look.font
    cell.alignment = look.alignment
    cell.number_format = look.number_format
    if look.fill:
        cell.fill = look.fill
    if look.border:
        cell.border = look.border


def put(cell: Cell, value: Value) -> None:
    """Set a cell's value; a text is a text whatever it looks like, and an empty one nothing."""
    if not isinstance(value, str) or not value:
        cell.value = None if value == "" else value
        return
    cell.value = sheet_text(value)
    cell.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def plain(sheet: AnySheet, text: str) -> Cell | str | None:
    """A user's text for `sheet.append`: a bare value when that is safe, because cells are slow."""
    if not text:
        return None
    if text[0] in _CAREFUL:
        made = WriteOnlyCell(sheet)
        put(made, text)
        return made
    return sheet_text(text)


def sheet_text(text: str) -> str:
    """The text as a cell can hold it: control characters spelt out, cut visibly when too long.

    A text that reads like the file format's own escape (`_x0041_`) is escaped, so that a
    spreadsheet program shows what was written and not the letter A.
    """
    safe = _ESCAPE.sub("_x005F_", _ILLEGAL.sub(spelt_out, text.replace("\r\n", "\n")))
    units = len(safe.encode("utf-16-le")) // 2 if len(safe) > LONGEST_TEXT // 2 else 0
    return _cut(safe, len(text)) if units > LONGEST_TEXT else safe


def _cut(text: str, length: int) -> str:
    mark = f" [cut here: the text has {length:,} characters]"
    units = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(mark))]
    return units.decode("utf-16-le", errors="ignore") + mark


def widths(sheet: AnySheet, sizes: Sequence[float]) -> None:
    """Set column widths from the first column on; before any row is appended."""
    for index, size in enumerate(sizes):
        sheet.column_dimensions[get_column_letter(index + 1)].width = size
