"""Pure: questions and a matcher to answers, one a question, in order.

Questions are answered in batches, because the matcher is faster that way; an answer does not
depend on the batch. A question whose name cannot be screened is UNSCREENED, with the reason, and
never dropped; if it has an address or a number that is a listed party's, it is what that makes it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from compliance.errors import ScreenError
from compliance.model import (
    Decision,
    Match,
    Party,
    Question,
    RowResult,
    Settings,
)
from compliance.names.bounds import cut_cell, cut_party
from compliance.screening.reasons import (
    explain_clear,
    explain_open_match,
    find_left_out,
    find_name_problem,
)

BATCH = 1024
"""Different names that are asked together."""
REPEATS = 8
"""Questions about names met before that take the room of one about another: they cost little."""
MOST_MET = 50_000
"""Names that are remembered as met. No answer depends on it."""
LONG_NAME = 64**2
"""Square of the characters from which a name takes the room of several in a batch: a Chinese name
of 1,000 takes 40 MiB while it is compared, one of 100 a thirtieth of it."""
_COMPARISON_FAILED = "the comparison failed ({}); please report it, with the name if you may"


class NameSearcher(Protocol):
    """What screening needs of a matcher."""

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        """For each party its matches, best first."""
        ...


AnswerQuestions = Callable[[Iterable[Question], NameSearcher, Settings], Iterator[RowResult]]
"""`screen_questions`, or what answers the same questions in another place."""


def screen_questions(
    questions: Iterable[Question],
    matcher: NameSearcher,
    settings: Settings,
    met: set[int] | None = None,
) -> Iterator[RowResult]:
    """Answer every question, in order; fewer at a time where names are long: they take memory.

    `met` holds hashes of the names that the matcher was asked before, and takes in those of now.
    """
    met = set() if met is None else met
    batch: list[Question] = []
    room = BATCH * REPEATS
    for question in questions:
        batch.append(question)
        name = question.party.name
        room -= 1 if hash(name) in met else REPEATS
        room -= REPEATS * (len(cut_cell(name)) ** 2 // LONG_NAME)
        met.add(hash(name))
        if room <= 0:
            yield from _answer_batch(batch, matcher, settings)
            batch, room = [], BATCH * REPEATS
        if len(met) > MOST_MET:
            met.clear()
    if batch:
        yield from _answer_batch(batch, matcher, settings)


def _answer_batch(
    batch: Sequence[Question], matcher: NameSearcher, settings: Settings
) -> list[RowResult]:
    """The answers of a batch; where one of its parties breaks the comparison, that one has none."""
    try:
        found = matcher.search(
            [bound_party(question) for question in batch],
            min_score=settings.min_score,
            max_matches=settings.max_matches,
        )
        return list(map(decide_result, batch, found))
    except ScreenError:
        raise
    except Exception as fault:
        if len(batch) == 1:
            return [refuse_question(batch[0], _COMPARISON_FAILED.format(type(fault).__name__))]
    half = len(batch) // 2
    return [
        *_answer_batch(batch[:half], matcher, settings),
        *_answer_batch(batch[half:], matcher, settings),
    ]


def bound_party(question: Question) -> Party:
    """The party, as much of it as is compared; without its name where that cannot be screened."""
    party = cut_party(question.party)
    return replace(party, name="") if question.reason else party


def answer_unmatched(question: Question, *, clear: bool = False) -> RowResult:
    """The answer to a question of which is known that it has no match.

    `clear` says that its name is known to be one that can be screened, which saves looking at it.
    """
    if not clear:
        return decide_result(question, ())
    reason = explain_clear(())
    return RowResult(question=question, decision=Decision.CLEAR, reason=reason, matches=())


def decide_result(question: Question, matches: tuple[Match, ...]) -> RowResult:
    """The strongest band among the matches, with a sentence about the best of that band.

    A name that cannot be screened is found only by its number or address; if it is not, nothing was
    screened, and if it is, the answer still says that the name was not. So it is with a cell that
    holds more names than are asked of one cell.
    """
    unnamed, left_out = find_name_problem(question), find_left_out(question)
    for decision in (Decision.HIT, Decision.REVIEW):
        for match in matches:
            if match.decides and match.band is decision:
                reason = explain_open_match(match)
                if unnamed:
                    reason = f"{reason} The name was not screened: {unnamed}."
                elif left_out:
                    reason = f"{reason} Not all was screened: {left_out}."
                return RowResult(
                    question=question, decision=decision, reason=reason, matches=matches
                )
    if unnamed or left_out:
        aside = tuple(match for match in matches if not match.is_counted)
        return replace(refuse_question(question, unnamed or left_out), matches=aside)
    return RowResult(
        question=question, decision=Decision.CLEAR, reason=explain_clear(matches), matches=matches
    )


def refuse_question(question: Question, reason: str) -> RowResult:
    """The answer to a question that cannot be screened: UNSCREENED, with the reason."""
    return RowResult(
        question=question, decision=Decision.UNSCREENED, reason=f"Not screened: {reason}."
    )
