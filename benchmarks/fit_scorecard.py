"""Fit what the matcher's rules are worth, and write the scorecard.

usage: python benchmarks/fit_scorecard.py FOLDER... [-o FILE] [--dry-run]

A FOLDER is a task made by benchmarks/development_set.py; several with other seeds count as one. The
table is fitted on every second query first and tried on the others; those figures are printed. What
is written is then fitted on all queries. The rules are `compliance.matching.features.RULES`; one
that is worth nothing gets zero points.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks import hardest, question_set, ramps
from benchmarks.measures import Flags, Pairs, measure
from benchmarks.question_set import Query, QuestionSet
from benchmarks.recall import RATES, Answers, Scores, by_kind, calibration, damaged, recall
from compliance.matching.features import RULES
from compliance.model import PartyKind

SCORECARD = Path(__file__).parent.parent / "compliance/matching/data/scorecard.toml"
INNOCENT_WEIGHT = 6.0
"""How much more an innocent's pair counts: an alert on it is what recall is measured against."""
BUCKETS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0, 1.01)
HEAD = """\
# What each rule's measure is worth, in log-odds; between two steps the points run straight.
# Written by benchmarks/fit_scorecard.py; do not edit by hand. The rules are in ../features.py.
"""


def main(argv: list[str] | None = None) -> None:
    """Fit on half, try on the other half, fit on all, write."""
    options = arguments().parse_args(argv)
    tasks = [without_persons(question_set.load(folder)) for folder in options.folder]
    queries, pairs = together(tasks)
    print(f"{len(queries)} queries, {len(pairs.right)} pairs, {len(RULES)} rules")
    half = np.arange(len(queries)) % 2 == 0
    tell(fitted(queries, pairs.of(half)), queries, pairs, ~half)
    whole = fitted(queries, pairs)
    print(f"fitted on all: loss {whole.loss:.4f}")
    if not options.dry_run:
        options.output.write_text(written(whole), encoding="utf-8")
        print(f"-> {options.output}")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Fit the scorecard on a development set.")
    parser.add_argument("folder", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, default=SCORECARD, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    return parser


def without_persons(task: QuestionSet) -> QuestionSet:
    """The task without those who ask for persons: persons have a scorecard of their own."""
    persons = {e.id for e in task.watchlist.entries if e.kind is PartyKind.PERSON}
    kept = tuple(query for query in task.positives if not query.expected <= persons)
    return replace(task, positives=kept)


def together(tasks: Sequence[QuestionSet]) -> tuple[tuple[Query, ...], Pairs]:
    """The queries of all tasks, and every pair of each with its own task's list."""
    queries: tuple[Query, ...] = ()
    found = []
    for task in tasks:
        pairs = measure(task)
        found.append(replace(pairs, query=pairs.query + len(queries)))
        queries += task.queries
    return queries, Pairs(
        np.concatenate([one.measures for one in found]),
        np.concatenate([one.right for one in found]),
        np.concatenate([one.query for one in found]),
        np.concatenate([one.same for one in found]),
    )


def fitted(queries: Sequence[Query], pairs: Pairs) -> ramps.Table:
    """The table for these pairs."""
    innocent = np.array([not query.expected for query in queries])[pairs.query]
    weights = np.where(innocent, INNOCENT_WEIGHT, 1.0).astype(np.float32)
    return hardest.fit(pairs, weights)


# --- Trying it --------------------------------------------------------------------------------


def scored(table: ramps.Table, pairs: Pairs) -> Scores:
    """The score of each pair, as the matcher would give it."""
    return np.where(pairs.same, 1.0, table.scores(pairs.measures))


def best_of(scores: Scores, pairs: Pairs, number: int, only: Flags | None = None) -> Scores:
    """The best score of each query, 0 where it has none."""
    keep = np.ones(len(scores), dtype=bool) if only is None else only
    best = np.zeros(number)
    np.maximum.at(best, pairs.query[keep], scores[keep])
    return best


def tell(table: ramps.Table, queries: Sequence[Query], pairs: Pairs, chosen: Flags) -> None:
    """Print the loss, the recall and how often the best match is right, on the chosen queries."""
    scores = scored(table, pairs)
    best = best_of(scores, pairs, len(chosen))
    right = best_of(scores, pairs, len(chosen), pairs.right)
    known = np.array([bool(query.expected) for query in queries])
    kinds = [q.kind for q, wanted in zip(queries, chosen, strict=True) if wanted and q.expected]
    answers = Answers(right[chosen & known], best[chosen & ~known], tuple(kinds))
    print(f"fitted on half: loss {table.loss:.4f}; on the other half:")
    for rate in RATES:
        share, names = recall(answers, rate), damaged(answers, rate)
        per_kind = " ".join(f"{kind}={value:.3f}" for kind, value in by_kind(answers, rate).items())
        print(f"  @{rate:.1%} recall {share:.4f}, damaged names {names:.4f} | {per_kind}")
    hit = (right > 0) & (right >= best)
    print("  score of the best match    matches    share right")
    for low, high, number, share in calibration(best[chosen], hit[chosen], BUCKETS):
        print(f"  {low:.2f} to {min(high, 1):.2f} {number:20d} {share:14.3f}")


# --- Writing it -------------------------------------------------------------------------------


def written(table: ramps.Table) -> str:
    """The scorecard as TOML."""
    parts = [HEAD, f"base = {table.base:.3f}\n"]
    for rule, (at, worth) in zip(RULES, table.scales, strict=True):
        measures = ", ".join(f"{value:.3f}" for value in at)
        points = ", ".join(f"{value:.3f}" for value in worth)
        parts.append(f'["{rule}"]\nmeasure = [{measures}]\npoints = [{points}]\n')
    return "\n".join(parts)


if __name__ == "__main__":
    main()
