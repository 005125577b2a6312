"""What calamine does not tell of an .ods: how far its sheets reach, merged cells, unread cells.

OpenDocument 1.3 part 3, 9.1: rows and cells may be repeated by a number, so a line of XML can stand
for a million rows. Only the tags are looked at; nothing is unpacked that they stand for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from compliance.readers.xlsx_cells import UNSTORED

TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
REPEATED = re.compile(rb"number-(?:columns|rows)-repeated=[\"'](\d{1,9})")
ROWS_SPANNED = re.compile(rb"number-rows-spanned=[\"'](\d{1,9})")
COLUMNS_SPANNED = re.compile(rb"number-columns-spanned=[\"'](\d{1,9})")
Merge = tuple[tuple[int, int], tuple[int, int]]
"""((first row, first column), (last row, last column)), all from 0."""


@dataclass(slots=True)
class TableSurvey:
    """One sheet, as far as its tags tell."""

    rows: int = 0
    """Rows seen so far."""
    columns: int = 0
    """Columns of the present row seen so far."""
    repeats: int = 1
    """How often the present row is repeated."""
    height: int = 0
    """Rows up to the last filled cell."""
    width: int = 0
    gaps: dict[int, dict[int, str]] = field(default_factory=dict)
    """Row number from 1 -> column position from 0 -> why the cell could not be read."""
    merges: list[Merge] = field(default_factory=list)


def survey_tables(blocks: Iterable[bytes]) -> list[TableSurvey]:
    """Return what the tags of `content.xml` tell of each sheet, in order."""
    sheets: list[TableSurvey] = []
    for tag, attributes in _tags(blocks):
        if tag == b"table":
            sheets.append(TableSurvey())
        elif sheets and tag == b"table-row":
            _start_row(sheets[-1], attributes)
        elif sheets:
            _add_cell(sheets[-1], attributes)
    return sheets


def _tags(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for block in blocks:
        for found in TAG.finditer(block):
            yield found.group(1), found.group(2)


def _start_row(sheet: TableSurvey, attributes: bytes) -> None:
    sheet.repeats = _number(REPEATED, attributes)
    sheet.rows += sheet.repeats
    sheet.columns = 0


def _add_cell(sheet: TableSurvey, attributes: bytes) -> None:
    row, column = sheet.rows - sheet.repeats, sheet.columns
    sheet.columns += _number(REPEATED, attributes)
    is_formula = b"table:formula=" in attributes
    is_filled = b"office:value" in attributes or not attributes.endswith(b"/")
    if is_filled or is_formula:
        sheet.height, sheet.width = sheet.rows, max(sheet.width, sheet.columns)
    if b'value-type="error"' in attributes:
        _note(sheet, row, column, "the cell holds an error")
    elif is_formula and b"office:value-type" not in attributes:
        _note(sheet, row, column, UNSTORED)
    down = _number(ROWS_SPANNED, attributes)
    if down > 1:
        right = _number(COLUMNS_SPANNED, attributes)
        sheet.merges.append(((row, column), (row + down - 1, column + right - 1)))


def _note(sheet: TableSurvey, row: int, column: int, reason: str) -> None:
    sheet.gaps.setdefault(row + 1, {})[column] = reason


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)) if found else 1
