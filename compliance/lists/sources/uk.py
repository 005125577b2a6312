"""The lists of the United Kingdom: the UK Sanctions List in CSV and XML, and the older one in CSV.

The UK Sanctions List (Foreign, Commonwealth & Development Office) begins with a line `Report Date`,
then the header, then one row for each combination of a party's names and addresses; rows of one
`Unique ID` are one party. The consolidated list (`ConList.csv`, OFSI at HM Treasury, to January
2026) begins with a line `Last Updated`, may be in Windows-1252, and joins rows by `Group ID`. In
both, `Name 6` is the family name of a person, or the whole name of anything else. Everything else
stands again in every row: what a row adds is taken once, and nothing a row says is left out.

The XML (`UK-Sanctions-List.xml`) has one `Designation` a party. Each is put into the rows that the
CSV of the same list has, so that both forms give the same entries. Elements from real records of
2026 that public test suites quote; no whole file was at hand. What the CSV numbers in a cell or
repeats in rows, the XML has in elements of one name under one of its plural.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.countries import find_countries, find_country
from compliance.lists.common.csv_rows import (
    NOTHING_SCREENED,
    CsvRecord,
    HeadedRow,
    read_filled,
    read_headed,
)
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import fold_spaces, join_texts, label_texts, part_numbered
from compliance.lists.common.xml import find_lines
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    NameKind,
    PartyKind,
    Programme,
    Rejected,
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


class UkLayout(Struct, frozen=True, kw_only=True):
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


class UkRows(Struct, frozen=True, kw_only=True):
    """All rows of one party, in the order of the file."""

    lines: Sequence[HeadedRow]
    layout: UkLayout

    def list_texts(self, *columns: str) -> Iterator[str]:
        """What the columns hold, row by row, each text once; empty ones are left out."""
        found = (line.cells.get(column, "") for line in self.lines for column in columns)
        yield from dict.fromkeys(filter(None, found))

    def first(self, *columns: str) -> str:
        """The first text in one of the columns."""
        return next((text for column in columns for text in self.list_texts(column)), "")


def make_entry(rows: UkRows, key: str, programme: Programme) -> ListEntry | None:
    """The party of these rows; None when none of them names it."""
    named = list(find_names(rows))
    if not named:
        return None
    (primary, _), *others = sorted(named, key=lambda name: name[1] is not NameKind.PRIMARY)
    places = find_addresses(rows)
    nationalities = (
        part for text in rows.list_texts(rows.layout.nationality) for part in part_cell(text)
    )
    at = (place.country for place in places)
    return ListEntry(
        id=key,
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(rows.first(rows.layout.kind).casefold(), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys((*filter(None, at), *find_countries(nationalities)))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(find_identifiers(rows))),
        listings=tuple(make_listings(rows, programme)),
        remarks=write_remarks(rows),
        line=rows.lines[0].number,
    )


# --- Names ------------------------------------------------------------------------------------


def find_names(rows: UkRows) -> Iterator[KindedName]:
    """Every name of every row; the first primary name alone is one, a second is an alias."""
    primary = False
    for line in rows.lines:
        text = join_texts(line.cells.get(column) for column in (*FORENAMES, "Name 6"))
        kind = find_name_kind(line, rows.layout)
        if text:
            yield text, NameKind.ALIAS if primary and kind is NameKind.PRIMARY else kind
            primary = primary or kind is NameKind.PRIMARY
    for text in rows.list_texts(*rows.layout.native):
        yield text, NameKind.NATIVE


def find_name_kind(line: HeadedRow, layout: UkLayout) -> NameKind:
    """How the row says that its name belongs to the party."""
    told = line.cells.get(layout.name_type, "").casefold()
    strength = line.cells.get(layout.strength, "").casefold()
    if told in PRIMARY:
        return NameKind.PRIMARY
    if told.startswith(FORMER):
        return NameKind.FORMER
    return NameKind.WEAK_ALIAS if strength.startswith(WEAK) else NameKind.ALIAS


# --- Places and numbers -----------------------------------------------------------------------


def find_addresses(rows: UkRows) -> tuple[Address, ...]:
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


def find_identifiers(rows: UkRows) -> Iterator[Identifier]:
    """The numbers of the party; a text around a number stays among the remarks."""
    for column, kind in rows.layout.identifiers.items():
        for text in (part for cell in rows.list_texts(column) for part in part_cell(cell)):
            found = NUMBER.search(text.upper())
            value = text if not kind_needs_search(text) else found[0] if found else ""
            if value:
                yield Identifier(kind=kind, value=value.removeprefix("IMO").strip(" :"))


def kind_needs_search(text: str) -> bool:
    """Whether a cell holds more than a number: words in small letters, or no digit at all."""
    return any(map(str.islower, text)) or not any(map(str.isdigit, text))


def part_cell(cell: str) -> list[str]:
    """The values of a cell that numbers them, or puts `|` or `;` between them."""
    return [text for part in BAR.split(cell) for text in part_numbered(part)]


# --- Listings ---------------------------------------------------------------------------------


def make_listings(rows: UkRows, programme: Programme) -> Iterator[Listing]:
    """One listing a regime: a party may stand under several, each with its own date."""
    regimes: dict[str, list[HeadedRow]] = {}
    for line in rows.lines:
        regimes.setdefault(line.cells.get(rows.layout.regime, ""), []).append(line)
    for regime, lines in regimes.items():
        yield make_listing(UkRows(lines=lines, layout=rows.layout), regime, programme)


def make_listing(rows: UkRows, regime: str, programme: Programme) -> Listing:
    """The party's place under one regime, as published."""
    return Listing(
        programme=programme,
        reason=rows.first("UK Statement of Reasons") or NO_REASON,
        requirement="; ".join(list_measures(rows)),
        citation=join_texts(
            (regime, *map("UN {}".format, rows.list_texts("UN Reference Number"))), "; "
        ),
        effective_date=read_date(rows.first(*rows.layout.listed_on)),
        status=STATUS,
        notes=tuple(write_notes(rows)),
        source=programme.source,
    )


def list_measures(rows: UkRows) -> Iterable[str]:
    """What is imposed, each measure once: the file repeats them between bars."""
    cells = rows.list_texts("Sanctions Imposed")
    return dict.fromkeys(join_texts([part]) for cell in cells for part in cell.split("|"))


def write_notes(rows: UkRows) -> Iterator[str]:
    """What to know about the listing."""
    dates = sorted(filter(None, map(read_date, rows.list_texts("Last Updated"))))
    yield from label_texts(
        ("Designated by", text) for text in rows.list_texts("Designation source")
    )
    if dates:
        yield f"Last updated in the publisher's file: {dates[-1]}."
    yield from label_texts(("OFSI group", text) for text in rows.list_texts("OFSI Group ID"))


def write_remarks(rows: UkRows) -> tuple[str, ...]:
    """What else the rows say of the party, each column with its label, each text once.

    A column that is new to this program is told under its own name.
    """
    read = rows.layout.columns
    new = {column: column for column in rows.lines[0].cells if column not in read}
    return label_texts(
        (label, text)
        for column, label in {**rows.layout.remarks, **new}.items()
        for text in rows.list_texts(column)
    )


PROGRAMME = "uk-sanctions"
PUBLISHER = "Foreign, Commonwealth & Development Office and HM Treasury, United Kingdom"
NAMELESS = "no row of this party holds a name"
PASSPORTS = {
    "Passport number": "passport",
    "Passport Number": "passport",
    "Passport Details": "passport",
    "National Identifier number": "national id",
    "National Identification Number": "national id",
    "NI Number": "national id",
}
ABOUT_PERSONS = {
    "Title": "Title",
    "D.O.B": "Date of birth",
    "DOB": "Date of birth",
    "Town of birth": "Town of birth",
    "Town of Birth": "Town of birth",
    "Country of birth": "Country of birth",
    "Country of Birth": "Country of birth",
    "Nationality(/ies)": "Nationality",
    "Nationality": "Nationality",
    "Gender": "Gender",
    "Position": "Position",
    "Passport number": "Passport",
    "Passport Number": "Passport",
    "Passport additional information": "Passport",
    "Passport Details": "Passport",
    "National Identifier number": "National identifier",
    "National Identifier additional information": "National identifier",
    "National Identification Number": "National identifier",
    "National Identification Details": "National identifier",
    "NI Number": "National identifier",
}
ABOUT_OTHERS = {
    "Type of entity": "Type of entity",
    "Subsidiaries": "Subsidiaries",
    "Parent company": "Parent company",
    "Business registration number (s)": "Business registration",
    "Current owner/operator (s)": "Current owner or operator",
    "Previous owner/operator (s)": "Previous owner or operator",
    "Current believed flag of ship": "Flag",
    "Previous flags": "Previous flags",
    "Type of ship": "Type of ship",
    "Tonnage of ship": "Tonnage",
    "Length of ship": "Length",
    "Year Built": "Built",
    "Hull identification number (HIN)": "Hull identification number",
    "Phone number": "Phone",
    "Website": "Website",
    "Email address": "Email",
    "Other Information": "Other information",
}
PRESENT = UkLayout(
    id="Unique ID",
    id_prefix="",
    kind="Designation Type",
    regime="Regime Name",
    name_type="Name type",
    strength="Alias strength",
    native=("Name non-latin script",),
    listed_on=("Date Designated",),
    address=(
        *(f"Address Line {number}" for number in range(1, 7)),
        "Address Postal Code",
        "Address Country",
    ),
    country="Address Country",
    nationality="Nationality(/ies)",
    identifiers={
        **PASSPORTS,
        "Business registration number (s)": "registration number",
        "IMO number": "imo",
        "Hull identification number (HIN)": "hull number",
    },
    remarks={**ABOUT_PERSONS, **ABOUT_OTHERS},
)
OLDER = UkLayout(
    id="Group ID",
    id_prefix="ofsi-",
    kind="Group Type",
    regime="Regime",
    name_type="Alias Type",
    strength="Alias Quality",
    native=("Name Non-Latin Script",),
    listed_on=("UK Sanctions List Date Designated", "Listed On"),
    address=(*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code", "Country"),
    country="Country",
    nationality="Nationality",
    identifiers=PASSPORTS,
    remarks={**ABOUT_PERSONS, "Other Information": "Other information"},
)
NAMES = (*FORENAMES, "Name 6")


# --- The files --------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether the first lines are those of the UK Sanctions List."""
    return has_columns(files, PRESENT)


def recognises_older(files: Files) -> bool:
    """Whether the first lines are those of the consolidated list."""
    return has_columns(files, OLDER)


def has_columns(files: Files, layout: UkLayout) -> bool:
    """Whether one of the first two lines is the header of the layout."""
    lines = read_beginning(files).splitlines()[:2]
    return any(all(each in line for each in (layout.id, "Name 6", layout.kind)) for line in lines)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The UK Sanctions List. Raises ListError when it is not as published, or holds no party."""
    return read_list(files, reference, PRESENT, "UK Sanctions List")


def parse_older(files: Files, reference: Reference) -> ParsedList:
    """The consolidated list. Raises ListError when it is not as published, or holds no party."""
    return read_list(files, reference, OLDER, "UK consolidated list of financial sanctions targets")


def read_list(files: Files, reference: Reference, layout: UkLayout, title: str) -> ParsedList:
    """The whole list, every row a party's first, joined to one, or rejected."""
    name, data = take_only_file(files)
    rows = read_filled(data, name, windows=layout is OLDER)
    head = ListHead(id=LIST_ID, title=title, publisher=PUBLISHER, as_of=find_list_date(rows, name))
    columns = (layout.id, *NAMES, layout.name_type, layout.kind, layout.regime)
    parties = group_rows(read_headed(rows, name, columns), layout)
    instrument = find_programme(reference, PROGRAMME)
    found = [
        row
        for key, lines in parties.items()
        for row in judge_rows(UkRows(lines=lines, layout=layout), key, instrument, name)
    ]
    return collect_list(head, name, found, sum(map(len, parties.values())))


def judge_rows(
    rows: UkRows, key: str, instrument: Programme, name: str
) -> Iterator[ListEntry | Rejected]:
    """The party of these rows, or each of them rejected."""
    found = make_entry(rows, key, instrument)
    if found:
        yield found
        return
    for line in rows.lines:
        yield Rejected(line=line.number, reason=NAMELESS, file=name)


def find_list_date(rows: Iterator[CsvRecord], name: str) -> str:
    """The date in the line above the header. Raises ListError when there is none."""
    first = next(rows, None)
    cells = first.cells if first else []
    date = read_date(join_texts(cells).partition(":")[2] or join_texts(cells[1:2]))
    if not date:
        raise ListError(f"{name}: line 1 does not state the date of the list", NOTHING_SCREENED)
    return date


def group_rows(lines: Iterable[HeadedRow], layout: UkLayout) -> dict[str, list[HeadedRow]]:
    """The rows of each party in the order of the file, by its id; a name alone is one too."""
    parties: dict[str, list[HeadedRow]] = {}
    for line in lines:
        parties.setdefault(find_party_id(line, layout), []).append(line)
    return parties


def find_party_id(line: HeadedRow, layout: UkLayout) -> str:
    """The publisher's id of the party, or for a row without one an id made from its name."""
    own = line.cells[layout.id]
    return (
        f"{layout.id_prefix}{own}"
        if own
        else hash_id(LIST_ID, *(line.cells[each] for each in NAMES))
    )


XML_COLUMNS = {
    "LastUpdated": "Last Updated",
    "DateDesignated": "Date Designated",
    "UniqueID": "Unique ID",
    "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN Reference Number",
    "RegimeName": "Regime Name",
    "IndividualEntityShip": "Designation Type",
    "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed",
    "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons",
    **{f"Name{number}": f"Name {number}" for number in range(1, 7)},
    "NameType": "Name type",
    "AliasStrength": "Alias strength",
    "NameNonLatinScript": "Name non-latin script",
    "NonLatinScriptType": "Non-latin script type",
    "NonLatinScriptLanguage": "Non-latin script language",
    **{f"AddressLine{number}": f"Address Line {number}" for number in range(1, 7)},
    "AddressPostalCode": "Address Postal Code",
    "AddressCountry": "Address Country",
    "Title": "Title",
    "DOB": "D.O.B",
    "TownOfBirth": "Town of birth",
    "CountryOfBirth": "Country of birth",
    "Nationality": "Nationality(/ies)",
    "PassportNumber": "Passport number",
    "PassportAdditionalInformation": "Passport additional information",
    "NationalIdentifierNumber": "National Identifier number",
    "NationalIdentifierAdditionalInformation": "National Identifier additional information",
    "Position": "Position",
    "Gender": "Gender",
    "TypeOfEntity": "Type of entity",
    "BusinessRegistrationNumber": "Business registration number (s)",
    "ParentCompany": "Parent company",
    "Subsidiary": "Subsidiaries",
    "IMONumber": "IMO number",
    "HullIdentificationNumber": "Hull identification number (HIN)",
    "CurrentOwnerOperator": "Current owner/operator (s)",
    "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship",
    "PreviousFlag": "Previous flags",
    "TypeOfShip": "Type of ship",
    "TonnageOfShip": "Tonnage of ship",
    "LengthOfShip": "Length of ship",
    "YearBuilt": "Year Built",
    "PhoneNumber": "Phone number",
    "EmailAddress": "Email address",
    "Website": "Website",
}
"""Element -> the column of the CSV that it is; any other is told under its own name."""
TOGETHER = ("Name", "NonLatinName", "Address")
"""Elements whose parts are one row."""
OF_ALL = ("Unique ID", "Regime Name", "Designation Type")
"""Columns that every row of the CSV repeats."""
UNKNOWN_DATE = re.compile(r"(?:dd/)?(?:mm/)?(?=\d)", re.IGNORECASE)
"""`dd/mm/1945` is 1945."""


def recognises_xml(files: Files) -> bool:
    """Whether it is one XML file with the root and a designation of this list."""
    start = read_beginning(files)
    return "<Designations" in start and ("<Designation>" in start or "<DateGenerated" in start)


def parse_xml(files: Files, reference: Reference) -> ParsedList:
    """Every designation an entry, or rejected when it names nobody.

    Raises ListError when the XML is malformed or dangerous, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    instrument = find_programme(reference, PROGRAMME)
    found, as_of, count = [], "", 0
    for block in xml.iterate_blocks(data, name, "DateGenerated", "Designation"):
        if xml.local_name(block) == "DateGenerated":
            as_of = as_of or read_date("".join(block.itertext()))
            continue
        count += 1
        rows = UkRows(lines=list(make_lines(block, count)), layout=PRESENT)
        key = find_party_id(rows.lines[0], PRESENT)
        found.append(next(iter(judge_rows(rows, key, instrument, name))))
    if not as_of:
        raise ListError(f"{name}: it has no DateGenerated", NOTHING_SCREENED)
    places = dict(enumerate(find_lines(data, "Designation", count), start=1))
    placed = [place_at_line(one, places) for one in found]
    head = ListHead(id=LIST_ID, title="UK Sanctions List", publisher=PUBLISHER, as_of=as_of)
    return collect_list(head, name, placed, count)


def make_lines(block: Element, number: int) -> Iterator[HeadedRow]:
    """The rows that the CSV would have: one with what is told once, one for every other thing."""
    cells = dict.fromkeys((*XML_COLUMNS.values(), *find_unknown_tags(block)), "")
    first = cells | {name_column(one): read_element(one) for one in block if len(one) == 0}
    common = {each: first[each] for each in OF_ALL}
    names = [row for row in gather_cells(block) if any(key.startswith("Name ") for key in row)]
    others = [row for row in gather_cells(block) if row not in names]
    yield HeadedRow(number=number, cells={**first, **(names[0] if names else {})})
    for row in (*names[1:], *others):
        yield HeadedRow(number=number, cells={**cells, **common, **row})


def gather_cells(block: Element) -> Iterator[dict[str, str]]:
    """What stands below the parts of a designation: a name or address whole, any other alone."""
    for part in block:
        for one in part.iter():
            if xml.local_name(one) in TOGETHER and len(one):
                yield {
                    name_column(leaf): read_element(leaf) for leaf in one.iter() if len(leaf) == 0
                }
        inside = {
            id(leaf) for one in part.iter() if xml.local_name(one) in TOGETHER for leaf in one
        }
        for leaf in part.iter():
            alone = len(leaf) == 0 and leaf is not part and id(leaf) not in inside
            if alone and read_element(leaf):
                yield {name_column(leaf): read_element(leaf)}


def find_unknown_tags(block: Element) -> Iterator[str]:
    """Elements that this program does not know, by their own names."""
    for one in block.iter():
        if len(one) == 0 and read_element(one) and xml.local_name(one) not in XML_COLUMNS:
            yield xml.local_name(one)


def name_column(element: Element) -> str:
    """The column of the CSV that an element is."""
    return XML_COLUMNS.get(xml.local_name(element), xml.local_name(element))


def read_element(element: Element) -> str:
    """The text of an element, folded; a date of birth as far as it is known."""
    text = fold_spaces(element.text)
    return UNKNOWN_DATE.sub("", text, count=1) if xml.local_name(element) == "DOB" else text


def place_at_line(one: ListEntry | Rejected, places: dict[int, int]) -> ListEntry | Rejected:
    """The entry or rejected designation with its line of the file in place of its number."""
    return replace(one, line=places.get(one.line) or one.line)
