"""Pure: the decisions of several rows and reports, held against each other and the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from compliance.decisions import Decided, Record, join, places
from compliance.model import ListEntry
from compliance.reviewing.base import Problem
from compliance.reviewing.checking import Proposal
from compliance.storage.fingerprints import fingerprint_entry


def joined(proposals: Iterable[Proposal]) -> tuple[list[Proposal], list[Problem]]:
    """Each pair once, in the order of the rows; rows that decide it differently are problems."""
    first: dict[str, Proposal] = {}
    each, problems = [], []
    for proposal in proposals:
        parts = list(proposal.decided.split())
        known = [first[part.pair] for part in parts if part.pair in first]
        if other := next((one for one in known if _said(one) != _said(proposal)), None):
            what = f"the same party and entry is decided differently in {other.place}"
            problems.append(Problem(place=proposal.place, what=what))
        if fresh := [part for part in parts if part.pair not in first]:
            each.append(replace(proposal, decided=join(fresh)))
        first |= {part.pair: proposal for part in fresh}
    return each, problems


def _said(proposal: Proposal) -> tuple[str, ...]:
    return _words(proposal.decided)


def _words(decided: Decided) -> tuple[str, ...]:
    return (
        decided.decision,
        decided.reason,
        decided.reviewer,
        decided.second,
        decided.expires,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What an import adds."""

    decisions: tuple[Decided, ...]
    known: int
    """Pairs that are decided in the record already."""


def new_ones(proposals: Sequence[Proposal], record: Record) -> tuple[Fresh, list[Problem]]:
    """What the record does not have yet; what contradicts it is a problem."""
    standing = record.standing
    fresh, problems, known = [], [], 0
    for proposal in proposals:
        parts = []
        for part in proposal.decided.split():
            recorded = standing.get(part.pair, ())
            if len(recorded) == 1 and _is_known(replace(proposal, decided=part), recorded[0]):
                known += 1
            elif what := next(_clashes(part, recorded), ""):
                problems.append(Problem(place=proposal.place, what=what))
            else:
                parts.append(part)
        if parts:
            fresh.append(join(parts))
    return Fresh(decisions=tuple(fresh), known=known), problems


def _is_known(proposal: Proposal, recorded: Decided) -> bool:
    *words, expires = _words(proposal.decided)
    *same, until = _words(recorded)
    as_it_was = proposal.decided.entry_parts == recorded.entry_parts
    chosen = proposal.typed_expiry
    return (
        as_it_was and words == same and (expires == until if chosen else _is_of(proposal, recorded))
    )


def _is_of(proposal: Proposal, recorded: Decided) -> bool:
    """Whether both are decided in the report of one run."""
    return proposal.decided.run == recorded.run


def _clashes(decided: Decided, recorded: Iterable[Decided]) -> Iterator[str]:
    for one in recorded:
        said = f"{one.decision} by {one.reviewer} on {one.date}"
        if one.run == decided.run:
            yield f"the record has another decision from a report of the same run: {said}"
        elif run_time(one) > run_time(decided):
            yield f"this report is older than a decision that stands: {said}; screen again"


def run_time(decided: Decided) -> str:
    """When the run began whose report was decided on; texts that sort by time."""
    return decided.run.partition("-")[0]


def outdated(
    proposals: Iterable[Proposal],
    entries: Mapping[tuple[str, str], ListEntry],
    lists: Set[str] = frozenset(),
) -> Iterator[Problem]:
    """Decisions on entries that are no longer what the report showed.

    `entries` are those of the lists in use, whose ids are `lists`.
    """
    for proposal, decided in ((one, part) for one in proposals for part in one.decided.split()):
        if decided.list == places.LIST:  # whether it holds, each run sees: it knows the words
            continue
        found = [entries.get(each) for each in decided.entries]
        there = [entry for entry in found if entry]
        if not found[0]:
            what = f"list {decided.list} of the report is not in use: name its file with --list"
            if decided.list in lists:
                what = f"entry {decided.entry} is no longer in list {decided.list}: screen again"
            yield Problem(place=proposal.place, what=what)
        elif fingerprint_entry(*there) != decided.entry_parts:
            what = "the list entry has changed since the report was made: screen again"
            yield Problem(place=proposal.place, what=what)
