"""The Denied Persons List in BIS's own files: tab-separated until 2023 or so, a CSV since.

The older file has a column for each part of the address. The present one puts name, street, city,
state, country and postal code into one cell, joined by ", " ("ACME, INC., 1 ROAD, TOWN, , DE, "),
so that a comma inside a name looks the same as the one behind it.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from compliance.lists.common import csv_rows, names
from compliance.lists.common.countries import list_countries
from compliance.lists.common.csv_rows import CsvRecord, CsvRow
from compliance.lists.common.dates import read_date_or_text
from compliance.lists.common.files import Files
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    hash_id,
)
from compliance.model import Address, ListEntry, Listing, Programme, Rejected
from compliance.names.countries import is_territory_code

LIST_ID = "dpl"
PROGRAMME = "us-bis-dpl"
CELL = "Name_and_Address"
CITATION = "Appropriate Federal Register Citations"
PRESENT = (CELL, "Effective_Date", "Expiration_Date", CITATION, "Type of Denial")
OLDER = (
    "Name Street_Address City State Country Postal_Code Effective_Date Expiration_Date "
    "Standard_Order Last_Update Action FR_Citation"
).split()
BEHIND_NAME = re.compile(
    r"^(?:(?:INC|LLC|L\.L\.C|LTD|LIMITED|CO|CORP|CORPORATION|GMBH|S\.?A|SA|AG|B\.?V|N\.?V|JR|SR|"
    r"II|III|IV|PLC|PTE|FZE|FZCO|LP|LLP|P\.?C|M\.?D|K\.?G|KFT|A\.?S|OOO|OAO)\.?\s*)+$",
    re.IGNORECASE,
)
"""What may stand behind a comma and still belong to the name."""
NAMELESS = "no name"


class DenialOrder(Struct, frozen=True, kw_only=True):
    """One row of either file: one party at one address under one denial order."""

    name: str
    address: str
    country: str
    effective: str
    expires: str
    citation: str
    standard: str
    remarks: tuple[str, ...] = ()


# --- The files --------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one file with the header of either form."""
    if len(files) != 1:
        return False
    data = next(iter(files.values()))
    present = {CELL, CITATION} <= set(csv_rows.peek_header(data))
    return present or set(OLDER) <= set(csv_rows.peek_header(data, delimiter="\t"))


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every row an entry, or rejected when it repeats another or names nobody.

    Raises ListError when the file is not UTF-8, lacks a column, has a row of another width or
    holds no entry.
    """
    [(name, data)] = files.items()
    found = read_orders(data, name)
    rejected = tuple(reject_orders(found, name))
    out = {row.line for row in rejected}
    programme = reference.programmes[PROGRAMME]
    kept = (make_entry(order, row.line, programme) for row, order in found if row.line not in out)
    head = ListHead(id=LIST_ID, title=programme.name, publisher=programme.publisher, as_of="")
    whole = collect_list(head, name, (*kept, *rejected), len(found))
    lost = tuple(f"line {r.line}: {r.reason}" for r in rejected if r.reason == NAMELESS)
    return replace(whole, warnings=lost)


def read_orders(data: bytes, name: str) -> list[tuple[CsvRecord, DenialOrder]]:
    """The rows of whichever form it is."""
    if CELL in csv_rows.peek_header(data):
        return [
            (record, read_present_row(row))
            for record, row in csv_rows.read_table(data, name, PRESENT)
        ]
    table = csv_rows.read_table(data, name, OLDER, delimiter="\t")
    return [(record, read_older_row(row)) for record, row in table]


def reject_orders(found: list[tuple[CsvRecord, DenialOrder]], name: str) -> list[Rejected]:
    """Rows that name nobody, and rows that say what an earlier row said word for word."""
    seen: dict[DenialOrder, int] = {}
    rejected = []
    for record, order in found:
        first = seen.setdefault(order, record.line)
        reason = NAMELESS if not order.name else ""
        reason = reason or (f"the same as line {first}" if first != record.line else "")
        if reason:
            rejected.append(Rejected(line=record.line, reason=reason, file=name))
    return rejected


# --- The two forms ----------------------------------------------------------------------------


def read_present_row(row: CsvRow) -> DenialOrder:
    """A row of the present CSV."""
    name, address, country = part_cell(row[CELL])
    return DenialOrder(
        name=name,
        address=address,
        country=country,
        effective=row["Effective_Date"].strip(),
        expires=row["Expiration_Date"].strip(),
        citation=row[CITATION].strip(),
        standard=row["Type of Denial"].strip(),
    )


def read_older_row(row: CsvRow) -> DenialOrder:
    """A row of the tab-separated file."""
    parts = ("Street_Address", "City", "State", "Postal_Code", "Country")
    remarks = (("Action", "Last action"), ("Last_Update", "Last update"))
    standard = {"Y": "Standard", "N": "Non-Standard"}
    return DenialOrder(
        name=" ".join(row["Name"].split()),
        address=", ".join(row[part].strip() for part in parts if row[part].strip()),
        country=check_code(row["Country"]) or ("US" if row["State"].strip() else ""),
        effective=row["Effective_Date"].strip(),
        expires=row["Expiration_Date"].strip(),
        citation=row["FR_Citation"].strip(),
        standard=standard.get(row["Standard_Order"].strip().upper(), ""),
        remarks=tuple(f"{label}: {row[key].strip()}" for key, label in remarks if row[key].strip()),
    )


def part_cell(cell: str) -> tuple[str, str, str]:
    """Name, address and country of a joined cell.

    The last four parts are city, state, country and postal code; the name is the first, with the
    parts behind it that are legal forms or the like.
    """
    parts = [" ".join(part.split()) for part in cell.split(",")]
    size = 2 if has_surname_first(parts) else 1
    while size < len(parts) - 1 and BEHIND_NAME.match(parts[size]):
        size += 1
    name, address = ", ".join(parts[:size]), ", ".join(part for part in parts[size:] if part)
    return name, address, find_address_country(parts)


def has_surname_first(parts: list[str]) -> bool:
    """Whether two single words stand before the house number: "JIN, ZHONGDA, 1 ROAD"."""
    one, two, house = (*parts, "", "", "")[:3]
    return one.isalpha() and two.isalpha() and house[:1].isdigit()


def find_address_country(parts: list[str]) -> str:
    """The country before the postal code; the United States when only a state stands there."""
    before = (*("", "", ""), *parts)[-3:-1]
    in_a_state = any(re.fullmatch("[A-Z]{2}", part) for part in before)
    return check_code(before[-1]) or ("US" if in_a_state else "")


def check_code(code: str) -> str:
    """A country code, or nothing when it is none."""
    return code.strip() if is_territory_code(code.strip()) else ""


# --- One entry --------------------------------------------------------------------------------


def make_entry(order: DenialOrder, line: int, programme: Programme) -> ListEntry:
    """One row as an entry with one listing."""
    address = Address(text=order.address, country=order.country)
    return ListEntry(
        id=hash_id(LIST_ID, order.name, read_date_or_text(order.effective)),
        list_id=LIST_ID,
        names=names.collect_own_names(order.name, ""),
        countries=list_countries([address]),
        addresses=(address,) if order.address else (),
        listings=(make_listing(order, programme),),
        remarks=order.remarks,
        line=line,
    )


def make_listing(order: DenialOrder, programme: Programme) -> Listing:
    """The denial order, as published. An expiry date does not end it: the file still lists it."""
    notes = (
        [f"Expires on {read_date_or_text(order.expires)}."]
        if order.expires
        else ["No expiry date given."]
    )
    kind = [f"Denial order: {order.standard.casefold()}."] if order.standard else []
    return Listing(
        programme=programme,
        official_name=order.name,
        citation=order.citation,
        effective_date=read_date_or_text(order.effective),
        status=STATUS,
        notes=(*notes, *kind),
        source=programme.source,
    )
