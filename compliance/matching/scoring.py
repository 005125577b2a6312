"""One asked name against one listed name: points, score, band.

The scorecard (`data/scorecard.toml`) says what each measure is worth. The same name after
normalising scores 1, by definition; everything else gets what the scorecard gives it, which stays
below. A name that is nothing but legal form or linking words ("Ltd.") is compared literally: it is
the same or it is nothing. A sibling, which differs just by its number or place, stays below REVIEW.

The thresholds of the bands stand in one place. The exceptions are rules of the trade, not of
similarity: a short or weak alias is a lead, never a hit on the name alone, and a party that only
leads to a listed one is a question, not an answer.
"""

import math
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.matching import subjects
from compliance.matching.alignment import Word
from compliance.matching.features import RULES, Comparison, Side, compare
from compliance.model import Decision, ListEntry, Name, NameKind, Standing
from compliance.names.vocabulary import is_brand, is_institution, is_place


@dataclass(frozen=True, slots=True)
class Scale:
    """A rule's measure to its points: straight lines between steps, flat outside."""

    measure: tuple[float, ...]
    points: tuple[float, ...]

    def worth(self, value: float) -> float:
        """Points for a measure."""
        at = bisect_right(self.measure, value)
        if at == 0:
            return self.points[0]
        if at == len(self.measure):
            return self.points[-1]
        low, high = self.measure[at - 1], self.measure[at]
        share = (value - low) / (high - low)
        return self.points[at - 1] + share * (self.points[at] - self.points[at - 1])


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The table: a base and one scale a rule."""

    base: float
    scales: Mapping[str, Scale]

    def points(self, measures: Mapping[str, float]) -> dict[str, float]:
        """Points a rule, for measures by rule name."""
        return {rule: self.scales[rule].worth(value) for rule, value in measures.items()}

    def score(self, points: Iterable[float]) -> float:
        """Probability, 0..1, for the points of all rules."""
        return 1 / (1 + math.exp(-(self.base + sum(points))))


@cache
def bundled(file: str = "scorecard.toml") -> Scorecard:
    """A scorecard that comes with the program; without a file the one for names of firms."""
    text = resources.files("compliance.matching").joinpath(f"data/{file}").read_text("utf-8")
    data = tomllib.loads(text)
    base = float(data.pop("base"))
    return Scorecard(
        base=base,
        scales={
            rule: Scale(tuple(scale["measure"]), tuple(scale["points"]))
            for rule, scale in data.items()
        },
    )


HIT_FROM = 0.90
"""Scores from here on are hits."""
REVIEW_FROM = 0.55
"""Scores from here on must be looked at; lower ones are shown only when asked for."""
LEAD_FROM = 0.65
"""The same for parties that only lead to a listed one: they have to be named more clearly."""
_AS_LISTED = (Standing.LISTED, Standing.OWNED)
"""What a rule of ownership in force covers is treated as the listed party itself."""
_STEP = 1e-6
"""Least distance to the upper edge of a band: scores are shown with up to six places."""
_TELLING = 0.5
_SHORT = 3
_FEW = 2


def band(score: float, entry: ListEntry, name: Name, *, weak: bool) -> Decision:
    """HIT, REVIEW, or CLEAR for a match too weak to be looked at.

    `weak` says that the listed name itself is too short or too common to tell (`is_weak`).
    """
    listed = entry.standing in _AS_LISTED
    if score < review_from(entry) or entry.standing is Standing.NOT_RESTRICTED:
        return Decision.CLEAR
    lead = weak or name.kind is NameKind.WEAK_ALIAS or not listed
    return Decision.REVIEW if score < HIT_FROM or lead else Decision.HIT


def review_from(entry: ListEntry) -> float:
    """From which score on the entry must be looked at."""
    return REVIEW_FROM if entry.standing in _AS_LISTED else LEAD_FROM


def within_band(score: float, entry: ListEntry, pull: float) -> float:
    """The score moved by that share of the way to the edge of its band, never across it.

    The same name (score 1) cannot rise; only what speaks against it lowers it.
    """
    edges = (0.0, review_from(entry), HIT_FROM, 1.0)
    low = max(edge for edge in edges[:-1] if edge <= score)
    high = min((edge for edge in edges if edge > score), default=1.0)
    if pull <= 0 or score == 1:
        return score + (score - low) * min(pull, 0.0)
    return max(score, min(score + (high - score) * pull, high - _STEP))


def is_weak(listed: Side) -> bool:
    """Whether a listed name is too short, or one or two common words ("Shenzhen Vision")."""
    letters = sum(len(word.spelled) for word in listed.words)
    if letters <= _SHORT:
        return True
    dull = all(word.weight < _TELLING or is_place(word.text) for word in listed.words)
    return dull and len(listed.words) <= _FEW


ALMOST_SAME = 0.999
"""Most that names score which are not the same: 1 is said of nothing else."""
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


def raise_score(scored: Scored, least: float) -> Scored:
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
    branch = BRANCH if c.adds_place else ALMOST_SAME
    return min(branch, subjects.most_score(c))


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
