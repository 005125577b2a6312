"""The numbers of what is measured of two names: for each a case on either side, and its reason."""

import math

import pytest

from compliance.matching.features import (
    MOST_ORDINARY,
    RULES,
    agreement_over_asked_rest,
    agreement_over_listed_rest,
    compare,
    contained,
    nothing_left_over,
    ordinary_word,
    weakest_agreement,
)
from compliance.matching.scoring import read_bundled_scorecard
from compliance.matching.term_weights import ordinary_words
from tests.matching.building import compared, weighed


@pytest.mark.parametrize(("weight", "weakest"), [(0.49, 1.0), (0.51, 0.9)])
def test_a_common_word_that_is_misspelled_does_not_count_as_least_alike(
    weight: float, weakest: float
) -> None:
    """From half the weight of a word of nobody else on it matters how well a word is spelled."""
    sides = [weighed(name, dahua=weight, dahau=weight) for name in ("Dahau", "Dahua")]
    assert weakest_agreement(compare(*sides)) == weakest


def test_a_names_own_initials_are_no_word_that_is_left_over() -> None:
    """They weigh so little that nothing counts as left over, and yet less than nothing at all."""
    c = compared("Blue River Glass BRG", "Blue River Glass")
    assert c.left_asked == (0.05,)
    assert nothing_left_over(c) == 3


@pytest.mark.parametrize(
    ("asked", "listed", "share"),
    [("EZVIZ India", "EZVIZ", 1.0), ("EZVI India", "EZVI", 4 / 9)],
)
def test_four_letters_stand_inside_many_names_by_chance(
    asked: str, listed: str, share: float
) -> None:
    assert contained(compared(asked, listed)) == pytest.approx(share)


def test_no_word_of_ordinary_firms_is_as_ordinary_as_no_agreement() -> None:
    """Names that agree in initials only are worth what the most ordinary word would be."""
    assert ordinary_word(compared("BRG", "Blue River Glass")) == MOST_ORDINARY
    counts, _ = ordinary_words()
    assert math.log1p(max(counts.values())) < MOST_ORDINARY
    assert read_bundled_scorecard().scales["ordinary word"].measure[-1] == MOST_ORDINARY


def test_what_the_asked_name_lacks_speaks_less_against_it_than_what_it_adds() -> None:
    """Customers leave words of a name out more often than they add some: seven tenths count."""
    lacking, adding = compared("Dahua", "Dahua Bakery"), compared("Dahua Bakery", "Dahua")
    assert agreement_over_listed_rest(lacking) == pytest.approx(1 - 0.7)
    assert agreement_over_asked_rest(adding) == 0


@pytest.mark.parametrize(("rest", "words"), [(0.1, 1), (0.105, 0)])
def test_a_trifle_left_over_is_nothing(rest: float, words: int) -> None:
    """Two of a name's own initials are such a trifle; a word that many firms have is not."""
    c = compare(weighed("Hikvision Digital", digital=rest), weighed("Hikvision"))
    assert nothing_left_over(c) == words


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_goes_the_way_its_points_go(rule: str) -> None:
    points = read_bundled_scorecard().scales[rule].points
    assert RULES[rule][1] * (points[-1] - points[0]) >= 0
