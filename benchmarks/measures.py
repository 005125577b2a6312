"""All rules' measures of the pairs a scorecard is fitted on: queries against their candidates.

The pairs are those the matcher would compare: same index, same readings of the asked name, same
rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.question_set import Query, QuestionSet
from compliance.matching import cells, prepared_list
from compliance.matching.alignment import words_of
from compliance.matching.features import RULES, Comparison, Side, compare
from compliance.matching.name_table import build_name_table
from compliance.matching.postal.addresses import seats
from compliance.matching.prefilter import (
    Prefilter,
    build_prefilter_part,
    join_prefilter_parts,
)
from compliance.matching.scoring import read_bundled_scorecard
from compliance.matching.term_index import ReachMemory
from compliance.matching.term_weights import Weights, WordCounts, weigh
from compliance.matching.upper_bounds import most_points
from compliance.model import PartyKind
from compliance.names import prepare_name
from compliance.names.alternatives import read_alternatives

CANDIDATES = 30
"""Listed names that an asked one is measured against."""
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Asked names against listed names, measured."""

    measures: Floats
    """pairs x rules, in the order of RULES."""
    right: Flags
    """Whether the listed name is one of a right entry."""
    query: NDArray[np.int64]
    """Position of each pair's query among the set's queries."""
    same: Flags
    """Whether the names are the same but for legal form at most: scored by definition."""

    def of(self, queries: Flags) -> "Pairs":
        """The pairs of some queries, a flag a query."""
        keep = queries[self.query]
        return Pairs(self.measures[keep], self.right[keep], self.query[keep], self.same[keep])


Measured = tuple[list[float], bool, bool]
"""Measures, whether right, whether scored 1 by definition."""


class Candidates:
    """A list made ready to be measured against."""

    def __init__(self, questions: QuestionSet) -> None:
        """Prepare, weigh and index every name of the list."""
        entries = questions.watchlist.entries
        names = [cells.prepare_names(entry) for entry in entries]
        counting = WordCounts()
        for entry, found in zip(entries, names, strict=True):
            prepared_list.count_words(counting, entry, [ready for _, ready in found])
        self._weights: Weights = counting.weights()
        self._listed = [
            (Side(ready, words_of(ready, self._weights), partial(seats, entry)), entry)
            for entry, found in zip(entries, names, strict=True)
            for _, ready in found
            if ready.tokens
        ]
        part = build_prefilter_part([(side, entry.kind) for side, entry in self._listed])
        self._prefilter = join_prefilter_parts([part])

    def measured(self, query: Query) -> Iterator[Measured]:
        """Every pair of the query that a scorecard scores."""
        asked = [name for name in read_alternatives(query.name) if name.tokens and not name.literal]
        sides = [Side(name, words_of(name, self._weights)) for name in asked]
        for side, found in zip(sides, self._candidates(sides), strict=True):
            for at in found:
                other, entry = self._listed[at]
                if not other.name.literal and entry.kind is not PartyKind.PERSON:
                    pair = compare(side, other)
                    yield measures(pair), entry.id in query.expected, is_same(pair)

    def _candidates(self, sides: Sequence[Side]) -> Iterator[list[int]]:
        """For each name the listed ones whose words are nearest, and those that share a key."""
        nearest = find_nearest(self._prefilter, sides, CANDIDATES)
        whole = len(self._listed)
        keyed = self._prefilter.keys.find_shared([side.name for side in sides], whole)
        for number, found in enumerate(nearest):
            mine = keyed[keyed // whole == number] % whole
            yield [*dict.fromkeys((*found, *mine.tolist()))]


def nearest_names(listed: Sequence[str], asked: Sequence[str], most: int) -> list[list[int]]:
    """For each asked name the positions of the `most` listed names that are most alike."""
    names = [prepare_name(text) for text in listed]
    weights = weigh([name] for name in names if name.tokens)
    sides = [Side(name, words_of(name, weights)) for name in names]
    part = build_prefilter_part([(side, PartyKind.ORGANISATION) for side in sides])
    queries = [prepare_name(text) for text in asked]
    questions = [Side(name, words_of(name, weights)) for name in queries]
    return find_nearest(join_prefilter_parts([part]), questions, most)


def find_nearest(ready: Prefilter, asked: Sequence[Side], most: int) -> list[list[int]]:
    """For each asked name the `most` listed names whose bound is highest, highest first."""
    names, terms = build_name_table(asked, asked=True)
    pairs = ready.index.pairs(names, terms, ReachMemory())
    ours, theirs = names.facts.take(pairs.asked), ready.index.names.facts.take(pairs.listed)
    written = ready.compare_writings(pairs, names)
    points = most_points(pairs, ours, theirs, written, read_bundled_scorecard())
    order = np.lexsort((pairs.listed, -points, pairs.asked))
    ends, listed = np.searchsorted(pairs.asked, np.arange(len(asked) + 1)), pairs.listed[order]
    return [listed[ends[at] : ends[at + 1]][:most].tolist() for at in range(len(asked))]


def measures(pair: Comparison) -> list[float]:
    """One number a rule."""
    return [rule(pair) for rule, _ in RULES.values()]


def is_same(pair: Comparison) -> bool:
    """Whether the pair scores 1 by definition (see `scoring.score`)."""
    return pair.same and pair.asked.name.legal == pair.listed.name.legal


def measure(questions: QuestionSet) -> Pairs:
    """Measure a whole task, query by query."""
    ready = Candidates(questions)
    kept = [
        collected(list(ready.measured(query)), at) for at, query in enumerate(questions.queries)
    ]
    return Pairs(
        np.concatenate([one.measures for one in kept]),
        np.concatenate([one.right for one in kept]),
        np.concatenate([one.query for one in kept]),
        np.concatenate([one.same for one in kept]),
    )


def collected(found: list[Measured], query: int) -> Pairs:
    """The pairs of one query as arrays."""
    table = np.array([row for row, _, _ in found], dtype=np.float32).reshape(-1, len(RULES))
    right = np.array([is_right for _, is_right, _ in found], dtype=bool)
    same = np.array([is_same for _, _, is_same in found], dtype=bool)
    return Pairs(table, right, np.full(len(found), query, dtype=np.int64), same)
