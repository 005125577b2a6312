"""Where brackets stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.brackets import brackets, inside, is_closed


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Blue River", []),
        ("Blue (River)", ["River"]),
        ("Blue (River) [Green] {Hill} <Red>", ["River", "Green", "Hill", "Red"]),
        ("Blue（River）【Green】", ["River", "Green"]),
        ("Blue (River (Green) Hill)", ["River (Green) Hill"]),
        ("Blue (River", ["River"]),
        ("Blue) River", []),
        ("()", [""]),
    ],
)
def test_what_brackets_hold(text: str, held: list[str]) -> None:
    assert [inside(text, start, end) for start, end in brackets(text)] == held


@given(st.text("ab()[]（）", max_size=30))
def test_brackets_do_not_overlap_and_only_the_last_is_open(text: str) -> None:
    found = brackets(text)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(is_closed(text, end) for _, end in found[:-1])
