"""Arabic, Persian and Hebrew names in words that a list in Latin letters would use."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names import semitic


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("شركة الكيماويات", "chemical"),
        ("مهندسی", "engineering"),
        ("والهندسة", "engineering"),
        ("للهندسة", "engineering"),
        ("هندسية", "engineering"),
        ("بین المللی", "international"),
        ("سرمایه گذاری", "investment"),
        ("سرمایه‌گذاری".replace("\u200c", ""), "investment"),
        ("دماوند", "damavand"),
        ("مُحَمَّد", "mohammad"),
        ("عبد الله", "abdullah"),
        ("משרד הביטחון", "ministry defense"),
        ("בנק לאומי", "bank national"),
        ("Mahan ماهان", "Mahan mahan"),
    ],
)
def test_what_the_lexicon_knows(native: str, latin: str) -> None:
    assert " ".join(semitic.latin(native)[0].split()) == latin


def test_a_name_of_its_own_keeps_its_letters_and_is_marked() -> None:
    assert semitic.latin("الهلال") == ("hlalə", {})
    assert semitic.latin("אלביט")[0] == "albytə"


def test_an_alif_with_hamza_is_no_article() -> None:
    assert semitic.latin("أليسا")[0] == "alysaə"


def test_letters_that_persian_says_otherwise() -> None:
    assert semitic.latin("ذضظ")[0] == "dhdzə"
    assert semitic.latin("ذضظ پ")[0].split()[0] == "zzzə"


def test_a_word_that_lists_print_in_either_language_has_both() -> None:
    assert semitic.latin("ملی") == ("mlyə", {"mlyə": "national"})


def test_a_name_of_nothing_but_company_words_is_spelled() -> None:
    assert semitic.latin("خاص")[0] == "khasə"


@given(st.text(alphabet=st.characters(min_codepoint=0x590, max_codepoint=0x77F), max_size=20))
def test_any_text_of_these_scripts_is_spelled(text: str) -> None:
    latin, meanings = semitic.latin(text)
    assert set(meanings) <= set(latin.split())


@pytest.mark.parametrize("file", ["arabic.toml", "hebrew.toml"])
def test_each_word_stands_in_the_lexicon_once(file: str) -> None:
    text = resources.files("compliance.names").joinpath("data", file).read_text("utf-8")
    sections = tomllib.loads(text).values()
    words = [word for section in sections for ws in section.values() for word in ws.split()]
    plain = list(map(semitic.plain, words))
    assert sorted(plain) == sorted(set(plain))
