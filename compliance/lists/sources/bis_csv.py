"""The Entity List and the Unverified List in the CSV files that BIS offered for download itself.

Both readers were made from the files with which the Department of Commerce tested its own search
service (github GovWizely/webservices, spec/fixtures, 2014; the files were called
915-consolidated-list-csv and 1053-unverified-list); that BIS still offers them was not verified.
The present lists stand in Supplements No. 4 and 6 to 15 CFR Part 744 and in the Consolidated
Screening List.

The consolidated file (Windows-1252) has a header with `Source List` (EL, UVL, MEU, DPL) and a row
for each combination of an address and an alternate name; the rows of one name, country and notice
are one party. The Unverified List has no header: eight cells, of which country, name and address
are filled, a row for each address, with aliases behind ", a.k.a. ".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance.errors import ListError
from compliance.lists.common import csv_rows, names, workbook_rows
from compliance.lists.common.countries import find_country, list_countries
from compliance.lists.common.csv_rows import CsvRecord, HeadedRow
from compliance.lists.common.dates import read_date_or_text
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.texts import fold_spaces, join_texts, label_texts
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import Address, ListEntry, Listing, Programme, Rejected

LIST_ID = "us-bis-el"
TITLE = "Lists of BIS, its own CSV"
PUBLISHER = "Bureau of Industry and Security (BIS), US Department of Commerce"
SOURCE, NAME, ALIAS, COUNTRY = "Source List", "Name", "Alternate Name", "Country"
NOTICE, LIFTED = "Federal Register Notice", "Date Lifted/Waived"
REQUIREMENT, POLICY = "License Requirement", "License Policy"
COLUMNS = (SOURCE, NAME, COUNTRY, NOTICE, "Effective Date", REQUIREMENT, POLICY, ALIAS)
PLACE = ("Address", "City", "State/Province", "Postal Code", COUNTRY)
CODES: Mapping[str, str] = {
    "EL": "us-bis-el",
    "UVL": "us-bis-uvl",
    "MEU": "us-bis-meu",
    "DPL": "us-bis-dpl",
}
"""Source list -> its id in programmes.toml."""
REMARKS = {"Title": "Title", "Remarks/Owner": "Publisher's remark", "Address Remarks": "Address"}
NAMELESS = "no name"
OTHER_LIST = "of a list that is not known here: {}"

UVL_ID = "us-bis-uvl"
UVL_WIDTH, UVL_FILLED = 8, 3
ALSO = re.compile(r",?\s+a\.k\.a\.,?\s+", re.IGNORECASE)
NO_COUNTRY = "the first cell is no country: {}"


# --- The consolidated file --------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one CSV or workbook with the columns of the consolidated file."""
    return workbook_rows.has_columns(files, COLUMNS)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every row the first of a party, joined to one, or rejected.

    Raises ListError when the file cannot be read, lacks a column, or holds no party.
    """
    name, data = take_only_file(files)
    rows = workbook_rows.read_table(data, name, COLUMNS)
    parties: dict[tuple[str, ...], list[HeadedRow]] = {}
    lost = []
    for row in rows:
        if why := find_fault(row):
            lost.append(Rejected(line=row.number, reason=why, file=name))
        else:
            key = tuple(row.cells[column] for column in (SOURCE, NAME, COUNTRY, NOTICE))
            parties.setdefault(key, []).append(row)
    made = (
        make_entry(every, find_programme(reference, CODES[source.upper()]))
        for (source, *_), every in parties.items()
    )
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    return collect_list(head, name, [*made, *lost], len(rows), "line")


def find_fault(row: HeadedRow) -> str:
    """Why a row belongs to no party; empty when it does."""
    if row.cells[SOURCE].upper() not in CODES:
        return OTHER_LIST.format(row.cells[SOURCE] or "none is named")
    return "" if any(map(str.isalnum, row.cells[NAME])) else NAMELESS


def make_entry(rows: Sequence[HeadedRow], programme: Programme) -> ListEntry:
    """The rows of one party as an entry with one listing."""
    first = rows[0].cells
    places = list_places(rows)
    aliases = "; ".join(dict.fromkeys(row.cells[ALIAS] for row in rows if row.cells[ALIAS]))
    lifted = first.get(LIFTED, "")
    return ListEntry(
        id=hash_id("el" if programme.id == LIST_ID else programme.id, first[NAME], first[COUNTRY]),
        list_id=LIST_ID,
        names=names.collect_own_names(first[NAME], aliases),
        countries=list_countries(places, find_country(first[COUNTRY])),
        addresses=places,
        listings=(
            Listing(
                programme=programme,
                official_name=first[NAME],
                requirement=first[REQUIREMENT],
                policy=first[POLICY],
                citation=first[NOTICE],
                effective_date=read_date_or_text(first["Effective Date"]),
                status=STATUS,
                notes=(f"Lifted or waived: {read_date_or_text(lifted)}.",) if lifted else (),
                source=programme.source,
            ),
        ),
        remarks=tuple(list_remarks(rows)),
        line=rows[0].number,
    )


def list_places(rows: Iterable[HeadedRow]) -> tuple[Address, ...]:
    """Every address of the rows once; a country alone is none."""
    found = (
        Address(
            text=join_texts([row.cells.get(part, "") for part in PLACE], ", "),
            country=find_country(row.cells[COUNTRY]),
        )
        for row in rows
        if any(row.cells.get(part) for part in PLACE[:-1])
    )
    return tuple(dict.fromkeys(found))


def list_remarks(rows: Iterable[HeadedRow]) -> Iterator[str]:
    """What the rows say beside names, addresses and the listing, each once."""
    said = [(label, row.cells.get(column)) for row in rows for column, label in REMARKS.items()]
    yield from label_texts(said)


# --- The Unverified List ----------------------------------------------------------------------


def recognises_uvl(files: Files) -> bool:
    """Whether it is one CSV whose first rows are eight cells, of which country, name, address."""
    if len(files) != 1:
        return False
    [(name, data)] = files.items()
    if workbook_rows.is_workbook(data):
        return False
    try:
        rows = workbook_rows.list_first_rows(
            csv_rows.recode_utf8(workbook_rows.cut_lines(data)), name
        )
    except ListError:
        return False
    return bool(rows) and all(map(is_uvl_row, rows))


def is_uvl_row(row: CsvRecord) -> bool:
    """Whether a row has the shape of this list."""
    filled, rest = row.cells[:UVL_FILLED], row.cells[UVL_FILLED:]
    return (
        len(row.cells) == UVL_WIDTH
        and all(filled)
        and not any(rest)
        and bool(find_country(filled[0]))
    )


def parse_uvl(files: Files, reference: Reference) -> ParsedList:
    """Every row the first of a party, joined to one, or rejected.

    Raises ListError when the file cannot be read, has a torn row, or holds no party.
    """
    name, data = take_only_file(files)
    rows = list(csv_rows.read_filled(data, name, windows=True))
    torn = (csv_rows.reject_torn(row, UVL_WIDTH) for row in rows if len(row.cells) != UVL_WIDTH)
    csv_rows.refuse_problems(name, torn)
    programme = find_programme(reference, UVL_ID)
    parties: dict[tuple[str, str], list[CsvRecord]] = {}
    lost = []
    for row in rows:
        country, party = map(fold_spaces, row.cells[:2])
        if why := find_uvl_fault(country, party):
            lost.append(Rejected(line=row.line, reason=why, file=name))
        else:
            parties.setdefault((country, party), []).append(row)
    made = (make_uvl_entry(every, programme) for every in parties.values())
    head = ListHead(id=UVL_ID, title=programme.name, publisher=programme.publisher, as_of="")
    return collect_list(head, name, [*made, *lost], len(rows), "line")


def find_uvl_fault(country: str, party: str) -> str:
    """Why a row belongs to no party; empty when it does."""
    if not any(map(str.isalnum, party)):
        return NAMELESS
    return "" if find_country(country) else NO_COUNTRY.format(country)


def make_uvl_entry(rows: Sequence[CsvRecord], programme: Programme) -> ListEntry:
    """The rows of one party as an entry with one listing."""
    country, cell = map(fold_spaces, rows[0].cells[:2])
    code = find_country(country)
    primary, *aliases = ALSO.split(cell)
    places = dict.fromkeys(fold_spaces(row.cells[2]) for row in rows)
    told = (fold_spaces(text) for row in rows for text in row.cells[UVL_FILLED:])
    return ListEntry(
        id=hash_id("uvl", primary, country),
        list_id=UVL_ID,
        names=names.collect_own_names(primary, "; ".join(aliases)),
        countries=(code,),
        addresses=tuple(Address(text=text, country=code) for text in places if text),
        listings=(
            Listing(
                programme=programme,
                official_name=cell,
                status=STATUS,
                notes=("The file gives neither date nor citation.",),
                source=programme.source,
            ),
        ),
        remarks=tuple(dict.fromkeys(filter(None, told))),
        line=rows[0].line,
    )
