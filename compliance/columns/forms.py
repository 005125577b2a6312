"""Sheets that are no lists but forms: labels in one column, values beside them.

    Supplier name:   Huawei Technologies      one value column: a form
    Address          Bantian
    Supplier name    Alpha     Beta     ...    several: a table on its side
    Supplier:  Alpha     Country:  DE          several labels in a row

A label is a cell whose words are words of headers, or one that ends with a colon. Each value beside
the label of a party is a party; what other labels say is said of the party in the same column, else
of the one before. The same label again begins another form.
"""

from collections.abc import Sequence

from msgspec import Struct, field

from compliance.columns import content
from compliance.columns.header import count_filled, squeeze
from compliance.columns.labels import LABEL_END, is_label, is_unit, may_be_name
from compliance.columns.mapping import SECONDARY
from compliance.columns.meaning import Meaning, read_meaning
from compliance.columns.placeholders import find_placeholder
from compliance.columns.roles import (
    ADDRESS_ROLES,
    IDENTIFIER_ROLES,
    PARTY_ROLES,
    PERSON_PARTS,
    ROLES,
)
from compliance.model import Identifier, Party, PartyKind, Row

LOOKED_AT = 40
"""Rows from which a form is recognised."""
LEAST_ROWS = 2
"""Rows with a label and a value that make a form."""
MOST_OTHERS = 0.5
"""Rows of several cells without a label that a form may have, for each row with one."""


class Field(Struct, frozen=True, kw_only=True):
    """A label with the values beside it."""

    label: str
    meaning: Meaning
    values: tuple[int, ...]
    """Columns of the values."""


class FormParty(Struct, frozen=True, kw_only=True):
    """A party that a form names."""

    row: int
    position: int
    """Column of the name."""
    party: Party


class _Record(Struct):
    """What a form has said so far of the party in one column."""

    row: int
    position: int
    role: str
    names: dict[str, str] = field(default_factory=dict)
    """Role of a name or part of one -> text."""
    about: dict[str, list[str]] = field(default_factory=dict)
    """Role of an attribute -> texts."""
    labels: set[str] = field(default_factory=set)
    """Labels of what was said: the same again belongs to the next party."""

    def party(self) -> Party:
        """The party with all that was said of it."""
        roles = PERSON_PARTS if self.role in PERSON_PARTS else (self.role,)
        parts = [self.names.get(role, "") for role in roles]
        said = self.about
        numbers = [
            Identifier(kind=ROLES[role].identifier, value=value)
            for role in said
            if role in IDENTIFIER_ROLES
            for value in said[role]
        ]
        countries = [*said.get("country", []), *said.get("nationality", [])]
        is_person = self.role == "contact" or self.role in PERSON_PARTS
        role = self.role if self.role in PARTY_ROLES else "name"
        return Party(
            name=" ".join(filter(None, (*parts, *said.get("legal_form", [])))),
            role=role,
            id=next(iter(said.get("id", [])), ""),
            country=next(iter(countries), ""),
            address=", ".join(text for each in ADDRESS_ROLES for text in said.get(each, [])),
            destination=next(iter(said.get("destination", [])), ""),
            identifiers=tuple(numbers),
            kind=PartyKind.PERSON if is_person else ROLES[role].kind,
            birth=next(iter(said.get("birth_date", [])), ""),
            nationality=next(iter(said.get("nationality", [])), ""),
            gender=next(iter(said.get("gender", [])), ""),
        )


def read_fields(row: Row) -> list[Field]:
    """Return the labels of a row that have a value beside them."""
    fields: list[Field] = []
    label, values = "", list[int]()
    for at, text in enumerate(map(squeeze, row.cells)):
        if not text:
            continue
        awaits_value = LABEL_END.search(label) and not values
        if is_label(text) and not is_unit(text) and not awaits_value:
            fields += _field(label, values)
            label, values = text, []
        elif label:
            values.append(at)
        else:
            return []
    return [*fields, *_field(label, values)]


def _field(label: str, values: Sequence[int]) -> list[Field]:
    if not (label and values):
        return []
    return [Field(label=label, meaning=read_meaning(label), values=tuple(values))]


def is_form(rows: Sequence[Row]) -> bool:
    """Whether rows begin a form: most of them are labels with values, one of them a party."""
    labelled = others = 0
    parties = False
    for row in rows[:LOOKED_AT]:
        fields = read_fields(row)
        labelled += any(not may_be_name(entry.label) for entry in fields)
        others += not fields and count_filled(row) > 1
        parties = parties or any(_names_party(row, each) for each in fields)
    least = LEAST_ROWS if len(rows) > 1 else 1
    return parties and labelled >= least and others <= MOST_OTHERS * labelled


def _names_party(row: Row, entry: Field) -> bool:
    is_name = entry.meaning.is_party or entry.meaning.role in PERSON_PARTS
    texts = [row.cells[at] for at in entry.values]
    return is_name and any(content.may_be_party(text) or find_placeholder(text) for text in texts)


def find_form_parties(rows: Sequence[Row]) -> tuple[FormParty, ...]:
    """Return the parties that the rows of forms name, in reading order."""
    reader = _FormReader()
    for row in rows:
        for entry in read_fields(row):
            for at in entry.values:
                reader.add(entry, row, at)
    parties = (
        FormParty(row=record.row, position=record.position, party=record.party())
        for record in reader.records
    )
    return tuple(sorted(parties, key=lambda each: (each.row, each.position)))


class _FormReader:
    """Collects the parties of forms that follow each other."""

    def __init__(self) -> None:
        self.records: list[_Record] = []
        self._present: dict[int, _Record] = {}
        """Column -> the party that attributes in it belong to."""
        self._waiting: dict[int, dict[str, list[str]]] = {}
        """Column -> what was said before its first party."""
        self._labels: set[tuple[str, int]] = set()

    def add(self, entry: Field, row: Row, at: int) -> None:
        """Take in one value, by what its label says it is."""
        role = entry.meaning.role
        if role in PARTY_ROLES or role in PERSON_PARTS:
            self._add_name(role, row, at)
        elif role:
            self._add_attribute(entry, squeeze(row.cells[at]), at)

    def _add_name(self, role: str, row: Row, at: int) -> None:
        """Begin a party, or add a part of a person's name to the one in the same column."""
        if (role, at) in self._labels:
            self._begin_form()
        self._labels.add((role, at))
        present = self._present.get(at)
        if role in PERSON_PARTS and present and present.role in PERSON_PARTS:
            present.names[role] = squeeze(row.cells[at])
            return
        names = {role: squeeze(row.cells[at])}
        record = _Record(row=row.number, position=at, role=role, names=names)
        self.records.append(record)
        if role not in SECONDARY or not present:
            record.about = self._waiting.pop(at, {})
            self._present[at] = record

    def _begin_form(self) -> None:
        """Forget the form before: a label stands for the second time."""
        self._present.clear()
        self._labels.clear()

    def _add_attribute(self, entry: Field, text: str, at: int) -> None:
        """Say something of the party in the column, else of the last one, else of the next."""
        last = self.records[-1] if self._present else None
        home = self._present.get(at, last)
        if home and entry.label not in home.labels:
            home.labels.add(entry.label)
            about = home.about
        else:
            about = self._waiting.setdefault(at, {})
        about.setdefault(entry.meaning.role, []).append(text)
