"""What was filled in -> decisions that could be recorded, held against each other and the record.

A row becomes a decision with all that it must have, or its problems. The decisions of several rows
and reports become one a pair, and those the record does not have yet. Nothing is guessed. Pure.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from compliance import MATCHER
from compliance.decisions.chain import Record
from compliance.decisions.filled_reports import FilledRow
from compliance.decisions.lines import RecordedDecision, join_decisions
from compliance.decisions.place_matches import PLACES_LIST
from compliance.decisions.review_form import (
    DecisionScope,
    ReviewField,
    ReviewProblem,
    find_scope,
    find_verdict,
)
from compliance.decisions.row_keys import RowKey
from compliance.model import VERDICTS, ListEntry
from compliance.model.visible_text import visible
from compliance.storage.fingerprints import fingerprint_entry, fold_text

MAX_REASON_LENGTH = 2_000
"""Characters of a reason; more belongs into a file that the reason names."""
MAX_REVIEWER_LENGTH = 100


class DecisionLimits(Struct, frozen=True, kw_only=True):
    """What the settings ask of a decision."""

    today: dt.date
    expiry_days: int
    """Days after which a decision expires, and at most."""
    two_reviewers: bool

    @property
    def last(self) -> dt.date:
        """The last day on which a decision of today can hold."""
        return self.today + dt.timedelta(days=self.expiry_days)


class ProposedDecision(Struct, frozen=True, kw_only=True):
    """A decision that could be recorded."""

    draft: RecordedDecision
    typed_expiry: bool
    """Whether the officer has chosen the last day; if not, it is counted from today."""
    place: str
    """The cell of its decision."""


def check_row(filled: FilledRow, limits: DecisionLimits) -> ProposedDecision | list[ReviewProblem]:
    """The decision of a row, or all that is wrong with it."""
    problems = [
        ReviewProblem(place=filled.places.get(field, ""), what=what)
        for field, check in _CHECKS.items()
        if (what := check(filled.texts, limits))
    ]
    if filled.row_key.matcher != MATCHER:
        what = "the report was made by another version of the matcher: screen again"
        problems.append(ReviewProblem(place=filled.places[ReviewField.DECISION], what=what))
    return problems or _make_proposal(filled, limits)


FieldTexts = Mapping[ReviewField, str]


def _check_decision(texts: FieldTexts, _: DecisionLimits) -> str:
    word = texts[ReviewField.DECISION]
    if not word:
        return "something is filled in beside it, and no decision"
    known = ", ".join(VERDICTS)
    return "" if find_verdict(word) else f"{visible(word[:40])!r} is no decision; there are {known}"


def _check_reason(texts: FieldTexts, _: DecisionLimits) -> str:
    if not texts[ReviewField.REASON]:
        return "a reason is missing"
    long = len(texts[ReviewField.REASON]) > MAX_REASON_LENGTH
    return f"the reason is longer than {MAX_REASON_LENGTH:,} characters" if long else ""


def _check_reviewer(texts: FieldTexts, _: DecisionLimits) -> str:
    if not texts[ReviewField.REVIEWER]:
        return "the reviewer is missing"
    return _check_name_length(texts[ReviewField.REVIEWER])


def _check_second(texts: FieldTexts, limits: DecisionLimits) -> str:
    second = texts[ReviewField.SECOND]
    if not second:
        return "a second reviewer is missing; the settings ask for two" * limits.two_reviewers
    if fold_text(second) == fold_text(texts[ReviewField.REVIEWER]):
        return "the second reviewer is the same person as the first"
    return _check_name_length(second)


def _check_name_length(name: str) -> str:
    return f"the name is longer than {MAX_REVIEWER_LENGTH} characters" * (
        len(name) > MAX_REVIEWER_LENGTH
    )


def _check_expiry(texts: FieldTexts, limits: DecisionLimits) -> str:
    text = texts[ReviewField.EXPIRES]
    if not text:
        return ""
    day = _parse_day(text)
    if day is None:
        return f"{visible(text[:40])!r} is not a date that can mean one day only: write 2027-03-31"
    if day < limits.today:
        return f"{day} is over: a decision cannot expire before it is made"
    if day > limits.last:
        return f"{day} is too far away: the settings allow {limits.expiry_days} days, {limits.last}"
    return ""


def _check_scope(texts: FieldTexts, _: DecisionLimits) -> str:
    text = texts.get(ReviewField.SCOPE, "")
    known = " or ".join(f"'{scope}'" for scope in DecisionScope)
    return "" if find_scope(text) else f"{visible(text[:40])!r} is not what it applies to: {known}"


_CHECKS: Mapping[ReviewField, Callable[[FieldTexts, DecisionLimits], str]] = {
    ReviewField.DECISION: _check_decision,
    ReviewField.REASON: _check_reason,
    ReviewField.REVIEWER: _check_reviewer,
    ReviewField.SECOND: _check_second,
    ReviewField.EXPIRES: _check_expiry,
    ReviewField.SCOPE: _check_scope,
}


def _parse_day(text: str) -> dt.date | None:
    """The day of an ISO date, as real dates are read and as it may be typed; None for others."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _make_proposal(filled: FilledRow, limits: DecisionLimits) -> ProposedDecision:
    texts = filled.texts
    verdict = find_verdict(texts[ReviewField.DECISION])
    assert verdict  # noqa: S101 - it was checked
    alike = RecordedDecision(
        date=limits.today.isoformat(),
        decision=verdict,
        reason=flatten_text(texts[ReviewField.REASON]),
        reviewer=flatten_text(texts[ReviewField.REVIEWER]),
        second=flatten_text(texts[ReviewField.SECOND]),
        expires=texts[ReviewField.EXPIRES] or limits.last.isoformat(),
        **copy_key_fields(filled.row_key),
    )
    others = [replace(alike, **copy_key_fields(row_key)) for row_key in filled.others]
    decision = join_decisions([alike, *others])
    return ProposedDecision(
        draft=decision,
        typed_expiry=bool(texts[ReviewField.EXPIRES]),
        place=filled.places[ReviewField.DECISION],
    )


def copy_key_fields(row_key: RowKey) -> dict[str, Any]:
    """What the key of a row says, under the names that a decision has for it."""
    names = (
        "party customer list entry also listed score band matcher run pair party_parts entry_parts"
    )
    return {name: getattr(row_key, name) for name in names.split()}


def flatten_text(text: str) -> str:
    """A text as the record keeps it: in one line, nothing hidden."""
    return " ".join(visible(text).split())


# --- Several, and the record --------------------------------------------------------------------


def join_proposals(
    proposals: Iterable[ProposedDecision],
) -> tuple[list[ProposedDecision], list[ReviewProblem]]:
    """Each pair once, in the order of the rows; rows that decide it differently are problems."""
    first: dict[str, ProposedDecision] = {}
    joined, problems = [], []
    for proposal in proposals:
        parts = list(proposal.draft.split())
        known = [first[part.pair] for part in parts if part.pair in first]
        if other := next(
            (
                earlier
                for earlier in known
                if _list_proposed_answers(earlier) != _list_proposed_answers(proposal)
            ),
            None,
        ):
            what = f"the same party and entry is decided differently in {other.place}"
            problems.append(ReviewProblem(place=proposal.place, what=what))
        if new_parts := [part for part in parts if part.pair not in first]:
            joined.append(replace(proposal, draft=join_decisions(new_parts)))
        first |= {part.pair: proposal for part in new_parts}
    return joined, problems


def _list_proposed_answers(proposal: ProposedDecision) -> tuple[str, ...]:
    return _list_answers(proposal.draft)


def _list_answers(decision: RecordedDecision) -> tuple[str, ...]:
    return (
        decision.decision,
        decision.reason,
        decision.reviewer,
        decision.second,
        decision.expires,
    )


class NewDecisions(Struct, frozen=True, kw_only=True):
    """What an import adds."""

    decisions: tuple[RecordedDecision, ...]
    known: int
    """Pairs that are decided in the record already."""


def find_new_decisions(
    proposals: Sequence[ProposedDecision], record: Record
) -> tuple[NewDecisions, list[ReviewProblem]]:
    """What the record does not have yet; what contradicts it is a problem."""
    standing = record.standing
    new_decisions, problems, known = [], [], 0
    for proposal in proposals:
        parts = []
        for part in proposal.draft.split():
            recorded = standing.get(part.pair, ())
            if len(recorded) == 1 and _is_known(replace(proposal, draft=part), recorded[0]):
                known += 1
            elif what := next(_find_contradictions(part, recorded), ""):
                problems.append(ReviewProblem(place=proposal.place, what=what))
            else:
                parts.append(part)
        if parts:
            new_decisions.append(join_decisions(parts))
    return NewDecisions(decisions=tuple(new_decisions), known=known), problems


def _is_known(proposal: ProposedDecision, recorded: RecordedDecision) -> bool:
    *words, expires = _list_answers(proposal.draft)
    *same, until = _list_answers(recorded)
    as_it_was = proposal.draft.entry_parts == recorded.entry_parts
    chosen = proposal.typed_expiry
    return (
        as_it_was
        and words == same
        and (expires == until if chosen else _is_same_run(proposal, recorded))
    )


def _is_same_run(proposal: ProposedDecision, recorded: RecordedDecision) -> bool:
    """Whether both are decided in the report of one run."""
    return proposal.draft.run == recorded.run


def _find_contradictions(
    decision: RecordedDecision, recorded: Iterable[RecordedDecision]
) -> Iterator[str]:
    for earlier in recorded:
        summary = f"{earlier.decision} by {earlier.reviewer} on {earlier.date}"
        if earlier.run == decision.run:
            yield f"the record has another decision from a report of the same run: {summary}"
        elif find_run_time(earlier) > find_run_time(decision):
            yield f"this report is older than a decision that stands: {summary}; screen again"


def find_run_time(decision: RecordedDecision) -> str:
    """When the run began whose report was decided on; texts that sort by time."""
    return decision.run.partition("-")[0]


def find_outdated(
    proposals: Iterable[ProposedDecision],
    entries: Mapping[tuple[str, str], ListEntry],
    lists: Set[str] = frozenset(),
) -> Iterator[ReviewProblem]:
    """Decisions on entries that are no longer what the report showed.

    `entries` are those of the lists in use, whose ids are `lists`.
    """
    drafts = ((proposal, part) for proposal in proposals for part in proposal.draft.split())
    for proposal, decision in drafts:
        if decision.list == PLACES_LIST:  # whether it holds, each run sees: it knows the words
            continue
        entries_found = [entries.get(each) for each in decision.entries]
        entries_now = [entry for entry in entries_found if entry]
        if not entries_found[0]:
            what = f"list {decision.list} of the report is not in use: name its file with --list"
            if decision.list in lists:
                what = f"entry {decision.entry} is no longer in list {decision.list}: screen again"
            yield ReviewProblem(place=proposal.place, what=what)
        elif fingerprint_entry(*entries_now) != decision.entry_parts:
            what = "the list entry has changed since the report was made: screen again"
            yield ReviewProblem(place=proposal.place, what=what)
