"""How alike words are, exactly: each number of the module by words it decides about."""

import pytest

from compliance.matching.alignment import SAME_MEANING, align, word_similarity
from tests.matching.building import words


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # Said more or less surely of two words that are spelled with letters of their own.
        ("plant", "plants", 0.97),  # a plural is the same word
        ("modern", "modem", 0.95),  # scanned: the letters are others, the word is hardly
        ("yaroslavskiy", "yaroslavl", 0.9),  # the adjective of a town is the town
        ("wei", "wey", 0.9),  # one sound, but of so few letters that it may be another word
        ("equ", "equipment", 0.85),  # cut short: other words begin so, too
        ("shp", "shipping", 0.8),  # stripped of vowels: still more words may be meant
        ("zte", "zde", 0.65),  # one letter off in three: a question at most
        # By sound less a doubt: as many letters kept of the sound are worth a little less.
        ("schmidlin", "shmedlin", 0.5 + 0.5 * (6 / 7 - 0.03)),
        # Half of the letters are just enough to be alike at all.
        ("abcd", "abxy", 0.5),
        ("abcde", "abxyz", 0.0),
        # A slip in the first letter is rare, and most of a short word.
        ("sahua", "dahua", 0.8 - 0.8 / 5),
        ("borvanta", "korvanta", 0.875 - 0.8 / 8),
    ],
)
def test_how_alike_two_spellings_are(one: str, other: str, alike: float) -> None:
    assert word_similarity(one, other) == pytest.approx(alike)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("zorv", "zorb", 0.75),  # of four letters one may be a slip
        ("zor", "zob", 0.65),  # of three it makes another word
        ("permskiy", "perm", 0.9),  # a stem of four letters is a town
        ("equ", "equip", 0.85),
        ("eq", "equip", 0.0),  # two letters are the beginning of anything
        ("equi", "equip", 0.8),  # one letter less is a slip, not an abbreviation
    ],
)
def test_short_words_have_to_be_nearly_equal(one: str, other: str, alike: float) -> None:
    assert word_similarity(one, other) == pytest.approx(alike)


@pytest.mark.parametrize(
    ("bare", "full", "alike"),
    [
        # The more consonants are equal the surer. Without a long vowel in its place:
        ("kwə", "ka", 0.2 + 0.65 / 2),
        ("bwryə", "bar", 0.6 + 0.33 / 2),
        ("nwtrə", "natir", 0.75 + 0.22 * 3 / 4),
        ("gwstrə", "gistr", 0.85 + 0.12 * 4 / 5),
        # ... and with all of them.
        ("kwə", "ko", 0.85),
        ("bwryə", "bury", 0.93),
        ("nwtrə", "notor", 0.97),
        ("gwstrə", "gustr", 0.97),
        # Of four consonants and more one may be another; of three that is another name.
        ("mhndsə", "mohandef", 0.8**2 * (0.85 + 0.12 * 4 / 5)),
        ("nwtrə", "notos", 0.0),
        # Of four, one is a quarter: the most that may differ.
        ("gstrə", "gostal", 0.75**2 * (0.85 + 0.12 * 3 / 4)),
        ("gstrə", "gosol", 0.0),
    ],
)
def test_words_without_vowels_are_as_alike_as_their_consonants_are_many(
    bare: str, full: str, alike: float
) -> None:
    assert word_similarity(bare, full) == pytest.approx(alike)


def test_words_of_one_meaning_are_the_same_but_for_a_trifle() -> None:
    """Tech is technology: less than the same word, more than one that sounds alike."""
    (pair,) = align(words("Tech"), words("Technology")).pairs
    assert pair.similarity == SAME_MEANING == 0.97
