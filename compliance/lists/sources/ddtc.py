"""ITAR-debarred parties, as the Directorate of Defense Trade Controls publishes them: two CSVs.

Those debarred by statute after a conviction stand a row each, once for each notice; those debarred
administratively may stand several to a row ("A; B and C"), with links that say "PDF, 1.5MB".
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from compliance.lists.common import csv_rows, names
from compliance.lists.common.csv_rows import CsvRow
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
from compliance.model import ListEntry, Listing, Name, PartyKind, Programme, Rejected

LIST_ID = "ddtc"
ADMINISTRATIVE_ID = "ddtc-administrative"
"""A list of its own: one of the two files never takes the place of the other."""
PROGRAMME = "us-state-dtc"
STATUTORY = (
    "Party Name",
    "Date Of Birth",
    "Federal Register Notice",
    "Notice Date",
    "Corrected Notice",
    "Corrected Notice Date",
)
ADMINISTRATIVE = (
    "Name",
    "Date",
    "Charging Letter",
    "Debarment Order",
    "Federal Register Notice",
)
LINKS = ("Charging Letter", "Debarment Order")
NAMELESS = "no name"
SEVERAL = re.compile(r";\s+|,?\s+and\s+|(?<=S\.A)\.,\s+|(?<=S\.A\.),\s+")
"""Between the parties of one administrative case."""


def recognises(files: Files) -> bool:
    """Whether it is one CSV with the header of either file."""
    if len(files) != 1:
        return False
    header = set(csv_rows.peek_header(next(iter(files.values()))))
    return header >= set(STATUTORY) or header >= set(ADMINISTRATIVE)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every row an entry, or rejected when it has no name.

    Raises ListError when the file is not UTF-8, lacks a column, has a row of another width or
    holds no entry.
    """
    [(name, data)] = files.items()
    statutory = "Party Name" in csv_rows.peek_header(data)
    table = csv_rows.read_table(data, name, STATUTORY if statutory else ADMINISTRATIVE)
    programme = reference.programmes[PROGRAMME]
    build = make_statutory_entry if statutory else make_administrative_entry
    made = (build(row, one.line, programme) for one, row in table if find_name(row))
    lost = (
        Rejected(line=one.line, reason=NAMELESS, file=name)
        for one, row in table
        if not find_name(row)
    )
    head = ListHead(
        id=LIST_ID if statutory else ADMINISTRATIVE_ID,
        title=f"{programme.name}, {'statutory' if statutory else 'administrative'}",
        publisher=programme.publisher,
        as_of="",
    )
    return collect_list(head, name, (*made, *lost), len(table), "line")


def find_name(row: CsvRow) -> str:
    """The name cell of either file, white space folded."""
    return " ".join(row.get("Party Name", row.get("Name", "")).split())


# --- Debarred by statute ----------------------------------------------------------------------


def make_statutory_entry(row: CsvRow, line: int, programme: Programme) -> ListEntry:
    """One party debarred after a conviction."""
    name, born = find_name(row), row["Date Of Birth"].strip()
    listing = Listing(
        programme=programme,
        official_name=name,
        reason="Statutory debarment after a conviction (22 CFR 127.7(b)).",
        citation=row["Federal Register Notice"].strip(),
        effective_date=read_date_or_text(row["Notice Date"]),
        status=STATUS,
        amendments=tuple(write_corrections(row)),
        notes=("The date is that of the notice.",),
        source=programme.source,
    )
    found = make_entry(names.collect_own_names(name, ""), listing, line)
    if not born:
        return found
    return replace(found, kind=PartyKind.PERSON, remarks=(f"Date of birth: {born}",))


def make_entry(names: tuple[Name, ...], listing: Listing, line: int) -> ListEntry:
    """An entry of either file; the name cell and the citation are what stays of it."""
    return ListEntry(
        id=hash_id(LIST_ID, listing.official_name, listing.citation),
        list_id=LIST_ID,
        names=names,
        listings=(listing,),
        line=line,
    )


def write_corrections(row: CsvRow) -> Iterator[str]:
    """The notice that corrects the first one, if there is one."""
    notice, day = row["Corrected Notice"].strip(), row["Corrected Notice Date"].strip()
    if notice or day:
        yield f"Corrected by {notice or 'a notice'}" + (
            f" ({read_date_or_text(day)})" if day else ""
        )


# --- Debarred by an order ---------------------------------------------------------------------


def make_administrative_entry(row: CsvRow, line: int, programme: Programme) -> ListEntry:
    """The parties of one administrative case, as one entry under the name of the first."""
    whole = find_name(row)
    listing = Listing(
        programme=programme,
        official_name=whole,
        reason="Administrative debarment (22 CFR 127.7(c)).",
        citation=row["Federal Register Notice"].strip(),
        effective_date=read_date_or_text(row["Date"]),
        status=STATUS,
        source=programme.source,
    )
    papers = tuple(f"{key}: {row[key].strip()}" for key in LINKS if row[key].strip())
    found = make_entry(part_parties(whole), listing, line)
    return replace(found, list_id=ADMINISTRATIVE_ID, remarks=papers)


def part_parties(cell: str) -> tuple[Name, ...]:
    """The parties that one row names, the first as the primary name."""
    parts = [part.strip(" ,").removeprefix("and ") for part in SEVERAL.split(cell)]
    first, *others = [part for part in parts if part]
    note = "another party of the same case"
    return (
        *names.collect_own_names(first, ""),
        *(Name(text=other, source=note) for other in others),
    )
