"""The consolidated list of the European Union in its XML, schema 1.1 (`export`), since 2017.

One `sanctionEntity` a party, everything in attributes. A name says in `strong` whether it is a main
one; that it is weak or a former one stands only in its remarks. Written from the published schema
(namespace http://eu.europa.ec/fpi/fsd/export) and a file made to it: no published data file was at
hand.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.countries import find_countries
from compliance.lists.common.csv_rows import NOTHING_SCREENED
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names, is_native
from compliance.lists.common.texts import join_texts, label_texts
from compliance.lists.common.xml import list_texts, make_entries, place_elements
from compliance.lists.sources.base import (
    STATUS,
    Head,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
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

LIST_ID = "eu"
PROGRAMME = "eu-consolidated"
NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
ROOT = re.compile(r"<(?:[\w-]+:)?export[\s>]")
HEAD = Head(
    id=LIST_ID,
    title="EU consolidated list of persons, groups and entities subject to financial sanctions",
    publisher="European Commission",
    as_of="",
)
KINDS = {"P": PartyKind.PERSON, "E": PartyKind.ORGANISATION}
PAPERS = {
    "passport": "passport",
    "id": "national id",
    "ssn": "social security number",
    "regnumber": "registration number",
    "tradelic": "registration number",
    "fiscalcode": "tax id",
    "imo": "imo",
    "swiftbic": "swift",
}
"""Identification type code -> kind; every other one is what its description says."""
FLAGS = {
    "knownFalse": "known to be false",
    "knownExpired": "known to be expired",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by its issuer",
    "diplomatic": "diplomatic",
}
WEAK = re.compile(r"\b(?:low?|weak)[- ]quality\b|\bweak alias\b", re.IGNORECASE)
FORMER = re.compile(
    r"\bf\.?k\.?a\b|\bformer(?:ly)?\b|\bprevious(?:ly)? (?:name|listed|known)|\bmaiden name\b",
    re.IGNORECASE,
)
NO_REASON = "The publisher's file gives no reason; see the regulation."
PARTS = (
    ("nameAlias", "Name"),
    ("address", "Address"),
    ("birthdate", "Birth"),
    ("citizenship", "Citizenship"),
    ("regulation", "Regulation"),
)
PLACE = ("poBox", "street", "place", "zipCode", "city", "region", "countryDescription")


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file in the namespace of the list."""
    start = read_beginning(files)
    return NAMESPACE in start and ROOT.search(start) is not None


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every `sanctionEntity` an entry or rejected.

    Raises ListError when the file is no XML or another one, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    root = xml.parse_root(data, name)
    as_of = read_date(root.get("generationDate", ""))
    if root.tag != f"{{{NAMESPACE}}}export" or not as_of:
        raise ListError(
            f"{name}: it has no export element with its generationDate", NOTHING_SCREENED
        )
    instrument = find_programme(reference, PROGRAMME)
    found = make_entries(place_elements(root, data), name, fault, partial(entry, instrument))
    return collect_list(replace(HEAD, as_of=as_of), name, found, len(found))


def fault(block: Element) -> str:
    """Why a block is no entry; empty when it is one."""
    if xml.local_name(block) != "sanctionEntity":
        return f"{xml.local_name(block)} is no block that is known"
    return "" if any(True for _ in named(block)) else "the sanctionEntity holds no name"


# --- One entry --------------------------------------------------------------------------------


def entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One block as an entry with one listing."""
    primary, others = ordered(named(block))
    places = tuple(dict.fromkeys(addresses(block)))
    subject = next(iter(xml.find_children(block, "subjectType")), Element("none"))
    citizenships = (country(one) for one in xml.find_children(block, "citizenship"))
    at = (place.country for place in places)
    papers = xml.find_children(block, "identification")
    return ListEntry(
        id=f"eu-{block.get('logicalId', '')}",
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(subject.get("classificationCode", ""), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys(filter(None, (*at, *citizenships)))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(one for paper in papers for one in identifier(paper))),
        listings=tuple(listings(block, instrument)),
        remarks=remarks(block),
        line=line,
    )


def named(block: Element) -> Iterator[KindedName]:
    """Every name with its kind; a strong one that no remark weakens may be the primary."""
    for alias in xml.find_children(block, "nameAlias"):
        parts = (alias.get(part) for part in ("firstName", "middleName", "lastName"))
        text = join_texts([alias.get("wholeName")]) or join_texts(parts)
        said = join_texts(remark.text for remark in xml.find_children(alias, "remark"))
        if not any(map(str.isalnum, text)):
            continue
        if FORMER.search(said):
            yield text, NameKind.FORMER
        elif WEAK.search(said) or alias.get("strong") in ("false", "0"):
            yield text, NameKind.WEAK_ALIAS
        else:
            yield text, NameKind.ALIAS


def ordered(found: Iterator[KindedName]) -> tuple[str, list[KindedName]]:
    """The primary name, the first strong one in Latin letters if there is any, and the others."""
    every = list(found)
    (primary, _) = min(every, key=lambda name: (name[1] is not NameKind.ALIAS, is_native(name[0])))
    return primary, every


def country(element: Element) -> str:
    """The country that an element names; its code `00` stands for none."""
    found = find_countries(
        (element.get("countryIso2Code", ""), element.get("countryDescription", ""))
    )
    return found[0] if found else ""


def addresses(block: Element) -> Iterator[Address]:
    """Every address that names more than `UNKNOWN`."""
    for one in xml.find_children(block, "address"):
        parts = (one.get(part) for part in PLACE)
        text = join_texts((part for part in parts if part and part.upper() != "UNKNOWN"), ", ")
        if text:
            yield Address(text=text, country=country(one))


def identifier(paper: Element) -> Iterator[Identifier]:
    """The number of a document, in Latin letters where the file has it so too."""
    code = paper.get("identificationTypeCode", "")
    described = join_texts([paper.get("identificationTypeDescription")]).casefold()
    for value in dict.fromkeys(join_texts([paper.get(each)]) for each in ("number", "latinNumber")):
        if any(map(str.isdigit, value)):
            kind = PAPERS.get(code, described or code)
            yield Identifier(kind=kind, value=value, country=country(paper))


# --- Listing and remarks ----------------------------------------------------------------------


def listings(block: Element, instrument: Programme) -> Iterator[Listing]:
    """One listing a regulation; the schema has one, published files had several."""
    for act in xml.find_children(block, "regulation") or [Element("none")]:
        yield listing(block, act, instrument)


def listing(block: Element, act: Element, instrument: Programme) -> Listing:
    """The party's place on the list, by one regulation that the file names for it."""
    code = act.get("programme", "")
    said = join_texts((block.get("designationDetails"), *list_texts(block, "remark")))
    return Listing(
        programme=instrument,
        reason=join_texts((f"Listed under programme {code}." if code else "", said or NO_REASON)),
        citation=citation(act),
        effective_date=began(block, act),
        status=STATUS,
        notes=label_texts(
            (
                ("EU reference", block.get("euReferenceNumber")),
                ("UN reference", block.get("unitedNationId")),
                ("Delisting date in the publisher's file", block.get("delistingDate")),
            )
        ),
        source=xml.find_text(act, "publicationUrl") or instrument.source,
    )


def began(block: Element, act: Element) -> str:
    """Since when: the earlier of designation and entry into force, else the publication.

    The regulation may be an amendment, later than the designation.
    """
    dates = (block.get("designationDate", ""), act.get("entryIntoForceDate", ""))
    known = sorted(filter(None, map(read_date, dates)))
    return known[0] if known else read_date(act.get("publicationDate", ""))


def citation(act: Element) -> str:
    """The regulation as published, with the day of its publication."""
    published = read_date(act.get("publicationDate", ""))
    title = join_texts(
        (act.get("organisationType"), act.get("regulationType"), act.get("numberTitle"))
    )
    return join_texts((title, published and f"published {published}"), ", ")


def remarks(block: Element) -> tuple[str, ...]:
    """What else the block says of the party."""
    aliases = xml.find_children(block, "nameAlias")
    return label_texts(
        (
            *(("Title", one.get("title")) for one in aliases),
            *(("Function", one.get("function")) for one in aliases),
            *(("Gender", one.get("gender")) for one in aliases),
            *(("Date of birth", born(one)) for one in xml.find_children(block, "birthdate")),
            *(("Place of birth", birthplace(one)) for one in xml.find_children(block, "birthdate")),
            *(("Citizenship", described(one)) for one in xml.find_children(block, "citizenship")),
            *(("Identification", paper(one)) for one in xml.find_children(block, "identification")),
            *(
                (one.get("key", "").capitalize() or "Contact", one.get("value"))
                for one in xml.find_children(block, "address/contactInfo")
            ),
            *((f"{label} remark", text) for tag, label in PARTS for text in remarked(block, tag)),
            *(
                (one.get("key", ""), one.get("value"))
                for one in block.iter(f"{{{NAMESPACE}}}additionalInformation")
            ),
        )
    )


def remarked(block: Element, tag: str) -> Iterator[str]:
    """The remarks of the elements of one name."""
    return (text for one in xml.find_children(block, tag) for text in list_texts(one, "remark"))


def born(element: Element) -> str:
    """A date of birth as far as it is told, with its calendar when that is another."""
    parts = (element.get(part) or "00" for part in ("dayOfMonth", "monthOfYear", "year"))
    date = read_date(element.get("birthdate", "")) or read_date("/".join(parts))
    span = join_texts((element.get("yearRangeFrom"), element.get("yearRangeTo")), " to ")
    about = "about" if element.get("circa") in ("true", "1") and (date or span) else ""
    calendar = element.get("calendarType", "GREGORIAN")
    other = f"({calendar.capitalize()} calendar)" if calendar != "GREGORIAN" else ""
    return join_texts((about, date or span, other)) if date or span else ""


def birthplace(element: Element) -> str:
    """The place of birth joined."""
    where = (element.get("city"), element.get("place"), element.get("region"))
    return join_texts((*where, described(element)), ", ")


def described(element: Element) -> str:
    """The country in words; empty for `UNKNOWN`."""
    words = join_texts([element.get("countryDescription")])
    return "" if words.upper() == "UNKNOWN" else words


def paper(element: Element) -> str:
    """All that is told of a document."""
    flags = (text for flag, text in FLAGS.items() if element.get(flag) in ("true", "1"))
    about = ("identificationTypeDescription", "number", "latinNumber", "issuedBy", "nameOnDocument")
    dates = (("issueDate", "issued"), ("validFrom", "valid from"), ("validTo", "valid to"))
    when = (f"{label} {element.get(each)}" for each, label in dates if element.get(each))
    said = (element.get(each) for each in about)
    return join_texts(
        (*said, *when, described(element), *flags, *list_texts(element, "remark")), ", "
    )
