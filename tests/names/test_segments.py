"""Longest words from the left, and every letter of the text exactly once."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.names.segments import cut


def test_the_longest_word_wins() -> None:
    lexicon = {"ab": "one", "abc": "two"}
    assert list(cut("xabcab", lexicon, 3)) == [("x", None), ("abc", "two"), ("ab", "one")]


@given(
    st.text(alphabet="abc", max_size=12), st.sets(st.text(alphabet="abc", min_size=1, max_size=3))
)
def test_nothing_is_lost(text: str, words: set[str]) -> None:
    pieces = list(cut(text, dict.fromkeys(words, "known"), 3))
    assert "".join(piece for piece, _ in pieces) == text
    assert all((piece in words) == (meaning is not None) for piece, meaning in pieces if meaning)
