"""Which pairs of names are compared: all that can be a match, and hardly any that cannot.

The index gathers names whose words may agree; of these only pairs are kept whose bound reaches the
score that is asked for. Keys add what similarity cannot reach: initials, Chinese characters.
A bound says no less than the score, but a word that the index does not reach counts as left over:
a pair that rests on words hardly alike can be lost (docs/matching.md). Tests compare it with the
oracle.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from compliance.matching import candidates, name_keys, scorers
from compliance.matching.arrays import Column, distinct, make_objects
from compliance.matching.candidates import ENOUGH, CandidateIndex, SpelledNames
from compliance.matching.caps import Cap, Floor
from compliance.matching.features import Side
from compliance.matching.name_keys import NameKeys
from compliance.matching.name_table import (
    NamePart,
    NameTable,
    NameTableBuilder,
    NameTraits,
    build_name_part,
    build_name_table,
)
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.parameters import read_count
from compliance.matching.people.persons import FAINT
from compliance.matching.people.persons import card as person_card
from compliance.matching.scoring import REVIEW_FROM, read_bundled_scorecard
from compliance.matching.term_index import ReachMemory
from compliance.matching.upper_bounds import (
    Pairs,
    count_bits,
    count_names_met,
    most_points,
    most_points_of_persons,
)
from compliance.model import PartyKind

_TOGETHER = 1024
"""Names that are filtered at a time, as the processor's memory allows. No answer depends on it."""
_ENOUGH_INITIALS = read_count("prefilter.enough_initials")


class Prefilter(Struct, frozen=True):
    """A list's names, ready to be filtered."""

    index: CandidateIndex
    keys: NameKeys
    person: Column
    """Whether a name is compared as a person's."""
    only_person: Column
    """Whether it is compared in no other way."""
    craft: Column
    """Whether it is a ship's or aircraft's."""

    def find_pairs(
        self, asked: Sequence[Side], least: float, memory: ReachMemory | None = None
    ) -> list[list[int]]:
        """For each asked name the positions of the listed names that may score `least`.

        A `memory` that is handed in again saves work, and changes nothing else.
        """
        remembered = memory or ReachMemory()
        share = min(1.0, least / REVIEW_FROM)  # who asks for lower scores gets weaker agreement
        shortest = _ENOUGH_INITIALS if least >= REVIEW_FROM else 0
        whole = len(self.person)
        found: list[list[int]] = []
        for at in range(0, len(asked), _TOGETHER):
            part = asked[at : at + _TOGETHER]
            names, terms = build_name_table(part, asked=True)
            spelled = SpelledNames(names, make_objects([spelled for _, spelled in terms]))
            pairs = self.index.pairs(names, terms, remembered, ENOUGH * share)
            rows = np.concatenate(
                [self._worth_it(pairs, names, least), self._families(pairs, spelled, least)]
            )
            kept = pairs.asked[rows] * whole + pairs.listed[rows]
            keyed = self.keys.find_shared([side.name for side in part], whole, shortest)
            ours, theirs = np.divmod(distinct(np.concatenate([kept, keyed])), max(1, whole))
            ends, listed = np.searchsorted(ours, np.arange(len(part) + 1)), theirs.tolist()
            found += (listed[start:end] for start, end in pairwise(ends.tolist()))
        return found

    def _worth_it(self, pairs: Pairs, asked: NameTable, least: float) -> Column:
        """Rows of the pairs that may score enough, in order."""
        ours, theirs = asked.facts, self.index.names.facts
        keep = asked.spelling[pairs.asked] == self.index.names.spelling[pairs.listed]
        has_form = ours.forms[pairs.asked] != 0
        # Two names of a person met, or all of one side but initials; a firm needs two.
        full = np.minimum(
            count_bits(ours.full_words)[pairs.asked], count_bits(theirs.full_words)[pairs.listed]
        )
        met = (pairs.met >= 2) | ((pairs.met >= np.maximum(1, full)) & ~has_form)
        persons = np.flatnonzero(self.person[pairs.listed] & met)
        some = pairs.take(persons)
        keep[persons] |= _worth_as_person(
            some, ours.take(some.asked), theirs.take(some.listed), least
        )
        # A cap keeps siblings, and firms beside ships, below what is asked for.
        both = ours.numbers[pairs.asked], theirs.numbers[pairs.listed]
        numbers = (both[0] != 0) & (both[1] != 0) & (both[0] & both[1] == 0)
        ship = self.craft[pairs.listed] & has_form & (theirs.forms[pairs.listed] == 0)
        capped = numbers & np.bool_(least > Cap.SIBLING.score)
        capped |= ship & np.bool_(least > Cap.NO_SHIP.score)
        capped |= ours.literal[pairs.asked] | theirs.literal[pairs.listed]
        open_ = np.flatnonzero(~keep & ~self.only_person[pairs.listed] & ~capped)
        # All letters are compared of those that may have enough points by their number.
        for written in (self.compare_lengths, self.compare_writings):
            rest, card = pairs.take(open_), read_bundled_scorecard()
            traits = ours.take(rest.asked), theirs.take(rest.listed)
            points = most_points(rest, *traits, written(rest, asked), card)
            open_ = open_[points >= _need(least)]
        keep[open_] = True
        return np.flatnonzero(keep)

    def _families(self, pairs: Pairs, asked: SpelledNames, least: float) -> Column:
        """Rows of the pairs that may score what names of one family do, in order."""
        if least > Floor.FAMILY.score:
            return np.zeros(0, np.int64)
        rows = np.flatnonzero(pairs.family & ~self.only_person[pairs.listed])
        listed = SpelledNames(self.index.names, self.index.term_index.terms.spelled)
        return rows[candidates.may_be_family(pairs.take(rows), asked, listed)]

    def compare_lengths(self, pairs: Pairs, asked: NameTable) -> Column:
        """The most that the whole names can have in common by the number of their letters."""
        ours = asked.written.lengths(pairs.asked)
        theirs = self.index.names.written.lengths(pairs.listed)
        found: Column = 1 - np.abs(ours - theirs) / np.maximum(1, np.maximum(ours, theirs))
        return found

    def compare_writings(self, pairs: Pairs, asked: NameTable) -> Column:
        """What the whole names have in common, as written."""
        found: Column = cpdist(
            asked.written.take(pairs.asked),
            self.index.names.written.take(pairs.listed),
            scorer=OSA.normalized_similarity,
            dtype=np.float64,
        )
        return found


class PrefilterPart(Struct, frozen=True):
    """Some names of a list."""

    names: NamePart
    keys: NameKeys
    traits: Column
    """For each name person, only person, craft: see `Prefilter`."""


def build_prefilter_part(names: Sequence[tuple[Side, PartyKind]]) -> PrefilterPart:
    """Some names of a list, and what kind of party each is of."""
    persons = [scorers.may_be_person(side.name, kind) for side, kind in names]
    traits = np.array(
        [
            (person, person and kind is PartyKind.PERSON, scorers.is_craft(kind))
            for person, (_, kind) in zip(persons, names, strict=True)
        ],
        bool,
    ).reshape(-1, 3)
    keys = name_keys.build_keys([side for side, _ in names], traits[:, 0])
    return PrefilterPart(build_name_part([side for side, _ in names]), keys, traits)


def join_prefilter_parts(
    parts: Iterable[PrefilterPart], share: WorkSharer = work_alone
) -> Prefilter:
    """The names of all parts, ready; none of the parts is held."""
    table, keys, traits = NameTableBuilder(), [], [np.zeros((0, 3), bool)]
    for part in parts:
        table.add(part.names)
        keys.append(part.keys)
        traits.append(part.traits)
    person, only_person, craft = (column.copy() for column in np.concatenate(traits).T)
    return Prefilter(
        index=candidates.index_names(table, share),
        keys=name_keys.join_keys(keys, [*map(len, traits[1:])]),
        person=person,
        only_person=only_person,
        craft=craft,
    )


def _worth_as_person(pairs: Pairs, ours: NameTraits, theirs: NameTraits, least: float) -> Column:
    """Enough points, and no cap below what is asked for; see `persons.find_cap`."""
    both = count_names_met(pairs, ours, theirs)
    one_name = both.names < 1 + FAINT
    other = one_name & (np.minimum(both.left_asked, both.left_listed) >= FAINT)
    lone = (both.names < 1) | (one_name & (ours.forms != 0) & (theirs.forms == 0))
    capped = other & np.bool_(least > Cap.SOMEBODY_ELSE.score)
    capped |= lone & np.bool_(least > Cap.LONE.score)
    # Of characters only the reading is compared: nothing may be left over.
    unread = (ours.characters != theirs.characters) & (both.left_asked + both.left_listed > 0)
    capped |= unread & np.bool_(least > Cap.OTHER_READING.score)
    found: Column = ~capped & (most_points_of_persons(pairs, both, person_card()) >= _need(least))
    return found


def _need(least: float) -> float:
    """Points of a score."""
    return math.log(least / (1 - least)) if least > 0 else -math.inf
