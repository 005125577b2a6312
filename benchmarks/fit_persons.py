"""Fit what the rules for persons' names are worth, and write their scorecard.

usage: python -m benchmarks.fit_persons SET.json [-o FILE]

SET.json holds a list of persons and questions about it, which are not the project's to ship:
  list        [[id, [name, ...]], ...]         persons of a public list
  queries     [[name, id], ...]                aliases held out of the list
  damaged     [[name, id, kind], ...]          listed names with a typo, an initial, ...
  innocents   [name, ...]                      ordinary persons
  crossed     [name, ...]                      a listed family name with another given name

The table is fitted on every second question first and tried on the others; what is written is
fitted on all.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import ramps
from benchmarks.measures import Flags, Floats, nearest_names
from compliance.matching.caps import Cap
from compliance.matching.people import persons
from compliance.matching.people.person_tables import PersonName, person_name
from compliance.names import prepare_name

SCORECARD = Path(__file__).parent.parent / "compliance/matching/data/persons.toml"
CANDIDATES = 40
WEIGHTS = {"innocent": 2.0, "crossed": 0.5}
"""How much a pair of such a question counts; others count 1."""
SHIFT = 0.5
"""Log-odds added to the base: with it one innocent in a hundred reaches the REVIEW band."""
HEAD = """\
# What each rule's measure is worth for names of persons, in log-odds; straight between the steps.
# Written by benchmarks/fit_persons.py; do not edit by hand. The rules are in ../people/persons.py.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A name asked, and the person it is; none for an innocent."""

    name: str
    person: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Asked against listed names, measured: those the scorecard decides."""

    measures: Floats
    right: Flags
    query: NDArray[np.int64]
    weight: Floats


def main() -> None:
    """Fit on half, try on the other half, fit on all, write."""
    options = arguments().parse_args()
    data = json.loads(options.set.read_text("utf-8"))
    asked = questions(data)
    pairs = measured(data["list"], asked)
    half = pairs.query % 2 == 0
    tell(fitted(pairs, half), pairs, ~half, asked)
    options.output.write_text(written(fitted(pairs, np.ones_like(half))), encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Fit the scorecard for persons.")
    parser.add_argument("set", type=Path, metavar="SET.json")
    parser.add_argument("-o", "--output", type=Path, default=SCORECARD, metavar="FILE")
    return parser


def questions(data: dict[str, list[list[str]]]) -> list[Question]:
    """All questions of a set, in a fixed order."""
    found = [Question(name, person, "alias") for name, person in data["queries"]]
    found += [Question(name, person, kind) for name, person, kind in data["damaged"]]
    found += [Question(str(name), "", "innocent") for name in data["innocents"]]
    return found + [Question(str(name), "", "crossed") for name in data["crossed"]]


def measured(listed: Sequence[Sequence[str]], asked: Sequence[Question]) -> Pairs:
    """Every question against its candidates; of a person's names only the nearest is learnt."""
    owners = [person for person, names in listed for _ in names]
    prepared = [prepare_name(name) for _, names in listed for name in names]
    parts = [person_name(name) for name in prepared]
    ready = [prepare_name(question.name) for question in asked]
    found = nearest_names([name.raw for name in prepared], [name.raw for name in ready], CANDIDATES)
    rows: list[list[float]] = []
    facts: list[tuple[bool, int, float]] = []
    for at, (question, name) in enumerate(zip(asked, ready, strict=True)):
        for values, right in _rows(person_name(name), question, found[at], parts, owners):
            rows.append(values)
            facts.append((right, at, WEIGHTS.get(question.kind, 1.0)))
    return Pairs(
        measures=np.array(rows, dtype=np.float32),
        right=np.array([right for right, _, _ in facts]),
        query=np.array([query for _, query, _ in facts]),
        weight=np.array([weight for _, _, weight in facts], dtype=np.float32),
    )


def _is_hopeless(c: persons.PersonComparison) -> bool:
    """Whether a cap below REVIEW decides, so that no measure matters."""
    cap = persons.find_cap(c)
    return cap is not None and cap.score <= Cap.LONE.score


def _rows(
    name: PersonName,
    question: Question,
    found: Sequence[int],
    parts: Sequence[PersonName],
    owners: Sequence[str],
) -> list[tuple[list[float], bool]]:
    """Measures of each candidate that the scorecard decides, and whether it is right."""
    wrong: list[tuple[list[float], bool]] = []
    best: tuple[float, list[float]] | None = None
    for at in found:
        c = persons.compare(name, parts[at])
        if persons.is_same(c) or _is_hopeless(c):
            continue
        values = list(persons.measures(c).values())
        if owners[at] != question.person:
            wrong.append((values, False))
        elif best is None or c.agreed + c.met - persons.conflict(c) > best[0]:
            best = c.agreed + c.met - persons.conflict(c), values
    return [*wrong, (best[1], True)] if best else wrong


def fitted(pairs: Pairs, keep: Flags) -> ramps.Table:
    """The table for some of the pairs."""
    directions = [direction for _, direction in persons.RULES.values()]
    table = ramps.fit(pairs.measures[keep], pairs.right[keep], pairs.weight[keep], directions)
    return ramps.Table(round(table.base + SHIFT, ramps.DECIMALS), table.scales, table.loss)


def tell(table: ramps.Table, pairs: Pairs, keep: Flags, asked: Sequence[Question]) -> None:
    """Print how many questions of each kind a REVIEW finds, or disturbs, on the chosen pairs."""
    scores = table.scores(pairs.measures)
    for kind in sorted({question.kind for question in asked}):
        innocent = kind in WEIGHTS
        wanted = keep & (pairs.right | innocent) & (scores >= 0.55)
        reached = {int(at) for at in pairs.query[wanted] if asked[at].kind == kind}
        number = sum(question.kind == kind for question in asked) / 2
        print(f"{kind:12} {len(reached) / number:.3f} in REVIEW or HIT by the scorecard")


def written(table: ramps.Table) -> str:
    """The scorecard as TOML."""
    parts = [HEAD, f"base = {table.base:.3f}\n"]
    for rule, (at, worth) in zip(persons.RULES, table.scales, strict=True):
        measures = ", ".join(f"{value:.3f}" for value in at)
        points = ", ".join(f"{value:.3f}" for value in worth)
        parts.append(f'["{rule}"]\nmeasure = [{measures}]\npoints = [{points}]\n')
    return "\n".join(parts)


if __name__ == "__main__":
    main()
