"""The fitted table: monotone in the rules' directions, rounded, small."""

import subprocess
import sys

import numpy as np
import pytest

from benchmarks import ramps
from benchmarks.ramps import Table

CHANCE = np.random.default_rng(1)
MEASURES = CHANCE.random((2000, 3)).astype(np.float32)
RIGHT = MEASURES[:, 0] - MEASURES[:, 1] + CHANCE.normal(0, 0.2, 2000) > 0


@pytest.fixture(scope="module")
def table() -> Table:
    return ramps.fit(MEASURES, RIGHT, np.ones(2000, dtype=np.float32), [1, -1, 1])


def test_points_never_go_against_a_rules_direction(table: Table) -> None:
    (_, rising), (_, falling), _ = table.scales
    assert (np.diff(rising) >= 0).all()
    assert rising[-1] > 0
    assert (np.diff(falling) <= 0).all()
    assert falling[-1] < 0


def test_measures_rise_and_have_three_decimals(table: Table) -> None:
    for at, worth in table.scales:
        assert (np.diff(at) > 0).all()
        assert np.array_equal(at, np.round(at, 3))
        assert np.array_equal(worth, np.round(worth, 3))


def test_the_table_tells_right_from_wrong(table: Table) -> None:
    scores = table.scores(MEASURES)
    assert scores[RIGHT].mean() > 0.8 > 0.2 > scores[~RIGHT].mean()


def test_a_rule_that_is_worth_nothing_has_two_steps_without_points() -> None:
    at, worth = ramps.scale(np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.0]))
    assert at.tolist() == [0.0, 1.0]
    assert worth.tolist() == [0.0, 0.0]


def test_steps_on_a_straight_line_go() -> None:
    at, worth = ramps.scale(np.array([0.0, 0.5, 1.0]), np.array([1.0, 1.0]))
    assert at.tolist() == [0.0, 1.0]
    assert worth.tolist() == [0.0, 2.0]


def test_a_constant_measure_is_cut_all_the_same() -> None:
    assert ramps.cuts(np.zeros(10, dtype=np.float32)).tolist() == [0.0, 1.0]


def test_calibration_keeps_the_order_and_mends_the_level() -> None:
    bold = Table(0.0, ((np.array([0.0, 1.0]), np.array([-8.0, 8.0])),), 0.0)
    measures = np.repeat([[0.0], [1.0]], 100, axis=0).astype(np.float32)
    right = np.arange(200) % 100 < np.repeat([20, 80], 100)
    low, high = ramps.calibrated(bold, measures, right).scores(measures)[[0, 199]]
    assert low == pytest.approx(0.2, abs=0.01)
    assert high == pytest.approx(0.8, abs=0.01)


def test_without_scipy_one_line_says_what_to_install() -> None:
    program = "import sys; sys.modules['scipy'] = None; import benchmarks.ramps"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "pip install -e '.[dev]'" in done.stderr
