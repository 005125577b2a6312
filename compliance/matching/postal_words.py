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
