"""Which names are gathered: how much weight has to agree, on either side of it."""

import numpy as np
import pytest

from compliance.matching import candidates
from compliance.matching.name_table import build_name_table
from compliance.matching.term_index import ReachMemory
from tests.matching.building import side, weighed


@pytest.mark.parametrize(("weight", "gathered"), [(0.62, True), (0.58, False)])
def test_names_agree_in_three_fifths_of_a_word_of_nobody_else(
    weight: float, gathered: bool
) -> None:
    """A business word and a number, two business words: less is shared by half of all names."""
    listed = candidates.build_index([weighed("Zorvexin Bakery", zorvexin=weight, bakery=1.0)])
    asked = [weighed("Zorvexin Shipyard", zorvexin=weight, shipyard=1.0)]
    names, terms = build_name_table(asked, asked=True)
    assert bool(len(listed.pairs(names, terms, ReachMemory()).asked)) == gathered


def test_more_common_words_than_bits_are_told_apart_no_worse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two common words may share a bit, and each has one: no name is lost for its words."""
    monkeypatch.setattr(candidates, "_MANY", 1)
    words = [f"{one}{other}orvexin" for one in "bcdfghklmn" for other in "aeiouyr"]
    texts = [f"{one} {other}" for one, other in zip(words, [*words[1:], words[0]], strict=True)]
    index = candidates.build_index([side(text) for text in texts])
    names, terms = build_name_table([side(text) for text in texts], asked=True)
    pairs = index.pairs(names, terms, ReachMemory())
    found = {*zip(pairs.asked.tolist(), pairs.listed.tolist(), strict=True)}
    assert np.isin(np.arange(len(texts)), [one for one, other in found if one == other]).all()
