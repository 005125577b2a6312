"""What every report says in the same words: labels, sentences, places and scores."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.matching.same_entity import order_listings
from compliance.model import (
    Change,
    Decision,
    DestinationCount,
    DestinationNote,
    DestinationRule,
    Lead,
    Listing,
    Manifest,
    Match,
    NameKind,
    Ownership,
    Party,
    PartyKind,
    Question,
    Review,
    RowResult,
    Since,
)
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.names.countries import country_code, list_territories
from compliance.reporters import STDOUT
from compliance.reporters.list_briefs import reason_words, short_name
from compliance.storage.atomic_file import replace_file
from compliance.storage.hashing import hash_texts

if TYPE_CHECKING:
    from rich.text import Text

NOT_CLEARANCE = (
    "No match is not clearance: it only says that no listed name was similar enough "
    "in the lists named here, as they were on their dates."
)
NOT_ADVICE = (
    "This report supports a decision; it is not legal advice. Check every match against "
    "the publisher's own list before acting on it."
)
NO_CLEARANCE_LINE = (
    "No match is not clearance: only that no name in these lists was similar enough."
)
NO_ADVICE_LINE = "No legal advice; check every match with its publisher"
"""Both sentences in brief, for the terminal; the publishers' pages follow."""
NOT_SCREENED = "Not screened: "
"""How the reason of an answer begins that there is none; left out where the heading says it."""

LABELS = {
    Decision.HIT: "HIT",
    Decision.REVIEW: "REVIEW",
    Decision.CLEAR: "CLEAR (no match)",
    Decision.UNSCREENED: "UNSCREENED",
}
"""How a decision is worded for a reader; never `cleared`."""

STYLES = {
    Decision.HIT: "bold red",
    Decision.REVIEW: "bold yellow",
    Decision.CLEAR: "green",
    Decision.UNSCREENED: "bold magenta",
}
"""How a decision looks on a terminal that has colours; it is always worded too."""

DESTINATION_STYLE = "bold blue"
"""How a note on a destination looks there."""

GRAVITY = (Decision.HIT, Decision.REVIEW, Decision.UNSCREENED, Decision.CLEAR)
"""Decisions from the gravest on: the first that occurs in a row is the row's."""


@contextmanager
def output(path: Path) -> Iterator[BinaryIO]:
    """A binary stream to the path, replaced only when whole; `-` is standard output."""
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with replace_file(path) as stream:
            yield stream


def encode_text(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes `?` and never a crash."""
    return text.encode("utf-8", errors="replace")


def line(text: str, style: str = "") -> Text:
    """Untrusted text for a terminal: no markup, no control codes, nothing hidden."""
    from rich.text import Text  # late: only what is shown on a terminal needs it

    return Text(visible(text), style=style, overflow="fold")


def round_score(score: float, places: int = 4) -> float:
    """The score rounded down to that many places, so that only the same name shows 1."""
    scale: float = 10.0**places
    # The small step undoes binary fractions such as 0.29 * 100 = 28.999999999999996.
    return math.floor(score * scale + 1e-6) / scale


def score_words(score: float) -> str:
    """The score with two places, rounded down."""
    return f"{round_score(score, 2):.2f}"


def since_words(since: Since) -> str:
    """`3 new, 0 changed and 1 gone since Monday 2026-11-23`: what somebody has to look at."""
    kinds = [f"{since.count(kind):,} {kind}" for kind in ("new", "changed", "gone")]
    day = since.time[:10]
    return f"{kinds[0]}, {kinds[1]} and {kinds[2]} since {weekday(day)} {day}"


def weekday(day: str) -> str:
    """`Monday`, in English wherever the program runs; empty for a text that is no day."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    try:
        return names[date.fromisoformat(day).weekday()]
    except ValueError:
        return ""


def change_words(change: Change) -> str:
    """One change: `new HIT: Customers row 17, <party>: <listed name> (<list>:<entry>); <why>`."""
    who = f", {change.party}" if change.party else ""
    what = concern_words(change)
    return f"{change.kind} {change.band}: {change.where}{who}: {what}; {change.why}"


def concern_words(change: Change) -> str:
    """What came or went: `<listed name> (<list>:<entry>)`, or `destination Iran (...)`."""
    if not change.list:
        return f"destination {change.listed}"
    return f"{change.listed} ({change.list}:{change.entry})"


def kind_words(kind: PartyKind) -> str:
    """The kind of a party; empty where it is not known."""
    return "" if kind is PartyKind.UNKNOWN else str(kind)


def cut_text(text: str, longest: int) -> str:
    """The text on one line, with so many characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def role_words(role: str) -> str:
    """A role as a reader says it: `end_user` -> `end user`; the plain name column says nothing."""
    return "" if role == "name" else role.replace("_", " ")


def place(question: Question) -> str:
    """Where the party stands: `Customers row 17`, or `row 17` in a file without sheets."""
    return f"{question.sheet} row {question.row}".lstrip()


def open_matches(result: RowResult) -> tuple[Match, ...]:
    """The matches that somebody has to look at, best first."""
    return tuple(match for match in result.matches if match.is_open)


SAME = 1.0
"""Score of a name that differs in nothing but the writing."""


def weaker_sisters(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches that fold below a HIT of the same name, mostly affiliates of that one.

    Of open matches, best first: those that are only a question, and that nobody decided before.
    """
    if not matches or matches[0].band is not Decision.HIT or matches[0].score != SAME:
        return ()
    return tuple(one for one in matches if one.band is Decision.REVIEW and one.review is None)


def find_shown_decision(result: RowResult) -> Decision:
    """The decision on what is open: that of the comparison may be on a match that is quiet."""
    open_ones = {match.band for match in open_matches(result)}
    if result.has_open_destination:
        open_ones.add(Decision.REVIEW)
    quiet = open_ones and (find_settled_matches(result) or find_settled_places(result))
    return min(open_ones, key=GRAVITY.index) if quiet else result.decision


def find_settled_matches(result: RowResult) -> tuple[Match, ...]:
    """The matches that standing decisions of officers keep quiet."""
    return tuple(match for match in result.matches if match.review and match.review.settles)


def find_settled_places(result: RowResult) -> tuple[DestinationNote, ...]:
    """The places that standing decisions of officers keep quiet."""
    return tuple(note for note in result.destination if note.review and note.review.settles)


def review_words(review: Review) -> str:
    """An earlier decision as a reader sees it, with why it no longer holds."""
    by = " and ".join(filter(None, (review.reviewer, review.second))) or "nobody named"
    said = f"{review.verdict} by {by} on {review.date}: {end_sentence(review.reason)}"
    again = "".join(f" Open again: {why}." for why in review.reopened)
    return f"{said}{again}"


def policy_words(match: Match) -> str:
    """What the user's own policy makes of a match: `ZTE Corporation: Shown, not counted: ...`."""
    return f"{match.entry.name}: {match.own_policy}"


def aside_line(manifest: Manifest) -> str:
    """How many parties have matches that a policy does not count; empty for none."""
    parties = write_count(manifest.aside, "party has", "parties have")
    return f"{parties} matches that are shown, not counted" if manifest.aside else ""


def describe_decided(manifest: Manifest) -> str:
    """How many parties are quiet by decisions, and how many are open again; empty for none."""
    said = [f"{manifest.decided:,} decided earlier"] if manifest.record else []
    said += [f"{manifest.reopened:,} open again"] if manifest.record and manifest.reopened else []
    if manifest.baseline:
        new = manifest.open - manifest.seen
        said += [f"{manifest.seen:,} seen before and not reviewed", f"{new:,} new"]
    return ", ".join(said)


def destination_words(note: DestinationNote) -> str:
    """A note on a destination with the rules on it, in sentences."""
    return " ".join((note.explanation, *map(destination_rule_words, note.rules)))


def destination_rule_words(rule: DestinationRule) -> str:
    """One rule: `EAR, Cuba (15 CFR 746.2), in force since 1996-03-25: ...`."""
    return end_sentence(f"{rule_name(rule)}, {rule.state}: {rule.restricts}")


def gravest_rules(note: DestinationNote | DestinationCount) -> tuple[DestinationRule, ...]:
    """The rules of the kind by which a place is judged."""
    return tuple(rule for rule in note.rules if rule.kind == note.kind)


def rule_name(rule: DestinationRule) -> str:
    """`EAR, Cuba (15 CFR 746.2)`."""
    return f"{rule.name} ({rule.citation})"


def count_words(one: DestinationCount) -> str:
    """`Iran: comprehensive embargo, 3 parties to review`."""
    parties = f"{one.parties:,} {'party' if one.parties == 1 else 'parties'}"
    look = " to review" if one.open else ""
    more = f", {one.open:,} of them{look}" if 0 < one.open < one.parties else look
    return f"{one.place}: {one.kind}, {parties}{more}"


def run_id(manifest: Manifest) -> str:
    """The id of a run, which begins with its time: the same for all reports of the same run."""
    made = (
        manifest.version,
        manifest.time,
        manifest.input.name,
        manifest.input.sha256,
        *(f"{info.id} {info.sha256}" for info in manifest.lists),
    )
    number = hash_texts(*made, length=12)
    time = datetime.fromisoformat(manifest.time).astimezone(UTC)
    return f"{time:%Y%m%dT%H%M%SZ}-{number}"


def party_words(party: Party) -> str:
    """The party's name as written; of one without a name, which its address may find, that."""
    return party.name if party.name.strip() else f"(no name) {party.address}".rstrip()


def describe_matched_name(match: Match) -> str:
    """The name that matched, with its kind when it is not the entry's primary name.

    Of a party that was found by its address it says so: the names may have nothing in common.
    """
    name = match.matched_name
    if match.is_by_address:
        return f"{name.text} (by address)"
    return name.text if name.kind is NameKind.PRIMARY else f"{name.text} ({name.kind})"


def status_words(listing: Listing) -> str:
    """The status of a listing; one that has ended says so first."""
    ended = f"no longer in force, ended {listing.end_date}" if listing.end_date else ""
    ended = f"not yet in force, takes effect {listing.effective_date}" if listing.pending else ended
    return "; ".join(part for part in (ended, listing.status) if part)


def lead_words(lead: Lead) -> str:
    """An ownership path in one line: `subsidiary of Hikvision (stake in %: 51, ...)`."""
    details = ", ".join(
        part
        for part in (
            lead.stake and f"stake in %: {lead.stake}",
            lead.as_of and f"as of {lead.as_of}",
            lead.confidence and f"confidence {lead.confidence}",
            f"entry {lead.to_entry}",
        )
        if part
    )
    note = f". {lead.note}" if lead.note else ""
    return f"{describe_relation(lead)} ({details}){note}"


def describe_relation(lead: Lead) -> str:
    """`subsidiary of Hikvision`, or `brand: Hikvision` where the relation lacks its "of"."""
    between = " " if lead.relation.endswith(" of") else ": "
    return f"{lead.relation}{between}{lead.to_name}"


def ownership_words(one: Ownership) -> str:
    """What a rule of ownership makes of an entry: the outcome, the sum, the rule's state."""
    return f"{one.rule}: {one.outcome}. {end_sentence(one.says)} {one.meaning}"


def describe_standing(match: Match, *, is_short: bool = False) -> str:
    """What being on the list means in one line: lists in force, former lists, leads or nothing.

    `is_short`: lists by the names that officers use.
    """
    entry = match.entry
    if match.listings:
        standing = find_standing_listings(match)
        return "; ".join(dict.fromkeys(name_listing(one, is_short=is_short) for one in standing))
    ruled = "; ".join(f"{one.rule}: {one.outcome}" for one in entry.ownership)
    if entry.leads:
        return "; ".join(
            filter(None, (f"Not itself listed; {describe_relation(entry.leads[0])}", ruled))
        )
    return ruled or "On no list; known, and not restricted"


def find_standing_listings(match: Match) -> tuple[Listing, ...]:
    """The listings by which a match is judged: those in force, else all; the gravest first."""
    listings = order_listings(match.listings)
    return tuple(one for one in listings if one.is_in_force) or listings


def name_listing(listing: Listing, *, is_short: bool = False) -> str:
    """The list's name, marked when the listing has ended or not begun."""
    name = short_name(listing.programme) if is_short else listing.programme.name
    return name if listing.is_in_force else f"{name} ({'later' if listing.pending else 'ended'})"


def describe_listing(listing: Listing) -> str:
    """A listing in force in sentences: the list, citation and date, why, licence, its effects."""
    named = _date_listing(listing)
    why = end_sentence(f"{named}: {reason_words(listing)}" if listing.reason else named)
    needs = (("Licence requirement", listing.requirement), ("Review policy", listing.policy))
    said = (end_sentence(f"{what}: {text}") for what, text in needs if text)
    return " ".join((why, *said, *map(end_sentence, listing.effects)))


def force_words(listing: Listing, text: str) -> str:
    """What a listing brings with it: nothing where it has ended or not begun."""
    return text if listing.is_in_force else ""


def restriction_words(listing: Listing) -> str:
    """What the list restricts; nothing where the listing has ended or not begun."""
    return force_words(listing, listing.programme.restricts)


def sort_listings(match: Match) -> tuple[Listing, ...]:
    """The listings of a match: in force first, the gravest first; then what ended.

    What began after the day that was asked for is left out, unless there is nothing else.
    """
    listings = order_listings(match.listings)
    return tuple(one for one in listings if not one.pending) or listings


def past_lines(listings: Sequence[Listing]) -> Iterator[str]:
    """The listings of a party that are not in force, a line each: they restrict nothing.

    What began after the day that was asked for is told where the party stood on no list before it,
    else only counted: on that day nobody could know of it.
    """
    earlier = [one for one in listings if not one.pending]
    for one in earlier or listings:
        if not one.is_in_force:
            when = f"from {one.effective_date} on" if one.pending else f"ended {one.end_date}"
            status = f"; {one.status}" if one.status else ""
            said = f"{_date_listing(one)}, {when}{status}"
            yield end_sentence(f"{said}: {reason_words(one)}" if one.reason else said)
    later = len(listings) - len(earlier)
    if earlier and later:
        what = write_count(later, "listing that begins", "listings that begin")
        yield f"{what} after the day asked for: not shown."


def _date_listing(listing: Listing) -> str:
    """`Entity List (81 FR 12004, 2016-03-08)`."""
    dated = ", ".join(part for part in (listing.citation, listing.effective_date) if part)
    return f"{listing.programme.name}{f' ({dated})' if dated else ''}"


def end_sentence(sentence: str) -> str:
    """The sentence with a full stop, when it has none."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


NO_COUNTRY = "no country given"


def country_name(party: Party) -> str:
    """The country of a party in English, however it is written; as written where it is unknown."""
    code = country_code(party.country)
    if code in list_territories():
        return list_territories()[code].name
    return party.country.strip() or NO_COUNTRY
