"""Pure: rows of one sheet of a private list -> parties, and the rows that name none.

The party of a row is its first party column; other names of it stand in alias columns, several in
one cell with `;`, `|` or line breaks between them. Names in other party columns of the row (an
owner, a contact) are remarks: the list is not about them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from compliance.columns import ROLES, ColumnMapping, PartyColumns, ask_rows, layout_of_table
from compliance.columns.mapping import column_letters
from compliance.columns.vocabulary import fold
from compliance.lists.common.countries import find_country
from compliance.lists.common.dates import read_date
from compliance.lists.common.names import collect_names
from compliance.lists.common.texts import label_texts
from compliance.lists.private import extra_columns
from compliance.lists.private.model import PrivateParty
from compliance.model import Address, Name, NameKind, Party, PartyKind, Question, Rejected, Row

SEVERAL = re.compile(r"[;|\n]")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
LAST_MONTH = 12
FORMER = {"former", "formerly", "previous", "previously", "fka", "old", "ehemalig", "früher"}
WEAK = {"weak", "low"}


class MappedSheet(Struct, frozen=True, kw_only=True):
    """One sheet and what its columns are."""

    file: str
    label: str
    """The sheet's name, or the file's where it has no sheets."""
    rows: Sequence[Row]
    mapping: ColumnMapping
    extra: Mapping[str, tuple[int, ...]]
    """Role of `extra_columns.ROLES` -> the columns that hold it."""
    unread: Mapping[int, str]
    """Column -> its header, for columns of no known role."""


class ReadRow(Struct, frozen=True, kw_only=True):
    """A row that names a party."""

    key: str
    """The user's own key for it; empty for none."""
    party: PrivateParty


def read_rows(sheet: MappedSheet) -> Iterator[ReadRow | Rejected]:
    """Every row below the header that is not blank: its party, or why it has none."""
    rows = {row.number: row for row in sheet.rows}
    asked: dict[int, list[Question]] = {}
    for question in ask_rows(sheet.file, sheet.rows, layout_of_table(sheet.mapping)):
        asked.setdefault(question.row, []).append(question)
    for number, questions in asked.items():
        yield judge_row(sheet, rows[number], questions)


def judge_row(sheet: MappedSheet, row: Row, questions: Sequence[Question]) -> ReadRow | Rejected:
    """The party of one row, or why it has none."""
    main = find_main_columns(sheet.mapping)
    asked = next((question for question in questions if question.party.role == main.role), None)
    if asked is None or asked.reason:
        reason = asked.reason if asked else f"no name in column '{main.label}'"
        return Rejected(line=row.number, reason=reason, file=sheet.label)
    return ReadRow(key=asked.party.id, party=make_party(sheet, row, asked.party))


def find_main_columns(mapping: ColumnMapping) -> PartyColumns:
    """The columns of the party that a row lists: the first that is more than an alias."""
    return next((party for party in mapping.parties if party.role != "alias"), mapping.parties[0])


def make_party(sheet: MappedSheet, row: Row, party: Party) -> PrivateParty:
    """All that a row says of its party; the id is given later, when all rows are known."""
    told = {role: extra_columns.list_texts(row, at) for role, at in sheet.extra.items()}
    dates = told.get("valid_from", [])
    known = [date for text in dates if (date := read_clear_day(text))]
    code = find_country(party.country)
    address = " ".join(party.address.split())
    return PrivateParty(
        id="",
        names=collect_names(party.name, list_aliases(sheet, row)),
        kind=find_kind(party, told.get("kind", [])),
        countries=(code,) if code else (),
        addresses=(Address(text=address, country=code),) if address else (),
        identifiers=party.identifiers,
        reason="; ".join(told.get("reason", [])),
        citation="; ".join(told.get("citation", [])),
        valid_from=known[0] if known else "",
        notes=tuple(write_notes(told, known)),
        remarks=(*write_remarks(sheet.mapping, row, party, told), *write_unread(sheet, row)),
    )


# --- Names ------------------------------------------------------------------------------------


def list_aliases(sheet: MappedSheet, row: Row) -> Iterator[tuple[str, NameKind]]:
    """Every other name in the row, of the kind that its header says."""
    for columns in sheet.mapping.parties:
        if columns.role == "alias" and columns is not find_main_columns(sheet.mapping):
            kind = find_alias_kind(columns.label)
            for cell in list_cells(row, columns):
                yield from ((text, kind) for text in SEVERAL.split(cell))
    for at in sheet.extra.get("weak_alias", ()):
        cell = row.cells[at] if at < len(row.cells) else ""
        yield from ((text, NameKind.WEAK_ALIAS) for text in SEVERAL.split(cell))


def list_cells(row: Row, columns: PartyColumns) -> Iterator[str]:
    """The cells with names, as they stand."""
    for column in columns.names:
        if column.position < len(row.cells):
            yield row.cells[column.position]


def find_alias_kind(header: str) -> NameKind:
    """Former, weak or plain, by the words of the header."""
    said = set(fold(header).split())
    if said & FORMER:
        return NameKind.FORMER
    return NameKind.WEAK_ALIAS if said & WEAK else NameKind.ALIAS


def find_kind(party: Party, said: Sequence[str]) -> PartyKind:
    """What the party is: by the kind column, else by the columns that name it."""
    told = (extra_columns.find_kind(text) for text in said)
    return next((one for one in told if one is not PartyKind.UNKNOWN), party.kind)


# --- What else is said ------------------------------------------------------------------------


def read_clear_day(text: str) -> str:
    """A date that can be read in one way only, as ISO 8601; 09/10/2019 can be read in two."""
    found = SLASHED.match(text.strip())
    if not found:
        return read_date(text)
    first, second = int(found[1]), int(found[2])
    if first > LAST_MONTH or first == second:
        return read_date(text)
    return read_date(f"{second}/{first}/{found[3]}") if second > LAST_MONTH else ""


def write_notes(told: Mapping[str, Sequence[str]], known: Sequence[str]) -> Iterator[str]:
    """What to know about the listing: dates that are unclear, or an end."""
    if not known:
        yield from label_texts(
            ("Valid from, as written", text) for text in told.get("valid_from", [])
        )
    yield from label_texts(
        ("Valid until, as written", text) for text in told.get("valid_until", [])
    )


def write_remarks(
    mapping: ColumnMapping, row: Row, party: Party, told: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """What the row says beside, each with its label."""
    country = party.country if not find_country(party.country) else ""
    yield from label_texts([("Key in the file", party.id), ("Country", country)])
    unknown = (t for t in told.get("kind", []) if extra_columns.find_kind(t) is PartyKind.UNKNOWN)
    yield from label_texts(("Kind", text) for text in unknown)
    for columns in mapping.parties:
        if columns is not find_main_columns(mapping) and columns.role != "alias":
            label = columns.label if ROLES[columns.role].is_party else columns.role
            yield from label_texts((label, cell) for cell in list_cells(row, columns))
    yield from told.get("remarks", [])


def write_unread(sheet: MappedSheet, row: Row) -> tuple[str, ...]:
    """What stands in columns of no known role, and which cells cannot be read."""
    said = [
        (label, text)
        for at, label in sheet.unread.items()
        for text in extra_columns.list_texts(row, (at,))
    ]
    broken = [
        (f"Column {column_letters(at)} cannot be read", why) for at, why in row.unreadable.items()
    ]
    return label_texts([*said, *broken])


# --- Several rows -----------------------------------------------------------------------------


def merge_parties(parties: Sequence[PrivateParty]) -> PrivateParty:
    """The rows of one party as one: every name, address and remark once, in their order."""
    first = parties[0]
    others = [(n.text, find_other_kind(n)) for party in parties for n in party.names]
    reasons = list_distinct(party.reason for party in parties)
    kinds = (party.kind for party in parties if party.kind is not PartyKind.UNKNOWN)
    dates = sorted(party.valid_from for party in parties if party.valid_from)
    return PrivateParty(
        id=first.id,
        names=collect_names(first.names[0].text, others),
        kind=next(kinds, PartyKind.UNKNOWN),
        countries=list_distinct(code for party in parties for code in party.countries),
        addresses=tuple(dict.fromkeys(place for party in parties for place in party.addresses)),
        identifiers=tuple(dict.fromkeys(n for party in parties for n in party.identifiers)),
        reason="; ".join(reasons),
        citation="; ".join(list_distinct(party.citation for party in parties)),
        valid_from=dates[0] if dates else "",
        notes=list_distinct(note for party in parties for note in party.notes),
        remarks=list_distinct(text for party in parties for text in party.remarks),
    )


def find_other_kind(name: Name) -> NameKind:
    """The kind of a name beside the primary one of the first row."""
    return NameKind.ALIAS if name.kind is NameKind.PRIMARY else name.kind


def list_distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once, in order."""
    return tuple(dict.fromkeys(filter(None, texts)))
