"""Candidates: the index must propose the name itself, and depend on nothing but names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching import index
from compliance.matching.index import grams
from compliance.names import prepare

TEXTS = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Hikvision",
    "Zhejiang Dahua Technology",
    "杭州海康威视数字技术股份有限公司",
    "Blue River Glass",
    "Institute No. 13",
    "ZTE",
    "Ltd.",
    "5",
]
LISTED = [prepare(text) for text in TEXTS]
INDEX = index.build(LISTED)
ASKED = st.lists(
    st.sampled_from([*TEXTS, "Hik Vision", "BRG", "Dahua", "", "x", "曠視"]), max_size=9
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_listed_name_is_its_own_first_candidate(text: str) -> None:
    assert INDEX.candidates([prepare(text)], most=1)[0][0] == TEXTS.index(text)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Hik Vision", "Hikvision"),
        ("Hicvision", "Hikvision"),
        ("Daha Technology", "Zhejiang Dahua Technology"),
        ("BRG", "Blue River Glass"),  # only the initials are shared
        ("海康威视", "杭州海康威视数字技术股份有限公司"),
        ("Haikangweishi", "杭州海康威视数字技术股份有限公司"),
        ("13th Institute", "Institute No. 13"),
    ],
)
def test_other_writings_are_candidates(asked: str, listed: str) -> None:
    assert TEXTS.index(listed) in INDEX.candidates([prepare(asked)], most=3)[0]


def test_names_that_share_nothing_have_no_candidates() -> None:
    assert INDEX.candidates([prepare("Wqxj"), prepare("...")], most=5) == [[], []]


def test_nearest_first_and_no_more_than_asked_for() -> None:
    (found,) = INDEX.candidates([prepare("Hikvision")], most=2)
    assert [TEXTS[at] for at in found] == ["Hikvision", TEXTS[0]]


@settings(max_examples=60, deadline=None)
@given(ASKED)
def test_candidates_do_not_depend_on_the_batch(texts: list[str]) -> None:
    names = [prepare(text) for text in texts]
    together = INDEX.candidates(names, most=3)
    assert together == [INDEX.candidates([name], most=3)[0] for name in names]


def test_batches_larger_than_the_block_of_the_index() -> None:
    names = LISTED * 70
    assert INDEX.candidates(names, most=4) == INDEX.candidates(LISTED, most=4) * 70


def test_the_same_names_give_the_same_index() -> None:
    again = index.build(LISTED)
    assert again.features == INDEX.features
    assert (again.by_feature != INDEX.by_feature).nnz == 0


def test_an_empty_list_has_an_empty_index() -> None:
    assert index.build([]).candidates([prepare("Hikvision")], most=5) == [[]]


def test_features_hold_spelling_meaning_and_consonants() -> None:
    found = grams(prepare("Blue River Tech"))
    assert {" bl", "tec", "hno", "~rr"} <= found
