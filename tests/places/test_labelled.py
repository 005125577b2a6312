"""A hundred labelled places and more: half under embargo, half that only look so."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.model import Party, Question
from tests.places.building import held, locator

FILE = Path(__file__).parent / "labelled.csv"
LEAST_RIGHT = 0.98


def cases() -> Iterator[dict[str, str]]:
    """The rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def found(case: dict[str, str]) -> str:
    """The places of a row that are a question."""
    party = Party(
        name=case["name"],
        country=case["country"],
        destination=case["destination"],
        address=case["address"],
    )
    return " ".join(sorted(held(locator(), Question(file="", sheet="", row=1, party=party))))


def is_right(case: dict[str, str]) -> bool:
    """Whether the labelled place is a question, or nothing is."""
    names = found(case).split()
    return case["held"] in names if case["held"] else not names


@pytest.mark.parametrize(
    "case", list(cases()), ids=lambda case: f"{case['held'] or 'none'}: {case['why']}"
)
def test_the_place_is_told_right(case: dict[str, str]) -> None:
    assert is_right(case), f"{case['held'] or 'nothing'} expected, {found(case) or 'nothing'} found"


def test_the_file_holds_fifty_of_each_kind() -> None:
    rows = list(cases())
    places = sum(bool(case["held"]) for case in rows)
    assert places >= 50
    assert len(rows) - places >= 50


def test_nearly_all_are_right() -> None:
    rows = list(cases())
    assert sum(map(is_right, rows)) >= LEAST_RIGHT * len(rows)
