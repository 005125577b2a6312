"""Pure: what was filled in of one row to a decision with all that it must have, or its problems."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from compliance import MATCHER
from compliance.decisions import Decided, Ticket, join
from compliance.model import VERDICTS
from compliance.model.visible_text import visible
from compliance.reviewing.base import Field, Problem, Scope
from compliance.reviewing.sheets import Filled
from compliance.reviewing.words import scope_of, verdict_of
from compliance.storage.fingerprints import fold_text

LONGEST = 2_000
"""Characters of a reason; more belongs into a file that the reason names."""
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the settings ask of a decision."""

    today: dt.date
    expiry_days: int
    """Days after which a decision expires, and at most."""
    two_reviewers: bool

    @property
    def last(self) -> dt.date:
        """The last day on which a decision of today can hold."""
        return self.today + dt.timedelta(days=self.expiry_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A decision that could be recorded."""

    decided: Decided
    typed_expiry: bool
    """Whether the officer has chosen the last day; if not, it is counted from today."""
    place: str
    """The cell of its decision."""


def checked(filled: Filled, limits: Limits) -> Proposal | list[Problem]:
    """The decision of a row, or all that is wrong with it."""
    problems = [
        Problem(place=filled.places.get(field, ""), what=what)
        for field, check in _CHECKS.items()
        if (what := check(filled.texts, limits))
    ]
    if filled.ticket.matcher != MATCHER:
        what = "the report was made by another version of the matcher: screen again"
        problems.append(Problem(place=filled.places[Field.DECISION], what=what))
    return problems or _proposal(filled, limits)


Texts = Mapping[Field, str]


def _decision(texts: Texts, _: Limits) -> str:
    word = texts[Field.DECISION]
    if not word:
        return "something is filled in beside it, and no decision"
    known = ", ".join(VERDICTS)
    return "" if verdict_of(word) else f"{visible(word[:40])!r} is no decision; there are {known}"


def _reason(texts: Texts, _: Limits) -> str:
    if not texts[Field.REASON]:
        return "a reason is missing"
    long = len(texts[Field.REASON]) > LONGEST
    return f"the reason is longer than {LONGEST:,} characters" if long else ""


def _reviewer(texts: Texts, _: Limits) -> str:
    if not texts[Field.REVIEWER]:
        return "the reviewer is missing"
    return _too_long(texts[Field.REVIEWER])


def _second(texts: Texts, limits: Limits) -> str:
    second = texts[Field.SECOND]
    if not second:
        return "a second reviewer is missing; the settings ask for two" * limits.two_reviewers
    if fold_text(second) == fold_text(texts[Field.REVIEWER]):
        return "the second reviewer is the same person as the first"
    return _too_long(second)


def _too_long(name: str) -> str:
    return f"the name is longer than {LONGEST_NAME} characters" * (len(name) > LONGEST_NAME)


def _expires(texts: Texts, limits: Limits) -> str:
    text = texts[Field.EXPIRES]
    if not text:
        return ""
    day = _day(text)
    if day is None:
        return f"{visible(text[:40])!r} is not a date that can mean one day only: write 2027-03-31"
    if day < limits.today:
        return f"{day} is over: a decision cannot expire before it is made"
    if day > limits.last:
        return f"{day} is too far away: the settings allow {limits.expiry_days} days, {limits.last}"
    return ""


def _scope(texts: Texts, _: Limits) -> str:
    text = texts.get(Field.SCOPE, "")
    known = " or ".join(f"'{scope}'" for scope in Scope)
    return "" if scope_of(text) else f"{visible(text[:40])!r} is not what it applies to: {known}"


_CHECKS: Mapping[Field, Callable[[Texts, Limits], str]] = {
    Field.DECISION: _decision,
    Field.REASON: _reason,
    Field.REVIEWER: _reviewer,
    Field.SECOND: _second,
    Field.EXPIRES: _expires,
    Field.SCOPE: _scope,
}


def _day(text: str) -> dt.date | None:
    """The day of an ISO date, as real dates are read and as it may be typed; None for others."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _proposal(filled: Filled, limits: Limits) -> Proposal:
    texts = filled.texts
    verdict = verdict_of(texts[Field.DECISION])
    assert verdict  # noqa: S101 - it was checked
    alike = Decided(
        date=limits.today.isoformat(),
        decision=verdict,
        reason=one_line(texts[Field.REASON]),
        reviewer=one_line(texts[Field.REVIEWER]),
        second=one_line(texts[Field.SECOND]),
        expires=texts[Field.EXPIRES] or limits.last.isoformat(),
        **fields_of(filled.ticket),
    )
    others = [replace(alike, **fields_of(one)) for one in filled.others]
    decided = join([alike, *others])
    return Proposal(
        decided=decided,
        typed_expiry=bool(texts[Field.EXPIRES]),
        place=filled.places[Field.DECISION],
    )


def fields_of(ticket: Ticket) -> dict[str, Any]:
    """What the key of a row says, under the names that a decision has for it."""
    names = (
        "party customer list entry also listed score band matcher run pair party_parts entry_parts"
    )
    return {name: getattr(ticket, name) for name in names.split()}


def one_line(text: str) -> str:
    """A text as the record keeps it: in one line, nothing hidden."""
    return " ".join(visible(text).split())
