"""The distinct words of a list's names, and which of them an asked word may be.

Most names share their words with others, so words are compared once and names by their words.
An asked word reaches every listed word that shares a key with it (`spellings`) and may be similar
enough to meet it in an alignment; how similar it is at most is told, never less than it is. Runs
of neighbouring words are terms, too: "Hik Vision" reaches "Hikvision", and the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from compliance.matching import spellings
from compliance.matching.alignment import WHOLE_INITIALS
from compliance.matching.columns import Column, distinct, spread
from compliance.matching.similarity import (
    ABBREVIATED,
    ADJECTIVE,
    PLURAL,
    SAME_MEANING,
    SAME_SOUND,
)
from compliance.matching.spellings import Spelt, Terms

_LEAST_SIMILAR = 0.66
_LEAST_JOINED = 0.83
_SHORTEST_JOINED = 5
_SLACK = 2
_LEAST_KEPT = 0.5


class Term(NamedTuple):
    """A word, or a run of words written as one, whose text is then empty."""

    text: str
    """What it counts as."""
    spelled: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Listed terms that asked terms may be: a row each, in the order of the asked ones."""

    starts: Column
    """Where the rows of each asked term begin, and behind them the number of rows."""
    terms: Column
    """Positions of listed terms."""
    similarity: Column
    """At most so similar are the two, 0..1."""
    initials: Column
    """Whether one is the first letters of the other."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Distinct terms of a list and the keys that lead to them."""

    spelt: Spelt
    texts: Column
    """What each counts as, as a number."""
    words: int
    """How many terms are words; the runs stand behind them."""
    keys: Column
    """In rising order."""
    owners: Column
    """Which term has each of the keys."""

    def reach(self, terms: Sequence[Term]) -> Reach:
        """What each of the terms may be; it does not depend on the other terms."""
        asked = _described(terms)
        ours, theirs = self._sharing_keys(asked)
        run = asked.terms.is_run[ours], theirs >= self.words
        joined, word = run[0] | run[1], ~(run[0] & run[1])
        initials = asked.spelt.is_initials[ours] | self.spelt.is_initials[theirs]
        fits = word & (~joined | initials | self._lengths_fit(asked.spelt, ours, theirs))
        ours, theirs, joined, initials = (c[fits] for c in (ours, theirs, joined, initials))
        same = (asked.texts[ours] == self.texts[theirs]) & ~joined
        alike = self._similarity(asked.spelt, ours, theirs)
        alike = _raised(alike, same, SAME_MEANING)
        near = alike >= np.where(joined, np.float32(_LEAST_JOINED), np.float32(_LEAST_SIMILAR))
        alike[initials] = WHOLE_INITIALS
        near |= initials
        starts = np.searchsorted(ours[near], np.arange(len(terms) + 1))
        return Reach(starts, theirs[near], alike[near], initials[near])

    def _sharing_keys(self, asked: "_Asked") -> tuple[Column, Column]:
        """Pairs of asked and listed terms that share a key, without repeats, in order."""
        keys, owners = spellings.keys(asked.terms, listed=False)
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        first = np.searchsorted(self.keys, keys)
        number = np.searchsorted(self.keys, keys, side="right") - first
        whole = max(1, len(self.texts))
        pairs = np.repeat(owners, number) * whole + self.owners[spread(first, number)]
        ours, theirs = np.divmod(distinct(pairs), whole)
        return ours, theirs

    def _lengths_fit(self, asked: Spelt, ours: Column, theirs: Column) -> Column:
        """Whether a run of words and a word are long enough, and about equally long."""
        lengths = asked.lengths[ours], self.spelt.lengths[theirs]
        shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
        return (shorter >= _SHORTEST_JOINED) & (longer - shorter <= _SLACK)

    def _similarity(self, asked: Spelt, ours: Column, theirs: Column) -> Column:
        """No less than `similarity.word_similarity`, for pairs."""
        spelled = asked.spelled[ours], self.spelt.spelled[theirs]
        heard = _alike(asked.heard[ours], self.spelt.heard[theirs])
        kept = np.maximum(_alike(*spelled), heard)
        kept = _raised(kept, asked.bare[ours] == self.spelt.bare[theirs], 0.5 + kept / 2)
        sounds = (heard == 1) | (asked.scanned[ours] == self.spelt.scanned[theirs])
        kept = _raised(kept, sounds, SAME_SOUND)
        kept = _raised(kept, asked.stem[ours] == self.spelt.stem[theirs], ADJECTIVE)
        kept = _raised(kept, asked.singular[ours] == self.spelt.singular[theirs], PLURAL)
        kept = _raised(kept, asked.vowelless[ours] | self.spelt.vowelless[theirs], PLURAL)
        cut = abs(asked.lengths[ours] - self.spelt.lengths[theirs]) >= _SLACK
        cut &= (asked.first[ours] == self.spelt.first[theirs]) & (kept < ABBREVIATED)
        short = np.flatnonzero(cut)
        kept[short] = np.maximum(kept[short], _abbreviated(*(side[short] for side in spelled)))
        return _raised(kept, spelled[0] == spelled[1], 1.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    terms: Terms
    spelt: Spelt
    texts: Column


def build(terms: Sequence[Term]) -> Lexicon:
    """The lexicon of a list's distinct terms; runs of words must stand behind the words."""
    listed = _described(terms)
    keys, owners = spellings.keys(listed.terms, listed=True)
    order = np.lexsort((owners, keys))
    return Lexicon(
        spelt=listed.spelt,
        texts=listed.texts,
        words=int((~listed.terms.is_run).sum()),
        keys=keys[order],
        owners=owners[order].astype(np.int32),
    )


def _described(terms: Sequence[Term]) -> _Asked:
    names, spelled = [term.text for term in terms], [term.spelled for term in terms]
    is_run = np.fromiter((not name for name in names), bool, len(names))
    return _Asked(
        terms=spellings.Terms(names, spelled, is_run),
        spelt=spellings.spelt(spelled),
        texts=spellings.numbers(names),
    )


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> Column:
    """Share of letters kept, pair by pair."""
    alike = OSA.normalized_similarity
    return cpdist(ours, theirs, scorer=alike, score_cutoff=_LEAST_KEPT, dtype=np.float32)


def _raised(kept: Column, where: Column, least: Column | float) -> Column:
    return np.where(where, np.maximum(kept, np.float32(least)), kept)


def _abbreviated(ours: Column, theirs: Column) -> Column:
    """How alike one word and its beginning are."""
    pairs = zip(ours, theirs, strict=True)
    begins = (one.startswith(other) or other.startswith(one) for one, other in pairs)
    return np.where(np.fromiter(begins, bool, len(ours)), np.float32(ABBREVIATED), np.float32(0))
