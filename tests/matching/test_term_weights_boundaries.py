"""How telling words are, in figures: each number by words on either side of it, and its reason."""

from math import log

import pytest

from compliance.matching.term_weights import Weights, ordinary_words, weigh
from compliance.names import prepare_name
from compliance.names.vocabulary import is_brand
from tests.matching.building import WEIGHTS

COUNTS, NAMES = ordinary_words()


def family(size: int, brand: str = "Zorvexin") -> Weights:
    """Weights of a list with so many firms that begin with a brand."""
    return weigh([prepare_name(f"{brand} {chr(97 + at)}lumor Ltd")] for at in range(size))


@pytest.mark.parametrize(
    ("word", "weight"),
    [
        ("13", 0.30),  # a number tells plants apart, and every plant has one
        ("hangzhou", 0.15),  # a place says little beside a brand
        ("digital", 0.38),  # a business word says no more, however few firms of the list have it
        ("zorvexin", 1.0),
    ],
)
def test_what_a_word_weighs(word: str, weight: float) -> None:
    assert WEIGHTS.weigh(word) == pytest.approx(weight)


def test_a_place_tells_where_nothing_else_does() -> None:
    """It is what tells the police college of Yunnan from that of Xinjiang."""
    assert WEIGHTS.weigh("hangzhou", among_brands=False) == 0.6


def test_no_word_weighs_nothing() -> None:
    """A word that all names have is still one that a name without it lacks."""
    everywhere = Weights(counts={"zorvexin": 1e6}, total=100_000)
    assert everywhere.weigh("zorvexin") == 0.08


def test_a_list_of_25_000_entries_counts_in_full() -> None:
    """Of a small one a word seen twice is no common word yet."""
    few = weigh([prepare_name(f"Zorvexin {at}")] for at in range(1))
    total = 25_000 + NAMES
    assert few.counts["zorvexin"] == pytest.approx(1 / 25_000)
    assert few.weigh("zorvexin") == pytest.approx(log(total / (1 + 1 / 25_000)) / log(total))


@pytest.mark.parametrize(("size", "known"), [(19, False), (20, True)])
def test_twenty_firms_that_begin_with_a_brand_are_a_family(size: int, known: bool) -> None:
    assert ("zorvexin" in family(size).families) == known


@pytest.mark.parametrize(("brand", "known"), [("Zorvx", True), ("Zorv", False)])
def test_the_brand_of_a_lead_has_five_letters(brand: str, known: bool) -> None:
    """Four are too often the initials of somebody else."""
    assert (brand.lower() in weigh([], [prepare_name(brand)]).families) == known


@pytest.mark.parametrize(("bearers", "known"), [(10, True), (11, False)])
def test_a_brand_of_more_than_ten_ordinary_firms_is_no_familys(bearers: int, known: bool) -> None:
    """Up to ten firms of a registry are the family's own, or bear its name by chance."""
    brand = next(
        word
        for word, count in sorted(COUNTS.items())
        if count == bearers
        and len(word) > 5
        and prepare_name(word).tokens == (word,)
        and word in weigh([[prepare_name(f"{word} Alumor Ltd")]]).counts
        and is_brand(word)
    )
    assert (brand in family(20, brand).families) == known
