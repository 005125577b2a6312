"""What the rules' measures are worth: a small table, fitted, monotone, readable.

Points are log-odds. Their sum, put through the logistic function, is a probability on the
development data: a score of 0.9 means that about nine in ten such pairs were the same party.
"""

import math
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Scale:
    """A rule's measure to its points: straight lines between steps, flat outside."""

    measure: tuple[float, ...]
    points: tuple[float, ...]

    def worth(self, value: float) -> float:
        """Points for a measure."""
        at = bisect_right(self.measure, value)
        if at == 0:
            return self.points[0]
        if at == len(self.measure):
            return self.points[-1]
        low, high = self.measure[at - 1], self.measure[at]
        share = (value - low) / (high - low)
        return self.points[at - 1] + share * (self.points[at] - self.points[at - 1])


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The table: a base and one scale a rule."""

    base: float
    scales: Mapping[str, Scale]

    def points(self, measures: Mapping[str, float]) -> dict[str, float]:
        """Points a rule, for measures by rule name."""
        return {rule: self.scales[rule].worth(value) for rule, value in measures.items()}

    def score(self, points: Iterable[float]) -> float:
        """Probability, 0..1, for the points of all rules."""
        return 1 / (1 + math.exp(-(self.base + sum(points))))


@cache
def bundled(file: str = "scorecard.toml") -> Scorecard:
    """A scorecard that comes with the program; without a file the one for names of firms."""
    text = resources.files("compliance.matching").joinpath(f"data/{file}").read_text("utf-8")
    data = tomllib.loads(text)
    base = float(data.pop("base"))
    return Scorecard(
        base=base,
        scales={
            rule: Scale(tuple(scale["measure"]), tuple(scale["points"]))
            for rule, scale in data.items()
        },
    )
