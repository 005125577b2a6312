"""One answer whole, line by line: the party, and everything known of each entry it may be."""

from collections.abc import Iterable, Iterator, Sequence

from compliance.matching.same_entity import order_listings
from compliance.model import (
    Evidence,
    ListEntry,
    Listing,
    Manifest,
    RowResult,
)
from compliance.reporters.base import (
    DESTINATION_STYLE,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    STYLES,
    describe_matched_name,
    destination_rule_words,
    end_sentence,
    kind_words,
    lead_words,
    ownership_words,
    party_words,
    past_lines,
    score_words,
    status_words,
)
from compliance.reporters.list_briefs import publisher_page, reason_words
from compliance.reporters.text_lines import TextLine, label_lines


def list_answer_lines(result: RowResult) -> Iterator[TextLine]:
    """The decision, its reason and every matched entry with all that its list says."""
    label, style = LABELS[result.decision], STYLES[result.decision]
    yield TextLine(label, style, more=f"  {party_words(result.question.party)}")
    yield TextLine(result.comparison)
    for note in result.destination:
        yield TextLine(f"Destination: {note.explanation}", DESTINATION_STYLE)
        for rule in note.rules:
            yield TextLine(destination_rule_words(rule), indent=3)
    for number, match in enumerate(result.matches, start=1):
        yield TextLine()
        yield TextLine(f"{number}. {match.entry.name}", "bold")
        about = (
            ("Match", f"{match.band}, score {score_words(match.score)}"),
            ("Matched name", describe_matched_name(match)),
            ("Your policy", match.own_policy),
        )
        yield from label_lines((*about, *_describe_party(match.entry, match.also)), 3)
        listings = order_listings(match.listings)
        yield from _list_listings([listing for listing in listings if listing.is_in_force])
        past = [("", text) for text in past_lines(listings)]
        yield from _list_section("Listings not in force", past)
        yield from _list_sections(match.entry, match.evidence)
    yield TextLine()
    yield TextLine(NOT_CLEARANCE, "bold")
    yield TextLine(NOT_ADVICE)


def list_statement_lines(manifest: Manifest) -> Iterator[TextLine]:
    """What officers verified of rules of ownership, and what counts by their policy."""
    for rule in manifest.settings.rules:
        yield TextLine(end_sentence(f"By your settings {rule.sentence}"))
    for text in (*manifest.policy, *manifest.policy_warnings):
        yield TextLine(end_sentence(f"{text[0].upper()}{text[1:]}"))


def list_entry_lines(entry: ListEntry) -> Iterator[TextLine]:
    """An entry of a list with all that the list says."""
    yield TextLine(entry.name, "bold")
    yield from label_lines(_describe_party(entry), 3)
    yield from _list_listings(entry.listings)
    yield from _list_sections(entry, ())


def _list_listings(listings: Sequence[Listing]) -> Iterator[TextLine]:
    for index, listing in enumerate(listings, start=1):
        force = "in force" if listing.is_in_force else f"ended {listing.end_date}"
        force = f"later, from {listing.effective_date}" if listing.pending else force
        title = f"Listing {index} of {len(listings)}: {listing.programme.name} ({force})"
        programme, page = listing.programme, publisher_page(listing)
        restricts = [("What it restricts", programme.restricts)]
        restricts += [("What it means here", effect) for effect in listing.effects]
        said = (
            ("Listed as", listing.official_name),
            ("Why listed", reason_words(listing)),
            *(restricts if listing.is_in_force else ()),
            ("Licence requirement", listing.requirement),
            ("Review policy", listing.policy),
            ("Citation", listing.citation),
            ("Effective", listing.effective_date),
            ("Status", status_words(listing)),
            *(("Amended", amendment) for amendment in listing.amendments),
            *(("Note", note) for note in listing.notes),
            ("Published by", f"{programme.publisher} under {programme.authority}"),
            ("Source", listing.source),
            ("Check it at", "" if page in listing.source else page),
            ("About the list", programme.source),
        )
        yield from _list_section(title, said)


def _list_sections(entry: ListEntry, evidence: Sequence[Evidence]) -> Iterator[TextLine]:
    leads = [f"{lead_words(lead)}{_describe_source(lead.source)}" for lead in entry.leads]
    ruled = [f"{ownership_words(one)}{_describe_source(one.source)}" for one in entry.ownership]
    addresses = [(a.country, f"{a.text}{_describe_source(a.source)}") for a in entry.addresses]
    numbers = [
        (one.kind, one.value + (f" (issued by {one.country})" if one.country else ""))
        for one in entry.identifiers
    ]
    reasons = []
    for one in evidence:
        compared = f' (asked "{one.asked}", listed "{one.listed}")'
        shown = compared if one.asked or one.listed else ""
        reasons.append((one.rule, f"{one.score:+.2f} {one.note}{shown}"))
    yield from _list_section("Leads to", [("", text) for text in leads])
    yield from _list_section("Ownership", [("", text) for text in ruled])
    yield from _list_section("Addresses", addresses)
    yield from _list_section("Identifiers", numbers)
    yield from _list_section("Evidence", reasons)
    yield from _list_section("Remarks", [("", f"- {remark}") for remark in entry.remarks])


def _describe_party(entry: ListEntry, also: Sequence[ListEntry] = ()) -> Iterable[tuple[str, str]]:
    yield "Standing", str(entry.standing)
    yield "Not restricted", entry.not_restricted
    yield "Entry", f"{entry.id} in list {entry.list_id}"
    for other in also:
        yield "Same party", f"{other.id} in list {other.list_id}: {other.name}"
    yield "Kind", kind_words(entry.kind)
    yield "Countries", ", ".join(entry.countries)
    for name in entry.names:
        yield "Name", f"{name.text} ({name.kind})"
    for source in dict.fromkeys(name.source for name in entry.names):
        yield "Names from", source and f"- {source}"


def _describe_source(source: str) -> str:
    return f" [{source}]" if source else ""


def _list_section(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[TextLine]:
    if pairs:
        yield TextLine()
        yield TextLine(title, "bold", indent=3)
        yield from label_lines(pairs, 5)
