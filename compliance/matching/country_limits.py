"""What the asked country holds at REVIEW: it never hides a match.

A rule of ownership does not reach parties of every country: an entry may be covered as owned
without its country being known, and the asked party's then says whether the rule reaches it at all
(the BIS Affiliates Rule: foreign entities only). And a firm whose name ordinary firms have as well
("Quantum") is hardly the one that is listed in another country only. Pure.
"""

from dataclasses import replace

from compliance.matching.evidence import of_limit
from compliance.matching.term_weights import MOST_BEARERS, ordinary_words
from compliance.model import Decision, Match, Party, PartyKind, Standing
from compliance.names import prepare_name
from compliance.names.countries import country_code
from compliance.names.vocabulary import is_brand

_PROOFS = frozenset(("identifier", "address", "town"))
"""Evidence beside the name that outweighs another country."""
_MOST_COMMON = 2
"""Common words of a name that two firms have by chance; three together are hardly chance."""


def limit_to_country(match: Match, party: Party) -> Match:
    """The match, held at REVIEW where the asked country speaks against a HIT."""
    return _limit_common_name(limit_to_reach(match, party), party)


def _limit_common_name(match: Match, party: Party) -> Match:
    """The match, held where a common name is all that agrees and the country is another one."""
    if match.band is not Decision.HIT or match.entry.kind is PartyKind.PERSON:
        return match
    other_country = any(one.rule == "country" and one.score < 0 for one in match.evidence)
    agrees = any(one.rule in _PROOFS and one.score > 0 for one in match.evidence)
    if not other_country or agrees or not is_common_name(match.matched_name.text):
        return match
    countries = ", ".join(match.entry.countries)
    reason = (
        "Held at REVIEW: ordinary firms have the name as well, and the listed party is in "
        f"{countries}, not in {country_code(party.country)}."
    )
    return replace(match, band=Decision.REVIEW, evidence=(*match.evidence, *of_limit(reason)))


def is_common_name(text: str) -> bool:
    """Whether a firm's own words, two at most, are all words that ordinary firms have as well."""
    own = [word for word in prepare_name(text).tokens if is_brand(word) and not word.isdigit()]
    return 0 < len(own) <= _MOST_COMMON and all(map(_is_ordinary, own))


def _is_ordinary(word: str) -> bool:
    """Whether more ordinary firms have the word than a single group has."""
    return ordinary_words()[0].get(word, 0) > MOST_BEARERS


def limit_to_reach(match: Match, party: Party) -> Match:
    """The match, held at REVIEW where no rule in force reaches parties of the asked country."""
    if match.band is not Decision.HIT or match.entry.standing is not Standing.OWNED:
        return match
    country = country_code(party.country) if party.country.strip() else ""
    applied = [one for one in match.entry.ownership if one.applies]
    if not all(country in one.not_in for one in applied):
        return match
    rules = "; ".join(one.rule for one in applied)
    reason = f"Held at REVIEW: {rules} does not reach a party in {country}, where it is asked."
    return replace(match, band=Decision.REVIEW, evidence=(*match.evidence, *of_limit(reason)))
