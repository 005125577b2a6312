"""Pure: questions and a matcher to answers, one a question, in order.

Questions are answered in batches, because the matcher is faster that way; an answer does not
depend on the batch. A question without a party that can be screened is UNSCREENED, with the reason,
and never dropped.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import floor
from typing import Protocol

from compliance.model import (
    Decision,
    Match,
    Party,
    Question,
    RowResult,
    Settings,
    Standing,
)
from compliance.names import prepare

BATCH = 4096
_NO_NAME = "the name has no letter or digit"


class Searcher(Protocol):
    """What screening needs of a matcher."""

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        """For each party its matches, best first."""
        ...


def screen(
    questions: Iterable[Question], matcher: Searcher, settings: Settings
) -> Iterator[RowResult]:
    """Answer every question, in order."""
    rest = iter(questions)
    while batch := list(islice(rest, BATCH)):
        parties = [question.party for question in batch if not question.reason]
        found = iter(
            matcher.search(parties, min_score=settings.min_score, max_matches=settings.max_matches)
        )
        for question in batch:
            if question.reason:
                yield _unscreened(question, question.reason)
            else:
                yield _answer(question, next(found))


def _unscreened(question: Question, reason: str) -> RowResult:
    return RowResult(
        question=question, decision=Decision.UNSCREENED, reason=f"Not screened: {reason}."
    )


def _answer(question: Question, matches: tuple[Match, ...]) -> RowResult:
    """The strongest band among the matches, with a sentence about the best of that band.

    A name without letters or digits can only be found by its number; if it is not, nothing was
    screened.
    """
    if not matches and not prepare(question.party.name).tokens:
        return _unscreened(question, _NO_NAME)
    for decision in (Decision.HIT, Decision.REVIEW):
        for match in matches:
            if match.band is decision:
                reason = _open_reason(match)
                return RowResult(
                    question=question, decision=decision, reason=reason, matches=matches
                )
    return RowResult(
        question=question, decision=Decision.CLEAR, reason=_clear_reason(matches), matches=matches
    )


def _open_reason(match: Match) -> str:
    entry = match.entry
    # Rounded down, as in the reports: 0.899 is no 0.90.
    what = f"Score {floor(match.score * 100) / 100:.2f} for “{match.matched_name.text}”"
    if entry.standing is Standing.RELATED:
        return f"{what}: {_lead(match)}."
    names = "; ".join(dict.fromkeys(listing.programme.name for listing in entry.listings))
    if entry.standing is Standing.FORMER:
        return f"{what}: formerly listed ({names})."
    return f"{what}: listed ({names})."


def _lead(match: Match) -> str:
    lead = match.entry.leads[0]
    per_cent = " %" if lead.stake[-1:].isdigit() else ""
    stake = f"stake {lead.stake}{per_cent}" if lead.stake else "stake unknown"
    relation = lead.relation.removesuffix(" of")
    flag = f": {lead.flag}" if lead.flag else ""
    return f"{relation} of {lead.to_name} ({stake}), which is listed{flag}"


def _clear_reason(matches: tuple[Match, ...]) -> str:
    for match in matches:
        if match.entry.standing is Standing.NOT_RESTRICTED and match.score >= _SURE:
            return f"No match; known party: {match.entry.not_restricted}"
    return "No match on the lists in use. This is not clearance."


_SURE = 0.9
