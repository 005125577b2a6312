"""What the parts of a person's name are worth: each number by names on either side of it."""

import pytest

from compliance.matching.people.person_tables import (
    PersonName,
    is_family_first,
    person_name,
    weigh_person_word,
)
from compliance.names import prepare_name


def taken_apart(raw: str) -> PersonName:
    return person_name(prepare_name(raw))


@pytest.mark.parametrize(
    ("raw", "part", "weight", "count"),
    [
        ("J. Thistlewood", "j", 0.1, 0.3),  # an initial is a third of a name and tells little
        ("Abu Thistlewood", "abu", 0.2, 0.3),  # without "abu" it is the son, not the father
        ("Al Thistlewood", "al", 0.05, 0.1),  # "al" is written or not at will
        # A father's name is half a name: half the world leaves it out, and brothers share it.
        ("Ivan Vasilkovich Thistlewood", "vasilkovich", 0.45, 0.5),
        ("Thistlewood Trading", "trading", 0.5, 1.0),  # a firm may bear a person's name
        ("Ivan Thistlewood", "thistlewood", weigh_person_word("thistlewood"), 1.0),
    ],
)
def test_what_a_part_is_worth(raw: str, part: str, weight: float, count: float) -> None:
    (found,) = (one for one in taken_apart(raw).parts if one.text == part)
    assert (found.weight, found.count) == (weight, count)


def test_up_to_four_neighbours_are_written_as_one_word() -> None:
    """Abd al-Rahman al-Sudani is one of four; five are found as two."""
    runs = {run.text for run in taken_apart("Ann Beth Cleo Dora Edith").runs}
    assert "annbethcleodora" in runs
    assert "annbethcleodoraedith" not in runs


def test_twelve_parts_are_compared() -> None:
    """The longest names of persons on lists have eleven; a cell of more is no name."""
    names = " ".join(f"{letter}orvexin" for letter in "bcdfghklmnprst")
    assert len(taken_apart(names).parts) == 12


@pytest.mark.parametrize(("given", "expected"), [(6, True), (7, False)])
def test_a_comma_in_more_than_seven_words_lists_things(given: int, expected: bool) -> None:
    names = "Ivan Maria Robert William Sergei Elena Boris".split()
    assert is_family_first(taken_apart(f"THISTLEWOOD, {' '.join(names[:given])}")) == expected
