"""Pure: whether a new version of a list may take the place of the old one, and if not, why."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from compliance.sources.base import ParsedList
from compliance.store.history import Version
from compliance.store.publishers import Publisher

FEWEST_OF_A_SOURCE = 100
"""From this size on, a share of one source's entries says something."""


def reasons(old: Version | None, new: ParsedList, publisher: Publisher) -> tuple[str, ...]:
    """Why the new version is refused, a sentence each; empty to accept it."""
    return (*_of_itself(new, publisher), *(_beside(old, new, publisher) if old else ()))


def way_out(list_id: str) -> str:
    """What to do about a refusal."""
    return (
        f"compare it with the publisher's page; if it is right, take it with "
        f"screen lists update --accept-shrunk {list_id}"
    )


def sources(parsed: ParsedList) -> Mapping[str, int]:
    """Entries by id of the published list they stand on, sorted by id."""
    counts = Counter(
        programme
        for entry in parsed.entries
        for programme in {listing.programme.id for listing in entry.listings}
    )
    return dict(sorted(counts.items()))


def _of_itself(new: ParsedList, publisher: Publisher) -> Iterator[str]:
    """What is wrong with it whatever was before."""
    entries = len(new.entries)
    if entries < publisher.fewest:
        yield f"it holds {entries:,} entries, and at least {publisher.fewest:,} are expected"
    here = sources(new)
    for source in publisher.sources:
        if source not in here:
            yield f"it holds nothing of {source}, which belongs into it"
    for canary in missing(new, publisher.canaries):
        yield f"{canary} is not in it, which is known to be listed"
    rows = _rows(new)
    if rows and len(new.rejected) / rows > publisher.most_rejected:
        share = f"{publisher.most_rejected:.1%}"
        yield f"{len(new.rejected):,} of {rows:,} rows were rejected, and at most {share} may be"


def _rows(new: ParsedList) -> int:
    return sum(one.rows for one in new.counts) or len(new.entries) + len(new.rejected)


def _beside(old: Version, new: ParsedList, publisher: Publisher) -> Iterator[str]:
    """What is wrong with it beside the version in use."""
    if old.as_of and new.as_of and new.as_of < old.as_of:
        yield f"it is of {new.as_of}, older than the one in use, of {old.as_of}"
    if problem := _lost(old.entries, len(new.entries), publisher.most_lost):
        yield f"it {problem}"
    here = sources(new)
    for source, before in old.sources.items():
        now = here.get(source, 0)
        if not now:
            yield f"it holds nothing of {source}, of which the one in use has {before:,}"
        elif before >= FEWEST_OF_A_SOURCE and (problem := _lost(before, now, publisher.most_lost)):
            yield f"{source} {problem}"


def _lost(before: int, now: int, most: float) -> str:
    """`lost 700 of 10,000 entries, ...` when that is too many."""
    lost = before - now
    if lost <= 0 or lost <= before * most:
        return ""
    return (
        f"lost {lost:,} of {before:,} entries, {lost / before:.1%}, and at most {most:.1%} may go"
    )


def missing(parsed: ParsedList, canaries: tuple[str, ...]) -> Iterator[str]:
    """The canaries that no entry has among its names, as whole words in any case."""
    if not canaries:
        return
    known = {f" {_plain(name.text)} " for entry in parsed.entries for name in entry.names}
    for canary in canaries:
        wanted = f" {_plain(canary)} "
        if not any(wanted in name for name in known):
            yield canary


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
