"""Which pairs of a query are learned from."""

import numpy as np

from benchmarks.hardest import best, hardest
from benchmarks.measures import Pairs

QUERY = np.array([0, 0, 0, 1, 1])
RIGHT = np.array([True, False, False, False, False])
SCORES = np.array([0.2, 0.5, 0.9, 0.3, 0.3])


def test_the_best_of_each_query_and_the_earlier_of_two_equals() -> None:
    assert best(np.ones(5, dtype=bool), QUERY, SCORES, 1).tolist() == [0, 0, 1, 1, 0]


def test_right_pairs_stay_and_pairs_scored_by_definition_go() -> None:
    same = np.array([False, False, True, False, False])
    pairs = Pairs(np.zeros((5, 1), dtype=np.float32), RIGHT, QUERY, same)
    assert hardest(pairs, SCORES).tolist() == [1, 0, 0, 1, 0]
