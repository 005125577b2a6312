"""Pure: the rows of one party on a list of the United Kingdom as one entry.

Both layouts give a row for each combination of a name and an address and say everything else again
in every row. What a row adds is taken once; nothing a row says is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.lists.common.countries import find_countries, find_country
from compliance.lists.common.csv_rows import Line
from compliance.lists.common.dates import read_date
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import join_texts, label_texts, part_numbered
from compliance.lists.sources.base import STATUS
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    NameKind,
    PartyKind,
    Programme,
)

LIST_ID = "uk"
KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANISATION,
    "ship": PartyKind.VESSEL,
}
FORENAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5")
PRIMARY = ("primary name", "prime alias")
FORMER = ("fka", "f.k.a", "formerly")
WEAK = ("low", "weak")
LISTED = (
    "UK Statement of Reasons",
    "UN Reference Number",
    "Sanctions Imposed",
    "Designation source",
    "Last Updated",
    "OFSI Group ID",
    "Non-latin script type",
    "Non-latin script language",
)
"""Columns about the listing, and what says nothing of the party."""
BAR = re.compile(r"[|;]")
NUMBER = re.compile(r"\b[A-Z]{0,4}-?\d[\dA-Z-]{4,}\b")
"""The first such word of a free text is the number of a document."""
NO_REASON = "The publisher's file gives no reason; see the regime's regulations."


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the columns of a layout are called. Columns that the file lacks say nothing."""

    id: str
    id_prefix: str
    kind: str
    regime: str
    name_type: str
    strength: str
    native: tuple[str, ...]
    listed_on: tuple[str, ...]
    """The first that is filled counts."""
    address: tuple[str, ...]
    country: str
    nationality: str
    identifiers: Mapping[str, str]
    """Column -> kind of the numbers in it."""
    remarks: Mapping[str, str]
    """Column -> its label."""

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is read."""
        single = (self.id, self.kind, self.regime, self.name_type, self.strength, self.country)
        several = (*self.native, *self.listed_on, *self.address, *self.identifiers, *self.remarks)
        return frozenset((*single, *several, self.nationality, "Name 6", *FORENAMES, *LISTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows of one party, in the order of the file."""

    lines: Sequence[Line]
    layout: Layout

    def each(self, *columns: str) -> Iterator[str]:
        """What the columns hold, row by row, each text once; empty ones are left out."""
        found = (line.cells.get(column, "") for line in self.lines for column in columns)
        yield from dict.fromkeys(filter(None, found))

    def first(self, *columns: str) -> str:
        """The first text in one of the columns."""
        return next((text for column in columns for text in self.each(column)), "")


def entry(rows: Rows, key: str, programme: Programme) -> ListEntry | None:
    """The party of these rows; None when none of them names it."""
    named = list(named_in(rows))
    if not named:
        return None
    (primary, _), *others = sorted(named, key=lambda name: name[1] is not NameKind.PRIMARY)
    places = addresses(rows)
    nationalities = (part for text in rows.each(rows.layout.nationality) for part in parts(text))
    at = (place.country for place in places)
    return ListEntry(
        id=key,
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(rows.first(rows.layout.kind).casefold(), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys((*filter(None, at), *find_countries(nationalities)))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(identifiers(rows))),
        listings=tuple(listings(rows, programme)),
        remarks=remarks(rows),
        line=rows.lines[0].number,
    )


# --- Names ------------------------------------------------------------------------------------


def named_in(rows: Rows) -> Iterator[KindedName]:
    """Every name of every row; the first primary name alone is one, a second is an alias."""
    primary = False
    for line in rows.lines:
        text = join_texts(line.cells.get(column) for column in (*FORENAMES, "Name 6"))
        kind = name_kind(line, rows.layout)
        if text:
            yield text, NameKind.ALIAS if primary and kind is NameKind.PRIMARY else kind
            primary = primary or kind is NameKind.PRIMARY
    for text in rows.each(*rows.layout.native):
        yield text, NameKind.NATIVE


def name_kind(line: Line, layout: Layout) -> NameKind:
    """How the row says that its name belongs to the party."""
    told = line.cells.get(layout.name_type, "").casefold()
    strength = line.cells.get(layout.strength, "").casefold()
    if told in PRIMARY:
        return NameKind.PRIMARY
    if told.startswith(FORMER):
        return NameKind.FORMER
    return NameKind.WEAK_ALIAS if strength.startswith(WEAK) else NameKind.ALIAS


# --- Places and numbers -----------------------------------------------------------------------


def addresses(rows: Rows) -> tuple[Address, ...]:
    """Every address once, its lines joined; a country alone is one too."""
    layout = rows.layout
    found = (
        (join_texts((line.cells.get(column) for column in layout.address), ", "), line)
        for line in rows.lines
    )
    return tuple(
        dict.fromkeys(
            Address(text=text, country=find_country(line.cells.get(layout.country, "")))
            for text, line in found
            if text
        )
    )


def identifiers(rows: Rows) -> Iterator[Identifier]:
    """The numbers of the party; a text around a number stays among the remarks."""
    for column, kind in rows.layout.identifiers.items():
        for text in (part for cell in rows.each(column) for part in parts(cell)):
            found = NUMBER.search(text.upper())
            value = text if not kind_needs_search(text) else found[0] if found else ""
            if value:
                yield Identifier(kind=kind, value=value.removeprefix("IMO").strip(" :"))


def kind_needs_search(text: str) -> bool:
    """Whether a cell holds more than a number: words in small letters, or no digit at all."""
    return any(map(str.islower, text)) or not any(map(str.isdigit, text))


def parts(cell: str) -> list[str]:
    """The values of a cell that numbers them, or puts `|` or `;` between them."""
    return [text for part in BAR.split(cell) for text in part_numbered(part)]


# --- Listings ---------------------------------------------------------------------------------


def listings(rows: Rows, programme: Programme) -> Iterator[Listing]:
    """One listing a regime: a party may stand under several, each with its own date."""
    regimes: dict[str, list[Line]] = {}
    for line in rows.lines:
        regimes.setdefault(line.cells.get(rows.layout.regime, ""), []).append(line)
    for regime, lines in regimes.items():
        yield listing(Rows(lines=lines, layout=rows.layout), regime, programme)


def listing(rows: Rows, regime: str, programme: Programme) -> Listing:
    """The party's place under one regime, as published."""
    return Listing(
        programme=programme,
        reason=rows.first("UK Statement of Reasons") or NO_REASON,
        requirement="; ".join(measures(rows)),
        citation=join_texts((regime, *map("UN {}".format, rows.each("UN Reference Number"))), "; "),
        effective_date=read_date(rows.first(*rows.layout.listed_on)),
        status=STATUS,
        notes=tuple(notes(rows)),
        source=programme.source,
    )


def measures(rows: Rows) -> Iterable[str]:
    """What is imposed, each measure once: the file repeats them between bars."""
    cells = rows.each("Sanctions Imposed")
    return dict.fromkeys(join_texts([part]) for cell in cells for part in cell.split("|"))


def notes(rows: Rows) -> Iterator[str]:
    """What to know about the listing."""
    dates = sorted(filter(None, map(read_date, rows.each("Last Updated"))))
    yield from label_texts(("Designated by", text) for text in rows.each("Designation source"))
    if dates:
        yield f"Last updated in the publisher's file: {dates[-1]}."
    yield from label_texts(("OFSI group", text) for text in rows.each("OFSI Group ID"))


def remarks(rows: Rows) -> tuple[str, ...]:
    """What else the rows say of the party, each column with its label, each text once.

    A column that is new to this program is told under its own name.
    """
    read = rows.layout.columns
    new = {column: column for column in rows.lines[0].cells if column not in read}
    return label_texts(
        (label, text)
        for column, label in {**rows.layout.remarks, **new}.items()
        for text in rows.each(column)
    )
