"""The Hits sheet: what an officer decides on, files and prints.

One line for each listing of each match, because each list has its own effect and dates, and a cell
that holds five of them is cut off on paper (no row can be higher than 409 points). The lines of one
match stand together: the first takes the officer's decision, the others repeat the party in grey.
A hidden column tells the program which pair a line is about, so that rows may be sorted, moved,
copied or deleted before `screen review import` reads the decisions back. Matches that a standing
decision keeps quiet stand below, folded, with who decided and why.

Printed, the sheet is two pages wide: who and why on the left, what it means and the officer's
decision on the right, with the decision and the party repeated on both.
"""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from compliance.files import visible
from compliance.model import VERDICTS, Decision, Manifest, Review, RowResult
from compliance.reporters.base import NOT_CLEARANCE, run_id
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.cells import Looked, Pen, widths
from compliance.reporters.xlsx.columns import (
    COUNTRY,
    HELP,
    KEYS,
    LISTING,
    MATCH,
    WHO,
    Column,
    Line,
    decided_lines,
    open_lines,
)
from compliance.reporters.xlsx.findings import Findings
from compliance.reporters.xlsx.heights import TITLE_HEIGHT, height
from compliance.reporters.xlsx.looks import (
    AGAIN,
    BODY,
    CLOSED_FIELD,
    DATE_FIELD,
    DECISIONS,
    DESTINATION,
    ENTRY_FIELD,
    HEADER,
    NOTICE,
    NUMBER,
    NUMBER_AGAIN,
    OFFICER_HEADER,
    SCORE,
    SCORE_AGAIN,
    SECTION,
    TEXT,
    TITLE,
    Look,
)
from compliance.reporters.xlsx.markup import Value, blocks
from compliance.reporters.xlsx.page import set_up

CHOICES = tuple(map(str, VERDICTS))
"""What an officer can decide of a match."""
OFFICER: tuple[tuple[str, float, Look], ...] = (
    ("Officer's decision", 11, ENTRY_FIELD),
    ("Reason", 14, ENTRY_FIELD),
    ("Reviewer", 9, ENTRY_FIELD),
    ("Second reviewer", 9, ENTRY_FIELD),
    ("Expires", 10, DATE_FIELD),
)
"""What the officer fills in."""
BEFORE: tuple[Column, ...] = (*WHO, *MATCH, *LISTING, *HELP)
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
    "was screened."
)
_MORE = "What was and was not screened stands in the sheet Coverage."
_QUIET = "No open hits: every match was decided earlier, see below. This is not clearance."
_OF_PLACES = "A destination (blue) is no match and takes no decision here: docs/places.md."
_FILL_IN = (
    "Decide each match in its first line (green); its further lines are the same match on other "
    "lists. Check the publisher's own list before acting."
)


def add(book: Book, title: str, manifest: Manifest, findings: Findings) -> None:
    """Add the sheet as the workbook's first."""
    sheet = book.workbook.create_sheet(title, 0)
    run = run_id(manifest)
    found = [line for result in findings.open for line in open_lines(result, run)]
    decided = [line for result in findings.decided for line in decided_lines(result, run)]
    set_up(sheet, manifest, "Restricted-party screening, open hits", pages_across=2)
    _lay_out(sheet, len(found), len(decided))
    sheet.sheet_view.tabSelected = True
    last = _last(len(found), len(decided))
    book.areas[title] = f"A1:{get_column_letter(len(SIZES))}{last}"
    rows = _Rows(Pen(sheet, book.styles), manifest, findings)
    book.rows[title] = blocks(rows.of(found, decided))


def _last(found: int, decided: int) -> int:
    """The number of the last row: below the open matches a title and the decided ones."""
    if not (found or decided):
        return HEADER_ROW
    return HEADER_ROW + found + (1 + decided if decided else 0)


class _Rows:
    """The rows of the sheet from top to bottom."""

    def __init__(self, pen: Pen, manifest: Manifest, findings: Findings) -> None:
        self._pen = pen
        self._manifest = manifest
        self._findings = findings

    def of(self, found: Sequence[Line], decided: Sequence[Line]) -> Iterator[bytes]:
        """Title, notices, the open matches and, folded, the decided ones."""
        # The text stands to the right of the columns that every printed page repeats.
        yield self._said(_headline(self._manifest, self._findings.open), TITLE, TITLE_HEIGHT)
        yield self._said(NOT_CLEARANCE, NOTICE)
        yield self._said(_instruction(found, decided), BODY)
        if found or decided:
            yield self._pen.write(_headings(), HEADER_HEIGHT)
        else:
            yield self._said(_MORE, BODY)
        yield from map(self._line, found)
        if decided:
            yield self._pen.write([(None, BODY), (None, BODY), (_folded(decided), SECTION)])
        yield from (self._line(line, folded=True) for line in decided)

    def _said(self, text: str, look: Look, height: float | None = None) -> bytes:
        first = "Hits" if look is TITLE else None
        return self._pen.write([(first, look), (None, look), (text, look)], height)

    def _line(self, line: Line, *, folded: bool = False) -> bytes:
        row = _row(line)
        seen = zip(row[:-1], SIZES, strict=False)  # the last column is hidden
        needed = height((value, size) for (value, _), size in seen)
        return self._pen.write(row, needed, folded=folded)


def _instruction(found: Sequence[Line], decided: Sequence[Line]) -> str:
    """What to do with the sheet."""
    if not found:
        return _QUIET if decided else _EMPTY
    return f"{_FILL_IN} {_OF_PLACES}" if any(line.note for line in found) else _FILL_IN


def _folded(decided: Sequence[Line]) -> str:
    count = sum(line.is_first for line in decided)
    return (
        f"Decided earlier, {count:,} of the matches: unfold them with the + at the left "
        "to see who decided and why."
    )


def _headline(manifest: Manifest, found: Sequence[RowResult]) -> str:
    hits = sum(result.decision is Decision.HIT for result in found)
    earlier = f"; decided earlier: {manifest.decided:,}" if manifest.record else ""
    return (
        f"Restricted-party screening of {manifest.input.name}: "
        f"{hits:,} HIT, {len(found) - hits:,} REVIEW{earlier}"
    )


def _lay_out(sheet: Worksheet, found: int, decided: int) -> None:
    """Everything that must be known before the first row is appended."""
    widths(sheet, SIZES)
    sheet.column_dimensions[get_column_letter(len(SIZES))].hidden = True
    if not (found or decided):
        return
    if decided:
        sheet.sheet_format.outlineLevelRow = 1
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    last = _last(found, decided)
    right = get_column_letter(len(SIZES))
    sheet.freeze_panes = f"{get_column_letter(REPEATED_COLUMNS + 1)}{HEADER_ROW + 1}"
    if found:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{right}{HEADER_ROW + found}"
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
        *_officer(line),
        *((_shown(column, line), AGAIN) for column in KEYS),
    ]


def _officer(line: Line) -> Iterator[Looked]:
    """The fields to fill in; those of a match that is decided hold what was decided."""
    review = line.match.review if line.match else None
    filled = _decided(review) if review and review.settles and line.is_first else _NOTHING
    for value, (_, _, look) in zip(filled, OFFICER, strict=True):
        yield value, look if line.is_first and line.match else CLOSED_FIELD


_NOTHING = (None,) * len(OFFICER)


def _decided(review: Review) -> tuple[str | None, ...]:
    texts = (str(review.verdict), review.reason, review.reviewer, review.second, review.expires)
    return tuple(text or None for text in texts)


def _shown(column: Column, line: Line) -> Value:
    """The column's value; nothing in a text is hidden from the officer."""
    value = column[2](line)
    return visible(value) if isinstance(value, str) else value


def _tells_place(column: Column, line: Line) -> bool:
    """Whether a cell tells of a destination: the country of a noted party, the place itself."""
    noted = column[0] == COUNTRY and line.is_first and line.result.destination
    return bool(noted or (line.note and line.is_first and column in MATCH[:2]))


def _look(column: Column, line: Line) -> Look:
    """The decision coloured; what repeats the line above in grey."""
    if column is WHO[0]:
        return DECISIONS[line.band]
    if _tells_place(column, line):
        return DESTINATION
    if column in LISTING:
        return TEXT
    first, again = NUMERIC.get(column[0], (TEXT, AGAIN))
    return first if line.is_first else again
