"""The matcher: a watchlist made ready once, then asked about parties, a batch at a time.

Two stages, both pure. The index proposes candidates; each is compared and scored; the best name of
each entry becomes a match. What a party gets does not depend on the batch it came in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from compliance.matching import evidence, index, policy
from compliance.matching.alignment import words_of
from compliance.matching.comparison import Side
from compliance.matching.identifiers import by_identifier, same_identifiers
from compliance.matching.scorecard import Scorecard, bundled
from compliance.matching.scoring import Scored, score
from compliance.matching.weights import Weights, weigh
from compliance.model import Match, Name, Party, Watchlist
from compliance.names import PreparedName, prepare
from compliance.names.readings import readings

CANDIDATES = 40
Finder = Callable[[Sequence[PreparedName]], list[list[int]]]
"""Asked names -> for each the positions of the list names worth a closer look."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of one entry, ready to be compared."""

    entry: int
    """Position of the entry in the watchlist."""
    name: Name
    side: Side


class Matcher:
    """Answers which entries of a watchlist a party may be."""

    def __init__(self, watchlist: Watchlist, *, exhaustive: bool = False) -> None:
        """Prepare all names; `exhaustive` compares with every name, slowly: the oracle."""
        self._entries = watchlist.entries
        prepared = [[prepare(name.text) for name in entry.names] for entry in watchlist.entries]
        self._weights: Weights = weigh(prepared)
        self._names = [
            Listed(at, name, self._side(ready))
            for at, (entry, names) in enumerate(zip(watchlist.entries, prepared, strict=True))
            for name, ready in zip(entry.names, names, strict=True)
            if ready.tokens
        ]
        self._card: Scorecard = bundled()
        self._identifiers = by_identifier(watchlist.entries)
        self._find = self._everything if exhaustive else self._indexed()

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        """For each party its matches, best first.

        Without `min_score` only those to be looked at: from the REVIEW band up.
        """
        asked = [readings(party.name) for party in parties]
        found = iter(self._find([name for names in asked for name in names]))
        return [
            self._matches(party, names, list(islice(found, len(names))), min_score, max_matches)
            for party, names in zip(parties, asked, strict=True)
        ]

    # --- Stages -------------------------------------------------------------------------------

    def _indexed(self) -> Finder:
        built = index.build([listed.side.name for listed in self._names])
        return lambda names: built.candidates(names, CANDIDATES)

    def _everything(self, names: Sequence[PreparedName]) -> list[list[int]]:
        return [list(range(len(self._names)))] * len(names)

    def _side(self, name: PreparedName) -> Side:
        return Side(name, words_of(name, self._weights))

    def _matches(
        self,
        party: Party,
        names: Sequence[PreparedName],
        candidates: Sequence[Sequence[int]],
        min_score: float | None,
        max_matches: int,
    ) -> tuple[Match, ...]:
        best = self._best_of_each_entry(names, candidates)
        matches = [self._match(party, at, scored) for at, scored in best.values()]
        matches += self._known_by_number(party, {match.entry.id for match in matches})
        least = policy.REVIEW_FROM if min_score is None else min_score
        kept = [match for match in matches if match.score >= least]
        kept.sort(key=lambda match: (-match.score, match.entry.list_id, match.entry.id))
        return tuple(kept[:max_matches])

    def _best_of_each_entry(
        self, names: Sequence[PreparedName], candidates: Sequence[Sequence[int]]
    ) -> dict[int, tuple[int, Scored]]:
        """Entry position -> its best name's position and score; the earlier name wins a tie."""
        best: dict[int, tuple[int, Scored]] = {}
        for at, scored in self._scores(names, candidates):
            entry = self._names[at].entry
            if entry not in best or _better((at, scored), best[entry]):
                best[entry] = (at, scored)
        return best

    def _scores(
        self, names: Sequence[PreparedName], candidates: Sequence[Sequence[int]]
    ) -> Iterator[tuple[int, Scored]]:
        for name, positions in zip(names, candidates, strict=True):
            if not name.tokens:
                continue
            asked = self._side(name)
            for at in positions:
                yield at, score(asked, self._names[at].side, self._card)

    def _match(self, party: Party, at: int, scored: Scored) -> Match:
        listed = self._names[at]
        entry = self._entries[listed.entry]
        weak = policy.is_weak(listed.side)
        return Match(
            entry=entry,
            matched_name=listed.name,
            score=round(scored.score, 6),
            band=policy.band(scored.score, entry, listed.name, weak=weak),
            evidence=evidence.explain(scored.comparison, party, entry),
        )

    def _known_by_number(self, party: Party, taken: set[str]) -> Iterator[Match]:
        """Entries that share an identifier with the party and were not found by name."""
        for entry, proof in same_identifiers(party, self._identifiers):
            if entry.id not in taken:
                yield Match(
                    entry=entry,
                    matched_name=entry.names[0],
                    score=1.0,
                    band=policy.band(1.0, entry, entry.names[0], weak=False),
                    evidence=(proof,),
                )


def _better(one: tuple[int, Scored], other: tuple[int, Scored]) -> bool:
    return (one[1].score, -one[0]) > (other[1].score, -other[0])
