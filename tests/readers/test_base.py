"""What all readers hand up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.base import LONGEST_NAME, unique_names


@pytest.mark.parametrize(
    ("names", "unique"),
    [
        (["A", "B"], ["A", "B"]),
        (["A", "A", "A"], ["A", "A (2)", "A (3)"]),
        (["A", "A", "A (2)"], ["A", "A (3)", "A (2)"]),
        (["A" * 31, "A" * 31], ["A" * 31, "A" * 27 + " (2)"]),
        (["", ""], ["", " (2)"]),
    ],
)
def test_names_become_unique(names: list[str], unique: list[str]) -> None:
    assert unique_names(names) == unique


@given(st.lists(st.sampled_from(["A", "A (2)", "A (3)", "x" * 31]), max_size=30))
def test_every_name_is_there_once_and_fits(names: list[str]) -> None:
    found = unique_names(names)
    assert len(set(found)) == len(found) == len(names)
    assert all(len(name) <= LONGEST_NAME for name in found)
