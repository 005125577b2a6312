"""Recall at a fixed alert rate, on answers small enough to count by hand."""

import numpy as np
import pytest

from benchmarks.recall import Answers, by_kind, calibration, damaged, interval, recall, threshold

INNOCENT = np.arange(100) / 100
ANSWERS = Answers(
    right=np.array([1.0, 0.985, 0.5, 0.0]),
    innocent=INNOCENT,
    kinds=("typo1", "alias_near", "typo1", "alias_far"),
)


def test_the_threshold_lets_no_more_than_the_rate_through() -> None:
    assert (threshold(INNOCENT, 0.02) <= INNOCENT).sum() == 2
    assert (threshold(np.ones(100), 0.02) <= np.ones(100)).sum() == 0, "ties alert together"


def test_recall_counts_the_true_parties_above_it() -> None:
    assert recall(ANSWERS, 0.01) == 0.5
    assert by_kind(ANSWERS, 0.01) == {"alias_far": 0.0, "alias_near": 1.0, "typo1": 0.5}
    assert damaged(ANSWERS, 0.01) == 0.5


def test_without_damaged_names_there_is_no_figure_for_them() -> None:
    assert np.isnan(damaged(Answers(np.ones(1), INNOCENT, ("alias_near",)), 0.01))


def test_the_interval_holds_the_figure_and_is_the_same_again() -> None:
    low, high = interval(ANSWERS, 0.01)
    assert low <= 0.5 <= high
    assert interval(ANSWERS, 0.01) == (low, high)


def test_calibration_leaves_out_empty_buckets() -> None:
    best, right = np.array([0.1, 0.9, 0.9]), np.array([False, True, False])
    assert calibration(best, right, (0.0, 0.5, 0.8, 1.01)) == [
        (0.0, 0.5, 1, 0.0),
        (0.8, 1.01, 2, pytest.approx(0.5)),
    ]
