"""Addresses: who of the list uses the one that was asked for, whatever the names say.

Two addresses are of one building when street and house number are the same and so is something of
the town, the post code, the building's name or the room. Room, floor and block are then told apart.
An address without both (a town, a P.O. box, an industrial zone) is compared with nothing: it would
be everybody's. The books of addresses are keyed by house number and the ends of the street's name,
so that a look-up costs a few dictionary look-ups, however long the list.

Some entries of the Entity List are addresses ("Address 01"): who uses them is covered. Only they
are hits; the address of a listed party is a question. Another room in the house of a listed party
is no match at all: it would be every firm of a trade centre. At the addresses of agents who
register thousands of firms nobody is matched.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import DamerauLevenshtein

from compliance.matching.parameters import read_count
from compliance.matching.postal.postal_parser import (
    PostalAddress,
    Street,
    read_address,
    shared_addresses,
)
from compliance.model import ListEntry, Standing
from compliance.names import prepare_name
from compliance.names.countries import country_code, find_territory


def seats(entry: ListEntry) -> frozenset[str]:
    """Words of the entry's addresses and the names of its countries, lower-case."""
    texts = [address.text for address in entry.addresses]
    texts += [_country(country) for country in entry.countries]
    return frozenset(token for text in texts for token in prepare_name(text).tokens)


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    """A country's English name and its code; the text itself when it is not known."""
    territory = find_territory(code)
    return f"{territory.name} {code}" if territory else code


_LONG = read_count("addresses.long")
_VERY_LONG = read_count("addresses.very_long")
_JOINED = read_count("addresses.joined")
_END = read_count("addresses.end")
_ADDRESS_NAME = re.compile(r"\s*address(?:\s+no\.?)?\s*\d+\s*", re.IGNORECASE)
_DIRECTIONS = frozenset(("east", "west", "south", "north", "middle"))


class Likeness(IntEnum):
    """How much of two addresses is the same; more is higher."""

    OTHER_UNIT = 1
    """The same building, but another room, floor or block."""
    NO_UNIT = 2
    """The same building; only one of them says which room, floor or block."""
    WHOLE = 3


class AddressSighting(Struct, frozen=True, kw_only=True):
    """A listed address that is the asked one, or in the same building."""

    likeness: Likeness
    listed: str
    """As published."""
    other_kind: bool = False
    """Whether one is a road and the other, say, an avenue of that name."""
    shared: bool = False
    """Whether it is the address of an agent where very many firms are registered."""
    also: int = 0
    """Other entries whose address agrees as much."""


def is_address_entry(entry: ListEntry) -> bool:
    """Whether the entry is no party but an address, as "Address 01" of the Entity List.

    Where a publisher's file gives its country alone, nothing but the name is left to find it by.
    """
    is_placed = any(not country_code(address.text) for address in entry.addresses)
    return is_placed and bool(_ADDRESS_NAME.fullmatch(entry.name))


# --- Two addresses ----------------------------------------------------------------------------


def compare_addresses(asked: PostalAddress, listed: PostalAddress) -> Likeness | None:
    """What two addresses have in common; None when they are not of one building."""
    if not _same_house(asked, listed):
        return None
    known = _same_room(asked, listed) or _same_place(asked, listed)
    return _unit(asked, listed) if known else None


def _same_house(asked: PostalAddress, listed: PostalAddress) -> bool:
    """The same street and house number; without a street, the same building by name."""
    if listed.streets:
        return not asked.numbers.isdisjoint(listed.numbers) and _same_street(asked, listed)
    return bool(listed.rooms & asked.rooms) and any(holds(asked, n) for n in listed.premises)


def _same_street(asked: PostalAddress, listed: PostalAddress) -> bool:
    """A street of the listed address stands in the asked one, and no other tells them apart."""
    missing = [street for street in listed.streets if not holds(asked, street.words)]
    if len(missing) == len(listed.streets):
        return False
    return not missing or all(holds(listed, street.words) for street in asked.streets)


def _same_place(asked: PostalAddress, listed: PostalAddress) -> bool:
    """Whether post code, town or the building's name agree."""
    if not asked.postcodes.isdisjoint(listed.postcodes):
        return True
    street = {word for one in listed.streets for word in one.words}
    return any(
        holds(asked, name) and not street.issuperset(name)
        for name in (*listed.towns, *listed.premises)
    )


def holds(one: PostalAddress, words: Sequence[str]) -> bool:
    """Whether all the words stand in the address, spaces and a misprint aside."""
    if not words:
        return False
    if set(words).issubset(one.words):
        return True
    joined = "".join(words)
    if len(joined) >= _JOINED and joined in one.joined:
        return True
    whole = _almost(joined, [*one.words, *_joined_pairs(one.words)])
    return whole or all(_almost(word, one.words) for word in words)


def _joined_pairs(words: Sequence[str]) -> Iterator[str]:
    for size in (2, 3):
        yield from ("".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _almost(word: str, others: Iterable[str]) -> bool:
    """The word itself among others, or with a letter or two misprinted if it is long."""
    most = (len(word) >= _LONG) + (len(word) >= _VERY_LONG)
    return any(
        word == other
        or (most and DamerauLevenshtein.distance(word, other, score_cutoff=most) <= most)
        for other in others
        if abs(len(other) - len(word)) <= most
    )


def _unit(asked: PostalAddress, listed: PostalAddress) -> Likeness:
    """How rooms, floors and blocks agree, the room deciding where both have one."""
    if _differ(asked.buildings, listed.buildings):
        return Likeness.OTHER_UNIT
    ours, theirs = _rooms(asked, listed), _rooms(listed, asked)
    if ours and theirs:
        return Likeness.WHOLE if _same_room(asked, listed) else Likeness.OTHER_UNIT
    if _differ(asked.floors, listed.floors):
        return Likeness.OTHER_UNIT
    if theirs or (ours and not listed.floors):
        return Likeness.NO_UNIT
    same = asked.floors >= listed.floors and asked.buildings >= listed.buildings
    return Likeness.WHOLE if same and (listed.floors or not asked.floors) else Likeness.NO_UNIT


def _same_room(asked: PostalAddress, listed: PostalAddress) -> bool:
    """A room in common, and not other rooms on both sides ("Room 2, Unit 5", "Room 3, Unit 5")."""
    ours, theirs = _rooms(asked, listed), _rooms(listed, asked)
    return bool(ours & theirs) and not (ours - theirs and theirs - ours)


def _differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _rooms(one: PostalAddress, other: PostalAddress) -> frozenset[str]:
    """The rooms, with their floors if they are letters; unmarked numbers may be rooms too."""
    on_floors = {f"{floor}{room}" for floor in one.floors for room in one.rooms if room.isalpha()}
    loose = (one.numbers - other.numbers) | set(one.words)
    unmarked = () if one.rooms else other.rooms & loose
    return one.rooms | on_floors | frozenset(unmarked)


def _other_kind(asked: PostalAddress, listed: PostalAddress) -> bool:
    """Whether the street that agrees is of another kind: a road here, an avenue there."""
    ours = {_core(street): street.kind for street in asked.streets if street.kind}
    theirs = {_core(street): street.kind for street in listed.streets if street.kind}
    shared = ours.keys() & theirs.keys()
    return bool(shared) and all(ours[name] != theirs[name] for name in shared)


# --- A list of addresses ----------------------------------------------------------------------


class _Kept(Struct, frozen=True):
    """A listed address and whose it is."""

    entry: int
    text: str
    read: PostalAddress


class AddressBook(Struct, frozen=True):
    """The addresses of all entries in force, found by house number and street."""

    kept: Sequence[_Kept]
    by_key: Mapping[str, Sequence[int]]

    def find(self, text: str) -> dict[int, AddressSighting]:
        """Position of each entry with an address in the same building -> how much is the same."""
        asked = read_address(text)
        near = {at for key in _asked_keys(asked) for at in self.by_key.get(key, ())}
        best: dict[int, AddressSighting] = {}
        for at in sorted(near):
            kept = self.kept[at]
            seen = _compare_with_listed(asked, kept)
            if seen and (kept.entry not in best or best[kept.entry].likeness < seen.likeness):
                best[kept.entry] = seen
        return _count_sightings(best)


def address_book(entries: Sequence[ListEntry]) -> AddressBook:
    """The addresses of the entries, read and keyed. What is not in force finds nobody."""
    kept = [
        _Kept(at, address.text, read_address(address.text))
        for at, entry in enumerate(entries)
        if entry.standing is Standing.LISTED
        for address in entry.addresses
    ]
    by_key: dict[str, list[int]] = {}
    for at, one in enumerate(kept):
        for key in _listed_keys(one.read):
            by_key.setdefault(key, []).append(at)
    return AddressBook(kept, by_key)


def _compare_with_listed(asked: PostalAddress, kept: _Kept) -> AddressSighting | None:
    likeness = compare_addresses(asked, kept.read)
    if likeness is None:
        return None
    other = _other_kind(asked, kept.read)
    return AddressSighting(
        likeness=min(likeness, Likeness.NO_UNIT) if other else likeness,
        listed=kept.text,
        other_kind=other,
        shared=is_shared(kept.read),
    )


def _count_sightings(found: Mapping[int, AddressSighting]) -> dict[int, AddressSighting]:
    """The sightings, each with the number of other entries that agree as much."""
    counts = Counter(seen.likeness for seen in found.values())
    return {at: replace(seen, also=counts[seen.likeness] - 1) for at, seen in found.items()}


def _listed_keys(one: PostalAddress) -> set[str]:
    ends = {end for street in one.streets for end in _ends(_core(street))}
    ends |= {f"={code}" for code in one.postcodes} | {f"#{room}" for room in one.rooms}
    houses = one.numbers if one.streets else frozenset()
    halls = {f"@{name[0][:_END]}" for name in one.premises} if not one.streets else set()
    return {f"{number}|{end}" for number in houses for end in ends} | {
        f"{room}|{hall}" for room in one.rooms for hall in halls
    }


def _core(street: Street) -> str:
    """The street's name without spaces and directions, which change places."""
    bare = [word for word in street.words if word not in _DIRECTIONS]
    return "".join(bare or street.words)


def _ends(joined: str) -> tuple[str, str]:
    return f"{joined[:_END]}-", f"-{joined[-_END:]}"


def _asked_keys(one: PostalAddress) -> Iterator[str]:
    """Every way in which a listed street could begin or end in the asked words."""
    ends = set(_starts(one.words)) | set(_stops(one.words))
    ends |= {f"={code}" for code in one.postcodes} | {f"#{room}" for room in one.rooms}
    yield from (f"{number}|{end}" for number in one.numbers for end in ends)
    yield from (f"{room}|@{word[:_END]}" for room in one.rooms for word in one.words)


def _starts(words: Sequence[str]) -> Iterator[str]:
    for at in range(len(words)):
        yield f"{''.join(words[at : at + _END])[:_END]}-"
        yield f"{words[at][:_END]}-"


def _stops(words: Sequence[str]) -> Iterator[str]:
    for at in range(1, len(words) + 1):
        yield f"-{''.join(words[max(0, at - _END) : at])[-_END:]}"
        yield f"-{words[at - 1][-_END:]}"


# --- Shared addresses -------------------------------------------------------------------------


@cache
def _agents() -> tuple[PostalAddress, ...]:
    return tuple(read_address(text) for text in shared_addresses())


@lru_cache(maxsize=4096)
def is_shared(one: PostalAddress) -> bool:
    """Whether it is the address of an agent who registers thousands of firms."""
    return any(compare_addresses(one, agent) for agent in _agents()) or any(
        holds(one, name) and any(holds(one, town) for town in agent.towns)
        for agent in _agents()
        for name in agent.premises
    )
