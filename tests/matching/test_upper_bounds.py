"""The most that names of persons can score, by what is left over at least."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.name_table import build_name_table
from compliance.matching.people import persons
from compliance.matching.people.person_tables import PARTICLE, person_name
from compliance.matching.people.persons import PLAIN
from compliance.matching.scoring import Scale, Scorecard
from compliance.matching.upper_bounds import (
    NamesMet,
    Pairs,
    add_left_over,
    most_points_of_persons,
)
from compliance.names import prepare_name
from tests.matching.building import side


def points(rule: str, *, left: float) -> float:
    """Points where only one rule counts, and each point is one of its measure."""
    nothing = Scale((0.0, 1.0), (0.0, 0.0))
    card = Scorecard(0.0, {**dict.fromkeys(persons.RULES, nothing), rule: Scale((0, 9), (0, 9))})
    pairs = Pairs(*(np.ones(1) for _ in Pairs.__struct_fields__))
    met = NamesMet(np.ones(1), np.ones(1), np.full(1, left), np.full(1, left))
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


WORDS = (
    "Simon du AHMED, A. A.V. bin al Abu Kruglov GmbH and Khan SA Trading Petrovich Dr. مهندس 王伟"
).split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
def test_the_parts_of_a_persons_name_tell_no_more_than_all_its_words(text: str) -> None:
    """Links and forms, which are no words of a firm's name, may be parts of a person's."""
    facts = build_name_table([side(text)], asked=True)[0].facts
    assert sum(part.weight for part in person_name(prepare_name(text)).parts) <= (
        facts.telling[0] + 1e-5
    )


LONG = " ".join(f"{one}orvexin" for one in "bcdfghjklmnpqrstvwxyzabcdefghijklmnopqrst")
NAMES = ("Blue River Glass", "Hangzhou Hikvision", "ARP Central Aircraft Repair Plant", LONG)


@given(st.sampled_from(NAMES), st.integers(1, (1 << 32) - 1))
def test_what_is_left_over_is_the_weight_of_words_that_count_and_are_not_covered(
    text: str, covered: int
) -> None:
    names = build_name_table([side(text)], asked=True)[0]
    weights = names.parts.weights[: names.facts.words[0]].tolist()
    light = int(names.facts.light_words[0])
    covered &= (1 << len(weights)) - 1
    columns = {name: np.full(1, 9.0) for name in Pairs.__struct_fields__}
    bits = np.array([covered], np.uint32)
    columns |= {"asked": np.zeros(1, int), "listed": np.zeros(1, int)}
    pairs = Pairs(**columns | {"our_words": bits, "their_words": bits})
    found = add_left_over(pairs, names, names)
    own = [(weight, 1 << at) for at, weight in enumerate(weights)]
    left = sum(weight for weight, bit in own if not bit & (covered | light))
    assert found.left_asked[0] == pytest.approx(max(0, left - 1e-5), abs=1e-5)
    met = sum(weight for weight, bit in own if bit & covered)
    assert found.agreed[0] == pytest.approx(min(9, met + 1e-5), abs=1e-5)
