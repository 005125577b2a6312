"""Which entries are one party, on several lists or on one several times; which comes first.

Entries are taken together only on firm evidence: the publisher's own number, the same registration
number, the same name with the same citation or address, or the one entry of that name and country
that each of several files has for one published list. A name alone proves nothing; two persons may
share it. What kind of party it is must not differ where both entries tell it; an entry that does
not tell (the Entity List of the CSL) joins those that do, where they are of one kind.

Of equally good matches the gravest comes first: how much a listing restricts is
`data/gravity.toml`, whose one reader this is. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from compliance.matching.cells import EntryNames
from compliance.matching.identifiers import GLOBAL, keys
from compliance.matching.parameters import read_count
from compliance.model import ListEntry, Listing, NameKind, PartyKind, Standing
from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName, prepare_name

# --- One party --------------------------------------------------------------------------------


Key = tuple[object, ...]
"""Entries of one kind that share one are one party."""
_LISTING = "listing"
"""First part of a key that proves something only where each list has it once."""
_WORD = TextPattern(r"[^\W_]+")
_FEWEST_WORDS = read_count("same_entity.fewest_words")
_CITATION = TextPattern(r"\d+ FR \d+|[A-Z]{2,}[A-Z0-9/().-]*\d[A-Z0-9/().-]*")
_NOT_FIRM = frozenset({"swift", "bic", "phone", "email", "website", "fax"})
"""Kinds of number that a branch or a group may share."""


def find_leaders(entries: Sequence[ListEntry], proofs: Iterable[Iterable[Key]]) -> list[int]:
    """For each entry the position of the first one that is the same party: its own if none is.

    `proofs` are those of each entry (`list_proofs`).
    """
    sharing: dict[Key, list[int]] = {}
    kinds: list[PartyKind] = []
    lists: list[str] = []
    for at, (entry, keys_of_entry) in enumerate(zip(entries, proofs, strict=True)):
        kinds.append(entry.kind)
        lists.append(entry.list_id)
        for key in keys_of_entry:
            sharing.setdefault(key, []).append(at)
    leader = list(range(len(entries)))
    for key, places in sharing.items():
        if key[0] == _LISTING and len({lists[at] for at in places}) < len(places):
            continue
        # Positions that share a proof are parted where their kinds are known to differ.
        known = {kinds[at] for at in places} - {PartyKind.UNKNOWN}
        groups: dict[PartyKind, list[int]] = {}
        for at in places:
            groups.setdefault(kinds[at] if len(known) > 1 else PartyKind.UNKNOWN, []).append(at)
        for group in groups.values():
            for at in group[1:]:
                first, last = sorted((_root(leader, at), _root(leader, group[0])))
                leader[last] = first
    return [_root(leader, at) for at in range(len(entries))]


def _root(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at


def list_proofs(entry: ListEntry, named: EntryNames) -> Iterator[Key]:
    """All by which an entry can be known to be the same party as another."""
    if entry.standing not in (Standing.LISTED, Standing.FORMER, Standing.LATER):
        return
    names = sorted({same_name(name) for kind, name in named if kind.kind is NameKind.PRIMARY})
    if entry.number:
        yield "number", entry.number
    # Numbers that only one party has; others only beside the name or the country.
    beside = (*names, *(("in", country) for country in sorted(entry.countries)))
    for identifier in entry.identifiers:
        numbers = () if identifier.kind in _NOT_FIRM else keys(identifier)
        facts = [()] if identifier.kind in GLOBAL else [(fact,) for fact in beside]
        yield from ((identifier.kind, number, *fact) for number in numbers for fact in facts)
    # Each published list with the name that it gives the party, and a country of the party.
    for listing in entry.listings:
        own = listing.official_name
        called = [same_name(prepare_name(own))] if own and own != entry.name else names
        for name in called:
            for country in entry.countries or ("",):
                yield _LISTING, listing.programme.id, name, country
    for name in names:
        yield from ((name, "citation", citation) for citation in citations(entry))
        yield from ((name, "address", address) for address in addresses(entry))


def same_name(name: PreparedName) -> str:
    """What two writings of one name have in common: all letters and digits, legal form included.

    "Aero Systems Pte. Ltd." and "Aero Systems, Inc." are two companies.
    """
    return name.full_text


def citations(entry: ListEntry) -> list[str]:
    """The rules and notices by which an entry was listed, each once."""
    texts = " ".join(listing.citation for listing in entry.listings)
    return sorted(set(_CITATION.findall(texts)))


def addresses(entry: ListEntry) -> list[Key]:
    """Addresses that tell a place: with a number, and more than a town and a country."""
    found = {tuple(_WORD.findall(address.text.casefold())) for address in entry.addresses}
    return sorted(
        words
        for words in found
        if len(words) >= _FEWEST_WORDS and any(word.isdigit() for word in words)
    )


# --- The gravest listing ----------------------------------------------------------------------


_UNKNOWN = 1
"""Class of a programme that the table does not name: nobody knows what it restricts."""


def rank_gravity(entry: ListEntry) -> int:
    """The class of the gravest listing of an entry in force: 0 blocks all dealings, higher less.

    What was listed, will be, or only leads to a listed party comes behind all that is listed.
    """
    return min(map(_rank_listing, entry.listings), default=len(_classes()))


def order_listings(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """Those in force first, and of these the gravest; otherwise in the order given."""
    return tuple(sorted(listings, key=_rank_listing))


def _rank_listing(listing: Listing) -> int:
    return (
        _classes().get(listing.programme.id, _UNKNOWN) if listing.is_in_force else len(_classes())
    )


@cache
def _classes() -> Mapping[str, int]:
    """Programme id -> its class."""
    table = read_data_tables("matching/data/gravity.toml")["class"]
    return {programme: place for place, row in enumerate(table) for programme in row["programmes"]}
