"""The questions to ask of a match, in the regulator's order, with what is known of each.

After OFAC's FAQ 5 on how to judge a match: which list; the same kind of party; how much of the
name; does what else is known agree; if several agree, ask; else write down why not. What was asked
stands before the stroke, what is listed behind it.
"""

from collections.abc import Iterator

from compliance.model import Match, Party
from compliance.reporters.base import cut_text, kind_words, score_words

LONGEST = 60
"""Characters of an address or number shown here; the whole stands in the sheet and in the list."""
NOT_TOLD = "not stated"


def questions(party: Party, match: Match) -> Iterator[str]:
    """One line a question."""
    entries, listings = (match.entry, *match.also), match.listings
    which = "none: it leads to a listed party"
    if listings:
        which = listings[0].programme.name
    if len(listings) > 1:
        which = f"{len(listings)}, see Listings"
    countries = dict.fromkeys(code for entry in entries for code in entry.countries)
    addresses = [address.text for entry in entries for address in entry.addresses]
    asked = ", ".join(identifier.value for identifier in party.identifiers)
    numbers = dict.fromkeys(number.value for entry in entries for number in entry.identifiers)
    rest = (
        _pair("country", party.country, ", ".join(countries)),
        _pair("address", party.address, addresses[0] if addresses else ""),
        _pair("numbers", asked, ", ".join([*numbers][:2])),
    )
    yield f"1. Which list? {which}"
    kinds = (kind_words(kind) or NOT_TOLD for kind in (party.kind, match.entry.kind))
    yield f"2. Same kind of party? {' / '.join(kinds)}"
    yield f"3. How much of the name? Score {score_words(match.score)}, see Evidence"
    yield f"4. Does the rest agree? {'; '.join(rest)}"
    yield "5. Several agree: stop and ask the publisher. If not: write down why."


def _pair(what: str, asked: str, listed: str) -> str:
    if not (asked.strip() or listed):
        return f"{what} {NOT_TOLD}"
    return (
        f"{what} {cut_text(asked, LONGEST) or NOT_TOLD} / {cut_text(listed, LONGEST) or NOT_TOLD}"
    )
