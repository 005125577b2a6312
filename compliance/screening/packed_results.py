"""Questions and answers made small for their way between processes, or to be held.

An answer holds positions of entries, not the entries.

Both ends hold the same watchlist, so an entry travels as its position and is put back; the question
stays where it was asked. Nearly all answers are no match, and those are a few bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

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
from compliance.screening.cached_entries import Entries

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
Packed = tuple[Decision, str, tuple[PackedMatch, ...]]
Places = Mapping[int, int]
"""Identity of an entry -> its position; holds as long as the entries live."""


def asked_bytes(questions: Sequence[Question]) -> bytes | None:
    """Questions as bytes; None where a text has letters that UTF-8 has no way to write."""
    try:
        return msgspec.msgpack.encode(questions)
    except UnicodeEncodeError:
        return None


def asked_of(data: bytes) -> list[Question]:
    """The questions that `asked_bytes` made bytes of."""
    return msgspec.msgpack.decode(data, type=list[Question])


def places_of(entries: Sequence[ListEntry]) -> Places:
    """Where each entry is, found without comparing entries."""
    if isinstance(entries, Entries):
        return entries.places  # those that were read: no other can be in an answer
    return {id(entry): at for at, entry in enumerate(entries)}


def packed(results: Iterable[RowResult], places: Places) -> list[Packed]:
    """The answers without their questions and entries."""
    return [packed_one(one, places) for one in results]


def packed_one(result: RowResult, places: Places) -> Packed:
    """One answer without its question and entries."""
    matches = tuple(_packed_match(match, places) for match in result.matches)
    return result.decision, result.reason, matches


def _packed_match(match: Match, places: Places) -> PackedMatch:
    names = match.entry.names
    known = match.matched_name in names
    name = names.index(match.matched_name) if known else match.matched_name
    also = tuple(places[id(entry)] for entry in match.also)
    folded = tuple(_packed_match(one, places) for one in match.folded)
    at, review = places[id(match.entry)], match.review
    policy = match.own_policy, match.is_counted
    return at, name, match.score, match.band, match.evidence, also, folded, review, policy


def unpacked(question: Question, answer: Packed, entries: Sequence[ListEntry]) -> RowResult:
    """The answer as it was before it was packed."""
    decision, reason, matches = answer
    found = tuple(_unpacked_match(match, entries) for match in matches)
    return RowResult(question=question, decision=decision, reason=reason, matches=found)


def _unpacked_match(match: PackedMatch, entries: Sequence[ListEntry]) -> Match:
    at, name, score, band, evidence, also, folded, review, (policy, is_counted) = match
    entry = entries[at]
    return Match(
        entry=entry,
        matched_name=entry.names[name] if isinstance(name, int) else name,
        score=score,
        band=band,
        evidence=evidence,
        also=tuple(entries[one] for one in also),
        folded=tuple(_unpacked_match(one, entries) for one in folded),
        review=review,
        own_policy=policy,
        is_counted=is_counted,
    )
