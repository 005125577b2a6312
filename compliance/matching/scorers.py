"""Which scorer compares a name with a listed one: that for persons, for ships, or for all others.

The kind of the listed entry decides. Where a list does not tell it, a listed name that looks like
a person's is compared both ways, and the better score counts. A ship's name is short, often a
common word, and often borne by several ships; its number is its own for life.

What holds a score below a band, whatever the points say, is told in a sentence that an officer
reads. Every cap is told by its figure: no two share one.

What the asked country holds at REVIEW is never hidden. A rule of ownership does not reach parties
of every country: an entry may be covered as owned without its country being known, and the asked
party's then says whether the rule reaches it at all (the BIS Affiliates Rule: foreign entities
only). And a firm whose name ordinary firms have as well ("Quantum") is hardly the one that is
listed in another country only. Pure.
"""

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from compliance.matching import cells, scoring
from compliance.matching.caps import Cap
from compliance.matching.cells import CRAFT
from compliance.matching.evidence import list_limit_evidence
from compliance.matching.features import Comparison, Side
from compliance.matching.parameters import read_count, read_value
from compliance.matching.people import persons
from compliance.matching.people.person_tables import (
    PersonName,
    looks_like_person,
    person_name,
)
from compliance.matching.people.persons import PersonComparison, ScoredPerson
from compliance.matching.scoring import HIT_FROM, Scorecard, Scored
from compliance.matching.term_weights import is_ordinary_word
from compliance.model import Decision, ListEntry, Match, Name, NameKind, Party, PartyKind, Standing
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName, prepare_name
from compliance.names.countries import country_code
from compliance.names.vocabulary import is_brand

# --- Which scorer -----------------------------------------------------------------------------


AnyComparison = Comparison | PersonComparison
AnyScored = Scored | ScoredPerson


class AskedReading(Struct, frozen=True, dict=True):
    """An asked name, which is made ready for a scorer when that is asked."""

    side: Side
    weigh: Callable[[PreparedName], Side]
    """Weighs the words of a name."""

    @cached_property
    def craft(self) -> Side:
        """As the name of a ship or aircraft: without "M/V" and the like."""
        bare = cells.bare_name(self.side.name.raw)
        return self.side if bare == self.side.name.raw else self.weigh(prepare_name(bare))

    @cached_property
    def person(self) -> PersonName:
        """As a person's name."""
        return person_name(self.side.name)


class ListedReading(Struct, frozen=True, kw_only=True, dict=True):
    """A listed name, which is made ready for its scorer when that is asked."""

    name: PreparedName
    kind: PartyKind
    is_person: bool
    """Whether it is compared as a person's; see `may_be_person`."""
    weigh: Callable[[], Side]
    """Weighs its words: a person's name is compared without."""

    @cached_property
    def side(self) -> Side:
        """The name with its words weighed."""
        return self.weigh()

    @cached_property
    def person(self) -> PersonName:
        """As a person's name."""
        return person_name(self.name)


def may_be_person(name: PreparedName, kind: PartyKind) -> bool:
    """Whether a listed name is compared as a person's."""
    if kind is not PartyKind.UNKNOWN or name.legal:
        return kind is PartyKind.PERSON
    return looks_like_person(person_name(name))


def score(
    asked: AskedReading, listed: ListedReading, card: Scorecard, least: float = 0.0
) -> AnyScored:
    """Compare two names and score the pair; pure. Below `least` no score need be exact."""
    if listed.kind is PartyKind.PERSON:
        return persons.score(asked.person, listed.person, least)
    if listed.kind in CRAFT:
        return score_vessel(asked.craft, listed.side, card, least)
    scored = scoring.score(asked.side, listed.side, card, least)
    if not listed.is_person:
        return scoring.raise_score(scored, scoring.find_word_floor(scored.comparison))
    person = persons.score(asked.person, listed.person, least)
    if person.score > scored.score:
        return person
    # What tells persons apart holds where both names look like persons'. A name in characters is
    # compared by how it is read, whether firm's or person's.
    cap = persons.find_cap(person.comparison) if scored.score >= least else None
    if cap is None or scored.score <= cap.score:
        return scored
    scripts_differ = asked.person.characters != listed.person.characters
    return person if scripts_differ or looks_like_person(asked.person) else scored


def is_craft(kind: PartyKind) -> bool:
    """Whether it is a ship or an aircraft."""
    return kind in CRAFT


def is_weak(listed: ListedReading) -> bool:
    """Whether a listed name is too short or too common to be a hit on the name alone."""
    if listed.kind is PartyKind.PERSON:
        return persons.is_weak(listed.person)
    weak = scoring.is_weak(listed.side)
    return weak or (listed.kind in CRAFT and is_weak_vessel(listed.side))


# --- Ships and aircraft -----------------------------------------------------------------------


_TAIL = TextPattern(r"[A-Z0-9]{1,2}-[A-Z0-9]{3,5}")
_TELLING_VESSEL = read_value("scorers.telling_vessel")
_SHORT_VESSEL = read_count("scorers.short_vessel")


def score_vessel(asked: Side, listed: Side, card: Scorecard, least: float = 0.0) -> Scored:
    """Compare a name with a ship's or aircraft's and score the pair; as `score`."""
    scored = scoring.score(asked, listed, card, least)
    cap = find_vessel_cap(scored.comparison)
    if cap is None or scored.score < cap.score:
        return scored
    return Scored(scored.comparison, cap.score, cap)


def find_vessel_cap(c: Comparison) -> Cap | None:
    """Why a name scores no more against a ship's or aircraft's."""
    tail = c.listed.name.raw
    if _TAIL.fullmatch(tail) and _signs(tail) != _signs(c.asked.name.raw):
        return Cap.OTHER_TAIL
    if c.asked.name.legal and not c.listed.name.legal:
        return Cap.NO_SHIP
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours == theirs:
        return None
    return Cap.SIBLING if ours and theirs else Cap.OTHER_SHIP


def _signs(raw: str) -> str:
    return "".join(filter(str.isalnum, raw)).upper()


def is_weak_vessel(listed: Side) -> bool:
    """Whether a listed ship's name is too short or common to be a hit without its number."""
    words = [word for word in listed.words if not word.text.isdigit()]
    letters = sum(len(word.text) for word in words)
    return letters <= _SHORT_VESSEL or sum(word.weight for word in words) < _TELLING_VESSEL


# --- Why a score is held ----------------------------------------------------------------------


def find_held_reason(scored: AnyScored, entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why a match in the REVIEW band is no HIT, where the likeness of the names is not the reason.

    `scored` are the names, before what is known beside them; empty where only points lack.
    """
    if scored.score >= HIT_FROM:
        return never_a_hit(entry, name, weak=weak)
    return f"Held at REVIEW: {scored.cap.reason}." if scored.cap else ""


def never_a_hit(entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why no score makes this listed name a HIT, as `scoring` rules; empty when one can."""
    if entry.standing is Standing.RELATED:
        return "The entry only leads to a listed party: that is a question, never a HIT."
    if entry.standing is Standing.FORMER:
        return "The entry is no longer listed: that is a question, never a HIT."
    if entry.standing is Standing.LATER:
        return "The entry was listed only later: that is a question, never a HIT."
    if name.kind is NameKind.WEAK_ALIAS:
        return "The list calls this name a weak alias: it is never a HIT on the name alone."
    if weak:
        return "The listed name is too short or too common to be a HIT on the name alone."
    return ""


# --- What the asked country holds -------------------------------------------------------------


_PROOFS = frozenset(("identifier", "address", "town"))
"""Evidence beside the name that outweighs another country."""
_MOST_COMMON = read_count("scorers.most_common")


def limit_to_country(match: Match, party: Party) -> Match:
    """The match, held at REVIEW where the asked country speaks against a HIT.

    So it does where a common name is all that agrees and the country is another one.
    """
    match = limit_to_reach(match, party)
    if match.band is not Decision.HIT or match.entry.kind is PartyKind.PERSON:
        return match
    other_country = any(piece.rule == "country" and piece.score < 0 for piece in match.evidence)
    agrees = any(piece.rule in _PROOFS and piece.score > 0 for piece in match.evidence)
    if not other_country or agrees or not is_common_name(match.matched_name.text):
        return match
    countries = ", ".join(match.entry.countries)
    reason = (
        "Held at REVIEW: ordinary firms have the name as well, and the listed party is in "
        f"{countries}, not in {country_code(party.country)}."
    )
    return replace(
        match, band=Decision.REVIEW, evidence=(*match.evidence, *list_limit_evidence(reason))
    )


def is_common_name(text: str) -> bool:
    """Whether a firm's own words, two at most, are all words that ordinary firms have as well."""
    own = [word for word in prepare_name(text).tokens if is_brand(word) and not word.isdigit()]
    return 0 < len(own) <= _MOST_COMMON and all(map(is_ordinary_word, own))


def limit_to_reach(match: Match, party: Party) -> Match:
    """The match, held at REVIEW where no rule in force reaches parties of the asked country."""
    if match.band is not Decision.HIT or match.entry.standing is not Standing.OWNED:
        return match
    country = country_code(party.country) if party.country.strip() else ""
    applied = [rule for rule in match.entry.ownership if rule.applies]
    if not all(country in rule.not_in for rule in applied):
        return match
    rules = "; ".join(rule.rule for rule in applied)
    reason = f"Held at REVIEW: {rules} does not reach a party in {country}, where it is asked."
    return replace(
        match, band=Decision.REVIEW, evidence=(*match.evidence, *list_limit_evidence(reason))
    )
