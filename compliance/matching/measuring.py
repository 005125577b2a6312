"""What agrees at most in pairs of names, by words of one that may be words of the other. Pure."""

from dataclasses import dataclass

import numpy as np

from compliance.matching.bounds import Pairs, doubtless
from compliance.matching.columns import Column, groups, spread
from compliance.matching.comparison import MOST_ORDINARY
from compliance.matching.described import Described


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Asked names and the listed terms that they reach: a row each, ordered by both."""

    names: Column
    terms: Column
    agreed: Column
    """Weight that agrees at most."""
    sizes: Column
    """Number of the asked words."""
    masks: Column
    """Which words of the asked name they are, a bit each."""
    ordinary: Column
    """How ordinary they are at least, as a logarithm."""
    initials: Column
    """Whether one is the first letters of the other."""
    alike: Column
    """How similar the terms are at most, 0..1."""
    family: Column
    """Whether it is the brand of a family of listed parties, letter by letter."""

    def at(self, rows: Column | slice) -> "Links":
        """Some of them."""
        return Links(**{name: getattr(self, name)[rows] for name in self.__slots__})

    def of(self, names: Column) -> "Links":
        """Those of some asked names that stand behind each other, of which there is one."""
        return self.at(np.s_[slice(*np.searchsorted(self.names, [names[0], names[-1] + 1]))])


class Measuring:
    """Measures pairs of asked names and those of a list that is made of so many terms."""

    def __init__(self, names: Described, terms: int) -> None:
        self._names = names
        self._marked = np.zeros(terms, bool)

    def measured(self, links: Links, keys: Column) -> Pairs:
        """What may agree in pairs of an asked and a listed name, each told by one number."""
        asked, listed = parted(keys, self._names)
        parts = self._names.parts
        first = parts.starts[listed]
        number = parts.starts[listed + 1] - first
        rows = spread(first, number)
        likely = self._linked(links, parts.terms[rows])
        pair, rows = np.repeat(np.arange(len(keys)), number)[likely], rows[likely]
        at, there = _found(links, asked[pair], parts.terms[rows])
        return self._summed(links.at(at), rows[there], asked, listed, pair[there])

    def _linked(self, links: Links, terms: Column) -> Column:
        """Which of the terms some link leads to; a look at a mark is cheaper than a search."""
        self._marked[links.terms] = True
        found = np.flatnonzero(self._marked[terms])
        self._marked[links.terms] = False
        return found

    def _summed(
        self, links: Links, rows: Column, asked: Column, listed: Column, pair: Column
    ) -> Pairs:
        """The pairs, from the links of each and the listed parts that they lead to.

        What is left over is told by `left_over`.
        """
        parts, count = self._names.parts, len(asked)
        sizes = np.maximum(parts.sizes[rows], links.sizes)
        written_out = np.where(links.initials, 0, links.alike)
        ordinary = np.maximum(links.ordinary, parts.ordinary[rows])
        pairs, begin = groups(pair)

        def total(values: Column) -> Column:
            return np.bincount(pair, values, count)

        def extreme(how: np.ufunc, values: Column, otherwise: float) -> Column:
            return _placed(how, values, pairs, begin, np.full(count, otherwise, values.dtype))

        return Pairs(
            asked=asked,
            listed=listed,
            agreed=total(links.agreed),
            strongest=extreme(np.maximum, links.agreed, 0.0),
            ordinary=extreme(
                np.minimum, np.where(links.initials, MOST_ORDINARY, ordinary), MOST_ORDINARY
            ),
            alike=extreme(np.maximum, written_out, 0.0),
            met=total(sizes),
            persons=total(sizes * doubtless(written_out)),
            initials=total(links.agreed * links.initials),
            family=total(links.family) > 0,
            joined=total((sizes > 1) & ~links.initials) > 0,
            our_words=extreme(np.bitwise_or, links.masks, 0),
            their_words=extreme(np.bitwise_or, parts.masks[rows], 0),
            left_asked=np.zeros(count),
            left_listed=np.zeros(count),
        )


def listed_bits(names: Described) -> int:
    """Bits of a number that tell the listed name of a pair; those above tell the asked one."""
    return len(names.spelling).bit_length()


def parted(keys: Column, names: Described) -> tuple[Column, Column]:
    """Asked and listed name of pairs that are one number each; shifts are cheaper than division."""
    bits = listed_bits(names)
    return keys >> bits, keys & ((1 << bits) - 1)


def _found(links: Links, names: Column, terms: Column) -> tuple[Column, Column]:
    """Where the links of names with terms are, and which of them there are."""
    whole = int(links.terms.max(initial=0)) + 1
    keys = links.names * whole + links.terms
    asked = np.where(terms < whole, names * whole + terms, -1)
    at = np.searchsorted(keys, asked)
    at[at == len(keys)] = 0
    there = keys[at] == asked if len(keys) else np.zeros(len(asked), bool)
    return at[there], there


def _placed(how: np.ufunc, values: Column, pairs: Column, begin: Column, to: Column) -> Column:
    """The greatest or least value of each pair, in the place of the pair."""
    if len(begin):
        to[pairs] = how.reduceat(values, begin)
    return to
