"""The distinct words of a list's names, and which of them an asked word may be.

Most names share their words with others, so words are compared once and names by their words.
An asked word reaches every listed word that shares a key with it (`term_keys`) and may be similar
enough to meet it in an alignment; how similar it is at most is told, never less than it is. Runs
of neighbouring words are terms, too: "Hik Vision" reaches "Hikvision", and the other way round.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import count

import numpy as np
from msgspec import Struct

from compliance.matching import term_keys
from compliance.matching.alignment import LEAST_SIMILAR, SAME_MEANING, WHOLE_INITIALS
from compliance.matching.arrays import Column, distinct, make_lines, sort_pairs, spread_rows
from compliance.matching.parameters import read_value
from compliance.matching.people.persons import FORM_OF_NAME
from compliance.matching.term_keys import INITIALS, SpelledTerms, Terms, Writings, hash_words
from compliance.matching.term_pairs import (
    PairSide,
    TermPairs,
    find_beginnings,
    find_equal,
    find_fitting,
    find_similarity,
)

_LEAST_JOINED = read_value("term_index.least_joined")
_REMEMBERED = 40_000
"""Words of which is remembered what they reach. No answer depends on it."""


Term = tuple[str, str]
"""What a word counts as, and how it is spelled; for a run of words written as one the first is
empty."""


class Reach(Struct, frozen=True):
    """Listed terms that asked terms may be: a row each, in the order of the asked ones."""

    starts: Column
    """Where the rows of each asked term begin, and behind them the number of rows."""
    terms: Column
    """Positions of listed terms."""
    similarity: Column
    """At most so similar are the two, 0..1."""
    in_persons: Column
    """The same as parts of persons' names."""
    initials: Column
    """Whether one is the first letters of the other."""

    def select(self, terms: Column) -> "Reach":
        """That of some of the asked terms, in the order given."""
        number = self.starts[terms + 1] - self.starts[terms]
        rows = spread_rows(self.starts[terms], number)
        starts = np.concatenate([[0], np.cumsum(number)])
        return Reach(starts, *(column[rows] for column in self._columns))

    def before(self, other: "Reach") -> "Reach":
        """That of these asked terms and of others behind them."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        columns = zip(self._columns, other._columns, strict=True)
        return Reach(starts, *(np.concatenate(both) for both in columns))

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self.terms, self.similarity, self.in_persons, self.initials


class ReachMemory:
    """What words reached, for words that come again: most words of a ledger do, runs hardly do.

    It may grow to `_REMEMBERED` words and is then forgotten; answers do not depend on it.
    """

    def __init__(self) -> None:
        self._places: dict[Term, int] = {}
        self._reach: Reach | None = None

    def reach(self, term_index: "TermIndex", terms: Sequence[Term]) -> Reach:
        """As `TermIndex.reach`."""
        words = bisect_left(terms, True, key=lambda term: not term[0])
        if len(self._places) > _REMEMBERED:
            self._places, self._reach = {}, None
        new = [word for word in terms[:words] if word not in self._places]
        self._places.update(zip(new, count(len(self._places))))
        found = term_index.reach([*new, *terms[words:]])
        of_words, of_runs = map(
            found.select, np.split(np.arange(len(found.starts) - 1), [len(new)])
        )
        if new or self._reach is None:
            self._reach = self._reach.before(of_words) if self._reach else of_words
        places = np.fromiter(map(self._places.__getitem__, terms[:words]), np.int64, words)
        return self._reach.select(places).before(of_runs)


class TermIndex(Struct, frozen=True):
    """Distinct terms of a list and the keys that lead to them."""

    terms: Terms
    spelt: SpelledTerms
    words: int
    """How many terms are words; the runs stand behind them."""
    keys: Column
    """In rising order."""
    owners: Column
    """Which term has each of the keys."""

    def identify_terms(self) -> Column:
        """[T, 2] i8: each term as two numbers, what it counts as and how it is spelled.

        They are the same in every list.
        """
        spelled = hash_words(self.terms.spelled.objects.tolist())
        found: Column = np.stack([self.terms.texts, spelled], axis=1)
        return found

    def reach(self, terms: Sequence[Term]) -> Reach:
        """What each of the terms may be, words before runs; it does not depend on the others."""
        asked, words = _name_terms(terms)
        written = term_keys.list_writings(asked.spelled.lines.first(words))
        ours, theirs = self._sharing_keys(asked, written)
        run = ours >= words, theirs >= self.words
        joined = run[0] | run[1]
        initials = asked.is_initials[ours] | self.terms.is_initials[theirs]
        same = (asked.texts[ours] == self.terms.texts[theirs]) & ~joined
        form = (asked.families[ours] & self.terms.families[theirs]) != 0
        pairs = self._pair_terms(asked, written, ours, theirs)
        begins = find_beginnings(pairs)
        fits = initials | same | form | find_fitting(pairs, joined, begins)
        fits = np.flatnonzero(fits & ~(run[0] & run[1]))
        columns = (ours, theirs, joined, initials, same, form, begins)
        ours, theirs, joined, initials, same, form, begins = (c[fits] for c in columns)
        pairs = pairs.take(fits)
        equal = find_equal(pairs)
        alike = find_similarity(pairs, equal, begins)
        alike = np.where(form, np.maximum(alike, np.float32(FORM_OF_NAME)), alike)
        alike = np.where(same, np.maximum(alike, np.float32(SAME_MEANING)), alike)
        alike = np.where(initials, np.float32(WHOLE_INITIALS), alike)
        least = np.where(joined, np.float32(_LEAST_JOINED), np.float32(LEAST_SIMILAR))
        syllables = np.bitwise_and(*pairs.both("syllables")) != 0
        in_persons = np.where(initials | (syllables & ~equal), np.float32(0), alike)
        near = np.flatnonzero(initials | (alike >= least))
        starts = np.searchsorted(ours[near], np.arange(len(terms) + 1))
        return Reach(starts, *(c[near] for c in (theirs, alike, in_persons, initials)))

    def _pair_terms(
        self, asked: Terms, written: Writings, ours: Column, theirs: Column
    ) -> TermPairs:
        """Terms beside each other; of the asked runs those alone are spelled that are in a pair."""
        words = len(written.spelled.ends)
        runs = distinct(ours[ours >= words])
        both = written.before(term_keys.list_writings(make_lines(asked.spelled.take(runs))))
        rows = np.where(ours < words, ours, words + np.searchsorted(runs, ours))
        own = PairSide(both.spelled.strings, term_keys.spell_terms(both), rows)
        return TermPairs(own, PairSide(self.terms.spelled, self.spelt, theirs))

    def _sharing_keys(self, asked: Terms, written: Writings) -> tuple[Column, Column]:
        """Pairs of asked and listed terms that share a key, without repeats, in order."""
        keys, owners = sort_pairs(*term_keys.build_keys(asked, written, listed=False))
        first = np.searchsorted(self.keys, keys)
        hit = np.flatnonzero(first < len(self.keys))
        hit = hit[self.keys[first[hit]] == keys[hit]]
        keys, owners, first = keys[hit], owners[hit], first[hit]
        number = np.searchsorted(self.keys, keys, side="right") - first
        whole = max(1, len(self.terms.spelled))
        pairs = np.repeat(owners * np.int64(whole), number)
        ours, theirs = np.divmod(distinct(pairs + self.owners[spread_rows(first, number)]), whole)
        return ours, theirs


def build_term_index(terms: Sequence[Term]) -> TermIndex:
    """The index of a list's distinct terms; runs of words must stand behind the words."""
    listed, words = _name_terms(terms)
    written = term_keys.list_writings(listed.spelled.lines)
    keys, owners = sort_pairs(*term_keys.build_keys(listed, written.first(words), listed=True))
    spelt = term_keys.spell_terms(written)
    return TermIndex(terms=listed, spelt=spelt, words=words, keys=keys, owners=owners)


def _name_terms(terms: Sequence[Term]) -> tuple[Terms, int]:
    """The terms as columns, and how many are words."""
    names, spelled = [text for text, _ in terms], [word for _, word in terms]
    words = len(names) - names.count("")
    lines = make_lines(spelled)
    texts, families = np.zeros(len(terms), np.uint32), np.zeros(len(terms), np.uint64)
    texts[:words] = term_keys.hash_words(names[:words])
    families[:words] = term_keys.find_families(spelled[:words])
    return Terms(
        texts=texts,
        spelled=lines.strings,
        is_initials=lines.codes[lines.starts] == ord(INITIALS),
        families=families,
    ), words
