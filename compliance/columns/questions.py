"""From rows to questions: every row is a heading, blank, or at least one question.

A row with content always becomes a question. If no party in it can be screened, the question says
why, and its answer will be UNSCREENED; it is never passed over.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import compress, islice

from compliance.anew import Anew
from compliance.columns.mapping import Column, ColumnMapping, NoMapping, PartyColumns
from compliance.columns.roles import ROLES
from compliance.columns.vocabulary import TOTALS, fold
from compliance.model import Identifier, Party, PartyKind, Question, Row, SheetSummary

HEADING_NOTE = 10
"""Rows above the header from which the summary says that they were not screened."""
NOBODY = frozenset(("", "-", "--", "–", "—", "/", "./.", "n/a", "n.a.", "."))
"""What people write in a second party column when there is no such party."""
NOT_GIVEN = frozenset(("n/a", "n.a.", "#n/a"))
LONGEST_NOTHING = 4
"""Characters of the longest of these."""
MOST_SHARED = 10_000
SAYS_NOTHING = re.compile(r"[\W_]*")
NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[A-Z]{3})?")


class _Kind(Enum):
    HEADING = "above or in the header, or the header repeated"
    BLANK = "blank"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestions:
    """The questions of a sheet, and what became of its rows."""

    questions: "QuestionSequence"
    """Made anew from the rows whenever they are walked."""
    rows: int
    headings: int
    blank: int

    @property
    def parties(self) -> int:
        """Rows that became questions."""
        return self.rows - self.headings - self.blank


def ask_rows(file: str, rows: Iterable[Row], mapping: ColumnMapping) -> Iterator[Question]:
    """Yield the questions of a sheet, in row order; one a party, or one saying why there is none.

    `file` is the file name without folders.
    """
    asker = _Asker(file, mapping)
    for row in rows:
        if asker.kind(row) is _Kind.PARTIES:
            yield from asker.questions(row)


def collect_questions(file: str, rows: Sequence[Row], mapping: ColumnMapping) -> SheetQuestions:
    """Return the questions of a sheet, and count its rows: they are walked once for it."""
    asker = _Asker(file, mapping)
    headings = blank = parties = number = 0
    for row in rows:
        kind = asker.kind(row)
        if kind is _Kind.PARTIES:
            parties += 1
            number += asker.number(row)
        elif kind is _Kind.BLANK:
            blank += 1
        else:
            headings += 1
    return SheetQuestions(
        questions=QuestionSequence(number, file, rows, mapping),
        rows=headings + blank + parties,
        headings=headings,
        blank=blank,
    )


class QuestionSequence(Anew[Question]):
    """The questions of a sheet, made anew from its rows whenever they are walked."""

    def __init__(self, number: int, file: str, rows: Sequence[Row], mapping: ColumnMapping) -> None:
        super().__init__(number, lambda: ask_rows(file, rows, mapping))
        self._file, self._rows, self._mapping = file, rows, mapping

    def some(self, wanted: Iterator[bool]) -> Iterator[Question]:
        """Those that are wanted; the others are passed over, which is quicker than making them.

        Of `wanted` as many are used as there are questions.
        """
        asker = _Asker(self._file, self._mapping)
        for row in self._rows:
            if asker.kind(row) is _Kind.PARTIES:
                chosen = list(islice(wanted, asker.number(row)))
                if any(chosen):
                    yield from compress(asker.questions(row), chosen)


def summarise_sheet(
    name: str,
    rows: Sequence[Row],
    mapping: ColumnMapping | NoMapping,
    taken: SheetQuestions | None = None,
    *,
    hidden: bool = False,
) -> SheetSummary:
    """Return what became of a sheet: rows == skipped + blank + party rows.

    Rows of a sheet without a mapping are skipped rows, and the note says why. `taken` saves walking
    the rows again.
    """
    if isinstance(mapping, NoMapping):
        return summarise_unscreened(name, rows, mapping.reason, hidden=hidden)
    counted = taken or collect_questions("", rows, mapping)
    return SheetSummary(
        name=name,
        hidden=hidden,
        rows=counted.rows,
        header_rows=mapping.header_rows,
        skipped_rows=counted.headings,
        blank_rows=counted.blank,
        party_rows=counted.parties,
        mapping=mapping.shown,
        note=_note(mapping, counted.parties),
    )


def summarise_unscreened(
    name: str, rows: Sequence[Row], note: str, *, hidden: bool = False
) -> SheetSummary:
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


class _Asker:
    """Turns the rows of one sheet into questions; what is the same for all rows is found once."""

    def __init__(self, file: str, mapping: ColumnMapping) -> None:
        self._file = file
        self._mapping = mapping
        self._last_header = mapping.header_rows[-1] if mapping.header_rows else 0
        self._header_words = frozenset(cell for header in mapping.header_cells for cell in header)
        self._first = mapping.parties[0].names[0].position
        self._width = 1 + max(column.position for column in mapping.columns)
        shared: dict[str, str] = {}
        self._places = [_Places(columns, shared) for columns in mapping.parties]

    def kind(self, row: Row) -> _Kind:
        """What a row is."""
        name = _cell(row, self._first)
        if not name and row.is_blank:
            return _Kind.BLANK
        if row.number <= self._last_header or self._is_repeated(row, name):
            return _Kind.HEADING
        return _Kind.PARTIES

    def _is_repeated(self, row: Row, name: str) -> bool:
        """Whether the row is a header row once more, as at the top of a printed page."""
        if row.unreadable or name.casefold() not in self._header_words:
            return False
        cells = _trimmed(" ".join(cell.split()).casefold() for cell in row.cells)
        headers = self._mapping.header_cells
        return any(name.casefold() in each and _trimmed(each) == cells for each in headers)

    def number(self, row: Row) -> int:
        """How many questions a row with parties is."""
        return 1 if len(self._places) == 1 else len(self._asked(row, self._cells(row)))

    def questions(self, row: Row) -> list[Question]:
        """One question a party; a row without any is one question too."""
        cells = self._cells(row)
        return [
            Question(
                file=self._file,
                sheet=row.sheet,
                row=row.number,
                party=places.party(cells, name),
                reason=_reason(row, places.columns, name, self._mapping),
            )
            for places, name in self._asked(row, cells)
        ]

    def _cells(self, row: Row) -> tuple[str, ...]:
        """The cells of a row, as many as there are columns in use."""
        return row.cells + ("",) * (self._width - len(row.cells))

    def _asked(self, row: Row, cells: tuple[str, ...]) -> "list[tuple[_Places, str]]":
        """The parties of a row and their names; where there is none, the first."""
        asked = [(places, places.name(cells)) for places in self._places]
        if len(asked) == 1:
            return asked
        wanted = [
            (places, name)
            for places, name in asked
            if _is_somebody(name) or not _is_left_out(row, places.columns, name)
        ]
        return wanted or asked[:1]


class _Places:
    """Where the cells of one party stand in every row."""

    def __init__(self, columns: PartyColumns, shared: dict[str, str]) -> None:
        self.columns = columns
        self._shared = shared
        self._names = _positions(columns.names)
        self._ids = _positions(columns.ids)
        self._countries = _positions(columns.countries)
        self._address = _positions(columns.address)
        self._identifiers = [
            (ROLES[each.role].identifier, each.position) for each in columns.identifiers
        ]
        self._kind = PartyKind.PERSON if columns.is_person else ROLES[columns.role].kind

    def name(self, cells: Sequence[str]) -> str:
        """The name as it stands in the cell; several columns joined by a space."""
        if len(self._names) == 1:
            return cells[self._names[0]]
        return " ".join(filter(None, (cells[at].strip() for at in self._names)))

    def party(self, cells: Sequence[str], name: str) -> Party:
        """The party with all that the row says of it."""
        return Party(
            name=name,
            role=self.columns.role,
            id=_first(cells, self._ids),
            country=self._once(_first(cells, self._countries)),
            address=", ".join(filter(None, [cells[at].strip() for at in self._address])),
            identifiers=self._numbers(cells) if self._identifiers else (),
            kind=self._kind,
        )

    def _numbers(self, cells: Sequence[str]) -> tuple[Identifier, ...]:
        given = ((kind, cells[at].strip()) for kind, at in self._identifiers)
        return tuple(Identifier(kind=kind, value=value) for kind, value in given if value)

    def _once(self, text: str) -> str:
        """The text, as one object for all rows: a hundred thousand rows name few countries."""
        if len(self._shared) < MOST_SHARED:
            return self._shared.setdefault(text, text)
        return self._shared.get(text, text)


def _positions(columns: Sequence[Column]) -> tuple[int, ...]:
    return tuple(column.position for column in columns)


def _trimmed(cells: Iterable[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _is_somebody(name: str) -> bool:
    if len(name.strip()) > LONGEST_NOTHING and name[0].isalnum():
        return True
    return not SAYS_NOTHING.fullmatch(name) and name.strip().casefold() not in NOT_GIVEN


def _is_left_out(row: Row, columns: PartyColumns, name: str) -> bool:
    """Whether a party column simply has nobody in this row."""
    unreadable = any(column.position in row.unreadable for column in columns.names)
    return not unreadable and name.strip().casefold() in NOBODY


def _reason(row: Row, columns: PartyColumns, name: str, mapping: ColumnMapping) -> str:
    """Why the party cannot be screened, or the empty text."""
    for column in columns.names if row.unreadable else ():
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
    others = (cell for cell in map(str.strip, row.cells) if cell not in ("", label))
    numeric = False
    for cell in others:
        numeric = NUMBER.fullmatch(cell) is not None
        if not numeric:
            return False
    return numeric and fold(name) in TOTALS


def _first(cells: Sequence[str], positions: Sequence[int]) -> str:
    for at in positions:
        text = cells[at].strip()
        if text:
            return text
    return ""


def _cell(row: Row, position: int) -> str:
    return row.cells[position].strip() if position < len(row.cells) else ""
