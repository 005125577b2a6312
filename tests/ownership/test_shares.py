"""A share as a text says it."""

from decimal import Decimal

import pytest

from compliance.ownership.shares import UNKNOWN, Share, is_plain, read_share, write_per_cent


def between(low: str, high: str) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("60", "60", "60"),
        ("60 %", "60", "60"),
        ("38,88", "38.88", "38.88"),
        ("0.5 %", "0.5", "0.5"),
        ("100", "100", "100"),
        ("0", "0", "0"),
        ("45-60", "45", "60"),
        ("45 – 60 %", "45", "60"),
        ("45 to 60", "45", "60"),
        (">=50", "50", "100"),
        ("≥ 50 %", "50", "100"),
        ("at least 25", "25", "100"),
        ("mindestens 25 %", "25", "100"),
        ("<25", "0", "25"),
        ("up to 25 %", "0", "25"),
        ("minority", "0", "50"),
        ("Minderheit", "0", "50"),
        ("majority", "50", "100"),
        ("unknown", "0", "100"),
        ("?", "0", "100"),
        ("", "0", "100"),
    ],
)
def test_what_a_text_says(text: str, low: str, high: str) -> None:
    found = read_share(text)
    assert (found.low, found.high) == between(low, high)
    assert found.written == ""


def test_less_than_half_is_not_half() -> None:
    assert read_share("minority").below
    assert read_share("<50").below
    assert not read_share("<=50").below


@pytest.mark.parametrize("text", ["0.6", "1", "0,125"])
def test_a_small_number_without_a_sign_may_be_a_fraction_of_a_workbook(text: str) -> None:
    number = Decimal(text.replace(",", "."))
    found = read_share(text)
    assert (found.low, found.high, found.written) == (number, number * 100, text)


@pytest.mark.parametrize("text", ["some", "120", "-5", "60-45", "ca. 60", "1e2", "10 and 20"])
def test_what_cannot_be_read_may_be_any_share_and_is_told(text: str) -> None:
    found = read_share(text)
    assert (found.low, found.high) == between("0", "100")
    assert text in found.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("38,880", "38.88 %"),
        ("100", "100 %"),
        (">=50", "at least 50 %"),
        ("45-60", "at least 45 % and at most 60 %"),
        ("<25", "less than 25 %"),
        ("unknown", "an unknown share"),
        ("0.6", "at least 0.6 % and at most 60 % (written as “0.6”)"),
    ],
)
def test_the_words(text: str, words: str) -> None:
    assert read_share(text).words == words


def test_one_plain_number() -> None:
    assert is_plain("38.88")
    assert is_plain("100 %")
    assert not is_plain("45 after the planned listing")
    assert not is_plain("")


def test_exact_and_unknown() -> None:
    assert read_share("60").exact
    assert not UNKNOWN.exact
    assert Share(low=Decimal(60), high=Decimal(60)) == read_share("60")
    assert write_per_cent(Decimal("100")) == "100 %"
