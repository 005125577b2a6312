"""From rows to questions: every row is a heading, blank, or at least one question.

A row with content always becomes a question. If no party in it can be screened, the question says
why, and its answer will be UNSCREENED; it is never passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from compliance.columns.mapping import Column, ColumnMapping, NoMapping, PartyColumns
from compliance.columns.roles import ROLES
from compliance.columns.vocabulary import TOTALS, fold
from compliance.model import Identifier, Party, PartyKind, Question, Row, SheetSummary

HEADING_NOTE = 10
"""Rows above the header from which the summary says that they were not screened."""
NOBODY = frozenset(("", "-", "--", "–", "—", "/", "./.", "n/a", "n.a.", "."))
"""What people write in a second party column when there is no such party."""
NOT_GIVEN = frozenset(("n/a", "n.a.", "#n/a"))
SAYS_NOTHING = re.compile(r"[\W_]*")
NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[A-Z]{3})?")


class _Kind(Enum):
    HEADING = "above or in the header, or the header repeated"
    BLANK = "blank"
    PARTIES = "parties"


def ask(file: str, rows: Iterable[Row], mapping: ColumnMapping) -> Iterator[Question]:
    """Yield the questions of a sheet, in row order; one a party, or one saying why there is none.

    `file` is the file name without folders.
    """
    for row in rows:
        if _kind(row, mapping) is _Kind.PARTIES:
            yield from _questions(file, row, mapping)


def summarise(
    name: str, rows: Sequence[Row], mapping: ColumnMapping | NoMapping, *, hidden: bool = False
) -> SheetSummary:
    """Return what became of a sheet: rows == skipped + blank + party rows.

    Rows of a sheet without a mapping are skipped rows, and the note says why.
    """
    if isinstance(mapping, NoMapping):
        return unscreened(name, rows, mapping.reason, hidden=hidden)
    kinds = [_kind(row, mapping) for row in rows]
    party_rows = kinds.count(_Kind.PARTIES)
    return SheetSummary(
        name=name,
        hidden=hidden,
        rows=len(rows),
        header_rows=mapping.header_rows,
        skipped_rows=kinds.count(_Kind.HEADING),
        blank_rows=kinds.count(_Kind.BLANK),
        party_rows=party_rows,
        mapping=mapping.shown,
        note=_note(mapping, party_rows),
    )


def unscreened(name: str, rows: Sequence[Row], note: str, *, hidden: bool = False) -> SheetSummary:
    """Return the summary of a sheet that is not screened, and why (hidden, not chosen, ...)."""
    blank = sum(row.is_blank for row in rows)
    return SheetSummary(
        name=name,
        hidden=hidden,
        rows=len(rows),
        header_rows=(),
        skipped_rows=len(rows) - blank,
        blank_rows=blank,
        party_rows=0,
        note=note,
    )


def _note(mapping: ColumnMapping, party_rows: int) -> str:
    if not party_rows:
        return "the sheet has a header but no rows below it"
    if mapping.header_rows and mapping.header_rows[0] > HEADING_NOTE:
        return f"rows 1 to {mapping.header_rows[0] - 1} were read as headings above the table"
    if not mapping.header_rows:
        return "no header was recognised; columns were told by their content"
    return ""


def _kind(row: Row, mapping: ColumnMapping) -> _Kind:
    if mapping.header_rows and row.number <= mapping.header_rows[-1]:
        return _Kind.BLANK if row.is_blank else _Kind.HEADING
    if row.is_blank:
        return _Kind.BLANK
    return _Kind.HEADING if _is_repeated(row, mapping) else _Kind.PARTIES


def _is_repeated(row: Row, mapping: ColumnMapping) -> bool:
    """Whether the row is a header row once more, as at the top of a printed page."""
    if row.unreadable:
        return False
    for header in mapping.header_cells:
        first = mapping.parties[0].names[0].position
        if _cell(row, first).casefold() not in header:
            continue
        cells = tuple(" ".join(cell.split()).casefold() for cell in row.cells)
        size = max(len(cells), len(header))
        if cells + ("",) * (size - len(cells)) == header + ("",) * (size - len(header)):
            return True
    return False


def _questions(file: str, row: Row, mapping: ColumnMapping) -> Iterator[Question]:
    asked = [(columns, _name(row, columns)) for columns in mapping.parties]
    named = [(columns, name) for columns, name in asked if _is_somebody(name)]
    others = [pair for pair in asked if pair not in named and not _is_left_out(row, pair)]
    if not named and not others:
        others = asked[:1]
    for columns, name in asked:
        if (columns, name) in named or (columns, name) in others:
            reason = _reason(row, columns, name, mapping)
            party = _party(row, columns, name)
            yield Question(file=file, sheet=row.sheet, row=row.number, party=party, reason=reason)


def _is_somebody(name: str) -> bool:
    return not SAYS_NOTHING.fullmatch(name) and name.strip().casefold() not in NOT_GIVEN


def _is_left_out(row: Row, asked: tuple[PartyColumns, str]) -> bool:
    """Whether a party column simply has nobody in this row."""
    columns, name = asked
    unreadable = any(column.position in row.unreadable for column in columns.names)
    return not unreadable and name.strip().casefold() in NOBODY


def _reason(row: Row, columns: PartyColumns, name: str, mapping: ColumnMapping) -> str:
    """Why the party cannot be screened, or the empty text."""
    for column in columns.names:
        if column.position in row.unreadable:
            return f"column '{column.label}' cannot be read: {row.unreadable[column.position]}"
    if not name.strip():
        labels = ", ".join(f"'{party.label}'" for party in mapping.parties)
        return f"no name in column{'s' if len(mapping.parties) > 1 else ''} {labels}"
    if not _is_somebody(name):
        return f"the name in column '{columns.label}' has no letter or digit, or says n/a"
    if _is_total(row, name):
        return "the row looks like a total, not like a party"
    return ""


def _is_total(row: Row, name: str) -> bool:
    """Whether the name is a word for a total and all other cells are numbers, at least one."""
    label = name.strip()
    others = [cell for cell in map(str.strip, row.cells) if cell not in ("", label)]
    numeric = bool(others) and all(map(NUMBER.fullmatch, others))
    return numeric and fold(name) in TOTALS


def _party(row: Row, columns: PartyColumns, name: str) -> Party:
    identifiers = (
        Identifier(kind=ROLES[column.role].identifier, value=_cell(row, column.position))
        for column in columns.identifiers
    )
    return Party(
        name=name,
        role=columns.role,
        id=_first(row, columns.ids),
        country=_first(row, columns.countries),
        address=", ".join(filter(None, (_cell(row, each.position) for each in columns.address))),
        identifiers=tuple(identifier for identifier in identifiers if identifier.value),
        kind=PartyKind.PERSON if columns.is_person else ROLES[columns.role].kind,
    )


def _name(row: Row, columns: PartyColumns) -> str:
    """The name as it stands in the cell; several columns joined by a space."""
    if len(columns.names) == 1:
        position = columns.names[0].position
        return row.cells[position] if position < len(row.cells) else ""
    return " ".join(filter(None, (_cell(row, column.position) for column in columns.names)))


def _first(row: Row, columns: Sequence[Column]) -> str:
    return next(filter(None, (_cell(row, column.position) for column in columns)), "")


def _cell(row: Row, position: int) -> str:
    return row.cells[position].strip() if position < len(row.cells) else ""
