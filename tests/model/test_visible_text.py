import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model.visible_text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "<U+001B>[31mred<U+0007>"),
        ("evil\u202egpj.exe", "evil<U+202E>gpj.exe"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("\x9b31m", "<U+009B>31m"),
        ("half \ud800", "half <U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("a\rb", "a<U+000D>b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("杭州海康威视 Ltd é", "杭州海康威视 Ltd é"),
    ],
)
def test_hidden_characters_are_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_printable_and_stays_the_same(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(ord(c) < 32 and c not in "\t\n" for c in shown)
    shown.encode("utf-8")
