"""Recall at a fixed alert rate: of the true parties, the share found when so many innocents alert.

A threshold cannot flatter the figure: it is set by the innocents' own best scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

RATES = (0.005, 0.01, 0.02)
HEADLINE = 0.01
RESAMPLES = 1000
UNDAMAGED = "alias"
"""Classes that begin so are published aliases; all others are damaged names."""
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a matcher gave: enough to compute every figure."""

    right: Scores
    """For each true party the best score of a right entry; 0 when none was found."""
    innocent: Scores
    """For each innocent the best score of any entry."""
    kinds: tuple[str, ...]
    """Class of each true party."""


def threshold(innocent: Scores, rate: float) -> float:
    """The score above which at most this share of innocents alert."""
    ranked = np.sort(innocent)[::-1]
    return float(ranked[int(rate * len(ranked))]) + 1e-9


def recall(answers: Answers, rate: float) -> float:
    """Share of true parties found at this alert rate."""
    return float((answers.right >= threshold(answers.innocent, rate)).mean())


def by_kind(answers: Answers, rate: float) -> Mapping[str, float]:
    """The same, class by class."""
    found = answers.right >= threshold(answers.innocent, rate)
    kinds = np.array(answers.kinds)
    return {kind: float(found[kinds == kind].mean()) for kind in sorted(set(answers.kinds))}


def damaged(answers: Answers, rate: float) -> float:
    """Mean recall over the classes of damaged names; nan when there is none."""
    per_kind = by_kind(answers, rate)
    kinds = [share for kind, share in per_kind.items() if not kind.startswith(UNDAMAGED)]
    return sum(kinds) / len(kinds) if kinds else float("nan")


def interval(answers: Answers, rate: float, *, seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval of the recall; true parties and innocents are both drawn again."""
    chance = np.random.default_rng(seed)
    right, innocent = answers.right, answers.innocent
    drawn = [
        float(
            (
                chance.choice(right, len(right))
                >= threshold(chance.choice(innocent, len(innocent)), rate)
            ).mean()
        )
        for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def calibration(
    best: Scores, is_right: NDArray[np.bool_], edges: Sequence[float]
) -> list[tuple[float, float, int, float]]:
    """(from, to, matches, share right) for each bucket of scores that holds a match."""
    table = []
    for low, high in pairwise(edges):
        inside = (best >= low) & (best < high)
        if inside.any():
            table.append((low, high, int(inside.sum()), float(is_right[inside].mean())))
    return table
