"""How likely a listed name is a person's, where the list does not tell what an entry is.

Names with a number, a legal form or a word of firms are none. For others it is what such names on
a list that tells turned out to be: the order of the name, how many of its words are known as names
of persons, and whether one is a place. The table is `data/person_odds.toml`, whose one reader this
is.
"""

import math
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.matching import person_tables
from compliance.matching.person_names import INITIAL_COUNT, PersonName, is_family_first
from compliance.names.vocabulary import is_place

_FEWEST = 2
"""Parts of a name; one name alone is compared as any other word."""


@dataclass(frozen=True, slots=True)
class _Odds:
    """What the table says."""

    base: float
    family_first: float
    place: float
    shares: tuple[float, ...]
    of_share: tuple[float, ...]


@cache
def _odds() -> _Odds:
    file = resources.files("compliance.matching").joinpath("data/person_odds.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    return _Odds(
        base=table["base"],
        family_first=table["family_first"],
        place=table["place"],
        shares=tuple(table["known"]["share"]),
        of_share=tuple(table["known"]["odds"]),
    )


def looks_like_person(name: PersonName) -> bool:
    """Whether a name is a person's rather than not."""
    return person_probability(name) >= 1 / 2


def person_probability(name: PersonName) -> float:
    """The probability, 0..1, that a listed name is a person's."""
    texts = [part.text for part in name.parts if part.count > INITIAL_COUNT]
    if name.is_firm or name.name.numbers or not texts or len(name.parts) < _FEWEST:
        return 0.0
    odds = _odds()
    known = sum(map(_is_known, texts)) / len(texts)
    points = odds.base + odds.of_share[bisect_right(odds.shares, known) - 1]
    points += odds.family_first if is_family_first(name) else 0.0
    places = any(is_place(text) and not _is_known(text) for text in texts)
    points += odds.place if places else 0.0
    return 1 / (1 + math.exp(-points))


def _is_known(text: str) -> bool:
    return person_tables.is_known(text) or person_tables.is_patronymic(text)
