"""The most that names of persons can score, by what is left over at least."""

import numpy as np
import pytest

from compliance.matching.people import persons
from compliance.matching.people.person_tables import PARTICLE, person_name
from compliance.matching.people.persons import PLAIN
from compliance.matching.scoring import Scale, Scorecard
from compliance.matching.upper_bounds import NamesMet, Pairs, most_points_of_persons
from compliance.names import prepare_name


def points(rule: str, *, left: float) -> float:
    """Points where only one rule counts, and each point is one of its measure."""
    nothing = Scale((0.0, 1.0), (0.0, 0.0))
    card = Scorecard(0.0, {**dict.fromkeys(persons.RULES, nothing), rule: Scale((0, 9), (0, 9))})
    pairs = Pairs(*(np.ones(1) for _ in Pairs.__struct_fields__))
    met = NamesMet(np.ones(1), np.full(1, left), np.full(1, left))
    return float(most_points_of_persons(pairs, met, card)[0])


@pytest.mark.parametrize(("left", "share"), [(0.0, 1.0), (0.5, 0.88)])
def test_a_name_that_one_side_lacks_takes_an_eighth_of_the_letters(
    left: float, share: float
) -> None:
    """Ten letters beside forty of a long name: the shortest of names in the longest of two."""
    assert points("letters in order", left=left) == pytest.approx(share)


@pytest.mark.parametrize("left", [0.0, 0.5, 1.0])
def test_a_name_that_is_left_over_counts_for_no_more_than_the_least_telling_one(
    left: float,
) -> None:
    assert points("asked left over", left=left) == pytest.approx(left * (PLAIN + PARTICLE))


@pytest.mark.parametrize("name", ["Ali", "al", "J.", "Abu", "Petrovich", "Trading", "Wei"])
def test_no_part_of_a_name_tells_less_than_a_particle(name: str) -> None:
    assert all(part.weight >= PARTICLE for part in person_name(prepare_name(name)).parts)
