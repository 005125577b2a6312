"""How old a list is, and what is said about it."""

import pytest

from compliance.lists.freshness import AgeLimits, Freshness, count_days, judge_age

LIMITS = AgeLimits(warn=7, stop=30)


@pytest.mark.parametrize(
    ("day", "today", "days"),
    [
        ("2026-11-01", "2026-11-01", 0),
        ("2026-11-01T23:59:59+00:00", "2026-11-02T00:00:00+00:00", 1),
        ("2024-02-28", "2024-03-01", 2),
        ("2026-11-05", "2026-11-01", 0),
        ("2026-11", "2026-11-01", None),
        ("", "2026-11-01", None),
    ],
)
def test_age_in_days(day: str, today: str, days: int | None) -> None:
    assert count_days(day, today) == days


@pytest.mark.parametrize(
    ("today", "notice", "warning"),
    [
        ("2026-11-08", False, False),
        ("2026-11-09", True, False),
        ("2026-12-01", True, False),
        ("2026-12-02", False, True),
    ],
)
def test_past_the_first_limit_a_notice_past_the_second_a_warning(
    today: str, notice: bool, warning: bool
) -> None:
    said = judge_age("2026-11-01", today, LIMITS)
    assert (bool(said.notice), bool(said.warning)) == (notice, warning)


def test_the_words() -> None:
    assert judge_age("2026-11-01", "2026-11-11", LIMITS).notice == (
        "it was last checked 10 days ago, on 2026-11-01; "
        "screen lists update fetches the present one"
    )
    assert (
        "31 days ago, on 2026-11-01, more than the 30 allowed"
        in judge_age("2026-11-01", "2026-12-02", LIMITS).warning
    )


def test_without_limits_nothing_is_said() -> None:
    assert judge_age("1999-01-01", "2026-11-01", AgeLimits()) == Freshness()
    assert judge_age("", "2026-11-01", AgeLimits()) == Freshness()


def test_a_list_without_a_date_cannot_be_judged() -> None:
    assert judge_age("", "2026-11-01", LIMITS).notice == (
        "how old it is cannot be told: it has no date"
    )


def test_a_check_that_is_to_come_makes_no_list_fresh() -> None:
    """A clock that was ahead and is set right again, or set back, would hide the age for ever."""
    said = "it was last checked on 2027-11-01, a day that is to come: is the clock right?"
    found = judge_age("2027-11-01T08:00:00+00:00", "2026-11-01", LIMITS)
    assert found.warning.startswith(said)
    assert judge_age("2027-11-01", "2026-11-01", AgeLimits(warn=7)).notice.startswith(said)
    assert judge_age("2027-11-01", "2026-11-01", AgeLimits()) == Freshness()
    assert judge_age("2026-11-02", "2026-11-01", LIMITS) == Freshness()
