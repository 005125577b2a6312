"""The table of words between parties is whole."""

import tomllib
from importlib import resources

from compliance.names.cell_marks import FIRST_WORD, cell_marks
from compliance.names.clean import has_han, has_kana


def table() -> dict[str, dict[str, list[str]]]:
    file = resources.files("compliance.names").joinpath("data/cell_marks.toml")
    return tomllib.loads(file.read_text("utf-8"))


def test_every_marker_is_found_by_its_first_word() -> None:
    marks = cell_marks()
    for section in ("anywhere", "exact", "after_a_sign", "labels"):
        for word in (word for words in table()[section].values() for word in words):
            written = f"{word}: Blue River"
            if has_han(word) or has_kana(word):
                assert marks.glued_markers.match(written), word
                continue
            first = FIRST_WORD.search(word)
            assert first, word
            found = marks.markers[first.group().casefold()]
            assert any(one.pattern.match(written, first.start()) for one in found), word


def test_letters_with_and_without_signs() -> None:
    markers = cell_marks().markers
    for written in ("fka ", "f/k/a ", "F.K.A. ", "f. k. a. "):
        first = FIRST_WORD.search(written)
        assert first
        assert any(one.pattern.match(written) for one in markers[first.group().casefold()])


def test_words_of_names_count_behind_a_sign_only() -> None:
    assert all(one.kind.after_a_sign for one in cell_marks().markers["via"])
