"""The Consolidated Screening List as the US publishes it in CSV: 28 columns, since 2020 with `_id`.

Each row is one party on one list. Known faults of the publisher's own files are told, not fatal:
the header line again, and a last row that stops in the middle because the file was cut off. Any
other malformed row means that the file is not what the publisher wrote, and the list is refused.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compliance.errors import ListError
from compliance.model import (
    ListEntry,
    Listing,
    PartyKind,
    Programme,
    Rejected,
)
from compliance.sources import csl_values
from compliance.sources.base import Files, ParsedList, Reference

LIST_ID = "csl"
COLUMNS = (
    "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,"
    "end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
).split(",")
SIGNATURE = {"source", "name", "alt_names", "source_list_url"}
KINDS = {
    "Individual": PartyKind.PERSON,
    "Entity": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Aircraft": PartyKind.AIRCRAFT,
}
PLAIN_REMARKS = {
    "title": "Title",
    "dates_of_birth": "Date of birth",
    "places_of_birth": "Place of birth",
    "call_sign": "Call sign",
    "vessel_type": "Vessel type",
    "vessel_flag": "Flag",
    "vessel_owner": "Vessel owner",
    "gross_tonnage": "Gross tonnage",
    "gross_registered_tonnage": "Gross registered tonnage",
    "remarks": "Publisher's remark",
}
HEADER = "the header line again"
CUT_OFF = "the file ends in the middle of this row, and what followed is missing"
MOST_PROBLEMS_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of the file and the lines it stands on."""

    line: int
    """First line of the row, from 1."""
    last_line: int
    cells: list[str]


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one file with the header of the Consolidated Screening List."""
    if len(files) != 1:
        return False
    first = next(iter(files.values()))[:10_000].decode("utf-8-sig", errors="replace")
    return set(next(csv.reader([first.partition("\n")[0]]), [])) >= SIGNATURE


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row an entry or a rejected row.

    Raises ListError, with the first lines and reasons, when the file is not UTF-8, lacks a column,
    holds a malformed row or no entry at all.
    """
    [(name, data)] = files.items()
    records = parsed(data, name)
    header = checked_header(next(records, None), name)
    rows = [record for record in records if record.cells]
    rejected = judged(rows, header, cut_off=not data.endswith((b"\n", b"\r")), name=name)
    lost = {row.line for row in rejected}
    kept = [row for row in rows if row.line not in lost]
    entries = distinct(made(row, header, reference.csl_sources) for row in kept)
    if not entries:
        raise ListError(f"{name}: the list holds no entry", "download it again")
    return described(entries, rejected)


def parsed(data: bytes, name: str) -> Iterator[Record]:
    """The rows of the file. Raises ListError when it is no UTF-8 text or no CSV."""
    reader = csv.reader(io.StringIO(decoded(data, name), newline=""))
    line = 0
    try:
        for cells in reader:
            yield Record(line=line + 1, last_line=reader.line_num, cells=cells)
            line = reader.line_num
    except csv.Error as error:
        problem = f"{name}: line {line + 1} is no CSV: {error}"
        raise ListError(problem, "download the list again") from error


def decoded(data: bytes, name: str) -> str:
    """The file as text. Raises ListError with the first line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{name}: line {line} is not UTF-8 text"
        raise ListError(
            problem, "download the list again, and do not save it from Excel"
        ) from error


def checked_header(record: Record | None, name: str) -> list[str]:
    """The column names. Raises ListError when one that is read here is missing."""
    header = record.cells if record else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise ListError(
            f"{name}: line 1 lacks the columns {', '.join(missing)}", "see docs/lists.md"
        )
    return header


# --- The rows ---------------------------------------------------------------------------------


def judged(
    rows: list[Record], header: list[str], *, cut_off: bool, name: str
) -> tuple[Rejected, ...]:
    """The rows that are no entries for a known reason. Raises ListError for any other."""
    known = tuple(Rejected(line=row.line, reason=HEADER) for row in rows if row.cells == header)
    skipped = {row.line for row in known}
    problems = [
        Rejected(line=row.line, reason=reason)
        for row in rows
        if row.line not in skipped and (reason := fault(row.cells, header))
    ]
    if cut_off and len(problems) == 1 and problems[0].line == rows[-1].line == rows[-1].last_line:
        return (*known, replace(problems[0], reason=f"{problems[0].reason}; {CUT_OFF}"))
    if problems:
        raise ListError(told(problems, name), "download the list again: nothing was screened")
    return known


def fault(cells: list[str], header: list[str]) -> str:
    """What is wrong with a row; empty when nothing is."""
    if len(cells) != len(header):
        return f"{len(cells)} of {len(header)} columns"
    empty = [column for column in ("name", "source") if not cells[header.index(column)].strip()]
    return f"no {' and no '.join(empty)}" if empty else ""


def told(problems: list[Rejected], name: str) -> str:
    """The first problems in one line, and how many there are."""
    first = "; ".join(f"line {one.line}: {one.reason}" for one in problems[:MOST_PROBLEMS_TOLD])
    more = len(problems) - MOST_PROBLEMS_TOLD
    return f"{name}: the list is broken: {first}" + (f"; and {more} more" if more > 0 else "")


# --- One entry --------------------------------------------------------------------------------


def made(record: Record, header: list[str], known: Mapping[str, Programme]) -> ListEntry:
    """One row as an entry with one listing."""
    row = dict(zip(header, record.cells, strict=True))
    places = csl_values.addresses(row["addresses"])
    numbers, asides = csl_values.identifiers(row["ids"])
    return ListEntry(
        id=row.get("_id", "").strip() or made_id(row),
        list_id=LIST_ID,
        names=csl_values.names(row["name"], row["alt_names"]),
        kind=KINDS.get(row["type"].strip(), PartyKind.UNKNOWN),
        countries=csl_values.countries(places, row["citizenships"], row["nationalities"]),
        addresses=places,
        identifiers=numbers,
        listings=(listing(row, known),),
        remarks=(*plain_remarks(row), *asides),
        line=record.line,
    )


def made_id(row: Mapping[str, str]) -> str:
    """An id from what identifies the row, for files without `_id`; the same in every run."""
    parts = (row[column].strip() for column in ("source", "entity_number", "name", "addresses"))
    return f"csl-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"


def distinct(entries: Iterator[ListEntry]) -> tuple[ListEntry, ...]:
    """The entries with an id each: a second use of an id gets `-2`, a third `-3`."""
    uses: Counter[str] = Counter()
    found: list[ListEntry] = []
    for one in entries:
        uses[one.id] += 1
        again = uses[one.id] > 1
        found.append(replace(one, id=f"{one.id}-{uses[one.id]}") if again else one)
    return tuple(found)


def listing(row: Mapping[str, str], known: Mapping[str, Programme]) -> Listing:
    """The row's place on its list, as the publisher words it."""
    return Listing(
        programme=known.get(row["source"].strip()) or unknown_programme(row),
        official_name=row["name"].strip(),
        reason=reason(row),
        requirement=row["license_requirement"].strip(),
        policy=row["license_policy"].strip(),
        citation=row["federal_register_notice"].strip(),
        effective_date=row["start_date"].strip(),
        status="listed in the publisher's file",
        notes=tuple(notes(row)),
        source=row["source_list_url"].strip() or row["source_information_url"].strip(),
    )


def unknown_programme(row: Mapping[str, str]) -> Programme:
    """A list that this program does not describe: "Name - Publisher" is all that is known of it."""
    name, _, publisher = row["source"].strip().rpartition(" - ")
    return Programme(
        id=re.sub(r"\W+", "-", row["source"].strip().casefold()).strip("-"),
        name=name or publisher,
        publisher=publisher if name else "",
        authority="",
        restricts="Not described in this program; read the publisher's page before you decide.",
        source=row["source_information_url"].strip(),
    )


def reason(row: Mapping[str, str]) -> str:
    """All that the file says about why: its programme codes, if any, and no reason in words."""
    codes = ", ".join(csl_values.split(row["programs"]))
    under = f"Listed under {codes}. " if codes else ""
    where = "the citation" if row["federal_register_notice"].strip() else "the publisher's page"
    return f"{under}The publisher's file gives no reason; see {where}."


def notes(row: Mapping[str, str]) -> Iterator[str]:
    """What to know about the listing. An end date does not end it: the file still lists it."""
    if row["end_date"].strip():
        yield f"End date in the publisher's file: {row['end_date'].strip()}."
    if row["standard_order"].strip():
        yield f"Standard denial order: {row['standard_order'].strip().upper()}."


def plain_remarks(row: Mapping[str, str]) -> Iterator[str]:
    """The descriptive columns, each with its label."""
    for column, label in PLAIN_REMARKS.items():
        if row[column].strip():
            yield f"{label}: {row[column].strip()}"


def described(entries: tuple[ListEntry, ...], rejected: tuple[Rejected, ...]) -> ParsedList:
    """The list with a warning for every row whose party is lost."""
    lost = [row for row in rejected if row.reason != HEADER]
    return ParsedList(
        id=LIST_ID,
        title="Consolidated Screening List",
        publisher="US Departments of Commerce, State and the Treasury",
        as_of="",
        entries=entries,
        rejected=rejected,
        warnings=tuple(f"line {row.line}: {row.reason}" for row in lost),
    )
