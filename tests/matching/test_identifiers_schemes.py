"""Numbers of a scheme: published ones are read, one wrong sign is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.identifiers import is_ship, is_shipping_company, read_number

# Published by those that they belong to, or in the standards' own examples.
NUMBERS = [
    ("lei", "HWUPKR0MPOU8FGXBT394"),
    ("lei", "213800WSGIIZCXF1P572"),
    ("uscc", "91330000733796106P"),
    ("imo", "9074729"),
    ("imo", "5055293"),
    ("inn", "7702070139"),
    ("inn", "500100732259"),
    ("ogrn", "1027700132195"),
    ("ogrn", "304500116000157"),
    ("isin", "US0378331005"),
    ("isin", "XS0104440986"),
]


@pytest.mark.parametrize(("kind", "number"), NUMBERS)
def test_a_number_is_read_in_any_writing(kind: str, number: str) -> None:
    assert read_number(kind, number) == number
    assert read_number(kind, f" {number.lower()} ") == number


@pytest.mark.parametrize(("kind", "number"), [one for one in NUMBERS if one[0] != "imo"])
def test_one_wrong_digit_is_no_number(kind: str, number: str) -> None:
    places = [at for at, sign in enumerate(number) if sign.isdigit()]
    for at in places[2:]:
        other = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert read_number(kind, other) == "", other


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("imo", "IMO 9074729", "9074729"),
        ("imo", "no. 1234567, IMO: 9074729", "9074729"),
        ("imo", "9074728", ""),
        ("imo", "0000000", ""),
        ("swift", "deutdeff500", "DEUTDEFF"),
        ("swift", "DEUTDEFF", "DEUTDEFF"),
        ("swift", "DEUTQQFF", ""),
        ("swift", "DEUTDEF", ""),
        ("isin", "QQ0378331005", ""),
        ("lei", "549300DMXFZSUGUJWW5", ""),
        ("ogrn", "0027700132195", ""),
        ("inn", "٧٧٠٢٠٧٠١٣٩", ""),
        ("inn", "", ""),
    ],
)
def test_parts_prefixes_and_what_is_none(kind: str, text: str, number: str) -> None:
    assert read_number(kind, text) == number


@pytest.mark.parametrize("digits", ["9074729", "9187629"])
def test_the_check_digit_of_ships(digits: str) -> None:
    assert is_ship(digits)


@pytest.mark.parametrize("digits", ["9074728", "907472", "", "９０７４７２９", "abcdefg"])
def test_no_ship(digits: str) -> None:
    assert not is_ship(digits)


def test_the_check_digit_of_companies_that_run_ships() -> None:
    assert is_shipping_company("5055293")
    assert not is_shipping_company("5055294")


@given(st.sampled_from(sorted({kind for kind, _ in NUMBERS} | {"swift"})), st.text())
def test_any_text_can_be_read(kind: str, text: str) -> None:
    number = read_number(kind, text)
    assert number == "" or read_number(kind, number) == number


@pytest.mark.parametrize("place", range(6))
def test_one_wrong_digit_is_no_number_of_a_shipping_company(place: int) -> None:
    """Every digit counts in the check digit of 1234565, which is made by the rule of IMO."""
    number = "1234565"
    assert is_shipping_company(number)
    other = number[:place] + str(int(number[place]) + 1) + number[place + 1 :]
    assert not is_shipping_company(other)
