"""Columns of strings: some of them are the same strings, however they are read."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.arrays import Strings, join_strings, make_lines

TEXTS = st.lists(
    st.text(st.characters(codec=None, exclude_characters="\n"), max_size=5), min_size=1, max_size=8
)


def _strings(texts: list[str]) -> Strings:
    return make_lines(texts).strings


@given(TEXTS, st.data())
def test_some_strings_are_those_of_all(texts: list[str], data: st.DataObject) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1))), np.int64)
    wanted = [texts[row] for row in rows]
    assert _strings(texts).take(rows).tolist() == wanted
    assert _strings(texts).objects[rows].tolist() == wanted


@given(TEXTS | st.lists(st.text("ab"), min_size=1), st.data())
def test_lengths_are_counted_in_letters_whatever_their_bytes(
    texts: list[str], data: st.DataObject
) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1))), np.int64)
    assert _strings(texts).lengths(rows).tolist() == [len(texts[row]) for row in rows]


@given(TEXTS, TEXTS)
def test_joined_strings_stand_behind_each_other(one: list[str], other: list[str]) -> None:
    both = join_strings([_strings(one), _strings(other)])
    assert both.objects.tolist() == [*one, *other]
    assert len(join_strings([])) == 0


@given(TEXTS)
def test_words_without_some_letters(texts: list[str]) -> None:
    texts = [*texts, "əaƕ"]
    wanted = [text.translate(str.maketrans("", "", "aə·")) for text in texts]
    assert make_lines(texts).without("aə·").strings.objects.tolist() == wanted
