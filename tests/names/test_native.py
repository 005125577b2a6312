"""Scripts side by side in one name, and any text at all."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.names import native
from compliance.names.vowelless import MARK


def test_scripts_side_by_side() -> None:
    latin, meanings = native.latin("хлеб ماهان 은행 ธนาคาร τράπεζα")
    assert latin.split() == ["khleb", "mahan", "bank", "bank", "trapeza"]
    assert not meanings


def test_the_letter_of_the_mark_in_a_latin_name_is_a_vowel() -> None:
    assert native.latin("əliyev")[0] == "aliyev"


def test_latin_names_are_left_alone() -> None:
    assert native.latin("plain ascii") == ("plain ascii", {})


@given(st.text())
def test_any_text_is_spelled(text: str) -> None:
    latin, _ = native.latin(text)
    assert latin.replace(MARK, "").isascii()
