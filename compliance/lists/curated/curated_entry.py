"""One `[[entry]]` table of a curated list as a ListEntry, with everything in it checked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from compliance.lists.curated.leads import SIDES
from compliance.lists.curated.toml_tables import TomlTable
from compliance.model import (
    Address,
    Identifier,
    Lead,
    ListEntry,
    Listing,
    Name,
    NameKind,
    PartyKind,
    Programme,
)
from compliance.ownership.shares import is_plain, read_share

NAME_KINDS = {kind.value: kind for kind in NameKind if kind is not NameKind.PRIMARY}
PARTY_KINDS = {kind.value: kind for kind in PartyKind}
CONFIDENCES = {"high": "", "medium": "", "low": ""}


class KnownIds(Struct, frozen=True, kw_only=True):
    """What the entries of a list may refer to."""

    list_id: str
    programmes: Mapping[str, Programme]
    sources: Mapping[str, str]
    """Source id -> the citation a reader sees."""
    names: Mapping[str, str]
    """Entry id -> its primary name."""
    uses: Mapping[str, int]
    """Entry id -> how many entries call themselves so."""


def read_entry(table: TomlTable, known: KnownIds, line: int) -> ListEntry:
    """The entry in this table; whatever is wrong with it is among the table's problems."""
    entry = read_fields(table, known, line)
    table.finish()
    table.problems.extend(find_contradictions(entry, known))
    return entry


def find_contradictions(entry: ListEntry, known: KnownIds) -> Iterator[str]:
    """What no single field shows."""
    if entry.id and known.uses[entry.id] > 1:
        yield f"id is used by {known.uses[entry.id]} entries"
    if not (entry.listings or entry.leads or entry.not_restricted):
        yield "needs a listing, a lead or not_restricted"
    if entry.not_restricted and (entry.listings or entry.leads):
        yield "not_restricted contradicts its listing or lead"
    if max(Counter(name.text for name in entry.names).values()) > 1:
        yield "names holds the same name more than once"
    if any(lead.to_entry == entry.id for lead in entry.leads):
        yield "lead points to the entry itself"


def read_fields(table: TomlTable, known: KnownIds, line: int) -> ListEntry:
    """Every field of an `[[entry]]` table."""
    source = cite_sources(table, known)
    return ListEntry(
        id=table.text("id", required=True),
        list_id=known.list_id,
        names=read_names(table, known, source),
        kind=PARTY_KINDS[table.choice("kind", PARTY_KINDS, PartyKind.UNKNOWN.value)],
        countries=table.texts("countries"),
        addresses=tuple(read_address(item, known, source) for item in table.tables("addresses")),
        identifiers=tuple(
            read_identifier(item, known, source) for item in table.tables("identifiers")
        ),
        listings=tuple(read_listing(item, known) for item in table.tables("listing")),
        leads=tuple(read_lead(item, known) for item in table.tables("lead")),
        not_restricted=read_not_restricted(table, source),
        remarks=(
            *table.texts("remarks"),
            *(read_article(item, known) for item in table.tables("article")),
        ),
        line=line,
    )


def cite_sources(table: TomlTable, known: KnownIds, inherited: str = "") -> str:
    """The citations behind a table's `source` ids; without any, those of the table around it."""
    ids = table.texts("source")
    for unknown in (key for key in ids if key not in known.sources):
        table.problem("source", f"names no known source: {unknown}")
    if not ids and not inherited:
        table.problem("source", "is missing")
    return "; ".join(known.sources.get(key, "") for key in ids) or inherited


def read_names(table: TomlTable, known: KnownIds, source: str) -> tuple[Name, ...]:
    """The primary name and all others, in the order of the file."""
    primary = Name(text=table.text("name", required=True), kind=NameKind.PRIMARY, source=source)
    return (primary, *(read_name(item, known, source) for item in table.tables("names")))


def read_name(table: TomlTable, known: KnownIds, source: str) -> Name:
    """One more name of the party."""
    found = Name(
        text=table.text("text", required=True),
        kind=NAME_KINDS[table.choice("kind", NAME_KINDS, NameKind.ALIAS.value)],
        source=cite_sources(table, known, source),
    )
    table.finish()
    return found


def read_address(table: TomlTable, known: KnownIds, source: str) -> Address:
    """One published address."""
    found = Address(
        text=table.text("text", required=True),
        country=table.text("country"),
        source=cite_sources(table, known, source),
    )
    table.finish()
    return found


def read_identifier(table: TomlTable, known: KnownIds, source: str) -> Identifier:
    """One registration number; its source is checked here and stays in the file."""
    found = Identifier(
        kind=table.text("kind", required=True), value=table.text("value", required=True)
    )
    cite_sources(table, known, source)
    table.finish()
    return found


def read_listing(table: TomlTable, known: KnownIds) -> Listing:
    """The party's place on one list."""
    found = Listing(
        programme=find_programme(table, known),
        official_name=table.text("official_name"),
        reason=table.text("reason"),
        requirement=table.text("requirement"),
        policy=table.text("policy"),
        citation=table.text("citation"),
        effective_date=table.date("effective_date"),
        end_date=table.date("end_date"),
        status=table.text("status"),
        amendments=table.texts("amendments"),
        notes=table.texts("notes"),
        source=cite_sources(table, known),
        tags=table.texts("tags"),
    )
    if found.end_date and found.end_date < found.effective_date:
        table.problem("end_date", "lies before effective_date")
    if not (found.effective_date or found.notes):
        table.problem("effective_date", "is missing, and no note says why")
    table.finish()
    return found


def find_programme(table: TomlTable, known: KnownIds) -> Programme:
    """The programme a listing names; a stand-in when there is none, which is a problem."""
    key = table.text("programme", required=True)
    if key and key not in known.programmes:
        table.problem("programme", f"names no known programme: {key}")
    missing = Programme(id=key, name=key, publisher="", authority="", restricts="", source="")
    return known.programmes.get(key, missing)


def read_lead(table: TomlTable, known: KnownIds) -> Lead:
    """A way to another entry of the same list."""
    target = table.text("to", required=True)
    if target and target not in known.names:
        table.problem("to", f"names no entry of this list: {target}")
    stake = table.text("stake")
    found = Lead(
        to_entry=target,
        to_name=known.names.get(target, ""),
        relation=table.text("relation", required=True),
        stake=stake,
        share=check_share(table, stake),
        as_of=table.date("as_of"),
        confidence=table.choice("confidence", CONFIDENCES),
        side=table.choice("side", SIDES, "under"),
        note=table.text("note"),
        source=cite_sources(table, known),
    )
    table.finish()
    return found


def check_share(table: TomlTable, stake: str) -> str:
    """The share as rules take it: its own field, else the stake where that is one plain number."""
    said = table.text("share")
    found = read_share(said)
    if found.written:
        table.problem("share", 'must be such as "38.88", "45-60", ">=50", "minority" or "unknown"')
    return said or (stake if is_plain(stake) else "")


def read_not_restricted(table: TomlTable, source: str) -> str:
    """Why a named party is not restricted, followed by where that can be checked."""
    text = table.text("not_restricted")
    return f"{text} (Source: {source})" if text else ""


def read_article(table: TomlTable, known: KnownIds) -> str:
    """What a press article says of the party, apart from what the rule says."""
    claim, note = table.text("claim", required=True), table.text("note")
    said = f"Press: {claim} Note: {note}" if note else f"Press: {claim}"
    source = cite_sources(table, known)
    table.finish()
    return f"{said} [{source}]"
