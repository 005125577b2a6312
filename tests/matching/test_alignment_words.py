"""How alike two words are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.alignment import ABBREVIATED, SAME_SOUND, STRIPPED, word_similarity

WORDS = st.text(alphabet="abcdehiklnorstyz018", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("hikvision", "hikvison", 0.85),
        ("dahua", "dahau", 0.75),  # two letters changed places: one edit
        ("mezhdunarodny", "mejdunarodniy", SAME_SOUND),
        ("modern", "modem", SAME_SOUND),  # "rn" scanned as "m"
        ("equip", "equipment", ABBREVIATED),
        ("shpg", "shipping", STRIPPED),
    ],
)
def test_alike(one: str, other: str, least: float) -> None:
    assert least <= word_similarity(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13", "14"),
        ("13", "133"),
        ("ab", "ac"),
        ("zte", "dji"),
        ("hikvision", "technology"),
        ("a", "apple"),
        ("", "apple"),
    ],
)
def test_unlike(one: str, other: str) -> None:
    assert word_similarity(one, other) < 0.5


@settings(max_examples=500, deadline=None)
@given(WORDS, WORDS)
def test_symmetric_and_one_for_equal_words_only(one: str, other: str) -> None:
    value = word_similarity(one, other)
    assert value == word_similarity(other, one)
    assert 0 <= value <= 1
    assert (value == 1) == (one == other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert 0 <= word_similarity(one, other) <= 1


@pytest.mark.parametrize(
    ("written", "latin"),
    [("mhmdə", "mohamed"), ("hykwyzhnə", "hikvision"), ("gstrshə", "gostaresh"), ("nwryə", "nuri")],
)
def test_a_word_without_vowels_meets_its_transliteration(written: str, latin: str) -> None:
    assert word_similarity(written, latin) >= 0.9
    assert word_similarity(latin, written) == word_similarity(written, latin)


def test_one_consonant_proves_little() -> None:
    assert word_similarity("nwhə", "anna") < 0.6
    assert word_similarity("ə", "a") == 0.0
