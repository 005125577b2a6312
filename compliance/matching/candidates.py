"""Which listed names an asked name is compared with: those whose words may agree well enough.

Every asked word reaches the listed words that it may be (`term_index`), and two names agree at most
in the weight of the words that reach each other; those that agree in too little are not gathered.
Many names at a time; a name's pairs do not depend on the others. Pure.

Names with the brand of a family of listed parties are a question where no other word differs. A
word that is a name of its own and is left over on either side tells them apart, unless it meets a
word that the index does not reach, as it is hardly like it. Of such words there may be one a side,
and it is compared with the words of the other name.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from compliance.matching.alignment import LEAST_SIMILAR, word_similarity
from compliance.matching.arrays import (
    Column,
    Strings,
    groups,
    make_objects,
    most,
    reduce_groups,
    spread_rows,
)
from compliance.matching.features import MOST_ORDINARY
from compliance.matching.name_table import (
    NameParts,
    NameTable,
    NameTableBuilder,
)
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.parameters import read_value
from compliance.matching.term_index import Reach, ReachMemory, Term, TermIndex
from compliance.matching.term_keys import Terms, hash_words
from compliance.matching.upper_bounds import Pairs, add_left_over, weigh_likeness

# --- Brands of families -----------------------------------------------------------------------


class SpelledNames(Struct, frozen=True):
    """Names, and how the terms that they are made of are spelled."""

    names: NameTable
    terms: Strings | Column

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
    spelled = make_objects([spelled for _, spelled in ours]) == listed.spelled.take(theirs)
    texts = hash_words([text for text, _ in ours]) == listed.texts[theirs]
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


class Meetings(Struct, frozen=True, kw_only=True):
    """Asked and listed names that share terms: a row for each shared one, ordered by the pair."""

    starts: Column
    """Where the rows of each pair begin."""
    asked: Column
    """For each pair its asked name, as `listed`."""
    listed: Column
    links: Column
    """For each row the link by which they meet."""
    parts: Column
    """For each row the part of the listed name that it leads to."""


def join_meetings(parts: Sequence[Meetings]) -> Meetings:
    """Those of parts behind each other, of which there is at least one."""
    before = np.cumsum([0, *(len(part.links) for part in parts)])
    starts = [part.starts + many for part, many in zip(parts, before, strict=False)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("asked", "listed", "links", "parts")
    }
    return Meetings(starts=np.concatenate(starts), **columns)


def measure_pairs(meetings: Meetings, links: Links, listed: NameParts) -> Pairs:
    """What may agree in pairs; what is left over is told by `add_left_over`."""
    starts, at, parts = meetings.starts, meetings.links, meetings.parts
    agreed, initials, in_persons = links.agreed[at], links.initials[at], links.in_persons[at]
    sizes = np.maximum(listed.sizes[parts], links.sizes[at])
    ordinary = np.maximum(links.ordinary[at], listed.ordinary[parts])

    def total(values: Column) -> Column:
        return reduce_groups(np.add, values.astype(np.float64), starts)

    return Pairs(
        asked=meetings.asked,
        listed=meetings.listed,
        agreed=total(agreed),
        strongest=most(agreed, starts),
        ordinary=reduce_groups(np.minimum, np.where(initials, MOST_ORDINARY, ordinary), starts),
        alike=most(links.alike[at], starts),
        met=total(sizes * (in_persons > 0)),
        persons=total(sizes * weigh_likeness(in_persons)),
        initials=total(agreed * initials),
        family=most(links.family[at], starts),
        joined=most((sizes > 1) & ~initials, starts),
        our_words=reduce_groups(np.bitwise_or, links.masks[at], starts),
        their_words=reduce_groups(np.bitwise_or, listed.masks[parts], starts),
        left_asked=np.zeros(len(starts)),
        left_listed=np.zeros(len(starts)),
    )


ENOUGH = read_value("candidates.enough")
_PORTION = 1 << 16
"""Names of terms that are followed at a time, as the cache holds. No answer depends on it."""
_SPREAD = 0x9E3779B1
"""A factor that scatters the places of pairs. No answer depends on it."""
_ROUNDING = 1e-3
"""What sums of weights may differ by. No answer depends on it."""


class Postings(Struct, frozen=True, kw_only=True):
    """For each listed term the names that have it: rows `starts[t]` to `starts[t + 1]`."""

    starts: Column
    names: Column
    parts: Column
    """For each row the part of the name that is the term."""
    heaviest: Column
    """For each term its weight in the name where it weighs most."""
    family: Column
    """For each term whether it is the brand of a family of listed parties."""

    def list_figures(self) -> list[tuple[float, bool]]:
        """For each term its weight where it weighs most, and whether it is a family's brand."""
        return list(zip(self.heaviest.tolist(), self.family.tolist(), strict=True))


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

    def pairs(
        self, asked: NameTable, terms: Sequence[Term], memory: ReachMemory, enough: float = ENOUGH
    ) -> Pairs:
        """All pairs that may agree in `enough` weight, ordered by asked, then by listed name."""
        reach = memory.reach(self.term_index, terms)
        same = find_same_brands(reach, terms, self.term_index.terms, self.postings.family)
        links = self._links(asked, reach, same)
        # Weight that has to agree: by the asked name, and less where the listed one is light.
        ours = (enough * np.minimum(1, asked.facts.weight) - _ROUNDING).astype(np.float32)
        theirs = np.float32(enough) * self.names.facts.weight - np.float32(_ROUNDING)
        met = join_meetings([*self._gather(links, ours, theirs)])
        pairs = add_left_over(measure_pairs(met, links, self.names.parts), asked, self.names)
        need = np.minimum(ours[pairs.asked], theirs[pairs.listed])
        return pairs.take(np.flatnonzero(pairs.agreed >= need))

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

    def _gather(self, links: Links, ours: Column, theirs: Column) -> Iterator[Meetings]:
        """Pairs that share what either name needs, of some asked names at a time.

        What their links lead to fits the cache; there is at least one part.
        """
        _, first = groups(links.names)
        leads = np.cumsum(self.postings.starts[links.terms + 1] - self.postings.starts[links.terms])
        portion = leads[np.append(first[1:], len(leads)) - 1] // _PORTION if len(first) else first
        cuts = np.append(first, len(leads))[np.flatnonzero(np.diff(portion, append=-1)) + 1]
        for start, end in pairwise([0, *(cuts.tolist() or [0])]):
            yield self._follow(links, np.arange(start, end), ours, theirs)

    def _follow(self, links: Links, at: Column, ours: Column, theirs: Column) -> Meetings:
        """The same of some of the links, which are all those of their asked names."""
        terms, agreed, names = links.terms[at], links.agreed[at], links.names[at]
        first = self.postings.starts[terms]
        number = self.postings.starts[terms + 1] - first
        rows = spread_rows(first, number)
        listed = self.postings.names[rows].astype(np.int64)
        need = np.minimum(np.repeat(ours[names], number), theirs[listed])
        # Nearly all share too little. A sum for each pair, of which some have one together, says so
        # of most of those, without sorting them.
        places = (1 << (2 * len(rows)).bit_length()) - 1
        place = (listed ^ np.repeat(names * _SPREAD, number)) & places
        sums = np.bincount(place, np.repeat(agreed.astype(np.float64), number))
        likely = np.flatnonzero(sums[place] >= need)
        link = np.repeat(np.arange(len(at)), number)[likely]
        # Pair and row as one number: sorting those is several times as fast.
        bits, width = len(self.names.spelling).bit_length(), len(likely).bit_length()
        both = (names[link] << bits | listed[likely]) << width | np.arange(len(likely))
        both.sort()
        order, (keys, starts) = both & ((1 << width) - 1), groups(both >> width)
        link, row = link[order], likely[order]
        near = reduce_groups(np.add, agreed[link], starts) >= need[row[starts]]
        many = np.diff(starts, append=len(order))
        kept, many, keys = np.repeat(near, many), many[near], keys[near]
        return Meetings(
            starts=np.cumsum(many) - many,
            asked=keys >> bits,
            listed=keys & ((1 << bits) - 1),
            links=at[link[kept]],
            parts=self.postings.parts[rows[row[kept]]],
        )


def index_names(builder: NameTableBuilder, share: WorkSharer = work_alone) -> CandidateIndex:
    """Index the names of a list that came in parts; `builder` gives all that it holds."""
    names, brands = builder.names(), builder.families()
    return CandidateIndex(
        term_index=builder.term_index(share),
        names=names,
        postings=_postings(names.parts, brands),
    )


def _postings(parts: NameParts, brands: Column) -> Postings:
    terms, owners, whole = parts.terms, parts.names, len(brands)
    order = np.argsort(terms, kind="stable")  # the names of each term then rise
    starts = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=whole))])
    heaviest = np.zeros(whole, np.float32)
    np.maximum.at(heaviest, terms, parts.weights)
    return Postings(
        starts=starts,
        names=owners[order].astype(np.int32),
        parts=order.astype(np.int32),
        heaviest=heaviest,
        family=brands,
    )
