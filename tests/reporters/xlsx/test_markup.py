import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reporters.xlsx import markup


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("a", "<t>a</t>"),
        ("a & <b>", "<t>a &amp; &lt;b&gt;</t>"),
        (" a", '<t xml:space="preserve"> a</t>'),
        ("a\nb", '<t xml:space="preserve">a\nb</t>'),
        ("a\r", '<t xml:space="preserve">a&#13;</t>'),
    ],
)
def test_texts(text: str, xml: str) -> None:
    assert markup.make_text_element(text) == xml


def test_cells() -> None:
    assert markup.text_cell("A1", 0, "x") == '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
    assert markup.number_cell("A1", 2, 0.93) == '<c r="A1" s="2"><v>0.93</v></c>'
    assert markup.empty_cell("A1", 2) == '<c r="A1" s="2"/>'


def test_rows() -> None:
    assert markup.row(3, "") == '<row r="3"></row>'
    assert markup.row(3, "", 31.2) == '<row r="3" ht="31.2"></row>'
    assert markup.row(3, "", 22.0, chosen=True) == '<row r="3" ht="22" customHeight="1"></row>'


@given(st.lists(st.binary(max_size=40_000), max_size=8))
def test_blocks_lose_nothing(rows: list[bytes]) -> None:
    assert b"".join(markup.blocks(rows)) == b"".join(rows)
