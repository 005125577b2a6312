"""Measures to points to a probability."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.features import RISING
from compliance.matching.scoring import Scale, Scorecard, read_bundled_scorecard

SCALE = Scale(measure=(0.0, 1.0, 2.0), points=(0.0, 4.0, 5.0))


@pytest.mark.parametrize(
    ("measure", "points"), [(-1, 0), (0, 0), (0.5, 2), (1, 4), (1.5, 4.5), (2, 5), (9, 5)]
)
def test_straight_between_steps_and_flat_outside(measure: float, points: float) -> None:
    assert SCALE.worth(measure) == points


def test_points_add_up_to_log_odds() -> None:
    card = Scorecard(base=-4.0, scales={"one": SCALE})
    assert card.points({"one": 1.0}) == {"one": 4.0}
    assert card.score([4.0]) == 0.5
    assert card.score([]) == pytest.approx(0.018, abs=1e-3)


def test_no_rule_is_asked_once_the_others_cannot_give_enough() -> None:
    asked: list[str] = []

    def watched(name: str) -> Callable[[float], float]:
        def measure(of: float) -> float:
            asked.append(name)
            return of

        return measure

    rules = {name: (watched(name), RISING) for name in ("small", "great")}
    card = Scorecard(base=-4.0, scales={"small": SCALE, "great": Scale((0.0, 1.0), (0.0, 9.0))})
    assert card.rate(rules, 0.0, least=0.9) == 0
    assert asked == ["great"]
    assert card.rate(rules, 1.0, least=0.9) == card.rate(rules, 1.0) == card.score([4.0, 9.0])


@given(st.lists(st.floats(-50, 50), max_size=8))
def test_a_score_is_a_probability(points: list[float]) -> None:
    assert 0 <= read_bundled_scorecard().score(points) <= 1


def test_the_bundled_table_is_read_once() -> None:
    assert read_bundled_scorecard() is read_bundled_scorecard()
