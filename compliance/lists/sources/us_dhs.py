"""Two lists of the US Department of Homeland Security about forced labour: UFLPA and CBP's orders.

The UFLPA Entity List is the web page of DHS that was saved (dhs.gov/uflpa-entity-list): the list is
published as tables of a web page and in the Federal Register only. Each table has the columns `Name
of Entity` and `Effective Date`, and stands under a paragraph that names the part of section
2(d)(2)(B) it belongs to. Structure and the forms of names as a public program reads them from the
page (github opensanctions/opensanctions, `us_dhs_uflpa`); no saved page was at hand. A party has
more names in its own cell: "(including two aliases: A; and B)", "(also known as A)".

Withhold Release Orders and Findings come in the CSV of US Customs and Border Protection: a row is
one order, a merchandise of one or more makers of a country, with its status. Columns from a
published row that a public test suite quotes and from a public program that reads the file; no
whole file was at hand. Orders on all goods of a kind from a country name nobody, and orders that
are no longer active stop nothing: such rows are rejected with that reason.
"""

import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser

from msgspec import Struct, field

from compliance.lists.common import names, workbook_rows
from compliance.lists.common.countries import find_country
from compliance.lists.common.csv_rows import HeadedRow, decode_text
from compliance.lists.common.dates import read_month_first, read_us_date
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
from compliance.model import ListEntry, Listing, NameKind, PartyKind, Programme, Rejected

LIST_ID = "us-dhs-uflpa"
PROGRAMME = "us-dhs-uflpa"
TITLE = "UFLPA Entity List"
PUBLISHER = "Forced Labor Enforcement Task Force, US Department of Homeland Security"
NAME_HEADERS = ("name of entity", "entity name")
DATE_HEADER = "effective date"
PAGE = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
LIST = re.compile(rb"UFLPA|Uyghur Forced Labor", re.IGNORECASE)
ALIASES = re.compile(
    r"\s*\((?:and|including)\s+\w+\s+alias(?:es)?\s*:?\s*(?P<names>[^()]*(?:\([^()]*\)[^()]*)*)\)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r";\s*(?:and\s+)?|,\s+and\s+|\s+and\s+(?=[A-Z][^;,]*$)")
BEHIND = re.compile(
    r",?\s+and\s+(?:(?:its|all)\s+)?(?:\w+[\s-]+){0,4}?(?:subsidiar|subordinate|affiliate)\w*.*$",
    re.IGNORECASE,
)
"""What says that the listing reaches further than the named party; it may name others."""
INCLUDED = re.compile(r"(?:which include|subsidiary|subsidiaries:)\s+(?P<names>[A-Z].*)$")
WIDTH = "a row of {} cells under a header of {}"
NAMELESS = "no name"


class PageTable(Struct):
    """One table of the page with the paragraph above it."""

    above: str
    rows: list[list[str]] = field(default_factory=list)


class PageReader(HTMLParser):
    """Gathers the tables of a page; nothing of it is run or fetched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.inside = False
        self.text: list[str] = []
        self.above = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a table, a row, a cell or a paragraph."""
        if tag == "table":
            self.tables.append(PageTable(above=self.above))
            self.inside = True
        elif tag == "tr" and self.inside:
            self.tables[-1].rows.append([])
        if tag in ("td", "th", "p", "h2", "h3", "h4"):
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        """End what was begun; a cell goes into its row."""
        if tag in ("td", "th") and self.inside and self.tables[-1].rows:
            self.tables[-1].rows[-1].append(fold_spaces(" ".join(self.text)))
        elif tag == "table":
            self.inside = False
        elif tag in ("p", "h2", "h3", "h4") and not self.inside:
            self.above = fold_spaces(" ".join(self.text)) or self.above

    def handle_data(self, data: str) -> None:
        """Text of a cell or paragraph."""
        self.text.append(data)


def recognises(files: Files) -> bool:
    """Whether it is one web page that names this list and has a table with its columns."""
    if len(files) != 1:
        return False
    data = next(iter(files.values()))
    if not (PAGE.search(data[:4096]) and LIST.search(data) and b"</table" in data.lower()):
        return False
    return any(find_columns(table) for table in list_tables(data.decode("utf-8", errors="replace")))


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every row of every table of the list an entry or rejected.

    Raises ListError when the page is not UTF-8 or holds no party.
    """
    name, data = take_only_file(files)
    instrument = find_programme(reference, PROGRAMME)
    found: list[ListEntry | Rejected] = []
    for table in list_tables(decode_text(data, name)):
        if places := find_columns(table):
            for row in table.rows[1:]:
                line = len(found) + 1
                why = find_fault(row, table, places)
                made = Rejected(line=line, reason=why, file=name) if why else None
                found.append(made or make_entry(row, places, table.above, line, instrument))
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    return collect_list(head, name, found, len(found))


def list_tables(page: str) -> list[PageTable]:
    """The tables of a page."""
    reader = PageReader()
    reader.feed(page)
    reader.close()
    return reader.tables


def find_columns(table: PageTable) -> tuple[int, int] | None:
    """Where names and dates stand in a table; None when it is another table."""
    header = [cell.casefold() for cell in table.rows[0]] if table.rows else []
    name = next((header.index(one) for one in NAME_HEADERS if one in header), None)
    if name is None or DATE_HEADER not in header:
        return None
    return name, header.index(DATE_HEADER)


def find_fault(row: list[str], table: PageTable, places: tuple[int, int]) -> str:
    """Why a row is no entry; empty when it is one."""
    if len(row) != len(table.rows[0]):
        return WIDTH.format(len(row), len(table.rows[0]))
    return "" if any(map(str.isalnum, row[places[0]])) else NAMELESS


def make_entry(
    row: list[str], places: tuple[int, int], above: str, line: int, instrument: Programme
) -> ListEntry:
    """One row as an entry with one listing."""
    cell, date = row[places[0]], row[places[1]]
    (primary, _), *others = find_names(cell)
    further = BEHIND.search(ALIASES.sub("", cell))
    return ListEntry(
        id=hash_id(LIST_ID, primary, date),
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=PartyKind.ORGANISATION,
        listings=(
            Listing(
                programme=instrument,
                official_name=cell,
                reason=above or "The page gives no reason.",
                citation=instrument.authority,
                effective_date=read_us_date(date),
                status=STATUS,
                notes=(f"Reaches further: {cell}",) if further else (),
                source=instrument.source,
            ),
        ),
        line=line,
    )


def find_names(cell: str) -> Iterator[KindedName]:
    """The party's name, its aliases, and the subsidiaries that the cell names."""
    bare = ALIASES.sub("", cell)
    behind = BEHIND.search(bare)
    primary, *inside = names.part_name_cell(BEHIND.sub("", bare) or bare)
    yield primary, NameKind.PRIMARY
    for one in inside:
        yield from names.read_alias(one)
    for found in ALIASES.finditer(cell):
        yield from ((part, NameKind.ALIAS) for part in part_names(found["names"]))
    included = INCLUDED.search(behind[0]) if behind else None
    if included:
        yield from ((part, NameKind.ALIAS) for part in part_names(included["names"]))


def part_names(text: str) -> list[str]:
    """`A; B; and C`, `A and B`, or `A, B, and C` as its names; legal forms stay with them."""
    parts = [part for part in BETWEEN.split(text) if part.strip(" ,;")]
    if ";" not in text:
        parts = [one for part in parts for one in part.split(",")]
    return names.rejoin_legal_forms(part.strip(" ,;") for part in parts if part.strip(" ,;"))


WRO_LIST_ID = "us-cbp-wro"
WRO_PROGRAMME = "us-cbp-wro"
WRO_TITLE = "CBP Withhold Release Orders and Findings"
CBP = "US Customs and Border Protection (CBP)"
WRO_COLUMNS = ("Effective Date", "Country", "Merchandise", "WRO/Finding", "Status", "Entity")
WRO_REMARKS = {
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
WRO_BEHIND = re.compile(
    r",?\s+(?:and|including)\s+(?:all\s+)?(?:its|their|any)\s+(?:\w+\s+){0,3}"
    r"(?:subsidiar|affiliat|subordinate)\w*.*$",
    re.IGNORECASE,
)


def recognises_wro(files: Files) -> bool:
    """Whether it is one CSV or workbook with the columns of this list."""
    return workbook_rows.has_columns(files, WRO_COLUMNS)


def parse_wro(files: Files, reference: Reference) -> ParsedList:
    """Every order that is in force and names a party an entry, every other rejected.

    Raises ListError when the file cannot be read, lacks a column, or holds no party.
    """
    name, data = take_only_file(files)
    rows = workbook_rows.read_table(data, name, WRO_COLUMNS)
    make = partial(judge_order, instrument=find_programme(reference, WRO_PROGRAMME), name=name)
    head = ListHead(id=WRO_LIST_ID, title=WRO_TITLE, publisher=CBP, as_of="")
    return collect_list(head, name, map(make, rows), len(rows))


def judge_order(row: HeadedRow, instrument: Programme, name: str) -> ListEntry | Rejected:
    """One order as an entry, or rejected."""
    why = find_order_fault(row)
    return (
        Rejected(line=row.number, reason=why, file=name)
        if why
        else make_order_entry(row, instrument)
    )


def find_order_fault(row: HeadedRow) -> str:
    """Why an order is no entry; empty when it is one."""
    cells = row.cells
    if cells["Status"].casefold() not in IN_FORCE:
        return ENDED.format(cells["Status"] or "no status")
    nobody = EVERYBODY.fullmatch(cells["Entity"]) or find_country(cells["Entity"])
    return NOBODY.format(cells["Merchandise"], cells["Country"]) if nobody else ""


def make_order_entry(row: HeadedRow, instrument: Programme) -> ListEntry:
    """One order as an entry: the parties that it names are the names of the entry."""
    cells = row.cells
    bare = WRO_BEHIND.sub("", cells["Entity"]) or cells["Entity"]
    primary, *others = names.part_name_cell(bare)
    about = label_texts((label, cells.get(column)) for column, label in WRO_REMARKS.items())
    new = {*WRO_COLUMNS, *WRO_REMARKS, "Country Code", "Press Release"}
    return ListEntry(
        id=hash_id(WRO_LIST_ID, cells["Entity"], cells["Country"], cells["Effective Date"]),
        list_id=WRO_LIST_ID,
        names=collect_names(
            primary,
            [found for other in others for found in names.read_alias(other)]
            or [(primary, NameKind.PRIMARY)],
        ),
        countries=tuple(filter(None, [find_country(cells["Country"])])),
        listings=(
            Listing(
                programme=instrument,
                official_name=cells["Entity"],
                reason=join_texts((cells["WRO/Finding"], cells["Merchandise"]), ": "),
                effective_date=read_month_first(cells["Effective Date"]),
                status=f"{cells['Status'].casefold()} in the publisher's file",
                notes=() if bare == cells["Entity"] else (f"Reaches further: {cells['Entity']}",),
                source=cells.get("Press Release") or instrument.source,
            ),
        ),
        remarks=(*about, *label_texts((c, said) for c, said in cells.items() if c not in new)),
        line=row.number,
    )
