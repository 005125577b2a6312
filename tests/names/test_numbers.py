"""Numbers, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.numbers import join_tens, read_number


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("13", "13"),
        ("013", "13"),
        ("13th", "13"),
        ("1st", "1"),
        ("no13", "13"),
        ("xiii", "13"),
        ("thirteen", "13"),
        ("thirteenth", "13"),
        ("13y", "13"),
        ("xxxix", "39"),
        ("iv", "4"),
        ("twentieth", "20"),
        ("0", "0"),
    ],
)
def test_numbers_are_read(token: str, number: str) -> None:
    assert read_number(token) == number


@pytest.mark.parametrize(
    "token",
    ["", "i", "v", "x", "mi", "dc", "iiii", "one", "zero", "5g", "3m", "noah", "a13", "1" * 10],
)
def test_words_and_initials_are_no_numbers(token: str) -> None:
    assert read_number(token) == ""


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("plant forty four", "plant 44"),
        ("twenty first institute", "21 institute"),
        ("ninety one", "91"),
        ("forty winks", "forty winks"),
        ("forty eleven", "forty eleven"),
        ("four forty", "four forty"),
        ("", ""),
    ],
)
def test_tens_and_units_are_one_number(words: str, joined: str) -> None:
    assert join_tens(words.split()) == joined.split()


@given(st.integers(min_value=0, max_value=999_999_999))
def test_leading_zeros_and_endings_change_nothing(number: int) -> None:
    assert read_number(str(number)) == read_number(f"no{number}") == str(number)
    assert read_number(f"{number}th") == str(number)


@given(st.text())
def test_any_token_gives_digits_or_nothing(token: str) -> None:
    assert read_number(token) == "" or read_number(token).isdigit()
