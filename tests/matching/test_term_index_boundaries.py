"""Which listed words an asked one reaches: each number by words on either side of it."""

import pytest

from compliance.matching.term_index import build_term_index


def reached(asked: str, listed: str, *, run: bool = False) -> list[float]:
    """How alike the two are at most, if the one reaches the other."""
    reach = build_term_index([(listed, listed)]).reach([("" if run else asked, asked)])
    return [round(float(alike), 3) for alike in reach.similarity]


@pytest.mark.parametrize(
    ("asked", "listed", "alike"),
    [
        # Three fifths alike, as words meet in an alignment.
        ("electronix", "electrufgt", [0.6]),
        ("electronixa", "electrufgtu", []),
        # With the same consonants half the letters are enough to look closer.
        ("bari", "boru", [0.75]),
        ("kari", "koureu", []),
        # Three fifths as long, or the one is no spelling of the other.
        ("nabil", "neeabeel", [0.917]),
        ("nabil", "neeabeeel", []),
    ],
)
def test_a_word_reaches_another(asked: str, listed: str, alike: list[float]) -> None:
    assert reached(asked, listed) == alike


@pytest.mark.parametrize(
    ("asked", "listed", "alike"), [("tarimo", "toremo", [0.833]), ("tarimo", "torema", [])]
)
def test_words_written_as_one_are_nearly_the_one(
    asked: str, listed: str, alike: list[float]
) -> None:
    """By so many neighbours a looser bound would lead to half the list."""
    assert reached(asked, listed, run=True) == alike
