"""One asked name against one listed name: measures, points, score.

The same name after normalising scores 1, by definition; everything else gets what the scorecard
gives it, which stays below. A name that is nothing but legal form or linking words ("Ltd.") is
compared literally: it is the same or it is nothing. A sibling, which differs just by its number or
place, stays below the REVIEW band.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.matching.alignment import Word
from compliance.matching.comparison import Comparison, Side, compare
from compliance.matching.rules import RULES
from compliance.matching.scorecard import Scorecard
from compliance.names.vocabulary import is_brand, is_institution

_ALMOST_SAME = 0.999
_OWN = 0.85  # weight of a word that hardly anybody else has in a name
FAMILY = 0.65
"""Least that the bare name of a family of listed parties scores against its members."""
SIBLING = 0.5
"""Most that a sibling of a listed party scores: same kind of name, other number or place."""
BRANCH = 0.89
"""Most that a listed name with another place added scores: a branch is a question."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A comparison and what it is worth."""

    comparison: Comparison
    score: float
    """0..1."""


def score(asked: Side, listed: Side, card: Scorecard) -> Scored:
    """Compare two names and score the pair; pure."""
    comparison = compare(asked, listed)
    if asked.name.literal or listed.name.literal:
        return Scored(comparison, 1.0 if comparison.same else 0.0)
    if comparison.same and asked.name.legal == listed.name.legal:
        return Scored(comparison, 1.0)
    points = [card.scales[name].worth(rule(comparison)) for name, (rule, _) in RULES.items()]
    worth = max(least(comparison), card.score(points))
    return Scored(comparison, min(most(comparison), worth))


def raised(scored: Scored, least: float) -> Scored:
    """The same with a score of that at least, as far as the names allow."""
    worth = min(most(scored.comparison), least)
    return scored if scored.score >= worth else Scored(scored.comparison, worth)


def least(c: Comparison) -> float:
    """The lowest score a pair can have.

    A bare family name ("Huawei") is always a question, and so are the same Chinese characters for
    a name, where nothing but places and business words is left over.
    """
    same = [pair for pair in c.alignment.pairs if pair.how == "same"]
    family = any(c.alignment.listed[pair.listed[0]].family for pair in same)
    brand = c.asked.name.brand != "" and c.asked.name.brand == c.listed.name.brand
    return FAMILY if (family or brand) and c.only_common_left else 0.0


def most(c: Comparison) -> float:
    """The highest score a pair of names that are not the same can have."""
    if is_sibling(c):
        return SIBLING
    return BRANCH if c.adds_place else _ALMOST_SAME


def is_sibling(c: Comparison) -> bool:
    """Whether the names tell two bodies of one kind apart.

    "No. 12 Research Institute" is not No. 13, and "Yunnan Police College" is not Xinjiang's. A
    brand that agrees outweighs the place: "Hikvision Beijing" may well be Hikvision. In the name
    of an institute or a plant only a word that is nobody else's does.
    """
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    agreed = list(_agreed(c))
    institution = any(is_institution(word.text) for word in agreed)
    other = c.place_for_name if institution else c.other_places
    least = _OWN if institution else 0.0
    return other and not any(is_brand(w.text) and w.weight >= least for w in agreed)


def _agreed(c: Comparison) -> Iterator[Word]:
    """Listed words that found a partner."""
    for pair in c.alignment.pairs:
        yield from c.alignment.listed[slice(*pair.listed)]
