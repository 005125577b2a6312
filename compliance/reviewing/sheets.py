"""Pure: the rows of a workbook to what officers filled in, each row by its own key.

The columns are found by their headings, wherever they stand; the key by how it begins. Rows may be
in any order, missing or doubled, and on any sheet. A row with a decision and without its key is a
problem: nobody can tell whom it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from compliance.decisions import places
from compliance.decisions.tickets import BadTicket, Ticket, is_ticket, read
from compliance.model import Row
from compliance.readers.base import Sheet
from compliance.reviewing.base import OPTIONAL, Field, Problem, Scope, place
from compliance.reviewing.words import field_of, scope_of

FEWEST = 2
"""Headings of ours that make a row the header."""

Columns = Mapping[Field, int]
"""What the officer fills in -> its column, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What an officer filled in of one row."""

    ticket: Ticket
    texts: Mapping[Field, str]
    """As typed, without space around it; empty for an empty cell."""
    places: Mapping[Field, str]
    """Where each stands, for messages."""
    others: tuple[Ticket, ...] = ()
    """The other matches of the party that the decision is on as well, in the order of the rows."""


@dataclass(slots=True)
class Found:
    """What a workbook holds; grows while its sheets are walked."""

    rows: list[Filled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    keys: int = 0
    """Rows with a key, filled in or not."""
    free: list[Ticket] = field(default_factory=list)
    """Keys of rows that nothing is filled in for."""


def filled_in(file: str, sheets: Iterable[Sheet]) -> Found:
    """Everything that was filled in, and every row that cannot be read."""
    found = Found()
    for sheet in sheets:
        # Sheets of customers can be long: only one that has keys is held.
        if any(_key_of(row) is not None for row in sheet.rows):
            rows = [row for row in sheet.rows if not row.is_blank]
            _walk(_Page(file=file, sheet=sheet.name), rows, found)
    if not found.keys:
        found.problems.append(Problem(place=file, what=_NO_REPORT))
    found.rows = widen(found.rows, found.free)
    return found


def widen(rows: Iterable[Filled], free: Iterable[Ticket]) -> list[Filled]:
    """Give decisions on a whole party the matches that nothing is filled in for, each once."""
    by_party: dict[tuple[object, ...], dict[str, Ticket]] = {}
    for ticket in free:
        by_party.setdefault(party_of(ticket), {}).setdefault(ticket.pair, ticket)
    widened = []
    for row in rows:
        whole = scope_of(row.texts.get(Field.SCOPE, "")) is Scope.PARTY
        others = by_party.pop(party_of(row.ticket), {}) if whole else {}
        others.pop(row.ticket.pair, None)
        widened.append(replace(row, others=tuple(others.values())))
    return widened


def party_of(ticket: Ticket) -> tuple[object, ...]:
    """The party of a run that a key is about, as it was; a place of it is no match of its name."""
    return ticket.run, ticket.customer, ticket.party_parts, ticket.list == places.LIST


_NO_REPORT = (
    "no row has a key: this is no report of this program, or its last, hidden column was deleted"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Where rows stand."""

    file: str
    sheet: str

    def at(self, row: int, column: int | None = None) -> str:
        return place(self.file, self.sheet, row, column)


def _key_of(row: Row) -> int | None:
    """The column of the row's key."""
    return next((at for at, cell in enumerate(row.cells) if is_ticket(cell)), None)


def _walk(page: _Page, rows: Sequence[Row], found: Found) -> None:
    header = next((row for row in rows if _is_header(row)), None)
    columns = _columns(page, header, found.problems)
    for row in rows:
        key = _key_of(row)
        found.keys += key is not None
        if columns and header and row is not header:
            _read_row(page, row, key, columns, found, below=row.number > header.number)


def _is_header(row: Row) -> bool:
    return len({known for cell in row.cells if (known := field_of(cell))}) >= FEWEST


def _columns(page: _Page, header: Row | None, problems: list[Problem]) -> Columns:
    """The officer's columns; empty when they cannot be told."""
    if header is None:
        where = f"{page.file}, sheet {page.sheet}"
        problems.append(Problem(place=where, what="the row of the headings is missing"))
        return {}
    columns: dict[Field, int] = {}
    good = True
    for at, cell in enumerate(header.cells):
        known = field_of(cell)
        if known and known in columns:
            what = f"two columns are headed as the {HEADINGS[known]}"
            problems.append(Problem(place=page.at(header.number, at), what=what))
            good = False
        elif known:
            columns[known] = at
    for missing in (one for one in Field if one not in columns and one not in OPTIONAL):
        what = f"no column is headed {HEADINGS[missing]}: its heading was changed or deleted"
        problems.append(Problem(place=page.at(header.number), what=what))
        good = False
    return columns if good else {}


HEADINGS = {
    Field.DECISION: "Officer's decision",
    Field.REASON: "Reason",
    Field.REVIEWER: "Reviewer",
    Field.SECOND: "Second reviewer",
    Field.EXPIRES: "Expires",
    Field.SCOPE: "Applies to",
}
"""How the report heads the columns."""


def _read_row(
    page: _Page, row: Row, key: int | None, columns: Columns, found: Found, *, below: bool
) -> None:
    unread = [column for column in columns.values() if column in row.unreadable]
    for column in unread:
        what = f"the cell cannot be read: {row.unreadable[column]}"
        found.problems.append(Problem(place=page.at(row.number, column), what=what))
    texts = {what: _text(row, column) for what, column in columns.items()}
    if unread or not any(texts.values()):
        _note_free(row, key, found)
        return
    if key is None:
        if below:
            column = columns[Field.DECISION]
            found.problems.append(Problem(place=page.at(row.number, column), what=_NO_KEY))
        return
    try:
        ticket = read(row.cells[key])
    except BadTicket:
        found.problems.append(Problem(place=page.at(row.number, key), what=BAD_KEY))
        return
    places = {what: page.at(row.number, column) for what, column in columns.items()}
    found.rows.append(Filled(ticket=ticket, texts=texts, places=places))


def _note_free(row: Row, key: int | None, found: Found) -> None:
    """Keep the key of a row that nothing is filled in for; an unreadable one decides nothing."""
    if key is not None:
        with suppress(BadTicket):
            found.free.append(read(row.cells[key]))


_NO_KEY = "the row has no key, so that nobody can tell whom the decision is about"
BAD_KEY = "the key was changed or cut, or another version of the program has made it"


def _text(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""
