"""Reports that officers have filled in -> what stands there, each row by its own key.

Of a workbook: the columns are found by their headings, wherever they stand; the key by how it
begins. Rows may be in any order, missing or doubled, and on any sheet. A row with a decision and
without its key is a problem: nobody can tell whom it is about.

Of a page: the file that it saves, JSON in UTF-8: `{"form": "party-screen decisions", "version": 1,
"decisions": [{"key": ..., ...}]}`. The key is that of the workbook's row; the other fields are the
workbook's columns. What else stands there is for the reader of the file. Pure.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from compliance.decisions.place_matches import PLACES_LIST
from compliance.decisions.review_form import (
    HEADINGS,
    OPTIONAL_FIELDS,
    SAVED_FIELDS,
    SAVED_FORM,
    SAVED_VERSION,
    DecisionScope,
    ReviewField,
    ReviewProblem,
    describe_cell,
    find_field,
    find_scope,
)
from compliance.decisions.row_keys import BadRowKey, RowKey, is_row_key, read_row_key
from compliance.model import Row
from compliance.model.visible_text import visible
from compliance.readers.base import Sheet

MIN_HEADINGS = 2
"""Headings of ours that make a row the header."""

Columns = Mapping[ReviewField, int]
"""What the officer fills in -> its column, from 0."""


class FilledRow(Struct, frozen=True, kw_only=True):
    """What an officer filled in of one row."""

    row_key: RowKey
    texts: Mapping[ReviewField, str]
    """As typed, without space around it; empty for an empty cell."""
    places: Mapping[ReviewField, str]
    """Where each stands, for messages."""
    others: tuple[RowKey, ...] = ()
    """The other matches of the party that the decision is on as well, in the order of the rows."""


class FilledReport(Struct):
    """What a workbook holds; grows while its sheets are walked."""

    rows: list[FilledRow] = field(default_factory=list)
    problems: list[ReviewProblem] = field(default_factory=list)
    keys: int = 0
    """Rows with a key, filled in or not."""
    free: list[RowKey] = field(default_factory=list)
    """Keys of rows that nothing is filled in for."""


def read_filled_sheets(file: str, sheets: Iterable[Sheet]) -> FilledReport:
    """Everything that was filled in, and every row that cannot be read."""
    report = FilledReport()
    for sheet in sheets:
        # Sheets of customers can be long: only one that has keys is held.
        if any(_find_key(row) is not None for row in sheet.rows):
            rows = [row for row in sheet.rows if not row.is_blank]
            _read_sheet(_SheetPlace(file=file, sheet=sheet.name), rows, report)
    if not report.keys:
        report.problems.append(ReviewProblem(place=file, what=_NO_KEYS))
    report.rows = widen_to_party(report.rows, report.free)
    return report


def widen_to_party(rows: Iterable[FilledRow], free: Iterable[RowKey]) -> list[FilledRow]:
    """Give decisions on a whole party the matches that nothing is filled in for, each once."""
    by_party: dict[tuple[object, ...], dict[str, RowKey]] = {}
    for row_key in free:
        by_party.setdefault(identify_party(row_key), {}).setdefault(row_key.pair, row_key)
    widened = []
    for row in rows:
        whole = find_scope(row.texts.get(ReviewField.SCOPE, "")) is DecisionScope.PARTY
        others = by_party.pop(identify_party(row.row_key), {}) if whole else {}
        others.pop(row.row_key.pair, None)
        widened.append(replace(row, others=tuple(others.values())))
    return widened


def identify_party(row_key: RowKey) -> tuple[object, ...]:
    """The party of a run that a key is about, as it was; a place of it is no match of its name."""
    return (
        row_key.run,
        row_key.customer,
        row_key.party_parts,
        row_key.list == PLACES_LIST,
    )


_NO_KEYS = (
    "no row has a key: this is no report of this program, or its last, hidden column was deleted"
)


class _SheetPlace(Struct, frozen=True, kw_only=True):
    """Where rows stand."""

    file: str
    sheet: str

    def name_cell(self, row: int, column: int | None = None) -> str:
        return describe_cell(self.file, self.sheet, row, column)


def _find_key(row: Row) -> int | None:
    """The column of the row's key."""
    return next((at for at, cell in enumerate(row.cells) if is_row_key(cell)), None)


def _read_sheet(page: _SheetPlace, rows: Sequence[Row], report: FilledReport) -> None:
    header = next((row for row in rows if _is_header(row)), None)
    columns = _find_columns(page, header, report.problems)
    for row in rows:
        key = _find_key(row)
        report.keys += key is not None
        if columns and header and row is not header:
            _read_row(page, row, key, columns, report, below=row.number > header.number)


def _is_header(row: Row) -> bool:
    return len({known for cell in row.cells if (known := find_field(cell))}) >= MIN_HEADINGS


def _find_columns(page: _SheetPlace, header: Row | None, problems: list[ReviewProblem]) -> Columns:
    """The officer's columns; empty when they cannot be told."""
    if header is None:
        where = f"{page.file}, sheet {page.sheet}"
        problems.append(ReviewProblem(place=where, what="the row of the headings is missing"))
        return {}
    columns: dict[ReviewField, int] = {}
    is_complete = True
    for at, cell in enumerate(header.cells):
        known = find_field(cell)
        if known and known in columns:
            what = f"two columns are headed as the {HEADINGS[known]}"
            problems.append(ReviewProblem(place=page.name_cell(header.number, at), what=what))
            is_complete = False
        elif known:
            columns[known] = at
    for missing in (
        known for known in ReviewField if known not in columns and known not in OPTIONAL_FIELDS
    ):
        what = f"no column is headed {HEADINGS[missing]}: its heading was changed or deleted"
        problems.append(ReviewProblem(place=page.name_cell(header.number), what=what))
        is_complete = False
    return columns if is_complete else {}


def _read_row(
    page: _SheetPlace,
    row: Row,
    key: int | None,
    columns: Columns,
    report: FilledReport,
    *,
    below: bool,
) -> None:
    unread = [column for column in columns.values() if column in row.unreadable]
    for column in unread:
        what = f"the cell cannot be read: {row.unreadable[column]}"
        report.problems.append(ReviewProblem(place=page.name_cell(row.number, column), what=what))
    texts = {what: _read_text(row, column) for what, column in columns.items()}
    if unread or not any(texts.values()):
        _note_unfilled(row, key, report)
        return
    if key is None:
        if below:
            column = columns[ReviewField.DECISION]
            report.problems.append(
                ReviewProblem(place=page.name_cell(row.number, column), what=_KEY_MISSING)
            )
        return
    try:
        row_key = read_row_key(row.cells[key])
    except BadRowKey:
        report.problems.append(ReviewProblem(place=page.name_cell(row.number, key), what=BAD_KEY))
        return
    places = {what: page.name_cell(row.number, column) for what, column in columns.items()}
    report.rows.append(FilledRow(row_key=row_key, texts=texts, places=places))


def _note_unfilled(row: Row, key: int | None, report: FilledReport) -> None:
    """Keep the key of a row that nothing is filled in for; an unreadable one decides nothing."""
    if key is not None:
        with suppress(BadRowKey):
            report.free.append(read_row_key(row.cells[key]))


_KEY_MISSING = "the row has no key, so that it is not known whom the decision is about"
BAD_KEY = "the key was changed or cut, or another version of the program has made it"


def _read_text(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""


# --- What a page saves --------------------------------------------------------------------------

MAX_PLACE_LENGTH = 100
"""Characters that a message repeats of where a party stands."""


class SavedDecision(Struct, frozen=True, kw_only=True):
    """One decision as the page saves it; a field that was left empty is an empty text."""

    key: str
    where: str = ""
    """Sheet and row of the party, for messages."""
    decision: str = ""
    reason: str = ""
    reviewer: str = ""
    second: str = ""
    expires: str = ""


class SavedPage(Struct, frozen=True, kw_only=True):
    """The whole file."""

    form: str
    version: int
    decisions: tuple[SavedDecision, ...]


def read_saved_page(file: str, data: bytes) -> FilledReport:
    """Everything that was decided in the page, and every decision that cannot be read."""
    report = FilledReport()
    try:
        saved_page = msgspec.json.decode(data, type=SavedPage)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        report.problems.append(ReviewProblem(place=file, what=_NOT_A_SAVED_PAGE))
        return report
    if saved_page.form != SAVED_FORM or saved_page.version != SAVED_VERSION:
        report.problems.append(ReviewProblem(place=file, what=_NOT_A_SAVED_PAGE))
        return report
    for number, saved in enumerate(saved_page.decisions, start=1):
        _read_decision(file, number, saved, report)
    report.rows = _join_same_answers(report.rows)
    return report


_NOT_A_SAVED_PAGE = (
    "it holds no decisions as the page of a report saves them, or another version of the program "
    "has saved it: open the page and press Save decisions"
)


def _read_decision(file: str, number: int, saved: SavedDecision, report: FilledReport) -> None:
    report.keys += 1
    where = f" ({visible(saved.where[:MAX_PLACE_LENGTH])})" if saved.where else ""
    place = f"{file}, decision {number}{where}"
    texts = {field: str(getattr(saved, field.value)).strip() for field in SAVED_FIELDS}
    if not any(texts.values()):
        return
    try:
        row_key = read_row_key(saved.key)
    except BadRowKey:
        report.problems.append(ReviewProblem(place=place, what=BAD_KEY))
        return
    places = {field: f"{place}, {HEADINGS[field]}" for field in SAVED_FIELDS}
    report.rows.append(FilledRow(row_key=row_key, texts=texts, places=places))


def _join_same_answers(rows: Iterable[FilledRow]) -> list[FilledRow]:
    """One decision of those that say the same of one party, on all their entries."""
    alike: dict[Hashable, dict[str, FilledRow]] = {}
    for row in rows:
        answers = tuple(row.texts.values())
        alike.setdefault((identify_party(row.row_key), answers), {}).setdefault(
            row.row_key.pair, row
        )
    each = (list(pairs.values()) for pairs in alike.values())
    return [replace(first, others=tuple(row.row_key for row in rest)) for first, *rest in each]
