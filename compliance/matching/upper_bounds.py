"""The most that a pair of names can score, from what its words may agree at most.

Each rule of `features` is given the best it can be; a pair whose bound stays below what is asked
for need not be compared. Many pairs at a time. It never says less than the score itself, but for
names of which one is the initials of words of the other: those are told apart in `initials`.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from compliance.matching.alignment import WHOLE_INITIALS
from compliance.matching.arrays import Column
from compliance.matching.features import FULL_LENGTH, LEFT_SHARE, TELLING, TRIFLE
from compliance.matching.name_table import NameTable, NameTraits
from compliance.matching.parameters import read_value
from compliance.matching.people.person_tables import INITIAL_COUNT, PARTICLE, PATRONYMIC_COUNT
from compliance.matching.people.persons import DOUBTFUL, MOST_NAMES, PLAIN
from compliance.matching.scoring import Scorecard

_ROUNDING = 1e-5
"""What sums of weights may differ by. No answer depends on it."""
_PLAIN = PLAIN + PARTICLE
"""What a name that is left over counts for at least."""
_UNREACHED = read_value("upper_bounds.unreached")
_NOT_WHOLE = read_value("upper_bounds.not_whole")


class Pairs(Struct, frozen=True):
    """Asked and listed names that may be the same, and what of them may agree at most."""

    asked: Column
    """Positions, as `listed`."""
    listed: Column
    agreed: Column
    """Weight that agrees."""
    strongest: Column
    """Weight of the most telling agreement."""
    ordinary: Column
    """The least ordinary of the listed words that may be asked ones, as a logarithm."""
    alike: Column
    """How similar the most similar words are."""
    met: Column
    """How many words may be the same; one may count more than once."""
    persons: Column
    """How many names of a person may be the same, less for those that are only similar."""
    initials: Column
    """Weight that agrees as initials."""
    family: Column
    """Whether a word that may be the same is the brand of a family."""
    joined: Column
    """Whether several words may be one."""
    our_words: Column
    """Which asked words may be listed ones, a bit each; see `Parts.masks`."""
    their_words: Column
    """Which listed words may be asked ones."""
    left_asked: Column
    """Weight of asked words that are left over, at least."""
    left_listed: Column

    def take(self, rows: Column) -> "Pairs":
        """Some of them."""
        return Pairs(*(getattr(self, name)[rows] for name in self.__struct_fields__))


def most_points(
    pairs: Pairs, ours: NameTraits, theirs: NameTraits, written: Column, card: Scorecard
) -> Column:
    """Points of pairs at most, base included; `written` is how much of the whole names agrees.

    Between scripts that is told by words, as in `features`.
    """
    left_asked, left_listed = pairs.left_asked, pairs.left_listed
    nothing_left = left_asked + left_listed <= TRIFLE
    fewer, more = np.minimum(ours.letters, theirs.letters), np.maximum(ours.letters, theirs.letters)
    both_forms = (ours.forms != 0) & (theirs.forms != 0)
    both_numbers = (ours.numbers != 0) & (theirs.numbers != 0)
    same_number = ours.numbers == theirs.numbers
    # Words of two scripts that do not reach each other may still be somewhat alike.
    unreached = np.minimum(left_asked, left_listed)
    alike = _UNREACHED**2 * unreached
    left = np.where(unreached > 0, unreached - alike, left_asked + left_listed)
    by_words = _share(pairs.agreed + alike, left)
    measures = {
        "agreement over listed rest": pairs.agreed - LEFT_SHARE * left_listed,
        "agreement over asked rest": pairs.agreed - left_asked,
        "asked covered": _share(pairs.agreed, left_asked),
        "listed covered": _share(pairs.agreed, left_listed),
        "letters and words": pairs.agreed * fewer / np.maximum(1, more),
        "as written": np.where(ours.foreign | theirs.foreign, by_words, written),
        "strongest agreement": pairs.strongest,
        "ordinary word": pairs.ordinary,
        "weakest agreement": np.where(pairs.strongest > TELLING, pairs.alike, 1.0),
        "nothing left over": np.where(nothing_left, np.minimum(ours.words, theirs.words), 0),
        "short name": np.minimum(fewer, FULL_LENGTH),
        "other legal form": both_forms & (ours.forms & theirs.forms == 0),
        "legal form missing": (ours.forms != 0) != (theirs.forms != 0),
        "other number": np.where(same_number, 0.0, np.where(both_numbers, 1.0, 0.5)),
        "same number": (ours.numbers != 0) & same_number,
        "initials": pairs.initials / WHOLE_INITIALS,
    }
    return _sum_points(measures, card, len(written))


class NamesMet(Struct, frozen=True):
    """How much of two names of persons may be the same at most, and what is left over at least.

    A father's name counts half. A firm is no person: its own words are names that are left over.
    """

    names: Column
    telling: Column
    """How telling those names are."""
    left_asked: Column
    left_listed: Column


def count_names_met(pairs: Pairs, ours: NameTraits, theirs: NameTraits) -> NamesMet:
    """Each name meets one other, or several that are written as one."""
    both = ((pairs.our_words, ours), (pairs.their_words, theirs))
    asked, listed = (count_bits(met & words.full_words) for met, words in both)
    full = [count_bits(words.full_words) for words in (ours, theirs)]
    fewer = np.minimum(asked, listed)
    # An initial or a title may meet any name, whatever the index reaches.
    short = sum(words.words - count_bits(words.full_words | words.particles) for _, words in both)
    particles = np.maximum(*(count_bits(met & words.particles) for met, words in both))
    most = np.where(pairs.joined, np.maximum(fewer, asked + listed - 1), fewer)
    counts = np.where(ours.forms != 0, 1.0, PATRONYMIC_COUNT)
    left_asked = full[0] - np.where(pairs.joined, asked, fewer)
    left_listed = full[1] - np.where(pairs.joined, listed, fewer)
    names = np.minimum(pairs.persons, most) + INITIAL_COUNT * (short + particles)
    return NamesMet(
        names=names,
        telling=np.minimum(names, np.minimum(ours.telling, theirs.telling) + _ROUNDING),
        left_asked=np.maximum(0, left_asked) * counts,
        left_listed=np.maximum(0, left_listed) * PATRONYMIC_COUNT,
    )


def count_bits(words: Column) -> Column:
    """How many words bits stand for."""
    return np.bitwise_count(words).astype(np.int64)


def most_points_of_persons(pairs: Pairs, met: NamesMet, card: Scorecard) -> Column:
    """The same for names of persons, by the rules of `persons`."""
    whole = (met.left_asked == 0) & (met.left_listed == 0)
    measures = {
        "telling names": np.minimum(met.telling, MOST_NAMES),
        "names that meet": met.names,
        "asked covered": _share(met.names, met.left_asked),
        "listed covered": _share(met.names, met.left_listed),
        "asked left over": met.left_asked * _PLAIN,
        "listed left over": met.left_listed * _PLAIN,
        "conflict": np.minimum(met.left_asked, met.left_listed),
        "least alike": pairs.alike,
        "letters in order": np.where(whole, 1.0, _NOT_WHOLE),
    }
    return _sum_points(measures, card, len(whole))


def add_left_over(pairs: Pairs, asked: NameTable, listed: NameTable) -> Pairs:
    """The pairs with what is left over at least, and no more agreement than there are words.

    A word that may be the same as several counts once; what agrees is no heavier than all words
    of a name that may be the same.
    """
    ours, our_rest = _sum_covered(asked, pairs.asked, pairs.our_words)
    theirs, their_rest = _sum_covered(listed, pairs.listed, pairs.their_words)
    return replace(
        pairs,
        agreed=np.minimum(pairs.agreed, np.minimum(ours, theirs) + _ROUNDING),
        left_asked=np.maximum(0, our_rest - _ROUNDING),
        left_listed=np.maximum(0, their_rest - _ROUNDING),
    )


def _sum_covered(names: NameTable, rows: Column, covered: Column) -> tuple[Column, Column]:
    """Weight of the words that are covered, and of the others that always count."""
    found = _sum_words(names, rows, covered)
    light = _sum_words(names, rows, names.facts.light_words[rows] & ~covered)
    return found, names.facts.weight[rows] - found - light


def _sum_words(names: NameTable, rows: Column, bits: Column) -> Column:
    """Weight of some words of each of the names, which are told by bits."""
    found = np.zeros(len(rows), np.float32)
    at = np.flatnonzero(bits)
    left, first = bits[at], names.parts.starts[rows[at]]  # words stand before runs
    while len(at):
        found[at] += names.parts.weights[first + np.bitwise_count(left - np.uint32(1) & ~left)]
        left &= left - np.uint32(1)
        more = left != 0
        at, left, first = at[more], left[more], first[more]
    return found


def weigh_likeness(alike: Column) -> Column:
    """How much of a name of a person agrees, by how similar it is: see `persons`."""
    return np.maximum(0, (alike - DOUBTFUL) / (1 - DOUBTFUL))


def _sum_points(measures: Mapping[str, Column], card: Scorecard, many: int) -> Column:
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
