"""OFAC's enhanced XML (`SDN_ENHANCED.XML`, `CONS_ENHANCED.XML`), since 2024.

One `entity` a party, with all that the delimited files spread over four, and more: the lists it
stands on with their dates, the legal authorities, names in other scripts, and weak aliases marked
as of low quality. The lists are named, so nothing has to be inferred from programme tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from compliance.lists.common import csv_rows, xml
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.xml import find_children, find_text
from compliance.lists.sources import ofac_party, ofac_remarks
from compliance.lists.sources.base import STATUS, ParsedList, Reference, count_rows, number_repeats
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    Name,
    NameKind,
    PartyKind,
    Programme,
    Rejected,
)

SIGNATURE = b"ENHANCED_XML"
LISTS = {
    "SDN List": "us-ofac-sdn",
    "Sectoral Sanctions Identifications List": "us-ofac-ssi",
    "Non-SDN Palestinian Legislative Council List": "us-ofac-plc",
    "Non-SDN CMIC List": "us-ofac-ns-cmic",
    "Non-SDN Menu-Based Sanctions List": "us-ofac-ns-mbs",
    "CAPTA List": "us-ofac-cap",
    "FSE List": "us-ofac-fse",
}
UMBRELLA = "Consolidated List"
"""Every non-SDN list together: no list of its own."""
FEATURES = {"SWIFT/BIC": "swift", "ISIN": "isin", "BIK (RU)": "bik"}
FEATURES |= {"Vessel Registration Identification": "imo", "MMSI": "mmsi"}
"""Features that are numbers of the party."""
LATIN = "Latin"
PARTS_OF_ADDRESS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")
NAMELESS = "no primary name"


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file whose root declares OFAC's enhanced schema."""
    if len(files) != 1:
        return False
    head = next(iter(files.values()))[: csv_rows.MOST_PEEKED]
    return b"<sanctionsData" in head and SIGNATURE in head


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every entity an entry; one without a name is rejected with a warning.

    Raises ListError when the XML is malformed or dangerous, or holds no entity.
    """
    [(name, data)] = files.items()
    info, *found = read(data, name, reference.programmes)
    entries = tuple(number_repeats(one for one in found if isinstance(one, ListEntry)))
    rejected = tuple(one for one in found if isinstance(one, Rejected))
    head = info if isinstance(info, Head) else Head()
    return ParsedList(
        **ofac_party.title(consolidated=head.consolidated),
        as_of=head.as_of,
        entries=entries or csv_rows.refuse_empty(name),
        rejected=rejected,
        warnings=tuple(f"entity {row.line}: {row.reason}" for row in rejected),
        counts=count_rows(name, len(found), len(entries), len(rejected)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the file says of itself, before its entities."""

    as_of: str = ""
    consolidated: bool = False


def read(
    data: bytes, name: str, known: Mapping[str, Programme]
) -> Iterator[Head | ListEntry | Rejected]:
    """The head of the file, then each entity as an entry or rejected."""
    number, head = 0, Head()
    for element in xml.iterate_blocks(data, name, "publicationInfo", "entity"):
        if xml.local_name(element) == "publicationInfo":
            head = head_of(element)
            yield head
        else:
            number += 1
            named = names(element)
            nameless = Rejected(line=number, reason=NAMELESS, file=name)
            yield entry(element, named, number, head, known) if named else nameless
    if not number:
        csv_rows.refuse_empty(name)


def head_of(element: Element) -> Head:
    """The date of the data, and whether the file is that of the non-SDN lists."""
    lists = (text_of(one) for one in find_children(element, "filters/sanctionsLists/sanctionsList"))
    return Head(as_of=read_us_date(find_text(element, "dataAsOf")), consolidated=UMBRELLA in lists)


# --- One entity -------------------------------------------------------------------------------


def entry(
    element: Element,
    named: tuple[Name, ...],
    number: int,
    head: Head,
    known: Mapping[str, Programme],
) -> ListEntry:
    """One entity as an entry with a listing for each list it stands on."""
    places = tuple(addresses(element))
    kind = find_text(element, "generalInfo/entityType").casefold()
    return ListEntry(
        id=f"ofac-{element.get('id', '')}",
        list_id=ofac_party.title(consolidated=head.consolidated)["id"],
        number=f"{ofac_party.NUMBERS} {element.get('id', '')}",
        names=named,
        kind=ofac_party.KINDS.get(kind, PartyKind.UNKNOWN),
        countries=list_countries(places),
        addresses=places,
        identifiers=tuple(dict.fromkeys(identifiers(element))),
        listings=tuple(listings(element, named[0].text, known)),
        remarks=tuple(remarks(element)),
        line=number,
    )


def names(element: Element) -> tuple[Name, ...]:
    """The primary name, then every other name and every spelling in another script, once each."""
    found: dict[str, NameKind] = {}
    for one in sorted(find_children(element, "names/name"), key=is_alias):
        for spelling in find_children(one, "translations/translation"):
            written = find_text(spelling, "formattedFullName")
            latin = find_text(spelling, "script") == LATIN
            if written:
                found.setdefault(written, kind_of(one) if latin else NameKind.NATIVE)
    ordered = sorted(found.items(), key=lambda item: item[1] is not NameKind.PRIMARY)
    primary = bool(ordered) and ordered[0][1] is NameKind.PRIMARY
    return tuple(Name(text=written, kind=kind) for written, kind in ordered) if primary else ()


def is_alias(name: Element) -> bool:
    """Whether a name is not the primary one."""
    return find_text(name, "isPrimary") != "true"


def kind_of(name: Element) -> NameKind:
    """What sort of name it is; OFAC's weak aliases are those of low quality."""
    if not is_alias(name):
        return NameKind.PRIMARY
    if find_text(name, "aliasType").startswith("F"):
        return NameKind.FORMER
    return NameKind.WEAK_ALIAS if find_text(name, "isLowQuality") == "true" else NameKind.ALIAS


def addresses(element: Element) -> Iterator[Address]:
    """Every address that says anything, in Latin script where there is one."""
    for one in find_children(element, "addresses/address"):
        spellings = find_children(one, "translations/translation")
        latin = [each for each in spellings if find_text(each, "script") == LATIN]
        country = find_text(one, "country")
        parts = [*address_parts((latin or spellings)[:1]), country]
        whole = ", ".join(part for part in parts if part)
        if whole:
            yield Address(text=whole, country=find_spelled_country(country))


def address_parts(spellings: list[Element]) -> list[str]:
    """The parts of an address in the order in which they are written on a letter."""
    parts = [part for one in spellings for part in find_children(one, "addressParts/addressPart")]
    by_type = {find_text(part, "type"): find_text(part, "value") for part in parts}
    order = [*PARTS_OF_ADDRESS, *(key for key in by_type if key not in PARTS_OF_ADDRESS)]
    return [by_type[key] for key in order if key in by_type]


def identifiers(element: Element) -> Iterator[Identifier]:
    """The numbers of papers and registers, and those that stand among the features."""
    for one in find_children(element, "identityDocuments/identityDocument"):
        kind, value = find_text(one, "type"), find_text(one, "documentNumber")
        if value:
            known = ofac_remarks.LABELS.get(kind.casefold(), kind.casefold().rstrip(" .#:"))
            bare = ofac_remarks.AFTER.sub("", value.removeprefix("IMO "))
            issuer = find_spelled_country(find_text(one, "issuingCountry"))
            yield Identifier(kind=known, value=bare.strip(), country=issuer)
    for one in find_children(element, "features/feature"):
        kind, value = find_text(one, "type"), find_text(one, "value")
        if kind in FEATURES and value:
            yield Identifier(kind=FEATURES[kind], value=value.removeprefix("IMO ").strip())


def remarks(element: Element) -> Iterator[str]:
    """All else, each with its label: features, papers with their country, links, remarks."""
    for one in find_children(element, "features/feature"):
        label, value = find_text(one, "type").rstrip(" :-"), find_text(one, "value")
        comment = find_text(one, "comments")
        yield f"{label}: {value}" + (f" ({comment})" if comment else "")
    for one in find_children(element, "identityDocuments/identityDocument"):
        country = find_text(one, "issuingCountry") or find_text(one, "issuingAuthority")
        if country:
            yield f"{find_text(one, 'type')} {find_text(one, 'documentNumber')} ({country})"
    for one in find_children(element, "relationships/relationship"):
        yield f"{find_text(one, 'type')}: {find_text(one, 'relatedEntity')}"
    if said := find_text(element, "generalInfo/remarks"):
        yield said


# --- The listings -----------------------------------------------------------------------------


def listings(element: Element, name: str, known: Mapping[str, Programme]) -> Iterator[Listing]:
    """One listing for each list; for a party on none, one under what its programmes say."""
    found = find_children(element, "sanctionsLists/sanctionsList")
    own = [one for one in found if text_of(one) != UMBRELLA] or found
    for one in own:
        called = text_of(one)
        programme = known.get(LISTS.get(called, "")) or unknown(called)
        yield Listing(
            programme=programme,
            official_name=name,
            reason=reason(element),
            requirement=measures(element, programme.id),
            effective_date=read_us_date(one.get("datePublished", "")),
            status=STATUS,
            source=ofac_party.URLS[programme.id != ofac_party.SDN],
            tags=texts(element, "sanctionsPrograms/sanctionsProgram"),
        )


def reason(element: Element) -> str:
    """The programmes and the law, which is all that the file says about why."""
    codes = told(element, "sanctionsPrograms/sanctionsProgram")
    law = told(element, "legalAuthorities/legalAuthority")
    under = f"Listed under {codes}" + (f" ({law})" if law else "") + ". " if codes else ""
    return f"{under}The publisher's file gives no reason; see the publisher's page."


def measures(element: Element, list_id: str) -> str:
    """The kinds of sanction that belong to one of the party's lists."""
    types = texts(element, "sanctionsTypes/sanctionsType")
    return "; ".join(one for one in types if ofac_party.belongs_to(one, list_id))


def texts(element: Element, path: str) -> tuple[str, ...]:
    """Every text at that path, once each."""
    return tuple(dict.fromkeys(text_of(one) for one in find_children(element, path)))


def told(element: Element, path: str) -> str:
    """The same, joined by `; `."""
    return "; ".join(texts(element, path))


def text_of(element: Element) -> str:
    """The text of an element itself, folded."""
    return " ".join((element.text or "").split())


def unknown(called: str) -> Programme:
    """A list of OFAC that this program does not describe."""
    return Programme(
        id=re.sub(r"\W+", "-", f"us-ofac {called}".casefold()).strip("-"),
        name=called or "OFAC list that the file does not name",
        publisher=ofac_party.PUBLISHER,
        authority="",
        restricts="Not described in this program; read the publisher's page before you decide.",
        source=ofac_party.URLS[True],
    )
