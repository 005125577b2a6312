"""An answer as plain data for the page: its row, and listed parties, rules and reasons each once.

A text is made visible here, so that nothing in the page is hidden from the officer; the page writes
it as text and never as markup. Names of fields are those that `scripts/` reads.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial

from compliance.decisions.place_matches import make_place_match
from compliance.decisions.row_keys import make_row_key
from compliance.model import (
    Decision,
    Identifier,
    ListEntry,
    Listing,
    Match,
    Party,
    Review,
    RowResult,
)
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    describe_matched_name,
    describe_standing,
    destination_rule_words,
    kind_words,
    lead_words,
    open_matches,
    ownership_words,
    party_words,
    past_lines,
    review_words,
    role_words,
    round_score,
    score_words,
    sort_listings,
    status_words,
    weaker_sisters,
)
from compliance.reporters.html.differences import compare_names
from compliance.reporters.jsonl import Record

LONGEST = 300
"""Characters of a name or address that are shown; the whole stands in the user's file."""
MOST_NAMES = 12
"""Names, addresses and numbers of a listed party that are shown."""
_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def embed(data: Record | Sequence[object] | str) -> str:
    """JSON that is the same text in any markup: ASCII, without `<`, `>` and `&`."""
    return json.dumps(data, separators=(",", ":")).translate(_INERT)


class SharedRecords:
    """What several rows share, each once: a row names it by its number in its table."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[Hashable, int]] = {}
        self.tables: dict[str, list[Record | str]] = {
            name: [] for name in ("listed", "programmes", "places", "reasons", "sheets")
        }

    def number(self, table: str, key: Hashable, make: Callable[[], Record | str]) -> int:
        """The number of the record with this key, made when it is met first."""
        numbers = self._numbers.setdefault(table, {})
        if key not in numbers:
            numbers[key] = len(numbers)
            self.tables[table].append(make())
        return numbers[key]


class PartyRecords:
    """The rows of the page's table; what they share goes into its tables."""

    def __init__(self, shared: SharedRecords, run: str) -> None:
        self._shared = shared
        self._run = run

    def record(self, result: RowResult) -> Record:
        """The answer as plain data; what is empty is left out."""
        question, party = result.question, result.question.party
        reason = result.explanation
        places = []
        for note in result.destination:
            rules = []
            for rule in note.rules:
                words = destination_rule_words(rule)
                make = partial(_drop_empty, **_texts(says=words, source=rule.source))
                rules.append(self._shared.number("places", (words, rule.source), make))
            record = _drop_empty(
                place=visible(note.place),
                sentence=visible(note.explanation),
                open=note.is_open,
                rules=rules,
                **_describe_review(note.review),
                key=self._key(party, make_place_match(note)) if note.is_question else "",
            )
            places.append(record)
        weaker = weaker_sisters(open_matches(result))
        matches = [self._match(party, match, is_folded=match in weaker) for match in result.matches]
        state = "decided" if result.is_settled else "clear"
        if result.decision is Decision.UNSCREENED:
            state = "unscreened"
        elif result.is_open:
            state = "open"
        return _drop_empty(
            sheet=self._shared.number("sheets", question.sheet, lambda: visible(question.sheet)),
            row=question.row,
            name=shorten_text(party_words(party)),
            role=visible(role_words(party.role)),
            id=shorten_text(party.id),
            country=shorten_text(party.country),
            address=shorten_text(party.address),
            numbers=_numbers(party.identifiers),
            kind=kind_words(party.kind),
            decision=str(result.decision),
            state=state,
            reason=self._shared.number("reasons", reason, lambda: visible(reason)),
            places=places,
            matches=matches,
        )

    def _match(self, party: Party, match: Match, *, is_folded: bool) -> Record:
        entries = (match.entry, *match.also)
        names = shorten_text(party_words(party)), shorten_text(match.matched_name.text)
        asked, found = compare_names(*names)
        notes = [one.note for one in match.evidence]
        return _drop_empty(
            listed=self._shared.number(
                "listed",
                tuple((entry.list_id, entry.id) for entry in entries),
                lambda: self._make_listed_record(match, entries),
            ),
            name=shorten_text(describe_matched_name(match)),
            asked=asked,
            found=found,
            score=score_words(match.score),
            band=str(match.band),
            open=match.is_open,
            folded=is_folded,
            why=[visible(text) for text in (match.own_policy, *notes) if text],
            **_describe_review(match.review),
            key=self._key(party, match) if match.decides else "",
        )

    def _key(self, party: Party, match: Match) -> str:
        return make_row_key(party, match, self._run, party_words(party), round_score(match.score))

    def _make_listed_record(self, match: Match, entries: Sequence[ListEntry]) -> Record:
        entry = match.entry
        told = sort_listings(match)
        leads = [(lead_words(one), one.source) for one in entry.leads]
        leads += [(ownership_words(one), one.source) for one in entry.ownership]
        countries = dict.fromkeys(code for one in entries for code in one.countries)
        return _drop_empty(
            name=shorten_text(entry.name),
            entry=visible(f"{entry.list_id}: {entry.id}"),
            number=visible(entry.number),
            standing=visible(describe_standing(match)),
            kind=kind_words(entry.kind),
            countries=visible(", ".join(countries)),
            names=_first([name.text for one in entries for name in one.names]),
            addresses=_first([place.text for one in entries for place in one.addresses]),
            numbers=_numbers([number for one in entries for number in one.identifiers]),
            force=[self._make_listing(one) for one in told if one.is_in_force],
            past=[visible(line) for line in past_lines(told)],
            leads=[(visible(words), visible(source)) for words, source in leads],
            harmless=visible(entry.not_restricted),
        )

    def _make_listing(self, listing: Listing) -> Record:
        programme = listing.programme
        return _drop_empty(
            programme=self._shared.number(
                "programmes",
                programme.id,
                lambda: _drop_empty(
                    **_texts(
                        name=programme.name,
                        publisher=programme.publisher,
                        authority=programme.authority,
                        restricts=programme.restricts,
                        binds=programme.binds,
                        source=programme.source,
                    )
                ),
            ),
            **_texts(
                official=listing.official_name,
                reason=listing.reason,
                requirement=listing.requirement,
                policy=listing.policy,
                citation=listing.citation,
                effective=listing.effective_date,
                status=status_words(listing),
                amended="; ".join(listing.amendments),
                source=listing.source,
            ),
            effects=[visible(one) for one in listing.effects],
            notes=[visible(one) for one in listing.notes],
        )


def _describe_review(review: Review | None) -> Record:
    """What was decided before, and whether it was only seen, by a baseline that still holds."""
    if review is None:
        return {}
    seen = not review.is_decision and not review.reopened
    return {"earlier": visible(review_words(review)), "seen": seen}


def shorten_text(text: str) -> str:
    """A text of a length that can be shown, nothing hidden in it."""
    shown = visible(text)
    if len(shown) <= LONGEST:
        return shown
    return f"{shown[:LONGEST]} [... {len(text):,} characters; whole in the file]"


def _drop_empty(**fields: object) -> Record:
    """The fields that hold something: a number of a table does, and it may be 0."""
    return {name: value for name, value in fields.items() if value or type(value) is int}


def _texts(**texts: str) -> Mapping[str, str]:
    return {name: visible(text) for name, text in texts.items()}


def _numbers(identifiers: Iterable[Identifier]) -> Sequence[str]:
    return _first([f"{one.kind} {one.value}".strip() for one in identifiers])


def _first(texts: Iterable[str]) -> Sequence[str]:
    """The first of several texts, each once; how many are left is said."""
    several = [*dict.fromkeys(map(shorten_text, texts))]
    left = len(several) - MOST_NAMES
    return [*several[:MOST_NAMES], f"and {left:,} more"] if left > 0 else several
