"""The sieve keeps every pair that can score enough; the oracle says which those are."""

import random

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from compliance.matching import parties, sieve
from compliance.matching.bounds import most_points
from compliance.matching.comparison import compare
from compliance.matching.described import described
from compliance.matching.lexicon import Memory
from compliance.matching.rules import RULES
from compliance.matching.scorecard import bundled
from compliance.model import PartyKind
from tests.matching.building import side

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
]


def made(kind: PartyKind = PartyKind.ORGANISATION) -> sieve.Sieve:
    return sieve.build([parties.ready(side(text), kind) for text in TEXTS])


SIEVE = made()
SIDES = [side(text) for text in TEXTS]


@pytest.mark.parametrize("least", [0.1, 0.55, 0.9])
def test_all_that_score_enough_are_kept(least: float) -> None:
    sides = [side(text) for text in ASKED]
    for one, kept in zip(sides, SIEVE.kept(sides, least), strict=True):
        asked = parties.asked(one, lambda name: side(name.raw))
        scored = [parties.score(asked, parties.ready(x, PartyKind.ORGANISATION), bundled()).score
                  for x in SIDES]  # fmt: skip
        enough = {at for at, score in enumerate(scored) if score >= least}
        assert enough <= set(kept), one.name.raw


def test_most_others_are_not() -> None:
    kept = SIEVE.kept([side("Orbis Digital Technology"), side("Orbis Glass")], 0.55)
    assert kept == [[], []]


def test_no_pair_has_more_points_than_its_bound() -> None:
    sides = [side(text) for text in ASKED]
    names, terms = described(sides, asked=True)
    pairs = SIEVE.index.pairs(names, terms, Memory())
    listed = SIEVE.index.names
    written = np.array(
        [
            OSA.normalized_similarity(names.written.all[i], listed.written.all[j])
            for i, j in zip(pairs.asked, pairs.listed, strict=True)
        ]
    )
    ours, theirs = names.facts.at(pairs.asked), listed.facts.at(pairs.listed)
    bounds = most_points(pairs, ours, theirs, written, bundled())
    for i, j, bound in zip(pairs.asked, pairs.listed, bounds, strict=True):
        pair = compare(sides[i], SIDES[j])
        points = bundled().points({name: rule(pair) for name, (rule, _) in RULES.items()})
        whole = points["asked initials"] + points["listed initials"]
        assert bundled().base + sum(points.values()) - whole <= bound + 1e-4, (ASKED[i], TEXTS[j])


def test_the_nearest_come_first() -> None:
    [found] = SIEVE.nearest([side("Hikvision Digital")], 2)
    assert [TEXTS[at] for at in found] == [TEXTS[0], TEXTS[1]]


def test_a_person_needs_two_names_or_all_of_one_side() -> None:
    persons = [parties.ready(side(text), PartyKind.PERSON) for text in ("Ivan Kruglov", "Usama")]
    ready = sieve.build(persons)
    asked = [side(text) for text in ("Kruglov, Ivan", "Ivan Petrov", "Kruglov GmbH", "Usama")]
    assert ready.kept(asked, 0.55) == [[0], [], [], [1]]


def test_the_order_of_the_asked_does_not_matter() -> None:
    order = list(range(len(ASKED)))
    random.Random(5).shuffle(order)  # noqa: S311
    kept = SIEVE.kept([side(text) for text in ASKED], 0.3)
    mixed = SIEVE.kept([side(ASKED[at]) for at in order], 0.3)
    assert mixed == [kept[at] for at in order]
