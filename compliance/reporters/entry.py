"""One answer printed whole: the party asked for, and everything known of each entry it may be."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding

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
    line,
    ownership_words,
    party_words,
    past_lines,
    score_words,
    status_words,
)
from compliance.reporters.list_briefs import publisher_page, reason_words

LABEL_WIDTH = 19


def show_answer(result: RowResult, console: Console) -> None:
    """Print the decision, its reason and every matched entry with all that its list says."""
    heading = line(LABELS[result.decision], STYLES[result.decision])
    console.print(heading.append(f"  {line(party_words(result.question.party))}", "bold"))
    console.print(line(result.comparison))
    for note in result.destination:
        console.print(line(f"Destination: {note.explanation}", DESTINATION_STYLE))
        for rule in note.rules:
            text = line(destination_rule_words(rule))
            console.print(Padding(text, (0, 0, 0, 3), expand=False))
    for number, match in enumerate(result.matches, start=1):
        console.print()
        console.print(line(f"{number}. {match.entry.name}", "bold"))
        about = (
            ("Match", f"{match.band}, score {score_words(match.score)}"),
            ("Matched name", describe_matched_name(match)),
            ("Your policy", match.own_policy),
        )
        _show((*about, *_describe_party(match.entry, match.also)), 3, console)
        listings = order_listings(match.listings)
        _show_listings([listing for listing in listings if listing.is_in_force], console)
        past = [("", text) for text in past_lines(listings)]
        _section("Listings not in force", past, console)
        _show_sections(match.entry, match.evidence, console)
    console.print()
    console.print(line(NOT_CLEARANCE, "bold"))
    console.print(line(NOT_ADVICE))


def show_statements(manifest: Manifest, console: Console) -> None:
    """Print what officers verified of rules of ownership, and what counts by their policy."""
    for rule in manifest.settings.rules:
        console.print(line(end_sentence(f"By your settings {rule.sentence}")))
    for text in (*manifest.policy, *manifest.policy_warnings):
        console.print(line(end_sentence(f"{text[0].upper()}{text[1:]}")))


def show_entry(entry: ListEntry, console: Console) -> None:
    """Print an entry of a list with all that the list says."""
    console.print(line(entry.name, "bold"))
    _show(_describe_party(entry), 3, console)
    _show_listings(entry.listings, console)
    _show_sections(entry, (), console)


def _show_listings(listings: Sequence[Listing], console: Console) -> None:
    for index, listing in enumerate(listings, start=1):
        force = "in force" if listing.is_in_force else f"ended {listing.end_date}"
        force = f"later, from {listing.effective_date}" if listing.pending else force
        title = f"Listing {index} of {len(listings)}: {listing.programme.name} ({force})"
        console.print(Padding(line(title, "bold"), (1, 0, 0, 3), expand=False))
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
        _show(said, 5, console)


def _show_sections(entry: ListEntry, evidence: Sequence[Evidence], console: Console) -> None:
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
    _section("Leads to", [("", text) for text in leads], console)
    _section("Ownership", [("", text) for text in ruled], console)
    _section("Addresses", addresses, console)
    _section("Identifiers", numbers, console)
    _section("Evidence", reasons, console)
    _section("Remarks", [("", f"- {remark}") for remark in entry.remarks], console)


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


def _section(title: str, pairs: Sequence[tuple[str, str]], console: Console) -> None:
    if pairs:
        console.print(Padding(line(title, "bold"), (1, 0, 0, 3), expand=False))
        _show(pairs, 5, console)


def _show(pairs: Iterable[tuple[str, str]], indent: int, console: Console) -> None:
    """Labels and texts side by side; a text that the list does not give is left out."""
    room = max(1, console.width - indent - LABEL_WIDTH - 1)
    lines, previous = [], ""
    for label, text in pairs:
        head = "" if label == previous else label
        for part in line(text).wrap(console, room) if text else ():
            shown = line(f"{head:{LABEL_WIDTH}} ", "dim")
            lines.append(line(" " * indent).append(shown).append(part))
            head, previous = "", label
    if lines:
        console.print(line("\n").join(lines))
