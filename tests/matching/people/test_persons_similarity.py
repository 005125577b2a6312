"""Parts of persons' names: transliterations, forms, initials, and what is another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.people.persons import (
    FORM,
    INITIAL,
    LEAST,
    SAME,
    SHORTENED,
    SIMILAR,
    likeness,
)

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("petrov", "petrov", SAME),
        ("yevgeniy", "eugene", FORM),
        ("oleksandr", "aleksandr", FORM),
        ("bill", "william", FORM),
        ("sasha", "aleksandr", FORM),
        ("muhammad", "mohamed", FORM),
        ("al", "el", FORM),
        ("soleimani", "suleymani", SIMILAR),
        ("zhuravskov", "zhuravskova", SIMILAR),
        ("kovalevskiy", "kovalevskaya", SIMILAR),
        ("khrushchev", "khruschev", SIMILAR),
        ("examp", "exampli", SHORTENED),
        ("j", "john", INITIAL),
    ],
)
def test_one_name(one: str, other: str, how: str) -> None:
    similarity, found = likeness(one, other)
    assert similarity >= LEAST
    assert found == how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hassan", "hussein"),  # one skeleton of consonants, two names
        ("yameen", "ayman"),  # the same, though the second has hardly a vowel
        ("wei", "wen"),  # one letter off, another Chinese name
        ("zhang", "zheng"),
        ("li", "lin"),
        ("guiying", "guoying"),
        ("ivan", "igor"),
        ("mohammadi", "ahmadi"),
        ("j", "k"),
        ("2", "3"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert likeness(one, other)[0] < LEAST


@given(WORDS, WORDS)
def test_symmetric_and_one_only_for_the_same(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other)[0] <= 1
    assert (likeness(one, other)[0] == 1) == (one == other)
