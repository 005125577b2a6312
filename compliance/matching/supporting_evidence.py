"""What is known of a party beside its name: country, address, birth and numbers, as evidence.

Such evidence moves the score of a name within its band: up where it agrees, down where it differs,
by a share of the way to the band's edge. It carries a match into another band in one case only, a
date of birth that contradicts (`births`): then it is no HIT. It never hides one, and what is
missing says nothing. Two things find a party by themselves, whatever its name: a number that is the
same (`identifiers`), and an address (`addresses`), which has scores of its own here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from compliance.matching import scoring
from compliance.matching.addresses import Likeness, Sighting, holds, is_address_entry
from compliance.matching.births import compare_births
from compliance.matching.evidence import of_country
from compliance.matching.identifiers import other_identifiers
from compliance.matching.postal_parser import read_address
from compliance.model import Decision, Evidence, ListEntry, Match, Party

ADDRESS = "address"
"""The rule of the evidence that a listed address is the asked one, or in the same building."""
_MOST = 0.8
"""Most of the way to the edge of the band that all of it together moves a score."""
_PULLS = {Likeness.WHOLE: 0.6, Likeness.NO_UNIT: 0.4, Likeness.OTHER_UNIT: 0.2}
_TOWN, _OTHER_TOWN = 0.1, -0.1

_LISTED_ADDRESS = {Likeness.WHOLE: 0.95, Likeness.NO_UNIT: 0.70, Likeness.OTHER_UNIT: 0.60}
"""Scores by the address alone, where the address itself is what is listed."""
_PARTYS_ADDRESS = {Likeness.WHOLE: 0.80, Likeness.NO_UNIT: 0.65, Likeness.OTHER_UNIT: 0.50}
"""The same for the address of a listed party: a question, and for another room not even that."""
_SHARED = 0.50
"""The same where very many firms are registered."""

_NOTES = {
    (Likeness.WHOLE, True): "this address is itself listed: whoever uses it is covered",
    (Likeness.NO_UNIT, True): (
        "the same building as an address that is itself listed, and only one of the two "
        "says which room, floor or block: ask"
    ),
    (Likeness.OTHER_UNIT, True): (
        "the same building as an address that is itself listed, but another room, floor or block"
    ),
    (Likeness.WHOLE, False): "the address is that of the listed party",
    (Likeness.NO_UNIT, False): (
        "the same building as the listed party's, and only one of the two addresses "
        "says which room, floor or block"
    ),
    (Likeness.OTHER_UNIT, False): (
        "the same building as the listed party's, but another room, floor or block"
    ),
}


def asked_address(party: Party) -> str:
    """The address as it is looked up: with the country, which may be a town (Singapore)."""
    return f"{party.address}, {party.country}" if party.address.strip() else ""


def score_alone(seen: Sighting, entry: ListEntry) -> float:
    """What an address is worth when nothing else is known."""
    if is_address_entry(entry):
        return _LISTED_ADDRESS[seen.likeness]
    return min(_PARTYS_ADDRESS[seen.likeness], _SHARED if seen.shared else 1.0)


def find_alone(found: Mapping[int, Sighting], score: Mapping[int, float]) -> list[int]:
    """The entries that an address is told to match without a name, by position.

    All that have the whole address; where nobody has it, one of those in the building, the one with
    the highest score: every further one would ask the same question.
    """
    whole = [at for at, seen in found.items() if seen.likeness is Likeness.WHOLE]
    return whole or sorted(found, key=lambda at: (-score[at], at))[:1]


def pull(evidence: Iterable[Evidence]) -> float:
    """The share of the way to the edge of its band that the evidence moves a score, -1..1."""
    return max(-_MOST, min(_MOST, sum(one.score for one in evidence)))


def list_circumstances(
    party: Party, entry: ListEntry, seen: Sighting | None
) -> tuple[Evidence, ...]:
    """The evidence of country, address, birth and numbers; what is not known says nothing."""
    places: Iterable[Evidence] = (describe_sighting(seen, party, entry),) if seen else ()
    if party.address.strip() and not seen:
        places = _of_town(party, entry)
    return (
        *of_country(party, entry),
        *places,
        *compare_births(party, entry),
        *other_identifiers(party, entry),
    )


def describe_sighting(seen: Sighting, party: Party, entry: ListEntry) -> Evidence:
    """The sentence about a listed address that was found."""
    note = _NOTES[seen.likeness, is_address_entry(entry)]
    if seen.other_kind:
        note += "; the kind of street differs (road, street, avenue)"
    if seen.shared:
        note += "; very many firms are registered there, so it says little"
    if seen.also:
        more = "one more listed entry" if seen.also == 1 else f"{seen.also} more listed entries"
        note += f"; the same holds for {more}"
    note += f"; listed: “{seen.listed}”"
    return Evidence(
        rule=ADDRESS,
        score=_PULLS[seen.likeness],
        asked=party.address,
        listed=seen.listed,
        note=note,
    )


def _of_town(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether the party is in a town of the listed party, where both are known."""
    asked = read_address(asked_address(party))
    towns = {" ".join(town) for one in entry.addresses for town in read_address(one.text).towns}
    same = sorted(town for town in towns if holds(asked, town.split()))
    if same:
        note = f"“{same[0]}” is in an address of the listed party"
        yield Evidence(rule="town", score=_TOWN, asked=party.address, listed=same[0], note=note)
    elif towns and asked.towns:
        note = "no listed address of the party is in the same town"
        yield Evidence(rule="town", score=_OTHER_TOWN, asked=party.address, listed="", note=note)


BANDS = (Decision.HIT, Decision.REVIEW, Decision.CLEAR)
"""From the gravest on."""


def by_number(
    entry: ListEntry, party: Party, proofs: tuple[Evidence, ...], seen: Sighting | None
) -> Match:
    """The match of an entry that shares an identifier and was not found by name."""
    beside = list_circumstances(party, entry, seen)
    return _match(entry, 1.0, (*proofs, *beside))


def at_address(
    entries: Sequence[ListEntry], party: Party, seen: Mapping[int, Sighting], but: Set[int]
) -> dict[int, Match]:
    """Position of entry -> its match by address alone, but for those that are found anyway."""
    found = {at: by_address(entries[at], party, one) for at, one in seen.items()}
    kept = find_alone(seen, {at: match.score for at, match in found.items()})
    return {at: found[at] for at in kept if at not in but}


def by_address(entry: ListEntry, party: Party, seen: Sighting) -> Match:
    """The match of an entry by its address alone."""
    sentence = describe_sighting(seen, party, entry)
    rest = (one for one in list_circumstances(party, entry, seen) if one != sentence)
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
    band = scoring.band(score, entry, entry.names[0], weak=False)
    return Match(
        entry=entry, matched_name=entry.names[0], score=score, band=band, evidence=evidence
    )
