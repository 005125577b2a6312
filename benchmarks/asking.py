"""What the program answers to the queries of a task, and what of it was right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.question_set import Query
from benchmarks.recall import Scores
from compliance.matching import Matcher, scoring
from compliance.model import Decision, Match, Party

LEAST_SCORE = 0.3
MOST_MATCHES = 20
SHOWN = 5
"""Matches that the program shows, and judges a party by, without options."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """What the program gave to some queries, in their order."""

    kinds: NDArray[np.str_]
    """Class of each query."""
    right: Scores
    """Best score of a right entry, 0 when none was found."""
    best: Scores
    """Best score of any entry."""
    alerts: Flags
    """Whether the program's own thresholds raise an alert."""
    hits: Flags
    """Whether they make it a HIT."""
    right_alerts: Flags
    """Whether an alert shows a right entry; of an innocent, one that it only looks like."""
    first: Flags
    """Whether the best match is a right entry."""

    def of(self, chosen: Flags) -> "Found":
        """The same for some of the queries."""
        return Found(*(getattr(self, name)[chosen] for name in self.__slots__))

    def kind(self, *starts: str) -> "Found":
        """The same for the classes that begin so."""
        return self.of(np.array([kind.startswith(starts) for kind in self.kinds], dtype=bool))


def ask(matcher: Matcher, queries: Sequence[Query]) -> Found:
    """Ask the program every query."""
    parties = [Party(name=query.name) for query in queries]
    given = matcher.search(parties, min_score=LEAST_SCORE, max_matches=MOST_MATCHES)
    rows = [answer(query, found) for query, found in zip(queries, given, strict=True)]
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    right, best, *flags = columns
    return Found(
        np.array([query.kind for query in queries], dtype=np.str_),
        np.array(right, dtype=np.float64),
        np.array(best, dtype=np.float64),
        *(np.array(column, dtype=np.bool_) for column in flags),
    )


def answer(query: Query, matches: tuple[Match, ...]) -> tuple[float, float, bool, bool, bool, bool]:
    """(best right score, best score, alerts, is a hit, shows a right entry, has it first)."""
    wanted = query.expected | query.against
    right = max((m.score for m in matches if m.entry.id in wanted), default=0.0)
    best = max((m.score for m in matches), default=0.0)
    shown = [match for match in matches if match.score >= scoring.REVIEW_FROM][:SHOWN]
    opened = [match for match in shown if match.band.is_open]
    hit = any(match.band is Decision.HIT for match in opened)
    seen = opened if query.against else shown if opened else []
    shows = any(match.entry.id in wanted for match in seen)
    return right, best, bool(opened), hit, shows, right > 0 and right >= best
