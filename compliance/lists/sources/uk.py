"""The lists of the United Kingdom in CSV: the UK Sanctions List and the older consolidated list.

The UK Sanctions List (Foreign, Commonwealth & Development Office) begins with a line `Report Date`,
then the header, then one row for each combination of a party's names and addresses; rows of one
`Unique ID` are one party. The consolidated list (`ConList.csv`, OFSI at HM Treasury, to January
2026) begins with a line `Last Updated`, may be in Windows-1252, and joins rows by `Group ID`. In
both, `Name 6` is the family name of a person, or the whole name of anything else.
"""

from collections.abc import Iterable, Iterator

from compliance.errors import ListError
from compliance.lists.common.csv_rows import (
    NOTHING_SCREENED,
    Line,
    Record,
    read_filled,
    read_headed,
)
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.texts import join_texts
from compliance.lists.sources.base import (
    Head,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.lists.sources.uk_party import FORENAMES, LIST_ID, Layout, Rows, entry
from compliance.model import ListEntry, Programme, Rejected

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
PRESENT = Layout(
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
OLDER = Layout(
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


def has_columns(files: Files, layout: Layout) -> bool:
    """Whether one of the first two lines is the header of the layout."""
    lines = read_beginning(files).splitlines()[:2]
    return any(all(each in line for each in (layout.id, "Name 6", layout.kind)) for line in lines)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The UK Sanctions List. Raises ListError when it is not as published, or holds no party."""
    return read(files, reference, PRESENT, "UK Sanctions List")


def parse_older(files: Files, reference: Reference) -> ParsedList:
    """The consolidated list. Raises ListError when it is not as published, or holds no party."""
    return read(files, reference, OLDER, "UK consolidated list of financial sanctions targets")


def read(files: Files, reference: Reference, layout: Layout, title: str) -> ParsedList:
    """The whole list, every row a party's first, joined to one, or rejected."""
    name, data = take_only_file(files)
    rows = read_filled(data, name, windows=layout is OLDER)
    head = Head(id=LIST_ID, title=title, publisher=PUBLISHER, as_of=dated(rows, name))
    columns = (layout.id, *NAMES, layout.name_type, layout.kind, layout.regime)
    parties = grouped(read_headed(rows, name, columns), layout)
    instrument = find_programme(reference, PROGRAMME)
    found = [
        one
        for key, lines in parties.items()
        for one in judged(Rows(lines=lines, layout=layout), key, instrument, name)
    ]
    return collect_list(head, name, found, sum(map(len, parties.values())))


def judged(
    rows: Rows, key: str, instrument: Programme, name: str
) -> Iterator[ListEntry | Rejected]:
    """The party of these rows, or each of them rejected."""
    found = entry(rows, key, instrument)
    if found:
        yield found
        return
    for line in rows.lines:
        yield Rejected(line=line.number, reason=NAMELESS, file=name)


def dated(rows: Iterator[Record], name: str) -> str:
    """The date in the line above the header. Raises ListError when there is none."""
    first = next(rows, None)
    cells = first.cells if first else []
    date = read_date(join_texts(cells).partition(":")[2] or join_texts(cells[1:2]))
    if not date:
        raise ListError(f"{name}: line 1 does not tell the date of the list", NOTHING_SCREENED)
    return date


def grouped(lines: Iterable[Line], layout: Layout) -> dict[str, list[Line]]:
    """The rows of each party in the order of the file, by its id; a name alone is one too."""
    parties: dict[str, list[Line]] = {}
    for line in lines:
        parties.setdefault(party_id(line, layout), []).append(line)
    return parties


def party_id(line: Line, layout: Layout) -> str:
    """The publisher's id of the party, or for a row without one an id made from its name."""
    own = line.cells[layout.id]
    return (
        f"{layout.id_prefix}{own}"
        if own
        else hash_id(LIST_ID, *(line.cells[each] for each in NAMES))
    )
