"""A line is written and read back as it was; only what the program writes is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions.lines import decode_line, encode_line, hash_decision, seal_decision
from tests.decisions.building import decided

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=50)


@given(TEXT, TEXT)
def test_there_and_back(reason: str, party: str) -> None:
    one = seal_decision(replace(decided(reason=reason), party=party))
    line = encode_line(one)
    assert line.count(b"\n") == 1
    assert decode_line(line[:-1]) == one


def test_the_hash_is_of_all_but_itself_and_the_signature() -> None:
    one = seal_decision(decided())
    assert hash_decision(replace(one, signature="x", id="y")) == one.id
    for change in ({"reason": "b"}, {"parents": ("a",)}, {"replaces": ("a",)}, {"score": 0.5}):
        assert hash_decision(replace(one, **change)) != one.id


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b"\xff", b'{"form":1,"decision":"cleared"}'])
def test_other_lines_are_none(line: bytes) -> None:
    assert decode_line(line) is None
