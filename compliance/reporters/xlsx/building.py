"""Sheets built from the rows that were read, for inputs that are no .xlsx: .xls, .ods, .csv, .tsv.

Every row stands at its own number, every cell is the text that was read (`007` stays `007`), and
rows are made while they are written, so that memory does not grow with the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Row
from compliance.readers.base import Sheet, SourceFile
from compliance.reporters.xlsx.beside import WIDTHS, Margin, needed_height
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.cells import text_cell, widths
from compliance.reporters.xlsx.findings import Mark, Marks
from compliance.reporters.xlsx.heights import NORMAL_HEIGHT
from compliance.reporters.xlsx.looks import ROWS, USERS_HEADER, Look
from compliance.reporters.xlsx.markup import blocks, empty_cell, row
from compliance.reporters.xlsx.page import fit_columns
from compliance.reporters.xlsx.strings import Strings
from compliance.reporters.xlsx.titles import title

MOST_ROWS = 1_048_576
"""Rows of one sheet; what is below goes to a further sheet."""
SAMPLE = 200
"""Rows that are looked at to choose column widths."""
WIDEST = 42
LONGEST_QUICK = 4_000
"""Characters of a row that is surely short enough for its cells."""

# Whatever a text may need care for: rows without any of it are written in one go.
_CAREFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff&<>]|_x|^[\\s=+\\-@]|\\s$", re.MULTILINE
)


def build(source: SourceFile, marks: Mapping[str, Marks], headers: Mapping[str, int]) -> Book:
    """A workbook with the rows of every sheet and their decision columns.

    `headers` has the header row of each sheet, 0 for none.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, Strings())
    for sheet in source.sheets:
        for part in range(max(1, -(-len(sheet.rows) // MOST_ROWS))):
            name = (sheet.name or Path(source.name).stem) + (f" ({part + 1})" if part else "")
            target = workbook.create_sheet(title(name, book.titles))
            target.sheet_state = "hidden" if sheet.hidden else "visible"
            header = 0 if part else headers.get(sheet.name, 0)
            _Copy(book, target, sheet, marks.get(sheet.name, {}), header).fill(part * MOST_ROWS)
    return book


class _Copy:
    """One sheet (or one part of a very long one) on its way into the report."""

    def __init__(
        self, book: Book, target: Worksheet, sheet: Sheet, marks: Marks, header: int
    ) -> None:
        self.book = book
        self.target = target
        self.source = sheet.rows
        self.marks = marks
        self.header = header
        self.last = max((len(row.cells) for row in sheet.rows), default=0)
        self.letters = [get_column_letter(at) for at in range(1, self.last + 1)]
        self.margin = Margin(book.styles, book.strings, self.last)

    def fill(self, above: int) -> None:
        """Write the rows below the first `above` ones."""
        count = min(MOST_ROWS, len(self.source) - above)
        self._lay_out(count)
        self.book.rows[self.target.title] = blocks(self._rows(above))

    def _lay_out(self, height: int) -> None:
        extra = WIDTHS if self.marks else ()
        sizes = [*_fitting(self.source, self.last), *extra]
        widths(self.target, sizes)
        fit_columns(self.target, sizes)
        right = get_column_letter(len(sizes)) if sizes else "A"
        self.book.areas[self.target.title] = f"A1:{right}{max(1, height)}"
        if self.header:
            right = right if self.last else "A"
            self.target.freeze_panes = f"A{self.header + 1}"
            self.target.auto_filter.ref = f"A{self.header}:{right}{height}"
            self.target.print_title_rows = f"{self.header}:{self.header}"

    def _rows(self, above: int) -> Iterator[bytes]:
        rows = islice(self.source, above, above + MOST_ROWS)
        for number, each in enumerate(rows, start=1):
            yield self._row(number, each).encode()

    def _row(self, number: int, source: Row) -> str:
        """A row as it is read, and what stands beside it."""
        mark = self.marks.get(source.number)
        look = self._look(source.number, mark)
        cells = self._dressed(number, source, look) if look else self._plain(number, source)
        return row(number, cells + self._beside(number, source.number, mark), _points(mark))

    def _look(self, number: int, mark: Mark | None) -> Look | None:
        """How the user's cells of a row look; None for plain ones."""
        if mark:
            return ROWS.get(mark.shade)
        return USERS_HEADER if number == self.header else None

    def _beside(self, number: int, source: int, mark: Mark | None) -> str:
        if mark:
            return self.margin.beside(number, mark).decode()
        is_header = self.marks and source == self.header
        return self.margin.headings(number).decode() if is_header else ""

    def _plain(self, number: int, source: Row) -> str:
        """The user's cells of the many rows that nobody has to look at."""
        together = "\n".join(filter(None, source.cells))
        if len(together) > LONGEST_QUICK or _CAREFUL.search(together):
            return self._texts(number, source, 0)
        return "".join(
            f'<c r="{letters}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letters, text in zip(self.letters, source.cells, strict=False)
            if text
        )

    def _dressed(self, number: int, source: Row, look: Look) -> str:
        style = self.book.styles.of(look)
        made = self._texts(number, source, style, filled=look.shows_when_empty)
        rest = self.letters[len(source.cells) :] if look.shows_when_empty else ()
        return made + "".join(empty_cell(f"{letters}{number}", style) for letters in rest)

    def _texts(self, number: int, source: Row, style: int, *, filled: bool = False) -> str:
        return "".join(
            text_cell(f"{letters}{number}", text, style, self.book.styles)
            if text
            else empty_cell(f"{letters}{number}", style)
            for letters, text in zip(self.letters, source.cells, strict=False)
            if text or filled
        )


def _points(mark: Mark | None) -> float | None:
    """The height of a row; None for a usual one."""
    needed = needed_height(mark) if mark else 0.0
    return needed if needed > NORMAL_HEIGHT else None


def _fitting(rows: Sequence[Row], last: int) -> list[float]:
    """Column widths that show most of the first rows' texts."""
    longest = [6] * last
    for each in islice(rows, SAMPLE):
        for index, text in enumerate(each.cells):
            longest[index] = max(longest[index], len(text))
    return [min(length + 2, WIDEST) for length in longest]
