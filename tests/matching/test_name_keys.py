"""Keys: names that are compared whatever their letters say."""

import pytest

from compliance.matching import name_keys
from compliance.names import prepare_name
from tests.matching.building import side

LISTED = [
    "China Electronics Technology Group Corporation",
    "CETG",
    "北京旷视科技有限公司",
    *(f"Orbis Blue {number} Glass" for number in range(60)),
]
KEYS = name_keys.build_keys([side(text) for text in LISTED])


def shared(asked: str) -> list[int]:
    return KEYS.find_shared([prepare_name(asked)], len(LISTED)).tolist()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("CETGC", LISTED[0]),  # with "corporation"
        ("China Electronics Technology Group", "CETG"),
        ("曠視", LISTED[2]),
    ],
)
def test_a_shared_key_makes_a_candidate(asked: str, listed: str) -> None:
    assert LISTED.index(listed) in shared(asked)


@pytest.mark.parametrize("asked", ["OBG", "Orbis Bakery", "Technology", ""])
def test_initials_that_too_many_share_and_mere_words_are_no_keys(asked: str) -> None:
    assert shared(asked) == []


def test_pairs_tell_which_name_was_asked() -> None:
    names = [prepare_name(text) for text in ("Nothing", "CETGC", "曠視")]
    assert KEYS.find_shared(names, 100).tolist() == [100, 202]


def test_pairs_are_told_in_full_however_long_the_list() -> None:
    names = [prepare_name(text) for text in ("Nothing", "CETGC")]
    assert KEYS.find_shared(names, 1 << 40).tolist() == [1 << 40]
