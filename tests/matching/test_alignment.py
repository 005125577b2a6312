"""Each word of two names meets at most one partner."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.alignment import align
from tests.matching.building import words

NAMES = st.lists(
    st.sampled_from(
        "hik vision hikvision dahua technology tech npp nii 13 zte hangzhou hangzou xyz".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


def met(asked: str, listed: str) -> list[tuple[str, str, str]]:
    """(asked words, listed words, how) of every pair."""
    found = align(words(asked), words(listed))
    return [
        (
            " ".join(word.text for word in found.asked[slice(*pair.asked)]),
            " ".join(word.text for word in found.listed[slice(*pair.listed)]),
            pair.how,
        )
        for pair in found.pairs
    ]


@pytest.mark.parametrize(
    ("asked", "listed", "pairs"),
    [
        ("Dahua", "Dahua", [("dahua", "dahua", "same")]),
        ("Hik Vision", "Hikvision", [("hik vision", "hikvision", "joined")]),
        ("Hikvision", "Hik Vision", [("hikvision", "hik vision", "joined")]),
        ("Hikvison", "Hikvision", [("hikvison", "hikvision", "similar")]),
        (
            "Dahua Tech",
            "Technology Dahua",
            [("dahua", "dahua", "same"), ("technology", "technology", "meaning")],
        ),
        (
            "Semiconductor Manufacturing International Corporation SMIC",
            "Semiconductor Manufacturing International",
            [
                ("semiconductor", "semiconductor", "same"),
                ("manufacturing", "manufacturing", "same"),
                ("international", "international", "same"),
            ],
        ),
        (
            "BRG",
            "Blue River Glass",
            [("brg", "blue river glass", "initials")],
        ),
        ("Institute 13", "Institute 14", [("institute", "institute", "same")]),
        ("Dahua", "Hikvision", []),
    ],
)
def test_who_meets_whom(asked: str, listed: str, pairs: list[tuple[str, str, str]]) -> None:
    assert met(asked, listed) == pairs


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_no_word_is_used_twice(asked: str, listed: str) -> None:
    found = align(words(asked), words(listed))
    ours = [at for pair in found.pairs for at in range(*pair.asked)]
    theirs = [at for pair in found.pairs for at in range(*pair.listed)]
    assert len(ours) == len(set(ours))
    assert len(theirs) == len(set(theirs))
    assert all(0 <= at < len(found.asked) for at in ours)
    assert all(0 <= at < len(found.listed) for at in theirs)
    assert all(0.6 <= pair.similarity <= 1 for pair in found.pairs)


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_a_name_meets_itself_word_by_word(name: str) -> None:
    found = align(words(name), words(name))
    assert [pair.asked for pair in found.pairs] == [pair.listed for pair in found.pairs]
    assert len(found.pairs) == len(found.asked)
    assert {pair.how for pair in found.pairs} == {"same"}


def test_a_name_of_very_many_words_is_cut_not_stuck() -> None:
    found = align(words("alpha beta " * 2_000), words("beta alpha " * 2_000))
    assert len(found.asked) == len(found.listed) == 24
