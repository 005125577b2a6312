"""From a score to a band: what an officer has to look at.

The thresholds stand in one place. The exceptions are rules of the trade, not of similarity: a
short or weak alias is a lead, never a hit on the name alone, and a party that only leads to a
listed one is a question, not an answer.
"""

from compliance.matching.comparison import Side
from compliance.model import Decision, ListEntry, Name, NameKind, Standing
from compliance.names.vocabulary import is_place

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
    return min(score + (high - score) * pull, high - _STEP)


def is_weak(listed: Side) -> bool:
    """Whether a listed name is too short, or one or two common words ("Shenzhen Vision")."""
    letters = sum(len(word.spelled) for word in listed.words)
    if letters <= _SHORT:
        return True
    dull = all(word.weight < _TELLING or is_place(word.text) for word in listed.words)
    return dull and len(listed.words) <= _FEW
