"""What the eye reads, in one alphabet, and what was hidden in the writing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.clean import (
    INVISIBLE,
    LOOK_ALIKE,
    clean_text,
    has_han,
    has_hangul,
    has_kana,
    split_words,
)

FORMAT_CHARACTERS = sorted(
    char for char in map(chr, range(0x110000)) if unicodedata.category(char) == "Cf"
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Dahua \t Technology\n", "dahua technology"),
        ("ＨＩＫＶＩＳＩＯＮ", "hikvision"),
        ("ﬁber ②", "fiber 2"),
        ("Hik\x00vision", "hik vision"),
        ("STRASSE Straße", "strasse strasse"),
        ("\ue000Dahua\ud800", "dahua"),
        ("㈱ニコン", "(株)ニコン"),
        ("", ""),
        ("O&#039;Connory &amp; Co", "o'connory & co"),  # as web pages write it
        ("AT&T; R&D", "at&t; r&d"),
    ],
)
def test_writing_is_folded_and_nothing_suspected(raw: str, text: str) -> None:
    assert clean_text(raw) == (text, frozenset())


@pytest.mark.parametrize(
    "raw",
    [
        "Hik\u200bvision",
        "\ufeffHikvision",
        "Hik\u00advision",
        "\u202eHikvision\u202c",
        "Hik\u3164vision",
    ],
    ids=ascii,
)
def test_invisible_characters_go_and_are_told(raw: str) -> None:
    assert clean_text(raw) == ("hikvision", frozenset({INVISIBLE}))


def test_no_character_without_shape_splits_a_word() -> None:
    for char in FORMAT_CHARACTERS:
        assert clean_text(f"Hik{char}vision")[0] == "hikvision", ascii(char)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Hikvisiоn", "hikvision"),  # Cyrillic o
        ("Нikvision", "hikvision"),  # Cyrillic En, drawn like H
        ("Газпpом", "газпром"),  # Latin p
        ("ИВАНOВ", "иванов"),  # Latin capital O
        ("Сергeй", "сергей"),  # Latin e
        ("Рetrov", "petrov"),  # "t" and "v" are only Latin
        ("НIКVISIОN", "hikvision"),  # three Cyrillic capitals
        ("Ηikvision", "hikvision"),  # Greek Eta, drawn like H
        ("ΝVIDIA", "nvidia"),  # Greek Nu, drawn like N; the small one is drawn like v
        ("dahυa", "dahua"),  # Greek upsilon
    ],
)
def test_look_alike_letters_are_read_as_drawn(raw: str, text: str) -> None:
    assert clean_text(raw) == (text, frozenset({LOOK_ALIKE}))


@pytest.mark.parametrize("raw", ["ромашка", "оте αε", "завод siemens", "3d-печать"])
def test_words_of_one_alphabet_are_left_alone(raw: str) -> None:
    assert clean_text(raw) == (raw, frozenset())


def test_scripts_are_told_apart() -> None:
    assert has_han("海康 Hik")
    assert not has_han("ソニー Sony")
    assert has_kana("ソニー")
    assert not has_kana("海康")


@given(st.text())
def test_any_text_becomes_single_spaced_lower_case(raw: str) -> None:
    text, flags = clean_text(raw)
    assert text == " ".join(text.split())
    assert flags <= {INVISIBLE, LOOK_ALIKE}
    assert clean_text(raw) == (text, flags)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("s.p.a. o'neill", ["spa", "oneill"]),
        ("a-b/c_d,e (f)", ["a", "b", "c", "d", "e", "f"]),
        ("us$ 7", ["us", "7"]),
        (" \t", []),
    ],
)
def test_signs_part_words_or_go(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@given(st.text(st.characters(), max_size=8))
def test_scripts_are_told_by_any_of_their_characters(text: str) -> None:
    assert has_han(text) == any(
        "\u3400" <= c <= "\u4dbf" or "\u4e00" <= c <= "\u9fff" for c in text
    )
    assert has_hangul(text) == any("\uac00" <= c <= "\ud7a3" for c in text)
