"""Pinyin in syllables becomes the words that the tables know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.syllables import joined


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hang Zhou Hai Kang Wei Shi", "HangZhou Hai Kang Wei Shi"),
        ("Da Hua Ke Ji You Xian Gong Si", "Da Hua KeJi YouXian GongSi"),
        ("dian-zi ke-ji", "dianzi keji"),
        ("yan jiu suo", "yanjiusuo"),  # the longest word
        ("Hikvision Ke Ji", "Hikvision KeJi"),
        ("Bank Ji", "Bank Ji"),
        ("Hai Kang", "Hai Kang"),  # a brand is left to the alignment
        ("Jean-Pierre Trading", "Jean-Pierre Trading"),
        ("", ""),
    ],
)
def test_known_words_are_joined(text: str, found: str) -> None:
    assert joined(text) == found


@given(st.text(alphabet="kejidianz hugs-å", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    assert (
        "".join(joined(text).replace("-", "").split()) == "".join(text.replace("-", "").split())
        or joined(text) == text
    )
