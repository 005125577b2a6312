"""Names as columns of numbers: their words and runs of words, and all that a bound needs to know.

The same columns are made of listed and of asked names. Those of a list are made part by part: the
objects of one part at a time are held, and the columns are the same whatever the parts. Terms are
numbered in the order in which they are first met, words before runs of words. Pure.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate, chain, compress, count, islice, repeat
from typing import TypeVar

import numpy as np
from msgspec import Struct

from compliance.matching import term_index
from compliance.matching.alignment import FEWEST_INITIALS, Word
from compliance.matching.arrays import (
    Column,
    Strings,
    join_columns,
    join_starts,
    join_strings,
    make_lines,
    reduce_groups,
    sort_pairs,
    spread_rows,
)
from compliance.matching.features import Side
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.parameters import read_count
from compliance.matching.people.person_tables import (
    find_characters,
    is_honorific,
    is_particle,
    is_title,
    weigh_person_word,
)
from compliance.matching.term_index import Term, TermIndex
from compliance.matching.term_keys import INITIAL_LETTERS, INITIALS, SpelledTerms, Terms, hash_words
from compliance.names import PreparedName
from compliance.names.vocabulary import is_brand, is_place

_LONGEST_RUN = read_count("name_table.longest_run")
_MOST_SYLLABLES = read_count("name_table.most_syllables")
_SYLLABLE = read_count("name_table.syllable")
_BITS = np.iinfo(np.uint64).bits
Text = TypeVar("Text", bound=Hashable)


class NameParts(Struct, frozen=True, kw_only=True):
    """Terms of names: those of name `n` are rows `starts[n]` to `starts[n + 1]`."""

    starts: Column
    terms: Column
    """Positions in a list of distinct terms."""
    weights: Column
    sizes: Column
    """How many words each is."""
    masks: Column
    """Which words of the name each is, a bit each: no name has more words than bits."""
    ordinary: Column
    """How ordinary its least ordinary word is, as a logarithm."""

    @property
    def names(self) -> Column:
        """For each row the name it belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


class NameTraits(Struct, frozen=True, kw_only=True):
    """What a bound needs to know of names, a row each."""

    weight: Column
    """Weight of all words."""
    letters: Column
    words: Column
    """Number of words."""
    light_words: Column
    """Which words may weigh nothing beside the other name, a bit each: places, own initials."""
    full_words: Column
    """Which words count as a whole name of a person, a bit each: no single letter, no title."""
    particles: Column
    """Which words are particles of persons' names, a bit each."""
    telling: Column
    """How telling all words are as names of a person, together at most: links and forms, too."""
    brands: Column
    """Which words are names of their own, a bit each."""
    forms: Column
    """Legal forms, a bit each; several may share one."""
    numbers: Column
    """Numbers, likewise."""
    foreign: Column
    characters: Column
    """Whether it is in Chinese or Korean characters only."""
    literal: Column

    def take(self, rows: Column) -> "NameTraits":
        """Some of the names."""
        return NameTraits(**{name: getattr(self, name)[rows] for name in self.__struct_fields__})


class NameTable(Struct, frozen=True, kw_only=True):
    """Names, a row each."""

    parts: NameParts
    """Words, and runs of them, written as one."""
    facts: NameTraits
    written: Strings
    """The whole name as written; see `PreparedName`."""
    spelling: Column
    """The words as a number."""


def build_name_table(sides: Sequence[Side], *, asked: bool) -> tuple[NameTable, list[Term]]:
    """The names as columns, and the distinct terms that they are made of, words before runs."""
    names, words, runs = _tabulate(sides, asked=asked)
    return names, [*words, *zip(repeat(""), runs)]


def _tabulate(
    sides: Sequence[Side], *, asked: bool
) -> tuple[NameTable, Sequence[Term], Sequence[str]]:
    """The names as columns, their distinct words and their distinct runs of words."""
    words = _words(sides)
    parts, texts, runs = _parts(words)
    names = NameTable(
        parts=parts,
        facts=_facts(sides, words, asked=asked),
        written=make_lines(side.name.full_text for side in sides).strings,
        spelling=hash_words([" ".join(side.name.tokens) for side in sides]),
    )
    return names, texts, runs


# --- Words ------------------------------------------------------------------------------------


class _NameWords(Struct, frozen=True, kw_only=True):
    """The words of all names behind each other, a row each."""

    texts: Sequence[str]
    spelled: Sequence[str]
    many: Column
    """For each name how many it has."""
    firsts: Column
    """For each name its first one."""
    names: Column
    """The name that each belongs to."""
    places: Column
    """Its place in its name."""
    weights: Column
    """In full precision, as they are summed."""
    ordinary: Column
    further: Column
    """Whether it is one more word of the writing of the one before."""
    lengths: Column


def _words(sides: Sequence[Side]) -> _NameWords:
    words = [*chain.from_iterable(side.words for side in sides)]
    columns = zip(*words, strict=True) if words else repeat((), len(Word._fields))
    texts, spelled, weights, ordinary, _, further = columns
    many = np.array([len(side.words) for side in sides], np.int64)
    firsts = np.cumsum(many) - many
    return _NameWords(
        texts=texts,
        spelled=spelled,
        many=many,
        firsts=firsts,
        names=np.repeat(np.arange(len(sides)), many),
        places=np.arange(len(words)) - np.repeat(firsts, many),
        weights=np.array(weights, np.float64),
        ordinary=np.array(ordinary, np.float64),
        further=np.array(further, bool),
        lengths=np.fromiter(map(len, spelled), np.int64, len(words)),
    )


# --- Facts ------------------------------------------------------------------------------------


def _facts(sides: Sequence[Side], words: _NameWords, *, asked: bool) -> NameTraits:
    traits = np.fromiter(map(_traits, words.texts, words.spelled), np.int64, len(words.texts))
    full, particle, brand, place = (traits >> bit & 1 for bit in range(4))
    light = _own_initials(words)
    if asked:
        light |= place
    names, whole = words.names, len(sides)

    def bits_of(which: Column) -> Column:
        return np.bincount(names, which << words.places, whole).astype(np.uint32)

    return NameTraits(
        weight=np.bincount(names, words.weights, whole).astype(np.float32),
        letters=np.bincount(names, words.lengths, whole).astype(np.int32),
        words=words.many.astype(np.int32),
        light_words=bits_of(light),
        full_words=bits_of(full),
        particles=bits_of(particle),
        telling=np.array([_sum_telling(side.name) for side in sides], np.float32),
        brands=bits_of(brand),
        forms=np.array([_bits(side.name.legal) for side in sides], np.uint64),
        numbers=np.array([_bits(side.name.numbers) for side in sides], np.uint64),
        foreign=np.fromiter((side.name.foreign for side in sides), bool, len(sides)),
        characters=np.array([bool(find_characters(side.name)) for side in sides], bool),
        literal=np.fromiter((side.name.literal for side in sides), bool, len(sides)),
    )


def _sum_telling(name: PreparedName) -> float:
    """How telling all words are as names of a person; a firm's are not looked at one by one."""
    return len(name.spelled) if name.legal else sum(map(weigh_person_word, name.spelled))


def _own_initials(words: _NameWords) -> Column:
    """1 for words that are first letters of neighbouring words of their own name, else 0."""
    texts = words.texts
    found = np.zeros(len(texts), np.int64)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    fits = (lengths >= FEWEST_INITIALS) & (lengths <= words.many[words.names])
    for at in np.flatnonzero(fits).tolist():
        first = words.firsts[words.names[at]]
        own = texts[first : first + words.many[words.names[at]]]
        found[at] = texts[at] in "".join([text[:1] for text in own])
    return found


@lru_cache(maxsize=1 << 15)
def _traits(text: str, spelled: str) -> int:
    """Whether a word is a whole name of a person, a particle, a name of its own, a place: bits."""
    particle = is_particle(spelled)
    other = particle or len(spelled) == 1 or is_honorific(spelled) or is_title(spelled)
    return (not other) | particle << 1 | is_brand(text) << 2 | is_place(text) << 3


@lru_cache(maxsize=4096)
def _bits(codes: Collection[str]) -> int:
    """A bit for each code; different codes may share one, so that equal bits prove nothing."""
    bits = 0
    for code in codes:
        bits |= 1 << (sum(at * byte for at, byte in enumerate(code.encode(), 1)) % _BITS)
    return bits


# --- Parts ------------------------------------------------------------------------------------


def _parts(
    words: _NameWords,
) -> tuple[NameParts, Sequence[Term], Sequence[str]]:
    """The words of each name, its runs of words, its initials; the distinct words and runs."""
    runs = _list_runs(words)
    singles, single = _number([*zip(words.texts, words.spelled, strict=True)])
    joined, run = _number(runs.texts)
    first = np.concatenate([np.arange(len(single)), runs.first])
    sizes = np.concatenate([np.ones(len(single), np.int64), runs.sizes])
    order = np.argsort(words.names[first], kind="stable")
    first, sizes = first[order], sizes[order]
    counts = np.bincount(words.names[first], minlength=len(words.many))
    # The weight of each run together, and how ordinary its least ordinary word is.
    rows, run_starts = spread_rows(first, sizes), np.cumsum(sizes) - sizes
    runs_of_rows = np.repeat(np.arange(len(first)), sizes)
    weights = np.bincount(runs_of_rows, words.weights[rows], len(first))
    parts = NameParts(
        starts=np.concatenate([[0], np.cumsum(counts)]),
        terms=np.concatenate([single, run + len(singles)])[order],
        weights=weights.astype(np.float32),
        sizes=sizes.astype(np.int32),
        masks=(((1 << sizes) - 1) << words.places[first]).astype(np.uint32),
        ordinary=reduce_groups(np.minimum, words.ordinary[rows], run_starts).astype(np.float32),
    )
    return parts, singles, joined


def _number(texts: Sequence[Text]) -> tuple[Sequence[Text], Column]:
    """The distinct ones as they are first met, and for each of all its place among those."""
    once = [*dict.fromkeys(texts)]
    known = dict(zip(once, range(len(once)), strict=True))
    return once, np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))


class _Runs(Struct, frozen=True):
    """Neighbouring words of one name, written as one or as initials; ordered by names."""

    first: Column
    """Its first word, among those of all names."""
    sizes: Column
    texts: list[str]


def _list_runs(words: _NameWords) -> _Runs:
    """Runs of words, then first letters of neighbouring words.

    Runs are short ones, longer ones of syllables, and whole names.
    """
    runs = []
    for size in range(2, _MOST_SYLLABLES + 1):
        first = _beginning(words, size)
        if size > _LONGEST_RUN:
            first = first[words.many[words.names[first]] > size]
            short = words.lengths <= _SYLLABLE
            first = first[np.all([short[first + at] for at in range(size)], axis=0)]
        runs.append((first, np.full(len(first), size)))
    long = words.many > _LONGEST_RUN
    runs.append((words.firsts[long], words.many[long]))
    initials = [
        (first, np.full(len(first), size))
        for size in INITIAL_LETTERS
        for first in (_beginning(words, size),)
    ]
    texts = _write_runs(words, *map(np.concatenate, zip(*runs, strict=True)))
    letters = "".join([text[0] for text in words.texts])
    for first, sizes in initials:
        ends = (first + sizes).tolist()
        texts += [INITIALS + letters[a:b] for a, b in zip(first.tolist(), ends, strict=True)]
    first, sizes = map(np.concatenate, zip(*runs, *initials, strict=True))
    order = np.argsort(words.names[first], kind="stable")
    return _Runs(first[order], sizes[order], [texts[at] for at in order.tolist()])


def _write_runs(words: _NameWords, first: Column, sizes: Column) -> list[str]:
    """Each writing once: several words may come from one, and stand beside each other."""
    again = np.roll(words.further, -1)  # the next word is of it, too; the first of all never is
    lengths = np.where(again, 0, words.lengths)
    text = "".join(compress(words.spelled, lengths.tolist()))
    starts, last = np.cumsum(lengths) - lengths, first + sizes - 1
    ends = (starts[last] + words.lengths[last]).tolist()
    return [text[a:b] for a, b in zip(starts[first].tolist(), ends, strict=True)]


def _beginning(words: _NameWords, size: int) -> Column:
    """Words with which a run of so many begins."""
    return np.flatnonzero(words.places + size <= words.many[words.names])


_TERMS = 25_000
"""Terms that are spelled in all ways at a time. No answer depends on it."""


class NamePart(Struct, frozen=True):
    """Some names of a list, by themselves."""

    names: NameTable
    words: Sequence[Term]
    """The words of their terms; see `Term`."""
    runs: Sequence[str]
    """The runs of words among them, which stand behind."""
    brands: frozenset[Term]
    """Words that are brands of families."""


def build_name_part(sides: Sequence[Side]) -> NamePart:
    """Some names of a list."""
    names, words, runs = _tabulate(sides, asked=False)
    brands = frozenset((w.text, w.spelled) for s in sides for w in s.words if w.family)
    return NamePart(names, words, runs, brands)


class NameTableBuilder:
    """Takes the names of a list part by part."""

    def __init__(self) -> None:
        self._met = 0
        self._words: dict[Term, int] = {}
        """Each word and how many terms had been met before it, repeats among them."""
        self._runs: dict[str, int] = {}
        """The same of runs."""
        self._brands: set[Term] = set()
        self._parts: list[NameTable] = []
        self._terms: list[Column] = []

    def add(self, part: NamePart) -> None:
        """The next names."""
        words = map(self._words.setdefault, part.words, count(self._met))
        runs = map(self._runs.setdefault, part.runs, count(self._met + len(part.words)))
        numbers = np.array([*words, *runs], np.int64)
        self._met += len(numbers)
        self._brands |= part.brands
        self._parts.append(part.names)
        self._terms.append(numbers[part.names.parts.terms])

    def names(self) -> NameTable:
        """All names; their parts are let go of."""
        if not self._parts:
            self.add(build_name_part([]))
        known = [*self._words.values(), *self._runs.values()]
        places = np.zeros(self._met, np.int32)
        places[known] = np.arange(len(known))
        terms = places[join_columns(self._terms, np.int64)]
        tables, self._parts, self._terms = self._parts, [], []
        return NameTable(
            parts=NameParts(
                starts=join_starts([one.parts.starts for one in tables]),
                terms=terms,
                **_columns([one.parts for one in tables], but=("starts", "terms")),
            ),
            facts=NameTraits(**_columns([one.facts for one in tables])),
            written=join_strings([one.written for one in tables]),
            spelling=join_columns([one.spelling for one in tables], np.uint32),
        )

    def families(self) -> Column:
        """For each term whether it is the brand of a family of listed parties."""
        words = np.fromiter(map(self._brands.__contains__, self._words), bool, len(self._words))
        return np.concatenate([words, np.zeros(len(self._runs), bool)])

    def term_index(self, share: WorkSharer = work_alone) -> TermIndex:
        """All terms; they are let go of."""
        terms = chain(self._words, zip(repeat(""), self._runs))
        parts = iter(lambda: [*islice(terms, _TERMS)], [])
        made = [*share(partial(map, term_index.build_term_index), parts)]
        self._words, self._runs = {}, {}
        return join_term_indexes(made)


def join_term_indexes(parts: Sequence[TermIndex]) -> TermIndex:
    """Lexicons of terms behind each other, as one; runs of words stand behind the words in all."""
    parts = parts or [term_index.build_term_index([])]
    before = accumulate((len(one.terms.spelled) for one in parts), initial=0)
    shifted = [one.owners + np.int32(at) for one, at in zip(parts, before, strict=False)]
    owners = join_columns(shifted, np.int32)
    keys = join_columns([one.keys for one in parts], np.uint32)
    keys, owners = sort_pairs(keys, owners)
    return TermIndex(
        terms=Terms(
            spelled=join_strings([one.terms.spelled for one in parts]),
            **_columns([one.terms for one in parts], but=("spelled",)),
        ),
        spelt=SpelledTerms(
            heard=join_strings([one.spelt.heard for one in parts]),
            **_columns([one.spelt for one in parts], but=("heard",)),
        ),
        words=sum(one.words for one in parts),
        keys=keys,
        owners=owners,
    )


def _columns(parts: Sequence[Struct], but: Sequence[str] = ()) -> Mapping[str, Column]:
    """The columns of all parts behind each other, by their names."""
    names = [name for name in parts[0].__struct_fields__ if name not in but]
    return {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
