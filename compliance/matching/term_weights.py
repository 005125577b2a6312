"""How telling a word is: rare words tell, common ones do not.

A list's own words do not know that "vision" is common outside it, so the frequencies of the list
are joined by those of ordinary firms (`data/ordinary_words.tsv`, whose one reader this is).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from compliance.matching.parameters import read_count, read_value
from compliance.model.program_data import read_data_columns
from compliance.names import PreparedName
from compliance.names.vocabulary import is_brand, is_common, is_place

_FAMILY = read_count("term_weights.family")
_LONG = read_count("term_weights.long")
MOST_BEARERS = read_count("term_weights.most_bearers")
_LEAST = read_value("term_weights.least")
_COMMON_WORD = read_value("term_weights.common_word")
_PLACE = read_value("term_weights.place")
_TELLING_PLACE = read_value("term_weights.telling_place")
_NUMBER = read_value("term_weights.number")
_LIST_SIZE = read_count("term_weights.list_size")


@cache
def ordinary_words() -> tuple[Mapping[str, int], int]:
    """Word -> number of ordinary firms' names with it, and the number of names looked at."""
    words, numbers = read_data_columns("matching/data/ordinary_words.tsv")
    counts = dict(zip(words, map(int, numbers), strict=True))
    return counts, counts.pop("*")


def is_ordinary_word(word: str) -> bool:
    """Whether more ordinary firms have the word than a single group has."""
    return ordinary_words()[0].get(word, 0) > MOST_BEARERS


class Weights(Struct, frozen=True):
    """Weight of words, 0..1."""

    counts: Mapping[str, float]
    total: int
    families: frozenset[str] = frozenset()
    """Brands that many listed names begin with and hardly any ordinary firm has ("Huawei")."""

    def weigh(self, word: str, *, among_brands: bool = True) -> float:
        """0 for a word in every name, 1 for one never seen; numbers have a weight of their own.

        A place says little beside a brand, but it is what tells one police college from another:
        `among_brands` says whether the name has a word of its own.
        """
        if word.isdigit():
            return _NUMBER
        if is_place(word):
            return _PLACE if among_brands else _TELLING_PLACE
        rarity = math.log(self.total / (1 + self.counts.get(word, 0.0))) / math.log(self.total)
        rarity = min(rarity, _COMMON_WORD) if is_common(word) else rarity
        return max(_LEAST, rarity)

    def find_moved_words(self, earlier: "Weights") -> frozenset[str]:
        """Words that do not weigh what they weighed, or are the brand of a family only in one."""
        differ = {
            word
            for word in earlier.counts.keys() | self.counts.keys()
            if earlier.counts.get(word) != self.counts.get(word)
        }
        moved = {word for word in differ if earlier.weigh(word) != self.weigh(word)}
        return frozenset(moved) | (earlier.families ^ self.families)

    def ordinary(self, word: str) -> float:
        """Logarithm of the number of ordinary firms that have the word; 0 for none.

        The firms that bear a family's brand are its own.
        """
        return 0.0 if word in self.families else math.log1p(ordinary_words()[0].get(word, 0))


def weigh(entries: Iterable[Sequence[PreparedName]], leads: Iterable[PreparedName] = ()) -> Weights:
    """Weights from the names of each entry of a list, together with ordinary firms' names.

    A word counts once a family: neither ten aliases of one entry nor 150 entries that begin with
    "Huawei" make it common. A small list says little about how common a word is: its own counts
    grow in with its size. The brand of a lead ("EZVIZ") counts as a family.
    """
    counting = WordCounts()
    for names in entries:
        counting.add(names)
    for name in leads:
        counting.add_lead(name)
    return counting.weights()


class WordCounts:
    """Counts the words of a list, entry by entry; no entry is held."""

    def __init__(self) -> None:
        self._heads_of: dict[str, set[str]] = {}
        self._heads: Counter[str] = Counter()
        self._known: dict[str, str] = {}
        self._listed = 0
        self._leads: set[str] = set()

    def add(self, names: Sequence[PreparedName]) -> None:
        """An entry with all its names, of which there is at least one."""
        self._listed += 1
        first = names[0].tokens
        # The first word that is a name of its own: the family it belongs to.
        head = next(filter(is_brand, first), first[0] if first else "")
        head = self._known.setdefault(head, head)  # every set has the same text, not one like it
        self._heads[head] += bool(names[0].legal)
        # Words count as spelled and as meant.
        spelled = {word for name in names for word in name.tokens}
        meant = {word for name in names for words in name.meanings for word in words}
        for word in spelled | meant:
            self._heads_of.setdefault(word, set()).add(head)

    def join(self, other: "WordCounts") -> None:
        """The entries that were counted there as well."""
        self._listed += other._listed
        self._heads += other._heads
        self._leads |= other._leads
        for word, heads in other._heads_of.items():
            self._heads_of.setdefault(word, set()).update(heads)

    def add_lead(self, name: PreparedName) -> None:
        """A name of a party that leads to a listed one: its brand, if it has no other word."""
        if len(name.tokens) == 1 and len(name.tokens[0]) >= _LONG and is_brand(name.tokens[0]):
            self._leads.add(name.tokens[0])

    def weights(self) -> Weights:
        """What the words weigh that were counted."""
        ordinary, number = ordinary_words()
        share = min(1, self._listed / _LIST_SIZE)
        counts = {word: len(heads) * share for word, heads in self._heads_of.items()}
        for word, count in ordinary.items():
            counts[word] = counts.get(word, 0) + count
        families = {head for head, size in self._heads.items() if size >= _FAMILY} | self._leads
        return Weights(
            counts=counts,
            total=_LIST_SIZE + number,
            families=frozenset(head for head in families if not is_ordinary_word(head)),
        )
