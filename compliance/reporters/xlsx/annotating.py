"""The decision columns beside the user's own: worded in every row, coloured where one must look."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx.beside import HEADINGS, WIDTHS, Margin
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.copying import UserSheet
from compliance.reporters.xlsx.dressing import Dresser, laid_over, parted
from compliance.reporters.xlsx.findings import Mark, Marks
from compliance.reporters.xlsx.loading import last_column
from compliance.reporters.xlsx.markup import blocks
from compliance.reporters.xlsx.page import fit_columns, widen
from compliance.reporters.xlsx.plain import Cut
from compliance.reporters.xlsx.rowlooks import RowLooks

USUAL_WIDTH = 9.0
"""Width of a column that nobody changed."""
LAST_COLUMN = 16_384


def copy(book: Book, sheet: Worksheet, source: UserSheet) -> None:
    """Let the sheet be written with the rows it had."""
    looks = RowLooks(book.styles.count)
    rows = (looks.opening(cut) + cut.cells + b"</row>" for cut in source.rows())
    book.rows[sheet.title] = blocks(rows)
    right = max(1, source.extent.right)
    book.areas[sheet.title] = f"A1:{get_column_letter(right)}{max(1, source.extent.bottom)}"


def annotate(book: Book, sheet: Worksheet, source: UserSheet, marks: Marks, header: int) -> bool:
    """The same with the decision columns; False when the sheet has no room for them.

    `header` is the row of the user's header, 0 when there is none.
    """
    last = last_column(sheet, source.extent.right, header)
    if last + len(HEADINGS) > LAST_COLUMN:
        copy(book, sheet, source)
        return False
    _make_room(sheet, last)
    for offset, size in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(last + offset)].width = size
    sizes = _users_widths(sheet, last)
    _print(sheet, header, [*sizes, *WIDTHS])
    bottom = max((area.max_row for area in sheet.merged_cells.ranges), default=1)
    bottom = max(bottom, source.extent.bottom, header)
    right = get_column_letter(last + len(HEADINGS))
    if header:
        sheet.auto_filter.ref = f"A{header}:{right}{bottom}"
    book.areas[sheet.title] = f"A1:{right}{max(bottom, *marks)}"
    book.rows[sheet.title] = blocks(_Annotated(book, source, marks, header, sizes).rows())
    return True


class _Annotated:
    """The rows of one sheet on their way into the report."""

    def __init__(
        self, book: Book, source: UserSheet, marks: Marks, header: int, sizes: Sequence[float]
    ) -> None:
        self._source = source
        self._marks = marks
        self._header = header
        self._last = len(sizes)
        self._is_wide = source.extent.widest > self._last
        self._margin = Margin(book.styles, book.strings, self._last)
        self._looks = RowLooks(book.styles.count)
        self._dresser = Dresser(book, sizes, self._looks)

    def rows(self) -> Iterator[bytes]:
        """Every row of the sheet, and rows of their own for what stands beside none."""
        waiting = sorted({*self._marks, *((self._header,) if self._header else ())}, reverse=True)
        for cut in self._source.rows():
            while waiting and waiting[-1] < cut.number:
                yield self._row(Cut(waiting.pop(), b"", b"", is_plain=True))
            if waiting and waiting[-1] == cut.number:
                waiting.pop()
                yield self._row(cut)
            else:
                yield self._looks.opening(cut) + cut.cells + b"</row>"
        while waiting:
            yield self._row(Cut(waiting.pop(), b"", b"", is_plain=True))

    def _row(self, cut: Cut) -> bytes:
        """A row with its decision, or the header."""
        behind = b""
        if self._is_wide:
            cells, behind = parted(self._last, cut.cells)
            cut = cut._replace(cells=cells)
        mark = self._marks.get(cut.number)
        quiet = self._margin.quiet(cut.number, mark) if mark else None
        if quiet is not None and not behind:  # as most rows are
            return b"%b%b%b</row>" % (self._looks.opening(cut), cut.cells, quiet)
        opening, cells, beside = self._parts(cut, mark, quiet)
        return b"%b%b%b</row>" % (opening, cells, laid_over(beside, behind) if behind else beside)

    def _parts(
        self, cut: Cut, mark: Mark | None, quiet: bytes | None
    ) -> tuple[bytes, bytes, bytes]:
        """The tag that begins the row, the user's cells and ours."""
        if mark is None:
            return self._looks.opening(cut), cut.cells, self._margin.headings(cut.number)
        if quiet is not None:
            return self._looks.opening(cut), cut.cells, quiet
        return *self._dresser.dressed(cut, mark), self._margin.whole(cut.number, mark)


def _make_room(sheet: Worksheet, last: int) -> None:
    """End the widths that reach beyond the user's columns: "D to XFD" would overlap with ours.

    Overlapping column ranges make Excel call the file damaged, and a range may be hidden.
    """
    for letters, dimension in list(sheet.column_dimensions.items()):
        dimension.reindex()
        if (dimension.min or 0) > last:
            del sheet.column_dimensions[letters]
        elif (dimension.max or 0) > last:
            dimension.max = last


def _users_widths(sheet: Worksheet, last: int) -> list[float]:
    """The widths of the columns up to the last; hidden ones take no room."""
    usual = sheet.sheet_format.defaultColWidth or USUAL_WIDTH
    sizes = [usual] * last
    for dimension in sheet.column_dimensions.values():
        first = dimension.min or 0
        for index in range(first, min(dimension.max or 0, last) + 1 if first else 0):
            sizes[index - 1] = 0 if dimension.hidden else dimension.width or usual
    return sizes


def _print(sheet: Worksheet, header: int, sizes: Sequence[float]) -> None:
    """Print the decisions beside the rows they belong to; what the user has chosen stays."""
    chosen = sheet.sheet_properties.pageSetUpPr
    lay_out = widen if chosen and chosen.fitToPage else fit_columns
    lay_out(sheet, sizes)
    if header and not sheet.print_title_rows:
        sheet.print_title_rows = f"{header}:{header}"
