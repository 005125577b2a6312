"""The index: names whose words may agree are gathered, whatever else is asked with them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching import candidates
from compliance.matching.name_table import build_name_table
from compliance.matching.term_index import ReachMemory
from tests.matching.building import indexed, side

TEXTS = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Hikvision",
    "Zhejiang Dahua Technology",
    "Blue River Glass",
    "Institute No. 13",
    "Central Aircraft Repair Plant",
    "ZTE",
    "Ltd.",
    "5",
]
INDEX = indexed(*map(side, TEXTS))
ASKED = st.lists(
    st.sampled_from([*TEXTS, "Hik Vision", "ARP Glass", "Dahua", "x", "曠視"]), max_size=9
)


def gathered(*asked: str) -> list[tuple[int, int]]:
    names, terms = build_name_table([side(text) for text in asked], asked=True)
    pairs = INDEX.pairs(names, terms, ReachMemory())
    return list(zip(pairs.asked.tolist(), pairs.listed.tolist(), strict=True))


@pytest.mark.parametrize("text", TEXTS)
def test_a_listed_name_gathers_itself(text: str) -> None:
    assert (0, TEXTS.index(text)) in gathered(text)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Hik Vision", "Hikvision"),  # two words for one
        ("Blueriver Glass", "Blue River Glass"),  # one word for two
        ("Hicvision", "Hikvision"),
        ("Hikvison", "Hikvision"),
        ("Daha Technology", "Zhejiang Dahua Technology"),
        ("Central ARP", "Central Aircraft Repair Plant"),  # initials among words
        ("Hikvisio", "Hikvision"),
        ("13th Institute", "Institute No. 13"),
    ],
)
def test_other_writings_are_gathered(asked: str, listed: str) -> None:
    assert (0, TEXTS.index(listed)) in gathered(asked)


def test_names_that_share_nothing_gather_nothing() -> None:
    assert gathered("Wqxj", "Yellow Lamp") == []


def test_a_name_that_shares_only_common_words_gathers_nothing() -> None:
    assert gathered("Orbis Technology") == []


@settings(max_examples=60, deadline=None)
@given(ASKED)
def test_pairs_do_not_depend_on_the_batch(texts: list[str]) -> None:
    alone = [(at, listed) for at, text in enumerate(texts) for _, listed in gathered(text)]
    assert gathered(*texts) == alone


@pytest.mark.parametrize("portion", [1, 5, 1 << 30])
def test_pairs_do_not_depend_on_portions(monkeypatch: pytest.MonkeyPatch, portion: int) -> None:
    asked = [*TEXTS, "Hik Vision", "Dahua", "x", "Blue Glass Plant"]
    whole = gathered(*asked)
    monkeypatch.setattr(candidates, "_PORTION", portion)
    assert gathered(*asked) == whole


@pytest.mark.parametrize("spread", [0, 1])
def test_pairs_do_not_depend_on_those_that_share_a_sum(
    monkeypatch: pytest.MonkeyPatch, spread: int
) -> None:
    asked = [*TEXTS, "Hik Vision", "Dahua", "x", "Blue Glass Plant"]
    whole = gathered(*asked)
    monkeypatch.setattr(candidates, "_SPREAD", spread)
    assert gathered(*asked) == whole


def test_a_name_gathers_itself_however_common_its_words() -> None:
    texts = ["Norrsken Trading", "Trading", "Lorexia Trading", *["Optik Trading"] * 300]
    index = indexed(*map(side, texts))
    names, terms = build_name_table([side(text) for text in texts], asked=True)
    pairs = index.pairs(names, terms, ReachMemory())
    found = {*zip(pairs.asked.tolist(), pairs.listed.tolist(), strict=True)}
    assert {(at, at) for at in range(len(texts))} <= found


def test_an_empty_list_has_an_empty_index() -> None:
    names, terms = build_name_table([side("Hikvision")], asked=True)
    assert len(indexed().pairs(names, terms, ReachMemory()).asked) == 0
