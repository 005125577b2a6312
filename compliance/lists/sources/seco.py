"""The sanctions list of Switzerland (SECO) in XML: `swiss-sanctions-list`, the whole list.

Written from real entries of August and September 2026 that public test suites quote, and from what
public programs say of the whole file; the file itself was not at hand. A `target` keeps its
history: each `modification` copies the party as it was before and after, so that only what stands
directly in the target is the party, and a target whose latest modification is `de-listed` is on
the list no more. Names are in parts with spelling variants; addresses and births may refer to a
`place`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from xml.etree.ElementTree import Element

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.countries import find_country
from compliance.lists.common.csv_rows import NOTHING_SCREENED
from compliance.lists.common.dates import read_date, write_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import fold_spaces, join_texts, label_texts
from compliance.lists.common.xml import list_texts
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
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
    Rejected,
)

LIST_ID = "ch"
PROGRAMME = "ch-seco"
WHOLE = "whole-list"
PUBLISHER = "State Secretariat for Economic Affairs (SECO), Switzerland"
TITLE = "Swiss sanctions list"
KINDS = {"individual": PartyKind.PERSON, "entity": PartyKind.ORGANISATION}
OBJECTS = {"vessel": PartyKind.VESSEL, "aircraft": PartyKind.AIRCRAFT}
NAME_KINDS = {
    "primary-name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "formerly-known-as": NameKind.FORMER,
}
NOT_IN_NAMES = ("title",)
MOST_SPELLINGS = 16
"""Spellings that are made of one name by its variants; the rest stand among the remarks."""
PLACE = ("c-o", "address-details", "p-o-box", "zip-code", "location", "area", "country")
NAMELESS = "it holds no name"
KINDLESS = "it is neither individual, entity nor object"
TAKEN_OFF = "taken off the list on {}"
NO_REASON = "The publisher's file gives no reason; see the ordinance."
PAPERS = {"passport": "passport", "diplomatic-passport": "passport", "id-card": "national id"}
NUMBERS = (
    ("imo", re.compile(r"\bIMO (?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)),
    ("tax id", re.compile(r"\b(?:tax(?:payer)?|INN)\b[^:;]*?:\s*(\d{8,})\b", re.IGNORECASE)),
    (
        "registration number",
        re.compile(r"\bregistration (?:number|no\.?)[^:;]*:\s*([A-Z]{0,3}\d{5,})\b", re.IGNORECASE),
    ),
    ("swift", re.compile(r"\bSWIFT(?:/BIC)?(?: codes?)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2,5})\b")),
)
"""Numbers inside the free texts, which stay remarks as well."""
IN_IDENTITY = {
    *("name", "address", "day-month-year", "place-of-birth", "nationality"),
    "identification-document",
}
IN_PARTY = {"identity", "justification", "other-information", "relation", "modification"}
IN_TARGET = {"sanctions-set-id", "foreign-identifier", "modification", *KINDS, "object"}
"""Parts that are read; any other is told under its own name."""


class SecoTables(Struct, frozen=True, kw_only=True):
    """What targets refer to."""

    sets: Mapping[str, str]
    """Id of a set of sanctions -> its programme and what it is."""
    places: Mapping[str, Element]


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file with the root of this list."""
    return "<swiss-sanctions-list" in read_beginning(files)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every target an entry, or rejected when it was taken off the list or names nobody.

    Raises ListError when the XML is malformed or dangerous, is no whole list, has no date, or holds
    no party.
    """
    name, data = take_only_file(files)
    root = xml.parse_root(data, name)
    as_of, kind = read_date(root.get("date", "")), root.get("list-type", "")
    if not as_of or kind != WHOLE:
        why = (
            "it has no date" if kind == WHOLE else f"it is no whole list ({kind or 'no list-type'})"
        )
        raise ListError(f"{name}: {why}", NOTHING_SCREENED)
    tables = SecoTables(
        sets=read_sets(root),
        places={one.get("ssid", ""): one for one in root.iter() if xml.local_name(one) == "place"},
    )
    instrument = find_programme(reference, PROGRAMME)
    targets = xml.find_children(root, "target")
    known = {target.get("ssid", ""): find_first_name(target) for target in targets}
    found = [
        Rejected(line=number, reason=why, file=name)
        if (why := find_fault(one))
        else make_entry(one, number, tables, known, instrument)
        for number, one in enumerate(targets, start=1)
    ]
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of=as_of)
    return collect_list(head, name, found, len(targets))


def read_sets(root: Element) -> Mapping[str, str]:
    """What each set of sanctions is: its ordinance, and the article."""
    return {
        one.get("ssid", ""): join_texts(
            (choose_english(act, "program-name"), fold_spaces(one.text)), "; "
        )
        for act in xml.find_children(root, "sanctions-program")
        for one in xml.find_children(act, "sanctions-set")
        if one.get("lang") in (None, "eng") or len(xml.find_children(act, "sanctions-set")) == 1
    }


def choose_english(element: Element, tag: str) -> str:
    """The text of the part in English, else the first."""
    every = xml.find_children(element, tag)
    ordered = sorted(every, key=lambda one: one.get("lang") != "eng")
    return fold_spaces(ordered[0].text) if ordered else ""


def find_fault(target: Element) -> str:
    """Why a target is no entry; empty when it is one."""
    if (last := find_latest(target)) is not None and last.get("modification-type") == "de-listed":
        return TAKEN_OFF.format(find_date(last) or "a day that is not stated")
    party = find_party(target)
    if party is None:
        return KINDLESS
    return "" if any(True for _ in find_names(party)) else NAMELESS


def find_latest(target: Element) -> Element | None:
    """The modification of the latest date; of several on one day, the first in the file."""
    every = [*xml.find_children(target, "modification")]
    if (party := find_party(target)) is not None:
        every += xml.find_children(party, "modification")
    return max(every, key=find_date) if every else None


def find_date(modification: Element) -> str:
    """When a modification took effect, else was decided, else published."""
    days = ("effective-date", "enactment-date", "publication-date")
    return next((found for each in days if (found := read_date(modification.get(each, "")))), "")


def find_party(target: Element) -> Element | None:
    """The person, entity or object."""
    return next((one for one in target if xml.local_name(one) in (*KINDS, "object")), None)


def find_first_name(target: Element) -> str:
    """What a target is called where others refer to it."""
    party = find_party(target)
    return next((text for text, _ in find_names(party)), "") if party is not None else ""


# --- One entry --------------------------------------------------------------------------------


def make_entry(
    target: Element,
    number: int,
    tables: SecoTables,
    known: Mapping[str, str],
    instrument: Programme,
) -> ListEntry:
    """One target as an entry with a listing for each set of sanctions."""
    party = find_party(target)
    assert party is not None  # noqa: S101 - `fault` was asked
    every = sorted(find_names(party), key=lambda name: name[1] is not NameKind.PRIMARY)
    (primary, _), *others = every
    identities = xml.find_children(party, "identity")
    places = tuple(
        dict.fromkeys(
            place
            for each in identities
            for place in find_addresses(each, "address", tables)
            if place.text
        )
    )
    nations = [
        find_code(one) for each in identities for one in xml.find_children(each, "nationality")
    ]
    return ListEntry(
        id=f"ch-{target.get('ssid', '')}",
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(xml.local_name(party))
        or OBJECTS.get(party.get("object-type", ""), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys(filter(None, (*(p.country for p in places), *nations)))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(find_numbers(party, identities))),
        listings=tuple(make_listings(target, party, tables, instrument)),
        remarks=tuple(write_remarks(target, party, tables, known)),
        line=number,
    )


def find_names(party: Element) -> Iterator[KindedName]:
    """Every spelling of every name; the primary one of a further identity is an alias."""
    primary = False
    identities = sorted(
        xml.find_children(party, "identity"), key=lambda one: one.get("main") != "true"
    )
    for identity in identities:
        for name in xml.find_children(identity, "name"):
            kind = NAME_KINDS.get(name.get("name-type", ""), NameKind.ALIAS)
            kind = NameKind.ALIAS if kind is NameKind.PRIMARY and primary else kind
            weak = name.get("quality") == "low" and kind is not NameKind.PRIMARY
            for text in list_spellings(name)[:MOST_SPELLINGS]:
                yield text, NameKind.WEAK_ALIAS if weak else kind
                primary = primary or kind is NameKind.PRIMARY
                kind = NameKind.ALIAS if kind is NameKind.PRIMARY else kind


def list_spellings(name: Element) -> list[str]:
    """The name as it stands first, then with the variants of its parts, a script at a time."""
    parts = [
        one
        for one in sorted(xml.find_children(name, "name-part"), key=find_order)
        if one.get("name-part-type") not in NOT_IN_NAMES
    ]
    plain = [xml.find_text(part, "value") for part in parts]
    found = [join_texts(plain)]
    scripts = dict.fromkeys(
        (variant.get("script"), variant.get("lang"))
        for part in parts
        for variant in xml.find_children(part, "spelling-variant")
    )
    for script in scripts:
        choices = [
            list_variants(one, script) or [value] for one, value in zip(parts, plain, strict=True)
        ]
        if script[0] in (None, "LATN"):  # the value is in Latin letters and goes with each
            choices = [
                list(dict.fromkeys((value, *own)))
                for value, own in zip(plain, choices, strict=True)
            ]
        found += [join_texts(each) for each in islice(product(*choices), 4 * MOST_SPELLINGS)]
    return [text for text in dict.fromkeys(found) if any(map(str.isalnum, text))]


def find_order(part: Element) -> int:
    """Where a part stands in its name; as in the file where that is not told."""
    order = part.get("order", "")
    return int(order) if order.isdigit() else 0


def list_variants(part: Element, script: tuple[str | None, str | None]) -> list[str]:
    """The spellings of a part of a name in one script and language."""
    every = xml.find_children(part, "spelling-variant")
    found = (
        fold_spaces("".join(one.itertext()))
        for one in every
        if (one.get("script"), one.get("lang")) == script
    )
    return list(filter(None, found))


# --- Places and numbers -----------------------------------------------------------------------


def find_addresses(identity: Element, tag: str, tables: SecoTables) -> Iterator[Address]:
    """Addresses or places of birth, with the place that they refer to."""
    for one in xml.find_children(identity, tag):
        place = tables.places.get(one.get("place-id", ""))
        parts = [
            xml.find_text(one, part) or (xml.find_text(place, part) if place is not None else "")
            for part in PLACE
        ]
        code = find_code(one) or (find_code(place) if place is not None else "")
        yield Address(text=join_texts(parts, ", "), country=code)


def find_code(element: Element) -> str:
    """The country that a part of an element names."""
    for one in xml.find_children(element, "country"):
        if code := find_country(one.get("iso-code", "")) or find_country(fold_spaces(one.text)):
            return code
    return ""


def find_numbers(party: Element, identities: Sequence[Element]) -> Iterator[Identifier]:
    """Numbers of documents with who issued them, then those inside the free texts."""
    for one in (paper for each in identities for paper in list_papers(each)):
        kind, value = one.get("document-type", ""), xml.find_text(one, "number")
        if any(map(str.isdigit, value)):
            issuer = next(iter(xml.find_children(one, "issuer")), None)
            code = find_country(issuer.get("code", "")) if issuer is not None else ""
            yield Identifier(
                kind=PAPERS.get(kind, kind.replace("-", " ")),
                value=value,
                country=code or find_country(xml.find_text(one, "issuer")),
            )
    for text in list_texts(party, "other-information"):
        for kind, form in NUMBERS:
            yield from (Identifier(kind=kind, value=found[1]) for found in form.finditer(text))


def list_papers(identity: Element) -> list[Element]:
    """The documents of an identity."""
    return xml.find_children(identity, "identification-document")


# --- Listing and remarks ----------------------------------------------------------------------


def make_listings(
    target: Element, party: Element, tables: SecoTables, instrument: Programme
) -> Iterator[Listing]:
    """One listing a set of sanctions."""
    every = [*xml.find_children(target, "modification"), *xml.find_children(party, "modification")]
    began = [find_date(one) for one in every if one.get("modification-type") in ("listed", "added")]
    changed = [find_date(one) for one in every if find_date(one)]
    ids = [target.get("sanctions-set-id", ""), *list_texts(target, "sanctions-set-id")]
    for set_id in list(dict.fromkeys(filter(None, ids))) or [""]:
        yield Listing(
            programme=instrument,
            reason="; ".join(list_texts(party, "justification")) or NO_REASON,
            citation=tables.sets.get(set_id, f"set of sanctions {set_id}" if set_id else ""),
            effective_date=min(filter(None, began), default=""),
            status=STATUS,
            notes=label_texts(
                (
                    *(
                        ("Other reference", text)
                        for text in list_texts(target, "foreign-identifier")
                    ),
                    ("Last changed in the publisher's file", max(changed, default="")),
                )
            ),
            source=instrument.source,
        )


def write_remarks(
    target: Element, party: Element, tables: SecoTables, known: Mapping[str, str]
) -> Iterator[str]:
    """What else a target says of the party, and every part of it that is new."""
    identities = xml.find_children(party, "identity")
    yield from label_texts(
        (
            *(("Title", text) for each in identities for text in find_titles(each)),
            *(
                ("Date of birth", write_birth(birth))
                for each in identities
                for birth in find_births(each)
            ),
            *(
                ("Place of birth", place.text)
                for each in identities
                for place in find_addresses(each, "place-of-birth", tables)
            ),
            *(
                ("Nationality", text)
                for each in identities
                for text in list_texts(each, "nationality")
            ),
            ("Gender", party.get("sex")),
            *(
                ("Document", write_paper(paper))
                for each in identities
                for paper in list_papers(each)
            ),
            *(("Other information", text) for text in list_texts(party, "other-information")),
            *(
                (
                    one.get("relation-type", "related to").replace("-", " ").capitalize(),
                    known.get(other, other),
                )
                for one in xml.find_children(party, "relation")
                if (other := one.get("target-id", ""))
            ),
            *(
                (xml.local_name(one).replace("-", " ").capitalize(), write_element(one))
                for parent, read in (
                    (target, IN_TARGET),
                    (party, IN_PARTY),
                    *((each, IN_IDENTITY) for each in identities),
                )
                for one in parent
                if xml.local_name(one) not in read
            ),
        )
    )


def find_titles(identity: Element) -> Iterator[str]:
    """Titles among the parts of names."""
    for one in xml.find_children(identity, "name/name-part"):
        if one.get("name-part-type") in NOT_IN_NAMES:
            yield xml.find_text(one, "value")


def find_births(identity: Element) -> list[Element]:
    """The dates of birth of an identity."""
    return xml.find_children(identity, "day-month-year")


def write_birth(element: Element) -> str:
    """A date in attributes as far as it is told, with its calendar when that is another."""
    parts = [element.get(each) or "0" for each in ("day", "month", "year")]
    whole = all(part.isdigit() for part in parts) and parts[2] != "0"
    date = write_date(parts[2], int(parts[1]), int(parts[0])) if whole else ""
    calendar = element.get("calendar", "Gregorian")
    return join_texts((date, f"({calendar} calendar)" if date and calendar != "Gregorian" else ""))


def write_paper(one: Element) -> str:
    """All that is told of a document."""
    days = (("date-of-issue", "issued"), ("expiry-date", "expires"))
    when = (
        f"{word} {write_birth(at) or write_element(at)}"
        for tag, word in days
        for at in (xml.find_children(one, f"{tag}/day-month-year") or xml.find_children(one, tag))
    )
    kind = one.get("document-type", "").replace("-", " ")
    issuer = xml.find_text(one, "issuer")
    return join_texts(
        (kind, xml.find_text(one, "number"), issuer, *when, *list_texts(one, "remark")), ", "
    )


def write_element(element: Element) -> str:
    """The text of an element with its attributes, without its ids."""
    about = (
        f"{key} {value}" for key, value in element.attrib.items() if key not in ("ssid", "lang")
    )
    return join_texts((fold_spaces("".join(element.itertext())), *about), ", ")
