"""What a workbook needs of the results, gathered in one walk: marks a row, open answers, counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from compliance.model import Decision, RowResult, Standing
from compliance.reporters.base import (
    GRAVITY,
    describe_matched_name,
    describe_standing,
    find_settled_matches,
    find_settled_places,
    find_shown_decision,
    role_words,
    round_score,
)


class Mark(Struct, frozen=True, kw_only=True):
    """What is written beside one row of the user's sheet, whatever number of parties it names."""

    decision: Decision
    """The gravest of the row's decisions."""
    matched: str = ""
    lists: str = ""
    score: float | None = None
    """The best score behind the gravest decision, two places, rounded down."""
    why: str = ""
    destination: str = ""
    """The places under rules, and red flags."""
    parties: tuple[tuple[str, Decision], ...] = ()
    """The names of the parties that somebody must look at, with their decisions."""
    settled: bool = False
    """Whether officers have decided all for which somebody would have to look."""

    @property
    def shade(self) -> Decision:
        """The decision whose colour it has: none, as CLEAR, for one that is settled."""
        return Decision.CLEAR if self.settled else self.decision

    def find_parties(self, cells: Iterable[str]) -> Iterator[tuple[int, Decision]]:
        """The cells of a row that hold the parties somebody must look at: place from 0, decision.

        That is the first cell with just the name, else the first in which it stands.
        """
        shown = [" ".join(cell.split()) for cell in cells]
        for name, decision in self.parties:
            wanted = " ".join(name.split())
            same = [at for at, text in enumerate(shown) if wanted and text == wanted]
            part = [at for at, text in enumerate(shown) if len(wanted) > 2 and wanted in text]
            yield from ((at, decision) for at in (same or part)[:1])


Marks = Mapping[int, Mark]
"""Row number -> mark, of one sheet."""


class SheetAnswers(Struct, frozen=True, kw_only=True):
    """All answers, arranged for the sheets of the report."""

    marks: Mapping[str, Marks]
    """Sheet name -> its marks."""
    open: Sequence[RowResult]
    """Answers with a match that somebody has to look at."""
    decided: Sequence[RowResult]
    """Answers with a match or place that a standing decision keeps quiet; some are open too."""
    aside: Sequence[RowResult]
    """Answers with a match that a policy does not count; some of them are open too."""
    unscreened: Sequence[RowResult]
    counts: Mapping[Decision, int]


def gather_answers(results: Iterable[RowResult]) -> SheetAnswers:
    """Walk the results once; those of one row follow one another.

    Of a row without any match no more than its mark is kept, which such rows share: memory hardly
    grows with the rows.
    """
    marks: dict[str, dict[int, Mark]] = defaultdict(dict)
    shared: dict[tuple[str, str], Mark] = {}
    counts: Counter[Decision] = Counter()
    open_ones: list[RowResult] = []
    decided: list[RowResult] = []
    unscreened: list[RowResult] = []
    aside: list[RowResult] = []
    rows = groupby(results, lambda answer: (answer.question.sheet, answer.question.row))
    for (sheet, number), answers in rows:
        of_row = list(answers)
        marks[sheet][number] = _share_mark(of_row, shared)
        for result in of_row:
            counts[result.decision] += 1
            if result.aside:
                aside.append(result)
            if result.decision is Decision.UNSCREENED:
                unscreened.append(result)
            elif result.decision is not Decision.CLEAR:
                if result.is_open:
                    open_ones.append(result)
                if find_settled_matches(result) or find_settled_places(result):
                    decided.append(result)
    return SheetAnswers(
        marks=marks,
        open=open_ones,
        decided=decided,
        aside=aside,
        unscreened=unscreened,
        counts=counts,
    )


def _share_mark(results: Sequence[RowResult], shared: dict[tuple[str, str], Mark]) -> Mark:
    """The mark of a row; where it has no match one of those that such rows share."""
    first = results[0]
    if len(results) > 1 or first.matches or first.decision is not Decision.CLEAR:
        return make_mark(results)
    kind = first.reason, _describe_destination(first)
    if kind not in shared:
        shared[kind] = make_mark(results)
    return shared[kind]


def make_mark(results: Sequence[RowResult]) -> Mark:
    """One mark for all parties of a row; each is named by its role when there are several."""
    waiting = [r.decision for r in results if r.is_open or r.decision is Decision.UNSCREENED]
    decisions = waiting or [result.decision for result in results]
    gravest = min(decisions, key=GRAVITY.index)
    matched = []
    for result in results:
        words = describe_matched_name(result.matches[0]) if result.matches else ""
        if result.matches and result.decision is Decision.CLEAR:
            known = result.matches[0].entry.standing is Standing.NOT_RESTRICTED
            why = "known, not restricted" if known else "too weak for REVIEW"
            words = f"{'not counted' if result.aside else why}: {words}"
        matched.append(words)
    scores = [r.matches[0].score for r in results if r.decision is gravest and r.matches]
    return Mark(
        decision=gravest,
        matched=_join_by_role(results, matched),
        lists=_join_by_role(
            results, [describe_standing(r.matches[0]) if r.matches else "" for r in results]
        ),
        score=round_score(max(scores), 2) if scores else None,
        why=_join_by_role(results, [result.explanation for result in results]),
        destination=_join_by_role(results, [_describe_destination(result) for result in results]),
        parties=tuple(
            (result.question.party.name, find_shown_decision(result))
            for result in results
            if result.is_open or (result.decision is Decision.UNSCREENED)
        ),
        settled=not waiting and gravest.is_open,
    )


def _describe_destination(result: RowResult) -> str:
    return "; ".join(f"{note.place}: {note.kind}" for note in result.destination)


def _join_by_role(results: Sequence[RowResult], texts: Sequence[str]) -> str:
    """The texts a line each, with the role in front; one for all parties stands once."""
    if len(set(texts)) == 1:
        return texts[0]
    roles = (role_words(result.question.party.role) or "name" for result in results)
    return "\n".join(f"{role}: {text}" for role, text in zip(roles, texts, strict=True) if text)
