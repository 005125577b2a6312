"""Rare words tell, common ones do not."""

import pytest

from compliance.matching.term_weights import ordinary_words, weigh
from compliance.names import prepare_name
from tests.matching.building import WEIGHTS


def test_ordinary_words_are_counted_within_the_names_looked_at() -> None:
    counts, names = ordinary_words()
    assert "*" not in counts
    assert all(0 < count <= names for count in counts.values())
    assert all(word == word.lower() and " " not in word for word in counts)


@pytest.mark.parametrize(
    "common", ["technology", "vision", "international", "china", "hangzhou", "13"]
)
def test_a_brand_tells_more_than_any_common_word(common: str) -> None:
    assert 0 < WEIGHTS.weigh(common) < 0.7 < WEIGHTS.weigh("hikvision") <= 1


def test_a_word_of_many_entries_tells_less() -> None:
    many = weigh([prepare_name(f"Huawei {number}")] for number in range(2_000))
    assert many.weigh("huawei") < WEIGHTS.weigh("huawei")


def test_many_aliases_of_one_entry_do_not_make_a_word_common() -> None:
    aliases = [prepare_name(f"Huawei {number}") for number in range(2_000)]
    assert weigh([aliases]).weigh("huawei") == weigh([aliases[:1]]).weigh("huawei")


def test_a_weight_does_not_depend_on_the_order_of_entries() -> None:
    entries = [[prepare_name(text)] for text in ("Dahua Technology", "Hikvision", "Dahua Vision")]
    assert weigh(entries).counts == weigh(reversed(entries)).counts
