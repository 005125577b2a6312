"""Names with the brand of a family of listed parties, a question where no other word differs.

A word that is a name of its own and is left over on either side tells them apart, unless it meets a
word that the index does not reach, as it is hardly like it. Of such words there may be one a side,
and it is compared with the words of the other name. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compliance.matching.alignment import LEAST_SIMILAR
from compliance.matching.arrays import Column, Strings, make_objects, spread_rows
from compliance.matching.name_table import NameTable
from compliance.matching.term_index import Reach, Term
from compliance.matching.term_keys import Terms, hash_words
from compliance.matching.upper_bounds import Pairs
from compliance.matching.word_similarity import word_similarity


@dataclass(frozen=True, slots=True)
class SpelledNames:
    """Names, and how the terms that they are made of are spelled."""

    names: NameTable
    terms: Strings

    def words(self, rows: Column) -> tuple[Column, Column]:
        """The words of some of the names, and the position in `rows` that each belongs to."""
        many = self.names.facts.words[rows]  # words stand before runs
        at = spread_rows(self.names.parts.starts[rows], many)
        return self.terms.at(self.names.parts.terms[at]), np.repeat(np.arange(len(rows)), many)

    def word(self, rows: Column, bits: Column) -> Column:
        """Of each of some names the word behind a bit."""
        place = np.bitwise_count(bits - np.uint32(1))
        at = self.names.parts.starts[rows] + place
        return self.terms.at(self.names.parts.terms[at])


def find_same_brands(
    reach: Reach, asked: Sequence[Term], listed: Terms, families: Column
) -> Column:
    """Rows of what was reached where a brand of a family is itself, letter by letter."""
    rows = np.flatnonzero(families[reach.terms] & (reach.similarity == 1))
    theirs = reach.terms[rows]
    ours = [asked[at] for at in np.searchsorted(reach.starts, rows, side="right") - 1]
    spelled = make_objects([term.spelled for term in ours]) == listed.spelled.at(theirs)
    texts = hash_words([term.text for term in ours]) == listed.texts[theirs]
    found: Column = rows[(spelled & texts).astype(bool)]
    return found


def may_be_family(pairs: Pairs, asked: SpelledNames, listed: SpelledNames) -> Column:
    """Which of the pairs may be of one family."""
    ours = asked.names.facts.brands[pairs.asked] & ~pairs.our_words
    theirs = listed.names.facts.brands[pairs.listed] & ~pairs.their_words
    few = (np.bitwise_count(ours) <= 1) & (np.bitwise_count(theirs) <= 1)
    found: Column = pairs.family & few
    for left, own, its, other, beside in (
        (ours, asked, pairs.asked, listed, pairs.listed),
        (theirs, listed, pairs.listed, asked, pairs.asked),
    ):
        rows = np.flatnonzero(found & (left != 0))
        found[rows] = _meets(own.word(its[rows], left[rows]), *other.words(beside[rows]))
    return found


def _meets(words: Column, others: Column, pair: Column) -> Column:
    """Which of the words are like one of the other words, of which each is beside one of them."""
    both = zip(words[pair], others, strict=True)
    like = (word_similarity(one, other) >= LEAST_SIMILAR for one, other in both)
    return np.bincount(pair, np.fromiter(like, bool, len(pair)), len(words)) > 0
