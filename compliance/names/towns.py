"""Which town a word names: "Saratov", "Saratovskiy" and "Saratow" are one, "Samara" is another.

A town tells one institute from another, so two towns never count as one misspelled word. The table
is `data/towns.tsv`, and this module is its one reader.
"""

import re
from functools import cache, lru_cache
from importlib import resources

from compliance.names.words import is_place

# Endings of Russian adjectives made of towns, longest first, and what the town may end in instead:
# "Penzenskiy" of Penza, "Yaroslavskiy" of Yaroslavl, "Omskiy" of Omsk.
_CASES = "iy ii ij yy yi i y aya aia oe oye oie ogo oi oy".split()
_ADJECTIVES = tuple(
    re.compile(f"{base}(?:{'|'.join(_CASES)})$") for base in ("ensk", "sk", "(?<=sk)", "(?<=tsk)")
)
_SHORTEST = 3
_ENDINGS = ("", "a", "sk", "l", "o", "y")


@cache
def _towns() -> dict[str, str]:
    text = resources.files("compliance.names").joinpath("data/towns.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {spelled: town for spelled, town in rows}  # noqa: C416 - dict() loses the types


@lru_cache(maxsize=1 << 15)
def town_of(word: str) -> str:
    """The town or other place that the word names; empty when it names none."""
    if word in _towns():
        return _towns()[word]
    if is_place(word):
        return word
    stems = {pattern.sub("", word) for pattern in _ADJECTIVES} - {word}
    names = (stem + end for stem in sorted(stems) for end in _ENDINGS if len(stem) >= _SHORTEST)
    return next((_towns()[name] for name in names if name in _towns()), "")


def other_towns(one: str, other: str) -> bool:
    """Whether the two words name two different towns."""
    first = town_of(one)
    return bool(first) and town_of(other) not in ("", first)
