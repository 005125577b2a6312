"""Which pairs a scorecard learns from: of each query those that decide its answer.

A party is judged by its best match, so a far alias of the right entry teaches nothing when a
near one is found, and neither does the second-best wrong entry. Which pairs are the best
depends on the table, so table and choice are made in turn, a few rounds.
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks import ramps
from benchmarks.measures import Flags, Floats, Pairs
from compliance.matching.features import RULES

RIGHT_KEPT = 2
WRONG_KEPT = 1
ROUNDS = 4
DIRECTIONS = tuple(direction for _, direction in RULES.values())
Numbers = NDArray[np.float64]


def fit(pairs: Pairs, weights: Floats) -> ramps.Table:
    """The table after the last round. `weights` is one a pair. Deterministic."""
    scores = rough(pairs.measures)
    for _ in range(ROUNDS):
        keep = hardest(pairs, scores)
        table = ramps.fit(pairs.measures[keep], pairs.right[keep], weights[keep], DIRECTIONS)
        scores = table.scores(pairs.measures)
    decisive = ~pairs.same & best(np.ones(len(scores), dtype=bool), pairs.query, scores, 1)
    return ramps.calibrated(table, pairs.measures[decisive], pairs.right[decisive])


def rough(measures: Floats) -> Numbers:
    """A first guess at the scores: the sum of all measures, each on its own scale."""
    spread = measures.std(axis=0)
    scaled = (measures - measures.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return np.asarray(scaled @ np.array(DIRECTIONS, dtype=np.float32), dtype=np.float64)


def hardest(pairs: Pairs, scores: Numbers) -> Flags:
    """The best right and wrong pairs of each query, but for those scored by definition."""
    right = best(pairs.right, pairs.query, scores, RIGHT_KEPT)
    wrong = best(~pairs.right, pairs.query, scores, WRONG_KEPT)
    return ~pairs.same & (right | wrong)


def best(among: Flags, query: NDArray[np.int64], scores: Numbers, most: int) -> Flags:
    """The best-scored of some pairs of each query; the earlier pair wins a tie."""
    places = np.flatnonzero(among)
    order = places[np.lexsort((places, -scores[places], query[places]))]
    starts = np.searchsorted(query[order], query[order], side="left")
    chosen = np.zeros(len(among), dtype=bool)
    chosen[order[np.arange(len(order)) - starts < most]] = True
    return chosen
