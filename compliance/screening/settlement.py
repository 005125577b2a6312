"""Pure: what officers decided, and what a policy says, put on the answers of the comparison."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from compliance.matching.matcher import rank
from compliance.model import Match, Party, Review, RowResult
from compliance.names.bounds import find_long_texts
from compliance.screening.reasons import find_name_problem
from compliance.screening.screen import bound_party, decide_result

NEW_SINCE_BASELINE = "New since the baseline."
"""What the reason of an open answer begins with that a baseline does not have."""
FindReview = Callable[[Party, Match], Review | None]
"""Tells what officers decided of a party and a match earlier, and whether it holds."""
JudgeMatches = Callable[[Party, tuple[Match, ...]], tuple[Match, ...]]
"""What a policy makes of the matches of a party: the same ones, in any order."""


def apply_decisions(
    results: Iterable[RowResult], reviewer: FindReview, most: int, *, marks_new: bool = False
) -> Iterator[RowResult]:
    """The same answers with the decisions of officers on them, in order.

    What is settled is shown behind what is open and takes no place from it: of the others at most
    `most` are shown. The reason is that of the best open match; why a match is open again stands
    in front of it. `marks_new`: whether there is a baseline, and what is not in it is new.
    """
    for result in results:
        settled = _review_result(result, reviewer, most)
        yield _mark_new(settled) if marks_new else settled


def _mark_new(result: RowResult) -> RowResult:
    """The answer, and that it is new where nobody has decided or seen all that is open of it."""
    known = [match.review is not None for match in result.matches if match.is_open]
    is_new = result.decision.is_open and not all(known)
    return replace(result, reason=f"{NEW_SINCE_BASELINE} {result.reason}") if is_new else result


def apply_policy(
    results: Iterable[RowResult], judge: JudgeMatches, most: int
) -> Iterator[RowResult]:
    """The same answers with a policy on them, in order: decided by the matches that count.

    Matches that do not count stand behind those that do, and of either at most `most` are shown.
    """
    for result in results:
        if not result.matches:
            yield result
            continue
        judged = judge(bound_party(result.question), result.matches)
        yield decide_result(result.question, _rank_matches(judged, most))


def _review_result(result: RowResult, reviewer: FindReview, most: int) -> RowResult:
    # A party that was not compared as a whole is open whatever was decided of the rest.
    is_partial = find_name_problem(result.question) or any(find_long_texts(result.question.party))
    found = result.matches if is_partial else _review_matches(result, reviewer)
    aside = [match for match in found if not match.is_counted]
    settled = [match for match in found if match.review and match.review.settles]
    counted = [match for match in found if match.is_counted]
    others = [match for match in counted if not (match.review and match.review.settles)][:most]
    if len(found) == len(others) + len(aside) and not any(match.review for match in others):
        return result
    shown = replace(result, matches=(*others, *settled, *aside))
    return replace(shown, reason=_explain_review(shown, others))


def _review_matches(result: RowResult, reviewer: FindReview) -> tuple[Match, ...]:
    """The matches with what was decided; what is shown as part of one is decided with it."""
    party = result.question.party
    reviews = [reviewer(party, match) if match.decides else None for match in result.matches]
    return tuple(
        replace(
            match,
            review=review,
            folded=tuple(replace(part, review=review) for part in match.folded),
        )
        if review
        else match
        for match, review in zip(result.matches, reviews, strict=True)
    )


def _explain_review(result: RowResult, others: Sequence[Match]) -> str:
    """What to say of an answer with earlier decisions; `others` are its matches not settled."""
    reviews = [match.review for match in result.matches if match.review]
    if result.is_settled:
        return " ".join(dict.fromkeys(review.sentence for review in reviews))
    said = dict.fromkeys(text for review in reviews for text in review.open_sentences)
    return " ".join((*said, decide_result(result.question, tuple(others)).reason))


def apply_place_decisions(result: RowResult, reviewer: FindReview) -> RowResult:
    """The answer with the decisions of officers on its places."""
    if not result.destination:
        return result
    from compliance.decisions.place_matches import (
        make_place_match,  # late: few parties are at such a place
    )

    party = result.question.party
    notes = tuple(
        replace(note, review=reviewer(party, make_place_match(note))) if note.is_question else note
        for note in result.destination
    )
    return replace(result, destination=notes)


def restore_comparison(result: RowResult, most: int) -> RowResult:
    """The answer as the comparison alone gives it: at most so many matches, in their order.

    It is the answer itself, unless somebody has changed it for showing or its destination is a
    question.
    """
    if not (result.matches or result.has_question):
        return result
    return decide_result(result.question, _rank_matches(result.matches, most))


def _rank_matches(matches: Iterable[Match], most: int) -> tuple[Match, ...]:
    """The best of those that count, then of those that do not, of either at most so many."""
    ranked = sorted(matches, key=rank)
    counted = [match for match in ranked if match.is_counted]
    aside = [match for match in ranked if not match.is_counted]
    return (*counted[:most], *aside[:most])
