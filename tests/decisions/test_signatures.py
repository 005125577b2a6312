"""Who vouches for a line: its own signature, or for what is older, that of one that follows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions.lines import RecordedDecision
from compliance.decisions.signatures import describe_unsigned
from tests.decisions.building import decided

GOOD, FOREIGN = "good", "foreign"


def check(one: RecordedDecision) -> str:
    return "" if one.signature == GOOD else "has no good signature"


def lines(*told: tuple[str, str, str]) -> list[RecordedDecision]:
    """Lines by their id, the ids that they follow and their signature."""
    draft = decided()
    return [
        replace(draft, id=id_, parents=tuple(parents), signature=text)
        for id_, parents, text in told
    ]


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ([], ""),
        ([("a", "", GOOD), ("b", "a", GOOD)], ""),
        ([("a", "", ""), ("b", "a", ""), ("c", "b", GOOD)], ""),  # signing began at c
        ([("a", "", ""), ("b", "a", "")], "ab"),  # nobody signed at all
        ([("a", "", GOOD), ("b", "a", "")], "b"),
        ([("a", "", GOOD), ("b", "a", ""), ("c", "b", GOOD)], "b"),  # between signed ones
        ([("a", "", FOREIGN), ("b", "a", GOOD)], "a"),  # a foreign signature is never old
        ([("a", "", ""), ("b", "a", GOOD), ("x", "a", "")], "x"),  # a branch that nobody signed
        ([("a", "", GOOD), ("b", "a", ""), ("x", "a", GOOD), ("c", "bx", GOOD)], "b"),
        ([("a", "", ""), ("b", "a", GOOD), ("x", "a", GOOD), ("c", "bx", GOOD)], ""),
    ],
)
def test_what_nobody_vouches_for(told: list[tuple[str, str, str]], bad: str) -> None:
    found = [*describe_unsigned(lines(*told), check)]
    assert [text.split()[1] for text in found] == list(bad)
    assert all(text.endswith("of 2026-03-01 has no good signature") for text in found)


@given(st.lists(st.sampled_from(["", GOOD, FOREIGN]), max_size=12))
def test_in_a_chain_only_the_beginning_needs_no_signature(signatures: list[str]) -> None:
    ids = [f"{at:08}" for at in range(len(signatures))]
    draft = decided()
    chain = [
        replace(draft, id=id_, signature=one) for id_, one in zip(ids, signatures, strict=True)
    ]
    chain = chain[:1] + [replace(one, parents=(before.id,)) for before, one in pairwise(chain)]
    first = signatures.index(GOOD) if GOOD in signatures else -1
    bad = [
        id_
        for at, (id_, one) in enumerate(zip(ids, signatures, strict=True))
        if one == FOREIGN or (not one and at > first)
    ]
    assert [text.split()[1] for text in describe_unsigned(chain, check)] == bad
