"""Rows and cells as the XML of a sheet, made as text: a hundred thousand rows take seconds.

openpyxl makes an object of every cell, which costs ten times the time and the memory of the rows.
Texts are written in the cell itself ("inline"), or by their number in the shared strings.

File format: ECMA-376 part 1, 18.3.1.73 (row), 18.3.1.4 (cell), 18.4.12 (text).
"""

from collections.abc import Iterable, Iterator

Value = str | int | float | None

BLOCK = 1 << 16
"""Bytes that are handed on together: a zip takes few long pieces faster than many short ones."""


def escape_xml(text: str) -> str:
    """The text as XML."""
    plain = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return plain.replace("\r", "&#13;")


def make_text_element(text: str) -> str:
    """The element of a text that is already fit for a cell."""
    kept = "\n" in text or text[:1].isspace() or text[-1:].isspace()
    space = ' xml:space="preserve"' if kept else ""
    return f"<t{space}>{escape_xml(text)}</t>"


def text_cell(place: str, style: int, text: str) -> str:
    """A cell with a text of its own."""
    content = f"<is>{make_text_element(text)}</is>"
    return f'<c r="{place}"{make_style_attribute(style)} t="inlineStr">{content}</c>'


def number_cell(place: str, style: int, number: float) -> str:
    """A cell with a number."""
    return f'<c r="{place}"{make_style_attribute(style)}><v>{number!r}</v></c>'


def empty_cell(place: str, style: int) -> str:
    """A cell that has only a look."""
    return f'<c r="{place}"{make_style_attribute(style)}/>'


def row(
    number: int,
    cells: str,
    height: float | None = None,
    *,
    chosen: bool = False,
    folded: bool = False,
) -> str:
    """A row, as high as told; a folded one belongs to the group that the row above it heads.

    Excel fits a row again when it opens the file, with the fonts it has, unless its height is
    marked as `chosen`, which rows with merged cells need. LibreOffice takes the height as written.
    """
    high = f' ht="{height:g}"' if height else ""
    mark = ' customHeight="1"' if height and chosen else ""
    fold = ' hidden="1" outlineLevel="1"' if folded else ""
    return f'<row r="{number}"{high}{mark}{fold}>{cells}</row>'


def blocks(rows: Iterable[bytes]) -> Iterator[bytes]:
    """The rows joined to pieces of a good size."""
    waiting: list[bytes] = []
    size = 0
    for each in rows:
        waiting.append(each)
        size += len(each)
        if size >= BLOCK:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join(waiting)


def make_style_attribute(style: int) -> str:
    """The attribute of a cell's style; the usual one needs none."""
    return f' s="{style}"' if style else ""
