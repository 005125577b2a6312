"""The tables of persons' names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import known_names


def test_common_names_say_little() -> None:
    few = [known_names.telling(name) for name in ("mohammed", "ali", "wei", "smith", "ivan")]
    assert max(few) < 0.55
    assert known_names.telling("kruglovskaya") > 0.9


@pytest.mark.parametrize("word", ["al", "van", "bin", "abu", "de"])
def test_particles(word: str) -> None:
    assert known_names.is_particle(word)


def test_telling_particles_are_particles() -> None:
    assert known_names.is_telling_particle("abu")
    assert known_names.is_particle("abdul")
    assert not known_names.is_telling_particle("al")


@pytest.mark.parametrize("word", ["vladimirovich", "sergeevna", "mamedogly", "ivanovych"])
def test_patronymics(word: str) -> None:
    assert known_names.is_patronymic(word)


@pytest.mark.parametrize("word", ["petrov", "ovich", "smith"])
def test_no_patronymics(word: str) -> None:
    assert not known_names.is_patronymic(word)


def test_names_are_no_business_words() -> None:
    assert known_names.is_business("trading")
    assert not known_names.is_business("john")


@given(st.text())
def test_any_word_has_a_weight(word: str) -> None:
    assert 0 < known_names.telling(word) <= 1
