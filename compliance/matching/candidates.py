"""Which listed names an asked name is compared with: those whose words may agree well enough.

Every asked word reaches the listed words that it may be (`term_index`), and two names agree at most
in the weight of the words that reach each other. Names that share only words that many have are
not gathered: those alone make no match. Many names at a time; a name's pairs do not depend on the
others. Pure.

Names with the brand of a family of listed parties are a question where no other word differs. A
word that is a name of its own and is left over on either side tells them apart, unless it meets a
word that the index does not reach, as it is hardly like it. Of such words there may be one a side,
and it is compared with the words of the other name.
"""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from compliance.matching.alignment import LEAST_SIMILAR, word_similarity
from compliance.matching.arrays import (
    Column,
    Strings,
    groups,
    make_objects,
    most,
    reduce_groups,
    running_sums,
    spread_rows,
)
from compliance.matching.features import MOST_ORDINARY, Side
from compliance.matching.name_table import (
    MOST_BITS,
    NameParts,
    NameTable,
    NameTableBuilder,
    build_name_part,
)
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.parameters import read_value
from compliance.matching.term_index import Reach, ReachMemory, Term, TermIndex, select_terms
from compliance.matching.term_keys import Terms, hash_words
from compliance.matching.upper_bounds import Pairs, add_left_over, joined_pairs, weigh_likeness

# --- Brands of families -----------------------------------------------------------------------


class SpelledNames(Struct, frozen=True):
    """Names, and how the terms that they are made of are spelled."""

    names: NameTable
    terms: Strings

    def words(self, rows: Column) -> tuple[Column, Column]:
        """The words of some of the names, and the position in `rows` that each belongs to."""
        many = self.names.facts.words[rows]  # words stand before runs
        at = spread_rows(self.names.parts.starts[rows], many)
        return self.terms.take(self.names.parts.terms[at]), np.repeat(np.arange(len(rows)), many)

    def word(self, rows: Column, bits: Column) -> Column:
        """Of each of some names the word behind a bit."""
        place = np.bitwise_count(bits - np.uint32(1))
        at = self.names.parts.starts[rows] + place
        return self.terms.take(self.names.parts.terms[at])


def find_same_brands(
    reach: Reach, asked: Sequence[Term], listed: Terms, families: Column
) -> Column:
    """Rows of what was reached where a brand of a family is itself, letter by letter."""
    rows = np.flatnonzero(families[reach.terms] & (reach.similarity == 1))
    theirs = reach.terms[rows]
    ours = [asked[at] for at in np.searchsorted(reach.starts, rows, side="right") - 1]
    spelled = make_objects([term.spelled for term in ours]) == listed.spelled.take(theirs)
    texts = hash_words([term.text for term in ours]) == listed.texts[theirs]
    found: Column = rows[(spelled & texts).astype(bool)]
    return found


def may_be_family(pairs: Pairs, asked: SpelledNames, listed: SpelledNames) -> Column:
    """Which of the pairs may be of one family."""
    ours = asked.names.facts.brands[pairs.asked] & ~pairs.our_words
    theirs = listed.names.facts.brands[pairs.listed] & ~pairs.their_words
    few = (np.bitwise_count(ours) <= 1) & (np.bitwise_count(theirs) <= 1)
    found: Column = pairs.family & few
    for left, own, its, other, beside in (
        (ours, asked, pairs.asked, listed, pairs.listed),
        (theirs, listed, pairs.listed, asked, pairs.asked),
    ):
        rows = np.flatnonzero(found & (left != 0))
        words, (others, at) = own.word(its[rows], left[rows]), other.words(beside[rows])
        both = zip(words[at], others, strict=True)
        like = (word_similarity(one, another) >= LEAST_SIMILAR for one, another in both)
        found[rows] = np.bincount(at, np.fromiter(like, bool, len(at)), len(words)) > 0
    return found


# --- Pairs that share enough ------------------------------------------------------------------


class Links(Struct, frozen=True, kw_only=True):
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
    """How similar the terms are at most, 0..1; 0 for first letters."""
    in_persons: Column
    """The same as parts of persons' names."""
    family: Column
    """Whether it is the brand of a family of listed parties, letter by letter."""

    def take(self, rows: Column | slice) -> "Links":
        """Some of them."""
        return Links(**{name: getattr(self, name)[rows] for name in self.__struct_fields__})

    def select(self, names: Column) -> "Links":
        """Those of some asked names that stand behind each other, of which there is one."""
        return self.take(np.s_[slice(*np.searchsorted(self.names, [names[0], names[-1] + 1]))])


class PairMeasurer:
    """Measures pairs of asked names and those of a list that is made of so many terms."""

    def __init__(self, names: NameTable, terms: int) -> None:
        self._names = names
        self._marked = np.zeros(terms, bool)

    def measure(self, links: Links, keys: Column) -> Pairs:
        """What may agree in pairs of an asked and a listed name, each told by one number."""
        asked, listed = split_keys(keys, self._names)
        parts = self._names.parts
        first = parts.starts[listed]
        number = parts.starts[listed + 1] - first
        rows = spread_rows(first, number)
        # Which terms some link leads to: a look at a mark is cheaper than a search.
        self._marked[links.terms] = True
        likely = np.flatnonzero(self._marked[parts.terms[rows]])
        self._marked[links.terms] = False
        pair, rows = np.repeat(np.arange(len(keys)), number)[likely], rows[likely]
        # Where the link of each asked name with each term is, and which of them there are.
        names, terms = asked[pair], parts.terms[rows]
        whole = int(links.terms.max(initial=0)) + 1
        known = links.names * whole + links.terms
        sought = np.where(terms < whole, names * whole + terms, -1)
        at = np.searchsorted(known, sought)
        at[at == len(known)] = 0
        there = known[at] == sought if len(known) else np.zeros(len(sought), bool)
        return self._sum_up(links.take(at[there]), rows[there], asked, listed, pair[there])

    def _sum_up(
        self, links: Links, rows: Column, asked: Column, listed: Column, pair: Column
    ) -> Pairs:
        """The pairs, from the links of each and the listed parts that they lead to.

        What is left over is told by `left_over`.
        """
        parts, count = self._names.parts, len(asked)
        sizes = np.maximum(parts.sizes[rows], links.sizes)
        ordinary = np.maximum(links.ordinary, parts.ordinary[rows])
        pairs, begin = groups(pair)

        def total(values: Column) -> Column:
            return np.bincount(pair, values, count)

        def extreme(how: np.ufunc, values: Column, otherwise: float) -> Column:
            found = np.full(count, otherwise, values.dtype)
            found[pairs] = reduce_groups(how, values, begin)
            return found

        return Pairs(
            asked=asked,
            listed=listed,
            agreed=total(links.agreed),
            strongest=extreme(np.maximum, links.agreed, 0.0),
            ordinary=extreme(
                np.minimum, np.where(links.initials, MOST_ORDINARY, ordinary), MOST_ORDINARY
            ),
            alike=extreme(np.maximum, links.alike, 0.0),
            met=total(sizes * (links.in_persons > 0)),
            persons=total(sizes * weigh_likeness(links.in_persons)),
            initials=total(links.agreed * links.initials),
            family=total(links.family) > 0,
            joined=total((sizes > 1) & ~links.initials) > 0,
            our_words=extreme(np.bitwise_or, links.masks, 0),
            their_words=extreme(np.bitwise_or, parts.masks[rows], 0),
            left_asked=np.zeros(count),
            left_listed=np.zeros(count),
        )


def listed_bits(names: NameTable) -> int:
    """Bits of a number that tell the listed name of a pair; those above tell the asked one."""
    return len(names.spelling).bit_length()


def split_keys(keys: Column, names: NameTable) -> tuple[Column, Column]:
    """Asked and listed name of pairs that are one number each; shifts are cheaper than division."""
    bits = listed_bits(names)
    return keys >> bits, keys & ((1 << bits) - 1)


ENOUGH = read_value("candidates.enough")
_MANY = 200
"""Names with a term that is followed only if need be. No answer depends on it."""
_NOT_COMMON = np.iinfo(np.int32).max
_WEIGHT_BITS = 20
"""Bits that a sum of weights has room in. No answer depends on it."""
_SIGNS = np.iinfo(np.uint64).bits
_PORTION = 1 << 17
"""Names of terms that are followed at a time. No answer depends on it."""
_ROUNDING = 1e-3
"""What sums of weights may differ by. No answer depends on it."""
_FINE = 1 << 14
"""Parts of a weight of one that are told apart in sums, rounded up. No answer depends on it."""


class Postings(Struct, frozen=True, kw_only=True):
    """For each listed term the names that have it: rows `starts[t]` to `starts[t + 1]`."""

    starts: Column
    names: Column
    heaviest: Column
    """For each term its weight in the name where it weighs most."""
    family: Column
    """For each term whether it is the brand of a family of listed parties."""
    common: Column
    """For each term its place among those that many names have, or `_NOT_COMMON`."""
    signs: Column
    """For each name which of those it may have, a bit each; several share a bit."""

    def list_figures(self) -> list[tuple[float, bool]]:
        """For each term its weight where it weighs most, and whether it is a family's brand."""
        return list(zip(self.heaviest.tolist(), self.family.tolist(), strict=True))

    def list_common(self) -> Column:
        """Positions of the terms that many names have, the most common first."""
        order = np.argsort(self.common, kind="stable")
        return order[: int((self.common < len(self.common)).sum())]


class CommonTerms(Struct, frozen=True):
    """Links of asked names that are not followed, as they lead to too many."""

    links: Links
    starts: Column
    """Where the rows of each asked name begin, and behind them the number of rows."""
    held: Column
    """For each asked name what may agree by them together."""


class CandidateIndex(Struct, frozen=True):
    """A list's names by their words."""

    term_index: TermIndex
    names: NameTable
    postings: Postings

    def find_moved_names(self, earlier: "CandidateIndex", words: Collection[str]) -> Column:
        """Names with a term that has one of the words, or other figures than in the earlier list.

        `words` are those that do not weigh what they weighed.
        """
        here, there = self.term_index.identify_terms(), earlier.term_index.identify_terms()
        moved = hash_words(sorted(words))
        has_word = np.isin(here[:, 0], moved) | np.isin(here[:, 1], moved)
        before = dict(zip(map(tuple, there.tolist()), earlier.postings.list_figures(), strict=True))
        now = zip(map(tuple, here.tolist()), self.postings.list_figures(), strict=True)
        differs = np.array([before.get(term, figures) != figures for term, figures in now], bool)
        parts = self.names.parts
        found: Column = parts.names[np.isin(parts.terms, np.flatnonzero(has_word | differs))]
        return found

    def select_reordered(self, earlier: "CandidateIndex") -> tuple[TermIndex, ...]:
        """The common terms without which both lists have the same ones in the same order.

        Those of the earlier list and those of this one, where there are any.
        """
        indexes = (earlier, self)
        places = [index.postings.list_common() for index in indexes]
        before, after = (
            list(map(tuple, index.term_index.identify_terms()[common].tolist()))
            for index, common in zip(indexes, places, strict=True)
        )
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        same = {term for block in blocks for term in before[block.a : block.a + block.size]}
        found = []
        for index, common, terms in zip(indexes, places, (before, after), strict=True):
            at = [place for place, term in zip(common, terms, strict=True) if term not in same]
            if at:
                found.append(select_terms(index.term_index, np.array(sorted(at))))
        return tuple(found)

    def pairs(
        self, asked: NameTable, terms: Sequence[Term], memory: ReachMemory, enough: float = ENOUGH
    ) -> Pairs:
        """All pairs that may agree in `enough` weight, ordered by asked, then by listed name."""
        reach = memory.reach(self.term_index, terms)
        same = find_same_brands(reach, terms, self.term_index.terms, self.postings.family)
        links = self._links(asked, reach, same)
        measuring = PairMeasurer(self.names, len(self.postings.heaviest))
        found = []
        for part, keys in self._gather(links, asked, enough):
            rest = add_left_over(measuring.measure(part, keys), asked, self.names)
            needs = enough * np.minimum(1, asked.facts.weight)
            need = self._need(needs, rest.asked, rest.listed, enough)
            found.append(rest.take(np.flatnonzero(rest.agreed >= need - _ROUNDING)))
        return joined_pairs(found or [measuring.measure(links, np.zeros(0, np.int64))])

    def _need(self, needs: Column, names: Column, listed: Column, whole: float) -> Column:
        """Weight that has to agree in pairs: by the asked name, less where the listed is light."""
        return np.minimum(needs[names], whole * np.minimum(1, self.names.facts.weight[listed]))

    def _links(self, asked: NameTable, reach: Reach, same: Column) -> Links:
        parts, whole = asked.parts, len(self.postings.heaviest)
        first = reach.starts[parts.terms]
        number = reach.starts[parts.terms + 1] - first
        rows = spread_rows(first, number)
        terms = reach.terms[rows].astype(np.int64)
        ours = np.repeat(parts.weights, number)
        family = np.zeros(len(reach.terms), bool)
        family[same] = True
        agreed = np.minimum(ours, self.postings.heaviest[terms]) * reach.similarity[rows] ** 2
        keys = np.repeat(parts.names, number) * whole + terms
        order, initials = np.argsort(keys, kind="stable"), reach.initials[rows]
        keys, begin = groups(keys[order])
        names, terms = np.divmod(keys, whole)
        return Links(
            names=names,
            terms=terms,
            agreed=most(agreed[order], begin),
            sizes=most(np.repeat(parts.sizes, number)[order], begin),
            masks=reduce_groups(np.bitwise_or, np.repeat(parts.masks, number)[order], begin),
            ordinary=reduce_groups(np.minimum, np.repeat(parts.ordinary, number)[order], begin),
            initials=most(initials[order], begin),
            alike=most(np.where(initials, 0, reach.similarity[rows])[order], begin),
            in_persons=most(reach.in_persons[rows][order], begin),
            family=most(family[rows][order], begin),
        )

    def _gather(
        self, links: Links, asked: NameTable, whole: float
    ) -> Iterator[tuple[Links, Column]]:
        """Asked and listed name as one number, for names that may share enough to be looked at.

        Some asked names at a time, with their links. Of each the terms that most names have are not
        followed, as long as they cannot be enough together; whether a name that was found may have
        them is looked up.
        """
        enough = whole * np.minimum(1, asked.facts.weight)
        common, rest = self._part(links, asked, enough)
        # So many asked names at a time that what their links lead to fits the cache.
        starts, (_, first) = self.postings.starts, groups(rest.names)
        ends = np.append(first[1:], len(rest.names))
        leads = np.cumsum(starts[rest.terms + 1] - starts[rest.terms])
        portion = leads[ends - 1] // _PORTION if len(first) else first
        cuts = ends[np.flatnonzero(np.diff(portion, append=-1))]
        for start, end in pairwise([0, *cuts.tolist()]):
            part = rest.take(np.s_[start:end])
            yield links.select(part.names), self._near(part, common, enough, whole)

    def _part(self, links: Links, asked: NameTable, enough: Column) -> tuple["CommonTerms", Links]:
        """Links that are not followed, and those that are."""
        ranks = self.postings.common[links.terms]
        likely = np.flatnonzero(ranks < _NOT_COMMON)
        likely = likely[np.lexsort((ranks[likely], links.names[likely]))]
        ordered = links.take(likely)
        most = _together(ordered, asked)
        left_out = most < enough[ordered.names]
        followed = np.ones(len(links.names), bool)
        followed[likely[left_out]] = False
        starts = np.searchsorted(ordered.names[left_out], np.arange(len(enough) + 1))
        held = np.zeros(len(enough))
        np.maximum.at(held, ordered.names[left_out], most[left_out])
        return CommonTerms(ordered.take(np.flatnonzero(left_out)), starts, held), links.take(
            followed
        )

    def _near(self, links: Links, common: "CommonTerms", enough: Column, whole: float) -> Column:
        """Pairs that the links lead to and that share enough, with what they may have besides."""
        keys, agreed = self._follow(links)
        names, listed = split_keys(keys, self.names)
        need = self._need(enough, names, listed, whole)
        near = np.flatnonzero(agreed + common.held[names] >= need)
        names, listed, need = names[near], listed[near], need[near]
        # What may agree by the terms that were not followed.
        first, number = common.starts[names], common.starts[names + 1] - common.starts[names]
        rows, pair = spread_rows(first, number), np.repeat(np.arange(len(names)), number)
        bits = _bit(self.postings.common[common.links.terms])
        has = np.flatnonzero(self.postings.signs[listed][pair] & bits[rows])
        besides = np.bincount(pair[has], common.links.agreed[rows[has]], len(names))
        agreed = agreed[near] + np.minimum(besides, common.held[names])
        return keys[near[agreed >= need - _ROUNDING]]

    def _follow(self, links: Links) -> tuple[Column, Column]:
        """Names that have the linked terms: asked and listed name as one number, what agrees."""
        starts = self.postings.starts
        first = starts[links.terms]
        number = starts[links.terms + 1] - first
        listed = self.postings.names[spread_rows(first, number)]
        keys = np.repeat(links.names << listed_bits(self.names), number) | listed
        # Key and weight in one whole number: sorting those is several times as fast, and their
        # sum does not depend on the order. Weights are rounded up, as nothing may be lost.
        agreed = np.minimum(np.ceil(links.agreed * _FINE).astype(np.int64), (1 << _WEIGHT_BITS) - 1)
        both = np.sort(keys << _WEIGHT_BITS | np.repeat(agreed, number))
        keys, begin = groups(both >> _WEIGHT_BITS)
        return keys, reduce_groups(np.add, both & ((1 << _WEIGHT_BITS) - 1), begin) / _FINE


def _together(links: Links, asked: NameTable) -> Column:
    """For each link what may agree by it and those before it of its asked name, at most.

    Of words that may be several listed ones each counts once.
    """
    rows, word = np.nonzero(links.masks[:, None] >> np.arange(MOST_BITS, dtype=np.uint32) & 1)
    _, new = np.unique(links.names[rows] * MOST_BITS + word, return_index=True)
    # For each asked name the weight of each bit's word; of very many words all on the first.
    many = asked.facts.words
    by_bit = np.zeros((len(many), MOST_BITS), np.float32)
    few = np.flatnonzero(many <= MOST_BITS)
    own = spread_rows(asked.parts.starts[few], many[few])  # words stand before runs
    place = spread_rows(np.zeros(len(few), np.int64), many[few])
    by_bit[np.repeat(few, many[few]), place] = asked.parts.weights[own]
    by_bit[many > MOST_BITS, 0] = asked.facts.weight[many > MOST_BITS]
    weights = by_bit[links.names[rows[new]], word[new]]
    added = np.bincount(rows[new], weights, len(links.names))
    return np.minimum(running_sums(links.agreed, links.names), running_sums(added, links.names))


def build_index(sides: Sequence[Side]) -> CandidateIndex:
    """Index the names of a list."""
    builder = NameTableBuilder()
    builder.add(build_name_part(sides))
    return index_names(builder)


def index_names(builder: NameTableBuilder, share: WorkSharer = work_alone) -> CandidateIndex:
    """Index the names of a list that came in parts; `builder` gives all that it holds."""
    names, brands = builder.names(), builder.families()
    return CandidateIndex(
        term_index=builder.term_index(share),
        names=names,
        postings=_postings(names.parts, len(names.spelling), brands),
    )


def follow_all_terms(known: CandidateIndex) -> CandidateIndex:
    """The same index, which follows every term, however common: it gathers no fewer names."""
    postings = known.postings
    common = np.full(len(postings.common), _NOT_COMMON, np.int32)
    return replace(known, postings=replace(postings, common=common))


def _postings(parts: NameParts, names: int, brands: Column) -> Postings:
    terms, owners, whole = parts.terms, parts.names, len(brands)
    order = np.argsort(terms, kind="stable")  # the names of each term then rise
    starts = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=whole))])
    heaviest = np.zeros(whole, np.float32)
    np.maximum.at(heaviest, terms, parts.weights)
    # The terms that many names have, the most common first.
    many = np.diff(starts)
    ranked = np.lexsort((np.arange(whole), -many))[: int((many > _MANY).sum())]
    common = np.full(whole, _NOT_COMMON, np.int32)
    common[ranked] = np.arange(len(ranked))
    signs = np.zeros(names, np.uint64)
    shared = np.flatnonzero(common[terms] < _NOT_COMMON)
    np.bitwise_or.at(signs, owners[shared], _bit(common[terms[shared]]))
    return Postings(
        starts=starts,
        names=owners[order].astype(np.int32),
        heaviest=heaviest,
        family=brands,
        common=common,
        signs=signs,
    )


def _bit(ranks: Column) -> Column:
    """The bit of a term among those that many names have."""
    return np.left_shift(np.uint64(1), (ranks % _SIGNS).astype(np.uint64))
