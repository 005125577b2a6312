"""The questions to ask of a match, in the regulator's order, with what is known of each.

After OFAC's FAQ 5 on how to judge a match: which list; the same kind of party; how much of the
name; does what else is known agree; if several agree, ask; else write down why not. What was asked
stands before the stroke, what is listed behind it.
"""

from collections.abc import Iterator

from compliance.model import Match, Party, PartyKind
from compliance.reporters.base import score_words

LONGEST = 60
"""Characters of an address or number shown here; the whole stands in the sheet and in the list."""
NOT_TOLD = "not stated"


def questions(party: Party, match: Match) -> Iterator[str]:
    """One line a question."""
    entry = match.entry
    yield f"1. Which list? {_lists(match)}"
    yield f"2. Same kind of party? {_kind(party.kind)} / {_kind(entry.kind)}"
    yield f"3. How much of the name? Score {score_words(match.score)}, see Evidence"
    yield f"4. Does the rest agree? {'; '.join(_rest(party, match))}"
    yield "5. Several agree: stop and ask the publisher. If not: write down why."


def _lists(match: Match) -> str:
    listings = match.listings
    if not listings:
        return "none: it leads to a listed party"
    return f"{len(listings)}, see Listings" if len(listings) > 1 else listings[0].programme.name


def _kind(kind: PartyKind) -> str:
    return NOT_TOLD if kind is PartyKind.UNKNOWN else str(kind)


def _rest(party: Party, match: Match) -> Iterator[str]:
    entries = (match.entry, *match.also)
    countries = dict.fromkeys(code for entry in entries for code in entry.countries)
    yield _pair("country", party.country, ", ".join(countries))
    addresses = [address.text for entry in entries for address in entry.addresses]
    yield _pair("address", party.address, addresses[0] if addresses else "")
    asked = ", ".join(identifier.value for identifier in party.identifiers)
    numbers = dict.fromkeys(
        identifier.value for entry in entries for identifier in entry.identifiers
    )
    yield _pair("numbers", asked, ", ".join([*numbers][:2]))


def _pair(what: str, asked: str, listed: str) -> str:
    if not (asked.strip() or listed):
        return f"{what} {NOT_TOLD}"
    return f"{what} {_cut_text(asked) or NOT_TOLD} / {_cut_text(listed) or NOT_TOLD}"


def _cut_text(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."
