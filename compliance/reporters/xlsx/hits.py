"""The Hits sheet: what an officer decides on, files and prints.

One line for each listing of each match, because each list has its own effect and dates, and a cell
that holds five of them is cut off on paper (no row can be higher than 409 points). The lines of one
match stand together: the first takes the officer's decision, the others repeat the party in grey.
`Key` names the pair of party and entry, so that a decision can be found again in a later report.

Printed, the sheet is two pages wide: who and why on the left, what it means and the officer's
decision on the right, with the decision and the party repeated on both.
"""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from compliance.model import Decision, Manifest, RowResult
from compliance.reporters.base import NOT_CLEARANCE
from compliance.reporters.xlsx.cells import AnySheet, Brush, widths
from compliance.reporters.xlsx.columns import KEYS, LISTING, MATCH, WHO, Column, Line, lines
from compliance.reporters.xlsx.looks import (
    AGAIN,
    BODY,
    CLOSED_FIELD,
    DATE_FIELD,
    DECISIONS,
    ENTRY_FIELD,
    HEADER,
    NOTICE,
    OFFICER_HEADER,
    SCORE,
    TEXT,
    TITLE,
    Look,
)
from compliance.reporters.xlsx.page import set_up

CHOICES = ("false positive", "true match", "licence held", "escalate")
"""What an officer can decide of a match."""
OFFICER: tuple[tuple[str, float, Look], ...] = (
    ("Officer's decision", 12, ENTRY_FIELD),
    ("Reason", 16, ENTRY_FIELD),
    ("Reviewer", 9, ENTRY_FIELD),
    ("Second reviewer", 9, ENTRY_FIELD),
    ("Expires", 10, DATE_FIELD),
)
"""What the officer fills in."""
BEFORE: tuple[Column, ...] = (*WHO, *MATCH, *LISTING)
HEADER_ROW = 4
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


def add(
    workbook: Workbook, title: str, manifest: Manifest, found: Sequence[RowResult], brush: Brush
) -> None:
    """Add the sheet as the workbook's first."""
    sheet: AnySheet = workbook.create_sheet(title, 0)
    shown = [line for result in found for line in lines(result)]
    set_up(sheet, manifest, "Restricted-party screening, open hits", pages_across=2)
    _lay_out(sheet, len(shown))
    sheet.append([brush.cell(sheet, _headline(manifest, found), TITLE)])
    sheet.append([brush.cell(sheet, NOT_CLEARANCE, NOTICE)])
    sheet.append([brush.cell(sheet, _FILL_IN if shown else _EMPTY, BODY)])
    if shown:
        sheet.append(list(_headings(sheet, brush)))
    for line in shown:
        sheet.append(list(_cells(sheet, line, brush)))


def _headline(manifest: Manifest, found: Sequence[RowResult]) -> str:
    hits = sum(result.decision is Decision.HIT for result in found)
    return (
        f"Restricted-party screening of {manifest.input.name}: "
        f"{hits:,} HIT, {len(found) - hits:,} REVIEW"
    )


def _lay_out(sheet: AnySheet, count: int) -> None:
    """Everything that must be known before the first row is appended."""
    widths(sheet, [size for _, size, _ in (*BEFORE, *OFFICER, *KEYS)])
    if not count:
        return
    last = HEADER_ROW + count
    right = get_column_letter(len(BEFORE) + len(OFFICER) + len(KEYS))
    sheet.freeze_panes = f"{get_column_letter(REPEATED_COLUMNS + 1)}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{right}{last}"
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


def _headings(sheet: AnySheet, brush: Brush) -> Iterator[Cell]:
    yield from (brush.cell(sheet, name, HEADER) for name, _, _ in BEFORE)
    yield from (brush.cell(sheet, name, OFFICER_HEADER) for name, _, _ in OFFICER)
    yield from (brush.cell(sheet, name, HEADER) for name, _, _ in KEYS)


def _cells(sheet: AnySheet, line: Line, brush: Brush) -> Iterator[Cell]:
    for column in BEFORE:
        yield brush.cell(sheet, column[2](line), _look(column, line))
    for _, _, look in OFFICER:
        yield brush.cell(sheet, None, look if line.is_first else CLOSED_FIELD)
    for column in KEYS:
        yield brush.cell(sheet, column[2](line), AGAIN)


def _look(column: Column, line: Line) -> Look:
    if column is WHO[0]:
        return DECISIONS[line.band]
    if column in LISTING:
        return TEXT
    if not line.is_first:
        return AGAIN
    return SCORE if column[0] == "Score" else TEXT
