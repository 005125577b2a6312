"""The columns of the Hits sheet: what each says of one listing of one match."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compliance.decisions.places import place_match
from compliance.decisions.tickets import ticket
from compliance.files import visible
from compliance.model import (
    Decision,
    DestinationNote,
    DestinationRule,
    Listing,
    Match,
    Review,
    RowResult,
)
from compliance.reporters.base import (
    force_words,
    gravest_rules,
    lead_words,
    listing_name,
    matched_words,
    open_matches,
    ownership_words,
    party_words,
    restriction_words,
    review_words,
    role_words,
    settled_matches,
    settled_places,
    shown_score,
    status_words,
    told_listings,
)
from compliance.reporters.questions import questions
from compliance.reporters.xlsx.markup import Value

LONGEST_NAME = 300
"""Characters of a name shown here; the whole stands in the copy of the user's sheet."""

PUBLISHERS = (
    ("Bureau of Industry and Security", "BIS"),
    ("Office of Foreign Assets Control", "OFAC"),
    ("US Department of Defense", "DoD"),
)
"""Names that stand several times in the sources of one listing, and how officers shorten them."""


COUNTRY = "Country"
"""Heading of the column that is coloured where there is a note on the destination."""
TICKET = "Key"
"""Heading of the hidden column: whom the line is about, for the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: a match and one of its listings, or a destination and one of its rules."""

    result: RowResult
    match: Match | None = None
    listing: Listing | None = None
    note: DestinationNote | None = None
    rule: DestinationRule | None = None
    number: int = 1
    """Which of the party's listings, or of the rules, from 1."""
    run: str = ""
    """Id of the run."""

    @property
    def is_first(self) -> bool:
        """Whether the officer's decision on the match is written in this line."""
        return self.number == 1

    @property
    def band(self) -> Decision:
        """The band of the match; without one, REVIEW for a destination or the party's decision."""
        if self.match:
            return self.match.band
        return Decision.REVIEW if self.note else self.result.decision

    @property
    def review(self) -> Review | None:
        """What was decided of the match or the place before."""
        about = self.match or self.note
        return about.review if about else None

    @property
    def takes_decision(self) -> bool:
        """Whether officers can decide it: a match that counts, or a place."""
        return self.match.is_counted if self.match else self.note is not None

    @property
    def count(self) -> int:
        """How many lines there are of the match or the destination."""
        if self.note:
            return len(gravest_rules(self.note))
        return max(1, len(told_listings(self.match))) if self.match else 1


def open_lines(result: RowResult, run: str) -> Iterator[Line]:
    """The lines of one answer: its open matches with every listing, its places with their rules."""
    matches = open_matches(result)
    if not (matches or result.has_open_destination):
        yield Line(result=result)
    yield from _lines(result, matches, run)
    yield from _place_lines(result, (note for note in result.destination if note.is_open), run)


def decided_lines(result: RowResult, run: str) -> Iterator[Line]:
    """The lines of the matches and places of one answer that a standing decision keeps quiet."""
    yield from _lines(result, settled_matches(result), run)
    yield from _place_lines(result, settled_places(result), run)


def _place_lines(result: RowResult, notes: Iterable[DestinationNote], run: str) -> Iterator[Line]:
    for note in notes:
        for number, rule in enumerate(gravest_rules(note), start=1):
            yield Line(result=result, note=note, rule=rule, number=number, run=run)


def aside_lines(result: RowResult, run: str) -> Iterator[Line]:
    """The lines of the matches of one answer that a policy shows and does not count."""
    yield from _lines(result, result.aside, run)


def _lines(result: RowResult, matches: Iterable[Match], run: str) -> Iterator[Line]:
    for match in matches:
        listings: Sequence[Listing | None] = told_listings(match) or (None,)
        for number, listing in enumerate(listings, start=1):
            yield Line(result=result, match=match, listing=listing, number=number, run=run)


def shortened(name: str) -> str:
    """A name of a length that prints, nothing hidden in it."""
    shown = visible(name)
    if len(shown) <= LONGEST_NAME:
        return shown
    return f"{shown[:LONGEST_NAME]} [... {len(name):,} characters; whole in the sheet]"


def _decision(line: Line) -> Value:
    return str(line.band)


def _matched(line: Line) -> Value:
    if line.note:
        return line.note.found
    return matched_words(line.match) if line.match else None


def _entry(line: Line) -> Value:
    if line.note:
        return line.note.place
    return line.match.entry.name if line.match else None


def _score(line: Line) -> Value:
    return shown_score(line.match.score, 2) if line.match else None


def _evidence(line: Line) -> Value:
    """Why the names are held to be the same; whole in the first line of a match only."""
    if not line.is_first:
        return f"as in line 1 of {line.count}"
    if line.note:
        return f"{line.note.explained} By its name: {line.result.compared}"
    notes = [evidence.note for evidence in line.match.evidence] if line.match else []
    notes = [line.match.own_policy, *notes] if line.match else []
    places = [f"destination: {note.place} ({note.kind})" for note in line.result.destination]
    said = [note for note in notes if note] or [line.result.compared]
    return "; ".join((*said, *places))


def _list(line: Line) -> Value:
    if line.rule:
        return f"{line.rule.name} ({line.number} of {line.count})"
    if line.match is None or line.listing is None:
        return "Not itself listed" if line.match else None
    count = len(told_listings(line.match))
    name = listing_name(line.listing)
    return f"{name} ({line.number} of {count})" if count > 1 else name


def _reason(line: Line) -> Value:
    if line.rule:
        return line.rule.kind
    if line.match is None:
        return None
    leads = [lead_words(lead) for lead in line.match.entry.leads]
    leads += map(ownership_words, line.match.entry.ownership)
    if line.listing is None:
        return "\n".join(leads) or line.match.entry.not_restricted
    force = line.listing.in_force
    told = [*line.listing.effects, *(f"Note: {note}" for note in line.listing.notes if force)]
    also = (f"Also: {lead}" for lead in leads if line.is_first)
    return "\n".join((line.listing.reason, *told, *also))


def _source(line: Line) -> Value:
    if line.rule:
        return told_once(line.rule.source)
    if line.listing:
        return told_once(line.listing.source)
    if line.match is None:
        return told_once("")
    entry = line.match.entry
    sources = [*(lead.source for lead in entry.leads), *(one.source for one in entry.ownership)]
    return told_once("; ".join(filter(None, sources)))


def told_once(sources: str) -> str:
    """The sources, each of them once, and a publisher's long name once, with its short one."""
    said = "; ".join(dict.fromkeys(sources.split("; ")))
    for name, short in PUBLISHERS:
        before, _, after = said.partition(name)
        if name in after:
            said = f"{before}{name} ({short}){after.replace(name, short)}"
    return said


def _id(line: Line) -> Value:
    return line.match.entry.id if line.match else None


def _key(line: Line) -> Value:
    """The ticket: whom the line is about, for the program that reads the decisions back."""
    match = place_match(line.note) if line.note else line.match
    if match is None:
        return None
    party = line.result.question.party
    name, score = party_words(party), shown_score(match.score)
    return ticket(party, match, line.run, name, score)


def _earlier(line: Line) -> Value:
    """What was decided of the match before, and why it is open again."""
    review = line.review if line.is_first else None
    return review_words(review) if review else None


def _questions(line: Line) -> Value:
    """OFAC's questions in their order (FAQ 5), with what is known of each."""
    if line.match is None or not line.is_first:
        return None
    return "\n".join(questions(line.result.question.party, line.match))


def _of_listing(
    get: Callable[[Listing], str], of_rule: Callable[[DestinationRule], str] | None = None
) -> Callable[[Line], Value]:
    """What a listing says, or a rule on a destination."""

    def value(line: Line) -> Value:
        if line.rule:
            return of_rule(line.rule) if of_rule else None
        return get(line.listing) if line.listing else None

    return value


def _status(listing: Listing) -> str:
    amended = "; ".join(listing.amendments)
    return "\n".join((status_words(listing), *([f"Amended {amended}"] if amended else ())))


# The widths keep the rows of the bundled list low (found by trying); both printed pages take 198.
Column = tuple[str, float, Callable[[Line], Value]]
WHO: tuple[Column, ...] = (
    ("Decision", 9, _decision),
    ("Party", 18, lambda line: shortened(party_words(line.result.question.party))),
    ("Role", 10, lambda line: role_words(line.result.question.party.role) or "name"),
    ("Sheet", 9, lambda line: line.result.question.sheet),
    ("Row", 6, lambda line: line.result.question.row),
    ("ID", 7, lambda line: line.result.question.party.id),
    (COUNTRY, 8, lambda line: line.result.question.party.country),
)
MATCH: tuple[Column, ...] = (
    ("Matched name", 13, _matched),
    ("Listed party", 13, _entry),
    ("Score", 6, _score),
    ("Evidence", 20, _evidence),
)
LISTING: tuple[Column, ...] = (
    ("List", 15, _list),
    ("Reason for listing", 40, _reason),
    (
        "What it restricts",
        24,
        _of_listing(restriction_words, lambda rule: rule.restricts),
    ),
    ("Licence requirement", 12, _of_listing(lambda one: force_words(one, one.requirement))),
    ("Review policy", 22, _of_listing(lambda one: force_words(one, one.policy))),
    ("Citation", 11, _of_listing(lambda listing: listing.citation, lambda rule: rule.citation)),
    ("Effective", 10, _of_listing(lambda listing: listing.effective_date)),
    ("Status", 20, _of_listing(_status, lambda rule: rule.state)),
    ("Source", 42, _source),
)
HELP: tuple[Column, ...] = (("Earlier decision", 15, _earlier), ("Questions", 28, _questions))
"""What an officer needs for the decision, beside it."""
KEYS: tuple[Column, ...] = (("Entry", 10, _id), (TICKET, 10, _key))
