"""The point above which a threshold loses a sure case, computed from the labelled cases."""

from math import floor

import pytest

from benchmarks.cases import Case, load
from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import Decision, Match, Party
from compliance.policy.thresholds import list_warnings, read_limit
from tests.policy.building import BY, judged, listed, match_of, policy_of, row

SURELY = "names that are surely those of a listed party score"
SOME = listed("Foo Trading", "us-bis-el")
SURE = [case for case in load() if case.tier == "STRONG" and case.entry]


@pytest.fixture(scope="module")
def found() -> list[tuple[Case, Match]]:
    """Each sure case with the match that it must have."""
    matcher = Matcher(catalog.load())
    parties = [Party(name=case.asked, country=case.country) for case in SURE]
    return [
        (case, next(match for match in matches if match.entry.id == case.entry))
        for case, matches in zip(SURE, matcher.search(parties), strict=True)
    ]


def rounded_down(score: float) -> float:
    return floor(score * 100) / 100


def test_the_points_are_those_of_the_labelled_cases(found: list[tuple[Case, Match]]) -> None:
    scores = [match.score for _, match in found]
    hits = [match.score for case, match in found if case.expected == (Decision.HIT,)]
    assert read_limit("review") == rounded_down(min(scores))
    assert read_limit("hit") == rounded_down(min(hits))


@pytest.mark.parametrize("step", [0.0, 0.01])
def test_a_sure_case_is_lost_above_the_point_and_not_up_to_it(
    found: list[tuple[Case, Match]], step: float
) -> None:
    least = read_limit("review") + step
    policy = policy_of(row(lists=("curated",), review=least))
    kept = [judged(policy, match).is_counted for _, match in found]
    assert all(kept) is (step == 0)
    assert bool(policy.warnings) is (step > 0)


def test_the_warning_says_what_is_lost_and_whose_policy_it_is() -> None:
    assert list(list_warnings([row(lists=("own",), review=0.8, hit=0.99)])) == [
        f"REVIEW only from 0.8: {SURELY} as low as 0.63 and are lost; {BY}",
        f"HIT only from 0.99: {SURELY} as low as 0.97 and are no HIT; {BY}",
    ]
    assert not list(list_warnings([row(review=0.63, hit=0.97)]))


def test_each_match_that_is_lost_says_so() -> None:
    policy = policy_of(row(lists=("own",), review=0.8))
    found = judged(policy, match_of(SOME, 0.7, Decision.REVIEW))
    assert found.own_policy == (
        f"Shown, not counted, the score being below 0.8: {BY}. Warning: {SURELY} as low as "
        "0.63 and are lost."
    )
