"""What a list holds beside entries (names, aliases, addresses, ...), and whether too much is gone.

A renamed field takes what stood in it away from all entries, whose number stays. Pure, but for the
limits in `contents.toml`, which this module alone reads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from compliance.lists.sources.base import ParsedList
from compliance.model import ListEntry
from compliance.model.program_data import read_data_tables

FILE = "contents.toml"
WHOLE = ""
"""The key of the whole list among its sources."""
ENTRIES = "entries"

ContentCounts = Mapping[str, Mapping[str, int]]
"""Id of a published list, or `WHOLE` -> kind of content -> how many there are."""


class ContentLimit(msgspec.Struct, frozen=True, rename="kebab"):
    """How much of one kind of content may go at one update, and why."""

    most_lost: float
    """Share that may go beyond the share of entries that goes."""
    fewest: int
    """Below this number only losing all of them says something."""
    reason: str


@cache
def read_limits() -> Mapping[str, ContentLimit]:
    """The limits by kind of content, in the order in which they are told."""
    return msgspec.convert(read_data_tables(f"lists/{FILE}"), dict[str, ContentLimit])


def count_contents(parsed: ParsedList) -> ContentCounts:
    """The counts of the whole list, then of each published list in it, sorted by id."""
    by_source: dict[str, list[ListEntry]] = {}
    for entry in parsed.entries:
        for programme in {listing.programme.id for listing in entry.listings}:
            by_source.setdefault(programme, []).append(entry)
    counts = {WHOLE: _count_kinds(parsed.entries, None)}
    return counts | {one: _count_kinds(by_source[one], one) for one in sorted(by_source)}


def _count_kinds(entries: Iterable[ListEntry], source: str | None) -> Mapping[str, int]:
    """The counts of some entries; of their listings those on one source, without one all."""
    found: Counter[str] = Counter()
    for entry in entries:
        listings = [listing for listing in entry.listings if source in (None, listing.programme.id)]
        found[ENTRIES] += 1
        found["names"] += len(entry.names)
        found["aliases"] += len(entry.names) - 1
        found["words of names"] += sum(len(name.text.split()) for name in entry.names)
        found["addresses"] += len(entry.addresses)
        found["words of addresses"] += sum(len(address.text.split()) for address in entry.addresses)
        found["identifiers"] += len(entry.identifiers)
        found["dated listings"] += sum(bool(listing.effective_date) for listing in listings)
        found["citations"] += sum(bool(listing.citation) for listing in listings)
        found["countries"] += len(entry.countries)
    return dict(found)


def describe_losses(
    old: ContentCounts, new: ContentCounts, shares: Mapping[str, float], least: float
) -> Iterator[str]:
    """`it lost 2,855 of 4,267 names, ...`: every kind that lost more than it may, a sentence each.

    `shares` are those that were set for this list by kind; `least` is the share of entries it may
    lose, below which no share that was not set is taken. What the whole list tells of a kind is
    not told again of its sources.
    """
    seen: set[str] = set()
    for source, before in old.items():
        now = new.get(source)
        if now is None:  # that a whole source is gone is told by its entries
            continue
        entries = before.get(ENTRIES, 0)
        gone = max(0.0, 1 - now.get(ENTRIES, 0) / entries) if entries else 0.0
        for kind, limit in read_limits().items():
            if kind in seen and source != WHOLE:
                continue
            most = shares.get(kind, max(limit.most_lost, least))
            there = before.get(kind, 0)
            lost = there - now.get(kind, 0)
            everything = bool(there) and lost == there and most < 1
            if everything or (there >= limit.fewest and lost > there * (most + gone)):
                seen.add(kind)
                yield (
                    f"{source or 'it'} lost {lost:,} of {there:,} {kind}, {lost / there:.1%}, "
                    f"and at most {most:.1%} may go"
                )


def describe_changes(old: ContentCounts, new: ContentCounts) -> str:
    """`names 4,267 to 4,301 (+34), aliases ...`: what changed in the whole list; empty if nothing.

    Kinds that the older version was not counted by are left out.
    """
    before, now = old.get(WHOLE, {}), new.get(WHOLE, {})
    changed = [
        f"{kind} {before[kind]:,} to {now.get(kind, 0):,} ({now.get(kind, 0) - before[kind]:+,})"
        for kind in read_limits()
        if kind in before and before[kind] != now.get(kind, 0)
    ]
    return ", ".join(changed)
