"""Which pairs of names are compared: all that can be a match, and hardly any that cannot.

The index gathers names whose words may agree; of these only pairs are kept whose bound reaches the
score that is asked for. Keys add what similarity cannot reach: initials, Chinese characters.
A bound says no less than the score, but a word that the index does not reach counts as left over:
a pair that rests on words hardly alike can be lost (docs/matching.md). Tests compare it with the
oracle.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from compliance.matching import families, index, keys, parties
from compliance.matching.bounds import Pairs, met, most_points, most_points_of_persons
from compliance.matching.columns import Column, distinct, strings
from compliance.matching.comparison import Side
from compliance.matching.described import Described, Facts, described
from compliance.matching.families import Spelled
from compliance.matching.index import ENOUGH, Index
from compliance.matching.joining import Joining
from compliance.matching.keys import Keys
from compliance.matching.lexicon import Memory, Term
from compliance.matching.person_limits import person_limits
from compliance.matching.person_scoring import FAINT
from compliance.matching.person_scoring import card as person_card
from compliance.matching.policy import REVIEW_FROM
from compliance.matching.scorecard import bundled
from compliance.matching.scoring import FAMILY, SIBLING
from compliance.matching.vessels import NO_SHIP
from compliance.model import PartyKind

_TOGETHER = 1024
"""Names that are sieved at a time: few enough that their columns fit the processor's memory."""
_ENOUGH_INITIALS = 4
"""Fewer letters are no match by themselves: too many firms have the same (see the scorecard)."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """A list's names, ready to be sieved."""

    index: Index
    keys: Keys
    person: Column
    """Whether a name is compared as a person's."""
    only_person: Column
    """Whether it is compared in no other way."""
    craft: Column
    """Whether it is a ship's or aircraft's."""

    def kept(
        self, asked: Sequence[Side], least: float, memory: Memory | None = None
    ) -> list[list[int]]:
        """For each asked name the positions of the listed names that may score `least`.

        A `memory` that is handed in again saves work, and changes nothing else.
        """
        remembered = memory or Memory()
        parts = (asked[at : at + _TOGETHER] for at in range(0, len(asked), _TOGETHER))
        return [found for part in parts for found in self._kept(part, least, remembered)]

    def _kept(self, asked: Sequence[Side], least: float, memory: Memory) -> list[list[int]]:
        names, terms = described(asked, asked=True)
        share = min(1.0, least / REVIEW_FROM)  # who asks for lower scores gets weaker agreement
        pairs = self.index.pairs(names, terms, memory, ENOUGH * share)
        rows = self._worth_it(pairs, names, least)
        rows = np.union1d(rows, self._families(pairs, names, terms, least))
        whole = len(self.person)
        kept = pairs.asked[rows] * whole + pairs.listed[rows]
        shortest = _ENOUGH_INITIALS if least >= REVIEW_FROM else 0
        keyed = self.keys.shared([side.name for side in asked], whole, shortest)
        ours, theirs = np.divmod(distinct(np.concatenate([kept, keyed])), max(1, whole))
        ends, listed = np.searchsorted(ours, np.arange(len(asked) + 1)), theirs.tolist()
        return [listed[ends[at] : ends[at + 1]] for at in range(len(asked))]

    def nearest(self, asked: Sequence[Side], most: int) -> list[list[int]]:
        """For each asked name the `most` listed names whose bound is highest, highest first."""
        names, terms = described(asked, asked=True)
        pairs = self.index.pairs(names, terms, Memory())
        ours, theirs = names.facts.at(pairs.asked), self.index.names.facts.at(pairs.listed)
        whole = np.ones(len(pairs.asked))
        points = most_points(pairs, ours, theirs, whole, bundled())
        points = self._with_writing(pairs, names, points)
        order = np.lexsort((pairs.listed, -points, pairs.asked))
        ends, listed = np.searchsorted(pairs.asked, np.arange(len(asked) + 1)), pairs.listed[order]
        return [listed[ends[at] : ends[at + 1]][:most].tolist() for at in range(len(asked))]

    def _worth_it(self, pairs: Pairs, asked: Described, least: float) -> Column:
        """Rows of the pairs that may score enough, in order."""
        ours, theirs = asked.facts.at(pairs.asked), self.index.names.facts.at(pairs.listed)
        keep = asked.spelling[pairs.asked] == self.index.names.spelling[pairs.listed]
        persons = np.flatnonzero(self.person[pairs.listed] & _may_be_person(pairs, ours, theirs))
        keep[persons] |= _worth_as_person(
            pairs.at(persons), ours.at(persons), theirs.at(persons), least
        )
        only, capped = self.only_person[pairs.listed], self._capped(pairs, ours, theirs, least)
        open_ = np.flatnonzero(~keep & ~only & ~capped)
        keep[open_] = self._enough(
            pairs.at(open_), asked, (ours.at(open_), theirs.at(open_)), least
        )
        return np.flatnonzero(keep)

    def _enough(
        self, pairs: Pairs, asked: Described, facts: tuple[Facts, Facts], least: float
    ) -> Column:
        """Whether pairs may have enough points; of those that may, all letters are compared."""
        need = _need(least)
        points = most_points(pairs, *facts, np.ones(len(pairs.asked)), bundled())
        likely = np.flatnonzero(points >= need)
        points[likely] = self._with_writing(pairs.at(likely), asked, points[likely])
        found: Column = points >= need
        return found

    def _families(
        self, pairs: Pairs, asked: Described, terms: Sequence[Term], least: float
    ) -> Column:
        """Rows of the pairs that may score what names of one family do, in order."""
        if least > FAMILY:
            return np.zeros(0, np.int64)
        rows = np.flatnonzero(pairs.family & ~self.only_person[pairs.listed])
        ours = Spelled(asked, strings([term.spelled for term in terms]))
        theirs = Spelled(self.index.names, self.index.lexicon.terms.spelled)
        return rows[families.may_be(pairs.at(rows), ours, theirs)]

    def _with_writing(self, pairs: Pairs, asked: Described, points: Column) -> Column:
        """Points with what the whole names have in common, as written."""
        listed = self.index.names
        foreign = asked.facts.foreign[pairs.asked] | listed.facts.foreign[pairs.listed]
        alike = cpdist(
            asked.written.at(pairs.asked),
            listed.written.at(pairs.listed),
            scorer=OSA.normalized_similarity,
            dtype=np.float64,
        )
        scale = bundled().scales["as written"]
        worth = np.interp(alike, scale.measure, scale.points)
        found: Column = np.where(foreign, points, points - max(scale.points) + worth)
        return found

    def _capped(self, pairs: Pairs, ours: Facts, theirs: Facts, least: float) -> Column:
        """Pairs that a cap keeps below what is asked for: siblings, firms beside ships."""
        numbers = (ours.numbers != 0) & (theirs.numbers != 0) & (ours.numbers & theirs.numbers == 0)
        ship = self.craft[pairs.listed] & (ours.forms != 0) & (theirs.forms == 0)
        literal = ours.literal | theirs.literal
        capped: Column = numbers & np.bool_(least > SIBLING)
        return capped | (ship & np.bool_(least > NO_SHIP)) | literal


def build(names: Sequence[parties.Listed], *, whole: bool = True) -> Sieve:
    """Make the names of a list ready to be sieved; of a part of one, every term is followed."""
    making = Making()
    making.add([(name.side, name.kind) for name in names])
    return making.sieve(whole=whole)


class Making:
    """Makes the names of a list ready to be sieved, some at a time; none of them is held."""

    def __init__(self) -> None:
        self._joining = Joining()
        self._keys: list[Keys] = []
        self._traits: list[Column] = []
        self._names = 0

    def add(self, names: Sequence[tuple[Side, PartyKind]]) -> None:
        """The next names, and what kind of party each is of."""
        sides = [side for side, _ in names]
        self._joining.add(sides)
        traits = np.array([_traits(*name) for name in names], bool).reshape(-1, 3)
        self._keys.append(keys.build([side.name for side in sides], self._names, traits[:, 0]))
        self._traits.append(traits)
        self._names += len(names)

    def sieve(self, *, whole: bool = True) -> Sieve:
        """All names that came, ready."""
        known = index.of(self._joining)
        traits = np.concatenate([np.zeros((0, 3), bool), *self._traits])
        return Sieve(
            index=known if whole else index.unabridged(known),
            keys=keys.joined(self._keys),
            person=traits[:, 0].copy(),
            only_person=traits[:, 1].copy(),
            craft=traits[:, 2].copy(),
        )


def _traits(side: Side, kind: PartyKind) -> tuple[bool, bool, bool]:
    """Whether it is compared as a person's name, in no other way, as a ship's or aircraft's."""
    person = parties.may_be_person(side.name, kind)
    return person, person and kind is PartyKind.PERSON, parties.is_craft(kind)


def _may_be_person(pairs: Pairs, ours: Facts, theirs: Facts) -> Column:
    """Two names met, or all of one side that are more than initials; a firm needs two."""
    met = pairs.met
    whole = (met >= ours.full) | (met >= theirs.full)
    found: Column = (met >= 2) | ((met >= 1) & (ours.forms == 0) & whole)
    return found


def _worth_as_person(pairs: Pairs, ours: Facts, theirs: Facts, least: float) -> Column:
    """Enough points, and no cap below what is asked for; see `person_scoring.most`."""
    both = met(pairs, ours, theirs)
    one_name = both.names < 1 + FAINT
    other = one_name & (np.minimum(both.left_asked, both.left_listed) >= FAINT)
    lone = (both.names < 1) | (one_name & (ours.forms != 0) & (theirs.forms == 0))
    limits = person_limits()
    capped = other & np.bool_(least > limits.somebody_else.score)
    capped |= lone & np.bool_(least > limits.lone.score)
    found: Column = ~capped & (most_points_of_persons(pairs, both, person_card()) >= _need(least))
    return found


def _need(least: float) -> float:
    """Points of a score."""
    return math.log(least / (1 - least)) if least > 0 else -math.inf
