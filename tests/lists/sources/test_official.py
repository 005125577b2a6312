"""Dates, countries and ids of official lists."""

import pytest

from compliance.lists.common.countries import (
    find_last_country,
    find_spelled_country,
    list_countries,
)
from compliance.lists.common.dates import read_date_or_text, read_us_date
from compliance.lists.sources.base import count_rows, hash_id, number_repeats
from compliance.model import Address, ListEntry, Name


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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, North", "KP"),
        ("CHINA, PEOPLE'S REPUBLIC OF", "CN"),
        ("Crimea Region of Ukraine", "UA"),
        ("Region: Crimea", "UA"),
        ("DE", "DE"),
        ("Burma", "MM"),
        ("The Gambia", "GM"),
        ("undetermined", ""),
        ("", ""),
    ],
)
def test_countries_as_us_lists_name_them(name: str, code: str) -> None:
    assert find_spelled_country(name) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("1 Example Road, Hangzhou, China", "CN"),
        ("1 Example Road Beijing 100081 China", "CN"),
        ("Kowloon, Hong Kong", "HK"),
        ("1 Example Road, Dubai, United Arab Emirates", "AE"),
        ("1 Example Road, Springfield, GA", ""),
        ("1 Example Road", ""),
    ],
)
def test_the_country_at_the_end_of_an_address(address: str, code: str) -> None:
    assert find_last_country(address) == code


def test_ids_stay_and_are_told_apart() -> None:
    assert hash_id("el", "Foo  Ltd", "CN") == hash_id("el", "Foo Ltd", "CN") != hash_id("el", "Foo")
    entry = ListEntry(id="a", list_id="x", names=(Name(text="Foo"),))
    assert [one.id for one in number_repeats([entry, entry, entry])] == ["a", "a-2", "a-3"]


def test_countries_come_once_and_in_order() -> None:
    places = [Address(text="a", country="HK"), Address(text="b"), Address(text="c", country="CN")]
    assert list_countries(places, "CN") == ("CN", "HK")
    assert count_rows("f", 3, 2, 1)[0].rows == 3
