"""OFAC's advanced XML: `SDN_ADVANCED.XML` and `CONS_ADVANCED.XML`, root `Sanctions`.

Everything is a number into tables at the head of the file (`ReferenceValueSets`); addresses and
papers stand apart from the parties, and the lists a party stands on behind all of them. Written
from the published notes (home.treasury.gov, "sdn_advanced_notes") and from records of published
files as they are quoted in public test suites; no whole file was at hand. It is read block by
block: a whole file has more than 100 MB.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from compliance.lists.common import xml
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import write_date
from compliance.lists.common.files import Files, read_beginning
from compliance.lists.common.texts import label_texts
from compliance.lists.common.xml import find_children, find_text
from compliance.lists.sources import ofac_party, ofac_xml
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
)
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

LATIN = "Latin"
LAST_NAME = "Last Name"
UNKNOWN_KIND = "Unknown"
PROGRAM = "Program"
WALLET = "Digital Currency Address - "
NAMELESS = "no primary name"
UNLISTED = "it stands on no list in this file"
REASON = "The publisher's file gives no reason; see the publisher's page."
BLOCKS = (
    *("DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty"),
    *("ProfileRelationship", "SanctionsEntry"),
)


class AdvancedTables(Struct, frozen=True, kw_only=True):
    """What the numbers of the file stand for, gathered while it is read."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """(kind of value, its number) -> the text: ("AliasType", "1401") is `F.K.A.`"""
    party_types: dict[str, str] = field(default_factory=dict)
    """Number of a subtype of parties -> that of its type."""
    places: dict[str, Address] = field(default_factory=dict)
    papers: dict[str, list[Element]] = field(default_factory=dict)
    """Number of an identity -> its documents."""
    entries: dict[str, list[Element]] = field(default_factory=dict)
    """Number of a profile -> its places on lists."""
    relations: dict[str, list[Element]] = field(default_factory=dict)

    def word(self, kind: str, number: str | None) -> str:
        """The text of a number; the number itself when the tables lack it, so that it is told."""
        return self.words.get((kind, number or ""), f"{kind} {number}" if number else "")


class AdvancedParty(Struct, frozen=True, kw_only=True):
    """One party as far as its own block tells."""

    number: str
    profile: Element
    names: tuple[Name, ...]
    line: int


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file with the root and the tables of this form."""
    start = read_beginning(files)
    return "<Sanctions" in start and ("ADVANCED_XML" in start or "<ReferenceValueSets" in start)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every `DistinctParty` an entry; one without a name or list is rejected with a warning.

    Raises ListError when the XML is malformed or dangerous, or holds no party.
    """
    [(name, data)] = files.items()
    tables, as_of, parties = read_blocks(data, name)
    names = {party.number: party.names[0].text for party in parties if party.names}
    consolidated = not any(
        tables.word("List", one.get("ListID")) == "SDN List"
        for every in tables.entries.values()
        for one in every
    )
    head = ofac_party.name_list(consolidated=consolidated, as_of=as_of)
    make = partial(
        make_entry, tables=tables, names=names, known=reference.programmes, list_id=head.id
    )
    faults = {party.line: find_fault(party, tables) for party in parties}
    entries = (make(party) for party in parties if not faults[party.line])
    lost = (Rejected(line=at, reason=why, file=name) for at, why in faults.items() if why)
    return collect_list(head, name, (*entries, *lost), len(parties), "party")


def read_blocks(data: bytes, name: str) -> tuple[AdvancedTables, str, list[AdvancedParty]]:
    """All blocks of the file: its tables, its date and its parties."""
    tables, as_of = AdvancedTables(), ""
    parties: list[AdvancedParty] = []
    for block in xml.iterate_blocks(data, name, *BLOCKS):
        kind = xml.local_name(block)
        if kind == "DateOfIssue":
            as_of = as_of or read_date_parts(block)
        elif kind == "ReferenceValueSets":
            read_words(block, tables)
        elif kind == "Location":
            tables.places[block.get("ID", "")] = make_address(block, tables)
        elif kind == "DistinctParty":
            parties.append(make_party(block, tables, len(parties) + 1))
        else:
            key, into = {
                "IDRegDocument": ("IdentityID", tables.papers),
                "SanctionsEntry": ("ProfileID", tables.entries),
                "ProfileRelationship": ("From-ProfileID", tables.relations),
            }[kind]
            into.setdefault(block.get(key, ""), []).append(copy_block(block))
    return tables, as_of, parties


def copy_block(block: Element) -> Element:
    """The block with its parts, which the reading of the file would empty."""
    copy = Element(block.tag, block.attrib)
    copy.text = block.text
    copy.extend(list(block))
    return copy


def read_words(block: Element, tables: AdvancedTables) -> None:
    """The tables at the head of the file."""
    for values in block:
        for value in values:
            number = value.get("ID", "")
            word = " ".join((value.text or "").split()) or value.get("Description", "")
            tables.words[xml.local_name(value), number] = word or value.get("ISO2", "")
            if parent := value.get("PartyTypeID"):
                tables.party_types[number] = parent


def make_address(block: Element, tables: AdvancedTables) -> Address:
    """One location; its country may be all that it tells."""
    parts = {
        tables.word("LocPartType", one.get("LocPartTypeID")): find_text(
            one, "LocationPartValue/Value"
        )
        for one in find_children(block, "LocationPart")
    }
    order = [*ofac_xml.PARTS_OF_ADDRESS, *parts]
    country = next(
        (
            tables.word("Country", one.get("CountryID"))
            for one in find_children(block, "LocationCountry")
        ),
        "",
    )
    area = next(
        (
            tables.word("AreaCode", one.get("AreaCodeID"))
            for one in find_children(block, "LocationAreaCode")
        ),
        "",
    )
    country = "" if country.casefold() == "undetermined" else country
    whole = [parts[key] for key in dict.fromkeys(order) if parts.get(key)]
    return Address(
        text=", ".join(filter(None, (*whole, country or area))),
        country=find_spelled_country(country or area),
    )


# --- Names ------------------------------------------------------------------------------------


def make_party(block: Element, tables: AdvancedTables, number: int) -> AdvancedParty:
    """A party with its names; what is told of it outside its profile is put inside."""
    profile = next(iter(find_children(block, "Profile")), Element("none"))
    copy = copy_block(profile)
    copy.extend([one for one in block if one is not profile])
    return AdvancedParty(
        number=profile.get("ID", block.get("FixedRef", "")),
        profile=copy,
        names=find_names(copy, tables),
        line=number,
    )


def find_names(profile: Element, tables: AdvancedTables) -> tuple[Name, ...]:
    """The primary name first, then every other name and spelling once; empty without a primary."""
    found: dict[str, NameKind] = {}
    for identity in find_children(profile, "Identity"):
        types = {
            one.get("ID", ""): tables.word("NamePartType", one.get("NamePartTypeID"))
            for one in find_children(identity, "NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in find_children(identity, "Alias"):
            for written in find_children(alias, "DocumentedName"):
                parts = find_children(written, "DocumentedNamePart/NamePartValue")
                if whole := join_name(parts, types):
                    kind = tell_kind(alias, identity, tables, is_latin=is_latin(parts, tables))
                    if kind is NameKind.PRIMARY and NameKind.PRIMARY in found.values():
                        kind = NameKind.ALIAS
                    found.setdefault(whole, kind)
    ordered = sorted(found.items(), key=lambda item: item[1] is not NameKind.PRIMARY)
    primary = bool(ordered) and ordered[0][1] is NameKind.PRIMARY
    return tuple(Name(text=written, kind=kind) for written, kind in ordered) if primary else ()


def join_name(parts: Sequence[Element], types: Mapping[str, str]) -> str:
    """`LAST, First` where the file says which part is which, as the delimited files have it."""
    read = [
        (types.get(part.get("NamePartGroupID", ""), ""), " ".join((part.text or "").split()))
        for part in parts
    ]
    last = " ".join(word for kind, word in read if kind == LAST_NAME)
    rest = " ".join(word for kind, word in read if kind != LAST_NAME)
    return ", ".join(filter(None, (last, rest)))


def is_latin(parts: Sequence[Element], tables: AdvancedTables) -> bool:
    """Whether a spelling is in Latin letters; it is when the file does not say."""
    scripts = {part.get("ScriptID") for part in parts} - {None}
    return (
        not scripts
        or {tables.word("Script", script) for script in scripts} == {LATIN}
        or not any(("Script", script) in tables.words for script in scripts if script)
    )


def tell_kind(
    alias: Element, identity: Element, tables: AdvancedTables, *, is_latin: bool
) -> NameKind:
    """What sort of name it is; OFAC's weak aliases are those of low quality."""
    if not is_latin:
        return NameKind.NATIVE
    if alias.get("LowQuality") == "true":
        return NameKind.WEAK_ALIAS
    if alias.get("Primary") == "true" and identity.get("Primary") != "false":
        return NameKind.PRIMARY
    called = tables.word("AliasType", alias.get("AliasTypeID"))
    return NameKind.FORMER if called.startswith("F") else NameKind.ALIAS


# --- One entry --------------------------------------------------------------------------------


def find_fault(party: AdvancedParty, tables: AdvancedTables) -> str:
    """Why a party is no entry; empty when it is one."""
    if not party.names:
        return NAMELESS
    return "" if tables.entries.get(party.number) else UNLISTED


def make_entry(
    party: AdvancedParty,
    *,
    tables: AdvancedTables,
    names: Mapping[str, str],
    known: Mapping[str, Programme],
    list_id: str,
) -> ListEntry:
    """One party with a listing for each list it stands on."""
    features = [
        (tables.word("FeatureType", one.get("FeatureTypeID")).rstrip(" :-"), version)
        for one in find_children(party.profile, "Feature")
        for version in (find_children(one, "FeatureVersion") or [one])
    ]
    places = tuple(dict.fromkeys(find_addresses(features, tables)))
    told = [
        (label, write_value(version, tables)) for label, version in features if label != "Location"
    ]
    papers = [
        one
        for identity in find_children(party.profile, "Identity")
        for one in tables.papers.get(identity.get("ID", ""), [])
    ]
    nations = (said for label, said in told if label.startswith(("Nationality", "Citizenship")))
    return ListEntry(
        id=f"ofac-{party.number}",
        list_id=list_id,
        names=party.names,
        kind=find_party_kind(party.profile, tables),
        countries=list_countries(places, *map(find_spelled_country, nations)),
        addresses=places,
        identifiers=tuple(
            dict.fromkeys((*find_numbers(papers, tables), *find_feature_numbers(told)))
        ),
        listings=tuple(make_listings(party, tables, known)),
        remarks=(
            *label_texts((LABELS.get(label, label), said) for label, said in told),
            *filter(None, (write_paper(paper, tables) for paper in papers)),
            *write_relations(party, tables, names),
            *list_comments(party.profile),
        ),
        line=party.line,
    )


LABELS = {
    "Birthdate": "Date of birth",
    "Place of Birth": "Place of birth",
    "Nationality Country": "Nationality",
    "Citizenship Country": "Citizenship",
}
"""Feature -> how the other readers call it."""


def find_party_kind(profile: Element, tables: AdvancedTables) -> PartyKind:
    """What sort of party it is, by its subtype or, where that is not told, by its type."""
    number = profile.get("PartySubTypeID", "")
    word = tables.word("PartySubType", number)
    if word == UNKNOWN_KIND or number not in tables.party_types:
        word = tables.word("PartyType", tables.party_types.get(number)) or word
    return ofac_party.KINDS.get(word.casefold(), PartyKind.UNKNOWN)


def find_addresses(
    features: Sequence[tuple[str, Element]], tables: AdvancedTables
) -> Iterator[Address]:
    """The locations of a party that say anything."""
    for label, version in features:
        for one in find_children(version, "VersionLocation") if label == "Location" else ():
            found = tables.places.get(one.get("LocationID", ""))
            if found and found.text:
                yield found


def write_value(version: Element, tables: AdvancedTables) -> str:
    """What a feature says: a text, a word of the tables, a place or a date, and its comment."""
    said = [
        tables.word("DetailReference", one.get("DetailReferenceID"))
        or " ".join((one.text or "").split())
        for one in find_children(version, "VersionDetail")
    ]
    said += [
        tables.places[one.get("LocationID", "")].text
        for one in find_children(version, "VersionLocation")
        if one.get("LocationID", "") in tables.places
    ]
    said += [write_period(one) for one in find_children(version, "DatePeriod")]
    if comment := find_text(version, "Comment"):
        said.append(f"({comment})")
    return " ".join(filter(None, said))


def write_period(element: Element) -> str:
    """`1948-12-10`, `1961` for a whole year, or `1960 to 1965`."""
    ends = [
        next((read_date_parts(one) for path in paths for one in find_children(element, path)), "")
        for paths in (("Start/From", "Start"), ("End/To", "End"))
    ]
    first, last = ends
    if first.endswith("-01-01") and last.endswith("-12-31"):
        first, last = first[:4], last[:4]
    return first if last in ("", first) else f"{first} to {last}".removeprefix(" to ")


def read_date_parts(element: Element) -> str:
    """A date in parts as ISO 8601, as far as it is told."""
    year, month, day = (find_text(element, part) for part in ("Year", "Month", "Day"))
    whole = all(part.isdigit() for part in (month or "0", day or "0")) and year.isdigit()
    return write_date(year, int(month or 0), int(day or 0)) if whole else ""


# --- Numbers ----------------------------------------------------------------------------------


def find_numbers(papers: Sequence[Element], tables: AdvancedTables) -> Iterator[Identifier]:
    """The numbers of documents and registers, with who issued them."""
    for paper in papers:
        written = find_text(paper, "IDRegistrationNo")
        label = tables.word("IDRegDocType", paper.get("IDRegDocTypeID")).casefold()
        if written:
            bare = written.removeprefix("IMO ").strip()
            kind = ofac_party.LABELS.get(label, label.rstrip(" .#:"))
            kind = "imo" if bare != written and "vessel registration" in label else kind
            yield Identifier(kind=kind, value=bare, country=find_issuer(paper, tables)[1])


def find_issuer(one: Element, tables: AdvancedTables) -> tuple[str, str]:
    """Name and code of the country that issued a document."""
    number = one.get("IssuedBy-CountryID")
    name = tables.word("Country", number) if number else ""
    name = "" if name.casefold() == "undetermined" else name
    return name, find_spelled_country(name)


def find_feature_numbers(told: Sequence[tuple[str, str]]) -> Iterator[Identifier]:
    """The numbers that stand among the features."""
    for label, said in told:
        if said and label in ofac_xml.FEATURES:
            yield Identifier(kind=ofac_xml.FEATURES[label], value=said.removeprefix("IMO ").strip())
        elif said and label.startswith(WALLET):
            yield Identifier(kind=ofac_party.WALLET, value=said)


def write_paper(one: Element, tables: AdvancedTables) -> str:
    """A document with its country, authority, comment and dates; empty when it has none."""
    country, authority = find_issuer(one, tables)[0], find_text(one, "IssuingAuthority")
    written = find_text(one, "IDRegistrationNo")
    label = tables.word("IDRegDocType", one.get("IDRegDocTypeID"))
    comment = find_text(one, "Comment")
    dates = [
        f"{tables.word('IDRegDocDateType', day.get('IDRegDocDateTypeID'))} {write_period(at)}"
        for day in find_children(one, "DocumentDate")
        for at in find_children(day, "DatePeriod")
    ]
    beside = [country or authority, *dates, "" if comment == written else comment]
    told = ", ".join(filter(None, beside))
    return f"{label} {written} ({told})" if told else ""


# --- Lists and links --------------------------------------------------------------------------


def make_listings(
    party: AdvancedParty, tables: AdvancedTables, known: Mapping[str, Programme]
) -> Iterator[Listing]:
    """One listing for each list; the umbrella of all non-SDN lists only where it is alone."""
    every = tables.entries.get(party.number, [])
    called = {id(one): tables.word("List", one.get("ListID")) for one in every}
    own = [one for one in every if called[id(one)] != ofac_xml.UMBRELLA] or every
    for one in own:
        name = called[id(one)]
        programme = known.get(ofac_xml.LISTS.get(name, "")) or ofac_xml.make_unknown_programme(name)
        codes, measures = read_measures(one, tables)
        laws = [
            tables.word("LegalBasis", event.get("LegalBasisID"))
            for event in find_children(one, "EntryEvent")
        ]
        law = "; ".join(dict.fromkeys(filter(None, laws)))
        days = [read_date_parts(day) for day in find_children(one, "EntryEvent/Date")]
        under = f"Listed under {codes}" + (f" ({law})" if law else "") + ". " if codes else ""
        yield Listing(
            programme=programme,
            official_name=party.names[0].text,
            reason=f"{under}{REASON}",
            requirement=measures,
            effective_date=min(filter(None, days), default=""),
            status=STATUS,
            source=ofac_party.URLS[programme.id != ofac_party.SDN],
        )


def read_measures(one: Element, tables: AdvancedTables) -> tuple[str, str]:
    """The programme tags of a place on a list, and what is imposed."""
    codes, measures = [], []
    for each in find_children(one, "SanctionsMeasure"):
        kind, comment = (
            tables.word("SanctionsType", each.get("SanctionsTypeID")),
            find_text(each, "Comment"),
        )
        known = ("SanctionsType", each.get("SanctionsTypeID")) in tables.words
        if comment and (kind == PROGRAM or not known):
            codes.append(comment)
        elif known:
            measures.append(f"{kind} ({comment})" if comment else kind)
    return "; ".join(dict.fromkeys(codes)), "; ".join(dict.fromkeys(measures))


def write_relations(
    party: AdvancedParty, tables: AdvancedTables, names: Mapping[str, str]
) -> Iterator[str]:
    """`Owned or Controlled By: FOO` for every other party that the file links with this one."""
    for one in tables.relations.get(party.number, []):
        other = one.get("To-ProfileID", "")
        kind = tables.word("RelationType", one.get("RelationTypeID")) or "Linked to"
        former = "Formerly: " if one.get("Former") == "true" else ""
        yield f"{former}{kind.rstrip(' :')}: {names.get(other, f'OFAC number {other}')}"


def list_comments(profile: Element) -> Iterator[str]:
    """What stands as a comment at the party itself."""
    for one in find_children(profile, "Comment"):
        if said := " ".join((one.text or "").split()):
            yield said
