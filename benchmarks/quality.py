"""Print the whole table of match quality in one run, beside other matchers on the same queries.

usage: python benchmarks/quality.py [FOLDER] [--sets FOLDER] [--pairs FOLDER] [--no-baselines]
                                    [--every N] [--docs FILE]

FOLDER is the reference task; its innocents set the score at which 1 % alert. `--sets` names a
folder of tasks made by `benchmarks/sets`. What is not given and not beside the project is named as
skipped. docs/quality.md says what the figures mean; `--docs` writes them there.
"""

import argparse
import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks import cases, pairs, question_set, report, tasks, wild
from benchmarks.asking import Found, ask
from benchmarks.baselines import Baseline, answers, baselines, right_scores
from benchmarks.figures import Figure, at_least, bounds, plain, share
from benchmarks.question_set import Query, QuestionSet
from benchmarks.recall import HEADLINE, threshold
from benchmarks.tasks import Measured
from compliance.lists import catalog
from compliance.matching import Matcher

SHARED = Path(__file__).parent.parent.parent / "shared/eval"
REFERENCE = SHARED / "dev"
GOAL_OF_PAIRS = {"openwatchlist_adversarial": 0.99}


@dataclass(slots=True)
class Run:
    """What one run of the program has measured so far."""

    others: Sequence[Baseline]
    every: int = 1
    """Ask only every Nth query of each class."""
    cut: float = float("nan")
    """The program's score at which 1 % of the reference innocents alert."""
    cuts: dict[str, float] = field(default_factory=dict)
    """The same for each other matcher."""
    figures: list[Figure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    answered: Found | None = None
    """What the program gave to the reference task: for calibration."""
    true: int = 0
    """How many of those are true parties."""


def main(argv: list[str] | None = None) -> None:
    """Measure everything that is there, print it, and write it down when asked to."""
    options = arguments().parse_args(argv)
    run = Run(baselines() if options.baselines else [], options.every)
    measure_tasks(run, options.folder or REFERENCE, options.sets)
    measure_wild(run, (options.folder or REFERENCE) / wild.FILE)
    measure_pairs(run, options.pairs or SHARED / "pairs")
    measure_cases(run)
    for line in (*plain(run.figures), *(f"skipped: {one}" for one in run.skipped)):
        print(line)
    for line in report.curves(run.answered, run.true) if run.answered else ():
        print(line)
    if options.docs:
        sampled = f"one query in {run.every} of each class" if run.every > 1 else "all queries"
        report.write(options.docs, run.figures, run.skipped, run.answered, run.true, sampled)


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Measure match quality.")
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="reference task")
    parser.add_argument("--sets", type=Path, metavar="FOLDER", help="folder of further tasks")
    parser.add_argument("--pairs", type=Path, metavar="FOLDER", help="folder of labelled pairs")
    parser.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="measure other matchers too (takes some minutes)",
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="ask every Nth query only"
    )
    parser.add_argument("--docs", type=Path, metavar="FILE", help="write the figures into a page")
    return parser


# --- Tasks ------------------------------------------------------------------------------------


def measure_tasks(run: Run, reference: Path, sets: Path | None) -> None:
    """The reference task first, then those of the same list one after the other."""
    folders = [reference, *(sets / name for name in tasks.FIGURES if sets and name != "dev")]
    run.skipped += [f"{f.name} (no such task)" for f in folders if not f.is_dir()]
    if not sets:
        run.skipped += [f"{name} (no --sets)" for name in tasks.FIGURES if name != "dev"]
    loaded = [question_set.load(folder) for folder in folders if folder.is_dir()]
    ready: tuple[str, Matcher] | None = None
    order = {task.digest: at for at, task in reversed(list(enumerate(loaded)))}
    for task in sorted(loaded, key=lambda task: order[task.digest]):
        if not ready or ready[0] != task.digest:
            ready = None
            gc.collect()  # one list at a time is in memory
            ready = (task.digest, Matcher(task.watchlist))
        measure_task(run, sampled(task, run.every), ready[1], is_reference=task is loaded[0])


def sampled(task: QuestionSet, every: int) -> QuestionSet:
    """The task with every Nth query of each class."""
    return replace(
        task,
        positives=tuple(thinned(task.positives, every)),
        innocents=tuple(thinned(task.innocents, every)),
    )


def thinned(queries: Iterable[Query], every: int) -> Iterator[Query]:
    """Every Nth query of each class."""
    seen: dict[str, int] = {}
    for query in queries:
        seen[query.kind] = seen.get(query.kind, -1) + 1
        if seen[query.kind] % every == 0:
            yield query


def measure_task(run: Run, task: QuestionSet, matcher: Matcher, *, is_reference: bool) -> None:
    """Ask the program and the others, and add the figures of the task."""
    found = ask(matcher, task.queries)
    true = np.arange(len(found.kinds)) < len(task.positives)
    positives, innocents = found.of(true), found.of(~true)
    if is_reference:
        run.cut = threshold(innocents.best, HEADLINE)
        run.answered, run.true = found, len(task.positives)
        for other in run.others:
            run.cuts[other.name] = threshold(answers(other, task).innocent, HEADLINE)
    cut = threshold(innocents.best, HEADLINE) if np.isnan(run.cut) else run.cut
    name = tasks.REFERENCE if is_reference else task.name
    measured = Measured(task.name, positives, innocents, cut, others(run, task))
    run.figures += tasks.FIGURES.get(name, tasks.anything)(measured)


def others(run: Run, task: QuestionSet) -> dict[str, tasks.Other]:
    """What the other matchers give to a task, with their scores at 1 %."""
    return {
        other.name: tasks.Other(
            right_scores(other, task, task.positives),
            right_scores(other, task, task.innocents),
            run.cuts[other.name],
        )
        for other in run.others
        if other.name in run.cuts
    }


# --- Spellings, pairs, cases ------------------------------------------------------------------


def measure_wild(run: Run, path: Path) -> None:
    """Spellings seen in the wild, over the bundled list."""
    if not path.is_file():
        run.skipped.append(f"wild ({path.name} is not there)")
        return
    spellings = wild.judged(path, Matcher(catalog.load()))
    run.figures += wild.figures(spellings)
    for line in wild.told(spellings):
        print(f"wild {line}")


def measure_pairs(run: Run, folder: Path) -> None:
    """F1 of the decision to alert, file by file."""
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    if not files:
        run.skipped.append("pairs (no such folder)")
    for path in files:
        run.figures += pair_figures(path, run)


def pair_figures(path: Path, run: Run) -> Iterator[Figure]:
    """F1 with precision and recall in words, and the same for the other matchers."""
    labelled = pairs.load(path)
    decided = pairs.alerts(labelled)
    count = pairs.tally(labelled, decided)
    words = f"precision {count.precision:.3f} recall {count.recall:.3f}"
    for category, one in pairs.by_category(labelled, decided).items():
        right = one.recall if one.found + one.missed else 1 - one.false / one.size
        words += f" | {category} {right:.3f}"
    figure = Figure(
        task="pairs",
        measure=f"{path.stem}, F1",
        value=count.f1,
        number=len(labelled),
        interval=bounds(pairs.redrawn_f1(labelled, decided)),
        kinds=words,
        others={
            other.name: pairs.f1_of(labelled, other.score, run.cuts[other.name])
            for other in run.others
            if other.name in run.cuts
        },
    )
    goal = GOAL_OF_PAIRS.get(path.stem)
    yield at_least(figure, goal) if goal else figure


def measure_cases(run: Run) -> None:
    """How many labelled cases of each tier pass, and which do not."""
    matcher = Matcher(catalog.load())
    judged = [(case, cases.judge(case, matcher)) for case in cases.load()]
    for tier in cases.TIERS:
        problems = [problem for case, problem in judged if case.tier == tier]
        passed = np.array([not problem for problem in problems], dtype=bool)
        figure = share("cases", f"{tier} cases that pass", passed)
        run.figures.append(at_least(figure, 1.0) if tier == "STRONG" else figure)
        for problem in filter(None, problems):
            print(f"{tier} case {problem}")


if __name__ == "__main__":
    main()
