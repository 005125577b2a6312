"""How common names of persons are: each number by names on either side, and its reason."""

from math import log1p

import pytest

from compliance.matching.people.person_tables import (
    is_patronymic,
    is_syllable,
    is_two_syllables,
    weigh_person_word,
)


def of_share(share: float) -> float:
    """How telling a name is that so many persons in ten thousand bear: 600 say nothing."""
    return 1 - log1p(share) / log1p(600)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("garcia", of_share(44)),
        ("ali", 0.15),  # the commonest say little, and yet more than nothing
        ("kruglovskaya", of_share(0.03)),  # known nowhere: one person in three hundred thousand
        # A syllable of Chinese is as common as García, whoever bears it: there are few.
        ("zhuang", of_share(40)),
        # Without vowels, by consonants: one says nothing, two are those of any short name, three
        # of many, and four hardly of another.
        ("bə", 0.15),
        ("brə", of_share(60)),
        ("kslə", of_share(5)),
        ("rfqzə", of_share(0.03)),
    ],
)
def test_how_telling_a_name_is(name: str, expected: float) -> None:
    assert weigh_person_word(name) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("word", "syllable", "two"),
    [
        ("zhuang", True, True),  # the longest syllable; it may also be read as two
        ("xiaoli", False, True),
        ("guoying", False, True),
        ("iuyang", False, True),
        ("anan", False, False),  # of four letters, and a name in many languages
        ("ajing", False, False),
    ],
)
def test_syllables_of_chinese(word: str, syllable: bool, two: bool) -> None:
    assert is_syllable(word) == syllable
    assert is_two_syllables(word) == two


@pytest.mark.parametrize(("word", "expected"), [("lvovich", True), ("evovic", False)])
def test_a_patronymic_has_seven_letters(word: str, expected: bool) -> None:
    """The name of a father and its ending: shorter words with that ending are family names."""
    assert is_patronymic(word) == expected
