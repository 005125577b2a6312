"""The Hits sheet: what an officer decides on, files and prints.

One line for each listing of each match, because each list has its own effect and dates, and a cell
that holds five of them is cut off on paper (no row can be higher than 409 points). The lines of one
match stand together: the first takes the officer's decision, the others repeat the party in grey.
`Key` names the pair of party and entry, so that a decision can be found again in a later report.

Printed, the sheet is two pages wide: who and why on the left, what it means and the officer's
decision on the right, with the decision and the party repeated on both.
"""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from compliance.files import visible
from compliance.model import Decision, Manifest, RowResult
from compliance.reporters.base import NOT_CLEARANCE
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.cells import Looked, Pen, widths
from compliance.reporters.xlsx.columns import KEYS, LISTING, MATCH, WHO, Column, Line, lines
from compliance.reporters.xlsx.heights import TITLE_HEIGHT, height
from compliance.reporters.xlsx.looks import (
    AGAIN,
    BODY,
    CLOSED_FIELD,
    DATE_FIELD,
    DECISIONS,
    ENTRY_FIELD,
    HEADER,
    NOTICE,
    NUMBER,
    NUMBER_AGAIN,
    OFFICER_HEADER,
    SCORE,
    SCORE_AGAIN,
    TEXT,
    TITLE,
    Look,
)
from compliance.reporters.xlsx.markup import Value, blocks
from compliance.reporters.xlsx.page import set_up

CHOICES = ("false positive", "true match", "licence held", "escalate")
"""What an officer can decide of a match."""
OFFICER: tuple[tuple[str, float, Look], ...] = (
    ("Officer's decision", 11, ENTRY_FIELD),
    ("Reason", 14, ENTRY_FIELD),
    ("Reviewer", 9, ENTRY_FIELD),
    ("Second reviewer", 9, ENTRY_FIELD),
    ("Expires", 10, DATE_FIELD),
)
"""What the officer fills in."""
BEFORE: tuple[Column, ...] = (*WHO, *MATCH, *LISTING)
NUMERIC = {"Row": (NUMBER, NUMBER_AGAIN), "Score": (SCORE, SCORE_AGAIN)}
"""Columns of numbers: how they look in the first line of a match and in the others."""
SIZES = tuple(size for _, size, _ in (*BEFORE, *OFFICER, *KEYS))
HEADER_ROW = 4
HEADER_HEIGHT = 31.0
"""Points: three lines, because the buttons of the filter leave the bold headings less room."""
REPEATED_COLUMNS = 2
"""Columns that every printed page repeats: decision and party."""

_EMPTY = (
    "No open hits: no party of this file was similar enough to a listed name, as far as the file "
    "was screened. What was and was not screened stands in the sheet Coverage."
)
_FILL_IN = (
    "Decide each match in its first line (green); its further lines are the same match on other "
    "lists. Check the publisher's own list before acting."
)


def add(book: Book, title: str, manifest: Manifest, found: Sequence[RowResult]) -> None:
    """Add the sheet as the workbook's first."""
    sheet = book.workbook.create_sheet(title, 0)
    count = sum(1 for result in found for _ in lines(result))
    set_up(sheet, manifest, "Restricted-party screening, open hits", pages_across=2)
    _lay_out(sheet, count)
    sheet.sheet_view.tabSelected = True
    book.areas[title] = f"A1:{get_column_letter(len(SIZES))}{HEADER_ROW + count if count else 3}"
    book.rows[title] = blocks(_rows(Pen(sheet, book.styles), manifest, found))


def _rows(pen: Pen, manifest: Manifest, found: Sequence[RowResult]) -> Iterator[bytes]:
    # The text stands to the right of the columns that every printed page repeats.
    headline = [("Hits", TITLE), (None, TITLE), (_headline(manifest, found), TITLE)]
    yield pen.write(headline, TITLE_HEIGHT)
    yield pen.write([(None, BODY), (None, BODY), (NOT_CLEARANCE, NOTICE)])
    yield pen.write([(None, BODY), (None, BODY), (_FILL_IN if found else _EMPTY, BODY)])
    if found:
        yield pen.write(_headings(), HEADER_HEIGHT)
    for row in (_row(line) for result in found for line in lines(result)):
        needed = height((value, size) for (value, _), size in zip(row, SIZES, strict=True))
        yield pen.write(row, needed)


def _headline(manifest: Manifest, found: Sequence[RowResult]) -> str:
    hits = sum(result.decision is Decision.HIT for result in found)
    return (
        f"Restricted-party screening of {manifest.input.name}: "
        f"{hits:,} HIT, {len(found) - hits:,} REVIEW"
    )


def _lay_out(sheet: Worksheet, count: int) -> None:
    """Everything that must be known before the first row is appended."""
    widths(sheet, SIZES)
    if not count:
        return
    last = HEADER_ROW + count
    right = get_column_letter(len(SIZES))
    sheet.freeze_panes = f"{get_column_letter(REPEATED_COLUMNS + 1)}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{right}{last}"
    # The last columns are for programs; they need no paper.
    printed = get_column_letter(len(SIZES) - len(KEYS))
    sheet.print_area = f"A1:{printed}{last}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_title_cols = f"A:{get_column_letter(REPEATED_COLUMNS)}"
    sheet.data_validations.append(_choice(last))


def _choice(last: int) -> DataValidation:
    """The drop-down of the officer's decision."""
    column = get_column_letter(len(BEFORE) + 1)
    return DataValidation(
        type="list",
        formula1=f'"{",".join(CHOICES)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not one of the decisions",
        error=f"Choose one of: {', '.join(CHOICES)}.",
        sqref=f"{column}{HEADER_ROW + 1}:{column}{last}",
    )


def _headings() -> list[Looked]:
    return [
        *((name, HEADER) for name, _, _ in BEFORE),
        *((name, OFFICER_HEADER) for name, _, _ in OFFICER),
        *((name, HEADER) for name, _, _ in KEYS),
    ]


def _row(line: Line) -> list[Looked]:
    return [
        *((_shown(column, line), _look(column, line)) for column in BEFORE),
        *((None, look if line.is_first else CLOSED_FIELD) for _, _, look in OFFICER),
        *((_shown(column, line), AGAIN) for column in KEYS),
    ]


def _shown(column: Column, line: Line) -> Value:
    """The column's value; nothing in a text is hidden from the officer."""
    value = column[2](line)
    return visible(value) if isinstance(value, str) else value


def _look(column: Column, line: Line) -> Look:
    """The decision coloured; what repeats the line above in grey."""
    if column is WHO[0]:
        return DECISIONS[line.band]
    if column in LISTING:
        return TEXT
    first, again = NUMERIC.get(column[0], (TEXT, AGAIN))
    return first if line.is_first else again
