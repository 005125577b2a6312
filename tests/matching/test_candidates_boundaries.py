"""Which names are gathered: how much weight has to agree, on either side of it."""

import pytest

from compliance.matching.name_table import build_name_table
from compliance.matching.term_index import ReachMemory
from tests.matching.building import indexed, weighed


@pytest.mark.parametrize(("weight", "gathered"), [(0.62, True), (0.58, False)])
def test_names_agree_in_three_fifths_of_a_word_of_nobody_else(
    weight: float, gathered: bool
) -> None:
    """A business word and a number, two business words: less is shared by half of all names."""
    listed = indexed(weighed("Zorvexin Bakery", zorvexin=weight, bakery=1.0))
    asked = [weighed("Zorvexin Shipyard", zorvexin=weight, shipyard=1.0)]
    names, terms = build_name_table(asked, asked=True)
    assert bool(len(listed.pairs(names, terms, ReachMemory()).asked)) == gathered
