"""Matches of parties that are known by something else than their name: a number, an address."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from compliance.matching import policy
from compliance.matching.addresses import Sighting
from compliance.matching.circumstances import alone, circumstances, score_alone, told
from compliance.model import Decision, Evidence, ListEntry, Match, Party

BANDS = (Decision.HIT, Decision.REVIEW, Decision.CLEAR)
"""From the gravest on."""


def by_number(
    entry: ListEntry, party: Party, proofs: tuple[Evidence, ...], seen: Sighting | None
) -> Match:
    """The match of an entry that shares an identifier and was not found by name."""
    beside = circumstances(party, entry, seen)
    return _match(entry, 1.0, (*proofs, *beside))


def at_address(
    entries: Sequence[ListEntry], party: Party, seen: Mapping[int, Sighting], but: Set[int]
) -> dict[int, Match]:
    """Position of entry -> its match by address alone, but for those that are found anyway."""
    found = {at: by_address(entries[at], party, one) for at, one in seen.items()}
    kept = alone(seen, {at: match.score for at, match in found.items()})
    return {at: found[at] for at in kept if at not in but}


def by_address(entry: ListEntry, party: Party, seen: Sighting) -> Match:
    """The match of an entry by its address alone."""
    sentence = told(seen, party, entry)
    rest = (one for one in circumstances(party, entry, seen) if one != sentence)
    return _match(entry, score_alone(seen, entry), (sentence, *rest))


def stronger(named: Match, placed: Match) -> Match:
    """Of a match by name and one by address of the same entry the graver; all evidence of both.

    Only where the address puts the match into a graver band does its sentence come first.
    """
    if BANDS.index(named.band) <= BANDS.index(placed.band):
        same = named.band is placed.band
        return replace(named, score=max(named.score, placed.score)) if same else named
    sentence, *rest = placed.evidence
    names = (one for one in named.evidence if one != sentence and one not in rest)
    return replace(named, score=placed.score, band=placed.band, evidence=(sentence, *names, *rest))


def _match(entry: ListEntry, score: float, evidence: tuple[Evidence, ...]) -> Match:
    band = policy.band(score, entry, entry.names[0], weak=False)
    return Match(
        entry=entry, matched_name=entry.names[0], score=score, band=band, evidence=evidence
    )
