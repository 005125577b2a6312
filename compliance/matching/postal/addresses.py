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
from collections.abc import Iterable, Mapping, Sequence
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
from compliance.model.text_pattern import TextPattern
from compliance.names import prepare_name
from compliance.names.countries import country_code, find_territory


def seats(entry: ListEntry) -> frozenset[str]:
    """Words of the entry's addresses and the names of its countries, lower-case."""
    texts = [address.text for address in entry.addresses]
    for code in entry.countries:
        territory = find_territory(code)
        texts.append(f"{territory.name} {code}" if territory else code)
    return frozenset(token for text in texts for token in prepare_name(text).tokens)


_LONG = read_count("addresses.long")
_VERY_LONG = read_count("addresses.very_long")
_JOINED = read_count("addresses.joined")
_END = read_count("addresses.end")
_ADDRESS_NAME = TextPattern(r"\s*address(?:\s+no\.?)?\s*\d+\s*", re.IGNORECASE)
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
    if not _is_same_house(asked, listed):
        return None
    street = {word for street in listed.streets for word in street.words}
    in_one_place = not asked.postcodes.isdisjoint(listed.postcodes) or any(
        holds(asked, name) and not street.issuperset(name)
        for name in (*listed.towns, *listed.premises)
    )
    if not in_one_place and not _share_room(asked, listed):
        return None
    return _compare_units(asked, listed)


def _is_same_house(asked: PostalAddress, listed: PostalAddress) -> bool:
    """The same street and house number; without a street, the same building by name.

    A street of the listed address stands in the asked one, and no other tells them apart.
    """
    if not listed.streets:
        return bool(listed.rooms & asked.rooms) and any(
            holds(asked, name) for name in listed.premises
        )
    if asked.numbers.isdisjoint(listed.numbers):
        return False
    missing = [street for street in listed.streets if not holds(asked, street.words)]
    if len(missing) == len(listed.streets):
        return False
    return not missing or all(holds(listed, street.words) for street in asked.streets)


def holds(address: PostalAddress, words: Sequence[str]) -> bool:
    """Whether all the words stand in the address, spaces and a misprint aside."""
    if not words:
        return False
    known = address.words
    if set(words).issubset(known):
        return True
    joined = "".join(words)
    if len(joined) >= _JOINED and joined in address.joined:
        return True
    runs = ("".join(known[at : at + n]) for n in (2, 3) for at in range(len(known) - n + 1))
    return _almost(joined, [*known, *runs]) or all(_almost(word, known) for word in words)


def _almost(word: str, others: Iterable[str]) -> bool:
    """The word itself among others, or with a letter or two misprinted if it is long."""
    most = (len(word) >= _LONG) + (len(word) >= _VERY_LONG)
    return any(
        word == other
        or (most and DamerauLevenshtein.distance(word, other, score_cutoff=most) <= most)
        for other in others
        if abs(len(other) - len(word)) <= most
    )


def _compare_units(asked: PostalAddress, listed: PostalAddress) -> Likeness:
    """How rooms, floors and blocks agree, the room deciding where both have one."""
    if _differ(asked.buildings, listed.buildings):
        return Likeness.OTHER_UNIT
    ours, theirs = _list_rooms(asked, listed), _list_rooms(listed, asked)
    if ours and theirs:
        return Likeness.WHOLE if _share_room(asked, listed) else Likeness.OTHER_UNIT
    if _differ(asked.floors, listed.floors):
        return Likeness.OTHER_UNIT
    if theirs or (ours and not listed.floors):
        return Likeness.NO_UNIT
    same = asked.floors >= listed.floors and asked.buildings >= listed.buildings
    return Likeness.WHOLE if same and (listed.floors or not asked.floors) else Likeness.NO_UNIT


def _share_room(asked: PostalAddress, listed: PostalAddress) -> bool:
    """A room in common, and not other rooms on both sides ("Room 2, Unit 5", "Room 3, Unit 5")."""
    ours, theirs = _list_rooms(asked, listed), _list_rooms(listed, asked)
    return bool(ours & theirs) and not (ours - theirs and theirs - ours)


def _differ(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _list_rooms(address: PostalAddress, other: PostalAddress) -> frozenset[str]:
    """The rooms, with their floors if they are letters; unmarked numbers may be rooms too."""
    rooms = address.rooms
    on_floors = {f"{floor}{room}" for floor in address.floors for room in rooms if room.isalpha()}
    loose = (address.numbers - other.numbers) | set(address.words)
    unmarked = () if rooms else other.rooms & loose
    return rooms | on_floors | frozenset(unmarked)


# --- A list of addresses ----------------------------------------------------------------------


class _ListedAddress(Struct, frozen=True):
    """A listed address and whose it is."""

    entry: int
    text: str
    read: PostalAddress


class AddressBook(Struct, frozen=True):
    """The addresses of all entries in force, found by house number and street."""

    addresses: Sequence[_ListedAddress]
    by_key: Mapping[str, Sequence[int]]

    def find(self, text: str) -> dict[int, AddressSighting]:
        """Position of each entry with an address in the same building -> how much is the same."""
        asked = read_address(text)
        # Every way in which a listed street could begin or end in the asked words.
        words = asked.words
        ends = {f"={code}" for code in asked.postcodes} | {f"#{room}" for room in asked.rooms}
        for at, word in enumerate(words):
            up_to_it, from_it = words[max(0, at + 1 - _END) : at + 1], words[at : at + _END]
            ends |= {f"{''.join(from_it)[:_END]}-", f"{word[:_END]}-"}
            ends |= {f"-{''.join(up_to_it)[-_END:]}", f"-{word[-_END:]}"}
        keys = {f"{number}|{end}" for number in asked.numbers for end in ends}
        keys |= {f"{room}|@{word[:_END]}" for room in asked.rooms for word in words}
        near = {at for key in keys for at in self.by_key.get(key, ())}
        best: dict[int, AddressSighting] = {}
        for listed in (self.addresses[at] for at in sorted(near)):
            likeness = compare_addresses(asked, listed.read)
            if likeness is None:
                continue
            # The street that agrees may be of another kind: a road here, an avenue there.
            ours, theirs = _list_kinds_of_streets(asked), _list_kinds_of_streets(listed.read)
            shared = ours.keys() & theirs.keys()
            other = bool(shared) and all(ours[name] != theirs[name] for name in shared)
            seen = AddressSighting(
                likeness=min(likeness, Likeness.NO_UNIT) if other else likeness,
                listed=listed.text,
                other_kind=other,
                shared=is_shared(listed.read),
            )
            if listed.entry not in best or best[listed.entry].likeness < seen.likeness:
                best[listed.entry] = seen
        counts = Counter(seen.likeness for seen in best.values())
        return {at: replace(seen, also=counts[seen.likeness] - 1) for at, seen in best.items()}


def address_book(entries: Sequence[ListEntry]) -> AddressBook:
    """The addresses of the entries, read and keyed. What is not in force finds nobody.

    Keys are house numbers with the ends of streets; rooms with halls where there is no street.
    """
    addresses = [
        _ListedAddress(at, address.text, read_address(address.text))
        for at, entry in enumerate(entries)
        if entry.standing is Standing.LISTED
        for address in entry.addresses
    ]
    by_key: dict[str, list[int]] = {}
    for at, read in enumerate(address.read for address in addresses):
        names = [_core(street) for street in read.streets]
        ends = {end for name in names for end in (f"{name[:_END]}-", f"-{name[-_END:]}")}
        ends |= {f"={code}" for code in read.postcodes} | {f"#{room}" for room in read.rooms}
        keys = {f"{number}|{end}" for number in read.numbers for end in ends}
        if not names:
            halls = {name[0][:_END] for name in read.premises}
            keys = {f"{room}|@{hall}" for room in read.rooms for hall in halls}
        for key in keys:
            by_key.setdefault(key, []).append(at)
    return AddressBook(addresses, by_key)


def _list_kinds_of_streets(address: PostalAddress) -> dict[str, str]:
    """Name of each street whose kind is said -> that kind."""
    return {_core(street): street.kind for street in address.streets if street.kind}


def _core(street: Street) -> str:
    """The street's name without spaces and directions, which change places."""
    bare = [word for word in street.words if word not in _DIRECTIONS]
    return "".join(bare or street.words)


# --- Shared addresses -------------------------------------------------------------------------


@cache
def _agents() -> tuple[PostalAddress, ...]:
    return tuple(read_address(text) for text in shared_addresses())


@lru_cache(maxsize=4096)
def is_shared(address: PostalAddress) -> bool:
    """Whether it is the address of an agent who registers thousands of firms."""
    return any(compare_addresses(address, agent) for agent in _agents()) or any(
        holds(address, name) and any(holds(address, town) for town in agent.towns)
        for agent in _agents()
        for name in agent.premises
    )
