"""The words of postal addresses, by what they are: `data/postal.toml`, whose one reader this is."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.names.countries import list_territories
from compliance.names.transliterate import spell_ascii


@dataclass(frozen=True, slots=True)
class PostalWords:
    """The tables, by word."""

    kind: Mapping[str, str]
    """Word -> room, floor, building, premises, house or region."""
    street: Mapping[str, str]
    before: frozenset[str]
    """Kinds of street that stand before the name."""
    noise: frozenset[str]
    regions: frozenset[str]
    ordinals: Mapping[str, str]
    same: Mapping[str, tuple[str, ...]]
    directions: frozenset[str]
    chinese: Mapping[str, str]
    countries: frozenset[str]


def _table() -> dict[str, dict[str, str]]:
    text = resources.files("compliance.matching").joinpath("data/postal.toml").read_text("utf-8")
    return tomllib.loads(text)


def shared_addresses() -> tuple[str, ...]:
    """Addresses where very many firms are registered."""
    shared: Iterable[Mapping[str, str]] = _table()["shared"]  # type: ignore[assignment]
    return tuple(one["text"] for one in shared)


@dataclass(frozen=True, slots=True)
class AddressSigns:
    """What says that a text is an address at all."""

    box: re.Pattern[str]
    """A post office box with its number."""
    heading: re.Pattern[str]
    """A word such as "Address:" or "Tel." at the beginning."""
    labels: frozenset[str]
    """The same as single words."""
    streets: frozenset[str]
    """Kinds of street in all languages; beside a number they make an address."""
    endings: tuple[str, ...]
    """What words end in that name a street."""
    of_places: frozenset[str]
    """Words in the names of places and districts."""
    city_states: frozenset[str]
    """Towns that are countries too."""


@cache
def address_signs() -> AddressSigns:
    """The tables, read once."""
    data = _table()
    boxes, contacts, addresses = (
        [word.strip() for word in data[section]["words"].split(",")]
        for section in ("box", "contact", "address")
    )
    streets = _turned(data["street"]) | _turned(data["street_before"])
    phrases = [word for word in addresses if " " in word]
    headed = (
        rf"{_spelled(contacts)}\W*\d",
        rf"{_spelled(addresses)}\s*[:：]",
        rf"{_spelled(phrases)}\s",
        r"www\.|https?:",
    )
    return AddressSigns(
        box=re.compile(rf"\W*{_spelled(boxes)}\W*(?:no\W*)?\d", re.IGNORECASE),
        heading=re.compile(rf"\W*(?:{'|'.join(headed)})", re.IGNORECASE),
        labels=frozenset(word for word in (*contacts, *addresses) if " " not in word),
        streets=frozenset(streets.keys() | set(data["street_more"]["words"].split())),
        endings=tuple(data["street_endings"]["words"].split()),
        of_places=frozenset(data["of_places"]["words"].split()),
        city_states=frozenset(data["city_states"]["names"]),
    )


def _spelled(words: Iterable[str]) -> str:
    """A pattern for any of the words, with spaces or full stops between their parts."""
    parted = (re.split(r"[\s.]+", word.strip(".")) for word in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(_ANY_SPACE.join(map(re.escape, parts)) for parts in parted)})"


_ANY_SPACE = r"[\s./]*"


@cache
def postal_words() -> PostalWords:
    """The tables, read once."""
    data = _table()
    kinds = ("floor", "premises", "house", "region", "building", "room")
    before = _turned(data["street_before"])
    same = {**_turned(data["same"]), **_turned(data["directions"])}
    return PostalWords(
        kind={word: kind for kind in kinds for word in data[kind]["words"].split()},
        street={**_turned(data["street"]), **before},
        before=frozenset(before),
        noise=frozenset(data["noise"]["words"].split()),
        regions=frozenset(data["regions"]["words"].split()),
        ordinals=_turned(data["ordinals"]),
        same={word: tuple(meant.split()) for word, meant in same.items()},
        directions=frozenset(data["directions"]),
        chinese=data["chinese"],
        countries=_countries(data["city_states"]["names"]),
    )


def _turned(section: Mapping[str, str]) -> dict[str, str]:
    """Word -> what it counts as."""
    return {word: meant for meant, words in section.items() for word in words.split()}


def _countries(kept: Iterable[str]) -> frozenset[str]:
    """Names of countries, folded, but for those that are towns."""
    countries = [one for one in list_territories().values() if one.is_country]
    names = (
        " ".join(re.findall("[a-z]+", spell_ascii(name)))
        for one in countries
        for name in (one.name, *one.other_names, *one.other_codes[:1], *_SHORT)
    )
    codes = (f", {one.code.lower()}" for one in countries)
    return (frozenset(names) | frozenset(codes)) - set(kept) - {""}


_SHORT = ("prc", "uae", "usa", "uk", "turkey", "burma", "russia", "iran", "syria")
