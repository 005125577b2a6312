"""Checked reading of TOML tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.lists.common.dates import is_date
from compliance.lists.curated.toml_tables import TomlTable, list_repeated


@pytest.mark.parametrize("text", ["2019", "2019-10", "2019-10-09", "2020-02-29"])
def test_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "19", "2019-1", "2019-13", "2019-02-30", "2019-10-09T00", "x"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)


@given(st.dates())
def test_every_day_is_a_date(day: object) -> None:
    assert is_date(str(day))


def test_problems_of_inner_tables_reach_the_outermost_by_place() -> None:
    outer = TomlTable({"listing": [{"date": "x", "odd": 1}]})
    (inner,) = outer.tables("listing")
    assert inner.date("date") == ""
    inner.finish()
    outer.finish()
    assert outer.problems == [
        "listing[1].date must be a date such as 2019-10-09, 2019-10 or 2019",
        "listing[1].odd is not a field of this table",
    ]


def test_a_number_is_no_text() -> None:
    table = TomlTable({"name": 7})
    assert table.text("name") == ""
    assert table.problems == ["name must be text"]


def test_one_text_counts_as_an_array_of_one() -> None:
    table = TomlTable({"source": " a\n b ", "more": ["c"]})
    assert (table.texts("source"), table.texts("more"), table.texts("none")) == (
        ("a b",),
        ("c",),
        (),
    )


def test_ids_that_stand_twice_are_told_once_each_and_sorted() -> None:
    told = list_repeated(["b", "a", "b", "a", "b", "c"])
    assert told == ["'a' is given twice", "'b' is given twice"]
