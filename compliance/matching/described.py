"""Names as columns of numbers: their words and runs of words, and all that a bound needs to know.

The same columns are made of listed and of asked names. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain

import numpy as np

from compliance.matching.alignment import Word
from compliance.matching.columns import Column, Strings, strings
from compliance.matching.comparison import Side
from compliance.matching.known_names import is_particle
from compliance.matching.lexicon import Term
from compliance.matching.spellings import INITIAL_LETTERS, INITIALS, numbers
from compliance.names.words import is_brand, is_place

_LONGEST_RUN = 3
_MOST_SYLLABLES = 6
_SYLLABLE = 6
_BITS = 63
MOST_BITS = 32
"""Words of a name that are told apart by bits."""
_EVERY = (1 << MOST_BITS) - 1
_SHORTEST_INITIALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Terms of names: those of name `n` are rows `starts[n]` to `starts[n + 1]`."""

    starts: Column
    terms: Column
    """Positions in a list of distinct terms."""
    weights: Column
    sizes: Column
    """How many words each is."""
    masks: Column
    """Which words of the name each is, a bit each; all bits in names of very many words."""
    ordinary: Column
    """How ordinary its least ordinary word is, as a logarithm."""

    @property
    def names(self) -> Column:
        """For each row the name it belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a bound needs to know of names, a row each."""

    weight: Column
    """Weight of all words."""
    letters: Column
    words: Column
    """Number of words."""
    light_words: Column
    """Which words may weigh nothing beside the other name, a bit each: places, own initials."""
    full: Column
    """Number of words that are neither a single letter nor a particle of persons' names."""
    full_words: Column
    """Which words those are, a bit each."""
    brands: Column
    """Which words are names of their own, a bit each."""
    forms: Column
    """Legal forms, a bit each; several may share one."""
    numbers: Column
    """Numbers, likewise."""
    foreign: Column
    literal: Column

    def at(self, rows: Column) -> "Facts":
        """Some of the names."""
        return Facts(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Names, a row each."""

    parts: Parts
    """Words, and runs of them, written as one."""
    facts: Facts
    written: Strings
    """The whole name as written; see `PreparedName`."""
    spelling: Column
    """The words as a number."""


def described(sides: Sequence[Side], *, asked: bool) -> tuple[Described, list[Term]]:
    """The names as columns, and the distinct terms that they are made of, words before runs."""
    rows = [_parts(side.words) for side in sides]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    flat = list(chain.from_iterable(rows))
    written, weights, sizes, masks, ordinary = zip(*flat, strict=True) if flat else ((),) * 5
    terms = sorted(dict.fromkeys(written), key=_is_run)
    known = {term: at for at, term in enumerate(terms)}
    return (
        Described(
            parts=Parts(
                starts=starts,
                terms=np.array([known[term] for term in written], np.int64),
                weights=np.array(weights, np.float32),
                sizes=np.array(sizes, np.int32),
                masks=np.array(masks, np.uint32),
                ordinary=np.array(ordinary, np.float32),
            ),
            facts=_facts(sides, asked=asked),
            written=strings([side.name.written for side in sides]),
            spelling=numbers([" ".join(side.name.tokens) for side in sides]),
        ),
        terms,
    )


def _facts(sides: Sequence[Side], *, asked: bool) -> Facts:
    rows = [_fact(side, asked=asked) for side in sides]
    columns = zip(*rows, strict=True) if rows else ((),) * 9
    weight, letters, words, full, brands, forms, numbered, lights, fulls = columns
    return Facts(
        weight=np.array(weight, np.float32),
        letters=np.array(letters, np.int32),
        words=np.array(words, np.int32),
        light_words=np.array(lights, np.uint32),
        full=np.array(full, np.int32),
        full_words=np.array(fulls, np.uint32),
        brands=np.array(brands, np.uint32),
        forms=np.array(forms, np.uint64),
        numbers=np.array(numbered, np.uint64),
        foreign=np.fromiter((side.name.foreign for side in sides), bool, len(sides)),
        literal=np.fromiter((side.name.literal for side in sides), bool, len(sides)),
    )


def _fact(side: Side, *, asked: bool) -> tuple[float | int | bool, ...]:
    words = side.words
    weight = sum([word.weight for word in words])
    letters = sum([len(word.spelled) for word in words])
    full = brands = fulls = lights = 0
    initials = "".join([word.text[:1] for word in words])
    for word, bit in zip(words, _bits_of(len(words)), strict=True):
        is_full, brand, place = _traits(word.text, word.spelled)
        full += is_full
        fulls |= bit * is_full
        brands |= bit * brand
        own = len(word.text) >= _SHORTEST_INITIALS and word.text in initials
        if own or (asked and place):
            lights |= bit
    codes = _bits(side.name.legal), _bits(side.name.numbers)
    return weight, letters, len(words), full, brands, *codes, lights, fulls


@lru_cache(maxsize=1 << 15)
def _traits(text: str, spelled: str) -> tuple[bool, bool, bool]:
    """Whether a word is a whole name, a name of its own, a place."""
    whole = len(spelled) > 1 and not is_particle(spelled)
    return whole, is_brand(text), is_place(text)


Part = tuple[Term, float, int, int, float]
"""A term with its weight, its number of words, which words they are, how ordinary it is."""


def _parts(words: Sequence[Word]) -> list[Part]:
    """The words of a name, its runs of words, its initials."""
    bits = _bits_of(len(words))
    parts: list[Part] = [
        (Term(word.text, word.spelled), word.weight, 1, bit, word.ordinary)
        for word, bit in zip(words, bits, strict=True)
    ]
    if len(words) > 1:
        parts += (_run(words, at, size) for at, size in _runs(words))
        parts += _initials(words)
    return parts


def _is_run(term: Term) -> bool:
    return not term.text


def _runs(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Runs of words as they stand beside each other: short ones, longer ones of syllables, all."""
    count = len(words)
    for size in range(2, min(_LONGEST_RUN, count) + 1):
        for at in range(count - size + 1):
            yield at, size
    for size in range(_LONGEST_RUN + 1, min(_MOST_SYLLABLES, count - 1) + 1):
        for at in range(count - size + 1):
            if all(len(word.spelled) <= _SYLLABLE for word in words[at : at + size]):
                yield at, size
    if count > _LONGEST_RUN:
        yield 0, count


def _initials(words: Sequence[Word]) -> Iterable[Part]:
    """First letters of neighbouring words."""
    if len(words) < INITIAL_LETTERS.start:
        return
    letters = "".join([word.text[:1] for word in words])
    if len(letters) < len(words):
        return  # a word without letters: nothing is its first one
    for size in INITIAL_LETTERS:
        for at in range(len(words) - size + 1):
            yield _part(INITIALS + letters[at : at + size], words, at, size)


def _run(words: Sequence[Word], at: int, size: int) -> Part:
    """Each writing once: several words may come from one."""
    writings = {word.origin: word.spelled for word in words[at : at + size]}.values()
    return _part("".join(writings), words, at, size)


def _part(spelled: str, words: Sequence[Word], at: int, size: int) -> Part:
    own = words[at : at + size]
    weight = sum([word.weight for word in own])
    ordinary = min([word.ordinary for word in own])
    return Term("", spelled), weight, size, _mask(len(words), at, size), ordinary


def _mask(count: int, at: int, size: int) -> int:
    """A bit for each of the words; every bit where the name has more words than bits."""
    return ((1 << size) - 1) << at if count <= MOST_BITS else _EVERY


def _bits_of(count: int) -> Sequence[int]:
    return [1 << at for at in range(count)] if count <= MOST_BITS else [_EVERY] * count


def _bits(codes: Iterable[str]) -> int:
    """A bit for each code; different codes may share one, so that equal bits prove nothing."""
    bits = 0
    for code in codes:
        bits |= _bit(code)
    return bits


@lru_cache(maxsize=4096)
def _bit(code: str) -> int:
    return 1 << (sum(at * byte for at, byte in enumerate(code.encode(), 1)) % _BITS)
