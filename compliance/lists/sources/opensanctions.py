"""The targets of OpenSanctions as a simple table, and what all its forms share.

OpenSanctions collects the lists of others; each entity names the datasets it comes from. Its data
is licensed CC BY-NC 4.0: commercial users need a licence of the publisher.

`targets.simple.csv` has one row an entity. A cell with several values is itself a line of CSV with
`;` between them, so that a value may hold one in quotes. The names of the datasets stand in
`dataset`, what the sanctions say in `sanctions`, without telling which belongs to which.
"""

import csv
import re
from collections.abc import Iterator

from msgspec.structs import replace

from compliance.lists.common.countries import find_countries
from compliance.lists.common.csv_rows import HeadedRow, read_filled, read_headed
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import collect_names
from compliance.lists.common.texts import fold_spaces, label_texts
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
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

LIST_ID = "opensanctions"
PROGRAMME = "opensanctions"
HEAD = ListHead(id=LIST_ID, title="OpenSanctions", publisher="OpenSanctions", as_of="")
NO_REASON = "OpenSanctions gives no reason; see the dataset's publisher."
SCHEMAS = {
    "Person": PartyKind.PERSON,
    "Company": PartyKind.ORGANISATION,
    "Organization": PartyKind.ORGANISATION,
    "PublicBody": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Airplane": PartyKind.AIRCRAFT,
}
"""FollowTheMoney schema -> kind; a `LegalEntity` may be a person, so it is unknown."""
IDENTIFIERS = {
    "registrationNumber": "registration number",
    "taxNumber": "tax id",
    "vatCode": "tax id",
    "idNumber": "national id",
    "socialSecurityNumber": "social security number",
    "passportNumber": "passport",
    "leiCode": "lei",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "uscCode": "uscc",
    "swiftBic": "swift",
    "dunsCode": "duns",
    "uniqueEntityId": "uei",
    "cageCode": "cage",
    "licenseNumber": "licence number",
    "isinCode": "isin",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call sign",
    "serialNumber": "serial number",
}
"""FollowTheMoney property -> kind of number; those that several parties share (KPP) are none."""
IMO = re.compile(r"(?:IMO[ -]?)(\d{7})", re.IGNORECASE)


def make_programme(base: Programme, name: str) -> Programme:
    """A dataset of OpenSanctions as the programme of a listing."""
    key = re.sub(r"\W+", "-", name.casefold()).strip("-")
    return replace(base, id=f"{PROGRAMME}-{key}", name=f"{name} (by OpenSanctions)")


def make_identifier(kind: str, value: str) -> Identifier:
    """One identifier; an IMO number is told by its letters where the kind is not given."""
    imo = IMO.fullmatch(value)
    if imo and kind in ("", "imo"):
        return Identifier(kind="imo", value=imo[1])
    return Identifier(kind=kind, value=value)


COLUMNS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,dataset,"
    "first_seen,last_seen"
).split(",")
"""What is read here; phones, emails, program_ids and last_change are used where they are."""


def recognises(files: Files) -> bool:
    """Whether it is one file with the header of the simple table."""
    header = next(csv.reader(read_beginning(files).splitlines()[:1]), [])
    return set(header) >= {"id", "schema", "aliases", "dataset", "last_seen"}


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row an entry or rejected.

    Raises ListError when the file is not UTF-8, lacks a column, has a malformed row or no entry.
    """
    name, data = take_only_file(files)
    base = find_programme(reference, PROGRAMME)
    lines = read_headed(read_filled(data, name), name, COLUMNS)
    found = [
        make_entry(line, base)
        if any(map(str.isalnum, line.cells["name"]))
        else Rejected(line=line.number, reason="no name", file=name)
        for line in lines
    ]
    seen = max((read_date(line.cells["last_seen"]) for line in lines), default="")
    return collect_list(replace(HEAD, as_of=seen), name, found, len(found))


def make_entry(line: HeadedRow, base: Programme) -> ListEntry:
    """One row as an entry with a listing for each dataset."""
    cells = line.cells
    return ListEntry(
        id=cells["id"] or f"{LIST_ID}-{line.number}",
        list_id=LIST_ID,
        names=collect_names(
            cells["name"], ((text, NameKind.ALIAS) for text in split_cell(cells["aliases"]))
        ),
        kind=SCHEMAS.get(cells["schema"], PartyKind.UNKNOWN),
        countries=find_countries(split_cell(cells["countries"])),
        addresses=tuple(Address(text=text) for text in split_cell(cells["addresses"])),
        identifiers=tuple(read_identifiers(cells["identifiers"])),
        listings=tuple(make_listings(line, base)),
        remarks=label_texts(
            (
                *(("Date of birth", text) for text in split_cell(cells["birth_date"])),
                *(("Phone", text) for text in split_cell(cells.get("phones", ""))),
                *(("Email", text) for text in split_cell(cells.get("emails", ""))),
                ("Schema", cells["schema"] if cells["schema"] not in SCHEMAS else ""),
            )
        ),
        line=line.number,
    )


def split_cell(cell: str) -> tuple[str, ...]:
    """The values of a cell, each once; empty ones are no values."""
    values = next(csv.reader([fold_spaces(cell)], delimiter=";"), [])
    return tuple(dict.fromkeys(filter(None, map(fold_spaces, values))))


def read_identifiers(cell: str) -> Iterator[Identifier]:
    """The numbers of a cell; the table does not tell of what kind they are."""
    return (make_identifier("", value) for value in split_cell(cell))


def make_listings(line: HeadedRow, base: Programme) -> Iterator[Listing]:
    """One listing a dataset, as far as the table tells."""
    cells = line.cells
    programmes = ", ".join(split_cell(cells.get("program_ids", "")))
    for name in split_cell(cells["dataset"]) or ("dataset not named",):
        yield Listing(
            programme=make_programme(base, name),
            reason="; ".join(split_cell(cells["sanctions"])) or NO_REASON,
            citation=programmes,
            status=STATUS,
            notes=label_texts([("First seen by OpenSanctions", read_date(cells["first_seen"]))]),
            source=base.source,
        )
