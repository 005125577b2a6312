"""The brand of a family is a question only where no other word tells the names apart."""

from collections.abc import Sequence

import pytest

from compliance.matching import Matcher, prefilter
from compliance.matching.alignment import words_of
from compliance.matching.features import Side
from compliance.matching.prefilter import Prefilter
from compliance.matching.term_weights import weigh
from compliance.model import Party, PartyKind
from compliance.names import prepare_name
from tests.matching.building import watchlist

FAMILY = [f"Huawei {word} Co., Ltd." for word in ("Korlan", "Device", "Norrsken", "Technologies")]
MANY = [f"Huawei {'abcdefghijklmnopqrstu'[at] * 5} Ltd." for at in range(21)]
WEIGHTS = weigh([prepare_name(text)] for text in [*FAMILY, *MANY])


def weighed(text: str) -> Side:
    return Side(prepare_name(text), words_of(prepare_name(text), WEIGHTS))


def made(texts: Sequence[str]) -> Prefilter:
    named = [(weighed(text), PartyKind.ORGANISATION) for text in texts]
    return prefilter.join_prefilter_parts([prefilter.build_prefilter_part(named)])


def kept(asked: str) -> list[str]:
    [found] = made(FAMILY).find_pairs([weighed(asked)], 0.55)
    return [FAMILY[at] for at in found]


def test_huawei_is_a_family() -> None:
    assert WEIGHTS.families == {"huawei"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Huawei", "Huawei Technologies Co., Ltd."),  # nothing but business words is left over
        ("Huawei Korln", "Huawei Korlan Co., Ltd."),
        ("Huawei Korlamar", "Huawei Korlan Co., Ltd."),  # hardly alike, but a partner
    ],
)
def test_the_bare_brand_and_words_that_meet_are_kept(asked: str, found: str) -> None:
    assert found in kept(asked)


def test_another_word_tells_them_apart() -> None:
    assert "Huawei Korlan Co., Ltd." not in kept("Huawei Pelidor")
    assert "Huawei Norrsken Co., Ltd." not in kept("Huawei Pelidor")


def test_a_word_that_only_sounds_like_the_brand_is_not_the_brand() -> None:
    assert kept("Huavei Pelidor") == []


@pytest.mark.parametrize("asked", ["Huawei", "Huawei Korln", "Huawei Korlamar", "Huawei Pelidor"])
def test_answers_are_those_of_the_oracle(asked: str) -> None:
    listed, party = watchlist(*FAMILY, *MANY), Party(name=asked)
    answers = [
        [(one.entry.id, one.score) for one in found]
        for exhaustive in (False, True)
        for found in Matcher(listed, exhaustive=exhaustive).search([party], max_matches=50)
    ]
    assert answers[0] == answers[1]
