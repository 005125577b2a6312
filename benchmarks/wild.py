"""Spellings seen in the wild, screened with the bundled list: `wild.csv` of a task.

Columns: id, input_name, input_country, expected (HIT, REVIEW or NO_HIT), why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.cases import decision
from benchmarks.figures import Figure, at_least, at_most, share
from benchmarks.question_set import rows
from compliance.matching import Matcher
from compliance.model import Decision, Party

FILE = "wild.csv"
INNOCENT = "NO_HIT"
MOST_INNOCENTS = 1


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling, what is right and what the program says."""

    name: str
    expected: str
    got: Decision
    why: str

    @property
    def innocent(self) -> bool:
        """Whether it should not alert."""
        return self.expected == INNOCENT

    @property
    def is_wrong(self) -> bool:
        """Whether it alerts and should not, or the other way round."""
        return self.got.is_open is self.innocent


def judged(path: Path, matcher: Matcher) -> list[Spelling]:
    """Every spelling of the file with the program's decision."""
    table = rows(path)
    parties = [Party(name=row["input_name"], country=row["input_country"]) for row in table]
    found = matcher.search(parties)
    return [
        Spelling(row["input_name"], row["expected"], decision(matches), row["why"])
        for row, matches in zip(table, found, strict=True)
    ]


def figures(spellings: list[Spelling]) -> Iterator[Figure]:
    """The two rows of the table."""
    for innocent, measure in (
        (False, "HIT and REVIEW spellings that alert"),
        (True, "innocents that alert"),
    ):
        opened = np.array([s.got.is_open for s in spellings if s.innocent is innocent], dtype=bool)
        figure = share("wild", measure, opened)
        yield at_most(figure, MOST_INNOCENTS / len(opened)) if innocent else at_least(figure, 1.0)


def told(spellings: list[Spelling]) -> Iterator[str]:
    """What the program got wrong."""
    for one in spellings:
        if one.is_wrong:
            yield f"{one.name!r}: expected {one.expected}, got {one.got} ({one.why[:90]})"
