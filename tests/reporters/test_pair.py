"""One match at a terminal: what differs is marked, with and without colour."""

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from compliance.model import Review, Verdict
from compliance.reporters.pair import DIFFERENT, mark_words, show
from tests.reporters.factory import EZVIZ, match, result


@pytest.mark.parametrize(
    ("name", "other", "shown"),
    [
        ("Hik Vision Bakery", "Hik Vision Digital", "Hik Vision [Bakery]"),
        ("ACME Ltd.", "Acme, ltd", "ACME Ltd."),
        ("a\u202eb", "c", "[a<U+202E>b]"),
        ("", "c", ""),
    ],
)
def test_words_that_only_one_has_are_in_brackets(name: str, other: str, shown: str) -> None:
    assert mark_words(name, other, plain=True).plain == shown


def test_or_in_colour() -> None:
    text = mark_words("Hik Bakery", "Hik", plain=False)
    assert (text.plain, [str(span.style) for span in text.spans]) == ("Hik Bakery", [DIFFERENT])


def printed(width: int = 80, **changes: object) -> str:
    console = Console(file=io.StringIO(), width=width)
    found = replace(match(), **changes)
    show(3, 12, result("Hik [red]Vision[/red]", found, row=17, role="end_user"), found, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_everything_that_a_decision_needs() -> None:
    text = printed()
    assert "3 of 12  HIT  score 0.93  customers.xlsx, Customers row 17, end user, C-017" in text
    assert "[red]Vision[/red]" in text
    assert "555 Qianmo Road" in text
    assert "uscc 91330000733796106P" in text
    assert "Both names share the distinctive word." in text
    assert "Entity List (84 FR 54002, 2019-10-09)" in text
    assert max(map(len, text.splitlines())) <= 80


def test_what_was_decided_before_and_why_it_is_open() -> None:
    review = Review(
        verdict=Verdict.FALSE_POSITIVE,
        reason="A bakery",
        reviewer="A. Berg",
        date="2026-03-01",
        expires="2027-03-01",
        reopened=("the customer's address changed",),
    )
    text = " ".join(printed(review=review).split())
    assert "false positive by A. Berg on 2026-03-01: A bakery. Open again: the customer's" in text


def test_who_is_not_listed_leads_to_somebody() -> None:
    assert "subsidiary of Hangzhou Hikvision" in printed(width=160, entry=EZVIZ)
