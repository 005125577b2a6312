"""The sentences of an answer: what matched, why not all was screened, or what CLEAR is not."""

import unicodedata
from math import floor
from textwrap import shorten

from compliance.matching.cells import MOST_PARTS, AskedParts, asked_parts
from compliance.matching.same_entity import order_listings
from compliance.matching.scoring import HIT_FROM
from compliance.model import Match, Question, Standing
from compliance.names import prepare_name
from compliance.names.bounds import LONGEST_CELL, LONGEST_TEXT, NAME, cut_cell, find_long_texts

_NO_NAME = "the name has no letter or digit"
_ONLY_ADDRESS = "no name is given"
_TOO_LONG = (
    "the {} has {:,} characters, of which the first {:,} were compared; "
    "give each party a row of its own"
)
_STANDINGS_OF_LISTED = (Standing.LISTED, Standing.OWNED)
"""Of entries of another standing the reason says why they are a question anyway."""
_LONGEST_PART = 120
"""Characters of a part of a cell that a reason quotes; the evidence quotes all."""


def find_name_problem(question: Question) -> str:
    """Why the name cannot be screened; empty when it can."""
    if question.reason or prepare_name(cut_cell(question.party.name)).tokens:
        return question.reason
    name = cut_cell(question.party.name).strip()
    if not name and question.party.address:
        return _ONLY_ADDRESS
    letter = next(filter(str.isalpha, name), "")
    if letter:
        # The script as Unicode calls it: `Khmer`.
        script = unicodedata.name(letter, "unknown").split()[0].capitalize()
        return f"the name is written in {script} letters, which this program cannot read"
    return _NO_NAME


def find_left_out(question: Question) -> str:
    """Why not all of the party was asked; empty when all was."""
    for what, characters in find_long_texts(question.party):
        return _TOO_LONG.format(what, characters, LONGEST_CELL if what == NAME else LONGEST_TEXT)
    asked = AskedParts() if question.reason else asked_parts(question.party.name)
    if asked.has_long:
        return _TOO_LONG.format(NAME, len(question.party.name), LONGEST_TEXT)
    more = asked.left_out
    if not more:
        return ""
    return (
        f"the cell holds {MOST_PARTS + more} names, of which the first {MOST_PARTS} were asked; "
        "give each party a row of its own"
    )


def explain_open_match(match: Match) -> str:
    """What the match is, and what holds it at REVIEW where the names are alike enough for a HIT."""
    held = "" if match.entry.standing not in _STANDINGS_OF_LISTED else match.hold_reason
    return " ".join(filter(None, (_explain_match(match), held, match.own_policy)))


def _explain_match(match: Match) -> str:
    entry = match.entry
    # Rounded down, as in the reports: 0.899 is no 0.90.
    what = f"Score {floor(match.score * 100) / 100:.2f} for “{match.matched_name.text}”"
    if match.part:
        part = shorten(match.part, _LONGEST_PART, placeholder=" ...")
        what = f"{what} by the part “{part}” of the cell"
    if match.is_by_address:
        what = f"{what} by the address, not the name ({match.evidence[0].note})"
    if entry.standing is Standing.OWNED:
        applied = [rule for rule in entry.ownership if rule.applies]
        rules = "; ".join(rule.rule for rule in applied)
        return f"{what}: owned by listed parties ({rules}). {applied[0].says}."
    if entry.standing is Standing.RELATED:
        said = []
        for lead in entry.leads[:1]:
            per_cent = " %" if lead.stake[-1:].isdigit() else ""
            stake = f"stake {lead.stake}{per_cent}" if lead.stake else "stake unknown"
            relation = lead.relation.removesuffix(" of")
            flag = f": {lead.flag}" if lead.flag else ""
            said.append(f"{relation} of {lead.to_name} ({stake}), which is listed{flag}")
        said += [f"{rule.rule}: {rule.outcome}" for rule in entry.ownership]
        return f"{what}: {'; '.join(said)}."
    # The lists in force; without any, those that ended, else those to come.
    listings = order_listings(match.listings)
    force = [listing for listing in listings if listing.is_in_force]
    ended = [listing for listing in listings if listing.end_date and not listing.pending]
    names = dict.fromkeys(listing.programme.name for listing in force or ended or listings)
    return f"{what}: {entry.standing} ({'; '.join(names)})."


def explain_clear(matches: tuple[Match, ...]) -> str:
    """Why nothing is open: no match, none that counts, or a party that is known to be another."""
    aside = [match for match in matches if not match.is_counted]
    if aside:
        policies = " ".join(dict.fromkeys(match.own_policy for match in aside))
        return f"No match that counts. {policies} This is not clearance."
    for match in matches:
        if match.entry.standing is Standing.NOT_RESTRICTED and match.score >= HIT_FROM:
            return f"No match; known party: {match.entry.not_restricted}"
    return "No match on the lists in use. This is not clearance."
