"""What each rule gave a pair of names, and what kept the pair from the next higher band."""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from compliance.matching import person_scoring, persons, telling_words, vessels
from compliance.matching.comparison import Comparison, compare
from compliance.matching.person_limits import person_limits
from compliance.matching.persons import PersonComparison
from compliance.matching.policy import HIT_FROM, review_from
from compliance.matching.rules import RULES
from compliance.matching.scorecard import Scorecard
from compliance.matching.scoring import BRANCH, SIBLING, most
from compliance.model import Decision, ListEntry, Name, NameKind, Standing

_CAPS = vessels.CAPS | {
    SIBLING: "the names tell two bodies of one kind apart by number or place",
    BRANCH: "the asked name adds a place to the listed one, as a branch would",
}
FAMILY_FLOOR = (
    "the name that many listed parties share, or the same Chinese characters, is always a question "
    "where only places and business words stand beside it"
)
_LITERAL = (
    "A name of nothing but legal form or linking words can only equal itself, and it does not."
)


@cache
def _caps() -> Mapping[float, str]:
    """Score -> reason of every cap, of firms, ships and persons."""
    return {**_CAPS, **person_limits().caps}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one rule gave."""

    rule: str
    """Its name in the table of rules and on the scorecard."""
    sentence: str
    """What it measures, as an officer reads it."""
    measure: float
    points: float
    """Log-odds."""
    possible: float
    """Points that the listed name would get when compared with itself."""

    @property
    def lost(self) -> float:
        """Points that the pair has less than the listed name with itself."""
        return self.possible - self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The scorecard filled in for one pair."""

    base: float
    """Log-odds before any rule has spoken."""
    given: tuple[Given, ...]
    """Every rule, in the order of the table."""
    uncapped: float
    """Score, 0..1, of all points together."""
    limit: float
    """The most that such a pair can score."""
    floor: str
    """Why such a pair can score more than its points make it."""

    @property
    def total(self) -> float:
        """Base and points of all rules."""
        return self.base + sum(one.points for one in self.given)

    @property
    def cap(self) -> str:
        """Why the score was cut down to the limit; empty when it was not."""
        return _caps().get(self.limit, "") if self.uncapped > self.limit else ""


def tally(c: Comparison, card: Scorecard, *, craft: bool = False) -> Tally:
    """Fill in the scorecard for a comparison, beside that of the listed name with itself.

    `craft` says that the listed name is a ship's or an aircraft's.
    """
    sentences = {name: _sentence(name, rule) for name, (rule, _) in RULES.items()}
    itself = _measures(compare(c.listed, c.listed))
    limit = min(most(c), vessels.most(c)) if craft else most(c)
    by_word = not craft and telling_words.least_score(c) > 0
    floor = telling_words.FLOOR if by_word else FAMILY_FLOOR
    return _filled(card, sentences, _measures(c), itself, (limit, floor))


def tally_of_person(c: PersonComparison) -> Tally:
    """The same for a name of a person."""
    sentences = {name: _sentence(name, rule) for name, (rule, _) in persons.RULES.items()}
    itself = persons.measures(persons.compare(c.listed, c.listed))
    card, limit = person_scoring.card(), person_scoring.most(c)
    return _filled(
        card, sentences, persons.measures(c), itself, (limit, person_limits().spelling.reason)
    )


def _sentence(name: str, rule: Callable[..., float]) -> str:
    return (inspect.getdoc(rule) or name).splitlines()[0]


def _filled(
    card: Scorecard,
    sentences: Mapping[str, str],
    measures: Mapping[str, float],
    itself: Mapping[str, float],
    bounds: tuple[float, str],
) -> Tally:
    points, possible = card.points(measures), card.points(itself)
    given = tuple(
        Given(
            rule=name,
            sentence=sentence,
            measure=measures[name],
            points=points[name],
            possible=possible[name],
        )
        for name, sentence in sentences.items()
    )
    limit, floor = bounds
    worth = card.score(points.values())
    return Tally(base=card.base, given=given, uncapped=worth, limit=limit, floor=floor)


def _measures(c: Comparison) -> dict[str, float]:
    return {name: rule(c) for name, (rule, _) in RULES.items()}


def never_a_hit(entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why no score makes this listed name a HIT, as `policy` rules; empty when one can."""
    if entry.standing is Standing.RELATED:
        return "The entry only leads to a listed party: that is a question, never a HIT."
    if entry.standing is Standing.FORMER:
        return "The entry is no longer listed: that is a question, never a HIT."
    if entry.standing is Standing.LATER:
        return "The entry was listed only later: that is a question, never a HIT."
    if name.kind is NameKind.WEAK_ALIAS:
        return "The list calls this name a weak alias: it is never a HIT on the name alone."
    if weak:
        return "The listed name is too short or too common to be a HIT on the name alone."
    return ""


def shortfall(band: Decision, told: Tally | None, entry: ListEntry, never: str, oddest: str) -> str:
    """One sentence: what kept the pair from the next higher band; empty for a HIT.

    `told` is None for names that no rule was asked about; `never` is what `never_a_hit` says, and
    `oddest` says which words differ most.
    """
    if band is Decision.HIT:
        return ""
    if entry.standing is Standing.NOT_RESTRICTED:
        return "The entry is a known party that is not restricted: it is never a match."
    if band is Decision.REVIEW and never:
        return never
    goal, least = _next(band, entry)
    if told is None:
        return _LITERAL
    if told.cap and told.limit < least:
        return _capped(told, goal, least)
    return _missing(told, goal, least, oddest)


def _next(band: Decision, entry: ListEntry) -> tuple[Decision, float]:
    """The next higher band, and the score from which on it begins."""
    if band is Decision.REVIEW:
        return Decision.HIT, HIT_FROM
    return Decision.REVIEW, review_from(entry)


def _capped(told: Tally, goal: Decision, least: float) -> str:
    points = "be enough" if told.uncapped >= least else "not be enough either"
    most_of_it = f"No more than {told.limit:.2f}, where {goal} begins at {least:.2f}"
    return f"{most_of_it}: {told.cap}; the points alone would {points}."


def _missing(told: Tally, goal: Decision, least: float, oddest: str) -> str:
    lacking = math.log(least / (1 - least)) - told.total
    reasons = [oddest, _costliest(told)]
    why = ", and ".join(filter(None, reasons)) or "the listed name tells too little to give more"
    return f"{lacking:.2f} points short of {goal} ({least:.2f}): {why}."


def _costliest(told: Tally) -> str:
    """The rule that gave least of what the listed name itself would get."""
    worst = max(told.given, key=lambda one: one.lost)
    if worst.lost <= 0:
        return ""
    what = f"{worst.points:.2f} of {worst.possible:.2f} points"
    return f"“{worst.sentence.rstrip('.')}” gave {what}"
