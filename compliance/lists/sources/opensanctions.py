"""The targets of OpenSanctions as a simple table, `targets.simple.csv`.

One row an entity. A cell with several values is itself a line of CSV with `;` between them, so that
a value may hold one in quotes. The names of the datasets stand in `dataset`, what the sanctions say
in `sanctions`, without telling which belongs to which.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace

from compliance.lists.common.countries import find_countries
from compliance.lists.common.csv_rows import Line, read_filled, read_headed
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import collect_names
from compliance.lists.common.texts import fold_spaces, label_texts
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
)
from compliance.lists.sources.opensanctions_values import (
    HEAD,
    LIST_ID,
    NO_REASON,
    PROGRAMME,
    SCHEMAS,
    dataset,
    number,
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
        entry(line, base)
        if any(map(str.isalnum, line.cells["name"]))
        else Rejected(line=line.number, reason="no name", file=name)
        for line in lines
    ]
    seen = max((read_date(line.cells["last_seen"]) for line in lines), default="")
    return collect_list(replace(HEAD, as_of=seen), name, found, len(found))


def entry(line: Line, base: Programme) -> ListEntry:
    """One row as an entry with a listing for each dataset."""
    cells = line.cells
    return ListEntry(
        id=cells["id"] or f"{LIST_ID}-{line.number}",
        list_id=LIST_ID,
        names=collect_names(
            cells["name"], ((text, NameKind.ALIAS) for text in split(cells["aliases"]))
        ),
        kind=SCHEMAS.get(cells["schema"], PartyKind.UNKNOWN),
        countries=find_countries(split(cells["countries"])),
        addresses=tuple(Address(text=text) for text in split(cells["addresses"])),
        identifiers=tuple(identifiers(cells["identifiers"])),
        listings=tuple(listings(line, base)),
        remarks=label_texts(
            (
                *(("Date of birth", text) for text in split(cells["birth_date"])),
                *(("Phone", text) for text in split(cells.get("phones", ""))),
                *(("Email", text) for text in split(cells.get("emails", ""))),
                ("Schema", cells["schema"] if cells["schema"] not in SCHEMAS else ""),
            )
        ),
        line=line.number,
    )


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell, each once; empty ones are no values."""
    values = next(csv.reader([fold_spaces(cell)], delimiter=";"), [])
    return tuple(dict.fromkeys(filter(None, map(fold_spaces, values))))


def identifiers(cell: str) -> Iterator[Identifier]:
    """The numbers of a cell; the table does not tell of what kind they are."""
    return (number("", value) for value in split(cell))


def listings(line: Line, base: Programme) -> Iterator[Listing]:
    """One listing a dataset, as far as the table tells."""
    cells = line.cells
    programmes = ", ".join(split(cells.get("program_ids", "")))
    for name in split(cells["dataset"]) or ("dataset not named",):
        yield Listing(
            programme=dataset(base, name),
            reason="; ".join(split(cells["sanctions"])) or NO_REASON,
            citation=programmes,
            status=STATUS,
            notes=label_texts([("First seen by OpenSanctions", read_date(cells["first_seen"]))]),
            source=base.source,
        )
