"""OFAC's lists in their first XML form: `SDN.XML` and `CONSOLIDATED.XML`, root `sdnList`.

Written from the published schema (`XML.xsd` of the Sanctions List Service) and from records of
published files of August 2026 as they are quoted in public test suites; no whole file was at hand.
`publshInformation` is OFAC's own spelling. The parties, their numbers and names are those of the
delimited files (`ofac`), so that a list may be kept in either form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from compliance.lists.common import csv_rows, xml
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files, read_beginning
from compliance.lists.common.texts import label_texts
from compliance.lists.common.xml import find_children, find_text
from compliance.lists.sources import ofac_party, ofac_remarks
from compliance.lists.sources.base import ParsedList, Reference, count_rows, number_repeats
from compliance.lists.sources.ofac_party import Party
from compliance.model import Identifier, ListEntry, Programme, Rejected

NAMELESS = "no name"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
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
        known = label in ofac_remarks.LABELS or label.startswith(ofac_remarks.WALLET)
        return known or bool(self.country and any(map(str.isdigit, self.number)))

    @property
    def identifier(self) -> Identifier:
        """The number."""
        label = self.kind.casefold()
        wallet = label.startswith(ofac_remarks.WALLET)
        kind = ofac_remarks.WALLET if wallet else label.rstrip(" .#:")
        value = self.number.removeprefix("IMO ").strip()
        if value != self.number and label == "vessel registration identification":
            kind = "imo"
        return Identifier(
            kind=ofac_remarks.LABELS.get(label, kind),
            value=value,
            country=find_spelled_country(self.country),
        )

    @property
    def said(self) -> str:
        """All that is told of it, as the delimited files word it."""
        country = f" ({self.country})" if self.country else ""
        return f"{self.kind} {self.number}{country}{self.dates}".strip()


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file with the root of this form."""
    return "<sdnList" in read_beginning(files)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every `sdnEntry` an entry; one without a name is rejected with a warning.

    Raises ListError when the XML is malformed or dangerous, or holds no entry.
    """
    [(name, data)] = files.items()
    head, parties, lost = read(data, name)
    consolidated = ofac_party.is_consolidated("] [".join(one.programmes) for one, _ in parties)
    made = (
        entry(party, about, reference.programmes, consolidated=consolidated)
        for party, about in parties
    )
    entries = tuple(number_repeats(made)) or csv_rows.refuse_empty(name)
    said, there = find_text(head, "Record_Count"), len(parties) + len(lost)
    short = f"the file says that it holds {said} records, and {there} are in it"
    return ParsedList(
        **ofac_party.title(consolidated=consolidated),
        as_of=read_us_date(find_text(head, "Publish_Date")),
        entries=entries,
        rejected=lost,
        warnings=(
            *(f"record {row.line}: {row.reason}" for row in lost),
            *([short] if said.isdigit() and int(said) != there else []),
        ),
        counts=count_rows(name, there, len(entries), len(lost)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an entry tells beside what the delimited files have columns for."""

    papers: tuple[Paper, ...]
    countries: tuple[str, ...]
    remarks: tuple[str, ...]


def read(data: bytes, name: str) -> tuple[Element, list[tuple[Party, About]], tuple[Rejected, ...]]:
    """The head of the file, its parties in order, and the records that name nobody."""
    head, parties, lost, number = Element("none"), [], [], 0
    for element in xml.iterate_blocks(data, name, "publshInformation", "sdnEntry"):
        if xml.local_name(element) == "publshInformation":
            head.extend(list(element))
            continue
        number += 1
        if whole_name(element):
            parties.append((party(element, number), about(element)))
        else:
            lost.append(Rejected(line=number, reason=NAMELESS, file=name))
    return head, parties, tuple(lost)


# --- One entry --------------------------------------------------------------------------------


def entry(
    party: Party, about: About, known: Mapping[str, Programme], *, consolidated: bool
) -> ListEntry:
    """The party as the delimited files would give it, with what only this form tells."""
    made = ofac_party.entry(party, known, consolidated=consolidated)
    numbers = (paper.identifier for paper in about.papers if paper.is_number)
    papers = (paper.said for paper in about.papers if paper.country or not paper.is_number)
    return replace(
        made,
        countries=list_countries(made.addresses, *about.countries),
        identifiers=tuple(dict.fromkeys((*numbers, *made.identifiers))),
        remarks=tuple(dict.fromkeys((*about.remarks, *papers, *made.remarks))),
    )


def party(element: Element, number: int) -> Party:
    """One `sdnEntry` as the columns of the delimited files."""
    remarks = [paper.said for paper in papers(element) if not paper.is_number]
    if own := find_text(element, "remarks"):
        remarks.append(own)
    return Party(
        number=find_text(element, "uid"),
        name=whole_name(element),
        kind=find_text(element, "sdnType"),
        programmes=tuple(xml_texts(element, "programList/program")),
        title=find_text(element, "title"),
        vessel=tuple(find_text(element, f"vesselInfo/{each}") for each in VESSEL),
        remarks="; ".join(remarks),
        aliases=tuple(
            (find_text(one, "type").replace(".", ""), whole_name(one), find_text(one, "category"))
            for one in find_children(element, "akaList/aka")
        ),
        addresses=tuple(address(one) for one in find_children(element, "addressList/address")),
        line=number,
    )


def whole_name(element: Element) -> str:
    """`LAST, First` of a person, the one name of any other party."""
    return ", ".join(
        filter(None, (find_text(element, "lastName"), find_text(element, "firstName")))
    )


def address(one: Element) -> tuple[str, ...]:
    """Street, city with state and postal code, country, remark."""
    street = ", ".join(filter(None, (find_text(one, part) for part in STREET)))
    city = ", ".join(filter(None, (find_text(one, part) for part in CITY)))
    region = find_text(one, "region")
    return street or region, city, find_text(one, "country"), ""


def about(element: Element) -> About:
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
    return About(
        papers=tuple(papers(element)),
        countries=tuple(filter(None, map(find_spelled_country, nations))),
        remarks=(*said, *label_texts(new)),
    )


def papers(element: Element) -> Iterator[Paper]:
    """Every `id` that says anything."""
    for one in find_children(element, "idList/id"):
        dates = (("issueDate", "issued"), ("expirationDate", "expires"))
        when = "".join(
            f" {word} {find_text(one, tag)}" for tag, word in dates if find_text(one, tag)
        )
        found = Paper(
            kind=find_text(one, "idType"),
            number=find_text(one, "idNumber"),
            country=find_text(one, "idCountry"),
            dates=when,
        )
        if found.said:
            yield found


def xml_texts(element: Element, path: str) -> Iterator[str]:
    """The texts at a path that say something."""
    return filter(
        None, (" ".join((one.text or "").split()) for one in find_children(element, path))
    )
