"""Under what a word meets the words that it may be a misspelling of: keys, and classes of words.

A key stands for one way of writing: a letter left out, the consonants, how it sounds, what a
scanner makes of it. Two words that `alignment` finds nearly equal share at least one. Words
are taken many at a time, and keys are numbers that do not depend on the run, so that a prepared
list can be kept; words that share a key by chance are told apart afterwards by their letters.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from msgspec import Struct

from compliance.matching import alignment
from compliance.matching.alignment import FEWEST_LEFT_OUT, SHORTEST_BEGINNING, SHORTEST_FUZZY
from compliance.matching.arrays import (
    Column,
    Lines,
    Strings,
    make_lines,
    reduce_groups,
    spread_rows,
)
from compliance.matching.parameters import read_count
from compliance.matching.people.person_tables import SYLLABLE_LINES, form_families
from compliance.names import phonetics

LONGEST = read_count("term_keys.longest")
_FEWEST_CONSONANTS = read_count("term_keys.fewest_consonants")
_LONG = read_count("term_keys.long")
_HALF = read_count("term_keys.half")
_FAMILY_BITS = np.iinfo(np.uint64).bits
_LETTERS = _FAMILY_BITS // 2
"""Classes of letters, of two bits each."""
INITIAL_LETTERS = range(3, 7)
INITIALS = "·"
"""What a run of words begins with that is not written out, but stands for its first letters."""
_VOWELS = "aeiouy"
_FAINT = f"{_VOWELS}wh{phonetics.MARK}"
"""Letters that are heard least."""
# A polynomial hash: odd, so that it can be undone, and large. The second one mixes the bits.
_BASE = 0x9E3779B97F4A7C15
_MODULUS = 1 << np.iinfo(np.uint64).bits
_UNDONE = pow(_BASE, -1, _MODULUS)
_MIX = 0xD6E8FEB86659FD93
_POWERS, _UNDONE_POWERS = (
    np.array([pow(base, at, _MODULUS) for at in range(LONGEST + 1)], dtype=np.uint64)
    for base in (_BASE, _UNDONE)
)

Owner = TypeVar("Owner")


class SpelledTerms(Struct, frozen=True):
    """Words in the ways of writing that are compared; a column each, a row a word."""

    heard: Strings
    """How it sounds."""
    plain: Column
    """Whether it sounds as it is written."""
    singular: Column
    """Without a last s, as a number, as all that follow."""
    scanned: Column
    """What a scanner may make of it."""
    stem: Column
    """The place that an adjective is made of; a number of its own for other words."""
    bare: Column
    """Its consonants."""
    vowelless: Column
    softened: Column
    """Whether it has a "kh", which may be a k or an h."""
    first: Column
    """Its first letter, as a number."""
    letters: Column
    """Which letters it has once, which twice or more, a bit each; some letters share theirs."""
    heard_letters: Column
    """The same of how it sounds."""
    lengths: Column
    syllables: Column
    """How many syllables of Chinese a word may be, one or two, a bit each: two words of as many
    are two parts of persons' names, however alike."""


class Terms(Struct, frozen=True):
    """Words, and runs of words behind them."""

    texts: Column
    """What each counts as, as a number; 0 for runs."""
    spelled: Strings
    is_initials: Column
    """Whether it is not a word, but first letters of several."""
    families: Column
    """Which given names a word is a form of ("Bill", "William"), a bit each; some share one."""


class Writings(Struct, frozen=True):
    """Words in other ways of writing, one a line each."""

    spelled: Lines
    heard: Lines
    scanned: Lines
    stems: Lines

    def first(self, many: int) -> "Writings":
        """Those of the first words, so many of them."""
        return Writings(*(getattr(self, name).first(many) for name in self.__struct_fields__))

    def before(self, other: "Writings") -> "Writings":
        """Those of these words and of others behind them."""
        fields = self.__struct_fields__
        return Writings(*(Lines(getattr(self, f).text + getattr(other, f).text) for f in fields))


def list_writings(spelled: Lines) -> Writings:
    """The words in the ways of writing that both columns and keys are made of."""
    return Writings(
        spelled=spelled,
        heard=Lines(phonetics.spell_sound_of_lines(spelled.text)),
        scanned=Lines(alignment.fold_scan_errors_of_lines(spelled.text)),
        stems=Lines(alignment.stems_of_lines(spelled.text)),
    )


def spell_terms(written: Writings) -> SpelledTerms:
    """The ways of writing words, as columns."""
    spelled, heard = written.spelled, written.heard
    codes, sums = spelled.codes, sum_letters(spelled)
    whole = sums.hash()
    has_stem = written.stems.lengths >= SHORTEST_FUZZY
    kh = (codes[:-1] == ord("k")) & (codes[1:] == ord("h"))
    first = codes[spelled.starts].astype(np.int32)
    return SpelledTerms(
        heard=heard.strings,
        plain=(sum_letters(heard).hash() == whole) & (heard.lengths == spelled.lengths),
        singular=sums.hash(sums.without_s()),
        scanned=sum_letters(written.scanned).hash(),
        stem=np.where(has_stem, sum_letters(written.stems).hash(), whole),
        bare=sum_letters(heard.without(_VOWELS)).hash(),
        vowelless=spelled.find_words_with(np.flatnonzero(codes == ord(phonetics.MARK))),
        softened=spelled.find_words_with(np.flatnonzero(kh)),
        first=np.where(spelled.lengths == 0, np.int32(ord(" ")), first),
        letters=_letters(spelled),
        heard_letters=_letters(heard),
        lengths=spelled.lengths.astype(np.int32),
        syllables=find_syllables(spelled),
    )


# --- Numbers of words -------------------------------------------------------------------------


class LetterSums(Struct, frozen=True):
    """Words as sums of their letters, each times a power of its place: a number for any piece."""

    lines: Lines
    starts: Column
    lengths: Column
    """Letters that are taken notice of."""
    sums: Column
    """Of all letters before each, and of all."""

    @property
    def words(self) -> Column:
        """The words in their order."""
        return np.arange(len(self.starts))

    def hash(self, number: Column | None = None, salt: int = 0) -> Column:
        """Each word as a number, as `hash_words` does."""
        return mix(self.sums_of(self.words) if number is None else number, salt)

    def sums_of(self, words: Column, first: Column | int = 0, last: Column | None = None) -> Column:
        """The letters of some words, each from its `first` to before its `last`."""
        begin, end = self.starts[words], self.lengths[words] if last is None else last
        found: Column = self.sums[begin + end] - self.sums[begin + first]
        return found * _UNDONE_POWERS[first]

    def without_s(self) -> Column:
        """All words, each without a last s."""
        plural = self.lines.codes[np.maximum(self.lines.ends - 1, 0)] == ord("s")
        plural &= self.lines.lengths > 0
        last = np.minimum(self.lines.lengths - plural, LONGEST)
        return self.sums_of(self.words, 0, last)

    def sum_without_one(self, words: Column, shortest: int, salt: int) -> tuple[Column, Column]:
        """Numbers of words and of each word without one of its letters, and whose they are."""
        number = np.where(self.lengths[words] < shortest, 0, self.lengths[words])
        at = spread_rows(self.starts[words], number)
        owners = np.repeat(np.arange(len(words)), number)
        first = self.sums[self.starts[words]][owners]
        last = self.sums[(self.starts + self.lengths)[words]][owners]
        less = self.sums[at] - first + (last - self.sums[at + 1]) * np.uint64(_UNDONE)
        flat = np.concatenate([self.sums_of(words), less])
        return mix(flat, salt), np.concatenate([np.arange(len(words)), owners])


def sum_letters(lines: Lines) -> LetterSums:
    """The words as sums of their letters."""
    places = np.arange(len(lines.codes)) - np.repeat(lines.starts, lines.lengths + 1)
    powers = _POWERS[np.minimum(places + 1, LONGEST)]
    sums = np.cumsum(lines.codes * powers, dtype=np.uint64)
    return LetterSums(
        lines=lines,
        starts=lines.starts,
        lengths=np.minimum(lines.lengths, LONGEST),
        sums=np.concatenate([np.zeros(1, np.uint64), sums]),
    )


def hash_words(words: Sequence[str], salt: int = 0) -> Column:
    """Each text as a number; equal for equal texts, and in every run. None has a line break."""
    return sum_letters(make_lines(words)).hash(salt=salt)


def hash_keys(
    owners: Sequence[Owner], list_keys: Callable[[Owner], Iterable[str]]
) -> tuple[Column, Column]:
    """All keys of all owners as numbers, and the position of the owner of each."""
    found = [[*list_keys(owner)] for owner in owners]
    places = np.repeat(np.arange(len(owners)), [len(keys) for keys in found])
    return hash_words([key for keys in found for key in keys]), places


def mix(sums: Column, salt: int) -> Column:
    """The upper bits of the product: 32 are enough, as words are compared afterwards."""
    mixed = (sums ^ np.uint64(salt * 0x51ED270B)) * np.uint64(_MIX)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _letters(lines: Lines) -> Column:
    """The letters of each word: see `SpelledTerms`."""
    words = np.repeat(np.arange(len(lines.ends), dtype=np.uint32), lines.lengths + 1)
    codes = lines.codes & np.uint32(_LETTERS - 1)
    codes[lines.ends] = 0  # a class that is not told: no Latin letter is of it
    letters = np.sort(words * np.uint32(_LETTERS) + codes)  # word by word, equal ones together
    again = np.concatenate([[False], letters[1:] == letters[:-1]])[: len(letters)]
    places = 2 * (letters % np.uint32(_LETTERS)) + again
    bits = np.left_shift(np.uint64(1), places.astype(np.uint64))
    return reduce_groups(np.bitwise_or, bits, lines.starts) & ~np.uint64(3)


# --- Keys -------------------------------------------------------------------------------------


def build_keys(terms: Terms, written: Writings, *, listed: bool) -> tuple[Column, Column]:
    """The keys of terms, and for each key the position of its term.

    Words stand before runs of words; `written` tells of the words alone.

    A word meets a listed one that begins with it, and the other way round; so the keys of both
    sides differ. A run of words has fewer keys: it meets words that are nearly equal.
    """
    lines = terms.spelled.lines
    spelled = sum_letters(lines)
    full, words = np.flatnonzero(~terms.is_initials), np.arange(len(written.spelled.ends))
    unheard = sum_letters(lines.without(_FAINT))
    # Words short enough to be initials, and initials.
    mark = terms.is_initials.astype(np.int64)
    letters = lines.lengths - mark
    short = np.flatnonzero((letters >= INITIAL_LETTERS[0]) & (letters <= INITIAL_LETTERS[-1]))
    # The given names that words are forms of: "Bill" has no letter to lead it to "William".
    of_forms, numbers = _list_families(written.spelled.text.split("\n")[:-1])
    found = [
        (mix(spelled.without_s()[full], 1), full),
        (mix(unheard.sums_of(full), 2), full),
        (terms.texts[words], words),
        (mix(spelled.sums_of(short, mark[short]), 14), short),
        *_of_words(words, spelled, written),
        *_beginnings(words, spelled, listed=listed),
        (hash_words([*map(str, numbers)], 15), of_forms),
    ]
    keys, owners = zip(*found, strict=True)
    return np.concatenate(keys), np.concatenate(owners)


def _of_words(words: Column, spelled: LetterSums, written: Writings) -> list[tuple[Column, Column]]:
    heard, scanned, stems = map(sum_letters, (written.heard, written.scanned, written.stems))
    bare = sum_letters(Lines(phonetics.find_consonants_of_lines(written.spelled.text)))
    long = words[spelled.lengths[words] >= _LONG]
    return [
        (mix(scanned.sums_of(words), 4), words),
        (bare.hash(salt=5), words),
        (mix(stems.sums_of(words), 6), words),
        spelled.sum_without_one(words, SHORTEST_FUZZY, 7),
        heard.sum_without_one(words, SHORTEST_FUZZY, 8),
        bare.sum_without_one(words, _FEWEST_CONSONANTS, 9),
        (mix(spelled.sums_of(long, 0, np.full(len(long), _HALF)), 10), long),
        (mix(spelled.sums_of(long, spelled.lengths[long] - _HALF), 11), long),
    ]


def _beginnings(words: Column, spelled: LetterSums, *, listed: bool) -> list[tuple[Column, Column]]:
    """A word that is the beginning of another one, at least two letters longer."""
    many = spelled.lengths[words] + 1 - FEWEST_LEFT_OUT - SHORTEST_BEGINNING
    many = np.maximum(0, many)
    owners = np.repeat(words, many)
    last = spread_rows(np.full(len(words), SHORTEST_BEGINNING), many)
    cut, whole = (12, 13) if listed else (13, 12)
    return [
        (mix(spelled.sums_of(owners, 0, last), cut), owners),
        (mix(spelled.sums_of(words), whole), words),
    ]


def find_families(words: Sequence[str]) -> Column:
    """Which given names words are forms of, a bit each."""
    owners, numbers = _list_families(words)
    places = np.array(numbers, np.int64) % _FAMILY_BITS
    bits = np.left_shift(np.uint64(1), places.astype(np.uint64))
    found = np.zeros(len(words), np.uint64)
    np.bitwise_or.at(found, owners, bits)
    return found


def _list_families(words: Sequence[str]) -> tuple[Column, list[int]]:
    """The given names that words are forms of: for each the position of the word, and a number."""
    found = [*map(form_families, words)]
    many = np.fromiter(map(len, found), np.int64, len(found))
    return np.repeat(np.arange(len(words)), many), [*chain.from_iterable(found)]


def find_syllables(lines: Lines) -> Column:
    """How many syllables of Chinese words may be: see `SpelledTerms`."""
    one, two = (
        lines.find_words_with(np.array([m.start() for m in words.finditer(lines.text)], np.int64))
        for words in SYLLABLE_LINES
    )
    found: Column = one.astype(np.uint8) | two.astype(np.uint8) << np.uint8(1)
    return found
