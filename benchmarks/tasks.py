"""Which figures each task gives: the table from a task's name to the rows of the quality table.

"At 1 %" means: at the score above which 1 % of the innocents of the reference set alert, for the
program and for every other matcher. "Own thresholds" are the program's bands as users meet them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.asking import Flags, Found
from benchmarks.figures import Figure, at_least, at_most, in_words, mean_share, share
from benchmarks.recall import HEADLINE, UNDAMAGED, Answers, Scores, interval, recall

HOPELESS = ("dropfirst",)
"""Damage that may take the only telling word: shown class by class, not in the mean."""


@dataclass(frozen=True, slots=True)
class Other:
    """What another matcher gives to a task."""

    positives: Scores
    negatives: Scores
    cut: float
    """Its score at which 1 % of the reference innocents alert."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one task."""

    name: str
    positives: Found
    innocents: Found
    cut: float
    """The program's score at which 1 % of the reference innocents alert."""
    others: Mapping[str, Other] = field(default_factory=dict)

    def found(self) -> Flags:
        """The positives found at 1 %."""
        return self.positives.right >= self.cut

    def with_others(self, figure: Figure, chosen: Flags, *, negative: bool = False) -> Figure:
        """The figure with the share that each other matcher finds at 1 % of the chosen queries."""
        shares = {
            who: float(
                ((other.negatives if negative else other.positives)[chosen] >= other.cut).mean()
            )
            for who, other in self.others.items()
            if chosen.any()
        }
        return replace(figure, others=shares)


Rows = Iterator[Figure]


def reference(task: Measured) -> Rows:
    """Recall at 1 %, and the program's own thresholds."""
    answers = Answers(task.positives.right, task.innocents.best, tuple(task.positives.kinds))
    every = np.ones(len(task.found()), dtype=bool)
    figure = share(task.name, "true parties found at 1 %", task.found())
    figure = replace(figure, value=recall(answers, HEADLINE), interval=interval(answers, HEADLINE))
    figure = replace(figure, kinds=in_words(per_kind(task, task.found())))
    yield at_least(task.with_others(figure, every), 0.80)
    yield from damaged(task)
    near = task.positives.kinds == "alias_near"
    figure = share(task.name, "near aliases found at 1 %", task.found()[near])
    yield at_least(task.with_others(figure, near), 0.88)
    yield from own(task, most=0.01, least=0.78)


def damaged(task: Measured) -> Rows:
    """Damaged names at 1 %: the mean over kinds, and the worst kind."""
    found, kinds = task.found(), sorted(set(task.positives.kinds))
    kinds = [kind for kind in kinds if not kind.startswith(UNDAMAGED) and kind not in HOPELESS]
    if not kinds:
        return
    flags = [found[task.positives.kinds == kind] for kind in kinds]
    figure = mean_share(task.name, "damaged names found at 1 %, mean of kinds", flags)
    figure = replace(figure, kinds=in_words(per_kind(task, found)))
    chosen = np.isin(task.positives.kinds, kinds)
    yield at_least(task.with_others(figure, chosen), 0.98)
    worst = min(zip(kinds, flags, strict=True), key=lambda pair: float(pair[1].mean()))
    figure = share(task.name, f"worst kind of damage at 1 %: {worst[0]}", worst[1])
    yield at_least(task.with_others(figure, task.positives.kinds == worst[0]), 0.93)


def own(task: Measured, *, most: float | None, least: float | None) -> Rows:
    """Alert rate and recall at the program's own thresholds."""
    alerts = share(task.name, "innocents that alert, own thresholds", task.innocents.alerts)
    yield at_most(alerts, most) if most is not None else alerts
    found = share(task.name, "true parties found, own thresholds", task.positives.right_alerts)
    yield at_least(found, least) if least is not None else found


def per_kind(task: Measured, flags: Flags) -> dict[str, float]:
    """The share of each class of positives."""
    kinds = task.positives.kinds
    return {kind: float(flags[kinds == kind].mean()) for kind in sorted(set(kinds))}


def siblings(task: Measured) -> Rows:
    """Siblings that alert on the entry that they only look like, and numbers written otherwise."""
    every = np.ones(len(task.innocents.kinds), dtype=bool)
    figure = share(
        task.name, "siblings wrongly matched, own thresholds", task.innocents.right_alerts
    )
    yield at_most(task.with_others(figure, every, negative=True), 0.03)
    for kind in sorted(set(task.innocents.kinds)):
        chosen = task.innocents.kinds == kind
        figure = share(task.name, f"  of them {kind}", task.innocents.right_alerts[chosen])
        yield at_most(task.with_others(figure, chosen, negative=True), 0.03)
    yield share(task.name, "siblings that alert on any entry", task.innocents.alerts)
    for kind in sorted(set(task.positives.kinds)):
        chosen = task.positives.kinds == kind
        figure = share(task.name, f"{kind}: found, own", task.positives.right_alerts[chosen])
        yield task.with_others(figure, chosen)


def acronyms(task: Measured) -> Rows:
    """Acronyms of which the right entry is shown, and short innocents that alert.

    The goal is for acronyms that a publisher gives, both ways; those made here say how far the
    same rule reaches where nobody says that the acronym is in use.
    """
    kinds = task.positives.kinds
    real = np.isin(kinds, ("acronym_published", "acronym_reversed"))
    found = task.positives.right_alerts
    figure = share(task.name, "published acronyms, right entry shown, both ways", found[real])
    yield at_least(task.with_others(figure, real), 0.60)
    for kind in sorted(set(kinds)):
        figure = share(task.name, f"  {kind}", found[kinds == kind])
        yield task.with_others(figure, kinds == kind)
    alerts = share(task.name, "firms of one short word that alert", task.innocents.alerts)
    yield at_most(alerts, 0.01)


def governments(task: Measured) -> Rows:
    """Names that other governments give, at 1 %, firms and persons."""
    for who in ("firm", "person"):
        for far in ("near", "mid", "far"):
            chosen = np.array([k.endswith(f"{who}_{far}") for k in task.positives.kinds])
            figure = share(task.name, f"{far} names of a {who} found at 1 %", task.found()[chosen])
            yield task.with_others(figure, chosen)
    yield from own(task, most=0.01, least=None)


def innocents(task: Measured) -> Rows:
    """Innocents of other trades that alert, trade by trade."""
    shares = {
        kind: float(task.innocents.alerts[task.innocents.kinds == kind].mean())
        for kind in sorted(set(task.innocents.kinds))
    }
    figure = share(task.name, "innocents that alert, own thresholds", task.innocents.alerts)
    yield replace(at_most(figure, 0.01), kinds=in_words(shares))


def scripts(task: Measured) -> Rows:
    """Names in other scripts: the right entry first, and shown with an alert."""
    goals = {"han": 0.80, "cyrillic": 0.80, "arabic": 0.60}
    for kind in sorted(set(task.positives.kinds)):
        found = task.positives.of(task.positives.kinds == kind)
        script, _, who = kind.removeprefix("script_").partition("_")
        first = share(task.name, f"{script} {who}: right entry first", found.first)
        yield at_least(first, goals[script]) if who == "firm" and script in goals else first
        yield share(task.name, f"{script} {who}: found, own thresholds", found.right_alerts)


def anything(task: Measured) -> Rows:
    """A task of a kind that is not in the table."""
    figure = share(task.name, "true parties found at 1 %", task.found())
    figure = replace(figure, kinds=in_words(per_kind(task, task.found())))
    yield task.with_others(figure, np.ones(len(task.found()), dtype=bool))
    yield from own(task, most=None, least=None)


FIGURES: Mapping[str, Callable[[Measured], Rows]] = {
    "dev": reference,
    "damage2": damaged,
    "siblings": siblings,
    "acronyms": acronyms,
    "governments": governments,
    "innocents2": innocents,
    "scripts": scripts,
}
"""Name of a task's folder -> its figures."""
REFERENCE = "dev"
