"""The numbers of scoring: for each a case on either side of it, with the officer's reason."""

import pytest
from msgspec.structs import replace

from compliance.matching.features import compare
from compliance.matching.scoring import (
    ALMOST_SAME,
    band,
    find_cap,
    find_floor,
    is_sibling,
    is_weak,
    read_bundled_scorecard,
    review_from,
    score,
    within_band,
)
from compliance.model import Decision
from tests.matching.building import LEAD, compared, entry, figure, side, weighed

HIT, REVIEW, CLEAR = Decision.HIT, Decision.REVIEW, Decision.CLEAR
LISTED = entry("Dahua")
RELATED = entry("Dahua", listings=(), leads=(LEAD,))


@pytest.mark.parametrize(
    ("figure", "decision"), [(0.90, HIT), (0.8999, REVIEW), (0.55, REVIEW), (0.5499, CLEAR)]
)
def test_a_listed_party_is_a_hit_from_090_and_a_question_from_055(
    figure: float, decision: Decision
) -> None:
    assert band(figure, LISTED, LISTED.names[0], weak=False) is decision


@pytest.mark.parametrize(("figure", "decision"), [(0.65, REVIEW), (0.6499, CLEAR)])
def test_a_party_that_leads_to_a_listed_one_has_to_be_named_more_clearly(
    figure: float, decision: Decision
) -> None:
    assert band(figure, RELATED, RELATED.names[0], weak=False) is decision


def test_what_speaks_for_a_party_never_shows_the_edge_of_the_next_band() -> None:
    """0.899999 is the most that six places show of a question: 0.90 would read as a hit."""
    assert within_band(0.899997, LISTED, 0.8) == pytest.approx(0.899999, abs=1e-9)


@pytest.mark.parametrize(("weight", "weak"), [(0.49, True), (0.51, False)])
def test_a_name_is_weak_whose_words_are_each_common(weight: float, weak: bool) -> None:
    """A word that weighs half is in so many names that it says no more than "vision"."""
    assert is_weak(weighed("Zorvexin Malvory", zorvexin=weight, malvory=0.1)) == weak


@pytest.mark.parametrize(
    ("name", "weak"),
    [
        ("DJI", True),  # three letters are often other parties' initials
        ("DJIX", False),
        ("Shenzhen Technology", True),
        ("Shenzhen Trading Technology", False),  # three common words are hardly anybody else's
    ],
)
def test_a_name_is_weak_by_its_letters_or_by_one_or_two_common_words(name: str, weak: bool) -> None:
    assert is_weak(side(name)) == weak


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Addr ess 02", "Address 02"),
        ("Beijing HuaweiLongshine Information", "Beijing Huawei Longshine Information"),
    ],
)
def test_almost_the_same_name_is_not_the_same(asked: str, listed: str) -> None:
    """1.00 says that nothing but the writing differs; what is almost that shows 0.999."""
    assert score(side(asked), side(listed), read_bundled_scorecard()).score == ALMOST_SAME == 0.999


@pytest.mark.parametrize(("weight", "sibling"), [(0.84, True), (0.86, False)])
def test_a_word_of_its_own_makes_colleges_of_two_provinces_one(
    weight: float, sibling: bool
) -> None:
    """Two police colleges are two bodies unless they share a word that hardly anybody else has."""
    ours, theirs = (
        weighed(f"{place} Zorvexin Police College", zorvexin=weight)
        for place in ("Yunnan", "Xinjiang")
    )
    assert is_sibling(compare(ours, theirs)) == sibling


def test_the_same_chinese_name_is_as_clear_as_a_lead_has_to_be() -> None:
    """At 0.65 a brand alone is a question about a listed party, and just so about a lead."""
    asked, listed = side("Huawei"), side("Huawei Technology Services")
    family = replace(listed, words=tuple(w._replace(family=True) for w in listed.words))
    assert figure(find_floor(compare(asked, family))) == review_from(RELATED)
    assert find_floor(compare(asked, listed)) is None


@pytest.mark.parametrize(
    ("asked", "listed", "most"),
    [
        ("No. 12 Research Institute", "No. 13 Research Institute", 0.5),
        ("Hikvision Deutschland", "Hikvision", 0.89),
    ],
    ids=["a sibling is below any question", "a branch is a question, and no hit"],
)
def test_siblings_and_branches(asked: str, listed: str, most: float) -> None:
    assert figure(find_cap(compared(asked, listed))) == most
