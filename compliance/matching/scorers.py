"""Which scorer compares a name with a listed one: that for persons, for ships, or for all others.

The kind of the listed entry decides. Where a list does not tell it, a listed name that looks like
a person's is compared both ways, and the better score counts. A ship's name is short, often a
common word, and often borne by several ships; its number is its own for life.

What holds a score below a band, whatever the points say, is told in a sentence that an officer
reads. Every cap is told by its figure: no two share one. Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from compliance.matching import cells, persons, scoring
from compliance.matching.cells import CRAFT
from compliance.matching.features import Comparison, Side
from compliance.matching.parameters import list_caps_of, read_count, read_value
from compliance.matching.person_tables import (
    PersonName,
    looks_like_person,
    person_limits,
    person_name,
)
from compliance.matching.persons import PersonComparison, ScoredPerson
from compliance.matching.scoring import HIT_FROM, SIBLING, Scorecard, Scored
from compliance.matching.scoring import score as score_names
from compliance.model import ListEntry, Name, NameKind, PartyKind, Standing
from compliance.names import PreparedName, prepare_name

# --- Which scorer -----------------------------------------------------------------------------


AnyComparison = Comparison | PersonComparison
AnyScored = Scored | ScoredPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReading:
    """An asked name made ready for every scorer."""

    side: Side
    craft: Side
    """As the name of a ship or aircraft: without "M/V" and the like."""
    person: PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReading:
    """A listed name made ready for its scorer."""

    side: Side
    kind: PartyKind
    person: PersonName | None
    """None where the name cannot be a person's."""


def read_asked(plain: Side, side: Callable[[PreparedName], Side]) -> AskedReading:
    """An asked name made ready, once; `side` weighs the words of a name."""
    bare = cells.bare_name(plain.name.raw)
    craft = plain if bare == plain.name.raw else side(prepare_name(bare))
    return AskedReading(side=plain, craft=craft, person=person_name(plain.name))


def read_listed(side: Side, kind: PartyKind) -> ListedReading:
    """A listed name made ready, once."""
    return ListedReading(side=side, kind=kind, person=_person(side.name, kind))


def may_be_person(name: PreparedName, kind: PartyKind) -> bool:
    """Whether a listed name is compared as a person's."""
    return kind is PartyKind.PERSON or _person(name, kind) is not None


def _person(name: PreparedName, kind: PartyKind) -> PersonName | None:
    """The name taken apart as a person's, where it can be one."""
    if kind is PartyKind.PERSON:
        return person_name(name)
    if kind is not PartyKind.UNKNOWN or name.legal:
        return None
    person = person_name(name)
    return person if looks_like_person(person) else None


def score(asked: AskedReading, listed: ListedReading, card: Scorecard) -> AnyScored:
    """Compare two names and score the pair; pure."""
    if listed.kind is PartyKind.PERSON and listed.person:
        return persons.score(asked.person, listed.person)
    if listed.kind in CRAFT:
        return score_vessel(asked.craft, listed.side, card)
    scored = scoring.score(asked.side, listed.side, card)
    if listed.person is None:
        return scoring.raise_score(scored, scoring.least_of_telling_word(scored.comparison))
    person = persons.score(asked.person, listed.person)
    both = _may_be_persons(asked.person, listed.person)
    limit = persons.most(person.comparison) if both else 1.0
    return person if person.score > scored.score or scored.score > limit else scored


def _may_be_persons(asked: PersonName, listed: PersonName) -> bool:
    """Whether what tells persons apart holds of two names: both look like persons' names.

    A name in characters is compared by how it is read, whether firm's or person's.
    """
    return asked.characters != listed.characters or looks_like_person(asked)


def is_craft(kind: PartyKind) -> bool:
    """Whether it is a ship or an aircraft."""
    return kind in CRAFT


def is_weak(listed: ListedReading) -> bool:
    """Whether a listed name is too short or too common to be a hit on the name alone."""
    if listed.kind is PartyKind.PERSON and listed.person:
        return persons.is_weak(listed.person)
    weak = scoring.is_weak(listed.side)
    return weak or (listed.kind in CRAFT and is_weak_vessel(listed.side))


# --- Ships and aircraft -----------------------------------------------------------------------


NO_SHIP = read_value("scorers.no_ship")
OTHER_SHIP = read_value("scorers.other_ship")
OTHER_TAIL = read_value("scorers.other_tail")
VESSEL_CAPS = list_caps_of("scorers.other_tail", "scorers.no_ship", "scorers.other_ship")
_TAIL = re.compile(r"[A-Z0-9]{1,2}-[A-Z0-9]{3,5}")
_TELLING_VESSEL = read_value("scorers.telling_vessel")
_SHORT_VESSEL = read_count("scorers.short_vessel")


def score_vessel(asked: Side, listed: Side, card: Scorecard) -> Scored:
    """Compare a name with a ship's or aircraft's and score the pair; pure."""
    scored = score_names(asked, listed, card)
    return Scored(scored.comparison, min(scored.score, most_of_vessel(scored.comparison)))


def most_of_vessel(c: Comparison) -> float:
    """The highest score a name has against a ship's or aircraft's."""
    tail = c.listed.name.raw
    if _TAIL.fullmatch(tail) and _signs(tail) != _signs(c.asked.name.raw):
        return OTHER_TAIL
    if c.asked.name.legal and not c.listed.name.legal:
        return NO_SHIP
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours == theirs:
        return 1.0
    return SIBLING if ours and theirs else OTHER_SHIP


def _signs(raw: str) -> str:
    return "".join(filter(str.isalnum, raw)).upper()


def is_weak_vessel(listed: Side) -> bool:
    """Whether a listed ship's name is too short or common to be a hit without its number."""
    words = [word for word in listed.words if not word.text.isdigit()]
    letters = sum(len(word.text) for word in words)
    return letters <= _SHORT_VESSEL or sum(word.weight for word in words) < _TELLING_VESSEL


# --- Why a score is held ----------------------------------------------------------------------


OTHER_BIRTH = "Held at REVIEW: the dates of birth contradict each other."
"""Why a match is no HIT that its names would make one."""


@cache
def list_caps() -> Mapping[float, str]:
    """Score -> reason of every cap, of firms, ships and persons."""
    return {
        **VESSEL_CAPS,
        **list_caps_of("scoring.sibling", "scoring.branch"),
        **scoring.list_subject_caps(),
        **person_limits().caps,
    }


def held_reason(score: float, entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why a match in the REVIEW band is no HIT, where the likeness of the names is not the reason.

    `score` is that of the names, before what is known beside them; empty where only points lack.
    """
    if score >= HIT_FROM:
        return never_a_hit(entry, name, weak=weak)
    cap = list_caps().get(score, "")
    return f"Held at REVIEW: {cap}." if cap else ""


def never_a_hit(entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why no score makes this listed name a HIT, as `scoring` rules; empty when one can."""
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
