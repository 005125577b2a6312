"""Rows read as XML and written anew, as plain ones: whatever a program may have made of them.

Used for single rows of a sheet, and for the whole of a sheet with names of its own (`x:row`),
comments, or rows and cells that do not tell their places.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils import datetime as openpyxl_dates
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from compliance.reporters.xlsx.cells import FORMULA_STARTS
from compliance.reporters.xlsx.markup import empty_cell, escaped, text_cell
from compliance.reporters.xlsx.plain import MOST_COLUMNS, MOST_ROWS, Cut
from compliance.reporters.xlsx.walking import ended

MAIN = f"{{{SHEET_MAIN_NS}}}"
_ROW, _CELL, _VALUE, _TEXT = f"{MAIN}row", f"{MAIN}c", f"{MAIN}v", f"{MAIN}is"


_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_DATES: Any = openpyxl_dates


class Unreadable(Exception):  # noqa: N818 # no error: the sheet is then built from its texts
    """The sheet cannot be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the numbers in cells stand for in this workbook."""

    styles: int
    """Styles have numbers below this."""
    strings: int
    """Shared strings have numbers below this."""
    formulas: Collection[int]
    """Shared strings that begin like a formula."""
    quoted: Callable[[int], int]
    """The style for such a text."""
    epoch: datetime
    """The day from which dates are counted."""


def rows(pieces: Iterable[bytes], meaning: Meaning) -> Iterator[Cut]:
    """Every row of a sheet, in the order of the file. Raises Unreadable."""
    number = 0
    for around, element in ended(pieces):
        if element.tag == _ROW and len(around) == 2:
            made = row(element, number, meaning)
            if not number < made.number <= MOST_ROWS:
                raise Unreadable
            number = made.number
            yield made
        if len(around) in (1, 2):
            around[-1].remove(element)


def single(cells: bytes, number: int, opening: bytes, meaning: Meaning) -> bytes:
    """The cells of one row, written anew. `opening` declares the names that the sheet uses.

    Raises Unreadable.
    """
    element = fromstring(opening + cells + b"</x>")
    return _cells(element, number, meaning)


def row(element: Element, above: int, meaning: Meaning) -> Cut:
    """A row behind the row `above`. Raises Unreadable."""
    place = element.get("r")
    number = _number(place) if place else above + 1
    rest = "".join(
        f' {name}="{escaped(value)}"'
        for name, value in element.attrib.items()
        if name != "r" and not name.startswith("{") and '"' not in value
    )
    return Cut(number, rest.encode(), _cells(element, number, meaning), is_plain=True)


def _cells(row: Element, number: int, meaning: Meaning) -> bytes:
    column = 0
    cells: dict[int, str] = {}
    for element in row:
        if element.tag != _CELL:
            continue
        column = _column(element.get("r"), number, column)
        if column > MOST_COLUMNS:
            raise Unreadable
        cells[column] = _cell(element, f"{get_column_letter(column)}{number}", meaning)
    return "".join(cells[column] for column in sorted(cells)).encode("utf-8")


def _column(place: str | None, number: int, before: int) -> int:
    """Where the cell stands; without a word of its own behind the one before."""
    if not place:
        return before + 1
    found = _PLACE.fullmatch(place)
    if not found or int(found.group(2)) != number:
        raise Unreadable
    return column_index_from_string(found.group(1))


def _cell(element: Element, place: str, meaning: Meaning) -> str:
    style = _number(element.get("s") or "0")
    style = style if style < meaning.styles else 0
    kind = element.get("t") or "n"
    value = _inline(element) if kind == "inlineStr" else element.findtext(_VALUE) or ""
    if not value:
        return empty_cell(place, style)
    if kind in ("str", "inlineStr"):
        quoted = value.startswith(FORMULA_STARTS)
        return text_cell(place, meaning.quoted(style) if quoted else style, value)
    if kind == "s":
        return _shared(place, style, _number(value), meaning)
    if kind == "d":
        kind, value = "n", _serial(value, meaning)
    shown = f' s="{style}"' if style else ""
    typed = f' t="{escaped(kind)}"' if kind in ("b", "e") else ""
    return f'<c r="{place}"{shown}{typed}><v>{escaped(value)}</v></c>'


def _shared(place: str, style: int, index: int, meaning: Meaning) -> str:
    if index >= meaning.strings:
        raise Unreadable
    style = meaning.quoted(style) if index in meaning.formulas else style
    shown = f' s="{style}"' if style else ""
    return f'<c r="{place}"{shown} t="s"><v>{index}</v></c>'


def _inline(element: Element) -> str:
    """The text of a cell without its formats."""
    text = element.find(_TEXT)
    runs = () if text is None else (text, *text.findall(f"{MAIN}r"))
    return "".join(run.findtext(f"{MAIN}t") or "" for run in runs)


def _serial(value: str, meaning: Meaning) -> str:
    try:
        return str(_DATES.to_excel(_DATES.from_ISO8601(value), meaning.epoch))
    except ValueError:
        raise Unreadable from None


def _number(text: str) -> int:
    if not (text.isascii() and text.strip().isdigit()):
        raise Unreadable
    return int(text)
