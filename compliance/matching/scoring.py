"""One asked name against one listed name: measures, points, score.

The same name after normalising scores 1, by definition; everything else gets what the scorecard
gives it, which stays below. A name that is nothing but legal form or linking words ("Ltd.") is
compared literally: it is the same or it is nothing.
"""

from dataclasses import dataclass

from compliance.matching.comparison import Comparison, Side, compare
from compliance.matching.rules import RULES
from compliance.matching.scorecard import Scorecard

_ALMOST_SAME = 0.999


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
    measures = {name: rule(comparison) for name, (rule, _) in RULES.items()}
    return Scored(comparison, min(_ALMOST_SAME, card.score(card.points(measures))))
