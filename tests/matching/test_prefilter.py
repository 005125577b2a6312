"""The prefilter finds every pair that can score enough; the oracle says which those are."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rapidfuzz.distance import OSA

from compliance.matching import prefilter, scorers
from compliance.matching.arrays import make_lines
from compliance.matching.features import RULES, compare
from compliance.matching.name_table import build_name_table
from compliance.matching.scoring import read_bundled_scorecard
from compliance.matching.term_index import ReachMemory
from compliance.matching.upper_bounds import Pairs, most_points
from compliance.model import PartyKind
from tests.matching.building import filtered, listed, side

TEXTS = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Hikvision",
    "Zhejiang Dahua Technology",
    "Blue River Glass",
    "Institute No. 13",
    "Moskovskiy Mashinostroitelnyy Zavod",
    "China Electronics Technology Group Corporation 52nd Research Institute",
    "Haikangweishi Digital Technology",
    "Ltd.",
]
ASKED = [
    *TEXTS,
    "Hik Vision",
    "BRG",
    "Dahua Technology USA",
    "Moscow Machine Building Plant",
    "CETC 52",
    "Hang Zhou Hai Kang Wei Shi",
    "Institute No. 14",
    "Orbis Bakery",
    "هیکویژن",
    "Дахуа",
]


def made(kind: PartyKind = PartyKind.ORGANISATION) -> prefilter.Prefilter:
    return filtered(*TEXTS, kind=kind)


PREFILTER = made()
SIDES = [side(text) for text in TEXTS]


@pytest.mark.parametrize("least", [0.1, 0.55, 0.9])
def test_all_that_score_enough_are_kept(least: float) -> None:
    sides = [side(text) for text in ASKED]
    for one, kept in zip(sides, PREFILTER.find_pairs(sides, least), strict=True):
        asked = scorers.AskedReading(one, lambda name: side(name.raw))
        firms = [listed(other, PartyKind.ORGANISATION) for other in SIDES]
        scored = [scorers.score(asked, firm, read_bundled_scorecard()).score for firm in firms]
        enough = {at for at, score in enumerate(scored) if score >= least}
        assert enough <= set(kept), one.name.raw


def test_most_others_are_not() -> None:
    kept = PREFILTER.find_pairs([side("Orbis Digital Technology"), side("Orbis Glass")], 0.55)
    assert kept == [[], []]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("هیکویژن", [1]), ("دوهوا ستاره", []), ("Дахуа Технолоджи", [2])],
)
def test_between_scripts_words_tell_how_much_of_a_name_agrees(asked: str, kept: list[int]) -> None:
    assert PREFILTER.find_pairs([side(asked)], 0.55) == [kept]


def test_no_pair_has_more_points_than_its_bound() -> None:
    sides = [side(text) for text in ASKED]
    names, terms = build_name_table(sides, asked=True)
    pairs = PREFILTER.index.pairs(names, terms, ReachMemory())
    listed = PREFILTER.index.names
    written = np.array(
        [
            OSA.normalized_similarity(names.written.objects[i], listed.written.objects[j])
            for i, j in zip(pairs.asked, pairs.listed, strict=True)
        ]
    )
    ours, theirs = names.facts.take(pairs.asked), listed.facts.take(pairs.listed)
    bounds = most_points(pairs, ours, theirs, written, read_bundled_scorecard())
    for i, j, bound in zip(pairs.asked, pairs.listed, bounds, strict=True):
        pair = compare(sides[i], SIDES[j])
        points = read_bundled_scorecard().points(
            {name: rule(pair) for name, (rule, _) in RULES.items()}
        )
        whole = points["asked initials"] + points["listed initials"]
        assert read_bundled_scorecard().base + sum(points.values()) - whole <= bound + 1e-4, (
            ASKED[i],
            TEXTS[j],
        )


@given(st.lists(st.text("abə", max_size=6), min_size=2, max_size=6))
def test_lengths_of_two_names_never_say_less_than_their_letters(texts: list[str]) -> None:
    names = build_name_table([side(text) for text in texts], asked=False)[0]
    names = replace(names, written=make_lines(texts).strings)
    ready = replace(PREFILTER, index=replace(PREFILTER.index, names=names))
    at = np.arange(len(texts))
    pairs = Pairs(*(at if name == "asked" else at[::-1] for name in Pairs.__struct_fields__))
    most, written = ready.compare_lengths(pairs, names), ready.compare_writings(pairs, names)
    assert (most >= written).all()


def test_a_person_needs_two_names_or_all_of_one_side() -> None:
    ready = filtered("Ivan Kruglov", "Usama", kind=PartyKind.PERSON)
    asked = [side(text) for text in ("Kruglov, Ivan", "Ivan Petrov", "Kruglov GmbH", "Usama")]
    assert ready.find_pairs(asked, 0.55) == [[0], [], [], [1]]


@pytest.mark.parametrize(
    ("asked", "listed", "kept"),
    [
        # A particle that nothing meets is nothing in common; one that both have is.
        ("Khalid Hajar", "Abu Khalid", False),
        ("Amin Al-Haq", "AL-HAQ, Haj 'Abd", True),
        # A title is no name that is left over, and initials may be written as one word.
        ("M.S. Islambouli", "AL-ISLAMBULI, Muhammad Ahmad Shawqi", True),
        ("S.S. Abd el-Rahman", "ABD EL-RAHMAN, Suhayl Salim", True),
    ],
)
def test_particles_titles_and_initials_of_persons(asked: str, listed: str, kept: bool) -> None:
    ready = filtered(listed, kind=PartyKind.PERSON)
    assert ready.find_pairs([side(asked)], 0.55) == [[0] if kept else []]


def test_a_person_whose_name_is_common_is_kept_for_who_asks_for_weak_likenesses() -> None:
    ready = filtered("AHMED, A.", kind=PartyKind.PERSON)
    assert ready.find_pairs([side("Syed Amir Ahmed ajfi")], 0.3) == [[0]]
    assert ready.find_pairs([side("Syed Amir Ahmed ajfi")], 0.55) == [[]]


def test_of_a_name_in_characters_nothing_may_be_left_over() -> None:
    ready = filtered("Wang Wei", "Wang Wei Min", kind=PartyKind.PERSON)
    assert ready.find_pairs([side("王伟")], 0.55) == [[0]]


def test_the_order_of_the_asked_does_not_matter() -> None:
    order = list(range(len(ASKED)))
    random.Random(5).shuffle(order)  # noqa: S311
    kept = PREFILTER.find_pairs([side(text) for text in ASKED], 0.3)
    mixed = PREFILTER.find_pairs([side(ASKED[at]) for at in order], 0.3)
    assert mixed == [kept[at] for at in order]
