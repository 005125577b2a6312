"""The consolidated list of the United Nations Security Council in its XML.

`CONSOLIDATED_LIST` with the date of the data, in it `INDIVIDUALS` and `ENTITIES`, one block a
party. A party without aliases, addresses or documents has one empty element of each. The name comes
in up to four parts. One alias element may hold several names: separated by `;`, numbered `b)`, or
an original script with its transcriptions in brackets.
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
)

LIST_ID = "un"
PROGRAMME = "un-sc"
ROOT = "CONSOLIDATED_LIST"
HEAD = ListHead(
    id=LIST_ID,
    title="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    as_of="",
)
KINDS = {"INDIVIDUAL": PartyKind.PERSON, "ENTITY": PartyKind.ORGANISATION}
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
QUALITIES = {"low": NameKind.WEAK_ALIAS, "f.k.a.": NameKind.FORMER}
"""Quality of an alias in the file -> kind; every other one is an alias."""
FORMERLY = re.compile(r"\b(?:previously|formerly) listed as\b", re.IGNORECASE)
ORIGINAL = re.compile(r"\b(?:original script|in arabic(?: script)?) ?: ?([^;()]+)", re.IGNORECASE)
MARKS = re.compile(r"\(original script\)|\b(?:original script|in arabic(?: script)?) ?:", re.I)
SEVERAL = re.compile(r";|\s[b-z]\)\s|^a\)\s")
BRACKETS = re.compile(
    r"^(?P<outside>.*[^\s(])\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)[\s,]*$"
)
BORN = re.compile(r",? born\b", re.IGNORECASE)
ASIDE = re.compile(r" ?\([^()]*(?:passport|previously listed)[^()]*\)", re.IGNORECASE)
WORD = re.compile(r"[\w/.°-]+")
NO_REASON = "The list gives no reason; see the committee's narrative summary."


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file whose root is that of the list."""
    return f"<{ROOT}" in read_beginning(files)


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every block an entry or rejected.

    Raises ListError when the file is no XML or another one, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    root = xml.parse_root(data, name)
    as_of = read_date(root.get("dateGenerated", ""))
    if xml.local_name(root) != ROOT or not as_of:
        raise ListError(f"{name}: line 1 has no {ROOT} with its date", NOTHING_SCREENED)
    instrument = find_programme(reference, PROGRAMME)
    blocks = place_elements((block for group in root for block in group), data)
    found = make_entries(blocks, name, find_fault, partial(make_entry, instrument))
    return collect_list(replace(HEAD, as_of=as_of), name, found, len(found))


def find_fault(block: Element) -> str:
    """Why a block is no entry; empty when it is one."""
    if xml.local_name(block) not in KINDS:
        return f"{xml.local_name(block)} is no block that is known"
    return "" if join_name(block) else "the block holds no name"


# --- One entry --------------------------------------------------------------------------------


def make_entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One block as an entry with one listing."""
    tag = xml.local_name(block)
    places = find_addresses(block, tag)
    nationalities = find_countries(list_texts(block, "NATIONALITY/VALUE"))
    reference = xml.find_text(block, "REFERENCE_NUMBER")
    primary, *more = part_names(join_name(block)) or [join_name(block)]
    papers = xml.find_children(block, f"{tag}_DOCUMENT")
    return ListEntry(
        id=reference or f"un-{xml.find_text(block, 'DATAID')}",
        list_id=LIST_ID,
        names=collect_names(
            primary, [*((text, NameKind.ALIAS) for text in more), *find_other_names(block, tag)]
        ),
        kind=KINDS[tag],
        countries=tuple(
            dict.fromkeys((*(place.country for place in places if place.country), *nationalities))
        ),
        addresses=places,
        identifiers=tuple(dict.fromkeys(one for paper in papers for one in read_identifier(paper))),
        listings=(make_listing(block, reference, instrument),),
        remarks=write_remarks(block, tag),
        line=line,
    )


def join_name(block: Element) -> str:
    """The parts of the name joined."""
    return join_texts(xml.find_text(block, part) for part in NAME_PARTS)


def find_other_names(block: Element, tag: str) -> Iterator[KindedName]:
    """Every other name with its kind; an empty alias element holds none."""
    for text in list_texts(block, "NAME_ORIGINAL_SCRIPT"):
        yield text, NameKind.NATIVE
    for alias in xml.find_children(block, f"{tag}_ALIAS"):
        note = xml.find_text(alias, "NOTE")
        kind = QUALITIES.get(xml.find_text(alias, "QUALITY").casefold(), NameKind.ALIAS)
        name = xml.find_text(alias, "ALIAS_NAME")
        kind = NameKind.FORMER if FORMERLY.search(f"{name} {note}") else kind
        found = part_names(strip_bearer(name))
        for text in (*found, *find_names_in_note(note, found)):
            yield text, kind


def part_names(name: str) -> list[str]:
    """The names in one element: `Original (Latin; Latin)`, `One; Two b) Three`, or just one."""
    found = BRACKETS.match(name)
    if found and is_several(found["outside"], found["inside"]):
        return [*part_names(found["outside"]), *part_names(found["inside"])]
    return [bare for part in SEVERAL.split(name) if (bare := strip_name(MARKS.sub(" ", part)))]


def strip_name(name: str) -> str:
    """A name without commas at its ends, and without brackets there that lack their partner."""
    signs = " ," if name.count("(") == name.count(")") else " ,()"
    return join_texts([name]).strip(signs)


def strip_bearer(name: str) -> str:
    """An alias without what is said of its bearer (a birth with its date, a passport)."""
    born = BORN.search(name)
    if born and any(map(str.isdigit, name[born.start() :])):
        name = name[: born.start()]
    return ASIDE.sub("", name)


def is_several(outside: str, inside: str) -> bool:
    """Whether brackets hold other names, not a part of one: other script, or several."""
    return ";" in inside or is_native(outside) != is_native(MARKS.sub("", inside))


def find_names_in_note(note: str, found: list[str]) -> Iterator[str]:
    """Names in the note of an alias: its original script, or transcriptions of one."""
    for original in ORIGINAL.findall(note):
        if is_native(original):
            yield original
    is_plain = not re.search(r"[\d:()]", note) and any(map(is_native, found))
    if is_plain:
        yield from SEVERAL.split(note)


# --- Places and papers ------------------------------------------------------------------------


def find_addresses(block: Element, tag: str) -> tuple[Address, ...]:
    """Every address once; an element without a place is none, its note is among the remarks."""
    return tuple(
        dict.fromkeys(
            Address(text=text, country=find_country(xml.find_text(one, "COUNTRY")))
            for one in xml.find_children(block, f"{tag}_ADDRESS")
            if (text := write_place(one))
        )
    )


def write_place(element: Element) -> str:
    """Street, city, province and country joined."""
    return join_texts((xml.find_text(element, part) for part in PLACE_PARTS), ", ")


def read_identifier(paper: Element) -> Iterator[Identifier]:
    """The number of a document, without words around it; one without a digit is none."""
    kind = find_paper_kind(
        xml.find_text(paper, "TYPE_OF_DOCUMENT") or xml.find_text(paper, "TYPE_OF_DOCUMENT2")
    )
    text = xml.find_text(paper, "NUMBER")
    found = [word for word in WORD.findall(text) if any(map(str.isdigit, word))]
    if found:
        is_plain = "(" not in text and not any(map(str.islower, text))
        issuer = xml.find_text(paper, "ISSUING_COUNTRY") or xml.find_text(paper, "COUNTRY_OF_ISSUE")
        value = text if is_plain else max(found, key=len)
        yield Identifier(kind=kind, value=value, country=find_country(issuer))


def find_paper_kind(words: str) -> str:
    """What a document is, in the words that all lists share."""
    told = words.casefold()
    if any(word in told for word in ("passport", "passeport", "pasaporte")):
        return "passport"
    return "national id" if "national" in told else told or "document"


# --- Listing and remarks ----------------------------------------------------------------------


def make_listing(block: Element, reference: str, instrument: Programme) -> Listing:
    """The party's place on the list of its committee."""
    committee = xml.find_text(block, "UN_LIST_TYPE")
    dates = sorted(filter(None, map(read_date, list_texts(block, "LAST_DAY_UPDATED/VALUE"))))
    return Listing(
        programme=instrument,
        reason="; ".join(list_texts(block, "COMMENTS1")) or NO_REASON,
        citation=join_texts((committee and f"UN {committee} list", reference), ", "),
        effective_date=read_date(xml.find_text(block, "LISTED_ON")),
        status=STATUS,
        notes=label_texts([("Last updated in the publisher's file", (dates or [""])[-1])]),
        source=instrument.source,
    )


def write_remarks(block: Element, tag: str) -> tuple[str, ...]:
    """What else the block says of the party."""
    births = xml.find_children(block, f"{tag}_DATE_OF_BIRTH")
    places = xml.find_children(block, f"{tag}_PLACE_OF_BIRTH")
    addressed = [
        one for one in xml.find_children(block, f"{tag}_ADDRESS") if xml.find_text(one, "NOTE")
    ]
    return label_texts(
        (
            *(("Title", text) for text in list_texts(block, "TITLE/VALUE")),
            *(("Designation", text) for text in list_texts(block, "DESIGNATION/VALUE")),
            ("Gender", xml.find_text(block, "GENDER")),
            *(("Date of birth", write_birth(birth)) for birth in births),
            *(("Place of birth", write_noted_place(place)) for place in places),
            *(("Nationality", text) for text in list_texts(block, "NATIONALITY/VALUE")),
            *(
                ("Document", write_document(one))
                for one in xml.find_children(block, f"{tag}_DOCUMENT")
            ),
            *(("Address note", write_noted_place(one)) for one in addressed),
            *(
                ("Alias note", write_alias_note(one))
                for one in xml.find_children(block, f"{tag}_ALIAS")
            ),
        )
    )


def write_birth(element: Element) -> str:
    """A date of birth as far as it is told: `about 1971`, `1968 to 1973`."""
    date = read_date(xml.find_text(element, "DATE")) or xml.find_text(element, "YEAR")
    span = " to ".join(list_texts(element, "FROM_YEAR") + list_texts(element, "TO_YEAR"))
    about = xml.find_text(element, "TYPE_OF_DATE").casefold() == "approximately"
    told = f"about {date}" if about and date else date or span
    return join_texts((told, bracket(xml.find_text(element, "NOTE"))))


def write_noted_place(element: Element) -> str:
    """A place with its note."""
    return join_texts((write_place(element), bracket(xml.find_text(element, "NOTE"))))


def write_document(element: Element) -> str:
    """All that is told of a document, in the order of the file."""
    return join_texts((join_texts(one.itertext()) for one in element), ", ")


def write_alias_note(alias: Element) -> str:
    """What is told of the bearer of an alias beside the name."""
    about = ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE")
    told = join_texts((xml.find_text(alias, each) for each in about), ", ")
    name = xml.find_text(alias, "ALIAS_NAME")
    return join_texts((name, told), ": ") if told or strip_bearer(name) != name else ""


def bracket(text: str) -> str:
    """The text in round brackets; empty for none."""
    return f"({text})" if text else ""
