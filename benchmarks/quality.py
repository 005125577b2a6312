"""Measure match quality: recall at a fixed alert rate beside other matchers, and labelled cases.

usage: python benchmarks/quality.py [FOLDER] [--no-baselines]

FOLDER is a task as benchmarks/development_set.py makes it; without it the project's reference
set is used when it is there. docs/quality.md says what the figures mean.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import cases, question_set
from benchmarks.baselines import baselines
from benchmarks.question_set import Query, QuestionSet
from benchmarks.recall import (
    HEADLINE,
    RATES,
    Answers,
    Scores,
    by_kind,
    calibration,
    damaged,
    interval,
    recall,
)
from compliance import catalog
from compliance.matching import Matcher, policy
from compliance.model import Match, Party

REFERENCE = Path(__file__).parent.parent.parent / "shared/eval/dev"
LEAST_SCORE = 0.3
MOST_MATCHES = 20
SHOWN = 5
"""Matches that the program shows, and judges a party by, without options."""
BUCKETS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01)


def main(argv: list[str] | None = None) -> None:
    """Print all figures."""
    options = arguments().parse_args(argv)
    if options.folder or REFERENCE.is_dir():
        measure_set(options.folder or REFERENCE, with_baselines=options.baselines)
    else:
        print("The reference set is not here; only the project's own labelled cases are measured.")
    measure_cases()


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Measure match quality.")
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    parser.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="measure other matchers too (takes some minutes)",
    )
    return parser


# --- A task -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What the program gave to every query, positives first."""

    right: Scores
    """Best score of a right entry, 0 when none was found."""
    best: Scores
    alerts: NDArray[np.bool_]
    """Whether the program's own thresholds raise an alert."""
    right_alerts: NDArray[np.bool_]
    """Whether they do and a right entry is shown with it."""


def measure_set(folder: Path, *, with_baselines: bool) -> None:
    """Print the figures of one task."""
    questions = question_set.load(folder)
    found = ask(questions)
    true = len(questions.positives)
    kinds = tuple(query.kind for query in questions.positives)
    answers = Answers(found.right[:true], found.best[true:], kinds)
    print(f"{true} true parties, {len(questions.innocents)} innocents")
    tell_recall("this program", answers)
    tell_own(found, true)
    tell_calibration(found)
    if with_baselines:
        for name, others in baselines(questions):
            tell_recall(name, others)


def ask(questions: QuestionSet) -> Found:
    """Ask the program every query."""
    matcher = Matcher(questions.watchlist)
    parties = [Party(name=query.name) for query in questions.queries]
    given = matcher.search(parties, min_score=LEAST_SCORE, max_matches=MOST_MATCHES)
    rows = [answer(query, found) for query, found in zip(questions.queries, given, strict=True)]
    right, best, alerts, right_alerts = zip(*rows, strict=True)
    return Found(np.array(right), np.array(best), np.array(alerts), np.array(right_alerts))


def answer(query: Query, matches: tuple[Match, ...]) -> tuple[float, float, bool, bool]:
    """(best right score, best score, alerts by default, alerts and shows a right entry)."""
    right = max((m.score for m in matches if m.entry.id in query.expected), default=0.0)
    best = max((m.score for m in matches), default=0.0)
    shown = [m for m in matches if m.score >= policy.REVIEW_FROM][:SHOWN]
    alerts = any(match.band.is_open for match in shown)
    return right, best, alerts, alerts and any(m.entry.id in query.expected for m in shown)


def tell_recall(name: str, answers: Answers) -> None:
    """Print recall at each alert rate with its interval, and class by class at the headline."""
    print(f"\n{name}")
    for rate in RATES:
        low, high = interval(answers, rate)
        share, names = recall(answers, rate), damaged(answers, rate)
        print(
            f"  {rate:5.1%} of innocents alert: recall {share:.3f} [{low:.3f}, {high:.3f}], "
            f"damaged names {names:.3f}"
        )
    per_kind = by_kind(answers, HEADLINE).items()
    print(f"  at {HEADLINE:.0%}: " + " ".join(f"{kind} {share:.3f}" for kind, share in per_kind))


def tell_own(found: Found, true: int) -> None:
    """Print alert rate and recall at the program's own thresholds."""
    rate, share = found.alerts[true:].mean(), found.right_alerts[:true].mean()
    print(f"  own thresholds: {rate:.2%} of innocents alert, recall {share:.3f}")


def tell_calibration(found: Found) -> None:
    """Print how often the best match of a score was right."""
    hit = (found.right > 0) & (found.right >= found.best)
    print("  score of the best match    matches    share right")
    for low, high, number, share in calibration(found.best, hit, BUCKETS):
        print(f"  {low:.2f} to {min(high, 1):.2f} {number:20d} {share:14.3f}")


# --- Labelled cases ---------------------------------------------------------------------------


def measure_cases() -> None:
    """Print how many labelled cases of each tier pass, and which do not."""
    matcher = Matcher(catalog.load())
    judged = [(case, cases.judge(case, matcher)) for case in cases.load()]
    print("\nlabelled cases over the bundled list")
    for tier in cases.TIERS:
        problems = [problem for case, problem in judged if case.tier == tier]
        passed = sum(not problem for problem in problems)
        print(f"  {tier:6} {passed} of {len(problems)}")
        for line in told(problems):
            print(f"    {line}")


def told(problems: Iterable[str]) -> Iterator[str]:
    """The problems, without the cases that pass."""
    return (problem for problem in problems if problem)


if __name__ == "__main__":
    main()
