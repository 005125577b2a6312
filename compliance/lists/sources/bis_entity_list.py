"""The Entity List as it is printed: its cells, and rules in the XML of the Federal Register.

Supplement No. 4 to 15 CFR Part 744 prints an entity as its name, "a.k.a., the following two
aliases:", a line for each alias with a dash before it, and its addresses with "; and" between them.
The other lists of Part 744 (MEU, UVL) are printed in the same way. A rule prints tables of five
columns: a row with a country in the first, then rows with an entity (name, aliases, addresses in
lines), its licence requirement, policy and citation. An entity whose addresses run over a page has
a second row that holds nothing else. Rows of asterisks stand for what is not printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import csv_rows, names, xml
from compliance.lists.common.countries import (
    find_last_country,
    find_spelled_country,
    list_countries,
)
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.names import part_name_cell
from compliance.lists.common.xml import find_text
from compliance.lists.sources.base import (
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    hash_id,
    number_repeats,
)
from compliance.model import Address, ListEntry, Listing, Programme, Rejected

BETWEEN = re.compile(r"(?:\.|,)?\s*;\s*(?:and\s+)?|\.\s+and\s+", re.IGNORECASE)
SEE_ALSO = re.compile(
    r"\s*\(\s*(?P<see>(?:see|for)\b[^()]*\baddress[^()]*(?:\([^()]*\))?[^()]*)\)?\.?",
    re.IGNORECASE,
)
"""A pointer to the same entity under another country."""
DASH = re.compile(r"^\s*[-–—]\s*")
TAIL = re.compile(
    r"(?:\s*;\s*(?:and)?|(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bCorp)(?<!\.[A-Z])\.)?\s*$"
)
"""What ends an alias in print; the point stays behind a short form ("Co.", "S.A.")."""
ALIAS_TAIL = re.compile(r"\s*;\s*(?:and)?\s*$|;'$")
HOUSE = r"(?:No\b|ul\.|Pr\.|Room\b|Rm\b|Unit\b|Flat\b|Building\b|Zone\b|\d)"
PLACES_INSIDE = (
    re.compile(r"^(?P<name>.{2,}?\b(?:Ltd|LTD|Inc|INC|LLC|OOO))\.\s+(?P<place>[A-Z].*)$"),
    re.compile(rf"^(?P<name>.{{3,}}?)[.,]\s+(?P<place>{HOUSE}.*|[^,.;]*\d.*)$"),
)
"""An alias that the address was not parted from: behind a legal form, or before a house."""
LONGEST_COUNTRY = 25
"""Characters of the name of a country; more behind a comma is part of a sentence."""
SEVERAL = re.compile(r"^Addresses for [^:]+:\s*")
"""How the cell of an entity begins that holds affiliates with addresses of their own."""
AFFILIATE = re.compile(
    rf"^(?!{HOUSE})(?P<name>[A-Z].*?)"
    rf"(?:,\s+(?!(?:Ltd|Inc|LLC|Limited)\b)|\.\s+(?={HOUSE}))(?P<place>.+)$"
)


def part_addresses(cell: str, country: str) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The addresses of a cell, each with its country, and what it says of others.

    An address that names no country is in the country that the entity is listed under.
    """
    remarks = tuple(f"{found['see'].strip(' .')}." for found in SEE_ALSO.finditer(cell))
    parts = [half for part in BETWEEN.split(SEE_ALSO.sub("", cell)) for half in part_halves(part)]
    texts = [text for part in parts if (text := part.strip(" .,")) and text != "and"]
    places = (Address(text=text, country=find_last_country(text) or country) for text in texts)
    return tuple(places), remarks


def part_halves(part: str) -> list[str]:
    """A part of a cell, in two where a country stands before "and": the semicolon was forgotten."""
    before, found, after = part.partition(" and ")
    while found:
        if find_last_country(before[-30:]) and len(find_last_part(before)) < LONGEST_COUNTRY:
            return [before, *part_halves(after)]
        more, found, after = after.partition(" and ")
        before = f"{before} and {more}"
    return [part]


def find_last_part(text: str) -> str:
    """What stands behind the last comma."""
    return text.rpartition(",")[2].strip()


def part_affiliates(cell: str) -> tuple[list[str], str]:
    """The affiliates that the address cell of an entity names, and the cell without their names.

    Only a cell that says whose addresses come first is read so ("Addresses for Foo: ... China.
    Foo Mobile, 1 Road, ... China."); Huawei Technologies is printed in this way.
    """
    if not SEVERAL.match(cell):
        return [], cell
    own, *others = part_sentences(SEVERAL.sub("", cell))
    found = [part_sentence(sentence) for sentence in others]
    names = [name for inside, _ in found for name in inside]
    return names, "; ".join([own, *(place for _, inside in found for place in inside)])


def part_sentence(sentence: str) -> tuple[list[str], list[str]]:
    """The names that a sentence begins with, and the addresses behind them."""
    names: list[str] = []
    places: list[str] = []
    for part in re.split(r";\s*(?:and\s+)?", sentence):
        found = None if places else AFFILIATE.match(part)
        alone = not places and not re.search(r"\d", part) and find_last_country(part) == ""
        if alone or found:
            names.append(found["name"] if found and not alone else part)
        if not alone:
            places.append(found["place"] if found else part)
    return names, places


def part_sentences(text: str) -> list[str]:
    """A text cut at the points behind a country; a point behind a short form ends nothing."""
    found: list[str] = []
    for piece in re.split(r"\.\s+(?=[A-Z])", text):
        if found and not find_last_country(found[-1]):
            found[-1] = f"{found[-1]}. {piece}"
        else:
            found.append(piece)
    return found


def part_address_from_alias(aliases: Sequence[str], address: str) -> tuple[list[str], str]:
    """Aliases and address of an entity whose last alias still holds the address, if it does."""
    if address or not aliases:
        return list(aliases), address
    last = aliases[-1]
    end = re.sub(r"[\d\s.]+$", "", SEE_ALSO.sub("", last).rstrip(" ."))
    found = next((match for one in PLACES_INSIDE if (match := one.match(last))), None)
    if not found or not find_last_country(end[-40:]):
        return list(aliases), ""
    return [*aliases[:-1], found["name"]], found["place"]


def clean_aliases(aliases: Iterable[str]) -> list[str]:
    """Aliases without the "; and" that stood between them in print, those within one parted."""
    parts = (text for alias in aliases for part in alias.split(";—") if (text := strip_alias(part)))
    return [name for part in parts for name in part_name_cell(part)]


def strip_alias(alias: str) -> str:
    """One alias without its dash and without what joined it to the next."""
    text = ALIAS_TAIL.sub("", DASH.sub("", alias)).strip()
    return text.replace("; and ", " and ")


def read_printed(lines: Sequence[str]) -> tuple[str, list[str], str]:
    """Name, aliases and addresses of an entity as it is printed, line by line."""
    aliases = [TAIL.sub("", DASH.sub("", line)) for line in lines[1:] if DASH.match(line)]
    places = [line.strip() for line in lines[1:] if not DASH.match(line)]
    return lines[0].strip(), aliases, " ".join(places)


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


class PrintedRow(Struct, frozen=True, kw_only=True):
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
    printed = list(read_rows(root))
    found = join_rows(printed)
    lost = reject_strays(printed, name)
    day = EFFECTIVE.search(find_text(root, "PREAMB/EFFDATE"))
    document = NUMBER.search(find_text(root, "SUPLINF/FRDOC") or find_text(root, "FRDOC"))
    rule = PrintedRule(
        programme=reference.programmes[PROGRAMME],
        effective=read_us_date(day["day"]) if day else "",
        number=document["number"] if document else "",
    )
    entries = tuple(number_repeats(make_entry(one, rule) for one in found))
    if not entries:
        raise ListError(f"{name}: the rule prints no entity", "give the XML of the whole document")
    return describe_list(entries, lost, rule, name, len(printed))


class PrintedRule(Struct, frozen=True, kw_only=True):
    """What holds for every entry of the rule."""

    programme: Programme
    effective: str
    number: str


def describe_list(
    entries: tuple[ListEntry, ...],
    lost: tuple[Rejected, ...],
    rule: PrintedRule,
    name: str,
    read: int,
) -> ParsedList:
    """The list with its sums."""
    head = ListHead(
        id=LIST_ID,
        title=f"{rule.programme.name}: entries of rule {rule.number}".rstrip(),
        publisher=rule.programme.publisher,
        as_of=rule.effective,
    )
    return collect_list(head, name, (*entries, *lost), read, "table row")


# --- The table --------------------------------------------------------------------------------


def read_rows(root: Element) -> Iterator[PrintedRow]:
    """Every row of the tables that is neither a heading, a country nor asterisks."""
    country, page, line = "", "", 0
    for element in root.iter():
        if element.tag == "PRTPAGE":
            page = element.get("P", "")
        elif element.tag == "ROW":
            line += 1
            inside = next((one.get("P", "") for one in element.iter("PRTPAGE")), page)
            first, *others = [read_lines(cell) for cell in element.iter("ENT")] or [()]
            filled = tuple(cell for cell in others if cell)
            country = first[0] if first and first[0] != HEADING else country
            if filled and not first:
                yield PrintedRow(line=line, country=country, page=inside, cells=filled)


def read_lines(cell: Element) -> Lines:
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


def join_rows(printed: list[PrintedRow]) -> list[PrintedRow]:
    """The rows with an entity, each with the lines of the rows that go on with it."""
    found: list[PrintedRow] = []
    for row in printed:
        if is_entity(row):
            found.append(row)
        elif is_continued(row) and found:
            name, *others = found[-1].cells
            found[-1] = replace(found[-1], cells=((*name, *row.cells[0]), *others))
    return found


def reject_strays(printed: list[PrintedRow], name: str) -> tuple[Rejected, ...]:
    """The rows that are neither an entity nor go on with one."""
    first = next((row.line for row in printed if is_entity(row)), 0)
    return tuple(
        Rejected(line=row.line, reason=STRAY, file=name)
        for row in printed
        if not is_entity(row) and not (is_continued(row) and first and row.line > first)
    )


def is_entity(row: PrintedRow) -> bool:
    """Whether a row holds an entity with its requirement, policy and citation, below a country."""
    return len(row.cells) == WIDTH - 1 and bool(row.country)


def is_continued(row: PrintedRow) -> bool:
    """Whether a row holds addresses alone."""
    return len(row.cells) == 1


# --- One entry --------------------------------------------------------------------------------


def make_entry(row: PrintedRow, rule: PrintedRule) -> ListEntry:
    """One entity as an entry with one listing."""
    name, aliases, address = read_printed(row.cells[0])
    country = find_spelled_country(row.country)
    places, see_also = part_addresses(address, country)
    own = names.collect_own_names(name, "; ".join(clean_aliases(aliases)))
    return ListEntry(
        id=hash_id("el", own[0].text, country),
        list_id=LIST_ID,
        names=own,
        countries=list_countries(places, country),
        addresses=places,
        listings=(make_listing(row, rule, own[0].text),),
        remarks=see_also,
        line=row.line,
    )


def make_listing(row: PrintedRow, rule: PrintedRule, name: str) -> Listing:
    """The entity's place on the list, as the rule prints it."""
    requirement, policy, citation = (" ".join(cell) for cell in row.cells[1:])
    return Listing(
        programme=rule.programme,
        official_name=name,
        requirement=requirement,
        policy=policy,
        citation=cite_rule(citation, row.page, rule.number),
        effective_date=rule.effective,
        status=f"added by rule {rule.number}".rstrip(),
        source=rule.programme.source,
    )


def cite_rule(citation: str, page: str, number: str) -> str:
    """The citation with the page that the printer left open, and the number of the document."""
    volume, _, _ = citation.partition(" FR")
    found = OPEN_PAGE.search(citation)
    whole = f"{volume} FR {page}, {found['day']}" if found and page else citation.strip(" .")
    return f"{whole} (FR Doc. {number})" if number else whole
