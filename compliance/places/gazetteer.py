"""The names under which places are looked up: phrases of words as `countries.write_key` has them.

Built once from the rules, `data/towns.tsv` and `data/words.toml`, whose one reader this is. Whole
phrases are looked up in a dictionary; no text is searched town by town.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from compliance.matching.postal.postal_parser import address_signs, postal_words
from compliance.model.program_data import read_data_tables, read_data_text
from compliance.names.clean import has_han
from compliance.names.countries import write_key
from compliance.places.rules import PlaceRules, Region

Words: TypeAlias = Mapping[str, Mapping[str, object]]
LONGEST = 6
"""Words of a phrase at most."""


class Entry(Struct, frozen=True, kw_only=True):
    """What a phrase names."""

    place: str
    """Code of a country, or id of a region."""
    is_town: bool = False
    """Whether it is a town, and not the country or region itself."""
    is_outside: bool = False
    """Whether it is a town of the region that the rules do not reach."""
    others: frozenset[str] = frozenset()
    """Codes of other countries with a town of that name."""


class Gazetteer(Struct, frozen=True, kw_only=True):
    """All phrases, and the words that tell how one stands in an address."""

    phrases: Mapping[str, Entry]
    lasts: frozenset[str]
    """The last words of all phrases: an address without any of them names no place."""
    han: tuple[str, ...]
    """Phrases in Chinese characters, the longest first: those have no spaces between words."""
    han_behind: tuple[str, ...]
    """Characters behind the name of a country that make another word of it."""
    lead: frozenset[str]
    tail: frozenset[str]
    fronts: frozenset[str]
    """Words for streets that stand before their names."""
    streets: frozenset[str]
    """Words for streets that stand behind their names."""
    barred: frozenset[str]
    """Words before a name that make a street, a building or a firm of it."""


class FlagWords(Struct, frozen=True, kw_only=True):
    """Words of red flags."""

    forwarders: frozenset[str]
    forwarders_in_han: tuple[str, ...]
    nobody: frozenset[str]


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """A word as phrases have it."""
    return write_key(word)


@lru_cache(maxsize=4)
def build_gazetteer(regions: tuple[Region, ...], held: frozenset[str]) -> Gazetteer:
    """The names of all regions, and of the countries that are held."""
    words = _words()
    phrases: dict[str, Entry] = {}
    for key, entry in _entries(regions, held, words):
        phrases.setdefault(key, entry)
    for code, names in words["namesakes"].items():
        for key in {phrase_key(name) for name in _texts(names)} & phrases.keys():
            phrases[key] = replace(phrases[key], others=phrases[key].others | {code})
    postal, signs = postal_words(), address_signs()
    buildings = {one for one, kind in postal.kind.items() if kind in ("building", "premises")}
    return Gazetteer(
        phrases=phrases,
        lasts=frozenset(key.split()[-1] for key in phrases),
        han=tuple(sorted(filter(has_han, phrases), key=len, reverse=True)),
        han_behind=_texts(words["han_behind"]["words"]),
        lead=_split(words["lead"]),
        tail=_split(words["tail"]),
        fronts=postal.before,
        streets=signs.streets - postal.before,
        barred=_split(words["prefix"]) | postal.before | buildings,
    )


def build_for(data: PlaceRules) -> Gazetteer:
    """The gazetteer of the rules."""
    return build_gazetteer(tuple(data.regions.values()), data.reviewed_ids)


@cache
def flag_words() -> FlagWords:
    """The words of red flags."""
    words = _words()
    return FlagWords(
        forwarders=_split(words["forwarders"]),
        forwarders_in_han=_texts(words["forwarders"]["han"]),
        nobody=frozenset(map(write_key, _texts(words["nobody"]["texts"]))),
    )


def _entries(
    regions: Iterable[Region], held: frozenset[str], words: Words
) -> Iterator[tuple[str, Entry]]:
    """Phrase and what it names; the first of several holds."""
    for region in regions:
        yield from _phrases(region.names, Entry(place=region.id))
        yield from _phrases(region.towns, Entry(place=region.id, is_town=True))
        outside = Entry(place=region.id, is_town=True, is_outside=True)
        yield from _phrases(region.outside, outside)
    for code in sorted(held & words["countries"].keys()):
        yield from _phrases(_texts(words["countries"][code]), Entry(place=code))
        yield from _phrases(_texts(words["towns"][code]), Entry(place=code, is_town=True))
    for line in read_data_text("places/data/towns.tsv").splitlines():
        code, others, *keys = line.split("\t") if not line.startswith("#") else ("", "")
        if code in held:
            town = Entry(place=code, is_town=True, others=frozenset(others.split()))
            yield from ((key, town) for key in keys)


def _phrases(names: Iterable[str], entry: Entry) -> Iterator[tuple[str, Entry]]:
    return ((phrase_key(name), entry) for name in names)


def phrase_key(text: str) -> str:
    """A name, word by word, as phrases have it."""
    return " ".join(filter(None, map(word_key, text.split())))


def _split(section: Mapping[str, object]) -> frozenset[str]:
    return frozenset(str(section["words"]).split())


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


@cache
def _words() -> Words:
    return read_data_tables("places/data/words.toml")
