"""The Consolidated Screening List as the US publishes it in CSV: 28 columns, since 2020 with `_id`.

Each row is one party on one list. Known faults of the publisher's own files are told, not fatal:
the header line again, and a last row that stops in the middle because the file was cut off. Any
other malformed row means that the file is not what the publisher wrote, and the list is refused.
"""

from collections.abc import Mapping
from dataclasses import replace

from compliance.errors import ListError
from compliance.lists.common import csv_rows
from compliance.lists.common.csv_rows import Record
from compliance.lists.common.files import Files
from compliance.lists.sources import csl_entries
from compliance.lists.sources.base import ParsedList, Reference, count_rows, number_repeats
from compliance.model import ListEntry, Programme, Rejected

COLUMNS = (
    "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,"
    "end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
).split(",")
SIGNATURE = {"source", "name", "alt_names", "source_list_url"}
HEADER = "the header line again"
CUT_OFF = "the file ends in the middle of this row, and what followed is missing"


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one file with the header of the Consolidated Screening List."""
    return len(files) == 1 and set(csv_rows.peek_header(next(iter(files.values())))) >= SIGNATURE


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row an entry or a rejected row.

    Raises ListError, with the first lines and reasons, when the file is not UTF-8, lacks a column,
    holds a malformed row or no entry at all.
    """
    [(name, data)] = files.items()
    records = csv_rows.read_records(
        data, name, strict=False
    )  # a last row cut off is told, not fatal
    header = checked_header(next(records, None), name)
    filled = [record for record in records if record.cells]
    rejected = judged(filled, header, cut_off=not data.endswith((b"\n", b"\r")), name=name)
    lost = {row.line for row in rejected}
    kept = (row for row in filled if row.line not in lost)
    entries = tuple(number_repeats(entry(row, header, reference.csl_sources) for row in kept))
    return (
        described(entries, rejected, name, len(filled)) if entries else csv_rows.refuse_empty(name)
    )


def checked_header(record: Record | None, name: str) -> list[str]:
    """The column names. Raises ListError when one that is read here is missing."""
    header = record.cells if record else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        problem = f"{name}: line 1 lacks the columns {', '.join(missing)}"
        raise ListError(problem, "see docs/lists.md")
    return header


def entry(record: Record, header: list[str], known: Mapping[str, Programme]) -> ListEntry:
    """One row as an entry, its cells by their columns."""
    return csl_entries.made(dict(zip(header, record.cells, strict=True)), record.line, known)


# --- The rows ---------------------------------------------------------------------------------


def judged(
    filled: list[Record], header: list[str], *, cut_off: bool, name: str
) -> tuple[Rejected, ...]:
    """The rows that are no entries for a known reason. Raises ListError for any other."""
    known = tuple(Rejected(line=row.line, reason=HEADER) for row in filled if row.cells == header)
    skipped = {row.line for row in known}
    problems = [
        Rejected(line=row.line, reason=reason)
        for row in filled
        if row.line not in skipped and (reason := fault(row.cells, header))
    ]
    last = filled[-1] if filled else None
    if cut_off and last and [one.line for one in problems] == [last.line] == [last.last_line]:
        return (*known, replace(problems[0], reason=f"{problems[0].reason}; {CUT_OFF}"))
    csv_rows.refuse_problems(name, problems)
    return known


def fault(cells: list[str], header: list[str]) -> str:
    """What is wrong with a row; empty when nothing is."""
    if len(cells) != len(header):
        return f"{len(cells)} of {len(header)} columns"
    missing = [column for column in ("name", "source") if not cells[header.index(column)].strip()]
    return f"no {' and no '.join(missing)}" if missing else ""


def described(
    entries: tuple[ListEntry, ...], rejected: tuple[Rejected, ...], name: str, read: int
) -> ParsedList:
    """The list with a warning for every row whose party is lost."""
    lost = [row for row in rejected if row.reason != HEADER]
    return ParsedList(
        id=csl_entries.LIST_ID,
        title=csl_entries.TITLE,
        publisher=csl_entries.PUBLISHER,
        as_of="",
        entries=entries,
        rejected=rejected,
        warnings=tuple(f"line {row.line}: {row.reason}" for row in lost),
        counts=count_rows(name, read, len(entries), len(rejected)),
    )
