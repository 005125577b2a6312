"""Pure: the decisions of several rows and reports, held against each other and the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.decisions import Decided, Record, places
from compliance.decisions.prints import entry_print
from compliance.model import ListEntry
from compliance.reviewing.base import Problem
from compliance.reviewing.checking import Proposal


def joined(proposals: Iterable[Proposal]) -> tuple[list[Proposal], list[Problem]]:
    """Each pair once, in the order of the rows; rows that decide it differently are problems."""
    first: dict[str, Proposal] = {}
    problems = []
    for proposal in proposals:
        known = first.setdefault(proposal.decided.pair, proposal)
        if _said(known) != _said(proposal):
            what = f"the same party and entry is decided differently in {known.place}"
            problems.append(Problem(place=proposal.place, what=what))
    return list(first.values()), problems


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
    """Decisions that the record has already."""


def new_ones(proposals: Sequence[Proposal], record: Record) -> tuple[Fresh, list[Problem]]:
    """What the record does not have yet; what contradicts it is a problem."""
    standing = record.standing
    fresh, problems, known = [], [], 0
    for proposal in proposals:
        recorded = standing.get(proposal.decided.pair, ())
        if len(recorded) == 1 and _is_known(proposal, recorded[0]):
            known += 1
        elif what := next(_clashes(proposal.decided, recorded), ""):
            problems.append(Problem(place=proposal.place, what=what))
        else:
            fresh.append(proposal.decided)
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
    proposals: Iterable[Proposal], entries: Mapping[tuple[str, str], ListEntry]
) -> Iterator[Problem]:
    """Decisions on entries that are no longer what the report showed."""
    for proposal in proposals:
        decided = proposal.decided
        if decided.list == places.LIST:  # whether it holds, each run sees: it knows the words
            continue
        found = [entries.get(each) for each in decided.entries]
        there = [entry for entry in found if entry]
        if not found[0]:
            what = (
                f"its entry ({decided.list} {decided.entry}) is in none of the lists in use: "
                "name those of the report with --list, or screen again"
            )
            yield Problem(place=proposal.place, what=what)
        elif entry_print(*there) != decided.entry_parts:
            what = "the list entry has changed since the report was made: screen again"
            yield Problem(place=proposal.place, what=what)
