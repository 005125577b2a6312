"""Bodies of one kind told apart by their subject: two ministries, two institutes, Fund I and II.

"Ministry of Defence" and "Ministry of Finance" share all words but the one that matters, and that
is a common one. The words and the caps are `data/subjects.toml`, whose one reader this is. Pure.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.matching.alignment import Word
from compliance.matching.features import Comparison
from compliance.names.vocabulary import is_institution


@dataclass(frozen=True, slots=True)
class _Kinds:
    """What the table says."""

    offices: frozenset[str]
    office_score: float
    bodies: frozenset[str]
    body_score: float
    series_score: float
    subjects: Mapping[str, int]
    """Word -> its subject, by number."""
    caps: Mapping[float, str]
    """Score -> reason of every cap."""


def list_caps() -> Mapping[float, str]:
    """Score -> reason of every cap."""
    return _kinds().caps


def most_score(c: Comparison) -> float:
    """The highest score of two names that are not the same; 1 where no subject tells them apart.

    Offices that share a subject may be one under two names; of other bodies that is a question.
    """
    kinds = _kinds()
    ours, theirs = (_subjects(words, kinds) for words in (c.asked.words, c.listed.words))
    if ours - theirs and theirs - ours:
        agreed = _agreed(c)
        if agreed & kinds.offices and ours.isdisjoint(theirs):
            return kinds.office_score
        if agreed & kinds.bodies:
            return kinds.body_score
    return kinds.series_score if _differs_by_number_alone(c) else 1.0


def _subjects(words: Iterable[Word], kinds: _Kinds) -> set[int]:
    return {kinds.subjects[word.text] for word in words if word.text in kinds.subjects}


def _agreed(c: Comparison) -> set[str]:
    """Listed words that say what kind of body it is, and that the asked name has, too."""
    spans = (c.alignment.listed[slice(*pair.listed)] for pair in c.alignment.pairs)
    return {word.text for words in spans for word in words if is_institution(word.text)}


def _differs_by_number_alone(c: Comparison) -> bool:
    """Whether one name has a number and is the same otherwise."""
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if bool(ours) == bool(theirs):
        return False
    both = ((c.asked.words, c.left_asked), (c.listed.words, c.left_listed))
    numbered, plain = both if ours else reversed(both)
    digits = [word for word in numbered[0] if word.text.isdigit()]
    return len(numbered[1]) == len(digits) == 1 and not plain[1]


@cache
def _kinds() -> _Kinds:
    file = resources.files("compliance.matching").joinpath("data/subjects.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    offices, bodies, series = table["offices"], table["bodies"], table["series"]
    return _Kinds(
        offices=frozenset(offices["words"].split()),
        office_score=offices["score"],
        bodies=frozenset(bodies["words"].split()),
        body_score=bodies["score"],
        series_score=series["score"],
        subjects={
            word: number
            for number, line in enumerate(table["subjects"]["lines"].splitlines())
            for word in line.split()
        },
        caps={kind["score"]: kind["reason"] for kind in (offices, bodies, series)},
    )
