"""One name against another: 1 for itself, less for all others."""

from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.alignment import words_of
from compliance.matching.caps import Cap, Floor
from compliance.matching.features import Side, compare
from compliance.matching.scoring import (
    HIT_FROM,
    REVIEW_FROM,
    is_sibling,
    read_bundled_scorecard,
    score,
)
from compliance.matching.term_weights import weigh
from compliance.names import prepare_name
from tests.matching.building import side

WORD = st.sampled_from(
    "Hikvision Dahua Shenzhen Technology Tech of & 13 No. XIII NPP Ромашка завод 海康 威视 科技 "
    "公司 شركة ソニー 삼성 d.o.o. S.p.A. Co.,Ltd GmbH Нikvision L'Oréal the (USA) A".split()
)
REAL_LOOKING = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
ANY_TEXT = st.text(max_size=40)


def scored(asked: str, listed: str) -> float:
    return score(side(asked), side(listed), read_bundled_scorecard()).score


@settings(max_examples=150, deadline=None)
@given(st.one_of(REAL_LOOKING, ANY_TEXT.filter(lambda text: bool(side(text).name.tokens))))
def test_a_name_is_itself(text: str) -> None:
    assert scored(text, text) == 1


@settings(max_examples=200, deadline=None)
@given(REAL_LOOKING, REAL_LOOKING)
def test_a_score_is_a_share_and_one_only_for_the_same_name(asked: str, listed: str) -> None:
    value = scored(asked, listed)
    ours, theirs = side(asked).name, side(listed).name
    assert 0 <= value <= 1
    assert (value == 1) == (
        ours.tokens == theirs.tokens
        and (ours.literal or theirs.literal or ours.legal == theirs.legal)
    )


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Dahua Co., Ltd.", "DAHUA CO LTD"),
        ("ООО Ромашка", "OOO Romashka"),
        ("曠視科技", "旷视科技"),
        ("Нikvision", "Hikvision"),
        ("Institute No. 13", "Institute XIII"),
        ("Ltd.", "LTD"),
    ],
)
def test_other_writings_of_the_same_name_score_one(asked: str, listed: str) -> None:
    assert scored(asked, listed) == 1


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("Ltd.", "GmbH"), ("Ltd.", "Hikvision Ltd."), ("公司", "海康公司"), ("of the", "of")],
)
def test_a_name_without_a_core_is_the_same_or_nothing(asked: str, listed: str) -> None:
    assert scored(asked, listed) == scored(listed, asked) == 0


@pytest.mark.parametrize(
    ("better", "worse", "listed"),
    [
        ("Hikvison Digital", "Hkvsion Digitol", "Hikvision Digital"),
        ("Zhejiang Dahua Technology", "Zhejiang Technology", "Zhejiang Dahua Technology Co., Ltd."),
        ("55th Research Institute", "13th Research Institute", "Research Institute No. 55"),
        ("Dahua Technology", "Dahlia Technology", "Dahua Technology"),
        ("Hikvision GmbH", "Vision GmbH", "Hikvision"),
    ],
)
def test_more_damage_scores_less(better: str, worse: str, listed: str) -> None:
    assert scored(better, listed) > scored(worse, listed)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("No. 12 Research Institute", "No. 13 Research Institute"),
        ("CETC 54th Research Institute", "CETC 52nd Research Institute"),
        ("Yunnan Police College", "Xinjiang Police College"),
        ("Bank of the West", "Bank of the East"),
    ],
)
def test_siblings_stay_below_review(asked: str, listed: str) -> None:
    assert scored(asked, listed) <= Cap.SIBLING.score < REVIEW_FROM


def test_a_brand_outweighs_its_place() -> None:
    assert not is_sibling(compare(side("Hikvision Beijing"), side("Hangzhou Hikvision")))


@pytest.mark.parametrize("place", ["Deutschland", "USA", "Singapore"])
def test_a_listed_name_with_a_foreign_place_is_a_question(place: str) -> None:
    assert REVIEW_FROM <= scored(f"Hikvision {place}", "Hikvision") <= Cap.BRANCH.score < HIT_FROM


def test_the_seat_of_a_listed_party_is_no_foreign_place() -> None:
    abroad = side("Hikvision")
    home = Side(abroad.name, abroad.words, lambda: frozenset({"hangzhou"}))
    assert (
        score(side("Hikvision Hangzhou"), home, read_bundled_scorecard()).score > Cap.BRANCH.score
    )


def test_the_bare_name_of_a_family_of_listed_parties_is_a_question() -> None:
    entries = [[prepare_name(f"Zorvex {word} Ltd.")] for word in ascii_lowercase]
    weights = weigh(entries)
    asked, listed, other = (
        Side(name, words_of(name, weights))
        for name in map(prepare_name, ("Zorvex", "Zorvex Services Ltd.", "Zorvez"))
    )
    assert score(asked, listed, read_bundled_scorecard()).score >= Floor.FAMILY.score
    assert score(other, listed, read_bundled_scorecard()).score < Floor.FAMILY.score
