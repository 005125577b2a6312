"""Sheets built from the rows that were read, for inputs that are no .xlsx: .xls, .ods, .csv, .tsv.

Every row stands at its own number, every cell is the text that was read (`007` stays `007`), and
rows are streamed to disk, so that memory does not grow with the file.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from compliance.model import Row
from compliance.readers.base import Sheet, SourceFile
from compliance.reporters.xlsx.annotating import (
    HEADINGS,
    WIDTHS,
    Beside,
    beside,
    needed_height,
)
from compliance.reporters.xlsx.cells import AnySheet, Brush, Value, fit_row, plain, widths
from compliance.reporters.xlsx.findings import Mark, Marks
from compliance.reporters.xlsx.heights import NORMAL_HEIGHT
from compliance.reporters.xlsx.looks import ROWS, USERS_HEADER, Look
from compliance.reporters.xlsx.page import fit_columns
from compliance.reporters.xlsx.titles import title

MOST_ROWS = 1_048_576
"""Rows of one sheet; what is below goes to a further sheet."""
SAMPLE = 200
"""Rows that are looked at to choose column widths."""
WIDEST = 42


def build(
    source: SourceFile, marks: Mapping[str, Marks], headers: Mapping[str, int], brush: Brush
) -> Workbook:
    """A workbook with the rows of every sheet and their decision columns.

    `headers` has the header row of each sheet, 0 for none.
    """
    workbook = Workbook(write_only=True)
    for sheet in source.sheets:
        for part in range(max(1, -(-len(sheet.rows) // MOST_ROWS))):
            name = (sheet.name or Path(source.name).stem) + (f" ({part + 1})" if part else "")
            target: AnySheet = workbook.create_sheet(title(name, workbook.sheetnames))
            target.sheet_state = "hidden" if sheet.hidden else "visible"
            header = 0 if part else headers.get(sheet.name, 0)
            _Copy(target, sheet, marks.get(sheet.name, {}), header, brush).fill(part * MOST_ROWS)
    return workbook


class _Copy:
    """One sheet (or one part of a very long one) on its way into the report."""

    def __init__(
        self, target: AnySheet, sheet: Sheet, marks: Marks, header: int, brush: Brush
    ) -> None:
        self.target = target
        self.rows = sheet.rows
        self.marks = marks
        self.header = header
        self.brush = brush
        self.last = max((len(row.cells) for row in sheet.rows), default=0)

    def fill(self, above: int) -> None:
        """Write the rows below the first `above` ones."""
        rows = self.rows[above : above + MOST_ROWS]
        self._lay_out(len(rows))
        for index, row in enumerate(rows, start=1):
            self._heighten(index, self.marks.get(row.number))
            self.target.append(self._cells(row))

    def _heighten(self, row: int, mark: Mark | None) -> None:
        needed = needed_height(mark) if mark else 0.0
        if needed > NORMAL_HEIGHT:
            fit_row(self.target, row, needed)

    def _lay_out(self, height: int) -> None:
        extra = WIDTHS if self.marks else ()
        sizes = [*_fitting(self.rows, self.last), *extra]
        widths(self.target, sizes)
        fit_columns(self.target, sizes)
        if self.header:
            right = get_column_letter(self.last + len(extra)) if self.last else "A"
            self.target.freeze_panes = f"A{self.header + 1}"
            self.target.auto_filter.ref = f"A{self.header}:{right}{height}"
            self.target.print_title_rows = f"{self.header}:{self.header}"

    def _cells(self, row: Row) -> list[Cell | str | None]:
        """The row as it is read, and what stands beside it."""
        extra = self._beside(row.number)
        texts = (*row.cells, *[""] * (self.last - len(row.cells))) if extra else row.cells
        look = self._look(row.number)
        made = (self._made(text, look) for text in texts)
        return [*made, *(self._shown(value, look) for value, look in extra)]

    def _look(self, number: int) -> Look | None:
        """How the user's cells of a row look; None for plain ones."""
        mark = self.marks.get(number)
        if mark:
            return ROWS.get(mark.decision)
        return USERS_HEADER if number == self.header else None

    def _shown(self, value: Value, look: Look) -> Cell | None:
        if value in (None, "") and not look.shows_when_empty:
            return None
        return self.brush.cell(self.target, value, look)

    def _beside(self, number: int) -> Beside:
        mark = self.marks.get(number)
        if mark:
            return beside(mark)
        return HEADINGS if self.marks and number == self.header else ()

    def _made(self, text: str, look: Look | None) -> Cell | str | None:
        return self.brush.cell(self.target, text, look) if look else plain(self.target, text)


def _fitting(rows: Sequence[Row], last: int) -> list[float]:
    """Column widths that show most of the first rows' texts."""
    longest = [6] * last
    for row in islice(rows, SAMPLE):
        for index, text in enumerate(row.cells):
            longest[index] = max(longest[index], len(text))
    return [min(length + 2, WIDEST) for length in longest]
