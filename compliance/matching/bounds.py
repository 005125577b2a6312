"""The most that a pair of names can score, from what its words may agree at most.

Each rule of `rules` is given the best it can be; a pair whose bound stays below what is asked for
need not be compared. Many pairs at a time. It never says less than the score itself, but for names
of which one is the initials of words of the other: those are told apart in `initials`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from compliance.matching.alignment import WHOLE_INITIALS
from compliance.matching.columns import Column
from compliance.matching.described import Facts
from compliance.matching.persons import DOUBTFUL, MOST_NAMES
from compliance.matching.rules import FULL_LENGTH, LEFT_SHARE, TRIFLE
from compliance.matching.scorecard import Scorecard

TELLING = 0.5
"""Weight of words from which on they are looked at for the least alike."""
_INITIAL = 0.3
_PATRONYMIC = 0.5
_PLAIN = 0.35
_NOT_WHOLE = 0.88
"""Letters that two names share at most of which one has a name that the other lacks."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Asked and listed names that may be the same, and what of them may agree at most."""

    asked: Column
    """Positions, as `listed`."""
    listed: Column
    agreed: Column
    """Weight that agrees."""
    ours: Column
    """Weight of asked words that may be listed ones."""
    theirs: Column
    """Weight of listed words that may be asked ones."""
    strongest: Column
    """Weight of the most telling agreement."""
    ordinary: Column
    """The least ordinary of the listed words that may be asked ones, as a logarithm."""
    alike: Column
    """How similar the most similar words are."""
    met: Column
    """How many words may be the same."""
    persons: Column
    """How many names of a person may be the same, less for those that are only similar."""
    initials: Column
    """Weight that agrees as initials."""
    family: Column
    """Whether a word that may be the same is the brand of a family."""

    def at(self, rows: Column) -> "Pairs":
        """Some of them."""
        return Pairs(*(getattr(self, name)[rows] for name in self.__slots__))


def most_points(
    pairs: Pairs, ours: Facts, theirs: Facts, written: Column, card: Scorecard
) -> Column:
    """Points of pairs at most, base included; `written` is how much of the whole names agrees."""
    left_asked = np.maximum(0, ours.weight - ours.light - pairs.ours)
    left_listed = np.maximum(0, theirs.weight - theirs.light - pairs.theirs)
    nothing_left = left_asked + left_listed <= TRIFLE
    fewer, more = np.minimum(ours.letters, theirs.letters), np.maximum(ours.letters, theirs.letters)
    measures = {
        "agreement over listed rest": pairs.agreed - LEFT_SHARE * left_listed,
        "agreement over asked rest": pairs.agreed - left_asked,
        "asked covered": _share(pairs.agreed, left_asked),
        "listed covered": _share(pairs.agreed, left_listed),
        "letters and words": pairs.agreed * fewer / np.maximum(1, more),
        "as written": np.where(ours.foreign | theirs.foreign, 1.0, written),
        "strongest agreement": pairs.strongest,
        "ordinary word": pairs.ordinary,
        "weakest agreement": np.where(pairs.strongest > TELLING, pairs.alike, 1.0),
        "nothing left over": np.where(nothing_left, np.minimum(ours.words, theirs.words), 0),
        "short name": np.minimum(fewer, FULL_LENGTH),
        "other legal form": _differ(ours.forms, theirs.forms),
        "legal form missing": (ours.forms != 0) != (theirs.forms != 0),
        "other number": _other_number(ours.numbers, theirs.numbers),
        "same number": (ours.numbers != 0) & (ours.numbers == theirs.numbers),
        "initials": pairs.initials / WHOLE_INITIALS,
    }
    return _summed(measures, card, len(written))


def most_points_of_persons(pairs: Pairs, ours: Facts, theirs: Facts, card: Scorecard) -> Column:
    """The same for names of persons, by the rules of `persons`.

    A father's name counts half. A firm is no person: its own words are names that are left over.
    """
    single = (ours.words - ours.full) + (theirs.words - theirs.full)
    met = pairs.persons + _INITIAL * single
    counts = np.where(ours.forms != 0, 1.0, _PATRONYMIC)
    left_asked = np.maximum(0, ours.full - pairs.met) * counts
    left_listed = np.maximum(0, theirs.full - pairs.met) * _PATRONYMIC
    whole = (left_asked == 0) & (left_listed == 0)
    measures = {
        "telling names": np.minimum(pairs.persons, MOST_NAMES),
        "names that meet": met,
        "asked covered": _share(met, left_asked),
        "listed covered": _share(met, left_listed),
        "asked left over": left_asked * _PLAIN,
        "listed left over": left_listed * _PLAIN,
        "conflict": np.minimum(left_asked, left_listed),
        "least alike": pairs.alike,
        "letters in order": np.where(whole, 1.0, _NOT_WHOLE),
    }
    return _summed(measures, card, len(met))


def doubtless(alike: Column) -> Column:
    """How much of a name of a person agrees, by how similar it is: see `persons`."""
    return np.maximum(0, (alike - DOUBTFUL) / (1 - DOUBTFUL))


def _summed(measures: Mapping[str, Column], card: Scorecard, many: int) -> Column:
    """Points of what was measured, and the most of all rules that were not."""
    known = {*measures, *_WHOLE_INITIALS}
    others = (scale for rule, scale in card.scales.items() if rule not in known)
    points = np.full(many, card.base + sum(max(s.points) for s in others))
    for rule, measure in measures.items():
        scale = card.scales[rule]
        points += np.interp(measure, scale.measure, scale.points)
    return points


_WHOLE_INITIALS = ("asked initials", "listed initials")
"""Names of which one is the initials of the whole other one are found by keys."""


def _share(agreed: Column, left: Column) -> Column:
    whole = agreed + left
    return np.divide(agreed, whole, out=np.zeros(len(whole)), where=whole > 0)


def _differ(ours: Column, theirs: Column) -> Column:
    return (ours != 0) & (theirs != 0) & (ours & theirs == 0)


def _other_number(ours: Column, theirs: Column) -> Column:
    both = (ours != 0) & (theirs != 0)
    return np.where(ours == theirs, 0.0, np.where(both, 1.0, 0.5))
