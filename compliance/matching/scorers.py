"""Which scorer compares a name with a listed one: that for persons, for ships, or for all others.

The kind of the listed entry decides. Where a list does not tell it, a listed name that looks like
a person's is compared both ways, and the better score counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from compliance.matching import persons, scoring, telling_words, vessels
from compliance.matching.cells import read_cell
from compliance.matching.features import Comparison, Side
from compliance.matching.person_tables import PersonName, looks_like_person, person_name
from compliance.matching.persons import PersonComparison, ScoredPerson
from compliance.matching.scoring import Scorecard, Scored
from compliance.model import PartyKind
from compliance.names import PreparedName, prepare_name

AnyComparison = Comparison | PersonComparison
AnyScored = Scored | ScoredPerson
_CRAFT = (PartyKind.VESSEL, PartyKind.AIRCRAFT)


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


def listed_text(text: str, kind: PartyKind) -> str:
    """What of a listed name is compared."""
    return vessels.bare_name(text) if kind in _CRAFT else text


def asked_readings(text: str) -> tuple[PreparedName, ...]:
    """What an asked cell may be read as: its whole text first, then its parts."""
    return tuple(reading.name for reading in read_cell(text))


def read_asked(plain: Side, side: Callable[[PreparedName], Side]) -> AskedReading:
    """An asked name made ready, once; `side` weighs the words of a name."""
    bare = vessels.bare_name(plain.name.raw)
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
    if listed.kind in _CRAFT:
        return vessels.score(asked.craft, listed.side, card)
    scored = scoring.score(asked.side, listed.side, card)
    if listed.person is None:
        return scoring.raise_score(scored, telling_words.least_score(scored.comparison))
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
    return kind in _CRAFT


def is_weak(listed: ListedReading) -> bool:
    """Whether a listed name is too short or too common to be a hit on the name alone."""
    if listed.kind is PartyKind.PERSON and listed.person:
        return persons.is_weak(listed.person)
    weak = scoring.is_weak(listed.side)
    return weak or (listed.kind in _CRAFT and vessels.is_weak(listed.side))
