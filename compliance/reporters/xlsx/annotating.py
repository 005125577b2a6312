"""The decision columns beside the user's own: worded in every row, coloured where one must look."""

from collections.abc import Sequence
from copy import copy
from typing import cast

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.base import LABELS
from compliance.reporters.xlsx.cells import Brush, Looked, fit_row, put
from compliance.reporters.xlsx.findings import Mark, Marks
from compliance.reporters.xlsx.heights import HIGHEST, NORMAL_HEIGHT, height
from compliance.reporters.xlsx.loading import last_column
from compliance.reporters.xlsx.looks import (
    DECISIONS,
    FILLS,
    HEADER,
    QUIET,
    QUIET_SCORE,
    SCORE,
    TEXT,
)
from compliance.reporters.xlsx.page import fit_columns, widen

Beside = Sequence[Looked]
"""Values and looks of cells beside the user's own."""

HEADINGS: Beside = tuple(
    (text, HEADER) for text in ("Screening decision", "Matched listed name", "List", "Score", "Why")
)
WIDTHS = (17, 30, 30, 7, 40)
USUAL_WIDTH = 9.0
"""Width of a column that nobody changed."""
LAST_COLUMN = 16_384


def annotate(sheet: Worksheet, marks: Marks, header: int, brush: Brush) -> bool:
    """Add the columns to a loaded sheet; False when the sheet has no room for them.

    `header` is the row of the user's header, 0 when there is none.
    """
    last = last_column(sheet, header)
    if last + len(HEADINGS) > LAST_COLUMN:
        return False
    _make_room(sheet, last)
    for offset, size in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(last + offset)].width = size
    sizes = _users_widths(sheet, last)
    _print(sheet, header, [*sizes, *WIDTHS])
    if header:
        _set(sheet, header, last, HEADINGS, brush)
        bottom = max(sheet.max_row, header)
        sheet.auto_filter.ref = f"A{header}:{get_column_letter(last + len(HEADINGS))}{bottom}"
    for row, mark in marks.items():
        _colour(sheet, row, last, mark)
        _set(sheet, row, last, beside(mark), brush)
        _heighten(sheet, row, sizes, mark)
    return True


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


def _set(sheet: Worksheet, row: int, last: int, cells: Beside, brush: Brush) -> None:
    """Put values and looks into a row, to the right of the user's last column."""
    for offset, (value, look) in enumerate(cells, start=1):
        if value in (None, "") and not look.shows_when_empty:
            continue
        cell = sheet.cell(row, last + offset)
        if isinstance(cell, Cell):  # and no covered part of a merged one
            brush.paint(cell, look)
            put(cell, value)


def _heighten(sheet: Worksheet, row: int, sizes: Sequence[float], mark: Mark) -> None:
    """Make the row high enough for its decision columns, and read from the top; never lower."""
    needed = needed_height(mark)
    known = sheet.row_dimensions[row].height
    if needed <= max(NORMAL_HEIGHT, known or 0):
        return
    cells = [sheet.cell(row, column) for column in range(1, len(sizes) + 1)]
    fit_row(sheet, row, needed if known else max(needed, _users_height(cells, sizes)))
    for cell in cells:
        aligned = cast(Alignment, copy(cell.alignment))
        aligned.vertical = "top"
        cell.alignment = aligned


def _users_height(cells: Sequence[Cell | MergedCell], sizes: Sequence[float]) -> float:
    """Points that the user's wrapped texts need in a row whose height the file does not tell."""
    wrapped = ((c, size) for c, size in zip(cells, sizes, strict=True) if c.alignment.wrap_text)
    scale = 11 / 9  # the usual size of a user's text to that of ours
    return min(HIGHEST, scale * height((str(c.value or ""), size / scale) for c, size in wrapped))


def needed_height(mark: Mark) -> float:
    """Points that the decision columns of a row need."""
    if not _told_whole(mark):
        return NORMAL_HEIGHT
    return height((value, size) for (value, _), size in zip(beside(mark), WIDTHS, strict=True))


def _colour(sheet: Worksheet, row: int, last: int, mark: Mark) -> None:
    """Fill the user's cells of the row, except those that have a colour of their own."""
    if mark.decision not in FILLS:
        return
    for column in range(1, last + 1):
        cell = sheet.cell(row, column)
        if cell.fill.fill_type is None:
            cell.fill = FILLS[mark.decision]


def beside(mark: Mark) -> Beside:
    """The decision columns of one row."""
    text, score = (TEXT, SCORE) if _told_whole(mark) else (QUIET, QUIET_SCORE)
    return (
        (LABELS[mark.decision], DECISIONS.get(mark.decision, text)),
        (mark.matched, text),
        (mark.lists, text),
        (mark.score, score),
        (mark.why, text),
    )


def _told_whole(mark: Mark) -> bool:
    """Whether the texts are wrapped: a long one in one line runs off the page, which shrinks it."""
    return mark.decision in DECISIONS or bool(mark.matched)
