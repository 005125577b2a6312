"""Cells of the report: text that stays text, whatever it looks like.

A spreadsheet program takes a text that begins with `=` for a formula as soon as somebody edits it,
and XML cannot hold control characters. Here every text is written as text, and one that begins
like a formula carries the "quote prefix" mark, so that editing the cell does not turn it into one.

File format: ECMA-376 part 1, 18.8.45 (quotePrefix), 22.9.2.19 (`_x0041_`).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model.visible_text import spelt_out
from compliance.reporters.xlsx import markup
from compliance.reporters.xlsx.looks import Look
from compliance.reporters.xlsx.markup import Value
from compliance.reporters.xlsx.stylesheet import Styles

Looked = tuple[Value, Look]
"""A value and how it looks."""

LONGEST_TEXT = 32_767
"""UTF-16 units a cell can hold."""
MOST_REMEMBERED = 2_000
"""Texts whose cells are remembered."""
FORMULA_STARTS = ("=", "+", "-", "@")

# What XML 1.0 cannot hold, and carriage returns, which it would silently turn into line feeds.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def cell(place: str, value: Value, look: Look, styles: Styles) -> str:
    """A cell of the report; nothing where nothing would be seen."""
    if value is None or value == "":
        return markup.empty_cell(place, styles.number_look(look)) if look.shows_when_empty else ""
    if isinstance(value, str):
        return text_cell(place, value, styles.number_look(look), styles)
    return markup.number_cell(place, styles.number_look(look), value)


def text_cell(place: str, text: str, style: int, styles: Styles) -> str:
    """A cell with a text that is not empty."""
    number = styles.quote_style(style) if text.startswith(FORMULA_STARTS) else style
    return f'<c r="{place}"{markup.make_style_attribute(number)} t="inlineStr">{_content(text)}</c>'


@lru_cache(maxsize=MOST_REMEMBERED)
def _content(text: str) -> str:
    """What stands in a cell with that text; lists say the same of many matches."""
    return f"<is>{markup.make_text_element(sheet_text(text))}</is>"


class Pen:
    """Writes a sheet of the report from top to bottom."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self.row = 0
        """Number of the last row written."""
        self._merged = 0

    def write(
        self, cells: Iterable[Looked], height: float | None = None, *, folded: bool = False
    ) -> bytes:
        """The next row; `height` in points, None for the program's own choice.

        A folded row is hidden until the reader unfolds it.
        """
        self.row += 1
        made = "".join(
            cell(f"{get_column_letter(column)}{self.row}", value, look, self._styles)
            for column, (value, look) in enumerate(cells, start=1)
        )
        chosen = self.row == self._merged
        return markup.row(self.row, made, height, chosen=chosen, folded=folded).encode()

    def merge(self, first: str, last: str) -> None:
        """Merge the cells of these columns in the next row."""
        self._merged = self.row + 1  # Excel fits no row with merged cells
        self._sheet.merged_cells.add(f"{first}{self._merged}:{last}{self._merged}")


def sheet_text(text: str) -> str:
    """The text as a cell can hold it: control characters spelt out, cut visibly when too long.

    A text that reads like the file format's own escape (`_x0041_`) is escaped, so that a
    spreadsheet program shows what was written and not the letter A.
    """
    if text.isascii() and text.isprintable() and "_x" not in text and len(text) <= LONGEST_TEXT:
        return text
    safe = _ESCAPE.sub("_x005F_", _ILLEGAL.sub(spelt_out, text.replace("\r\n", "\n")))
    units = safe.encode("utf-16-le") if len(safe) > LONGEST_TEXT // 2 else b""
    if len(units) <= 2 * LONGEST_TEXT:
        return safe
    mark = f" [cut here: the text has {len(text):,} characters]"
    return units[: 2 * (LONGEST_TEXT - len(mark))].decode("utf-16-le", errors="ignore") + mark


def widths(sheet: Worksheet, sizes: Sequence[float]) -> None:
    """Set column widths from the first column on."""
    for index, size in enumerate(sizes):
        sheet.column_dimensions[get_column_letter(index + 1)].width = size
