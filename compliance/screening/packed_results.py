"""Answers made small for their way between processes, or to be held.

Both ends hold the same watchlist, so an entry travels as its position and is put back; the
question stays where it was asked. Nearly all answers are no match, and those are a few bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from compliance.model import (
    Decision,
    Evidence,
    ListEntry,
    Match,
    Name,
    Question,
    Review,
    RowResult,
)
from compliance.screening.cached_entries import CachedEntries

PackedMatch: TypeAlias = tuple[
    int,
    int | Name,
    float,
    Decision,
    tuple[Evidence, ...],
    tuple[int, ...],
    tuple["PackedMatch", ...],
    Review | None,
    tuple[str, bool],
]
"""Position of the entry; position of the name in it, or a name that is none of its; score, band and
evidence; positions of the same party's other entries, and the matches folded under this one; what
officers decided of it; what a policy makes of it, and whether it counts."""
PackedResult = tuple[Decision, str, tuple[PackedMatch, ...]]
EntryPositions = Mapping[int, int]
"""Identity of an entry -> its position; holds as long as the entries live."""


def index_entries(entries: Sequence[ListEntry]) -> EntryPositions:
    """Where each entry is, found without comparing entries."""
    if isinstance(entries, CachedEntries):
        return entries.positions  # those that were read: no other can be in an answer
    return {id(entry): at for at, entry in enumerate(entries)}


def pack_results(results: Iterable[RowResult], positions: EntryPositions) -> list[PackedResult]:
    """The answers without their questions and entries."""
    return [pack_result(result, positions) for result in results]


def pack_result(result: RowResult, positions: EntryPositions) -> PackedResult:
    """One answer without its question and entries."""
    matches = tuple(_pack_match(match, positions) for match in result.matches)
    return result.decision, result.reason, matches


def _pack_match(match: Match, positions: EntryPositions) -> PackedMatch:
    names = match.entry.names
    known = match.matched_name in names
    name = names.index(match.matched_name) if known else match.matched_name
    also = tuple(positions[id(entry)] for entry in match.also)
    folded = tuple(_pack_match(part, positions) for part in match.folded)
    at, review = positions[id(match.entry)], match.review
    policy = match.own_policy, match.is_counted
    return at, name, match.score, match.band, match.evidence, also, folded, review, policy


def unpack_results(
    questions: Sequence[Question], answers: Sequence[PackedResult], entries: Sequence[ListEntry]
) -> Iterator[RowResult]:
    """The answers of the questions as they were, one by one."""
    both = zip(questions, answers, strict=True)
    return (unpack_result(question, answer, entries) for question, answer in both)


def unpack_result(
    question: Question, answer: PackedResult, entries: Sequence[ListEntry]
) -> RowResult:
    """The answer as it was before it was packed."""
    decision, reason, matches = answer
    found = tuple(_unpack_match(match, entries) for match in matches)
    return RowResult(question=question, decision=decision, reason=reason, matches=found)


def _unpack_match(match: PackedMatch, entries: Sequence[ListEntry]) -> Match:
    at, name, score, band, evidence, also, folded, review, (policy, is_counted) = match
    entry = entries[at]
    return Match(
        entry=entry,
        matched_name=entry.names[name] if isinstance(name, int) else name,
        score=score,
        band=band,
        evidence=evidence,
        also=tuple(entries[position] for position in also),
        folded=tuple(_unpack_match(part, entries) for part in folded),
        review=review,
        own_policy=policy,
        is_counted=is_counted,
    )
