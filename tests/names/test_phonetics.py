"""Transliterations of one sound agree; words written without vowels meet Latin ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.phonetics import (
    MARK,
    find_consonants,
    find_consonants_of_lines,
    find_skeleton,
    is_vowelless,
    spell_broad_sound,
    spell_broad_sound_of_lines,
    spell_person_sound,
    spell_sound,
    spell_sound_of_lines,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("mhmd", "mohamed"),
        ("mhmd", "muhammad"),
        ("qasm", "ghasem"),
        ("qasm", "kassim"),
        ("hlal", "hilal"),
        ("shwman", "chouman"),
        ("wlyd", "walid"),
        ("wlyd", "valid"),
        ("ayran", "iran"),
        ("arwmyh", "orumiyeh"),
        ("jmal", "djamal"),
    ],
)
def test_usual_transliterations_share_their_consonants(written: str, latin: str) -> None:
    assert find_consonants(written + MARK) == find_consonants(latin)


@pytest.mark.parametrize(("one", "other"), [("mhmd", "ahmad"), ("wlyd", "khalid"), ("nwr", "nasr")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert find_consonants(one + MARK) != find_consonants(other)


def test_a_mark_tells_a_word_without_vowels() -> None:
    assert is_vowelless("mhmd" + MARK)
    assert not is_vowelless("mohamed")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789" + MARK, max_size=12))
def test_any_word_has_sounds(word: str) -> None:
    assert MARK not in spell_broad_sound(word)
    assert len(find_consonants(word)) <= len(spell_broad_sound(word))


def test_transliterations_sound_alike() -> None:
    assert spell_sound("tchaikovsky") == spell_sound("chaykovskiy")
    assert spell_sound("khrunichev") == spell_sound("krunichev")
    assert find_skeleton("hikvision") == find_skeleton("hikvisaion")


@given(st.text(LETTERS, min_size=1, max_size=14))
def test_the_sound_of_a_persons_name_is_never_empty(name: str) -> None:
    assert spell_person_sound(name)


@given(st.lists(st.text(LETTERS + MARK, min_size=1, max_size=14), min_size=1, max_size=8))
def test_words_on_lines_sound_as_words_alone(words: list[str]) -> None:
    lines = "\n".join(words)
    assert spell_sound_of_lines(lines).split("\n") == [*map(spell_sound, words)]
    assert spell_broad_sound_of_lines(lines).split("\n") == [*map(spell_broad_sound, words)]
    assert find_consonants_of_lines(lines).split("\n") == [*map(find_consonants, words)]
