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
    ListEntry,
    Listing,
    Match,
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
    return _group_by_party(line for result in results for line in _open(result, run))


def list_decided_lines(results: Iterable[RowResult], run: str) -> list[Line]:
    """The matches and places that are quiet by a standing decision."""
    return _group_by_party(line for result in results for line in _list_settled(result, run))


def aside_lines(results: Iterable[RowResult], run: str) -> list[Line]:
    """The matches that a policy shows and does not count."""
    return _group_by_party(
        Line(result=result, match=match, run=run) for result in results for match in result.aside
    )


def _list_settled(result: RowResult, run: str) -> Iterator[Line]:
    yield from (Line(result=result, match=match, run=run) for match in find_settled_matches(result))
    yield from (Line(result=result, note=note, run=run) for note in find_settled_places(result))


def _open(result: RowResult, run: str) -> Iterator[Line]:
    matches = open_matches(result)
    if not (matches or result.has_open_destination):
        yield Line(result=result, run=run)
    weaker = weaker_sisters(matches)
    for match in matches:
        folds = len(weaker) if match is matches[0] else 0
        yield Line(result=result, match=match, run=run, is_folded=match in weaker, folds=folds)
    yield from (
        Line(result=result, note=note, run=run) for note in result.destination if note.is_open
    )


def _group_by_party(lines: Iterable[Line]) -> list[Line]:
    """The lines in the order in which their parties come first."""
    parties: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        name = party_words(line.result.question.party)
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
        if line.note:
            return self._add_lines((line.note.place, line.note.kind), _rules(line.note))
        if line.match:
            return self._add_lines(_key(line.match), _listings(line.match))
        return -1

    def _add_lines(self, key: object, lines: Iterable[ListingLine]) -> int:
        if key not in self._first:
            made = list(lines)
            self._first[key] = len(self.lines) if made else -1
            self.lines.extend(made)
        return self._first[key]


def _key(match: Match) -> object:
    return tuple((entry.list_id, entry.id) for entry in (match.entry, *match.also))


def _rules(note: DestinationNote) -> Iterator[ListingLine]:
    for rule in gravest_rules(note):
        yield ListingLine(
            party=note.place,
            list=rule.name,
            reason=rule.kind,
            effect=rule.restricts,
            citation=rule.citation,
            status=rule.state,
            source=join_sources(rule.source),
        )


def _listings(match: Match) -> Iterator[ListingLine]:
    listings = sort_listings(match)
    leads = "\n".join(_leads(match.entry))
    if not listings:
        entry = match.entry
        sources = [*(lead.source for lead in entry.leads), *(one.source for one in entry.ownership)]
        yield ListingLine(
            party=entry.name,
            list=NOT_LISTED,
            reason=leads or entry.not_restricted,
            source=join_sources("; ".join(filter(None, sources))),
        )
    for number, listing in enumerate(listings):
        yield _make_listing_line(match.entry.name, listing, leads if number == 0 else "")


def _make_listing_line(party: str, listing: Listing, leads: str) -> ListingLine:
    notes = (f"Note: {note}" for note in listing.notes if listing.is_in_force)
    said = (listing.reason, *listing.effects, *notes, f"Also: {leads}" if leads else "")
    amended = "; ".join(listing.amendments)
    dates = listing.effective_date, listing.end_date and f"to {listing.end_date}"
    return ListingLine(
        party=listing.official_name or party,
        list=name_listing(listing),
        reason="\n".join(filter(None, said)),
        effect=restriction_words(listing),
        requirement=force_words(listing, listing.requirement),
        policy=force_words(listing, listing.policy),
        citation=listing.citation,
        dates="\n".join(filter(None, dates)),
        status="\n".join(filter(None, (status_words(listing), amended and f"Amended {amended}"))),
        source=join_sources(listing.source),
    )


def _leads(entry: ListEntry) -> Iterator[str]:
    yield from map(lead_words, entry.leads)
    yield from map(ownership_words, entry.ownership)


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
    """The citation of the first listing or rule, and the address of its publisher's page."""
    said: Listing | DestinationRule | None = None
    if line.note:
        said = next(iter(gravest_rules(line.note)), None)
    elif line.match:
        said = next(iter(sort_listings(line.match)), None)
    if said is None:
        return "", ""
    return visible(said.citation), find_page(said.source, said.citation)
