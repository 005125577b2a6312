"""Words written without vowels and the Latin words they may be have the same consonants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.vowelless import MARK, consonants, is_vowelless, sounds


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
    assert consonants(written + MARK) == consonants(latin)


@pytest.mark.parametrize(("one", "other"), [("mhmd", "ahmad"), ("wlyd", "khalid"), ("nwr", "nasr")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert consonants(one + MARK) != consonants(other)


def test_a_mark_tells_a_word_without_vowels() -> None:
    assert is_vowelless("mhmd" + MARK)
    assert not is_vowelless("mohamed")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789" + MARK, max_size=12))
def test_any_word_has_sounds(word: str) -> None:
    assert MARK not in sounds(word)
    assert len(consonants(word)) <= len(sounds(word))
