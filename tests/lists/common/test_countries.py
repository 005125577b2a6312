"""Countries as lists name them."""

import pytest

from compliance.lists.common.countries import (
    find_countries,
    find_country,
    find_last_country,
    find_spelled_country,
    list_countries,
)
from compliance.lists.sources.base import count_rows
from compliance.model import Address


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
    ("text", "code"),
    [
        ("Iran (Islamic Republic of)", "IR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Italy (Domicile, last known address)", "IT"),
        ("IRQ", "IQ"),
        ("Tunisian", "TN"),
        ("USSR", ""),
        ("00", ""),
        ("In Syria as at June 2013", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_name_adjective_or_code(text: str, code: str) -> None:
    assert find_country(text) == code


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


def test_countries_are_told_once_in_order() -> None:
    assert find_countries(["Iraq", "nowhere", "Iran", "IRQ"]) == ("IQ", "IR")


def test_countries_come_once_and_in_order() -> None:
    places = [Address(text="a", country="HK"), Address(text="b"), Address(text="c", country="CN")]
    assert list_countries(places, "CN") == ("CN", "HK")
    assert count_rows("f", 3, 2, 1)[0].rows == 3
