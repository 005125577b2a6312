"""The consolidated list of the European Union in its older XML (`WHOLE`, to about 2017).

One `ENTITY` a party, with `NAME`, `ADDRESS`, `BIRTH`, `CITIZEN` and `PASSPORT` elements. Names in
other languages of the Union are names like all others; countries have three letters; a document's
kind stands in brackets behind its number.
"""

import re
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.countries import find_countries, find_country
from compliance.lists.common.csv_rows import NOTHING_SCREENED
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names, is_native
from compliance.lists.common.texts import join_texts, label_texts
from compliance.lists.common.xml import list_texts, make_entries, place_elements
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
)
from compliance.lists.sources.eu import HEAD, KINDS, LIST_ID, NO_REASON, PAPERS, PROGRAMME
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    NameKind,
    PartyKind,
    Programme,
)

ROOT = "WHOLE"
NUMBER = re.compile(r"(?P<value>.*?) \((?P<code>\w+)-[^()]*\)")
PLACE = ("NUMBER", "STREET", "ZIPCODE", "CITY", "COUNTRY")


def recognises(files: Files) -> bool:
    """Whether it is one XML file whose root is that of the older schema."""
    return f"<{ROOT} " in read_beginning(files)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every `ENTITY` an entry or rejected.

    Raises ListError when the file is no XML or another one, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    root = xml.parse_root(data, name)
    as_of = read_date(root.get("Date", ""))
    if xml.local_name(root) != ROOT or not as_of:
        raise ListError(f"{name}: it has no {ROOT} element with its Date", NOTHING_SCREENED)
    instrument = find_programme(reference, PROGRAMME)
    found = make_entries(
        place_elements(root, data), name, find_fault, partial(make_entry, instrument)
    )
    return collect_list(replace(HEAD, as_of=as_of), name, found, len(found))


def find_fault(block: Element) -> str:
    """Why a block is no entry; empty when it is one."""
    if xml.local_name(block) != "ENTITY":
        return f"{xml.local_name(block)} is no block that is known"
    return "" if any(True for _ in find_names(block)) else "the ENTITY holds no name"


def make_entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One block as an entry with one listing."""
    found = list(find_names(block))
    primary = next((text for text, _ in found if not is_native(text)), found[0][0])
    places = tuple(dict.fromkeys(find_addresses(block)))
    citizenships = find_countries(list_texts(block, "CITIZEN/COUNTRY"))
    at = (place.country for place in places if place.country)
    return ListEntry(
        id=f"eu-{block.get('Id', '')}",
        list_id=LIST_ID,
        names=collect_names(primary, found),
        kind=KINDS.get(block.get("Type", ""), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys((*at, *citizenships))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(find_identifiers(block))),
        listings=(make_listing(block, instrument),),
        remarks=write_remarks(block),
        line=line,
    )


def find_names(block: Element) -> Iterator[KindedName]:
    """Every name; the schema does not tell weak ones from strong ones."""
    for element in xml.find_children(block, "NAME"):
        parts = (xml.find_text(element, part) for part in ("FIRSTNAME", "MIDDLENAME", "LASTNAME"))
        text = xml.find_text(element, "WHOLENAME") or join_texts(parts)
        if any(map(str.isalnum, text)):
            yield text, NameKind.ALIAS


def find_addresses(block: Element) -> Iterator[Address]:
    """Every address that is more than nothing."""
    for element in xml.find_children(block, "ADDRESS"):
        text = join_texts((xml.find_text(element, part) for part in PLACE), ", ")
        if text:
            yield Address(text=text, country=find_country(xml.find_text(element, "COUNTRY")))


def find_identifiers(block: Element) -> Iterator[Identifier]:
    """The number of each document without what stands in brackets; one without a digit is none."""
    for text in list_texts(block, "PASSPORT/NUMBER"):
        found = NUMBER.match(text)
        value, code = (found["value"], found["code"]) if found else (text, "")
        if any(map(str.isdigit, value)):
            yield Identifier(kind=PAPERS.get(code, "document"), value=value)


def make_listing(block: Element, instrument: Programme) -> Listing:
    """The party's place on the list, by the regulation that the file names for it."""
    code, remark = block.get("programme", ""), join_texts([block.get("remark")])
    return Listing(
        programme=instrument,
        reason=join_texts((f"Listed under programme {code}." if code else "", remark or NO_REASON)),
        citation=join_texts([block.get("legal_basis")]),
        effective_date=read_date(block.get("reg_date", "")),
        status=STATUS,
        source=block.get("pdf_link", "") or instrument.source,
    )


def write_remarks(block: Element) -> tuple[str, ...]:
    """What else the block says of the party."""
    births = xml.find_children(block, "BIRTH")
    places = (
        join_texts((xml.find_text(birth, each) for each in ("PLACE", "COUNTRY")), ", ")
        for birth in births
    )
    return label_texts(
        (
            *(("Title", text) for text in list_texts(block, "NAME/TITLE")),
            *(("Function", text) for text in list_texts(block, "NAME/FUNCTION")),
            *(("Gender", text) for text in list_texts(block, "NAME/GENDER")),
            *(("Date of birth", text) for text in list_texts(block, "BIRTH/DATE")),
            *(("Place of birth", text) for text in places),
            *(("Citizenship", text) for text in list_texts(block, "CITIZEN/COUNTRY")),
            *(("Identification", text) for text in list_texts(block, "PASSPORT/NUMBER")),
            *(("Address note", text) for text in list_texts(block, "ADDRESS/OTHER")),
        )
    )
