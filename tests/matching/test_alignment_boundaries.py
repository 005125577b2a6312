"""The numbers of an alignment: for each two names on either side of it, and why it stands there."""

import pytest

from compliance.matching.alignment import Pair, align
from tests.matching.building import words


def pairs(asked: str, listed: str) -> tuple[Pair, ...]:
    return align(words(asked), words(listed)).pairs


@pytest.mark.parametrize(
    ("asked", "listed", "how"),
    [
        # One letter of five, and that the first: the most damage with which two words meet.
        ("Sahua", "Dahua", "similar"),
        ("Lhuaewi", "Huawei", "similar"),
        ("Zonvaxo", "Zorvexi", ""),
        # Neighbours as one word, with a slip. More than one makes too many words of neighbours.
        ("Norr Sken", "Norskan", "joined"),
        ("Qu Garix", "Qugamix", "joined"),
        ("Qu Gari", "Qugami", ""),
        # The joined word may be two letters longer or shorter than the one it is.
        ("Zorvexin Malvoryquenan", "Zorvexinmalvoryquen", "joined"),
        ("Zorvexinmalvoryquen", "Zorvexin Malvoryquenan", "joined"),
        ("Zorvexin Malvoryquenane", "Zorvexinmalvoryquen", "similar"),
        # Words of four letters are too often two short ones by chance.
        ("L orex", "Lorex", "joined"),
        ("Lo re", "Lore", ""),
        # Two letters are initials of anything.
        ("Blue River Glass", "BRG", "initials"),
        ("Blue River", "BR", ""),
        # Six words as initials of one; a longer abbreviation is a word of its own.
        ("Alpha Bravo Charlie Delta Echo Foxtrot", "ABCDEF", "initials"),
        ("Alpha Bravo Charlie Delta Echo Foxtrot Golf", "ABCDEFG", ""),
    ],
)
def test_what_meets_and_what_no_longer_does(asked: str, listed: str, how: str) -> None:
    assert [pair.how for pair in pairs(asked, listed)] == [how] * bool(how)


def test_initials_agree_less_than_any_word_that_is_cut_short() -> None:
    """Three quarters: many words have the same first letters; a word cut short is 0.85."""
    initials, *_ = pairs("Blue River Glass", "BRG")
    cut, *_ = pairs("Zorvex", "Zorvexin")
    assert (initials.similarity, cut.similarity) == (0.75, 0.85)
