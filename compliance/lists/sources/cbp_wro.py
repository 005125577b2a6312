"""Withhold Release Orders and Findings of US Customs and Border Protection, in CBP's CSV.

A row is one order: a merchandise of one or more makers of a country, with its status. Columns from
a published row that a public test suite quotes and from a public program that reads the file; no
whole file was at hand. Orders on all goods of a kind from a country name nobody, and orders that
are no longer active stop nothing: such rows are rejected with that reason.
"""

import re
from functools import partial

from compliance.lists.common import workbook_rows
from compliance.lists.common.countries import find_country
from compliance.lists.common.csv_rows import Line
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.names import collect_names
from compliance.lists.common.texts import join_texts, label_texts
from compliance.lists.sources import csl_values
from compliance.lists.sources.base import (
    Head,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import ListEntry, Listing, NameKind, Programme, Rejected

LIST_ID = "us-cbp-wro"
PROGRAMME = "us-cbp-wro"
TITLE = "CBP Withhold Release Orders and Findings"
PUBLISHER = "US Customs and Border Protection (CBP)"
COLUMNS = ("Effective Date", "Country", "Merchandise", "WRO/Finding", "Status", "Entity")
OTHERS = {
    "Industry": "Industry",
    "Merchandise": "Merchandise",
    "Remarks": "Publisher's remark",
    "Calendar Year": "Calendar year",
}
IN_FORCE = ("active", "partially active")
EVERYBODY = re.compile(
    r"(?:all|any|various|unknown|n/?a|none)\b.*|(?:countr|region)\w*.*|", re.IGNORECASE
)
NOBODY = "the order names no party: {} from {}"
ENDED = "the order is not in force: {}"
BEHIND = re.compile(
    r",?\s+(?:and|including)\s+(?:all\s+)?(?:its|their|any)\s+(?:\w+\s+){0,3}"
    r"(?:subsidiar|affiliat|subordinate)\w*.*$",
    re.IGNORECASE,
)


def recognises(files: Files) -> bool:
    """Whether it is one CSV or workbook with the columns of this list."""
    return workbook_rows.has_columns(files, COLUMNS)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every order that is in force and names a party an entry, every other rejected.

    Raises ListError when the file cannot be read, lacks a column, or holds no party.
    """
    name, data = take_only_file(files)
    rows = workbook_rows.read_table(data, name, COLUMNS)
    make = partial(judged, instrument=find_programme(reference, PROGRAMME), name=name)
    head = Head(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    return collect_list(head, name, map(make, rows), len(rows))


def judged(row: Line, instrument: Programme, name: str) -> ListEntry | Rejected:
    """One order as an entry, or rejected."""
    why = fault(row)
    return Rejected(line=row.number, reason=why, file=name) if why else entry(row, instrument)


def fault(row: Line) -> str:
    """Why an order is no entry; empty when it is one."""
    cells = row.cells
    if cells["Status"].casefold() not in IN_FORCE:
        return ENDED.format(cells["Status"] or "no status")
    nobody = EVERYBODY.fullmatch(cells["Entity"]) or find_country(cells["Entity"])
    return NOBODY.format(cells["Merchandise"], cells["Country"]) if nobody else ""


def entry(row: Line, instrument: Programme) -> ListEntry:
    """One order as an entry: the parties that it names are the names of the entry."""
    cells = row.cells
    bare = BEHIND.sub("", cells["Entity"]) or cells["Entity"]
    primary, *others = csl_values.own_names(bare)
    about = label_texts((label, cells.get(column)) for column, label in OTHERS.items())
    new = {*COLUMNS, *OTHERS, "Country Code", "Press Release"}
    return ListEntry(
        id=hash_id(LIST_ID, cells["Entity"], cells["Country"], cells["Effective Date"]),
        list_id=LIST_ID,
        names=collect_names(
            primary,
            [found for one in others for found in csl_values.alias(one)]
            or [(primary, NameKind.PRIMARY)],
        ),
        countries=tuple(filter(None, [find_country(cells["Country"])])),
        listings=(
            Listing(
                programme=instrument,
                official_name=cells["Entity"],
                reason=join_texts((cells["WRO/Finding"], cells["Merchandise"]), ": "),
                effective_date=dated(cells["Effective Date"]),
                status=f"{cells['Status'].casefold()} in the publisher's file",
                notes=() if bare == cells["Entity"] else (f"Reaches further: {cells['Entity']}",),
                source=cells.get("Press Release") or instrument.source,
            ),
        ),
        remarks=(*about, *label_texts((c, said) for c, said in cells.items() if c not in new)),
        line=row.number,
    )


def dated(text: str) -> str:
    """A day with the month first, as CBP writes it, or as Excel stores it."""
    month, number, year = (*text.split("/"), "", "")[:3] if text.count("/") == 2 else ("", "", "")
    return read_date(f"{year}-{month.zfill(2)}-{number.zfill(2)}") if year else read_date(text)
