"""The Consolidated Canadian Autonomous Sanctions List in XML (`sema-lmes.xml`).

A flat table, a `record` a party. Since 25 August 2026 every element has a name in both languages
(`LastName-NomDeFamille`); what stands before the hyphen is the older name, so both are read.
Written from records of both forms that public test suites quote from the published file, which was
not at hand. `Country` is the regulation under which a party is listed, not where the party is. The
file has neither ids nor a date: the id is made of the regulation and the name.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from xml.etree.ElementTree import Element

from msgspec import Struct

from compliance.lists.common import names, xml
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import fold_spaces, join_texts, label_texts
from compliance.lists.common.xml import find_lines, make_entries
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import Identifier, ListEntry, Listing, NameKind, PartyKind, Programme

LIST_ID = "ca"
PROGRAMME = "ca-sema"
TITLE = "Consolidated Canadian Autonomous Sanctions List"
PUBLISHER = "Global Affairs Canada"
NAMELESS = "it holds no name"
FIELDS = (
    *("Country", "LastName", "GivenName", "EntityOrShip", "Entity", "TitleOrShipType"),
    *("TitleOrShip", "Title", "Aliases", "DateOfBirthOrShipBuildDate", "DateOfBirth"),
    *("ShipIMONumber", "Schedule", "Item", "DateOfListing"),
)
NO_REASON = "The publisher's file gives no reason; see the regulations."


class SemaRecord(Struct, frozen=True, kw_only=True):
    """One record by its fields, without the French half of their names."""

    fields: Mapping[str, str]

    def first(self, *fields: str) -> str:
        """The first of the fields that says something."""
        return next((found for each in fields if (found := self.fields.get(each, ""))), "")


def recognises(files: Files) -> bool:
    """Whether it is one XML file that is a table of records with the columns of this list."""
    start = read_beginning(files)
    return "<data-set" in start and "<record" in start and "<DateOfListing" in start


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every record an entry, or rejected when it names nobody.

    Raises ListError when the XML is malformed or dangerous, or holds no party.
    """
    name, data = take_only_file(files)
    instrument = find_programme(reference, PROGRAMME)
    count = sum(1 for _ in xml.iterate_blocks(data, name, "record"))
    blocks = zip(
        xml.iterate_blocks(data, name, "record"), find_lines(data, "record", count), strict=True
    )
    found = make_entries(blocks, name, find_fault, partial(make_entry, instrument))
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    return collect_list(head, name, found, count)


def make_record(block: Element) -> SemaRecord:
    """One record; a field that is given twice has its texts joined."""
    fields: dict[str, str] = {}
    for one in block:
        key = xml.local_name(one).partition("-")[0]
        said = "; ".join("".join(one.itertext()).strip().splitlines())
        fields[key] = join_texts((fields.get(key), said), "; ")
    return SemaRecord(fields=fields)


def find_fault(block: Element) -> str:
    """Why a record is no entry; empty when it is one."""
    primary, *_ = [*find_names(make_record(block)), ("", NameKind.PRIMARY)]
    return "" if any(map(str.isalnum, primary[0])) else NAMELESS


# --- One entry --------------------------------------------------------------------------------


def make_entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One record as an entry with one listing."""
    record = make_record(block)
    (primary, _), *others = find_names(record)
    kind = tell_kind(record)
    number = record.first("ShipIMONumber").removeprefix("IMO").strip(" :")
    return ListEntry(
        id=hash_id(LIST_ID, choose_english(record.first("Country")), primary),
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=kind,
        identifiers=(Identifier(kind="imo", value=number),) if number else (),
        listings=(make_listing(record, instrument),),
        remarks=write_remarks(record, kind),
        line=line,
    )


def find_names(record: SemaRecord) -> Iterator[KindedName]:
    """The name, the aliases that stand inside it, and those of the cell of aliases."""
    person = join_texts((record.first("GivenName"), record.first("LastName")))
    own = names.part_name_cell(record.first("EntityOrShip", "Entity"))
    inside = [person] if person else []
    first, *further = [*inside, *filter(None, own)] or [""]
    if first:
        yield first, NameKind.PRIMARY
    yield from ((text, kind) for part in further for text, kind in names.read_alias(part))
    for part in names.part_aliases(record.first("Aliases")):
        yield from names.read_alias(part)


def tell_kind(record: SemaRecord) -> PartyKind:
    """A person has a family or given name, a ship its number or type."""
    if record.first("LastName", "GivenName"):
        return PartyKind.PERSON
    ship = record.first("ShipIMONumber", "TitleOrShipType", "TitleOrShip")
    return PartyKind.VESSEL if ship else PartyKind.ORGANISATION


def make_listing(record: SemaRecord, instrument: Programme) -> Listing:
    """The place of the party in the schedule of a regulation."""
    schedule, item = record.first("Schedule"), record.first("Item")
    regulation = choose_english(record.first("Country"))
    return Listing(
        programme=instrument,
        reason=NO_REASON,
        citation=join_texts(
            (
                regulation,
                f"Schedule {schedule}" if schedule else "",
                f"item {item}" if item else "",
            ),
            ", ",
        ),
        effective_date=read_date(record.first("DateOfListing")),
        status=STATUS,
        source=instrument.source,
    )


def write_remarks(record: SemaRecord, kind: PartyKind) -> tuple[str, ...]:
    """What else a record says, and every field that is new under its own name."""
    ship = kind is PartyKind.VESSEL
    title = choose_english(record.first("TitleOrShipType", "TitleOrShip", "Title"), "|")
    date = record.first("DateOfBirthOrShipBuildDate", "DateOfBirth")
    new = ((key, text) for key, text in record.fields.items() if key not in FIELDS)
    return label_texts(
        (
            ("Type of ship" if ship else "Title", title),
            ("Built" if ship else "Date of birth", date),
            ("Regulations", record.first("Country")),
            *new,
        )
    )


def choose_english(text: str, bar: str = "/") -> str:
    """The English half of a text that is given in both languages."""
    return fold_spaces(text.partition(f" {bar} ")[0])
