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
    subjects: frozenset[str]
    caps: Mapping[float, str]
    """Score -> reason of every cap."""


def list_caps() -> Mapping[float, str]:
    """Score -> reason of every cap."""
    return _kinds().caps


def most_score(c: Comparison) -> float:
    """The highest score of two names that are not the same; 1 where no subject tells them apart."""
    kinds = _kinds()
    if _differ_in_subject(c, kinds.subjects):
        agreed = _agreed(c)
        if agreed & kinds.offices:
            return kinds.office_score
        if agreed & kinds.bodies:
            return kinds.body_score
    return kinds.series_score if _differs_by_number_alone(c) else 1.0


def _differ_in_subject(c: Comparison, subjects: frozenset[str]) -> bool:
    """Whether each name has a subject among the words without a partner."""
    sides = (
        (c.alignment.asked, (pair.asked for pair in c.alignment.pairs)),
        (c.alignment.listed, (pair.listed for pair in c.alignment.pairs)),
    )
    return all(_left(words, spans) & subjects for words, spans in sides)


def _left(words: tuple[Word, ...], spans: Iterable[tuple[int, int]]) -> set[str]:
    met = {at for span in spans for at in range(*span)}
    return {word.text for at, word in enumerate(words) if at not in met}


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
        subjects=frozenset(" ".join(table["subjects"].values()).split()),
        caps={kind["score"]: kind["reason"] for kind in (offices, bodies, series)},
    )
