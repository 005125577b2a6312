"""How alike parts of persons' names are, exactly: each number by names that it decides about."""

import pytest

from compliance.matching.people.persons import likeness


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # Known to be one name, from the surest to the least sure.
        ("khalilov", "halilow", 0.96),  # one sound
        ("bill", "william", 0.96),  # forms of one name
        ("kovalevskiy", "kovalevskaya", 0.95),  # husband and wife
        ("wey", "wei", 0.9),  # one sound, of few letters
        ("mhmdv", "mahmudov", 0.9),  # one of them without vowels
        ("exampl", "examplik", 0.9),  # cut short
        ("j", "john", 0.8),  # an initial
        # Other vowels: half of it whatever the letters say, and half by the letters.
        ("rahimov", "rehimov", (1 + 6 / 7) / 2),
        ("stefanka", "stifinku", 0.86),
        # One written vowel in five letters is hardly any; in four the name is spelled.
        ("mhmad", "mohamed", 0.9),
        ("slma", "solyma", 5 / 6),
        # By sound less a doubt.
        ("oconcwo", "okonkwo", 6 / 7 - 0.03),
        # Another first letter is rarely a slip, unless languages of transit change it.
        ("zarqani", "tarqani", 6 / 7 - 0.12),
        # Two names that are both known are two names unless nearly all letters agree.
        ("christensen", "christenson", 10 / 11 - 0.2),
        ("carrington", "harrington", 9 / 10 - 0.2),
        ("martin", "marvin", 0.0),
    ],
)
def test_how_alike_two_parts_are(one: str, other: str, alike: float) -> None:
    assert likeness(one, other)[0] == pytest.approx(alike)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # One letter of four may be a slip, of three it makes another name.
        ("hans", "haks", 0.75),
        ("sung", "suk", 0.0),
        ("max", "mak", 0.0),
        # Cut short are names of five letters and more, by two letters at most.
        ("examp", "exampli", 0.9),
        ("exam", "examli", 0.0),
        ("exampl", "examplik", 0.9),
        ("exampl", "exampliku", 0.0),
        # A name without vowels has the consonants of the other, and a quarter of its letters.
        ("rfy", "rauf", 0.9),
        ("whitt", "hathaway", 0.0),
        # Below 0.7 nothing is alike: two of seven letters are another name.
        ("rafoqzun", "rafiqzai", 0.0),
    ],
)
def test_what_is_alike_and_what_no_longer_is(one: str, other: str, alike: float) -> None:
    assert likeness(one, other)[0] == pytest.approx(alike)
