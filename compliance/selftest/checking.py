"""Questions with a known answer, asked and compared with it."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from compliance.model import Decision, Match, Party, Question, RowResult, Standing
from compliance.selftest.cases import CaseKind, SelfTestCase

Answer = Callable[[Iterable[Question]], Iterable[RowResult]]
"""Screens questions, one answer each, in order."""
ROOM = 100
"""Matches looked at for a case: others of the same name take the place of some."""
_AS_LISTED = (Standing.LISTED, Standing.OWNED)


class Checked(Struct, frozen=True, kw_only=True):
    """A case and what came of it."""

    case: SelfTestCase
    decision: Decision
    is_expected: bool

    @property
    def problem(self) -> str:
        """What is wrong, in a sentence."""
        return f"“{self.case.question}” is {self.decision}; expected: {self.case.right_answer}"

    @property
    def is_held(self) -> bool:
        """Whether a weaker answer than HIT is right, because a rule or policy allows no more."""
        is_weak = bool(self.case.entry) and self.decision is not Decision.HIT
        return self.is_expected and is_weak and self.case.least is Decision.HIT


class KindCount(Struct, frozen=True, kw_only=True):
    """The sums of one kind of case."""

    kind: CaseKind
    asked: int
    expected: int

    @property
    def failures(self) -> int:
        """Cases whose answer was another one."""
        return self.asked - self.expected


def check_cases(
    cases: Sequence[SelfTestCase], answer: Answer, most: int = ROOM
) -> tuple[Checked, ...]:
    """Ask every case; the results stand in the order of the cases.

    `most` is how many matches of a question `answer` gives at the most.
    Raises ValueError where there is not one answer a question.
    """
    questions = [
        Question(file="", sheet="", row=row, party=_party(case))
        for row, case in enumerate(cases, 1)
    ]
    return tuple(
        Checked(case=case, decision=result.decision, is_expected=is_expected(case, result, most))
        for case, result in zip(cases, answer(questions), strict=True)
    )


def _party(case: SelfTestCase) -> Party:
    return Party(name=case.name, country=case.country, address=case.address)


def is_expected(case: SelfTestCase, result: RowResult, most: int) -> bool:
    """Whether the answer is the right one for the case."""
    if not case.entry:
        return result.decision in (Decision.CLEAR, Decision.REVIEW)
    is_full = len(result.matches) >= most
    return any(
        _is_enough(case, match)
        and (_is_entry(case, match) or (is_full and match.matched_name.text == case.name))
        for match in result.matches
    )


def _is_entry(case: SelfTestCase, match: Match) -> bool:
    """Whether the match is the entry, or the same party on another list."""
    same = (match.entry, *match.also, *(part.entry for part in match.folded))
    return any((one.list_id, one.id) == (case.list_id, case.entry) for one in same)


def _is_enough(case: SelfTestCase, match: Match) -> bool:
    """Whether the band will do: a HIT, or a REVIEW where a rule of the program allows no more."""
    if not match.is_counted:  # the user's own policy sets it aside, and every report shows that
        return True
    if match.band is not Decision.REVIEW:
        return match.band is Decision.HIT
    is_held = (
        bool(match.hold_reason) or match.entry.standing not in _AS_LISTED or bool(match.own_policy)
    )
    return case.least is Decision.REVIEW or is_held


def count_kinds(checked: Iterable[Checked]) -> tuple[KindCount, ...]:
    """The sums of each kind that was asked, in the order of `CaseKind`."""
    found = list(checked)
    counts = []
    for kind in CaseKind:
        those = [one for one in found if one.case.kind is kind]
        if those:
            expected = sum(one.is_expected for one in those)
            counts.append(KindCount(kind=kind, asked=len(those), expected=expected))
    return tuple(counts)
