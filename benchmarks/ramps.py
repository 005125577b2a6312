"""A monotone model that stays a small table: each rule's measure to points, by straight lines.

Logistic regression on ramps. A rule's measure is cut at a few quantiles; between two cuts its
points rise (or fall, by the rule's direction) in a straight line, because each line's rise may
not be negative. The fitted rises add up to the table of `compliance.matching.scoring`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import Flags, Floats

try:
    from scipy.optimize import minimize
    from scipy.special import expit, logit
except ImportError as missing:
    advice = "fitting needs scipy, which is in the extra `dev`; try: pip install -e '.[dev]'"
    raise SystemExit(advice) from missing

STEPS = 15
"""Most cuts of a measure."""
FEW = 4
"""A measure of so many values is cut at each."""
PENALTY = 1e-4
"""On the square of each rise: of two rules that tell the same, both count a little."""
ITERATIONS = 300
DECIMALS = 3
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """A base and, for each rule, measures and the points they are worth."""

    base: float
    scales: tuple[tuple[Numbers, Numbers], ...]
    loss: float
    """Mean log loss a right pair, on the data it was fitted on, penalty included."""

    def scores(self, measures: Floats) -> Numbers:
        """Probability of each pair."""
        points = np.full(len(measures), self.base)
        for column, (at, worth) in enumerate(self.scales):
            points += np.interp(measures[:, column], at, worth)
        return np.asarray(expit(points))


def fit(measures: Floats, right: Flags, weights: Floats, directions: Sequence[int]) -> Table:
    """The table that makes the data likeliest; deterministic."""
    steps = [cuts(column) for column in measures.T]
    ramps = np.column_stack([basis(c, s) for c, s in zip(measures.T, steps, strict=True)])
    signs = np.repeat(directions, [len(s) - 1 for s in steps]).astype(np.float32)
    found = solve(ramps * signs, right, weights)
    rises = np.split(found.x[1:] * signs, np.cumsum([len(s) - 1 for s in steps])[:-1])
    scales = tuple(scale(s, rise) for s, rise in zip(steps, rises, strict=True))
    return Table(round(float(found.x[0]), DECIMALS), scales, float(found.fun))


def cuts(measure: Floats) -> Numbers:
    """Where a measure is cut, rising: all its values when they are few, else quantiles."""
    values = measure.astype(np.float64)
    few = np.unique(np.round(values, DECIMALS))
    if len(few) == 1:
        return np.array([few[0], few[0] + 1])
    if len(few) <= FEW:
        return np.asarray(few, dtype=np.float64)
    usual, number = np.unique(values, return_counts=True)
    most = usual[number.argmax()]
    if number.max() * 2 > len(values):  # a rule that seldom has anything to say
        values = np.append(values[values != most], most)
    shares = np.quantile(values, np.linspace(0, 1, STEPS))
    return np.asarray(np.unique(np.round(shares, DECIMALS)), dtype=np.float64)


def basis(measure: Floats, steps: Numbers) -> Floats:
    """How far a measure has come along each line, 0..1: pairs x lines."""
    low, high = steps[:-1].astype(np.float32), steps[1:].astype(np.float32)
    return np.clip((measure[:, None] - low) / (high - low), 0, 1)


@dataclass(frozen=True, slots=True)
class Solution:
    """What the optimiser found: base first, then a rise a line."""

    x: Numbers
    fun: float


def solve(ramps: Floats, right: Flags, weights: Floats) -> Solution:
    """Least weighted log loss with rises of zero or more (L-BFGS-B)."""
    number = float(right.sum())
    ramps = np.ascontiguousarray(ramps, dtype=np.float32)

    def loss(guess: Numbers) -> tuple[float, Numbers]:
        margin = guess[0] + ramps @ guess[1:].astype(np.float32)
        misfit = np.logaddexp(0, np.where(right, -margin, margin))
        pull = (weights * (expit(margin) - right) / number).astype(np.float32)
        gradient = (pull @ ramps).astype(np.float64) + 2 * PENALTY * guess[1:]
        total = float((weights * misfit).sum()) / number + PENALTY * float((guess[1:] ** 2).sum())
        return total, np.concatenate([[float(pull.sum())], gradient])

    start = np.zeros(1 + ramps.shape[1])
    start[0] = -4.0
    bounds = [(None, None), *([(0, None)] * ramps.shape[1])]
    options = {"maxiter": ITERATIONS}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return Solution(np.asarray(found.x), float(found.fun))


def calibrated(table: Table, measures: Floats, right: Flags) -> Table:
    """The table stretched and shifted in log-odds: nine in ten pairs that score 0.9 are right."""
    margin = logit(np.clip(table.scores(measures), 1e-9, 1 - 1e-9))

    def loss(guess: Numbers) -> float:
        moved = guess[0] + guess[1] * margin
        return float(np.logaddexp(0, np.where(right, -moved, moved)).mean())

    found = minimize(
        loss, np.array([0.0, 1.0]), method="L-BFGS-B", bounds=[(None, None), (0, None)]
    )
    shift, stretch = (float(value) for value in found.x)
    scales = tuple((at, np.round(worth * stretch, DECIMALS)) for at, worth in table.scales)
    return Table(round(table.base * stretch + shift, DECIMALS), scales, table.loss)


def scale(steps: Numbers, rises: Numbers) -> tuple[Numbers, Numbers]:
    """Measures and points of one rule, rounded, without steps on a straight line."""
    points = np.round(np.concatenate([[0.0], np.cumsum(rises)]), DECIMALS) + 0.0
    if not points.any():
        return steps[[0, -1]], points[[0, -1]]
    slopes = np.diff(points) / np.diff(steps)
    bends = ~np.isclose(slopes[1:], slopes[:-1], rtol=0, atol=1e-6)
    keep = np.concatenate([[True], bends, [True]])
    return steps[keep], points[keep]
