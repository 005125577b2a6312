"""The consolidated list of the European Union in its older XML (`WHOLE`, to about 2017).

One `ENTITY` a party, with `NAME`, `ADDRESS`, `BIRTH`, `CITIZEN` and `PASSPORT` elements. Names in
other languages of the Union are names like all others; countries have three letters; a document's
kind stands in brackets behind its number.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from compliance.errors import ListError
from compliance.lists.sources import xml
from compliance.lists.sources.base import Files, ParsedList, Reference
from compliance.lists.sources.eu import HEAD, KINDS, LIST_ID, NO_REASON, PAPERS, PROGRAMME
from compliance.lists.sources.official import STATUS
from compliance.lists.sources.rows import NOTHING
from compliance.lists.sources.world import (
    Named,
    alone,
    beginning,
    day,
    find_countries,
    find_country,
    is_native,
    joined,
    judged,
    labelled,
    names,
    placed,
    programme,
    told,
    values,
)
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
    return f"<{ROOT} " in beginning(files)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every `ENTITY` an entry or rejected.

    Raises ListError when the file is no XML or another one, has no date, or holds no party.
    """
    name, data = alone(files)
    root = xml.root(data, name)
    as_of = day(root.get("Date", ""))
    if xml.local(root) != ROOT or not as_of:
        raise ListError(f"{name}: it has no {ROOT} element with its Date", NOTHING)
    instrument = programme(reference, PROGRAMME)
    found = judged(placed(root, data), name, fault, partial(entry, instrument))
    return told(replace(HEAD, as_of=as_of), name, found, len(found))


def fault(block: Element) -> str:
    """Why a block is no entry; empty when it is one."""
    if xml.local(block) != "ENTITY":
        return f"{xml.local(block)} is no block that is known"
    return "" if any(True for _ in named(block)) else "the ENTITY holds no name"


def entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One block as an entry with one listing."""
    found = list(named(block))
    primary = next((text for text, _ in found if not is_native(text)), found[0][0])
    places = tuple(dict.fromkeys(addresses(block)))
    citizenships = find_countries(values(block, "CITIZEN/COUNTRY"))
    at = (place.country for place in places if place.country)
    return ListEntry(
        id=f"eu-{block.get('Id', '')}",
        list_id=LIST_ID,
        names=names(primary, found),
        kind=KINDS.get(block.get("Type", ""), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys((*at, *citizenships))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(identifiers(block))),
        listings=(listing(block, instrument),),
        remarks=remarks(block),
        line=line,
    )


def named(block: Element) -> Iterator[Named]:
    """Every name; the schema does not tell weak ones from strong ones."""
    for element in xml.children(block, "NAME"):
        parts = (xml.text(element, part) for part in ("FIRSTNAME", "MIDDLENAME", "LASTNAME"))
        text = xml.text(element, "WHOLENAME") or joined(parts)
        if any(map(str.isalnum, text)):
            yield text, NameKind.ALIAS


def addresses(block: Element) -> Iterator[Address]:
    """Every address that is more than nothing."""
    for element in xml.children(block, "ADDRESS"):
        text = joined((xml.text(element, part) for part in PLACE), ", ")
        if text:
            yield Address(text=text, country=find_country(xml.text(element, "COUNTRY")))


def identifiers(block: Element) -> Iterator[Identifier]:
    """The number of each document without what stands in brackets; one without a digit is none."""
    for text in values(block, "PASSPORT/NUMBER"):
        found = NUMBER.match(text)
        value, code = (found["value"], found["code"]) if found else (text, "")
        if any(map(str.isdigit, value)):
            yield Identifier(kind=PAPERS.get(code, "document"), value=value)


def listing(block: Element, instrument: Programme) -> Listing:
    """The party's place on the list, by the regulation that the file names for it."""
    code, remark = block.get("programme", ""), joined([block.get("remark")])
    return Listing(
        programme=instrument,
        reason=joined((f"Listed under programme {code}." if code else "", remark or NO_REASON)),
        citation=joined([block.get("legal_basis")]),
        effective_date=day(block.get("reg_date", "")),
        status=STATUS,
        source=block.get("pdf_link", "") or instrument.source,
    )


def remarks(block: Element) -> tuple[str, ...]:
    """What else the block says of the party."""
    births = xml.children(block, "BIRTH")
    places = (
        joined((xml.text(one, each) for each in ("PLACE", "COUNTRY")), ", ") for one in births
    )
    return labelled(
        (
            *(("Title", text) for text in values(block, "NAME/TITLE")),
            *(("Function", text) for text in values(block, "NAME/FUNCTION")),
            *(("Gender", text) for text in values(block, "NAME/GENDER")),
            *(("Date of birth", text) for text in values(block, "BIRTH/DATE")),
            *(("Place of birth", text) for text in places),
            *(("Citizenship", text) for text in values(block, "CITIZEN/COUNTRY")),
            *(("Identification", text) for text in values(block, "PASSPORT/NUMBER")),
            *(("Address note", text) for text in values(block, "ADDRESS/OTHER")),
        )
    )
