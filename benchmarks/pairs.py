"""Labelled pairs of names: precision, recall and F1 of the program's decision to alert.

Each line of a .jsonl file has `query`, `candidate`, `candidate_aliases`, `schema`, `is_match` and
perhaps `category`. All candidates of a file form one list, so that words weigh what they weigh
in a list of that size together with ordinary firms' names, and the program finds its candidates
itself: a right one that it does not find counts as missed. The band says whether it alerts.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import RESAMPLES, SEED
from compliance.matching import Matcher
from compliance.model import (
    ListEntry,
    Listing,
    Name,
    NameKind,
    Party,
    PartyKind,
    Programme,
    Watchlist,
)

Score = Callable[[str, Iterable[str]], float]
KINDS = {
    "Person": PartyKind.PERSON,
    "Company": PartyKind.ORGANISATION,
    "Organization": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
}
_MOST = 10_000
_LISTING = Listing(
    programme=Programme(id="x", name="pairs", publisher="", authority="", restricts="", source="")
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One asked name, one listed party, and whether they are the same."""

    asked: str
    names: tuple[str, ...]
    schema: str
    is_match: bool
    category: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Right and wrong decisions."""

    found: int = 0
    missed: int = 0
    false: int = 0

    quiet: int = 0
    """False pairs that do not alert."""

    @property
    def size(self) -> int:
        """All pairs."""
        return self.found + self.missed + self.false + self.quiet

    @property
    def precision(self) -> float:
        """Share of alerts that are right; 1 without alerts."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of true pairs that alert; 1 without true pairs."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load(path: Path) -> tuple[Pair, ...]:
    """The pairs of a file, in order."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return tuple(
        Pair(
            row["query"],
            (row["candidate"], *row.get("candidate_aliases", ())),
            row["schema"],
            row["is_match"],
            row.get("category") or ("match" if row["is_match"] else "no match"),
        )
        for row in rows
    )


def watchlist(pairs: Iterable[Pair]) -> Watchlist:
    """Every candidate of the pairs as one listed entry."""
    entries = {entry_id(pair): pair for pair in pairs}
    return Watchlist(lists=(), entries=tuple(entry(one) for one in entries.values()))


def entry(pair: Pair) -> ListEntry:
    """The candidate of a pair as an entry."""
    kinds = (NameKind.PRIMARY, *(NameKind.ALIAS for _ in pair.names[1:]))
    return ListEntry(
        id=entry_id(pair),
        list_id="pairs",
        names=tuple(Name(text=t, kind=k) for t, k in zip(pair.names, kinds, strict=True)),
        kind=kind(pair),
        listings=(_LISTING,),
    )


def entry_id(pair: Pair) -> str:
    """What tells a candidate from another."""
    return "|".join((pair.schema, *pair.names))


def kind(pair: Pair) -> PartyKind:
    """The kind of party that the pair's schema means."""
    return KINDS.get(pair.schema, PartyKind.UNKNOWN)


def alerts(pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether the program alerts on its candidate."""
    matcher = Matcher(watchlist(pairs))
    asked = list(dict.fromkeys((pair.asked, kind(pair)) for pair in pairs))
    parties = [Party(name=name, kind=its_kind) for name, its_kind in asked]
    found = dict(zip(asked, matcher.search(parties, max_matches=_MOST), strict=True))
    opened = {
        one: {match.entry.id for match in matches if match.band.is_open}
        for one, matches in found.items()
    }
    return [entry_id(pair) in opened[(pair.asked, kind(pair))] for pair in pairs]


def tally(pairs: Iterable[Pair], decided: Iterable[bool]) -> Tally:
    """Decisions counted."""
    both = [(pair.is_match, alert) for pair, alert in zip(pairs, decided, strict=True)]
    return Tally(
        both.count((True, True)),
        both.count((True, False)),
        both.count((False, True)),
        both.count((False, False)),
    )


def redrawn_f1(pairs: Sequence[Pair], decided: Sequence[bool]) -> NDArray[np.float64]:
    """F1 of many samples of pairs drawn again: the counts of a sample are a multinomial draw."""
    one = tally(pairs, decided)
    counts = np.array([one.found, one.missed, one.false, one.quiet])
    chance = np.random.default_rng(SEED)
    found, missed, false, _ = chance.multinomial(one.size, counts / one.size, RESAMPLES).T
    return np.asarray(2 * found / np.maximum(1, 2 * found + missed + false), dtype=np.float64)


def f1_of(pairs: Sequence[Pair], score: Score, cut: float) -> float:
    """F1 of another matcher that alerts from a score on."""
    return tally(pairs, [score(pair.asked, pair.names) >= cut for pair in pairs]).f1


def by_category(pairs: Sequence[Pair], decided: Sequence[bool]) -> Mapping[str, Tally]:
    """Decisions counted for each category; a category has only true or only false pairs."""
    names = sorted({pair.category for pair in pairs})
    return {name: tally(*_of(name, pairs, decided)) for name in names}


def _of(
    category: str, pairs: Sequence[Pair], decided: Sequence[bool]
) -> tuple[list[Pair], list[bool]]:
    at = [place for place, pair in enumerate(pairs) if pair.category == category]
    return [pairs[place] for place in at], [decided[place] for place in at]


def wrong(pairs: Iterable[Pair], decided: Iterable[bool]) -> Iterator[Pair]:
    """The pairs that the program got wrong."""
    return (p for p, alert in zip(pairs, decided, strict=True) if p.is_match is not alert)
