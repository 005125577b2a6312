"""The lines of the sheets Hits and Listings: a match or a place, and what each list says of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from compliance.model import (
    Decision,
    DestinationNote,
    DestinationRule,
    Listing,
    Match,
    Question,
    Review,
    RowResult,
)
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    find_settled_matches,
    find_settled_places,
    force_words,
    gravest_rules,
    lead_words,
    name_listing,
    open_matches,
    ownership_words,
    party_words,
    restriction_words,
    sort_listings,
    status_words,
    weaker_sisters,
)

PUBLISHERS = (
    ("Bureau of Industry and Security", "BIS"),
    ("Office of Foreign Assets Control", "OFAC"),
    ("US Department of Defense", "DoD"),
)
"""Names that stand several times in the sources of one listing, and how officers shorten them."""
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/[A-Za-z0-9._~/?&=%+#-]*[A-Za-z0-9/]"
)
"""The address of a page in a source, which need not say how it is fetched."""
_REGISTER = re.compile(r"\b(\d{1,3}) FR (\d{1,6})\b")
"""A place in the Federal Register, by volume and page."""
_REGISTER_PAGE = "https://www.federalregister.gov/citation/{}-FR-{}"
"""Where the Office of the Federal Register shows it."""
NOT_LISTED = "Not itself listed"
LONGEST_CITATION = 14
"""Characters of a citation that stand in one line."""


class Line(Struct, frozen=True, kw_only=True):
    """One line of Hits: a match, or a place that is a question."""

    result: RowResult
    match: Match | None = None
    note: DestinationNote | None = None
    run: str = ""
    """Id of the run."""
    is_first: bool = True
    """Whether it is the first line of its party."""
    is_folded: bool = False
    """Whether it stands folded below a HIT of the same name: mostly an affiliate of that one."""
    folds: int = 0
    """How many lines stand folded below it."""

    @property
    def question(self) -> Question:
        """What was asked of the party."""
        return self.result.question

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
    def band(self) -> Decision:
        """The band of the match; without one, REVIEW for a destination or the party's decision."""
        if self.match:
            return self.match.band
        return Decision.REVIEW if self.note else self.result.decision


def open_lines(results: Iterable[RowResult], run: str) -> list[Line]:
    """The open matches and places of all answers, those of one party together."""
    lines = []
    for result in results:
        matches = open_matches(result)
        if not (matches or result.has_open_destination):
            lines.append(Line(result=result, run=run))
        weaker = weaker_sisters(matches)
        for at, match in enumerate(matches):
            folds, is_folded = 0 if at else len(weaker), match in weaker
            made = Line(result=result, match=match, run=run, is_folded=is_folded, folds=folds)
            lines.append(made)
        notes = (note for note in result.destination if note.is_open)
        lines += [Line(result=result, note=note, run=run) for note in notes]
    return _group_by_party(lines)


def list_decided_lines(results: Iterable[RowResult], run: str) -> list[Line]:
    """The matches and places that are quiet by a standing decision."""
    lines = []
    for result in results:
        settled = find_settled_matches(result)
        lines += [Line(result=result, match=match, run=run) for match in settled]
        places = find_settled_places(result)
        lines += [Line(result=result, note=note, run=run) for note in places]
    return _group_by_party(lines)


def aside_lines(results: Iterable[RowResult], run: str) -> list[Line]:
    """The matches that a policy shows and does not count."""
    return _group_by_party(
        Line(result=result, match=match, run=run) for result in results for match in result.aside
    )


def _group_by_party(lines: Iterable[Line]) -> list[Line]:
    """The lines in the order in which their parties come first."""
    parties: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        name = party_words(line.question.party)
        parties[" ".join(name.casefold().split())].append(line)
    return [
        line if at == 0 else replace(line, is_first=False)
        for group in parties.values()
        for at, line in enumerate(group)
    ]


class ListingLine(Struct, frozen=True, kw_only=True):
    """One line of Listings: what one list says of a listed party, or one rule of a place."""

    party: str
    list: str
    reason: str = ""
    effect: str = ""
    requirement: str = ""
    policy: str = ""
    citation: str = ""
    dates: str = ""
    status: str = ""
    source: str = ""

    @property
    def address(self) -> str:
        """The publisher's page, where the list names one or cites the Federal Register."""
        return find_page(self.source, self.citation)


class ListingTable(Struct):
    """What the lists say of all parties that matched, each listing once."""

    lines: list[ListingLine] = field(default_factory=list)
    _first: dict[object, int] = field(default_factory=dict)

    def add(self, line: Line) -> int:
        """The position of the first line of what a match or place rests on; -1 for nothing."""
        note, match = line.note, line.match
        if note:
            key: object = (note.place, note.kind)
            found: Iterator[ListingLine] = (
                ListingLine(
                    party=note.place,
                    list=rule.name,
                    reason=rule.kind,
                    effect=rule.restricts,
                    citation=rule.citation,
                    status=rule.state,
                    source=join_sources(rule.source),
                )
                for rule in gravest_rules(note)
            )
        elif match:
            key = tuple((entry.list_id, entry.id) for entry in (match.entry, *match.also))
            found = _listings(match)
        else:
            return -1
        if key not in self._first:
            made = list(found)
            self._first[key] = len(self.lines) if made else -1
            self.lines.extend(made)
        return self._first[key]


def _listings(match: Match) -> Iterator[ListingLine]:
    """A line a listing; the first of them says what else makes the party a question."""
    entry, listings = match.entry, sort_listings(match)
    leads = "\n".join((*map(lead_words, entry.leads), *map(ownership_words, entry.ownership)))
    if not listings:
        sources = [*(lead.source for lead in entry.leads), *(one.source for one in entry.ownership)]
        yield ListingLine(
            party=entry.name,
            list=NOT_LISTED,
            reason=leads or entry.not_restricted,
            source=join_sources("; ".join(filter(None, sources))),
        )
    for number, listing in enumerate(listings):
        notes = (f"Note: {note}" for note in listing.notes if listing.is_in_force)
        also = f"Also: {leads}" if leads and number == 0 else ""
        amended = "; ".join(listing.amendments)
        states = status_words(listing), amended and f"Amended {amended}"
        dates = listing.effective_date, listing.end_date and f"to {listing.end_date}"
        yield ListingLine(
            party=listing.official_name or entry.name,
            list=name_listing(listing),
            reason="\n".join(filter(None, (listing.reason, *listing.effects, *notes, also))),
            effect=restriction_words(listing),
            requirement=force_words(listing, listing.requirement),
            policy=force_words(listing, listing.policy),
            citation=listing.citation,
            dates="\n".join(filter(None, dates)),
            status="\n".join(filter(None, states)),
            source=join_sources(listing.source),
        )


def join_sources(sources: str) -> str:
    """The sources, each of them once, and a publisher's long name once, with its short one."""
    said = "; ".join(dict.fromkeys(sources.split("; ")))
    for name, short in PUBLISHERS:
        before, _, after = said.partition(name)
        if name in after:
            said = f"{before}{name} ({short}){after.replace(name, short)}"
    return said


def find_page(source: str, citation: str) -> str:
    """A page to look a listing up: the one its source names, else its place in the register."""
    if found := _ADDRESS.search(source):
        address = found.group()
        return address if address.startswith("http") else f"https://{address}"
    cited = _REGISTER.search(citation) or _REGISTER.search(source)
    return _REGISTER_PAGE.format(*cited.groups()) if cited else ""


def list_names(line: Line) -> list[str]:
    """The lists on which a match or place rests."""
    if line.note:
        return [rule.name for rule in gravest_rules(line.note)]
    if line.match is None:
        return []
    return list(dict.fromkeys(map(name_listing, sort_listings(line.match)))) or [NOT_LISTED]


def name_gravest(names: Sequence[str]) -> str:
    """`Entity List and 4 more`: the gravest list, and how many others there are."""
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}" if names else ""


def first_source(line: Line) -> tuple[str, str]:
    """What leads to the publisher's page of the first listing or rule, and the page's address.

    That is the citation, where it is short; nothing where there is no page.
    """
    said: Listing | DestinationRule | None = None
    if line.note:
        said = next(iter(gravest_rules(line.note)), None)
    elif line.match:
        said = next(iter(sort_listings(line.match)), None)
    address = find_page(said.source, said.citation) if said else ""
    if not said or not address:
        return "", ""
    citation = visible(said.citation)
    return citation if 0 < len(citation) <= LONGEST_CITATION else "see there", address
