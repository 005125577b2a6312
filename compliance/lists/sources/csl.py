"""The Consolidated Screening List as the US publishes it, and a compact copy of others.

The CSV has 28 columns, since 2020 with `_id`; each row is one party on one list. Known faults of
the files are told, not fatal: the header line again, and a last row that stops in the middle
because the file was cut off. Any other malformed row means that the file is not what the
publisher wrote, and the list is refused.

The publisher's JSON is `{"results": [...]}` with the fields of the CSV; what is one cell there is
an array here. Each result is turned into the row that the CSV would have, so that both forms of one
list give the same entries. The compact copy holds `entries` with short keys; its `fieldKey` says
which column a key is, and its `tables` hold the texts that stand in it as numbers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import csv_rows, json_objects, names
from compliance.lists.common.csv_rows import CsvRecord, CsvRow
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.json_objects import list_texts, read_text
from compliance.lists.common.names import split_cell
from compliance.lists.sources import ofac_party
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    count_rows,
    hash_id,
    number_repeats,
)
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    PartyKind,
    Programme,
    Rejected,
)
from compliance.names.countries import country_code, is_territory_code

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
    header = check_header(next(records, None), name)
    filled = [record for record in records if record.cells]
    rejected = reject_rows(filled, header, cut_off=not data.endswith((b"\n", b"\r")), name=name)
    lost = {row.line for row in rejected}
    kept = (row for row in filled if row.line not in lost)
    entries = tuple(
        number_repeats(make_csv_entry(row, header, reference.csl_sources) for row in kept)
    )
    return (
        describe_csv(entries, rejected, name, len(filled))
        if entries
        else csv_rows.refuse_empty(name)
    )


def check_header(record: CsvRecord | None, name: str) -> list[str]:
    """The column names. Raises ListError when one that is read here is missing."""
    header = record.cells if record else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        problem = f"{name}: line 1 lacks the columns {', '.join(missing)}"
        raise ListError(problem, "see docs/lists.md")
    return header


def make_csv_entry(
    record: CsvRecord, header: list[str], known: Mapping[str, Programme]
) -> ListEntry:
    """One row as an entry, its cells by their columns."""
    return make_entry(dict(zip(header, record.cells, strict=True)), record.line, known)


# --- The rows ---------------------------------------------------------------------------------


def reject_rows(
    filled: list[CsvRecord], header: list[str], *, cut_off: bool, name: str
) -> tuple[Rejected, ...]:
    """The rows that are no entries for a known reason. Raises ListError for any other."""
    known = tuple(Rejected(line=row.line, reason=HEADER) for row in filled if row.cells == header)
    skipped = {row.line for row in known}
    problems = [
        Rejected(line=row.line, reason=reason)
        for row in filled
        if row.line not in skipped and (reason := find_fault(row.cells, header))
    ]
    last = filled[-1] if filled else None
    if (
        cut_off
        and last
        and [problem.line for problem in problems] == [last.line] == [last.last_line]
    ):
        return (*known, replace(problems[0], reason=f"{problems[0].reason}; {CUT_OFF}"))
    csv_rows.refuse_problems(name, problems)
    return known


def find_fault(cells: list[str], header: list[str]) -> str:
    """What is wrong with a row; empty when nothing is."""
    if len(cells) != len(header):
        return f"{len(cells)} of {len(header)} columns"
    missing = [column for column in ("name", "source") if not cells[header.index(column)].strip()]
    return f"no {' and no '.join(missing)}" if missing else ""


def describe_csv(
    entries: tuple[ListEntry, ...], rejected: tuple[Rejected, ...], name: str, read: int
) -> ParsedList:
    """The list with a warning for every row whose party is lost."""
    lost = [row for row in rejected if row.reason != HEADER]
    return ParsedList(
        id=LIST_ID,
        title=TITLE,
        publisher=PUBLISHER,
        as_of="",
        entries=entries,
        rejected=rejected,
        warnings=tuple(f"line {row.line}: {row.reason}" for row in lost),
        counts=count_rows(name, read, len(entries), len(rejected)),
    )


LIST_ID = "csl"
TITLE = "Consolidated Screening List"
PUBLISHER = "US Departments of Commerce, State and the Treasury"
TREASURY = "Treasury Department"
"""How the `source` of a list of OFAC ends."""
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
    "nationalities": "Nationality",
    "citizenships": "Citizenship",
    "call_sign": "Call sign",
    "vessel_type": "Vessel type",
    "vessel_flag": "Flag",
    "vessel_owner": "Vessel owner",
    "gross_tonnage": "Gross tonnage",
    "gross_registered_tonnage": "Gross registered tonnage",
    "remarks": "Publisher's remark",
}


def make_entry(row: CsvRow, line: int, known: Mapping[str, Programme]) -> ListEntry:
    """One row as an entry with one listing.

    `countries` is no column of the publisher's: it is filled for files that give no addresses.
    """
    places = read_addresses(row["addresses"])
    numbers, asides = read_identifiers(row["ids"])
    return ListEntry(
        id=row.get("_id", "").strip() or make_id(row),
        list_id=LIST_ID,
        number=find_own_number(row),
        names=names.collect_own_names(row["name"], row["alt_names"]),
        kind=KINDS.get(row["type"].strip(), PartyKind.UNKNOWN),
        countries=list_codes(
            places, row["citizenships"], row["nationalities"], row.get("countries", "")
        ),
        addresses=places,
        identifiers=numbers,
        listings=(make_listing(row, known),),
        remarks=(*write_remarks(row), *asides),
        line=line,
    )


def find_own_number(row: CsvRow) -> str:
    """The number that Treasury gives a party, the same on all its lists; empty for others."""
    number = row["entity_number"].strip()
    treasury = number and row["source"].strip().endswith(TREASURY)
    return f"{ofac_party.NUMBERS} {number}" if treasury else ""


def make_id(row: CsvRow) -> str:
    """An id from what stays when the publisher amends the entry, for files without `_id`.

    Treasury numbers its parties, and `_id` is that number; of others, the list, the name and the
    place stay.
    """
    number = row["entity_number"].strip()
    place = row["addresses"] or row.get("countries", "")
    return number or hash_id("csl", row["source"], row["name"], place)


def make_listing(row: CsvRow, known: Mapping[str, Programme]) -> Listing:
    """The row's place on its list, as the publisher words it."""
    programme = known.get(row["source"].strip()) or make_unknown_programme(row)
    return Listing(
        programme=programme,
        official_name=row["name"].strip(),
        reason=write_reason(row),
        requirement=row["license_requirement"].strip(),
        policy=row["license_policy"].strip(),
        citation=row["federal_register_notice"].strip(),
        effective_date=row["start_date"].strip() or find_date_in_ids(row, programme),
        status=STATUS,
        notes=tuple(write_notes(row)),
        source=row["source_list_url"].strip() or row["source_information_url"].strip(),
        tags=tuple(names.split_cell(row["programs"])),
    )


def find_date_in_ids(row: CsvRow, programme: Programme) -> str:
    """Since when a restriction holds that is dated among the numbers alone; empty for none.

    `Effective Date (CMIC), 2021-08-02; Listing Date (EO 14024 Directive 3):, 24 Feb 2022`.
    """
    return ofac_party.find_effective_date(row["ids"], ofac_party.DATED.get(programme.id, ""))


def make_unknown_programme(row: CsvRow) -> Programme:
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


def write_reason(row: CsvRow) -> str:
    """All that the file says about why: its programme codes, if any, and no reason in words."""
    codes = ", ".join(names.split_cell(row["programs"]))
    under = f"Listed under {codes}. " if codes else ""
    where = "the citation" if row["federal_register_notice"].strip() else "the publisher's page"
    return f"{under}The publisher's file gives no reason; see {where}."


def write_notes(row: CsvRow) -> Iterator[str]:
    """What to know about the listing. An end date does not end it: the file still lists it."""
    if row["end_date"].strip():
        yield f"End date in the publisher's file: {row['end_date'].strip()}."
    if row["standard_order"].strip():
        yield f"Standard denial order: {row['standard_order'].strip().upper()}."


def write_remarks(row: CsvRow) -> Iterator[str]:
    """The descriptive columns, each with its label."""
    for column, label in PLAIN_REMARKS.items():
        if row[column].strip():
            yield f"{label}: {row[column].strip()}"


COUNTRY_WORDS = frozenset({"PRC", "CHINA", "HONG KONG", "MACAU", "TURKIYE"})
"""Countries that the list spells out at the end of an address; all others it gives by code."""

IDENTIFIER_KINDS = {
    "unified social credit code (uscc)": "uscc",
    "legal entity number": "lei",
    "swift/bic": "swift",
    "tax id no.": "tax id",
    "vessel registration identification": "imo",
    "registration id": "registration number",
}
NO_IDENTIFIER = re.compile(
    r"website|email|gender|risk|information|determination|date|target type|issuer name"
    r"|subject to|transactions|organization type|nationality|sanctions",
    re.IGNORECASE,
)


# --- Addresses --------------------------------------------------------------------------------


def read_addresses(cell: str) -> tuple[Address, ...]:
    """Each address verbatim, with the country that its last part names, if it does."""
    return tuple(Address(text=text, country=find_last_code(text)) for text in split_cell(cell))


def find_last_code(address: str) -> str:
    """ISO 3166 alpha-2 code of the last comma part; empty when it is none."""
    last = address.rpartition(",")[2].strip().upper()
    if is_territory_code(last):
        return last
    return country_code(last) if last in COUNTRY_WORDS else ""


def list_codes(places: Iterable[Address], *codes: str) -> tuple[str, ...]:
    """Every country of the addresses and of cells of country codes, each once, in order."""
    given = [code for cell in codes for code in split_cell(cell) if is_territory_code(code)]
    return tuple(dict.fromkeys([*(place.country for place in places if place.country), *given]))


# --- Identifiers ------------------------------------------------------------------------------


def read_identifiers(cell: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """What the `ids` cell holds: identifiers, and the rest of it as remarks."""
    found: list[Identifier] = []
    remarks: list[str] = []
    for text in split_cell(cell):
        one = read_identifier(text)
        if one:
            found.append(one)
        else:
            remarks.append(text)
    return tuple(found), tuple(remarks)


def read_identifier(text: str) -> Identifier | None:
    """`Tax ID No., 7702070139, RU` (2023) or `RU, 7702070139, Tax ID No.` (2019); else None."""
    every = [part.strip() for part in text.split(", ")]
    parts = [part for part in every if not is_country(part)]
    issuer = next(filter(is_country, every), "")
    if len(parts) != 2:
        return None
    kind, value = sorted(parts, key=has_digit) if has_digit(parts[0]) else parts
    known = IDENTIFIER_KINDS.get(kind.casefold())
    if not known and (not has_digit(value) or NO_IDENTIFIER.search(kind)):
        return None
    short = known or kind.casefold().rstrip(" #:-.")
    bare = value.removeprefix("IMO ") if short == "imo" else value
    return Identifier(kind=short, value=bare, country=issuer)


def is_country(part: str) -> bool:
    """Whether a part is nothing but a country code."""
    return is_territory_code(part.strip())


def has_digit(part: str) -> bool:
    """Whether there is a digit in it, as there is in every identifier."""
    return any(character.isdigit() for character in part)


JsonObject = Mapping[str, object]

ADDRESS_PARTS = ("address", "city", "state", "postal_code", "country")
IDENTIFIER_PARTS = ("type", "number", "country")
ID_DATES = {"issue_date": "issued", "expiration_date": "expires"}
COLUMN_FIELDS = {*COLUMNS, "id", "addresses", "ids"}
SHORT_KEYS = {"n": "name", "a": "alt_names", "t": "type", "c": "countries", "e": "entity_number"}
SHORT_KEYS |= {"fr": "federal_register_notice"}
INDEXED_KEYS = {
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


def recognises_json(files: Files) -> bool:
    """Whether it is one JSON file with `results` that name the list they stand on."""
    if len(files) != 1:
        return False
    head = next(iter(files.values()))[: csv_rows.MOST_PEEKED].removeprefix(b"\xef\xbb\xbf")
    return bool(RESULTS.match(head)) and b'"source"' in head


def parse_json(files: Files, reference: Reference) -> ParsedList:
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
    return make_json_list([make_row(result) for result in results], reference, name, as_of)


def make_row(result: JsonObject) -> CsvRow:
    """One result as the row that the CSV would have."""
    plain = {column: join_cell(list_texts(result, column)) for column in COLUMNS}
    return {
        **plain,
        "_id": read_text(result, "id"),
        "name": read_text(result, "name"),
        "federal_register_notice": read_text(result, "federal_register_notice"),
        "license_requirement": read_text(result, "license_requirement"),
        "license_policy": read_text(result, "license_policy"),
        "addresses": join_cell(
            join_parts(text, ADDRESS_PARTS) for text in list_objects_or_texts(result, "addresses")
        ),
        "ids": join_cell(
            join_parts(text, IDENTIFIER_PARTS) for text in list_objects_or_texts(result, "ids")
        ),
        "remarks": join_cell([*list_texts(result, "remarks"), *write_asides(result)]),
    }


def join_cell(values: Iterator[str] | list[str]) -> str:
    """Several values as one cell; a semicolon inside a value would end it there."""
    return "; ".join(value.replace("; ", ", ") for value in values if value)


def list_objects_or_texts(result: JsonObject, key: str) -> list[JsonObject]:
    """The objects of an array; texts among them count as an address without parts."""
    value = result.get(key)
    items = value if isinstance(value, list) else []
    return [item if isinstance(item, dict) else {"address": item} for item in items]


def join_parts(one: JsonObject, keys: tuple[str, ...]) -> str:
    """The parts of an address or an identifier, as the CSV joins them."""
    return ", ".join(text for key in keys if (text := read_text(one, key)))


def write_asides(result: JsonObject) -> Iterator[str]:
    """What the columns of the CSV have no place for: dates of papers, and fields that are new."""
    for one in list_objects_or_texts(result, "ids"):
        dates = [
            f"{word} {read_text(one, key)}" for key, word in ID_DATES.items() if read_text(one, key)
        ]
        if dates:
            yield f"{join_parts(one, IDENTIFIER_PARTS)}: {', '.join(dates)}"
    for key in result:
        if key not in COLUMN_FIELDS and (text := ", ".join(list_texts(result, key))):
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
    return make_json_list([expand_row(entry, shown) for entry in entries], reference, name, as_of)


def expand_row(entry: JsonObject, tables: JsonObject) -> CsvRow:
    """One entry of the compact copy as a row of the CSV."""
    whole = {column: join_cell(list_texts(entry, key)) for key, column in SHORT_KEYS.items()}
    looked_up = {
        column: look_up(tables.get(table), entry.get(key))
        for key, (column, table) in INDEXED_KEYS.items()
    }
    return {**dict.fromkeys(COLUMNS, ""), **whole, "name": read_text(entry, "n"), **looked_up}


def look_up(table: object, index: object) -> str:
    """The text of a table at that place; empty when there is none."""
    inside = isinstance(table, list) and isinstance(index, int) and 0 <= index < len(table)
    return " ".join(str(table[index]).split()) if inside else ""  # type: ignore[index]


# --- Both -------------------------------------------------------------------------------------


def make_json_list(found: list[CsvRow], reference: Reference, name: str, as_of: str) -> ParsedList:
    """The list of these rows. Raises ListError when one names no party or no list, or none is."""
    nameless = (
        Rejected(line=number, reason="no name or no source")
        for number, row in enumerate(found, 1)
        if not row["name"] or not row["source"]
    )
    csv_rows.refuse_problems(name, nameless)
    known = reference.csl_sources
    entries = (make_entry(row, n, known) for n, row in enumerate(found, 1))
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of=as_of)
    return collect_list(head, name, entries, len(found))
