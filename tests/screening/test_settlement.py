"""Decisions on answers: what is quiet, what is open again, and that nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.model import Decision, Match, Party, Review, RowResult, Verdict
from compliance.screening.settlement import apply_decisions
from tests.reporters.factory import CHIPMAKER, EZVIZ, HIKVISION, SUNDOWNER, match, result

REVIEW = Review(
    verdict=Verdict.FALSE_POSITIVE,
    reason="A bakery.",
    reviewer="A. Berg",
    date="2026-03-01",
    expires="2027-03-01",
)
HIT, LOW = match(HIKVISION, 0.95), match(EZVIZ, 0.8, Decision.REVIEW)


def settled(answer: RowResult, *entries: str, review: Review = REVIEW, most: int = 5) -> RowResult:
    """The answer when these entries were decided."""

    def reviewer(_: Party, found: Match) -> Review | None:
        return review if found.entry.id in entries else None

    return next(apply_decisions([answer], reviewer, most))


def test_nothing_decided_changes_nothing() -> None:
    answer = result("a", HIT, LOW)
    assert settled(answer) is answer


def test_all_decided_is_settled_and_says_who() -> None:
    answer = settled(result("a", HIT), "hikvision")
    assert (answer.decision, answer.is_open, answer.is_settled) == (Decision.HIT, False, True)
    assert answer.reason == (
        "Decided: false positive by A. Berg on 2026-03-01, until 2027-03-01: A bakery."
    )


def test_one_of_two_leaves_the_other_open_and_in_front() -> None:
    answer = settled(result("a", HIT, LOW), "hikvision")
    assert (answer.is_open, answer.is_settled) == (True, False)
    assert [found.entry.id for found in answer.matches] == ["ezviz", "hikvision"]
    assert answer.decision is Decision.HIT  # what the comparison says
    assert "EZVIZ" in answer.reason


@pytest.mark.parametrize("verdict", [Verdict.TRUE_MATCH, Verdict.ESCALATE])
def test_a_true_match_stays_open(verdict: Verdict) -> None:
    answer = settled(result("a", HIT), "hikvision", review=replace(REVIEW, verdict=verdict))
    assert (answer.is_open, answer.is_reopened) == (True, False)
    assert answer.reason.startswith(f"Decided: {verdict} by A. Berg on 2026-03-01, until")
    assert "A bakery. It stays open. Score 0.95" in answer.reason


def test_what_is_open_again_says_why_first() -> None:
    again = replace(REVIEW, reopened=("the customer's address changed",))
    answer = settled(result("a", HIT), "hikvision", review=again)
    assert (answer.is_open, answer.is_reopened) == (True, True)
    assert answer.reason.startswith("Open again: the customer's address changed. Score 0.95 for")


def test_weak_matches_are_not_reviewed() -> None:
    weak = match(CHIPMAKER, 1.0, Decision.CLEAR)
    answer = result("a", weak)
    assert settled(answer, "chipmaker") is answer


def test_what_is_settled_takes_no_place_of_another_match() -> None:
    answer = settled(result("a", HIT, LOW, match(SUNDOWNER, 0.7)), "hikvision", most=1)
    assert [found.entry.id for found in answer.matches] == ["ezviz", "hikvision"]
    trimmed = settled(result("a", HIT, LOW), most=1)
    assert [found.entry.id for found in trimmed.matches] == ["hikvision"]


def test_a_party_whose_name_was_not_read_stays_open() -> None:
    odd = result("???", HIT)
    assert settled(odd, "hikvision").is_open


@given(st.sets(st.sampled_from(["hikvision", "ezviz", "sundowner"])))
def test_a_party_is_quiet_exactly_when_every_open_match_is_decided(decided: set[str]) -> None:
    sundowner = match(SUNDOWNER, 0.7, Decision.REVIEW)
    answer = settled(result("a", HIT, LOW, sundowner), *decided)
    assert answer.is_settled is (len(decided) == 3)
    assert {found.entry.id for found in answer.matches} == {"hikvision", "ezviz", "sundowner"}
    assert {found.entry.id for found in answer.matches if found.is_open} == (
        {"hikvision", "ezviz", "sundowner"} - decided
    )
