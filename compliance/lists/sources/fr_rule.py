"""A rule of the Federal Register in its own XML: the entries that it adds to the Entity List.

The rule prints a table in the form of Supplement No. 4 to Part 744: five columns, a row with a
country in the first, then rows with an entity (name, aliases, addresses in lines), its licence
requirement, policy and citation. An entity whose addresses run over a page has a second row that
holds nothing else. Rows of asterisks stand for what is not printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from compliance.errors import ListError
from compliance.lists.common import csv_rows, xml
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.xml import find_text
from compliance.lists.sources import csl_values, el_values
from compliance.lists.sources.base import ParsedList, Reference, hash_id, number_repeats
from compliance.model import FileCount, ListEntry, Listing, Programme, Rejected

LIST_ID = "el-rule"
PROGRAMME = "us-bis-el"
SIGNATURE = (b"<RULE>", b"Entity List")
WIDTH = 5
STARS = re.compile(r"[*\s]*")
HEADING = "Country"
OPEN_PAGE = re.compile(
    r"\[?INSERT\s+FR\s+PAGE\s+NUMBER,?\s+(?:AND\s+)?(?P<day>[\d/]+)\]?", re.IGNORECASE
)
EFFECTIVE = re.compile(r"effective (?:on )?(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})")
NUMBER = re.compile(r"FR Doc\.\s*(?P<number>[\d-]+)")
STRAY = "neither an entity below a country nor more of one"

Lines = tuple[str, ...]
"""A cell of the table: its text, then each line below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One row of the table that holds an entity or goes on with one."""

    line: int
    """Which row of all tables, from 1."""
    country: str
    """The country above it."""
    page: str
    """Of the Federal Register, on which the row is printed."""
    cells: tuple[Lines, ...]
    """Those that hold anything."""


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file that is a rule about the Entity List."""
    data = next(iter(files.values())) if len(files) == 1 else b""
    return data[:200].lstrip().startswith((b"<RULE", b"<?xml")) and all(
        mark in data[: csv_rows.MOST_PEEKED] for mark in SIGNATURE
    )


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every entity that the rule's tables print, as an entry of the Entity List.

    Raises ListError when the XML is malformed or dangerous, or the rule prints no entity.
    """
    [(name, data)] = files.items()
    root = xml.parse_root(data, name)
    printed = list(printed_rows(root))
    found = entities(printed)
    lost = strays(printed, name)
    day = EFFECTIVE.search(find_text(root, "PREAMB/EFFDATE"))
    document = NUMBER.search(find_text(root, "SUPLINF/FRDOC") or find_text(root, "FRDOC"))
    rule = Rule(
        programme=reference.programmes[PROGRAMME],
        effective=read_us_date(day["day"]) if day else "",
        number=document["number"] if document else "",
    )
    entries = tuple(number_repeats(made(one, rule) for one in found))
    if not entries:
        raise ListError(f"{name}: the rule prints no entity", "give the XML of the whole document")
    return described(entries, lost, rule, name, len(printed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What holds for every entry of the rule."""

    programme: Programme
    effective: str
    number: str


def described(
    entries: tuple[ListEntry, ...], lost: tuple[Rejected, ...], rule: Rule, name: str, read: int
) -> ParsedList:
    """The list with its sums."""
    sums = FileCount(
        file=name,
        rows=read,
        entries=len(entries),
        joined=read - len(entries) - len(lost),
        rejected=len(lost),
    )
    return ParsedList(
        id=LIST_ID,
        title=f"{rule.programme.name}: entries of rule {rule.number}".rstrip(),
        publisher=rule.programme.publisher,
        as_of=rule.effective,
        entries=entries,
        rejected=lost,
        warnings=tuple(f"table row {row.line}: {row.reason}" for row in lost),
        counts=(sums,),
    )


# --- The table --------------------------------------------------------------------------------


def printed_rows(root: Element) -> Iterator[Printed]:
    """Every row of the tables that is neither a heading, a country nor asterisks."""
    country, page, line = "", "", 0
    for element in root.iter():
        if element.tag == "PRTPAGE":
            page = element.get("P", "")
        elif element.tag == "ROW":
            line += 1
            inside = next((one.get("P", "") for one in element.iter("PRTPAGE")), page)
            first, *others = [lines_of(cell) for cell in element.iter("ENT")] or [()]
            filled = tuple(cell for cell in others if cell)
            country = first[0] if first and first[0] != HEADING else country
            if filled and not first:
                yield Printed(line=line, country=country, page=inside, cells=filled)


def lines_of(cell: Element) -> Lines:
    """The lines of a cell, empty when it holds nothing but asterisks."""
    lines = [[cell.text or ""]]
    for child in cell:
        said = "".join(child.itertext())
        if child.tag == "LI":
            lines.append([said])
        else:
            lines[-1].append(said)
        lines[-1].append(child.tail or "")
    folded = (" ".join("".join(line).split()) for line in lines)
    return tuple(line for line in folded if not STARS.fullmatch(line))


def entities(printed: list[Printed]) -> list[Printed]:
    """The rows with an entity, each with the lines of the rows that go on with it."""
    found: list[Printed] = []
    for row in printed:
        if is_entity(row):
            found.append(row)
        elif goes_on(row) and found:
            name, *others = found[-1].cells
            found[-1] = replace(found[-1], cells=((*name, *row.cells[0]), *others))
    return found


def strays(printed: list[Printed], name: str) -> tuple[Rejected, ...]:
    """The rows that are neither an entity nor go on with one."""
    first = next((row.line for row in printed if is_entity(row)), 0)
    return tuple(
        Rejected(line=row.line, reason=STRAY, file=name)
        for row in printed
        if not is_entity(row) and not (goes_on(row) and first and row.line > first)
    )


def is_entity(row: Printed) -> bool:
    """Whether a row holds an entity with its requirement, policy and citation, below a country."""
    return len(row.cells) == WIDTH - 1 and bool(row.country)


def goes_on(row: Printed) -> bool:
    """Whether a row holds addresses alone."""
    return len(row.cells) == 1


# --- One entry --------------------------------------------------------------------------------


def made(row: Printed, rule: Rule) -> ListEntry:
    """One entity as an entry with one listing."""
    name, aliases, address = el_values.printed(row.cells[0])
    country = find_spelled_country(row.country)
    places, see_also = el_values.addresses(address, country)
    names = csl_values.names(name, "; ".join(el_values.clean(aliases)))
    return ListEntry(
        id=hash_id("el", names[0].text, country),
        list_id=LIST_ID,
        names=names,
        countries=list_countries(places, country),
        addresses=places,
        listings=(listing(row, rule, names[0].text),),
        remarks=see_also,
        line=row.line,
    )


def listing(row: Printed, rule: Rule, name: str) -> Listing:
    """The entity's place on the list, as the rule prints it."""
    requirement, policy, citation = (" ".join(cell) for cell in row.cells[1:])
    return Listing(
        programme=rule.programme,
        official_name=name,
        requirement=requirement,
        policy=policy,
        citation=cited(citation, row.page, rule.number),
        effective_date=rule.effective,
        status=f"added by rule {rule.number}".rstrip(),
        source=rule.programme.source,
    )


def cited(citation: str, page: str, number: str) -> str:
    """The citation with the page that the printer left open, and the number of the document."""
    volume, _, _ = citation.partition(" FR")
    found = OPEN_PAGE.search(citation)
    whole = f"{volume} FR {page}, {found['day']}" if found and page else citation.strip(" .")
    return f"{whole} (FR Doc. {number})" if number else whole
