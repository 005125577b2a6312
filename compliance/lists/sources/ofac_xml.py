"""OFAC's XML: the enhanced form (`SDN_ENHANCED.XML`), since 2024, and `sdnList` (`SDN.XML`).

The enhanced form has one `entity` a party, with all that the delimited files spread over four, and
more: the lists it stands on with their dates, the legal authorities, names in other scripts, and
weak aliases marked as of low quality. The lists are named, so nothing has to be inferred from
programme tags.

The first form, root `sdnList` (`SDN.XML` and `CONSOLIDATED.XML`), is written from the published
schema (`XML.xsd` of the Sanctions List Service) and from records of published files of August 2026
as they are quoted in public test suites; no whole file was at hand. `publshInformation` is OFAC's
own spelling. The parties, their numbers and names are those of the delimited files (`ofac_csv`), so
that a list may be kept in either form.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from compliance.lists.common import csv_rows, xml
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files, read_beginning
from compliance.lists.common.texts import label_texts
from compliance.lists.common.xml import find_children, find_text
from compliance.lists.sources import ofac_party
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
)
from compliance.lists.sources.ofac_party import OfacParty
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
    info, *found = read_entities(data, name, reference.programmes)
    parties = [one for one in found if not isinstance(one, OfacHead)]
    about = info if isinstance(info, OfacHead) else OfacHead()
    head = ofac_party.name_list(consolidated=about.consolidated, as_of=about.as_of)
    return collect_list(head, name, parties, len(found), "entity")


class OfacHead(Struct, frozen=True, kw_only=True):
    """What the file says of itself, before its entities."""

    as_of: str = ""
    consolidated: bool = False


def read_entities(
    data: bytes, name: str, known: Mapping[str, Programme]
) -> Iterator[OfacHead | ListEntry | Rejected]:
    """The head of the file, then each entity as an entry or rejected."""
    number, head = 0, OfacHead()
    for element in xml.iterate_blocks(data, name, "publicationInfo", "entity"):
        if xml.local_name(element) == "publicationInfo":
            head = read_head(element)
            yield head
        else:
            number += 1
            named = find_names(element)
            nameless = Rejected(line=number, reason=NAMELESS, file=name)
            yield make_entry(element, named, number, head, known) if named else nameless
    if not number:
        csv_rows.refuse_empty(name)


def read_head(element: Element) -> OfacHead:
    """The date of the data, and whether the file is that of the non-SDN lists."""
    lists = (
        read_own_text(one) for one in find_children(element, "filters/sanctionsLists/sanctionsList")
    )
    return OfacHead(
        as_of=read_us_date(find_text(element, "dataAsOf")), consolidated=UMBRELLA in lists
    )


# --- One entity -------------------------------------------------------------------------------


def make_entry(
    element: Element,
    named: tuple[Name, ...],
    number: int,
    head: OfacHead,
    known: Mapping[str, Programme],
) -> ListEntry:
    """One entity as an entry with a listing for each list it stands on."""
    places = tuple(find_addresses(element))
    kind = find_text(element, "generalInfo/entityType").casefold()
    return ListEntry(
        id=f"ofac-{element.get('id', '')}",
        list_id=ofac_party.name_list(consolidated=head.consolidated).id,
        number=f"{ofac_party.NUMBERS} {element.get('id', '')}",
        names=named,
        kind=ofac_party.KINDS.get(kind, PartyKind.UNKNOWN),
        countries=list_countries(places),
        addresses=places,
        identifiers=tuple(dict.fromkeys(find_identifiers(element))),
        listings=tuple(make_listings(element, named[0].text, known)),
        remarks=tuple(write_remarks(element)),
        line=number,
    )


def find_names(element: Element) -> tuple[Name, ...]:
    """The primary name, then every other name and every spelling in another script, once each."""
    found: dict[str, NameKind] = {}
    for one in sorted(find_children(element, "names/name"), key=is_alias):
        for spelling in find_children(one, "translations/translation"):
            written = find_text(spelling, "formattedFullName")
            latin = find_text(spelling, "script") == LATIN
            if written:
                found.setdefault(written, tell_kind(one) if latin else NameKind.NATIVE)
    ordered = sorted(found.items(), key=lambda item: item[1] is not NameKind.PRIMARY)
    primary = bool(ordered) and ordered[0][1] is NameKind.PRIMARY
    return tuple(Name(text=written, kind=kind) for written, kind in ordered) if primary else ()


def is_alias(name: Element) -> bool:
    """Whether a name is not the primary one."""
    return find_text(name, "isPrimary") != "true"


def tell_kind(name: Element) -> NameKind:
    """What sort of name it is; OFAC's weak aliases are those of low quality."""
    if not is_alias(name):
        return NameKind.PRIMARY
    if find_text(name, "aliasType").startswith("F"):
        return NameKind.FORMER
    return NameKind.WEAK_ALIAS if find_text(name, "isLowQuality") == "true" else NameKind.ALIAS


def find_addresses(element: Element) -> Iterator[Address]:
    """Every address that says anything, in Latin script where there is one."""
    for one in find_children(element, "addresses/address"):
        spellings = find_children(one, "translations/translation")
        latin = [each for each in spellings if find_text(each, "script") == LATIN]
        country = find_text(one, "country")
        parts = [*list_address_parts((latin or spellings)[:1]), country]
        whole = ", ".join(part for part in parts if part)
        if whole:
            yield Address(text=whole, country=find_spelled_country(country))


def list_address_parts(spellings: list[Element]) -> list[str]:
    """The parts of an address in the order in which they are written on a letter."""
    parts = [
        part
        for spelling in spellings
        for part in find_children(spelling, "addressParts/addressPart")
    ]
    by_type = {find_text(part, "type"): find_text(part, "value") for part in parts}
    order = [*PARTS_OF_ADDRESS, *(key for key in by_type if key not in PARTS_OF_ADDRESS)]
    return [by_type[key] for key in order if key in by_type]


def find_identifiers(element: Element) -> Iterator[Identifier]:
    """The numbers of papers and registers, and those that stand among the features."""
    for one in find_children(element, "identityDocuments/identityDocument"):
        kind, value = find_text(one, "type"), find_text(one, "documentNumber")
        if value:
            known = ofac_party.LABELS.get(kind.casefold(), kind.casefold().rstrip(" .#:"))
            bare = ofac_party.AFTER.sub("", value.removeprefix("IMO "))
            issuer = find_spelled_country(find_text(one, "issuingCountry"))
            yield Identifier(kind=known, value=bare.strip(), country=issuer)
    for one in find_children(element, "features/feature"):
        kind, value = find_text(one, "type"), find_text(one, "value")
        if kind in FEATURES and value:
            yield Identifier(kind=FEATURES[kind], value=value.removeprefix("IMO ").strip())


def write_remarks(element: Element) -> Iterator[str]:
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


def make_listings(element: Element, name: str, known: Mapping[str, Programme]) -> Iterator[Listing]:
    """One listing for each list; for a party on none, one under what its programmes say."""
    found = find_children(element, "sanctionsLists/sanctionsList")
    own = [one for one in found if read_own_text(one) != UMBRELLA] or found
    for one in own:
        called = read_own_text(one)
        programme = known.get(LISTS.get(called, "")) or make_unknown_programme(called)
        yield Listing(
            programme=programme,
            official_name=name,
            reason=write_reason(element),
            requirement=list_measures(element, programme.id),
            effective_date=read_us_date(one.get("datePublished", "")),
            status=STATUS,
            source=ofac_party.URLS[programme.id != ofac_party.SDN],
            tags=list_own_texts(element, "sanctionsPrograms/sanctionsProgram"),
        )


def write_reason(element: Element) -> str:
    """The programmes and the law, which is all that the file says about why."""
    codes = join_own_texts(element, "sanctionsPrograms/sanctionsProgram")
    law = join_own_texts(element, "legalAuthorities/legalAuthority")
    under = f"Listed under {codes}" + (f" ({law})" if law else "") + ". " if codes else ""
    return f"{under}The publisher's file gives no reason; see the publisher's page."


def list_measures(element: Element, list_id: str) -> str:
    """The kinds of sanction that belong to one of the party's lists."""
    types = list_own_texts(element, "sanctionsTypes/sanctionsType")
    return "; ".join(type_ for type_ in types if ofac_party.belongs_to(type_, list_id))


def list_own_texts(element: Element, path: str) -> tuple[str, ...]:
    """Every text at that path, once each."""
    return tuple(dict.fromkeys(read_own_text(one) for one in find_children(element, path)))


def join_own_texts(element: Element, path: str) -> str:
    """The same, joined by `; `."""
    return "; ".join(list_own_texts(element, path))


def read_own_text(element: Element) -> str:
    """The text of an element itself, folded."""
    return " ".join((element.text or "").split())


def make_unknown_programme(called: str) -> Programme:
    """A list of OFAC that this program does not describe."""
    return Programme(
        id=re.sub(r"\W+", "-", f"us-ofac {called}".casefold()).strip("-"),
        name=called or "OFAC list that the file does not name",
        publisher=ofac_party.PUBLISHER,
        authority="",
        restricts="Not described in this program; read the publisher's page before you decide.",
        source=ofac_party.URLS[True],
    )


SDN_NAMELESS = "no name"
VESSEL = (
    "callSign",
    "vesselType",
    "tonnage",
    "grossRegisteredTonnage",
    "vesselFlag",
    "vesselOwner",
)
"""In the order of the columns of the delimited file."""
STREET = ("address1", "address2", "address3")
CITY = ("city", "stateOrProvince", "postalCode")
ADDRESS = {"uid", *STREET, *CITY, "country", "region"}
READ = {
    *("uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList"),
    *("akaList", "addressList", "nationalityList", "citizenshipList", "dateOfBirthList"),
    *("placeOfBirthList", "vesselInfo"),
}
"""Parts of an entry that are read; any other is told under its own name."""
OF_PERSONS = (
    ("Date of birth", "dateOfBirthList/dateOfBirthItem", "dateOfBirth"),
    ("Place of birth", "placeOfBirthList/placeOfBirthItem", "placeOfBirth"),
    ("Nationality", "nationalityList/nationality", "country"),
    ("Citizenship", "citizenshipList/citizenship", "country"),
)


class IdPaper(Struct, frozen=True, kw_only=True):
    """One `id` of a party: a number with who issued it, or a remark that OFAC keeps there."""

    kind: str
    number: str
    country: str
    dates: str

    @property
    def is_number(self) -> bool:
        """Whether it is a number and not a remark such as `Gender` or `Secondary sanctions risk`.

        Kinds of numbers that the delimited files have too are known; of any other kind, what has a
        country and a digit is one.
        """
        label = self.kind.casefold()
        known = label in ofac_party.LABELS or label.startswith(ofac_party.WALLET)
        return known or bool(self.country and any(map(str.isdigit, self.number)))

    @property
    def identifier(self) -> Identifier:
        """The number."""
        label = self.kind.casefold()
        wallet = label.startswith(ofac_party.WALLET)
        kind = ofac_party.WALLET if wallet else label.rstrip(" .#:")
        value = self.number.removeprefix("IMO ").strip()
        if value != self.number and label == "vessel registration identification":
            kind = "imo"
        return Identifier(
            kind=ofac_party.LABELS.get(label, kind),
            value=value,
            country=find_spelled_country(self.country),
        )

    @property
    def text(self) -> str:
        """All that is told of it, as the delimited files word it."""
        country = f" ({self.country})" if self.country else ""
        return f"{self.kind} {self.number}{country}{self.dates}".strip()


# --- The file ---------------------------------------------------------------------------------


def recognises_sdn(files: Files) -> bool:
    """Whether it is one XML file with the root of this form."""
    return "<sdnList" in read_beginning(files)


def parse_sdn(files: Files, reference: Reference) -> ParsedList:
    """Every `sdnEntry` an entry; one without a name is rejected with a warning.

    Raises ListError when the XML is malformed or dangerous, or holds no entry.
    """
    [(name, data)] = files.items()
    head, parties, lost = read_sdn(data, name)
    consolidated = ofac_party.is_consolidated("] [".join(one.programmes) for one, _ in parties)
    made = (
        make_sdn_entry(party, about, reference.programmes, consolidated=consolidated)
        for party, about in parties
    )
    said, there = find_text(head, "Record_Count"), len(parties) + len(lost)
    day = read_us_date(find_text(head, "Publish_Date"))
    about_list = ofac_party.name_list(consolidated=consolidated, as_of=day)
    found = collect_list(about_list, name, (*made, *lost), there, "record")
    if not said.isdigit() or int(said) == there:
        return found
    short = f"the file says that it holds {said} records, and {there} are in it"
    return replace(found, warnings=(*found.warnings, short))


class ExtraFacts(Struct, frozen=True, kw_only=True):
    """What an entry tells beside what the delimited files have columns for."""

    papers: tuple[IdPaper, ...]
    countries: tuple[str, ...]
    remarks: tuple[str, ...]


def read_sdn(
    data: bytes, name: str
) -> tuple[Element, list[tuple[OfacParty, ExtraFacts]], tuple[Rejected, ...]]:
    """The head of the file, its parties in order, and the records that name nobody."""
    head, parties, lost, number = Element("none"), [], [], 0
    for element in xml.iterate_blocks(data, name, "publshInformation", "sdnEntry"):
        if xml.local_name(element) == "publshInformation":
            head.extend(list(element))
            continue
        number += 1
        if join_name(element):
            parties.append((make_party(element, number), read_about(element)))
        else:
            lost.append(Rejected(line=number, reason=SDN_NAMELESS, file=name))
    return head, parties, tuple(lost)


# --- One entry --------------------------------------------------------------------------------


def make_sdn_entry(
    party: OfacParty, about: ExtraFacts, known: Mapping[str, Programme], *, consolidated: bool
) -> ListEntry:
    """The party as the delimited files would give it, with what only this form tells."""
    made = ofac_party.make_entry(party, known, consolidated=consolidated)
    numbers = (paper.identifier for paper in about.papers if paper.is_number)
    papers = (paper.text for paper in about.papers if paper.country or not paper.is_number)
    return replace(
        made,
        countries=list_countries(made.addresses, *about.countries),
        identifiers=tuple(dict.fromkeys((*numbers, *made.identifiers))),
        remarks=tuple(dict.fromkeys((*about.remarks, *papers, *made.remarks))),
    )


def make_party(element: Element, number: int) -> OfacParty:
    """One `sdnEntry` as the columns of the delimited files."""
    remarks = [paper.text for paper in read_papers(element) if not paper.is_number]
    if own := find_text(element, "remarks"):
        remarks.append(own)
    return OfacParty(
        number=find_text(element, "uid"),
        name=join_name(element),
        kind=find_text(element, "sdnType"),
        programmes=tuple(list_nonempty_texts(element, "programList/program")),
        title=find_text(element, "title"),
        vessel=tuple(find_text(element, f"vesselInfo/{each}") for each in VESSEL),
        remarks="; ".join(remarks),
        aliases=tuple(
            (find_text(one, "type").replace(".", ""), join_name(one), find_text(one, "category"))
            for one in find_children(element, "akaList/aka")
        ),
        addresses=tuple(read_address(one) for one in find_children(element, "addressList/address")),
        line=number,
    )


def join_name(element: Element) -> str:
    """`LAST, First` of a person, the one name of any other party."""
    return ", ".join(
        filter(None, (find_text(element, "lastName"), find_text(element, "firstName")))
    )


def read_address(one: Element) -> tuple[str, ...]:
    """Street, city with state and postal code, country, remark."""
    street = ", ".join(filter(None, (find_text(one, part) for part in STREET)))
    city = ", ".join(filter(None, (find_text(one, part) for part in CITY)))
    region = find_text(one, "region")
    return street or region, city, find_text(one, "country"), ""


def read_about(element: Element) -> ExtraFacts:
    """What only this form tells of a party, and every part of it that is new."""
    said = label_texts(
        (label, find_text(one, field))
        for label, path, field in OF_PERSONS
        for one in find_children(element, path)
    )
    new = (
        (xml.local_name(one), " ".join("".join(one.itertext()).split()))
        for one in element
        if xml.local_name(one) not in READ
    )
    nations = (
        find_text(one, "country")
        for path in ("nationalityList/nationality", "citizenshipList/citizenship")
        for one in find_children(element, path)
    )
    return ExtraFacts(
        papers=tuple(read_papers(element)),
        countries=tuple(filter(None, map(find_spelled_country, nations))),
        remarks=(*said, *label_texts(new)),
    )


def read_papers(element: Element) -> Iterator[IdPaper]:
    """Every `id` that says anything."""
    for one in find_children(element, "idList/id"):
        dates = (("issueDate", "issued"), ("expirationDate", "expires"))
        when = "".join(
            f" {word} {find_text(one, tag)}" for tag, word in dates if find_text(one, tag)
        )
        found = IdPaper(
            kind=find_text(one, "idType"),
            number=find_text(one, "idNumber"),
            country=find_text(one, "idCountry"),
            dates=when,
        )
        if found.text:
            yield found


def list_nonempty_texts(element: Element, path: str) -> Iterator[str]:
    """The texts at a path that say something."""
    return filter(
        None, (" ".join((one.text or "").split()) for one in find_children(element, path))
    )
