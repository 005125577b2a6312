"""Pure: questions and a matcher to answers, one a question, in order.

Questions are answered in batches, because the matcher is faster that way; an answer does not
depend on the batch. A question whose name cannot be screened is UNSCREENED, with the reason, and
never dropped; if it has an address or a number that is a listed party's, it is what that makes it.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import floor
from textwrap import shorten
from typing import Protocol

from compliance.errors import ScreenError
from compliance.matching.cells import MOST_PARTS, AskedParts, asked_parts
from compliance.matching.matcher import rank
from compliance.matching.same_entity import order_listings
from compliance.model import (
    Decision,
    Lead,
    ListEntry,
    Match,
    Party,
    Question,
    Review,
    RowResult,
    Settings,
    Standing,
)
from compliance.names import prepare_name
from compliance.names.bounds import (
    LONGEST_CELL,
    LONGEST_TEXT,
    NAME,
    cut_cell,
    cut_party,
    find_long_texts,
)

BATCH = 1024
LONG_NAME = 64**2
"""Square of the characters from which a name takes the room of several in a batch: a Chinese name
of 1,000 takes 40 MiB while it is compared, one of 100 a thirtieth of it."""
_NO_NAME = "the name has no letter or digit"
_ONLY_ADDRESS = "no name is given"
_TOO_LONG = (
    "the {} has {:,} characters, of which the first {:,} were compared; "
    "give each party a row of its own"
)
_BROKEN = "the comparison failed ({}); please report it, with the name if you may"


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
    for batch in _batches(questions):
        yield from _answer_batch(batch, matcher, settings)


def _batches(questions: Iterable[Question]) -> Iterator[list[Question]]:
    """Questions for the matcher, fewer at a time where names are long: they take memory."""
    batch: list[Question] = []
    room = BATCH
    for question in questions:
        batch.append(question)
        room -= 1 + len(cut_cell(question.party.name)) ** 2 // LONG_NAME
        if room <= 0:
            yield batch
            batch, room = [], BATCH
    if batch:
        yield batch


def _answer_batch(
    batch: Sequence[Question], matcher: Searcher, settings: Settings
) -> list[RowResult]:
    """The answers of a batch; where one of its parties breaks the comparison, that one has none."""
    try:
        found = matcher.search(
            [asked_party(question) for question in batch],
            min_score=settings.min_score,
            max_matches=settings.max_matches,
        )
        return list(map(_answer, batch, found))
    except ScreenError:
        raise
    except Exception as fault:
        if len(batch) == 1:
            return [_unscreened(batch[0], _BROKEN.format(type(fault).__name__))]
    half = len(batch) // 2
    return [
        *_answer_batch(batch[:half], matcher, settings),
        *_answer_batch(batch[half:], matcher, settings),
    ]


Reviewer = Callable[[Party, Match], Review | None]
"""Tells what officers decided of a party and a match earlier, and whether it holds."""


NEW = "New since the baseline."
"""What the reason of an open answer begins with that a baseline does not have."""


def settle(
    results: Iterable[RowResult], reviewer: Reviewer, most: int, *, marks_new: bool = False
) -> Iterator[RowResult]:
    """The same answers with the decisions of officers on them, in order.

    What is settled is shown behind what is open and takes no place from it: of the others at most
    `most` are shown. The reason is that of the best open match; why a match is open again stands
    in front of it. `marks_new`: whether there is a baseline, and what is not in it is new.
    """
    for result in results:
        settled = _settled(result, reviewer, most)
        yield _mark_new(settled) if marks_new else settled


def _mark_new(result: RowResult) -> RowResult:
    """The answer, and that it is new where nobody has decided or seen all that is open of it."""
    known = [match.review is not None for match in result.matches if match.is_open]
    is_new = result.decision.is_open and not all(known)
    return replace(result, reason=f"{NEW} {result.reason}") if is_new else result


Judge = Callable[[Party, tuple[Match, ...]], tuple[Match, ...]]
"""What a policy makes of the matches of a party: the same ones, in any order."""


def govern(results: Iterable[RowResult], judge: Judge, most: int) -> Iterator[RowResult]:
    """The same answers with a policy on them, in order: decided by the matches that count.

    Matches that do not count stand behind those that do, and of either at most `most` are shown.
    """
    for result in results:
        if not result.matches:
            yield result
            continue
        judged = judge(asked_party(result.question), result.matches)
        yield _answer(result.question, _in_order(judged, most))


def _in_order(matches: Iterable[Match], most: int) -> tuple[Match, ...]:
    """The best of those that count, then of those that do not, of either at most so many."""
    ranked = sorted(matches, key=rank)
    counted = [match for match in ranked if match.is_counted]
    aside = [match for match in ranked if not match.is_counted]
    return (*counted[:most], *aside[:most])


def _settled(result: RowResult, reviewer: Reviewer, most: int) -> RowResult:
    # A party that was not compared as a whole is open whatever was decided of the rest.
    is_partial = _unnamed(result.question) or any(find_long_texts(result.question.party))
    found = result.matches if is_partial else _reviewed(result, reviewer)
    aside = [match for match in found if not match.is_counted]
    settled = [match for match in found if match.review and match.review.settles]
    counted = [match for match in found if match.is_counted]
    others = [match for match in counted if not (match.review and match.review.settles)][:most]
    if len(found) == len(others) + len(aside) and not any(match.review for match in others):
        return result
    shown = replace(result, matches=(*others, *settled, *aside))
    return replace(shown, reason=_reviewed_reason(shown, others))


def _reviewed(result: RowResult, reviewer: Reviewer) -> tuple[Match, ...]:
    """The matches with what was decided; what is shown as part of one is decided with it."""
    party = result.question.party
    reviews = [reviewer(party, one) if one.decides else None for one in result.matches]
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


def _reviewed_reason(result: RowResult, others: Sequence[Match]) -> str:
    """What to say of an answer with earlier decisions; `others` are its matches not settled."""
    reviews = [match.review for match in result.matches if match.review]
    if result.is_settled:
        return " ".join(dict.fromkeys(review.sentence for review in reviews))
    said = dict.fromkeys(text for review in reviews for text in review.open_sentences)
    return " ".join((*said, _answer(result.question, tuple(others)).reason))


def settle_places(result: RowResult, reviewer: Reviewer) -> RowResult:
    """The answer with the decisions of officers on its places."""
    if not result.destination:
        return result
    from compliance.decisions.places import place_match  # late: few parties are at such a place

    party = result.question.party
    notes = tuple(
        replace(note, review=reviewer(party, place_match(note))) if note.is_question else note
        for note in result.destination
    )
    return replace(result, destination=notes)


def asked_party(question: Question) -> Party:
    """The party, as much of it as is compared; without its name where that cannot be screened."""
    party = cut_party(question.party)
    return replace(party, name="") if question.reason else party


def compared(result: RowResult, most: int) -> RowResult:
    """The answer as the comparison alone gives it: at most so many matches, in their order.

    It is the answer itself, unless somebody has changed it for showing or its destination is a
    question.
    """
    if not (result.matches or result.has_question):
        return result
    return _answer(result.question, _in_order(result.matches, most))


def unmatched(question: Question, *, clear: bool = False) -> RowResult:
    """The answer to a question of which is known that it has no match.

    `clear` says that its name is known to be one that can be screened, which saves looking at it.
    """
    if not clear:
        return _answer(question, ())
    reason = _clear_reason(())
    return RowResult(question=question, decision=Decision.CLEAR, reason=reason, matches=())


def _answer(question: Question, matches: tuple[Match, ...]) -> RowResult:
    """The strongest band among the matches, with a sentence about the best of that band.

    A name that cannot be screened is found only by its number or address; if it is not, nothing was
    screened, and if it is, the answer still says that the name was not. So it is with a cell that
    holds more names than are asked of one cell.
    """
    unnamed, left_out = _unnamed(question), _left_out(question)
    for decision in (Decision.HIT, Decision.REVIEW):
        for match in matches:
            if match.decides and match.band is decision:
                reason = _open_reason(match)
                if unnamed:
                    reason = f"{reason} The name was not screened: {unnamed}."
                elif left_out:
                    reason = f"{reason} Not all was screened: {left_out}."
                return RowResult(
                    question=question, decision=decision, reason=reason, matches=matches
                )
    if unnamed or left_out:
        aside = tuple(match for match in matches if not match.is_counted)
        return replace(_unscreened(question, unnamed or left_out), matches=aside)
    return RowResult(
        question=question, decision=Decision.CLEAR, reason=_clear_reason(matches), matches=matches
    )


def _unnamed(question: Question) -> str:
    """Why the name cannot be screened; empty when it can."""
    if question.reason or prepare_name(cut_cell(question.party.name)).tokens:
        return question.reason
    name = cut_cell(question.party.name).strip()
    if not name and question.party.address:
        return _ONLY_ADDRESS
    script = _find_script(name)
    if script:
        return f"the name is written in {script} letters, which this program cannot read"
    return _NO_NAME


def _find_script(text: str) -> str:
    """The script of the first letter, as Unicode calls it (`Khmer`); empty without a letter."""
    letter = next(filter(str.isalpha, text), "")
    return unicodedata.name(letter, "unknown").split()[0].capitalize() if letter else ""


def _left_out(question: Question) -> str:
    """Why not all of the party was asked; empty when all was."""
    for what, characters in find_long_texts(question.party):
        return _TOO_LONG.format(what, characters, LONGEST_CELL if what == NAME else LONGEST_TEXT)
    asked = AskedParts() if question.reason else asked_parts(question.party.name)
    if asked.has_long:
        return _TOO_LONG.format(NAME, len(question.party.name), LONGEST_TEXT)
    more = asked.left_out
    if not more:
        return ""
    return (
        f"the cell holds {MOST_PARTS + more} names, of which the first {MOST_PARTS} were asked; "
        "give each party a row of its own"
    )


def _unscreened(question: Question, reason: str) -> RowResult:
    return RowResult(
        question=question, decision=Decision.UNSCREENED, reason=f"Not screened: {reason}."
    )


def _open_reason(match: Match) -> str:
    """What the match is, and what holds it at REVIEW where the names are alike enough for a HIT."""
    held = "" if match.entry.standing not in _AS_LISTED else match.held
    return " ".join(filter(None, (_match_reason(match), held, match.own_policy)))


def _match_reason(match: Match) -> str:
    entry = match.entry
    # Rounded down, as in the reports: 0.899 is no 0.90.
    what = f"Score {floor(match.score * 100) / 100:.2f} for “{match.matched_name.text}”"
    if match.part:
        what = f"{what} by the part “{shorten(match.part, _PART, placeholder=' ...')}” of the cell"
    if match.by_address:
        what = f"{what} by the address, not the name ({match.evidence[0].note})"
    if entry.standing is Standing.OWNED:
        return f"{what}: {_owned(entry)}"
    if entry.standing is Standing.RELATED:
        ruled = (f"{one.rule}: {one.outcome}" for one in entry.ownership)
        return f"{what}: {'; '.join((*map(_lead, entry.leads[:1]), *ruled))}."
    return f"{what}: {entry.standing} ({_listed_on(match)})."


def _listed_on(match: Match) -> str:
    """The lists of a match: those in force; without any, those that ended, else those to come."""
    listings = order_listings(match.listings)
    force = [one for one in listings if one.in_force]
    ended = [one for one in listings if one.end_date and not one.pending]
    return "; ".join(dict.fromkeys(one.programme.name for one in force or ended or listings))


def _owned(entry: ListEntry) -> str:
    """By which rules in force it is covered, and the sum under the first."""
    applied = [one for one in entry.ownership if one.applies]
    rules = "; ".join(one.rule for one in applied)
    return f"owned by listed parties ({rules}). {applied[0].says}."


def _lead(lead: Lead) -> str:
    per_cent = " %" if lead.stake[-1:].isdigit() else ""
    stake = f"stake {lead.stake}{per_cent}" if lead.stake else "stake unknown"
    relation = lead.relation.removesuffix(" of")
    flag = f": {lead.flag}" if lead.flag else ""
    return f"{relation} of {lead.to_name} ({stake}), which is listed{flag}"


def _clear_reason(matches: tuple[Match, ...]) -> str:
    aside = [match for match in matches if not match.is_counted]
    if aside:
        policies = " ".join(dict.fromkeys(match.own_policy for match in aside))
        return f"No match that counts. {policies} This is not clearance."
    for match in matches:
        if match.entry.standing is Standing.NOT_RESTRICTED and match.score >= _SURE:
            return f"No match; known party: {match.entry.not_restricted}"
    return "No match on the lists in use. This is not clearance."


_SURE = 0.9
_AS_LISTED = (Standing.LISTED, Standing.OWNED)
"""Of entries of another standing the reason says why they are a question anyway."""
_PART = 120
"""Characters of a part of a cell that a reason quotes; the evidence quotes all."""
