"""When one word tells: each number of the table by words on either side of it."""

import pytest

from compliance.matching.features import compare
from compliance.matching.scoring import find_word_floor, is_slip, is_telling
from tests.matching.building import compared, figure, side, weighed


@pytest.mark.parametrize(("word", "tells"), [("zorve", True), ("zorv", False)])
def test_a_word_that_tells_has_five_letters(word: str, tells: bool) -> None:
    """Four are too often the letters of several names."""
    assert is_telling(word) == tells


@pytest.mark.parametrize(("weight", "floor"), [(0.86, 0.6), (0.84, 0.0)])
def test_a_word_tells_that_at_most_four_families_of_the_list_have(
    weight: float, floor: float
) -> None:
    """Seventeen twentieths: the fifth family of names with a word takes it below."""
    listed = weighed("Zhejiang Zorvexin Technology Co., Ltd.", zorvexin=weight)
    assert figure(find_word_floor(compare(side("Zorvexin Ltd"), listed))) == floor


@pytest.mark.parametrize(
    ("asked", "listed", "floor"),
    [
        ("Zorvexin Ltd", "Zhejiang Zorvexin Technology Co., Ltd.", 0.6),
        ("Zorrvexin Ltd", "Zorvexin LLC", 0.58),  # a slip is less sure than the word
    ],
)
def test_the_floors_are_those_of_the_docs(asked: str, listed: str, floor: float) -> None:
    assert figure(find_word_floor(compared(asked, listed))) == floor


@pytest.mark.parametrize(
    ("asked", "listed", "slip"), [("zorvn", "zorven", True), ("zorn", "zoren", False)]
)
def test_a_slip_is_one_of_six_letters(asked: str, listed: str, slip: bool) -> None:
    """One letter of five makes another name as often as it is a slip."""
    assert is_slip(asked, listed) == slip
