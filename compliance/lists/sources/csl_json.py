"""The Consolidated Screening List in JSON: the publisher's own, and a compact copy of others.

The publisher's download is `{"results": [...]}` with the fields of the CSV; what is one cell there
is an array here. Each result is turned into the row that the CSV would have, so that both forms of
one list give the same entries. The compact copy holds `entries` with short keys; its `fieldKey`
says which column a key is, and its `tables` hold the texts that stand in it as numbers.
"""

import re
from collections.abc import Iterator, Mapping

from compliance.errors import ListError
from compliance.lists.common import csv_rows, json_objects
from compliance.lists.common.csv_rows import Row
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.json_objects import list_texts, read_text
from compliance.lists.sources import csl_entries
from compliance.lists.sources.base import ParsedList, Reference, count_rows, number_repeats
from compliance.lists.sources.csl import COLUMNS
from compliance.model import ListEntry, Rejected

Found = Mapping[str, object]

ADDRESS = ("address", "city", "state", "postal_code", "country")
IDENTIFIER = ("type", "number", "country")
ID_DATES = {"issue_date": "issued", "expiration_date": "expires"}
TAKEN = {*COLUMNS, "id", "addresses", "ids"}
SHORT = {"n": "name", "a": "alt_names", "t": "type", "c": "countries", "e": "entity_number"}
SHORT |= {"fr": "federal_register_notice"}
SHORT_INDEX = {
    "s": ("source", "sources"),
    "lr": ("license_requirement", "licenceRequirements"),
    "lp": ("license_policy", "licencePolicies"),
    "pg": ("programs", "programmes"),
    "u": ("source_list_url", "urls"),
}
"""Key -> the column it is, and the table in which its number is looked up."""
RESULTS = re.compile(rb'^\s*\{.{0,2000}?"results"\s*:\s*\[', re.DOTALL)
COMPACT = re.compile(rb'^\s*\{.*?"(entryCount|fieldKey|countsBySource)"\s*:', re.DOTALL)


# --- The publisher's form ---------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one JSON file with `results` that name the list they stand on."""
    if len(files) != 1:
        return False
    head = next(iter(files.values()))[: csv_rows.MOST_PEEKED].removeprefix(b"\xef\xbb\xbf")
    return bool(RESULTS.match(head)) and b'"source"' in head


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every result an entry.

    Raises ListError when the file is no JSON, is cut off, or a result has no name or no source.
    """
    [(name, data)] = files.items()
    found = json_objects.read_object(data, name)
    results = json_objects.list_objects(found, "results", name)
    total = found.get("total")
    if isinstance(total, int) and total != len(results):
        problem = f"{name}: holds {len(results)} of {total} results"
        raise ListError(problem, "download the whole list, not a page of a search")
    as_of = read_us_date(read_text(found, "search_performed_at"))
    return made([row_of(result) for result in results], reference, name, as_of)


def row_of(result: Found) -> Row:
    """One result as the row that the CSV would have."""
    plain = {column: cell(list_texts(result, column)) for column in COLUMNS}
    return {
        **plain,
        "_id": read_text(result, "id"),
        "name": read_text(result, "name"),
        "federal_register_notice": read_text(result, "federal_register_notice"),
        "license_requirement": read_text(result, "license_requirement"),
        "license_policy": read_text(result, "license_policy"),
        "addresses": cell(joined(one, ADDRESS) for one in parts(result, "addresses")),
        "ids": cell(joined(one, IDENTIFIER) for one in parts(result, "ids")),
        "remarks": cell([*list_texts(result, "remarks"), *asides(result)]),
    }


def cell(values: Iterator[str] | list[str]) -> str:
    """Several values as one cell; a semicolon inside a value would end it there."""
    return "; ".join(value.replace("; ", ", ") for value in values if value)


def parts(result: Found, key: str) -> list[Found]:
    """The objects of an array; texts among them count as an address without parts."""
    value = result.get(key)
    items = value if isinstance(value, list) else []
    return [item if isinstance(item, dict) else {"address": item} for item in items]


def joined(one: Found, keys: tuple[str, ...]) -> str:
    """The parts of an address or an identifier, as the CSV joins them."""
    return ", ".join(text for key in keys if (text := read_text(one, key)))


def asides(result: Found) -> Iterator[str]:
    """What the columns of the CSV have no place for: dates of papers, and fields that are new."""
    for one in parts(result, "ids"):
        dates = [
            f"{word} {read_text(one, key)}" for key, word in ID_DATES.items() if read_text(one, key)
        ]
        if dates:
            yield f"{joined(one, IDENTIFIER)}: {', '.join(dates)}"
    for key in result:
        if key not in TAKEN and (text := ", ".join(list_texts(result, key))):
            yield f"{key.replace('_', ' ')}: {text}"


# --- The compact copy -------------------------------------------------------------------------


def recognises_compact(files: Files) -> bool:
    """Whether it is one JSON file with the keys of the compact copy."""
    if len(files) != 1:
        return False
    return bool(COMPACT.match(next(iter(files.values()))[: csv_rows.MOST_PEEKED]))


def parse_compact(files: Files, reference: Reference) -> ParsedList:
    """Every entry of the compact copy; it has countries, but no addresses, dates or identifiers.

    Raises ListError when the file is no JSON, when it holds fewer entries than it says, or when an
    entry has no name, no source, or a number that its tables do not hold.
    """
    [(name, data)] = files.items()
    found = json_objects.read_object(data, name)
    entries = json_objects.list_objects(found, "entries", name)
    if found.get("entryCount") != len(entries):
        problem = f"{name}: holds {len(entries)} of {read_text(found, 'entryCount')} entries"
        raise ListError(problem, csv_rows.NOTHING_SCREENED)
    tables = found.get("tables")
    shown = tables if isinstance(tables, dict) else {}
    as_of = read_us_date(read_text(found, "sourceGeneratedAt"))
    return made([row_of_short(entry, shown) for entry in entries], reference, name, as_of)


def row_of_short(entry: Found, tables: Found) -> Row:
    """One entry of the compact copy as a row of the CSV."""
    whole = {column: cell(list_texts(entry, key)) for key, column in SHORT.items()}
    looked_up = {
        column: text_at(tables.get(table), entry.get(key))
        for key, (column, table) in SHORT_INDEX.items()
    }
    return {**dict.fromkeys(COLUMNS, ""), **whole, "name": read_text(entry, "n"), **looked_up}


def text_at(table: object, index: object) -> str:
    """The text of a table at that place; empty when there is none."""
    inside = isinstance(table, list) and isinstance(index, int) and 0 <= index < len(table)
    return " ".join(str(table[index]).split()) if inside else ""  # type: ignore[index]


# --- Both -------------------------------------------------------------------------------------


def made(found: list[Row], reference: Reference, name: str, as_of: str) -> ParsedList:
    """The list of these rows. Raises ListError when one names no party or no list, or none is."""
    nameless = (
        Rejected(line=number, reason="no name or no source")
        for number, row in enumerate(found, 1)
        if not row["name"] or not row["source"]
    )
    csv_rows.refuse_problems(name, nameless)
    known = reference.csl_sources
    entries = tuple(
        number_repeats(csl_entries.made(row, n, known) for n, row in enumerate(found, 1))
    )
    return described(entries, name, as_of, len(found)) if entries else csv_rows.refuse_empty(name)


def described(entries: tuple[ListEntry, ...], name: str, as_of: str, read: int) -> ParsedList:
    """The list with its sums; every row is an entry."""
    return ParsedList(
        id=csl_entries.LIST_ID,
        title=csl_entries.TITLE,
        publisher=csl_entries.PUBLISHER,
        as_of=as_of,
        entries=entries,
        counts=count_rows(name, read, len(entries)),
    )
