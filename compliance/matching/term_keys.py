"""Under what a word meets the words that it may be a misspelling of: keys, and classes of words.

A key stands for one way of writing: a letter left out, the consonants, how it sounds, what a
scanner makes of it. Two words that `alignment` finds nearly equal share at least one. Words
are taken many at a time, and keys are numbers that do not depend on the run, so that a prepared
list can be kept; words that share a key by chance are told apart afterwards by their letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from compliance.matching import alignment
from compliance.matching.alignment import FEWEST_LEFT_OUT, SHORTEST_BEGINNING, SHORTEST_FUZZY
from compliance.matching.arrays import Column, Strings, make_strings, reduce_groups
from compliance.matching.parameters import read_count
from compliance.matching.person_tables import form_families
from compliance.names import phonetics

LONGEST = read_count("term_keys.longest")
_FEWEST_CONSONANTS = read_count("term_keys.fewest_consonants")
_LONG = read_count("term_keys.long")
_HALF = read_count("term_keys.half")
_FAMILY_BITS = np.iinfo(np.uint64).bits
INITIAL_LETTERS = range(3, 7)
INITIALS = "·"
"""What a run of words begins with that is not written out, but stands for its first letters."""
_NOT_HEARD = str.maketrans("", "", f"aeiouywh{phonetics.MARK}")
# A polynomial hash: odd, so that it can be undone, and large. The second one mixes the bits.
_BASE = 0x9E3779B97F4A7C15
_MODULUS = 1 << np.iinfo(np.uint64).bits
_UNDONE = pow(_BASE, -1, _MODULUS)
_MIX = 0xD6E8FEB86659FD93
_POWERS = np.array([pow(_BASE, at, _MODULUS) for at in range(LONGEST + 1)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class SpelledTerms:
    """Words in the ways of writing that are compared; a column each, a row a word."""

    heard: Strings
    """How it sounds."""
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
    """Which letters it has, a bit each; some letters share one."""
    heard_letters: Column
    """Which letters how it sounds has."""
    lengths: Column

    def classes(self, rows: Column) -> dict[str, Column]:
        """All columns but the sound, for some of the words."""
        names = (one.name for one in fields(self) if one.name != "heard")
        return {name: getattr(self, name)[rows] for name in names}


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and runs of words."""

    texts: Column
    """What each counts as, as a number."""
    spelled: Strings
    lengths: Column
    is_run: Column
    is_initials: Column
    """Whether it is not a word, but first letters of several."""
    families: Column
    """Which given names a word is a form of ("Bill", "William"), a bit each; some share one."""


def spell_terms(words: Sequence[str]) -> SpelledTerms:
    """The ways of writing words, all at once."""
    lines = "\n".join(words)
    heard = phonetics.spell_sound_of_lines(lines)
    sounds = heard.split("\n") if words else []
    stems = alignment.stems_of_lines(lines).split("\n") if words else []
    return SpelledTerms(
        heard=make_strings(sounds),
        singular=hash_words([word.removesuffix("s") for word in words]),
        scanned=hash_words(alignment.fold_scan_errors_of_lines(lines).split("\n") if words else []),
        stem=hash_words(
            [s if len(s) >= SHORTEST_FUZZY else w for s, w in zip(stems, words, strict=True)]
        ),
        bare=hash_words(phonetics.drop_vowels(heard).split("\n") if words else []),
        vowelless=np.fromiter(map(phonetics.is_vowelless, words), bool, len(words)),
        softened=np.fromiter(("kh" in word for word in words), bool, len(words)),
        first=np.array([ord(word[:1] or " ") for word in words], np.int32),
        letters=_letters(words),
        heard_letters=_letters(sounds),
        lengths=_lengths(words),
    )


def hash_words(words: Sequence[str], salt: int = 0) -> Column:
    """Each text as a number; equal for equal texts, and in every run."""
    return _mixed(_sums(words)[:, -1], salt)


def build_keys(terms: Terms, *, listed: bool) -> tuple[Column, Column]:
    """The keys of terms, and for each key the position of its term.

    A word meets a listed one that begins with it, and the other way round; so the keys of both
    sides differ. A run of words has fewer keys: it meets words that are nearly equal.
    """
    whole = terms.spelled.all.tolist()
    full = np.flatnonzero(~terms.is_initials)
    singular = [whole[at].removesuffix("s") for at in full]
    unheard = [whole[at].translate(_NOT_HEARD) for at in full]
    found = [(hash_words(singular, 1), full), (hash_words(unheard, 2), full)]
    words = np.flatnonzero(~terms.is_run)
    found.append((terms.texts[words], words))
    found.append(_initials(whole))
    spelled = [word[:LONGEST] for word in terms.spelled.all[words]]
    for key, at in (*_of_words(spelled), *_beginnings(spelled, listed=listed), _forms(spelled)):
        found.append((key, words[at]))
    columns = zip(*found, strict=True)
    numbered, owners = (np.concatenate(column) for column in columns)
    return numbered, owners


def _of_words(words: Sequence[str]) -> list[tuple[Column, Column]]:
    if not words:
        return []
    lines = "\n".join(words)
    heard = phonetics.spell_sound_of_lines(lines).split("\n")
    bare = phonetics.find_consonants_of_lines(lines).split("\n")
    every = np.arange(len(words))
    long = np.fromiter((at for at, word in enumerate(words) if len(word) >= _LONG), np.int64)
    return [
        (hash_words(alignment.fold_scan_errors_of_lines(lines).split("\n"), 4), every),
        (hash_words(bare, 5), every),
        (hash_words(alignment.stems_of_lines(lines).split("\n"), 6), every),
        _one_less(words, SHORTEST_FUZZY, 7),
        _one_less(heard, SHORTEST_FUZZY, 8),
        _one_less(bare, _FEWEST_CONSONANTS, 9),
        (hash_words([words[at][:_HALF] for at in long], 10), long),
        (hash_words([words[at][-_HALF:] for at in long], 11), long),
    ]


def _initials(spelled: Sequence[str]) -> tuple[Column, Column]:
    """Words short enough to be initials, and initials."""
    bare = [word.removeprefix(INITIALS) for word in spelled]
    fits = [at for at, word in enumerate(bare) if len(word) in INITIAL_LETTERS]
    return hash_words([bare[at] for at in fits], 14), np.array(fits, np.int64)


def _beginnings(words: Sequence[str], *, listed: bool) -> list[tuple[Column, Column]]:
    """A word that is the beginning of another one, at least two letters longer."""
    begin = [
        (word[:size], at)
        for at, word in enumerate(words)
        for size in range(SHORTEST_BEGINNING, len(word) + 1 - FEWEST_LEFT_OUT)
    ]
    owners = np.fromiter((at for _, at in begin), np.int64, len(begin))
    cut, whole = (12, 13) if listed else (13, 12)
    return [
        (hash_words([text for text, _ in begin], cut), owners),
        (hash_words(words, whole), np.arange(len(words))),
    ]


def _forms(words: Sequence[str]) -> tuple[Column, Column]:
    """The given names that words are forms of: "Bill" has no letter to lead it to "William"."""
    found = [(at, family) for at, word in enumerate(words) for family in form_families(word)]
    owners = np.fromiter((at for at, _ in found), np.int64, len(found))
    return hash_words([str(family) for _, family in found], 15), owners


def families(words: Sequence[str]) -> Column:
    """Which given names words are forms of, a bit each."""
    return np.fromiter(map(_family_bits, words), np.uint64, len(words))


def _family_bits(word: str) -> int:
    bits = 0
    for family in form_families(word):
        bits |= 1 << family % _FAMILY_BITS
    return bits


def _one_less(words: Sequence[str], shortest: int, salt: int) -> tuple[Column, Column]:
    """Numbers of the words and of each word without one of its letters, and whose they are."""
    sums, lengths = _sums(words), _lengths(words)
    before, after = sums[:, :-1], sums[:, -1:] - sums[:, 1:]
    less = before + after * np.uint64(_UNDONE)
    there = np.arange(less.shape[1]) < np.where(lengths < shortest, 0, lengths)[:, None]
    flat = np.concatenate([sums[:, -1], less[there]])
    return _mixed(flat, salt), np.concatenate([np.arange(len(words)), np.nonzero(there)[0]])


def _sums(words: Sequence[str]) -> Column:
    """Sums of the letters up to each, each times a power of its place; from nothing to all."""
    cut = [text[:LONGEST] for text in words]
    lengths = _lengths(cut)
    letters = np.frombuffer("".join(cut).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    rows = np.repeat(np.arange(len(cut)), lengths)
    columns = np.arange(len(letters)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
    table = np.zeros((len(cut), int(lengths.max(initial=0)) + 1), dtype=np.uint64)
    table[rows, columns] = letters * _POWERS[columns]
    return np.cumsum(table, axis=1, dtype=np.uint64)


def _letters(words: Sequence[str]) -> Column:
    """The letters of each word, a bit each."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits, lengths = np.left_shift(np.uint32(1), codes & np.uint32(31)), _lengths(words)
    there = np.flatnonzero(lengths)
    found = np.zeros(len(words), np.uint32)
    found[there] = reduce_groups(np.bitwise_or, bits, (np.cumsum(lengths) - lengths)[there])
    return found


def _lengths(words: Sequence[str]) -> Column:
    return np.fromiter(map(len, words), dtype=np.int32, count=len(words))


def _mixed(sums: Column, salt: int) -> Column:
    """The upper bits of the product: 32 are enough, as words are compared afterwards."""
    mixed = (sums ^ np.uint64(salt * 0x51ED270B)) * np.uint64(_MIX)
    return (mixed >> np.uint64(32)).astype(np.uint32)
