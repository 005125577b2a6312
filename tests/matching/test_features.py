"""What is measured of two names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.features import (
    contained,
    letters_and_words,
    strongest_agreement,
    weakest_agreement,
)
from tests.matching.building import WEIGHTS, compared

NAMES = st.text(alphabet="ahikndlotc e13", min_size=1, max_size=30).filter(
    lambda text: any(char.isalnum() for char in text)
)


def test_the_same_name_leaves_nothing_over() -> None:
    c = compared("Zhejiang Dahua Technology", "Zhejiang Dahua Technology")
    assert c.same
    assert c.left_asked == c.left_listed == ()
    assert contained(c) == weakest_agreement(c) == 1
    assert letters_and_words(c) == c.agreed == pytest.approx(c.paired)
    assert strongest_agreement(c) == WEIGHTS.weigh("dahua")
    assert c.inversions == 0


def test_the_legal_form_does_not_make_another_name() -> None:
    assert compared("Dahua GmbH", "Dahua Co., Ltd.").same


def test_words_left_over_are_weighed_on_their_side() -> None:
    c = compared("Dahua", "Dahua Bakery")
    assert c.left_asked == ()
    assert c.left_listed == (WEIGHTS.weigh("bakery"),)


def test_a_name_s_own_initials_weigh_next_to_nothing() -> None:
    c = compared("Blue River Glass BRG", "Blue River Glass")
    assert max(c.left_asked) < 0.1


def test_another_order_is_counted_and_does_not_cost_letters() -> None:
    c = compared("Technology Dahua", "Dahua Technology")
    assert c.inversions == 1
    assert letters_and_words(c) == c.agreed


def test_a_misspelled_common_word_does_not_become_telling() -> None:
    c = compared("Technologie", "Technolgoy")
    assert strongest_agreement(c) <= WEIGHTS.weigh("technology")


@settings(max_examples=200, deadline=None)
@given(NAMES, NAMES)
def test_measures_stay_in_their_bounds(asked: str, listed: str) -> None:
    c = compared(asked, listed)
    shares = (contained(c), weakest_agreement(c), strongest_agreement(c))
    assert letters_and_words(c) <= c.agreed + 1e-9
    assert all(0 <= share <= len(c.asked.words) for share in shares)
    assert 0 <= c.agreed <= c.paired + 1e-9
    assert len(c.left_asked) <= len(c.asked.words)
    assert len(c.left_listed) <= len(c.listed.words)
