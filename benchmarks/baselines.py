"""Other matchers on the same task, so that a figure has something to stand beside.

RapidFuzz scorers compare lower-cased names over the whole list. nomenklatura's logic-v2 is too
slow for that and gets, as in its own use behind an index, the candidates of this project's
index; it runs only where it is installed (`pip install nomenklatura`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.utils import default_process

from benchmarks.question_set import QuestionSet
from benchmarks.recall import Answers
from compliance.matching import index
from compliance.matching.matcher import CANDIDATES
from compliance.model import ListEntry
from compliance.names import prepare

_BATCH = 256
Scorer = Callable[..., float]
Compare = Callable[[str, str], float]
RAPIDFUZZ: Mapping[str, Scorer] = {
    "RapidFuzz WRatio": fuzz.WRatio,
    "RapidFuzz token_sort_ratio": fuzz.token_sort_ratio,
    "RapidFuzz ratio": fuzz.ratio,
    "RapidFuzz Jaro-Winkler": JaroWinkler.normalized_similarity,
}
"""Name -> scorer; all rise with similarity."""


def baselines(questions: QuestionSet) -> Iterator[tuple[str, Answers]]:
    """Every baseline that is installed, with its answers."""
    for name, scorer in RAPIDFUZZ.items():
        yield name, by_scorer(questions, scorer)
    if find_spec("nomenklatura"):
        yield "nomenklatura logic-v2", by_candidates(questions, logic_v2())


def by_scorer(questions: QuestionSet, scorer: Scorer) -> Answers:
    """A RapidFuzz scorer over the whole list."""
    names = {e.id: [default_process(n.text) for n in e.names] for e in questions.watchlist.entries}
    listed = list({name for found in names.values() for name in found})
    right = [
        best((n for e in q.expected for n in names.get(e, ())), default_process(q.name), scorer)
        for q in questions.positives
    ]
    innocent = highest(listed, [default_process(q.name) for q in questions.innocents], scorer)
    kinds = tuple(query.kind for query in questions.positives)
    return Answers(np.array(right), np.array(innocent), kinds)


def highest(listed: Sequence[str], asked: Sequence[str], scorer: Scorer) -> list[float]:
    """The best score of each asked name against the whole list."""
    if scorer is fuzz.WRatio:  # it skips what cannot win, and is no faster in batches
        return [best(listed, name, scorer) for name in asked]
    starts = range(0, len(asked), _BATCH)
    tables = (process.cdist(asked[at : at + _BATCH], listed, scorer=scorer) for at in starts)
    return [float(score) for table in tables for score in table.max(axis=1)]


def best(listed: Iterator[str] | Sequence[str], asked: str, scorer: Scorer) -> float:
    """The best score of one name against several; 0 against none."""
    found = process.extractOne(asked, list(listed), scorer=scorer)
    return float(found[1]) if found else 0.0


def by_candidates(questions: QuestionSet, compare: Compare) -> Answers:
    """A slow comparison of raw names over the candidates of this project's index."""
    listed = [(n.text, e) for e in questions.watchlist.entries for n in e.names]
    ready = index.build([prepare(text) for text, _ in listed])
    found = ready.candidates([prepare(query.name) for query in questions.queries], CANDIDATES)
    right, innocent = [], []
    for query, positions in zip(questions.queries, found, strict=True):
        pairs = [listed[at] for at in positions]
        if query.expected:
            right.append(top(compare, query.name, wanted(pairs, query.expected)))
        else:
            innocent.append(top(compare, query.name, (text for text, _ in pairs)))
    kinds = tuple(query.kind for query in questions.positives)
    return Answers(np.array(right), np.array(innocent), kinds)


def wanted(pairs: Sequence[tuple[str, ListEntry]], ids: frozenset[str]) -> Iterator[str]:
    """The names of the right entries among candidates."""
    return (text for text, entry in pairs if entry.id in ids)


def top(compare: Compare, asked: str, listed: Iterator[str]) -> float:
    """The best score; 0 without candidates."""
    return max((compare(asked, name) for name in listed), default=0.0)


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
