"""The distinct words of a list's names, and which of them an asked word may be.

Most names share their words with others, so words are compared once and names by their words.
An asked word reaches every listed word that shares a key with it (`term_keys`) and may be similar
enough to meet it in an alignment; how similar it is at most is told, never less than it is. Runs
of neighbouring words are terms, too: "Hik Vision" reaches "Hikvision", and the other way round.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import OSA, LCSseq, Prefix
from rapidfuzz.process import cpdist

from compliance.matching import term_keys
from compliance.matching.alignment import (
    ABBREVIATED,
    ADJECTIVE,
    FEWEST_LEFT_OUT,
    JOINED_SLACK,
    LEAST_SIMILAR,
    LONG_SHAPE,
    PLURAL,
    SAME_MEANING,
    SAME_SOUND,
    SHAPE_KEPT,
    SHAPE_TELLS,
    SHORTEST_JOINED,
    WHOLE_INITIALS,
    word_similarity,
)
from compliance.matching.arrays import (
    Column,
    distinct,
    make_lines,
    make_objects,
    sort_pairs,
    spread_rows,
)
from compliance.matching.parameters import read_value
from compliance.matching.people.persons import FORM_OF_NAME
from compliance.matching.term_keys import INITIALS, SpelledTerms, Terms, hash_words
from compliance.names.phonetics import (
    MARK,
    find_consonants_of_lines,
    spell_broad_sound_of_lines,
)

_LEAST_JOINED = read_value("term_index.least_joined")
_LEAST_KEPT = read_value("term_index.least_kept")
_LENGTHS = read_value("term_index.lengths")
_ROUNDING = 1e-6
"""What likenesses of words may differ by. No answer depends on it."""
_REMEMBERED = 40_000
"""Words of which is remembered what they reach. No answer depends on it."""


class Term(NamedTuple):
    """A word, or a run of words written as one, whose text is then empty."""

    text: str
    """What it counts as."""
    spelled: str


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
        """As `Lexicon.reach`, for words and runs behind them."""
        words = bisect_left(terms, True, key=lambda term: not term.text)
        if len(self._places) > _REMEMBERED:
            self._places, self._reach = {}, None
        new = [word for word in terms[:words] if word not in self._places]
        self._places.update(zip(new, count(len(self._places))))
        if new or self._reach is None:
            found = term_index.reach(new)
            self._reach = self._reach.before(found) if self._reach else found
        places = np.fromiter(map(self._places.__getitem__, terms[:words]), np.int64, words)
        return self._reach.select(places).before(term_index.reach(terms[words:]))


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
        """What each of the terms may be; it does not depend on the other terms."""
        asked = _name_terms(terms)
        ours, theirs = self._sharing_keys(asked)
        run = asked.is_run[ours], theirs >= self.words
        initials = asked.is_initials[ours] | self.terms.is_initials[theirs]
        same = (asked.texts[ours] == self.terms.texts[theirs]) & ~(run[0] | run[1])
        fits = ~(run[0] & run[1])
        form = (asked.families[ours] & self.terms.families[theirs]) != 0
        fits &= initials | same | form | self._lengths_fit(asked, ours, theirs, run[0] | run[1])
        ours, theirs, same, form, initials = (c[fits] for c in (ours, theirs, same, form, initials))
        joined = (run[0] | run[1])[fits]
        alike = self._similarity(asked, ours, theirs)
        alike = _raise(alike, form, FORM_OF_NAME)
        alike = _raise(alike, same, SAME_MEANING)
        near = alike >= np.where(joined, np.float32(_LEAST_JOINED), np.float32(LEAST_SIMILAR))
        alike[initials] = WHOLE_INITIALS
        near |= initials
        ours, theirs, alike, initials = (c[near] for c in (ours, theirs, alike, initials))
        syllables = (asked.syllables[ours] & self.terms.syllables[theirs]) != 0
        two = initials | (syllables & (asked.spelled.take(ours) != self.terms.spelled.take(theirs)))
        starts = np.searchsorted(ours, np.arange(len(terms) + 1))
        return Reach(starts, theirs, alike, np.where(two, np.float32(0), alike), initials)

    def _sharing_keys(self, asked: Terms) -> tuple[Column, Column]:
        """Pairs of asked and listed terms that share a key, without repeats, in order."""
        words = asked.spelled.lines.first(int((~asked.is_run).sum()))
        written = term_keys.list_writings(words)
        keys, owners = term_keys.build_keys(asked, written, listed=False)
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        first = np.searchsorted(self.keys, keys)
        number = np.searchsorted(self.keys, keys, side="right") - first
        whole = max(1, len(self.terms.spelled))
        pairs = np.repeat(owners, number) * whole + self.owners[spread_rows(first, number)]
        ours, theirs = np.divmod(distinct(pairs), whole)
        return ours, theirs

    def _lengths_fit(self, asked: Terms, ours: Column, theirs: Column, joined: Column) -> Column:
        """Whether two terms are about equally long, or one may be the beginning of the other."""
        lengths = asked.lengths[ours], self.terms.lengths[theirs]
        shorter, longer = np.minimum(*lengths), np.maximum(*lengths)
        run = (shorter >= SHORTEST_JOINED) & (longer - shorter <= JOINED_SLACK)
        word = shorter >= _LENGTHS * longer
        same_first = asked.spelled.heads(ours) == self.terms.spelled.heads(theirs)
        begins = np.flatnonzero(~word & ~joined & same_first)
        word[begins] = _begin(
            asked.spelled.take(ours[begins]), self.terms.spelled.take(theirs[begins])
        )
        return np.where(joined, run, word)

    def _similarity(self, asked: Terms, ours: Column, theirs: Column) -> Column:
        """No less than `alignment.word_similarity`, for pairs.

        Words with "kh" are compared as in an alignment: columns tell too little of them.
        """
        found = np.ones(len(ours), np.float32)
        spelled = asked.spelled.take(ours), self.terms.spelled.take(theirs)
        apart = np.flatnonzero(spelled[0] != spelled[1])
        spelled, theirs = (spelled[0][apart], spelled[1][apart]), theirs[apart]
        used = distinct(ours[apart])
        row = np.searchsorted(used, ours[apart])
        written = term_keys.list_writings(make_lines(asked.spelled.take(used)))
        spelt = term_keys.spell_terms(written)
        own, listed = spelt.classes(row), self.spelt.classes(theirs)
        same = {name: own[name] == listed[name] for name in own}
        need = np.where(same["bare"], _LEAST_KEPT, LEAST_SIMILAR)
        longer = np.maximum(own["lengths"], listed["lengths"])
        kept = _alike(*spelled, _may_keep(own["letters"], listed["letters"], longer, need))
        longer = np.maximum(spelt.heard.sizes(row), self.spelt.heard.sizes(theirs))
        may = _may_keep(own["heard_letters"], listed["heard_letters"], longer, need)
        heard = _alike(spelt.heard.take(row), self.spelt.heard.take(theirs), may)
        kept = np.maximum(kept, heard)
        kept = _raise(kept, same["bare"], 0.5 + kept / 2)
        kept = _raise(kept, (heard == 1) | same["scanned"], SAME_SOUND)
        kept = _raise(kept, same["stem"], ADJECTIVE)
        kept = _raise(kept, same["singular"], PLURAL)
        cut = abs(own["lengths"] - listed["lengths"]) >= FEWEST_LEFT_OUT
        short = np.flatnonzero(cut & same["first"] & (kept < ABBREVIATED))
        kept[short] = _raise(kept[short], _begin(*(s[short] for s in spelled)), ABBREVIATED)
        bare = own["vowelless"] | listed["vowelless"]
        soft = np.flatnonzero((own["softened"] | listed["softened"]) & ~bare)
        exact = [*map(word_similarity, *(s[soft].tolist() for s in spelled))]
        kept[soft] = np.maximum(kept[soft], np.array(exact, np.float32))
        kept[bare] = _compare_consonants(*(s[bare] for s in spelled))
        found[apart] = kept
        return found


def build_term_index(terms: Sequence[tuple[str, str]]) -> TermIndex:
    """The index of a list's distinct terms; runs of words must stand behind the words."""
    return _build(_name_terms(terms))


def _build(listed: Terms) -> TermIndex:
    words = int((~listed.is_run).sum())
    written = term_keys.list_writings(listed.spelled.lines)
    keys, owners = sort_pairs(*term_keys.build_keys(listed, written.first(words), listed=True))
    spelt = term_keys.spell_terms(written)
    return TermIndex(terms=listed, spelt=spelt, words=words, keys=keys, owners=owners)


def _name_terms(terms: Sequence[tuple[str, str]]) -> Terms:
    names, spelled = [text for text, _ in terms], [word for _, word in terms]
    lines = make_lines(spelled)
    return Terms(
        texts=term_keys.hash_words(names),
        spelled=lines.strings,
        lengths=np.fromiter(map(len, spelled), np.int32, len(spelled)),
        is_run=np.fromiter((not name for name in names), bool, len(names)),
        is_initials=np.fromiter((word[:1] == INITIALS for word in spelled), bool, len(names)),
        families=term_keys.families([word if name else "" for name, word in terms]),
        syllables=term_keys.find_syllables(lines),
    )


def _may_keep(ours: Column, theirs: Column, longer: Column, need: Column) -> Column:
    """Rows of pairs that may keep so many of their letters: each that the other lacks is a slip."""
    lacking = np.bitwise_count(ours & ~theirs), np.bitwise_count(theirs & ~ours)
    return np.flatnonzero(np.maximum(*lacking) <= (1 - need) * longer + _ROUNDING)


def _alike(ours: Column, theirs: Column, rows: Column) -> Column:
    """Share of letters kept, pair by pair; looked at in these rows only."""
    kept, alike = np.zeros(len(ours), np.float32), OSA.normalized_similarity
    found = cpdist(
        ours[rows], theirs[rows], scorer=alike, score_cutoff=_LEAST_KEPT, dtype=np.float32
    )
    kept[rows] = found
    return kept


def _compare_consonants(ours: Column, theirs: Column) -> Column:
    """What `alignment.word_similarity` says of words of which one has no vowels, pair by pair."""
    once = distinct(np.concatenate([ours, theirs]))
    lines = make_lines(once)
    shapes = make_objects(find_consonants_of_lines(lines.text).split("\n"))
    sounds = make_objects(spell_broad_sound_of_lines(lines.text).split("\n"))
    vowelless = lines.find_words_with(np.flatnonzero(lines.codes == ord(MARK)))
    one, other = np.searchsorted(once, ours), np.searchsorted(once, theirs)
    bare, full = np.where(vowelless[one], one, other), np.where(vowelless[one], other, one)
    alike = OSA.normalized_similarity
    same = cpdist(
        shapes[one], shapes[other], scorer=alike, score_cutoff=SHAPE_KEPT, dtype=np.float64
    )
    heard = cpdist(sounds[bare], sounds[full], scorer=LCSseq.similarity, dtype=np.int32)
    sizes = np.fromiter(map(len, shapes), np.int64), np.fromiter(map(len, sounds), np.int64)
    fewest = np.minimum(sizes[0][one], sizes[0][other])
    same[(fewest == 0) | ((same < 1) & (fewest < LONG_SHAPE))] = 0
    least, most = np.array(SHAPE_TELLS)[np.clip(fewest, 1, LONG_SHAPE) - 1].T
    found: Column = same * same * (least + (most - least) * heard / np.maximum(1, sizes[1][bare]))
    return found


def _raise(kept: Column, where: Column, least: Column | float) -> Column:
    return np.where(where, np.maximum(kept, np.float32(least)), kept)


def _begin(ours: Column, theirs: Column) -> Column:
    """Whether one word is the beginning of the other, pair by pair."""
    same = cpdist(ours, theirs, scorer=Prefix.similarity, dtype=np.int32)
    shorter = np.minimum(*(np.fromiter(map(len, words), np.int32) for words in (ours, theirs)))
    begins: Column = same == shorter
    return begins
