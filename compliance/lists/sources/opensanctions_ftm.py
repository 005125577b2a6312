"""Entities of OpenSanctions as FollowTheMoney JSON, one a line.

`targets.nested.json` has one target a line with its sanctions and addresses inside;
`entities.ftm.json` has them on lines of their own, which refer to a party or are referred to.
Lines that link parties (ownership, family) and parties that are not targets are no entries.
"""

import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common.countries import find_countries
from compliance.lists.common.csv_rows import NOTHING_SCREENED, decode_text
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import collect_names
from compliance.lists.common.texts import fold_spaces, label_texts
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
)
from compliance.lists.sources.opensanctions import (
    HEAD,
    IDENTIFIERS,
    LIST_ID,
    NO_REASON,
    PROGRAMME,
    SCHEMAS,
    make_identifier,
    make_programme,
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

NAMES = {
    "name": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "previousName": NameKind.FORMER,
    "weakAlias": NameKind.WEAK_ALIAS,
    "abbreviation": NameKind.WEAK_ALIAS,
}
COUNTRIES = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag")
HOLDERS = {"Sanction": "entity", "Identification": "holder", "Passport": "holder"}
"""Schema of a line that adds to a party -> the property that names the party."""
NOT_REMARKS = {*NAMES, *COUNTRIES, *IDENTIFIERS, "address", "addressEntity", "indexText", "proof"}
"""Properties of a party that are not remarks: they stand elsewhere, or say nothing of it."""
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class FtmEntity(Struct, frozen=True, kw_only=True):
    """One entity of the file, or one inside another."""

    id: str
    schema: str
    caption: str
    datasets: tuple[str, ...]
    is_target: bool
    first_seen: str
    last_seen: str
    line: int
    texts: Mapping[str, tuple[str, ...]]
    """Property -> its texts, ids of other entities among them."""
    inside: Mapping[str, tuple["FtmEntity", ...]]
    """Property -> the entities that stand inside this one."""

    def list_values(self, *properties: str) -> tuple[str, ...]:
        """The texts of the properties, each once, in order."""
        found = (text for each in properties for text in self.texts.get(each, ()))
        return tuple(dict.fromkeys(found))

    def first(self, *properties: str) -> str:
        """The first text of the properties; empty for none."""
        return next(iter(self.list_values(*properties)), "")


class SeparateLines(Struct, frozen=True, kw_only=True):
    """What stands on lines of its own, by the party or the id it belongs to."""

    held: Mapping[str, tuple[FtmEntity, ...]]
    """Id of a party -> its sanctions and papers."""
    addresses: Mapping[str, FtmEntity]
    """Id of an address -> the address."""

    def find_parts(self, thing: FtmEntity, *schemas: str) -> list[FtmEntity]:
        """What of these schemas belongs to a party, from lines of its own and from inside it."""
        inside = (one for each in thing.inside.values() for one in each)
        both = (*self.held.get(thing.id, ()), *inside)
        return [one for one in both if one.schema in schemas]

    def places(self, thing: FtmEntity) -> list[FtmEntity]:
        """The addresses of a party."""
        known = (self.addresses.get(key) for key in thing.list_values("addressEntity"))
        return [*filter(None, known), *thing.inside.get("addressEntity", ())]


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one file whose first line begins a FollowTheMoney entity."""
    start = read_beginning(files).lstrip()
    return start.startswith("{") and '"schema"' in start and '"properties"' in start


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every line an entry, joined to one, or rejected.

    Raises ListError when the file is not UTF-8, when a line is no entity, or when there is no
    target.
    """
    name, data = take_only_file(files)
    base = find_programme(reference, PROGRAMME)
    things = list(read_ftm_entities(decode_text(data, name), name))
    beside = SeparateLines(
        held=group_by_holder(things), addresses={t.id: t for t in things if is_address(t)}
    )
    parties = [thing for thing in things if not find_fault(thing)]
    joined = {one.line for party in parties for one in list_added(party, beside)}
    found = (
        [make_entry(thing, beside, base) for thing in parties]
        + [
            Rejected(line=thing.line, reason=find_fault(thing), file=name)
            for thing in things
            if find_fault(thing) and thing.line not in joined
        ]
    )  # fmt: skip
    seen = max((thing.last_seen for thing in things), default="")
    return collect_list(replace(HEAD, as_of=seen), name, found, len(things))


def read_ftm_entities(text: str, name: str) -> Iterator[FtmEntity]:
    """The entity of each line. Raises ListError for a line that is none."""
    for line, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            try:
                yield make_ftm_entity(json.loads(row), line)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                problem = f"{name}: line {line} is no FollowTheMoney entity in JSON"
                raise ListError(problem, NOTHING_SCREENED) from error


def make_ftm_entity(data: Mapping[str, object], line: int) -> FtmEntity:
    """One JSON object as an entity. Raises KeyError, TypeError or ValueError when it is none."""
    properties = data["properties"]
    if not isinstance(properties, Mapping) or not isinstance(data["id"], str):
        raise TypeError("no properties or no id")
    values = {
        key: value if isinstance(value, list) else [value] for key, value in properties.items()
    }
    return FtmEntity(
        id=data["id"],
        schema=str(data["schema"]),
        caption=fold_spaces(str(data.get("caption") or "")),
        datasets=tuple(map(str, check_array(data.get("datasets")))),
        is_target=data.get("target") is not False,
        first_seen=read_date(str(data.get("first_seen") or "")),
        last_seen=read_date(str(data.get("last_seen") or "")),
        line=line,
        texts={
            key: tuple(fold_spaces(str(one)) for one in value if not isinstance(one, dict))
            for key, value in values.items()
        },
        inside={
            key: tuple(make_ftm_entity(one, line) for one in value if isinstance(one, dict))
            for key, value in values.items()
        },
    )


def check_array(value: object) -> list[object]:
    """A JSON array, empty for none. Raises TypeError for anything else."""
    if value is not None and not isinstance(value, list):
        raise TypeError("no array")
    return value or []


def find_fault(one: FtmEntity) -> str:
    """Why an entity is no entry of the list; empty when it is one."""
    if one.schema in HOLDERS or is_address(one):
        return f"{one.schema} belongs to no target of the file"
    if not (one.texts.keys() & NAMES.keys() or one.caption):
        return f"{one.schema} without a name"
    return "" if one.is_target else f"{one.schema} that is not a target"


def is_address(one: FtmEntity) -> bool:
    """Whether it is an address on a line of its own."""
    return one.schema == "Address"


def group_by_holder(things: list[FtmEntity]) -> dict[str, tuple[FtmEntity, ...]]:
    """Sanctions and papers by the id of their party."""
    found: dict[str, list[FtmEntity]] = {}
    for thing in things:
        for key in thing.list_values(HOLDERS.get(thing.schema, "")):
            found.setdefault(key, []).append(thing)
    return {key: tuple(ones) for key, ones in found.items()}


def list_added(party: FtmEntity, beside: SeparateLines) -> list[FtmEntity]:
    """The lines that add to a party."""
    return [*beside.held.get(party.id, ()), *beside.places(party)]


# --- One entry --------------------------------------------------------------------------------


def make_entry(one: FtmEntity, beside: SeparateLines, base: Programme) -> ListEntry:
    """One target as an entry."""
    papers = beside.find_parts(one, "Identification", "Passport")
    where = (one, *papers, *beside.places(one))
    return ListEntry(
        id=one.id,
        list_id=LIST_ID,
        names=find_names(one),
        kind=SCHEMAS.get(one.schema, PartyKind.UNKNOWN),
        countries=find_countries(code for each in where for code in each.list_values(*COUNTRIES)),
        addresses=tuple(dict.fromkeys(find_addresses(one, beside))),
        identifiers=tuple(dict.fromkeys(find_identifiers(one, papers))),
        listings=tuple(dict.fromkeys(make_listings(one, beside, base))),
        remarks=write_remarks(one),
        line=one.line,
    )


def find_names(one: FtmEntity) -> tuple[Name, ...]:
    """The caption first, then every name with its kind."""
    primary = one.caption or one.first(*NAMES)
    return collect_names(
        primary, ((t, kind) for key, kind in NAMES.items() for t in one.list_values(key))
    )


def find_addresses(one: FtmEntity, beside: SeparateLines) -> Iterator[Address]:
    """Every address of a party, those of its own line first."""
    for text in one.list_values("address"):
        yield Address(text=text)
    for place in beside.places(one):
        text = place.first("full") or place.caption
        code = next(iter(find_countries(place.list_values("country"))), "")
        if text:
            yield Address(text=text, country=code)


def find_identifiers(one: FtmEntity, papers: list[FtmEntity]) -> Iterator[Identifier]:
    """The numbers of a party and of its papers."""
    for key, kind in IDENTIFIERS.items():
        yield from (make_identifier(kind, value) for value in one.list_values(key))
    for paper in papers:
        kind = "passport" if paper.schema == "Passport" else paper.first("type").casefold()
        issuer = next(iter(find_countries(paper.list_values("country"))), "")
        for value in paper.list_values("number", "passportNumber"):
            yield replace(make_identifier(kind, value), country=issuer)


def write_remarks(one: FtmEntity) -> tuple[str, ...]:
    """Every other property with its name in words: `birthDate` is `Birth date`."""
    return label_texts(
        (CAMEL.sub(" ", key).capitalize(), text)
        for key in one.texts
        if key not in NOT_REMARKS
        for text in one.list_values(key)
    )


# --- Listings ---------------------------------------------------------------------------------


def make_listings(one: FtmEntity, beside: SeparateLines, base: Programme) -> Iterator[Listing]:
    """One listing a sanction, and one a dataset that has no sanction for the party."""
    told_by = set()
    for sanction in beside.find_parts(one, "Sanction"):
        for name in sanction.datasets or one.datasets:
            told_by.add(name)
            yield make_sanction_listing(sanction, make_programme(base, name), base.source)
    for name in one.datasets or ("dataset not named",):
        if name not in told_by:
            seen = label_texts([("First seen by OpenSanctions", one.first_seen)])
            yield Listing(
                programme=make_programme(base, name),
                reason=NO_REASON,
                status=STATUS,
                notes=seen,
                source=base.source,
            )


def make_sanction_listing(sanction: FtmEntity, instrument: Programme, source: str) -> Listing:
    """A sanction as a listing; an end date does not end it, for the file still holds it."""
    return Listing(
        programme=instrument,
        reason="; ".join(sanction.list_values("reason")) or NO_REASON,
        requirement="; ".join(sanction.list_values("provisions")),
        citation="; ".join(sanction.list_values("program", "authorityId", "unscId")),
        effective_date=read_date(sanction.first("startDate", "listingDate")),
        status=STATUS,
        notes=label_texts(
            (
                *(("Authority", text) for text in sanction.list_values("authority")),
                *(("Status", text) for text in sanction.list_values("status")),
                *(("End date in the publisher's file", t) for t in sanction.list_values("endDate")),
            )
        ),
        source=sanction.first("sourceUrl") or source,
    )
