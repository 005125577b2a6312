"""Rows of the quality table: shares, intervals, goals, and how they are shown."""

import numpy as np
import pytest

from benchmarks.figures import (
    Figure,
    at_least,
    at_most,
    markdown,
    mean_share,
    plain,
    share,
)

HALF = np.array([True, False] * 50)


def test_a_share_comes_with_a_bootstrap_interval() -> None:
    figure = share("dev", "found", HALF)
    assert (figure.value, figure.number) == (0.5, 100)
    assert figure.interval is not None
    low, high = figure.interval
    assert 0.35 < low < 0.45 < 0.55 < high < 0.65


def test_classes_weigh_the_same_whatever_their_size() -> None:
    figure = mean_share("dev", "found", [HALF, np.array([True])])
    assert (figure.value, figure.number) == (0.75, 101)


def test_nothing_asked_is_no_figure() -> None:
    assert np.isnan(share("dev", "found", np.array([], dtype=bool)).value)


@pytest.mark.parametrize(
    ("figure", "goal", "met"),
    [
        (at_least(share("dev", "found", HALF), 0.5), "≥ 0.50", "yes"),
        (at_least(share("dev", "found", HALF), 0.8), "≥ 0.80", "NO"),
        (at_most(share("dev", "alerts", HALF), 0.01), "≤ 0.01", "NO"),
        (share("dev", "found", HALF), "", ""),
    ],
)
def test_a_goal_is_met_or_not(figure: Figure, goal: str, met: str) -> None:
    assert (figure.goal, figure.met) == (goal, met)


def test_the_table_has_a_column_for_every_other_matcher() -> None:
    one = Figure(task="dev", measure="found", value=0.5, number=4, others={"ratio": 0.25})
    two = Figure(task="dev", measure="alerts", value=0.01, number=4, kinds="rail 0.010")
    head, _, first, second = markdown([one, two])
    assert head.endswith("| met | ratio |")
    assert first == "| dev | found | 4 | **0.500** |  |  | 0.250 |"
    assert second.endswith("| – |")
    text = "\n".join(plain([one, two]))
    assert "ratio 0.250" in text
    assert "rail 0.010" in text
