"""Days of lists as ISO 8601."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.lists.common.dates import is_date, read_date, read_date_or_text, read_us_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-09", "2019-10-09"),
        ("2025-11-18T23:00:09.174Z", "2025-11-18"),
        ("2026-05-04 00:00:00", "2026-05-04"),
        ("2015-04-07-04:00", "2015-04-07"),
        ("2019-10", "2019-10"),
        ("1971", "1971"),
        ("09/10/2019", "2019-10-09"),
        ("00/00/1977", "1977"),
        ("00/05/1977", "1977-05"),
        ("08-Oct-2026", "2026-10-08"),
        ("8 October 2026", "2026-10-08"),
        ("31/02/2019", ""),
        ("2019-13-01", ""),
        ("40/01/2019", ""),
        ("8-Okt-2026", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(text: str, expected: str) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/11/1985", "1985-07-11"),
        ("06/19/2003", "2003-06-19"),
        (" 03 Jun 2021 ", "2021-06-03"),
        ("February 24, 2023", "2023-02-24"),
        ("2025-01-10T00:00:00", "2025-01-10"),
        ("2026-07-31", "2026-07-31"),
        ("13/13/2020", ""),
        ("2/30/2020", ""),
        ("1 Foo 2020", ""),
        ("1/2/85", ""),
        ("", ""),
    ],
)
def test_dates_of_us_lists(text: str, expected: str) -> None:
    assert read_us_date(text) == expected


def test_a_date_that_is_not_understood_stays_as_it_is() -> None:
    assert (read_date_or_text("1/2/2003"), read_date_or_text(" circa 2003 ")) == (
        "2003-01-02",
        "circa 2003",
    )


@given(st.text(max_size=30))
def test_whatever_is_called_a_date_is_one(text: str) -> None:
    assert read_date(text) == "" or is_date(read_date(text))
