"""The reasons for a match, in sentences an officer reads: of the names, and of all beside them.

Word by word: what agrees and how, what is left over on either side; then legal form, number, script
and country. The score of a piece of evidence is the weight it brings (+) or takes (-), 0 for a
remark; of what is known beside the name, the share of the way to the edge of the band.

What is known beside the name (country, address, details of a person, numbers) moves the score of a
name within its band: up where it agrees, down where it differs. It carries a match into another
band in one case only, a detail of a person that contradicts: then it is no HIT. It never hides one,
and what is missing says nothing. Two things find a party by themselves, whatever its name: a number
that is the same (`identifiers`), and an address (`addresses`), which has scores of its own here.
Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from textwrap import shorten

from msgspec.structs import replace

from compliance.matching import scoring
from compliance.matching.alignment import Alignment, Pair, Word
from compliance.matching.features import Comparison, other_legal_form, other_number
from compliance.matching.identifiers import other_identifiers
from compliance.matching.parameters import read_value
from compliance.matching.people.person_details import compare_details
from compliance.matching.people.persons import PersonComparison
from compliance.matching.postal.addresses import AddressSighting, Likeness, holds, is_address_entry
from compliance.matching.postal.postal_parser import read_address
from compliance.model import (
    HELD,
    PART_OF_CELL,
    Decision,
    Evidence,
    ListEntry,
    Match,
    Party,
)
from compliance.names.clean import LOOK_ALIKE
from compliance.names.countries import country_code

# --- Names ------------------------------------------------------------------------------------


AnyComparison = Comparison | PersonComparison
SECOND_NAME = "second name"
"""The rule of the evidence that a name in the listed one was compared."""
READING = "reading"
"""The rule of the evidence that says how a text in other letters was read."""
OTHER_FORM = "legal form"
"""The rule of the evidence that the legal forms differ."""
_CELL = 160
"""Characters of a cell that the evidence quotes: the whole stands in the row anyway."""
_COUNTRY = read_value("evidence.country")
_OTHER_COUNTRY = read_value("evidence.other_country")
_CHINA = frozenset(("CN", "HK", "MO"))
"""Lists put firms of Hong Kong and Macao under China or not: the one does not speak against."""
_SENTENCES = {
    "similar": "“{asked}” is spelled much like “{listed}”",
    "meaning": "“{asked}” means the same as “{listed}”",
    "joined": "“{asked}” is “{listed}” with other spaces",
    "form": "“{asked}” is another form of the name “{listed}”",
    "shortened": "“{asked}” is “{listed}”, one of them cut short",
    "initial": "“{asked}” and “{listed}”: an initial of the other",
    "initials": "“{asked}” and “{listed}”: initials of the same words",
}


def list_part_evidence(part: str, cell: str, listed: str) -> Iterator[Evidence]:
    """Which part of a cell is like the listed name; nothing where the whole cell is (`part` "")."""
    if not part:
        return
    note = f"matched the part “{part}” of the cell “{shorten(cell, _CELL, placeholder=' ...')}”"
    yield Evidence(rule=PART_OF_CELL, score=0.0, asked=part, listed=listed, note=note)


def list_reading_evidence(c: AnyComparison, asked: str) -> Iterator[Evidence]:
    """How a text in other letters was read by ear; nothing where letters were spelled."""
    read = c.asked.name.raw.strip()
    if read.isascii() and not asked.isascii():
        note = f"“{shorten(asked, _CELL, placeholder=' ...')}” was read by ear, as “{read}”"
        yield Evidence(rule=READING, score=0.0, asked=asked, listed="", note=note)


def list_limit_evidence(reason: str) -> Iterator[Evidence]:
    """What holds the match at REVIEW, if anything does."""
    if reason:
        yield Evidence(rule=HELD, score=0.0, asked="", listed="", note=reason)


def list_second_name_evidence(second: str, published: str) -> Iterator[Evidence]:
    """Which name in a published one was compared; nothing where the whole was (`second` "")."""
    if second:
        note = f"compared with “{second}”, which is part of the listed name “{published}”"
        yield Evidence(rule=SECOND_NAME, score=0.0, asked="", listed=second, note=note)


def list_name_evidence(c: AnyComparison) -> Iterator[Evidence]:
    """What the two names have in common and what not."""
    yield from _in_both(c)
    for pair in c.alignment.pairs:
        if not _is_same(pair, c.alignment):
            yield _describe_pair(pair, c.alignment)
    yield from _left_over(c)
    if isinstance(c, PersonComparison):
        yield from _of_persons(c)
    else:
        yield from _forms(c)
        yield from _places(c)
    yield from _writing(c)


def _of_persons(c: PersonComparison) -> Iterator[Evidence]:
    """What tells a firm from a person, and namesakes from each other."""
    if c.asked.is_firm and not c.listed.is_firm:
        note = "the asked name is a firm's, the listed party is a person"
        yield Evidence(rule="firm or person", score=0.0, asked="", listed="", note=note)
    if c.asked.suffixes != c.listed.suffixes:
        asked, listed = (" ".join(sorted(side.suffixes)) for side in (c.asked, c.listed))
        note = f"the names differ in {asked or listed}, which tells namesakes apart"
        yield Evidence(rule="namesake", score=0.0, asked=asked, listed=listed, note=note)


def _in_both(c: AnyComparison) -> Iterator[Evidence]:
    """One sentence for all words that are written alike."""
    same = [pair for pair in c.alignment.pairs if _is_same(pair, c.alignment)]
    words = [spell_words(c.alignment.listed[slice(*pair.listed)]) for pair in same]
    if not words:
        return
    text = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
    stands = "stands" if len(set(words)) == 1 else "stand"
    yield Evidence(
        rule="same name" if c.same else "same words",
        score=round(sum(_gain(pair, c.alignment) for pair in same), 4),
        asked=" ".join(words),
        listed=" ".join(words),
        note="the names are the same" if c.same else f"{text} {stands} in both names",
    )


def _is_same(pair: Pair, alignment: Alignment) -> bool:
    return spell_words(alignment.asked[slice(*pair.asked)]) == spell_words(
        alignment.listed[slice(*pair.listed)]
    )


def _describe_pair(pair: Pair, alignment: Alignment) -> Evidence:
    asked = spell_words(alignment.asked[slice(*pair.asked)])
    listed = spell_words(alignment.listed[slice(*pair.listed)])
    return Evidence(
        rule=f"{pair.how} word",
        score=round(_gain(pair, alignment), 4),
        asked=asked,
        listed=listed,
        note=_SENTENCES[pair.how].format(asked=asked, listed=listed),
    )


def _gain(pair: Pair, alignment: Alignment) -> float:
    ours = sum(word.weight for word in alignment.asked[slice(*pair.asked)])
    theirs = sum(word.weight for word in alignment.listed[slice(*pair.listed)])
    return min(ours, theirs) * pair.similarity


def spell_words(words: tuple[Word, ...]) -> str:
    """The words as written, each writing once (one writing may count as several words)."""
    return " ".join(dict.fromkeys(word.spelled for word in words))


def _left_over(c: AnyComparison) -> Iterator[Evidence]:
    for at in _without_partner(len(c.alignment.asked), [p.asked for p in c.alignment.pairs]):
        word = c.alignment.asked[at]
        note = f"“{word.spelled}” is not in the listed name"
        yield Evidence(
            rule="asked word alone", score=-word.weight, asked=word.spelled, listed="", note=note
        )
    for at in _without_partner(len(c.alignment.listed), [p.listed for p in c.alignment.pairs]):
        word = c.alignment.listed[at]
        note = f"“{word.spelled}” of the listed name is not in the asked one"
        yield Evidence(
            rule="listed word alone", score=-word.weight, asked="", listed=word.spelled, note=note
        )


def _without_partner(count: int, spans: list[tuple[int, int]]) -> list[int]:
    taken = {at for span in spans for at in range(*span)}
    return [at for at in range(count) if at not in taken]


def _forms(c: Comparison) -> Iterator[Evidence]:
    ours, theirs = c.asked.name, c.listed.name
    if other_legal_form(c):
        asked, listed = " ".join(ours.legal), " ".join(theirs.legal)
        note = f"the legal forms differ ({asked} and {listed})"
        yield Evidence(rule=OTHER_FORM, score=0.0, asked=asked, listed=listed, note=note)
    if other_number(c):
        asked, listed = " ".join(sorted(ours.numbers)), " ".join(sorted(theirs.numbers))
        note = f"the numbers differ ({asked or 'none'} and {listed or 'none'})"
        yield Evidence(rule="number", score=0.0, asked=asked, listed=listed, note=note)


def _places(c: Comparison) -> Iterator[Evidence]:
    if c.other_places:
        note = "each name has a place that the other does not have"
        yield Evidence(rule="place", score=0.0, asked="", listed="", note=note)


def _writing(c: AnyComparison) -> Iterator[Evidence]:
    ours, theirs = c.asked.name, c.listed.name
    if ours.brand and ours.brand == theirs.brand:
        note = f"the Chinese name “{ours.brand}” is the same"
        yield Evidence(
            rule="Chinese name", score=0.0, asked=ours.brand, listed=theirs.brand, note=note
        )
    elif ours.brand or theirs.brand:
        note = "compared by the sound of the Chinese characters (pinyin)"
        yield Evidence(rule="pinyin", score=0.0, asked=ours.brand, listed=theirs.brand, note=note)
    for flag in sorted(ours.flags):
        hint = "; this can be a way to evade screening" if flag == LOOK_ALIKE else ""
        note = f"the asked name holds {flag}{hint}"
        yield Evidence(rule="writing", score=0.0, asked="", listed="", note=note)


def list_country_evidence(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether the party's country is one of the entry's; a missing one says nothing."""
    asked = country_code(party.country)
    if not asked or not entry.countries:
        return
    listed = ", ".join(entry.countries)
    known = asked in {country_code(country) for country in entry.countries}
    note = f"country {asked} is given for the listed party"
    if not known:
        note = (
            f"country {asked} differs from the listed party's ({listed}); it does not rule it out"
        )
    near = asked in _CHINA and not _CHINA.isdisjoint(entry.countries)
    worth = _COUNTRY if known else 0.0 if near else _OTHER_COUNTRY
    yield Evidence(rule="country", score=worth, asked=asked, listed=listed, note=note)


# --- Address, and all beside the name ---------------------------------------------------------


ADDRESS = "address"
"""The rule of the evidence that a listed address is the asked one, or in the same building."""
_MOST = read_value("evidence.most")
_PULLS = {
    Likeness.WHOLE: read_value("evidence.same_address"),
    Likeness.NO_UNIT: read_value("evidence.no_unit"),
    Likeness.OTHER_UNIT: read_value("evidence.other_unit"),
}
_TOWN = read_value("evidence.town")
_OTHER_TOWN = read_value("evidence.other_town")

_LISTED_ADDRESS = {
    Likeness.WHOLE: read_value("evidence.listed_address"),
    Likeness.NO_UNIT: read_value("evidence.listed_address_no_unit"),
    Likeness.OTHER_UNIT: read_value("evidence.listed_address_other_unit"),
}
"""Scores by the address alone, where the address itself is what is listed."""
_PARTYS_ADDRESS = {
    Likeness.WHOLE: read_value("evidence.partys_address"),
    Likeness.NO_UNIT: read_value("evidence.partys_address_no_unit"),
    Likeness.OTHER_UNIT: read_value("evidence.partys_address_other_unit"),
}
"""The same for the address of a listed party: a question, and for another room not even that."""
_SHARED = read_value("evidence.shared_address")

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


def score_alone(seen: AddressSighting, entry: ListEntry) -> float:
    """What an address is worth when nothing else is known."""
    if is_address_entry(entry):
        return _LISTED_ADDRESS[seen.likeness]
    return min(_PARTYS_ADDRESS[seen.likeness], _SHARED if seen.shared else 1.0)


def find_alone(found: Mapping[int, AddressSighting], score: Mapping[int, float]) -> list[int]:
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
    party: Party, entry: ListEntry, seen: AddressSighting | None
) -> tuple[Evidence, ...]:
    """The evidence of all that is known beside the name; what is not known says nothing."""
    places: Iterable[Evidence] = (describe_sighting(seen, party, entry),) if seen else ()
    if party.address.strip() and not seen:
        places = _of_town(party, entry)
    return (
        *list_country_evidence(party, entry),
        *places,
        *compare_details(party, entry),
        *other_identifiers(party, entry),
    )


def describe_sighting(seen: AddressSighting, party: Party, entry: ListEntry) -> Evidence:
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


def match_by_number(
    entry: ListEntry, party: Party, proofs: tuple[Evidence, ...], seen: AddressSighting | None
) -> Match:
    """The match of an entry that shares an identifier and was not found by name."""
    beside = list_circumstances(party, entry, seen)
    return _match(entry, max(proof.score for proof in proofs), (*proofs, *beside))


def find_matches_at_addresses(
    entries: Sequence[ListEntry], party: Party, seen: Mapping[int, AddressSighting], but: Set[int]
) -> dict[int, Match]:
    """Position of entry -> its match by address alone, but for those that are found anyway."""
    found = {at: match_by_address(entries[at], party, one) for at, one in seen.items()}
    kept = find_alone(seen, {at: match.score for at, match in found.items()})
    return {at: found[at] for at in kept if at not in but}


def match_by_address(entry: ListEntry, party: Party, seen: AddressSighting) -> Match:
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
