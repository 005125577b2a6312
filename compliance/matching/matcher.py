"""The matcher: a watchlist made ready once, then asked about parties, a batch at a time.

Two stages, both pure. The index proposes candidates; each is compared and scored; the best name of
each entry becomes a match. What a party gets does not depend on the batch it came in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from msgspec.structs import replace

from compliance.matching import cells, evidence, prepared_list, scorers, scoring
from compliance.matching.evidence import (
    OTHER_FORM,
    SECOND_NAME,
    asked_address,
    list_circumstances,
    pull,
)
from compliance.matching.features import Side
from compliance.matching.identifiers import (
    find_tail_numbers,
    index_identifiers,
    list_numbers,
    same_identifiers,
)
from compliance.matching.people.person_details import find_contradiction
from compliance.matching.postal.addresses import AddressBook, AddressSighting, address_book
from compliance.matching.prepared_list import PreparedList
from compliance.matching.same_entity import rank_gravity
from compliance.matching.scorers import limit_to_country
from compliance.matching.scoring import Scorecard, read_bundled_scorecard
from compliance.matching.term_index import ReachMemory
from compliance.model import Decision, Evidence, Match, Party, Watchlist


class ScoredName(NamedTuple):
    """A listed name that an asked cell may be."""

    at: int
    """Position of the listed name."""
    scored: scorers.AnyScored
    part: str
    """The part of the cell that was compared; empty for the whole."""


class AskedSide(NamedTuple):
    """One reading of an asked cell, ready to be compared."""

    side: Side
    part: str
    """As in `ScoredName`."""


Best = Mapping[int, ScoredName]
"""Position of an entry -> its best name."""
_NOTHING: Best = {}
_REMEMBERED = 50_000
"""Names without a match that are remembered. No answer depends on it."""


class Matcher:
    """Answers which entries of a watchlist a party may be."""

    def __init__(self, watchlist: Watchlist | PreparedList, *, exhaustive: bool = False) -> None:
        """Make the list ready, unless it is; `exhaustive` compares with every name: the oracle."""
        self._ready = (
            watchlist
            if isinstance(watchlist, PreparedList)
            else prepared_list.prepare_list(watchlist)
        )
        self._entries = self._ready.entries
        self._card: Scorecard = read_bundled_scorecard()
        self._exhaustive = exhaustive
        self._memory = ReachMemory()
        self._unmatched: set[tuple[str, float]] = set()

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        """For each party its matches, best first.

        Without `min_score` those that score REVIEW and more, leads and parties known as not
        restricted among them. A `min_score` can only widen that: what must be looked at is never
        hidden.
        """
        least = scoring.REVIEW_FROM if min_score is None else min(min_score, scoring.REVIEW_FROM)
        best = self._find_best_names({party.name for party in parties}, least)
        addresses = {asked_address(party) for party in parties} - {""}
        seen = {text: self._addresses.find(text) for text in sorted(addresses)}
        found = (
            self._list_matches(party, best[party.name], seen.get(asked_address(party), {}), least)
            for party in parties
        )
        return [matches[:max_matches] for matches in found]

    @property
    def ready(self) -> PreparedList:
        """The list that is asked."""
        return self._ready

    # --- Stages -------------------------------------------------------------------------------

    def _find_best_names(self, texts: Set[str], least: float) -> dict[str, Best]:
        """For each distinct name the entries it may be: ledgers repeat their parties.

        Names that were none are remembered: most names are.
        """
        known = {text for text in texts if (text, least) in self._unmatched}
        asked = {
            text: [
                AskedSide(self._ready.side(reading.name), reading.part)
                for reading in cells.read_cell(text)
                if reading.name.tokens
            ]
            for text in sorted(texts - known)
        }
        names = [reading.side for readings in asked.values() for reading in readings]
        every = range(len(self._ready))
        candidates: Iterator[Sequence[int]] = (
            repeat(every)
            if self._exhaustive
            else iter(self._ready.columns.prefilter.find_pairs(names, least, self._memory))
        )
        # Both are read to the end together: each reading takes its own positions.
        best = {
            text: self._find_best_of_entries(zip(readings, candidates, strict=False), least)
            for text, readings in asked.items()
        }
        if len(self._unmatched) > _REMEMBERED:
            self._unmatched.clear()
        self._unmatched.update((text, least) for text, entries in best.items() if not entries)
        return best | dict.fromkeys(known, _NOTHING)

    def _find_proofs(self, party: Party) -> Mapping[int, tuple[Evidence, ...]]:
        """Position of each entry that carries a number of the party -> the proofs.

        Many short names look like the mark of an aircraft. Where the party has no other number they
        are looked up among ships and aircraft alone.
        """
        numbers, marks = list_numbers(party), [*find_tail_numbers(party.name)]
        asked = [*numbers, *marks]
        if not asked:  # as most parties
            return {}
        places = self._ready.columns.identifiers.find_entries(one for one, _ in asked)
        found = ((at, self._entries[at]) for at in places)
        known = ((at, one) for at, one in found if numbers or scorers.is_craft(one.kind))
        return same_identifiers(asked, index_identifiers(known))

    @cached_property
    def _addresses(self) -> AddressBook:
        return address_book(self._entries)

    def _list_matches(
        self, party: Party, best: Best, seen: Mapping[int, AddressSighting], least: float
    ) -> tuple[Match, ...]:
        """The matches of a party whose name may be these entries, best first."""
        proofs = self._find_proofs(party)
        if not (best or seen or proofs):  # as most parties
            return ()
        matches = {
            entry: self._make_match(party, named, proofs.get(entry, ()), seen.get(entry))
            for entry, named in best.items()
        }
        matches |= {
            entry: evidence.match_by_number(self._entries[entry], party, proof, seen.get(entry))
            for entry, proof in proofs.items()
            if entry not in best
        }
        placed = evidence.find_matches_at_addresses(self._entries, party, seen, but=matches.keys())
        matches |= {entry: match for entry, match in placed.items() if match.score >= least}
        reached = {entry: limit_to_country(match, party) for entry, match in matches.items()}
        ranked = sorted(reached.items(), key=lambda placed: rank(placed[1]))
        return tuple(fold_parties(ranked, self._ready))

    def _find_best_of_entries(
        self, readings: Iterable[tuple[AskedSide, Sequence[int]]], least: float
    ) -> Best:
        """The name of each entry that decides, of those to compare with each reading.

        First comes the highest band, then the score, then the whole cell before a part of it, then
        the earlier name. A part is asked for what must be looked at, and for nothing weaker.
        """
        best: dict[int, ScoredName] = {}
        for (side, part), positions in readings:
            if not positions:
                continue
            asked = scorers.AskedReading(side, self._ready.side)
            enough = max(least, cells.least_score(part))
            for at in positions:
                listed = self._ready.listed(at)
                scored = scorers.score(asked, listed.ready, self._card, enough)
                if scored.score < enough:
                    continue
                named = ScoredName(at, scored, part)
                first = best.get(listed.entry)
                if first is None or self._order(named) < self._order(first):
                    best[listed.entry] = named
        return best

    def _order(self, named: ScoredName) -> tuple[int, float, bool, int]:
        """A full name that hits comes before a weak alias that is even more alike."""
        band = evidence.BANDS.index(self._band(named.at, named.scored.score))
        return band, -named.scored.score, bool(named.part), named.at

    def _band(self, at: int, worth: float, *, proven: bool = False) -> Decision:
        listed = self._ready.listed(at)
        weak = listed.weak and not proven
        return scoring.band(worth, self._entries[listed.entry], listed.name, weak=weak)

    def _make_match(
        self,
        party: Party,
        named: ScoredName,
        proofs: tuple[Evidence, ...],
        seen: AddressSighting | None,
    ) -> Match:
        at, scored, part = named
        listed = self._ready.listed(at)
        entry = self._entries[listed.entry]
        beside = list_circumstances(party, entry, seen)
        moved = scoring.within_band(scored.score, entry, pull(beside))
        proven = any(proof.score == 1 for proof in proofs)
        worth = max([round(moved, 6), *(proof.score for proof in proofs)])
        band = self._band(at, worth, proven=proven)
        held = scorers.find_held_reason(scored, entry, listed.name, weak=listed.weak)
        contradiction = find_contradiction(beside)
        if band is Decision.HIT and not proven and contradiction:
            band, held = Decision.REVIEW, contradiction
        match = Match(
            entry=entry,
            matched_name=listed.name,
            score=worth,
            band=band,
            evidence=(
                *proofs,
                *evidence.list_part_evidence(part, party.name, listed.name.text),
                *evidence.list_reading_evidence(scored.comparison, part or party.name),
                *evidence.list_second_name_evidence(listed.second, listed.name.text),
                *evidence.list_limit_evidence(held if band is Decision.REVIEW else ""),
                *evidence.list_name_evidence(scored.comparison),
                *beside,
            ),
        )
        return (
            evidence.stronger(match, evidence.match_by_address(entry, party, seen))
            if seen
            else match
        )


def fold_parties(ranked: Sequence[tuple[int, Match]], ready: PreparedList) -> Iterator[Match]:
    """Matches of one party as one: the best, with the others and all its entries beside it.

    `ranked` are the positions of entries and their matches, best first.
    """
    folded: dict[int, list[tuple[int, Match]]] = {}
    for at, match in ranked:
        folded.setdefault(int(ready.columns.parties[at]), []).append((at, match))
    for (at, best), *rest in folded.values():
        also = tuple(ready.entries[other] for other in ready.same_party(at) if other != at)
        if also:
            best = replace(best, also=also, folded=tuple(match for _, match in rest))
        yield best


_IN_PART = frozenset((SECOND_NAME, OTHER_FORM))
"""Rules of evidence of names that are the same but for a part or the legal form."""


def rank(match: Match) -> tuple[int, float, int, bool, bool, int, str, str]:
    """What must be looked at comes first, so that cutting the tail never hides a hit.

    Of matches that are equally good the one whose listing restricts more comes first, then one that
    asks for a licence, then one whose whole name with its legal form was asked (the parent before
    the branch of another country), then the one with more listings in force.
    """
    entry = match.entry
    licence = any(listing.requirement for listing in entry.listings)
    in_force = sum(listing.is_in_force for listing in entry.listings)
    return (
        evidence.BANDS.index(match.band),
        -match.score,
        rank_gravity(entry),
        not licence,
        any(piece.rule in _IN_PART for piece in match.evidence),
        -in_force,
        entry.list_id,
        entry.id,
    )
