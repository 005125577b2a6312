"""A user's row that somebody must look at: coloured, and high enough to read its reasons."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from compliance.reporters.xlsx.beside import needed_height
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.findings import Mark
from compliance.reporters.xlsx.heights import HIGHEST, NORMAL_HEIGHT, height
from compliance.reporters.xlsx.looks import FILLS
from compliance.reporters.xlsx.markup import empty_cell
from compliance.reporters.xlsx.plain import Cut, column_number
from compliance.reporters.xlsx.rowlooks import RowLook, RowLooks, heightened

_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"([^<>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_STYLE = re.compile(rb'\ss="([0-9]+)"')
_MARKUP = re.compile(rb"<[^<>]*>")


class _Cell(NamedTuple):
    letters: bytes
    style: int
    rest: bytes
    """Its other attributes."""
    content: bytes | None
    """What stands between its tags; None when it has only a look."""


class Dresser:
    """Dresses the rows of one sheet whose columns are of these sizes."""

    def __init__(self, book: Book, sizes: Sequence[float], looks: RowLooks) -> None:
        self._styles = book.styles
        self._strings = book.strings
        self._sizes = sizes
        self._looks = looks

    def dressed(self, cut: Cut, mark: Mark) -> tuple[bytes, bytes]:
        """The tag that begins the row, and the user's cells."""
        look = self._looks.of(cut)
        cells = list(_cells(cut.cells))
        points = self._raised(cells, look, needed_height(mark))
        opening = heightened(cut.number, look, points) if points else self._looks.opening(cut)
        fill = FILLS.get(mark.shade)
        made = {
            column_number(each.letters): self._cell(each, cut.number, fill, raised=bool(points))
            for each in cells
        }
        if fill:
            self._fill_gaps(made, cut.number, fill, raised=bool(points))
        return opening, b"".join(made[column] for column in sorted(made))

    def _raised(self, cells: Sequence[_Cell], look: RowLook, needed: float) -> float | None:
        """The new height of the row; None when it is high enough. Never lower."""
        if needed <= max(NORMAL_HEIGHT, look.height or 0):
            return None
        return needed if look.height else max(needed, self._users_height(cells))

    def _users_height(self, cells: Sequence[_Cell]) -> float:
        """Points that the user's wrapped texts need in a row whose height is not told."""
        scale = 11 / 9  # the usual size of a user's text to that of ours
        wrapped = (
            (self._text(each), self._sizes[at] / scale)
            for each in cells
            if self._styles.wraps(each.style)
            and (at := column_number(each.letters) - 1) < len(self._sizes)
        )
        return min(HIGHEST, scale * height(wrapped))

    def _text(self, cell: _Cell) -> str:
        text = html.unescape(_MARKUP.sub(b"", cell.content or b"").decode("utf-8"))
        is_shared = b' t="s"' in cell.rest and text.isdigit()
        return self._strings.text(int(text)) if is_shared else text

    def _cell(self, cell: _Cell, number: int, fill: PatternFill | None, *, raised: bool) -> bytes:
        style = self._styles.filled(cell.style, fill) if fill else cell.style
        style = self._styles.topped(style) if raised else style
        start = b'<c r="%b%d" s="%d"%b' % (cell.letters, number, style, cell.rest)
        return start + (b"/>" if cell.content is None else b">%b</c>" % cell.content)

    def _fill_gaps(
        self, made: dict[int, bytes], number: int, fill: PatternFill, *, raised: bool
    ) -> None:
        """Colour the places of the user's columns that have no cell."""
        style = self._styles.filled(0, fill)
        style = self._styles.topped(style) if raised else style
        for column in range(1, len(self._sizes) + 1):
            if column not in made:
                place = f"{get_column_letter(column)}{number}"
                made[column] = empty_cell(place, style).encode()


def parted(last: int, cells: bytes) -> tuple[bytes, bytes]:
    """The cells of a row up to that column, and those behind it, which have only looks."""
    for found in _CELL.finditer(cells):
        if column_number(found.group(1)) > last:
            return cells[: found.start()], cells[found.start() :]
    return cells, b""


def laid_over(ours: bytes, theirs: bytes) -> bytes:
    """Both in the order of their columns; where both have a cell, ours."""
    made = {
        column_number(found.group(1)): found.group()
        for cells in (theirs, ours)
        for found in _CELL.finditer(cells)
    }
    return b"".join(made[column] for column in sorted(made))


def _cells(cells: bytes) -> Iterator[_Cell]:
    for each in _CELL.finditer(cells):
        letters, attributes, content = each.groups()
        found = _STYLE.search(attributes)
        style = int(found.group(1)) if found else 0
        yield _Cell(letters, style, _STYLE.sub(b"", attributes), content)
