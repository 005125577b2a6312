"""Other matchers on the same task, so that a figure has something to stand beside.

RapidFuzz scorers compare lower-cased names over the whole list. nomenklatura's logic-v2 is too
slow for that and gets, as in its own use behind an index, the candidates of this project's
index; it runs only where it is installed (`pip install nomenklatura`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.utils import default_process

from benchmarks.measures import CANDIDATES, nearest_names
from benchmarks.question_set import Query, QuestionSet
from benchmarks.recall import Answers

_BATCH = 256
Scorer = Callable[..., float]
Compare = Callable[[str, str], float]
Highest = Callable[[QuestionSet], list[float]]
RAPIDFUZZ: Mapping[str, Scorer] = {
    "RapidFuzz WRatio": fuzz.WRatio,
    "RapidFuzz token_sort_ratio": fuzz.token_sort_ratio,
    "RapidFuzz ratio": fuzz.ratio,
    "RapidFuzz Jaro-Winkler": JaroWinkler.normalized_similarity,
}
"""Name -> scorer; all rise with similarity."""
LOGIC = "logic-v2"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Another matcher: how it scores one name against several, and innocents against a list."""

    name: str
    score: Callable[[str, Iterable[str]], float]
    """The best score of an asked name among listed ones; 0 without any."""
    highest: Highest
    """The best score of each innocent of a task over its whole list."""


def baselines() -> list[Baseline]:
    """Every baseline that is installed."""
    found = [by_scorer(name, scorer) for name, scorer in RAPIDFUZZ.items()]
    if find_spec("nomenklatura"):
        found.append(by_candidates(f"nomenklatura {version('nomenklatura')} {LOGIC}", logic_v2()))
    return found


def answers(baseline: Baseline, questions: QuestionSet) -> Answers:
    """What a baseline gives to a whole task."""
    kinds = tuple(query.kind for query in questions.positives)
    right = right_scores(baseline, questions, questions.positives)
    return Answers(right, np.array(baseline.highest(questions)), kinds)


def right_scores(
    baseline: Baseline, questions: QuestionSet, queries: Sequence[Query]
) -> NDArray[np.float64]:
    """The best score of each query against the entries that it is right, or only looks like."""
    names = {e.id: [name.text for name in e.names] for e in questions.watchlist.entries}
    return np.array(
        [
            baseline.score(q.name, (n for e in q.expected | q.against for n in names.get(e, ())))
            for q in queries
        ],
        dtype=np.float64,
    )


# --- RapidFuzz --------------------------------------------------------------------------------


def by_scorer(name: str, scorer: Scorer) -> Baseline:
    """A RapidFuzz scorer over the whole list."""
    return Baseline(
        name,
        lambda asked, listed: best(map(default_process, listed), default_process(asked), scorer),
        lambda questions: over_list(questions, scorer),
    )


def over_list(questions: QuestionSet, scorer: Scorer) -> list[float]:
    """The best score of each innocent against the whole list."""
    names = (n.text for e in questions.watchlist.entries for n in e.names)
    listed = list(dict.fromkeys(map(default_process, names)))
    return highest(listed, [default_process(q.name) for q in questions.innocents], scorer)


def highest(listed: Sequence[str], asked: Sequence[str], scorer: Scorer) -> list[float]:
    """The best score of each asked name against the whole list."""
    if scorer is fuzz.WRatio:  # it skips what cannot win, and is no faster in batches
        return [best(listed, name, scorer) for name in asked]
    starts = range(0, len(asked), _BATCH)
    tables = (process.cdist(asked[at : at + _BATCH], listed, scorer=scorer) for at in starts)
    return [float(score) for table in tables for score in table.max(axis=1)]


def best(listed: Iterable[str], asked: str, scorer: Scorer) -> float:
    """The best score of one name against several; 0 against none."""
    found = process.extractOne(asked, list(listed), scorer=scorer)
    return float(found[1]) if found else 0.0


# --- Slow matchers ----------------------------------------------------------------------------


def by_candidates(name: str, compare: Compare) -> Baseline:
    """A slow comparison of raw names; innocents over the candidates of this project's index."""
    return Baseline(
        name,
        lambda asked, listed: max((compare(asked, one) for one in listed), default=0.0),
        lambda questions: over_candidates(questions, compare),
    )


def over_candidates(questions: QuestionSet, compare: Compare) -> list[float]:
    """The best score of each innocent among its candidates."""
    listed = [name.text for entry in questions.watchlist.entries for name in entry.names]
    found = nearest_names(listed, [query.name for query in questions.innocents], CANDIDATES)
    return [
        max((compare(query.name, listed[at]) for at in positions), default=0.0)
        for query, positions in zip(questions.innocents, found, strict=True)
    ]


def logic_v2() -> Compare:
    """logic-v2 as a comparison of two names of companies, 0..1.

    Every compared entity gets an id of its own, because the matcher caches by id.
    """
    entity = import_module("followthemoney").EntityProxy
    matcher = import_module("nomenklatura.matching").LogicV2
    config = matcher.default_config()
    made: dict[str, object] = {}

    def company(name: str) -> object:
        if name not in made:
            data = {"id": f"e{len(made)}", "schema": "Company", "properties": {"name": [name]}}
            made[name] = entity.from_dict(data)
        return made[name]

    def compare(asked: str, listed: str) -> float:
        return float(matcher.compare(company(asked), company(listed), config).score)

    return compare
