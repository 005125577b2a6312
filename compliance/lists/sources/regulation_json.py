"""Lists that were taken out of a regulation or a PDF by others, as one JSON object.

Some publishers give no file of rows: the Entity List and the MEU List stand in the Code of Federal
Regulations, section 1260H in a Federal Register notice, NS-CMIC and section 1286 in PDFs, the
Covered List on a page; the Denied Persons List was brought into the same form. It holds them as
`{"list_id", "source_file", "extracted", "count", "entities": [...]}`, each entity with `name`,
`aliases`, `country`, `address`, `effective_date`, `federal_register` and `notes`.
What an extraction leaves in disorder (an address inside an alias, "; and" after one) is
put right. A second form compares two editions of the Entity List, with a field for each.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.common import csv_rows, json_objects, names
from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.common.files import Files
from compliance.lists.common.json_objects import list_texts, read_text
from compliance.lists.sources import bis_entity_list
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    hash_id,
)
from compliance.lists.sources.ofac_party import part_identifiers
from compliance.model import ListEntry, Listing, Name, NameKind, PartyKind, Programme, Rejected

Found = Mapping[str, object]


class RegulationForm(Struct, frozen=True, kw_only=True):
    """What a `list_id` stands for."""

    id: str
    """Prefix of its entries' ids, and the id of the list."""
    programme: str
    kind: PartyKind = PartyKind.UNKNOWN
    notes: str = "remark"
    """What `notes` holds: the licence `requirement`, the `reason`, or a `remark`."""


FORMS = {
    "bis-entity-list": RegulationForm(id="el", programme="us-bis-el", notes="requirement"),
    "bis-meu": RegulationForm(id="meu", programme="us-bis-meu"),
    "bis-dpl": RegulationForm(id="dpl", programme="us-bis-dpl"),
    "dow-1286": RegulationForm(
        id="us-dod-1286", programme="us-dod-1286", kind=PartyKind.ORGANISATION
    ),
    "dow-1260h": RegulationForm(
        id="dod-1260h",
        programme="us-dod-1260h",
        kind=PartyKind.ORGANISATION,
        notes="reason",
    ),
    "fcc-covered": RegulationForm(
        id="fcc-covered",
        programme="us-fcc-covered",
        kind=PartyKind.ORGANISATION,
        notes="reason",
    ),
    "ofac-nscmic": RegulationForm(
        id="ns-cmic", programme="us-ofac-ns-cmic", kind=PartyKind.ORGANISATION
    ),
}
LIST_ID = re.compile(rb'^\s*\{\s*"list_id"\s*:\s*"(?P<id>[\w-]+)"')
CATEGORY = "names a category of equipment, not a party"
RECRUITING = "a programme that recruits talents, not an institution"
NO_PARTY = re.compile(
    r"(?P<category>Category listing)|[^:]*\bTable 2: (?P<recruiting>foreign talent recruitment)",
    re.IGNORECASE,
)
"""What the notes say of an entity that is no party: on the Covered List, on the 1286 list."""
ADDRESS_ONLY = "An address, not a party: whoever uses it is covered."
SUBSIDIARIES = re.compile(r"^Listed together with subsidiaries:\s*(?P<names>[^|]*)(?P<end>\|?)")
NEXT_NAME = re.compile(
    r",\s+(?:and\s+)?(?!(?:Ltd|Inc|LLC|L\.L\.C|Limited|Co|Corp|S\.L\.U)\b)"
    r"|\s+and\s+(?=[A-Z][\w. ]+Co\.)"
)
SUBORDINATE = re.compile(r"\bsubordinate institution:\s*(?P<name>\S.*)$")
PART = "the name without the body that it is subordinate to"
AFFILIATED = "an affiliate that the entry names with an address of its own"
LISTED_WITH = "a subsidiary that the notice lists together with it"


def recognises(files: Files) -> bool:
    """Whether it is one JSON file that begins with a `list_id` that is known here."""
    return len(files) == 1 and peek_list_id(next(iter(files.values()))) in FORMS


def peek_list_id(data: bytes) -> str:
    """The `list_id` with which the file begins; empty when it begins with something else."""
    found = LIST_ID.match(data[: csv_rows.MOST_PEEKED])
    return found["id"].decode() if found else ""


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every entity an entry, or a rejected row if it is no party.

    Raises ListError when the file is no JSON, holds fewer entities than it says, an entity has no
    name, or there is none.
    """
    [(name, data)] = files.items()
    found = json_objects.read_object(data, name)
    entities = json_objects.list_objects(found, "entities", name)
    if found.get("count") != len(entities):
        problem = f"{name}: holds {len(entities)} of {read_text(found, 'count')} entities"
        raise ListError(problem, csv_rows.NOTHING_SCREENED)
    form, as_of = FORMS[peek_list_id(data)], read_us_date(read_text(found, "extracted"))
    return make_list(entities, form, reference.programmes[form.programme], name, as_of)


def make_list(
    entities: list[Found], form: RegulationForm, programme: Programme, name: str, as_of: str
) -> ParsedList:
    """The list of these entities. Raises ListError when one has no name, or there is none."""
    numbered = list(enumerate(entities, 1))
    nameless = [n for n, entity in numbered if not read_text(entity, "name")]
    csv_rows.refuse_problems(name, (Rejected(line=n, reason="no name") for n in nameless))
    out = {n: why for n, entity in numbered if (why := find_no_party(read_text(entity, "notes")))}
    kept = (make_entry(entity, n, form, programme) for n, entity in numbered if n not in out)
    lost = (Rejected(line=n, reason=why, file=name) for n, why in out.items())
    head = ListHead(id=form.id, title=programme.name, publisher=programme.publisher, as_of=as_of)
    return collect_list(head, name, (*kept, *lost), len(entities))


def find_no_party(notes: str) -> str:
    """Why an entity is no party, as its notes tell; empty when it is one."""
    found = NO_PARTY.match(notes)
    if not found:
        return ""
    return CATEGORY if found["category"] else RECRUITING


# --- Two editions side by side ----------------------------------------------------------------


def recognises_editions(files: Files) -> bool:
    """Whether it is one JSON file whose entities have a field for the eCFR and one for the CSL."""
    head = next(iter(files.values()))[: csv_rows.MOST_PEEKED] if len(files) == 1 else b""
    return b'"aliases_ecfr"' in head and b'"federal_register_ecfr"' in head


def parse_editions(files: Files, reference: Reference) -> ParsedList:
    """Every entity an entry of the Entity List, with the names of both editions.

    Raises ListError as `parse` does; this form gives no count.
    """
    [(name, data)] = files.items()
    entities = [
        merge_editions(one)
        for one in json_objects.list_objects(json_objects.read_object(data, name), "entities", name)
    ]
    form = FORMS["bis-entity-list"]
    return make_list(entities, form, reference.programmes[form.programme], name, "")


def merge_editions(entity: Found) -> Found:
    """One entity of two editions in the fields of one."""
    address = read_text(entity, "address_ecfr")
    aliases = [*list_texts(entity, "aliases_ecfr"), *list_texts(entity, "aliases_csl")]
    return {
        **entity,
        "aliases": list(dict.fromkeys(aliases)),
        "address": address,
        "country": address.rpartition(",")[2].strip(" ."),
        "federal_register": read_text(entity, "federal_register_ecfr"),
        "notes": read_text(entity, "license_requirement"),
    }


# --- One entity -------------------------------------------------------------------------------


def make_entry(entity: Found, line: int, form: RegulationForm, programme: Programme) -> ListEntry:
    """One entity as an entry with one listing."""
    aliases, address = bis_entity_list.part_address_from_alias(
        list_texts(entity, "aliases"), read_text(entity, "address")
    )
    listed_under = read_text(entity, "country")
    country = find_spelled_country(listed_under)
    affiliates, address = bis_entity_list.part_affiliates(address)
    places, see_also = bis_entity_list.part_addresses(address, country)
    name, notes = read_text(entity, "name"), read_text(entity, "notes")
    numbers, facts = part_identifiers(notes) if form.notes == "remark" else ((), ())
    return ListEntry(
        id=hash_id(form.id, name, country or listed_under),
        list_id=form.id,
        names=list_distinct_names(
            find_names(name, bis_entity_list.clean_aliases(aliases)),
            find_institution(name),
            find_subsidiaries(notes),
            affiliates,
        ),
        kind=form.kind,
        countries=list_countries(places, country),
        addresses=places,
        identifiers=numbers,
        listings=(make_listing(entity, form, programme),),
        remarks=(*facts, *see_also, *note_address_entry(name)),
        line=line,
    )


def find_names(name: str, aliases: list[str]) -> tuple[Name, ...]:
    """The name and its aliases; those in another script are native names."""
    return tuple(mark_native(one) for one in names.collect_own_names(name, "; ".join(aliases)))


def mark_native(name: Name) -> Name:
    """The name as a native one, when it is an alias without a Latin letter."""
    latin = any("a" <= character <= "z" for character in name.text.casefold())
    plain = name.kind is NameKind.ALIAS and not latin and not name.text.isascii()
    return Name(text=name.text, kind=NameKind.NATIVE) if plain else name


def list_distinct_names(
    own: tuple[Name, ...], part: str, listed_with: list[str], affiliates: list[str]
) -> tuple[Name, ...]:
    """The names of an entity, then those of others that its entry holds, each with its reason."""
    others = [(part, PART), *((one, LISTED_WITH) for one in listed_with)]
    others += [(affiliate, AFFILIATED) for affiliate in affiliates]
    found = {name.text: name for name in own}
    for text, source in others:
        if text:
            found.setdefault(text, Name(text=text, source=source))
    return tuple(found.values())


def find_institution(name: str) -> str:
    """The institution itself, where the name begins with the body above it."""
    found = SUBORDINATE.search(name)
    return found["name"] if found else ""


def find_subsidiaries(notes: str) -> list[str]:
    """The companies that a notice names as listed together with this one.

    A last name that the extraction cut off in the middle is left to the reason, which holds it all.
    """
    found = SUBSIDIARIES.match(notes)
    if not found:
        return []
    parts = [part.strip(" .").removeprefix("and ") for part in NEXT_NAME.split(found["names"])]
    whole = parts if found["end"] else parts[:-1]
    return [name.text for part in whole if part for name in names.collect_own_names(part, "")]


def note_address_entry(name: str) -> tuple[str, ...]:
    """The remark of an entry that is an address, which the Entity List calls "Address 01"."""
    return (ADDRESS_ONLY,) if re.fullmatch(r"Address \d+", name) else ()


def make_listing(entity: Found, form: RegulationForm, programme: Programme) -> Listing:
    """The entity's place on its list, as far as the file tells."""
    notes = read_text(entity, "notes")
    return Listing(
        programme=programme,
        official_name=read_text(entity, "name"),
        reason=notes if form.notes == "reason" else "",
        requirement=notes
        if form.notes == "requirement"
        else read_text(entity, "license_requirement"),
        policy=read_text(entity, "license_policy"),
        citation=read_text(entity, "federal_register").replace(" preview citation details", ""),
        effective_date=read_us_date(read_text(entity, "effective_date")),
        status=STATUS,
        notes=tuple(note_missing(entity, form)),
        source=programme.source,
    )


def note_missing(entity: Found, form: RegulationForm) -> list[str]:
    """What the file does not tell, and the reader must look up."""
    if form.notes != "requirement" or read_text(entity, "license_policy"):
        return []
    return ["The file gives no licence review policy: read it in Supplement No. 4 to Part 744."]
