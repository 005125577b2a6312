"""What was filled in -> decisions that could be recorded, held against each other and the record.

A row becomes a decision with all that it must have, or its problems. The decisions of several rows
and reports become one a pair, and those the record does not have yet. Nothing is guessed. Pure.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
from compliance.lists.as_of import is_day
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
    texts = filled.texts
    faults = (
        *_check_answer(texts),
        *_check_reviewers(texts, limits),
        *_check_extent(texts, limits),
    )
    problems = [
        ReviewProblem(place=filled.places.get(field, ""), what=what) for field, what in faults
    ]
    if filled.row_key.matcher != MATCHER:
        what = "the report was made by another version of the matcher: screen again"
        problems.append(ReviewProblem(place=filled.places[ReviewField.DECISION], what=what))
    verdict = find_verdict(texts[ReviewField.DECISION])
    if problems or not verdict:
        return problems
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
    return ProposedDecision(
        draft=join_decisions([alike, *others]),
        typed_expiry=bool(texts[ReviewField.EXPIRES]),
        place=filled.places[ReviewField.DECISION],
    )


FieldTexts = Mapping[ReviewField, str]
FieldFault = tuple[ReviewField, str]
"""What was filled in wrongly, and what is wrong with it."""


def _check_answer(texts: FieldTexts) -> Iterator[FieldFault]:
    word, reason = texts[ReviewField.DECISION], texts[ReviewField.REASON]
    if not word:
        yield ReviewField.DECISION, "something is filled in beside it, and no decision"
    elif not find_verdict(word):
        what = f"{visible(word[:40])!r} is no decision; there are {', '.join(VERDICTS)}"
        yield ReviewField.DECISION, what
    if not reason:
        yield ReviewField.REASON, "a reason is missing"
    elif len(reason) > MAX_REASON_LENGTH:
        yield ReviewField.REASON, f"the reason is longer than {MAX_REASON_LENGTH:,} characters"


def _check_reviewers(texts: FieldTexts, limits: DecisionLimits) -> Iterator[FieldFault]:
    too_long = f"the name is longer than {MAX_REVIEWER_LENGTH} characters"
    first, second = texts[ReviewField.REVIEWER], texts[ReviewField.SECOND]
    if not first:
        yield ReviewField.REVIEWER, "the reviewer is missing"
    elif len(first) > MAX_REVIEWER_LENGTH:
        yield ReviewField.REVIEWER, too_long
    if not second:
        if limits.two_reviewers:
            yield ReviewField.SECOND, "a second reviewer is missing; the settings ask for two"
    elif fold_text(second) == fold_text(first):
        yield ReviewField.SECOND, "the second reviewer is the same person as the first"
    elif len(second) > MAX_REVIEWER_LENGTH:
        yield ReviewField.SECOND, too_long


def _check_extent(texts: FieldTexts, limits: DecisionLimits) -> Iterator[FieldFault]:
    """How long a decision holds, and on which matches it is."""
    text, most = texts[ReviewField.EXPIRES], limits.last.isoformat()
    if text and not is_day(text):
        what = f"{visible(text[:40])!r} is not a date that can mean one day only: write 2027-03-31"
        yield ReviewField.EXPIRES, what
    elif text and text < limits.today.isoformat():
        what = f"{text} is over: a decision cannot expire before it is made"
        yield ReviewField.EXPIRES, what
    elif text > most:
        what = f"{text} is too far away: the settings allow {limits.expiry_days} days, {most}"
        yield ReviewField.EXPIRES, what
    scope = texts.get(ReviewField.SCOPE, "")
    if not find_scope(scope):
        known = " or ".join(f"'{scope}'" for scope in DecisionScope)
        yield ReviewField.SCOPE, f"{visible(scope[:40])!r} is not what it applies to: {known}"


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
        answers = _list_answers(proposal.draft)
        if other := next((one for one in known if _list_answers(one.draft) != answers), None):
            what = f"the same party and entry is decided differently in {other.place}"
            problems.append(ReviewProblem(place=proposal.place, what=what))
        if new_parts := [part for part in parts if part.pair not in first]:
            joined.append(replace(proposal, draft=join_decisions(new_parts)))
        first |= {part.pair: proposal for part in new_parts}
    return joined, problems


def _list_answers(decision: RecordedDecision) -> tuple[str, ...]:
    """What was decided and by whom; the last day stands last."""
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
            # A last day that is counted from today differs although both are of one run's report.
            is_known = len(recorded) == 1 and all(
                one.entry_parts == part.entry_parts
                and _list_answers(one)[:-1] == _list_answers(part)[:-1]
                and (one.expires == part.expires if proposal.typed_expiry else one.run == part.run)
                for one in recorded
            )
            if is_known:
                known += 1
            elif what := next(_find_contradictions(part, recorded), ""):
                problems.append(ReviewProblem(place=proposal.place, what=what))
            else:
                parts.append(part)
        if parts:
            new_decisions.append(join_decisions(parts))
    return NewDecisions(decisions=tuple(new_decisions), known=known), problems


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
