"""Ships and aircraft, in figures: each number by names on either side of it, and its reason."""

import pytest

from compliance.matching import scorers
from tests.matching.building import compared, figure, side, weighed


@pytest.mark.parametrize(
    ("asked", "listed", "cap"),
    [
        ("SUNWARD PELICAN", "SUNWARD PELICAN 2", 0.86),  # of one owner: a question, and no hit
        ("SUNWARD PELICAN 3", "SUNWARD PELICAN 2", 0.50),  # another ship
        ("Pelican Ltd", "PELICAN", 0.51),  # a firm is no ship
        ("XYZ", "EP-XYZ", 0.48),  # of a tail number every sign counts
        ("SUNWARD PELICAN 2", "SUNWARD PELICAN 2", 1.0),
    ],
)
def test_what_a_name_scores_at_most_against_a_ship(asked: str, listed: str, cap: float) -> None:
    assert figure(scorers.find_vessel_cap(compared(asked, listed)), 1.0) == cap


@pytest.mark.parametrize(("name", "weak"), [("ZORVEX", True), ("ZORVEXI", False)])
def test_a_ships_name_of_six_letters_is_no_hit_without_its_number(name: str, weak: bool) -> None:
    assert scorers.is_weak_vessel(side(name)) == weak


@pytest.mark.parametrize(("weight", "weak"), [(0.89, True), (0.91, False)])
def test_a_ships_name_is_weak_that_is_a_word_of_firms(weight: float, weak: bool) -> None:
    """Ships are named SUNRISE by the dozen: the words of a name together have to be rare."""
    assert scorers.is_weak_vessel(weighed("SUNRISE", sunrise=weight)) == weak
