"""Keys: names that are compared whatever their letters say."""

import pytest

from compliance.matching import keys
from compliance.names import prepare

LISTED = [
    "China Electronics Technology Group Corporation",
    "CETG",
    "Nauchno Proizvodstvennoe Obyedinenie Gran",
    "北京旷视科技有限公司",
    *(f"Huawei {number} GmbH" for number in range(60)),
    *(f"Orbis {number} GmbH" for number in range(60)),
]
NAMES = [prepare(text) for text in LISTED]
KEYS = keys.build(NAMES, families={"huawei"})


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Gran Scientific and Production Association", LISTED[2]),  # one telling word
        ("CETGC", LISTED[0]),  # with "corporation"
        ("China Electronics Technology Group", "CETG"),
        ("曠視", LISTED[3]),
    ],
)
def test_a_shared_key_makes_a_candidate(asked: str, listed: str) -> None:
    assert LISTED.index(listed) in KEYS.shared(prepare(asked))


def test_a_word_that_too_many_share_is_no_key_unless_it_is_a_familys() -> None:
    assert KEYS.shared(prepare("Orbis Bakery")) == []
    assert len(KEYS.shared(prepare("Huawei Bakery"))) == 60


def test_common_words_places_and_numbers_are_no_keys() -> None:
    assert KEYS.shared(prepare("Beijing Technology 7")) == []
