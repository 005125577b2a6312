"""Australia's Consolidated List (DFAT), as its Excel workbook or a CSV of the same columns.

One row a name: `8577` is the party under its primary name, `8577a`, `8577b` ... are its aliases and
its name in the original script, which repeat the rest of the row. Rows of one number are joined.
Columns and values from published rows of 2025 and 2026 that public test suites and programs quote;
no whole file was at hand. Dates are days of Excel, `5 May 1957`, or words ("Approximately 1960").
"""

import re
from collections.abc import Iterator, Sequence

from compliance.lists.common import workbook_rows
from compliance.lists.common.countries import find_countries, find_last_country
from compliance.lists.common.csv_rows import HeadedRow
from compliance.lists.common.dates import read_month_first
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.names import KindedName, collect_names
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

LIST_ID = "au"
PROGRAMME = "au-dfat"
TITLE = "Australian Consolidated List (DFAT)"
PUBLISHER = "Department of Foreign Affairs and Trade (DFAT), Australia"
REFERENCE, NAME, KIND, NAME_TYPE = (
    "Reference",
    "Name of Individual or Entity",
    "Type",
    "Name Type",
)
COLUMNS = (REFERENCE, NAME, KIND, NAME_TYPE)
"""Columns without which it is not this list; a file of before 2025 lacks some of the others."""
NUMBER = re.compile(r"(\d+)\s*[A-Za-z]{0,3}(?:\.0)?")
KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANISATION,
    "vessel": PartyKind.VESSEL,
}
NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "original script": NameKind.NATIVE,
    "alias": NameKind.ALIAS,
    "former name": NameKind.FORMER,
}
MEASURES = ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction")
YES = ("true", "yes", "1")
REMARKS = {
    "Date of Birth": "Date of birth",
    "Place of Birth": "Place of birth",
    "Citizenship": "Citizenship",
    "Additional Information": "Additional information",
}
LISTED = (
    *("Alias Strength", "Address", "IMO Number", "Committees", "Control Date"),
    *("Listing Information", "Instrument of Designation"),
)
LETTERED = re.compile(r"(?:^|[\s;,])\(?(?:[a-h]|i{1,3}|iv|v)\)\s")
"""What numbers several values of a cell."""
BETWEEN = re.compile(r";|_x000D_")
NAMELESS = "no row of this party holds a name"
NUMBERLESS = "its reference is no number"
NO_REASON = "The publisher's file gives no reason; see the instrument of designation."


def recognises(files: Files) -> bool:
    """Whether it is one CSV or workbook with the columns of this list."""
    return workbook_rows.has_columns(files, COLUMNS)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row a party's first, joined to one, or rejected.

    Raises ListError when the file cannot be read, lacks a column, or holds no party.
    """
    name, data = take_only_file(files)
    instrument = find_programme(reference, PROGRAMME)
    rows = workbook_rows.read_table(data, name, COLUMNS)
    parties: dict[tuple[str, str], list[HeadedRow]] = {}
    lost = []
    for row in rows:
        number = NUMBER.fullmatch(row.cells[REFERENCE])
        if number:
            parties.setdefault((number[1], row.cells[KIND].casefold()), []).append(row)
        else:
            lost.append(Rejected(line=row.number, reason=NUMBERLESS, file=name))
    found: list[ListEntry | Rejected] = [*lost]
    for (number_, _), every in parties.items():
        if any(any(map(str.isalnum, row.cells[NAME])) for row in every):
            found.append(make_entry(number_, every, instrument))
        else:
            found += [Rejected(line=row.number, reason=NAMELESS, file=name) for row in every]
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    return collect_list(head, name, found, len(rows))


# --- One entry --------------------------------------------------------------------------------


def make_entry(number: str, rows: Sequence[HeadedRow], instrument: Programme) -> ListEntry:
    """The rows of one number as an entry."""
    every = sorted(find_names(rows), key=lambda name: name[1] is not NameKind.PRIMARY)
    (primary, _), *others = every
    places = tuple(dict.fromkeys(find_addresses(rows)))
    citizenships = (part for text in list_cells(rows, "Citizenship") for part in text.split(","))
    at = (place.country for place in places)
    return ListEntry(
        id=f"au-{number}" if number else hash_id(LIST_ID, primary),
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(rows[0].cells[KIND].casefold(), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys((*filter(None, at), *find_countries(citizenships)))),
        addresses=places,
        identifiers=tuple(
            Identifier(kind="imo", value=text.removeprefix("IMO").strip(" :"))
            for text in list_cells(rows, "IMO Number")
        ),
        listings=(make_listing(rows, instrument),),
        remarks=write_remarks(rows),
        line=rows[0].number,
    )


def find_names(rows: Sequence[HeadedRow]) -> Iterator[KindedName]:
    """Every name of every row; the first primary one alone is one, a second is an alias."""
    primary = False
    for row in rows:
        kind = NAME_KINDS.get(row.cells[NAME_TYPE].casefold(), NameKind.ALIAS)
        if row.cells.get("Alias Strength", "").casefold() == "weak":
            kind = NameKind.WEAK_ALIAS
        kind = NameKind.ALIAS if primary and kind is NameKind.PRIMARY else kind
        if any(map(str.isalnum, row.cells[NAME])):
            primary = primary or kind is NameKind.PRIMARY
            yield row.cells[NAME], kind


def list_cells(rows: Sequence[HeadedRow], column: str) -> Iterator[str]:
    """What a column holds, row by row, each text once."""
    yield from dict.fromkeys(filter(None, (row.cells.get(column, "") for row in rows)))


def find_addresses(rows: Sequence[HeadedRow]) -> Iterator[Address]:
    """Every address; a cell that numbers several by letters, or joins them by `;`, is parted."""
    for cell in list_cells(rows, "Address"):
        form = LETTERED if LETTERED.search(cell) else BETWEEN
        for part in map(fold_spaces, form.split(cell)):
            if text := part.strip(" ,;"):
                yield Address(text=text, country=find_last_country(text))


def make_listing(rows: Sequence[HeadedRow], instrument: Programme) -> Listing:
    """The party's place on the list: measures, regime, instrument and date."""
    imposed = (one for one in MEASURES if any(map(is_yes, list_cells(rows, one))))
    days = sorted(
        filter(None, (read_month_first(text) for text in list_cells(rows, "Control Date")))
    )
    regimes = dict.fromkeys(
        (*list_cells(rows, "Committees"), *list_cells(rows, "Instrument of Designation"))
    )
    return Listing(
        programme=instrument,
        reason="; ".join(list_cells(rows, "Listing Information")) or NO_REASON,
        requirement="; ".join(one.capitalize() for one in imposed),
        citation="; ".join(regimes),
        effective_date=days[0] if days else "",
        status=STATUS,
        source=instrument.source,
    )


def is_yes(text: str) -> bool:
    """Whether a cell says that a measure is imposed."""
    return text.casefold() in YES


def write_remarks(rows: Sequence[HeadedRow]) -> tuple[str, ...]:
    """What else the rows say of the party; a new column is told under its own name."""
    known = {*COLUMNS, *MEASURES, *LISTED, *REMARKS}
    new = {column: column for column in rows[0].cells if column and column not in known}
    return label_texts(
        (label, remove_time(text) if column == "Date of Birth" else text)
        for column, label in {**REMARKS, **new}.items()
        for text in list_cells(rows, column)
    )


def remove_time(text: str) -> str:
    """A day that Excel gives with the hour zero, without it."""
    return join_texts((text.removesuffix(" 00:00:00"),))
