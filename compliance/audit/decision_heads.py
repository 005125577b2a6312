"""Pure: whether a decision record still has the lines that runs saw at its end.

A decision record cannot tell that its last lines were cut off, or that all of it was written anew
with hashes that fit. Run records and the journal hold the hashes of its last lines (`heads`) as
they were at each run, so that either is noticed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from compliance.audit.journal import JournalEntry
from compliance.model.counts import write_count

SHORT = 12
"""Letters of a hash that are shown."""


class SeenHead(Struct, frozen=True, kw_only=True):
    """A last line of a decision record as a run saw it."""

    time: str
    """When the run started, ISO 8601."""
    head: str


def group_heads(entries: Iterable[JournalEntry]) -> Mapping[str, Sequence[SeenHead]]:
    """Place of each decision record, as the journal tells it -> the heads that runs saw."""
    found: dict[str, list[SeenHead]] = {}
    for entry in entries:
        for place, heads in entry.decisions.items():
            found.setdefault(place, []).extend(SeenHead(time=entry.time, head=h) for h in heads)
    return found


def describe_missing_record(place: str, seen: Iterable[SeenHead]) -> Iterator[str]:
    """A sentence for a decision record that is not there, where runs saw a line in it."""
    for one in seen:
        yield (
            f"{place}: this decision record is not there, and runs used it, such as the run of "
            f"{one.time}: bring it back from a backup, for nothing else says what was decided then"
        )
        return


def describe_missing(name: str, seen: Iterable[SeenHead], known: Collection[str]) -> Iterator[str]:
    """A sentence where lines that runs saw are not among the ids of the lines that are there."""
    missing = {one.head: one.time for one in seen if one.head not in known}
    if missing:
        head, time = next(iter(missing.items()))
        number = write_count(len(missing), "line is", "lines are")
        yield (
            f"{name}: {number} missing that runs saw at the end of this decision record, such as "
            f"{head[:SHORT]} of the run of {time}: lines were cut off, or it was rewritten"
        )
