"""The labelled cases: those marked STRONG must pass, and every case must be well formed."""

import pytest

from benchmarks.cases import TIERS, Case, judge, load
from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import Decision

CASES = load()
STRONG = [case for case in CASES if case.tier == "STRONG"]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(catalog.load())


@pytest.mark.parametrize("case", STRONG, ids=lambda case: case.asked)
def test_strong_cases_pass(case: Case, matcher: Matcher) -> None:
    assert judge(case, matcher) == ""


def test_every_case_is_of_a_tier_and_says_where_it_comes_from() -> None:
    assert {case.tier for case in CASES} == set(TIERS)
    assert all(case.expected and case.kind and case.source for case in CASES)


def test_no_name_is_asked_twice() -> None:
    asked = [case.asked for case in CASES]
    assert len(asked) == len(set(asked))


def test_entries_exist_and_only_a_case_without_a_match_names_none() -> None:
    known = {entry.id for entry in catalog.load().entries}
    assert all(case.entry in known for case in CASES if case.entry)
    assert all(Decision.CLEAR in case.expected for case in CASES if not case.entry)


def test_a_wrong_decision_is_told_with_the_best_match(matcher: Matcher) -> None:
    case = Case("STRONG", "Hikvision", "CN", (Decision.CLEAR,), "", "published", "")
    assert judge(case, matcher) == "'Hikvision': expected CLEAR, got HIT (hikvision 1.000)"


def test_another_entry_is_told(matcher: Matcher) -> None:
    case = Case("STRONG", "Hikvision", "CN", (Decision.HIT,), "intel", "published", "")
    assert judge(case, matcher) == "'Hikvision': expected the entry intel (hikvision 1.000)"
