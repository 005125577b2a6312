"""How alike asked and listed terms are at most, pair by pair: by numbers first, by letters last.

No less is told than `alignment.word_similarity` finds. Most terms that share a key are unlike, and
which letters they have tells so before any word is read. Pure.
"""

from collections.abc import Callable, Iterator

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import OSA, LCSseq, Prefix
from rapidfuzz.process import cpdist

from compliance.matching.alignment import (
    ABBREVIATED,
    ADJECTIVE,
    FEWEST_LEFT_OUT,
    JOINED_SLACK,
    LEAST_SIMILAR,
    LONG_SHAPE,
    PLURAL,
    SAME_SOUND,
    SHAPE_KEPT,
    SHAPE_TELLS,
    SHORTEST_JOINED,
    word_similarity,
)
from compliance.matching.arrays import Column, Strings, distinct, make_objects
from compliance.matching.parameters import read_value
from compliance.matching.term_keys import SpelledTerms
from compliance.names.phonetics import (
    drop_long_vowels_of_lines,
    spell_broad_sound_of_lines,
    spell_sound_of_lines,
)

_LEAST_KEPT = read_value("term_pairs.least_kept")
_LENGTHS = read_value("term_pairs.lengths")
_ROUNDING = 1e-6
"""What likenesses of words may differ by. No answer depends on it."""


class PairSide(Struct, frozen=True):
    """The terms of one side of pairs."""

    words: Strings
    spelt: SpelledTerms
    rows: Column
    """For each pair the position of its term."""

    def take(self, pairs: Column) -> "PairSide":
        """Those of some of the pairs."""
        return PairSide(self.words, self.spelt, self.rows.take(pairs))

    def column(self, name: str) -> Column:
        """A column of the terms, a row a pair."""
        found: Column = getattr(self.spelt, name).take(self.rows)
        return found

    def respell(self, *spell: Callable[[str], str]) -> Iterator[Column]:
        """The words as the first `spell` writes them, what that gave as the next does; as objects.

        Each word is spelled once, on lines.
        """
        used = distinct(self.rows)
        at, text = np.searchsorted(used, self.rows), self.words.write_lines(used)
        for write in spell:
            text = write(text)
            yield make_objects(text.split("\n"))[at]


class TermPairs(Struct, frozen=True):
    """Asked and listed terms beside each other, a row a pair."""

    asked: PairSide
    listed: PairSide

    def take(self, pairs: Column) -> "TermPairs":
        """Some of the pairs."""
        return TermPairs(self.asked.take(pairs), self.listed.take(pairs))

    def both(self, name: str) -> tuple[Column, Column]:
        """A column of the asked and of the listed terms."""
        return self.asked.column(name), self.listed.column(name)

    def same(self, name: str) -> Column:
        """Whether both terms have the same in a column."""
        found: Column = np.equal(*self.both(name))
        return found

    def either(self, name: str) -> Column:
        """Whether a column is true of one of the terms."""
        found: Column = np.logical_or(*self.both(name))
        return found

    def take_words(self, pairs: Column) -> tuple[Column, Column]:
        """The words of some of the pairs, as objects."""
        asked, listed = self.asked, self.listed
        return asked.words.take(asked.rows[pairs]), listed.words.take(listed.rows[pairs])

    def take_sounds(self, pairs: Column) -> tuple[Column, Column]:
        """How the words of some of the pairs sound, as objects."""
        ours, theirs = self.asked.spelt.heard, self.listed.spelt.heard
        return ours.take(self.asked.rows[pairs]), theirs.take(self.listed.rows[pairs])

    def count_lacking(self, name: str) -> tuple[Column, Column]:
        """How many letters at least one word has that the other lacks, the fewer and the more."""
        ours, theirs = self.both(name)
        lacking = np.bitwise_count(ours & ~theirs), np.bitwise_count(theirs & ~ours)
        return np.minimum(*lacking), np.maximum(*lacking)


def find_equal(pairs: TermPairs) -> Column:
    """Which terms are spelled the same, letter by letter."""
    found: Column = pairs.same("singular") & pairs.same("lengths")
    rows = np.flatnonzero(found)
    found[rows] = np.equal(*pairs.take_words(rows))
    return found


def find_beginnings(pairs: TermPairs) -> Column:
    """Of which terms one is the beginning of the other, as of one that was cut short."""
    found: Column = _may_be_cut(pairs)
    rows = np.flatnonzero(found)
    same = cpdist(*pairs.take_words(rows), scorer=Prefix.similarity, dtype=np.int32)
    found[rows] = same == np.minimum(*pairs.take(rows).both("lengths"))
    return found


def _may_be_cut(pairs: TermPairs) -> Column:
    """Whether one term begins with the same letter, and has no other letter than the longer one."""
    cut = abs(np.subtract(*pairs.both("lengths"))) >= FEWEST_LEFT_OUT
    found: Column = cut & pairs.same("first") & (pairs.count_lacking("letters")[0] == 0)
    return found


def find_fitting(pairs: TermPairs, joined: Column, begins: Column) -> Column:
    """Which terms are about equally long, or a word and its beginning.

    Of the `joined` ones one is a run of words.
    """
    lengths = pairs.both("lengths")
    shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
    run = (shorter >= SHORTEST_JOINED) & (longer - shorter <= JOINED_SLACK)
    found: Column = np.where(joined, run, (shorter >= _LENGTHS * longer) | begins)
    return found


def find_similarity(pairs: TermPairs, equal: Column, begins: Column) -> Column:
    """No less than `alignment.word_similarity`; 0 where that is too little for an alignment."""
    bare = pairs.either("vowelless") & ~equal
    found: Column = np.zeros(len(equal), np.float32)
    for where, least in (
        (pairs.same("scanned"), SAME_SOUND),
        (pairs.same("stem"), ADJECTIVE),
        (pairs.same("singular"), PLURAL),
        (begins, ABBREVIATED),
        (equal, 1),
    ):
        found = np.maximum(found, where * np.float32(least))
    consonants = pairs.same("bare")
    kept = _find_kept(pairs, consonants, np.where(bare, 1, found))
    found = np.maximum(found, _raise_kept(kept, consonants))
    soft = np.flatnonzero(pairs.either("softened") & ~bare & ~equal)
    found[soft] = np.maximum(found[soft], _compare_softened(pairs.take(soft), kept[soft]))
    if bare.any():
        found[bare] = _compare_consonants(pairs.take(np.flatnonzero(bare)))
    return found


def _find_kept(pairs: TermPairs, consonants: Column, enough: Column) -> Column:
    """Share of letters kept in sound or in writing, whichever is more; 0 where it tells nothing.

    It does where it is too little, and where a pair is more than `enough` alike whatever it is.
    """
    need = np.where(consonants, _LEAST_KEPT, LEAST_SIMILAR) - _ROUNDING
    kept = np.zeros(len(need), np.float32)
    sizes = (side.spelt.heard.sizes(side.rows) for side in (pairs.asked, pairs.listed))
    same = np.logical_and(*pairs.both("plain"))
    for take, letters, lengths, told in (
        (pairs.take_sounds, "heard_letters", sizes, np.False_),
        (pairs.take_words, "letters", pairs.both("lengths"), same),
    ):
        # Each letter that the other lacks is a slip.
        most = 1 - pairs.count_lacking(letters)[1] / np.maximum(1, np.maximum(*lengths))
        may = ~told & (most >= need) & (most > kept) & (_raise_kept(most, consonants) > enough)
        rows = np.flatnonzero(may)
        alike = cpdist(
            *take(rows),
            scorer=OSA.normalized_similarity,
            score_cutoff=_LEAST_KEPT,
            dtype=np.float32,
        )
        kept[rows] = np.maximum(kept[rows], alike)
    return kept


def _raise_kept(kept: Column, consonants: Column) -> Column:
    """How alike words are that keep so many letters: more with the same consonants."""
    return np.where(consonants, 0.5 + kept / 2, kept)


def _compare_softened(pairs: TermPairs, kept: Column) -> Column:
    """What `alignment.word_similarity` says of words of which one has a "kh", which may be an h.

    0 where it is not more than what they keep otherwise.
    """
    sounds = (
        sound
        for side in (pairs.asked, pairs.listed)
        for sound in side.respell(lambda text: spell_sound_of_lines(text.replace("kh", "h")))
    )
    alike = OSA.normalized_similarity
    softest = cpdist(*sounds, scorer=alike, score_cutoff=_LEAST_KEPT, dtype=np.float32)
    rows = np.flatnonzero((softest > kept) | _may_be_cut(pairs))
    exact = np.zeros(len(kept), np.float32)
    exact[rows] = [*map(word_similarity, *pairs.take_words(rows))]
    return exact


def _compare_consonants(pairs: TermPairs) -> Column:
    """What `alignment.word_similarity` says of words of which one has no vowels."""
    spell = spell_broad_sound_of_lines, drop_long_vowels_of_lines
    sides = pairs.asked.respell(*spell), pairs.listed.respell(*spell)
    sounds, shapes = zip(*sides, strict=True)
    vowelless = pairs.both("vowelless")[0]
    bare, full = np.where(vowelless, *sounds), np.where(vowelless, *sounds[::-1])
    same = cpdist(
        *shapes, scorer=OSA.normalized_similarity, score_cutoff=SHAPE_KEPT, dtype=np.float64
    )
    heard = cpdist(bare, full, scorer=LCSseq.similarity, dtype=np.int32)
    fewest = np.minimum(*map(_count_letters, shapes))
    same[(fewest == 0) | ((same < 1) & (fewest < LONG_SHAPE))] = 0
    least, most = np.array(SHAPE_TELLS)[np.clip(fewest, 1, LONG_SHAPE) - 1].T
    letters = np.maximum(1, _count_letters(bare))
    found: Column = same * same * (least + (most - least) * heard / letters)
    return found


def _count_letters(words: Column) -> Column:
    return np.fromiter(map(len, words), np.int64, len(words))
