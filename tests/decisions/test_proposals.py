"""What a decision must have; whatever is unclear is a problem of its cell and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions.proposals import ProposedDecision, check_row
from compliance.decisions.review_form import find_verdict
from compliance.decisions.row_keys import read_row_key
from compliance.model import VERDICTS, Verdict
from tests.decisions.filling import DECIDED, LIMITS, filled, key, words


def problems(*cells: str, two: bool = False) -> list[str]:
    made = check_row(filled(*cells), replace(LIMITS, two_reviewers=two))
    return [] if isinstance(made, ProposedDecision) else words(made)


def proposal(*cells: str) -> ProposedDecision:
    made = check_row(filled(*cells), LIMITS)
    assert isinstance(made, ProposedDecision)
    return made


def test_a_whole_decision() -> None:
    made = proposal(*DECIDED).draft
    assert (made.decision, made.reason, made.reviewer, made.second, made.expires) == (
        Verdict.FALSE_POSITIVE,
        *DECIDED[1:],
    )
    assert (made.date, made.party, made.entry, made.score) == (
        "2026-03-01",
        "Hik Vision Bakery",
        "hikvision",
        0.9312,
    )
    assert (made.parents, made.replaces, made.id) == ((), (), "")


def test_without_a_date_it_holds_as_long_as_the_settings_allow() -> None:
    made = proposal("fp", "a bakery", "A. Berg")
    assert (made.draft.expires, made.typed_expiry) == ("2027-03-01", False)


@pytest.mark.parametrize(
    "typed", ["fp", "FP", "False Positive ", "false-positive", "FALSE_POSITIVE", "falsepositive"]
)
def test_obvious_spellings(typed: str) -> None:
    assert find_verdict(typed) is Verdict.FALSE_POSITIVE


def test_each_decision_is_known_by_its_own_words() -> None:
    assert [find_verdict(str(one)) for one in VERDICTS] == list(VERDICTS)
    assert find_verdict(str(Verdict.SEEN)) is None
    assert find_verdict("license held") is Verdict.LICENCE_HELD


@pytest.mark.parametrize(
    "typed", ["yes", "ok", "cleared", "false", "positive", "match", "true", "?"]
)
def test_other_words_are_never_guessed(typed: str) -> None:
    [said] = problems(typed, "a bakery", "A. Berg")
    known = "false positive, true match, licence held, escalate"
    assert said == f"Hits!C5: {typed!r} is no decision; there are {known}"


def test_everything_that_is_missing_is_told_at_once() -> None:
    assert problems("", "", "", "C. Dahl") == [
        "Hits!C5: something is filled in beside it, and no decision",
        "Hits!D5: a reason is missing",
        "Hits!E5: the reviewer is missing",
    ]


def test_two_people_where_the_settings_ask_for_them() -> None:
    missing = "Hits!F5: a second reviewer is missing; the settings ask for two"
    assert problems("fp", "a", "A. Berg", two=True) == [missing]
    assert problems("fp", "a", "A. Berg", "C. Dahl", two=True) == []


def test_the_same_person_twice() -> None:
    said = "Hits!F5: the second reviewer is the same person as the first"
    assert problems("fp", "a", "A. Berg", " a.  BERG") == [said]


@pytest.mark.parametrize(
    "typed",
    ["03/04/2027", "13/04/2026", "1.4.2026", "April 2026", "46447", "2026-4-1", "20260401", "soon"],
)
def test_a_date_that_could_mean_two_days_is_refused(typed: str) -> None:
    assert problems("fp", "a", "A. Berg", "", typed) == [
        f"Hits!G5: {typed!r} is not a date that can mean one day only: write 2027-03-31"
    ]


def test_dates_have_limits() -> None:
    assert problems("fp", "a", "A. Berg", "", "2026-02-28") == [
        "Hits!G5: 2026-02-28 is over: a decision cannot expire before it is made"
    ]
    assert problems("fp", "a", "A. Berg", "", "2027-03-02") == [
        "Hits!G5: 2027-03-02 is too far away: the settings allow 365 days, 2027-03-01"
    ]
    assert problems("fp", "a", "A. Berg", "", "2027-03-01") == []


def test_long_texts() -> None:
    assert problems("fp", "a" * 2001, "A" * 101) == [
        "Hits!D5: the reason is longer than 2,000 characters",
        "Hits!E5: the name is longer than 100 characters",
    ]


def test_another_matcher_has_to_screen_again() -> None:
    row_key = replace(read_row_key(key()), matcher=2)
    made = check_row(filled(*DECIDED, row_key=row_key), LIMITS)
    assert isinstance(made, list)
    assert words(made) == [
        "Hits!C5: the report was made by another version of the matcher: screen again"
    ]


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=20))
def test_no_text_breaks_it_or_hides(reason: str, reviewer: str) -> None:
    made = check_row(filled("fp", reason.strip(), reviewer.strip()), LIMITS)
    if isinstance(made, ProposedDecision):
        assert "\n" not in made.draft.reason
        assert made.draft.reason.encode()
        assert made.draft.reviewer.strip()
