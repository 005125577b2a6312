"""Rules of ownership that do not reach parties of every country, and the country that is asked.

An entry may be covered as owned without its country being known; the asked party's country then
says whether the rule reaches it at all (the BIS Affiliates Rule: foreign entities only). Pure.
"""

from dataclasses import replace

from compliance.matching.evidence import of_limit
from compliance.model import Decision, Match, Party, Standing
from compliance.names.countries import country_code


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
