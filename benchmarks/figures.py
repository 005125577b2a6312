"""The table of quality: one figure a row, with its interval, its goal and what others reach."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 1
Drawn = NDArray[np.float64]
NONE = "–"
MET, MISSED = "yes", "NO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row."""

    task: str
    measure: str
    value: float
    number: int
    """Queries or pairs it stands on."""
    interval: tuple[float, float] | None = None
    """95 % bootstrap interval."""
    least: float | None = None
    """The goal, where more is better."""
    most: float | None = None
    """The goal, where less is better."""
    others: Mapping[str, float] = field(default_factory=dict)
    """Other matcher -> the same figure."""
    kinds: str = ""
    """Class by class, in words."""

    @property
    def goal(self) -> str:
        """The goal in words; empty without one."""
        if self.least is not None:
            return f"≥ {self.least:.2f}"
        return f"≤ {self.most:.2f}" if self.most is not None else ""

    @property
    def met(self) -> str:
        """Whether it is reached; empty without a goal."""
        if self.least is not None:
            return MET if self.value >= self.least else MISSED
        return (MET if self.value <= self.most else MISSED) if self.most is not None else ""


# --- Shares and their intervals ---------------------------------------------------------------


def share(task: str, measure: str, flags: NDArray[np.bool_]) -> Figure:
    """The share of queries for which something holds."""
    return mean_share(task, measure, [flags])


def mean_share(task: str, measure: str, kinds: Sequence[NDArray[np.bool_]]) -> Figure:
    """The mean over classes of such shares; nan when there is no query."""
    kinds = [flags for flags in kinds if len(flags)]
    number = sum(len(flags) for flags in kinds)
    if not kinds:
        return Figure(task=task, measure=measure, value=float("nan"), number=0)
    drawn = np.mean([redrawn(flags) for flags in kinds], axis=0)
    value = float(np.mean([flags.mean() for flags in kinds]))
    return Figure(task=task, measure=measure, value=value, number=number, interval=bounds(drawn))


def redrawn(flags: NDArray[np.bool_]) -> Drawn:
    """The share in each of many samples drawn again: of a share, that is a binomial number."""
    chance = np.random.default_rng(SEED)
    return chance.binomial(len(flags), flags.mean(), RESAMPLES) / len(flags)


def bounds(drawn: Drawn) -> tuple[float, float]:
    """The middle 95 % of what was drawn."""
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def at_least(figure: Figure, goal: float) -> Figure:
    """The figure with a goal that it should reach."""
    return replace(figure, least=goal)


def at_most(figure: Figure, goal: float) -> Figure:
    """The figure with a goal that it should stay under."""
    return replace(figure, most=goal)


# --- As text ----------------------------------------------------------------------------------


def plain(figures: Iterable[Figure]) -> Iterator[str]:
    """The table for a terminal, with what each class got under its row."""
    for one in figures:
        spread = f"[{one.interval[0]:.3f}, {one.interval[1]:.3f}]" if one.interval else ""
        yield (
            f"{one.task:12} {one.measure:44} {one.value:6.3f} {spread:16} "
            f"{one.goal:7} {one.met:4} n={one.number}"
        )
        if one.others:
            yield f"{'':13}" + ", ".join(f"{who} {share:.3f}" for who, share in one.others.items())
        if one.kinds:
            yield f"{'':13}{one.kinds}"


def markdown(figures: Sequence[Figure]) -> Iterator[str]:
    """The table for a document."""
    others = list(dict.fromkeys(who for one in figures for who in one.others))
    heads = ["task", "measure", "n", "this program", "goal", "met", *others]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for one in figures:
        spread = f" [{one.interval[0]:.3f}, {one.interval[1]:.3f}]" if one.interval else ""
        cells = [one.task, one.measure, str(one.number), f"**{one.value:.3f}**{spread}"]
        cells += [one.goal, one.met]
        cells += [f"{one.others[who]:.3f}" if who in one.others else NONE for who in others]
        yield f"| {' | '.join(cells)} |"


def in_words(shares: Mapping[str, float]) -> str:
    """Class by class in one line."""
    return " ".join(f"{kind} {share:.3f}" for kind, share in shares.items())
