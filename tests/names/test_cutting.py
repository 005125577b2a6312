"""Chinese text is cut into words: the fewest unknown characters, then the fewest pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.cutting import Piece, cut


def sections(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.section) for piece in cut(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("明光电器", [("明光", ""), ("电器", "words")]),
        ("浙江省", [("浙江省", "places")]),
        ("嘉兴市电子", [("嘉兴市", "places"), ("电子", "words")]),
        ("物理与化学", [("物理", "words"), ("与", "words"), ("化学", "words")]),
        ("上海和科技", [("上海", "places"), ("和", ""), ("科技", "words")]),
        ("光明灯饰厂", [("光明", "names"), ("灯饰", "words"), ("厂", "words")]),
        ("厂光", [("厂光", "")]),
        ("国防科技大学", [("国防科技大学", "bodies")]),
    ],
)
def test_the_best_cut(text: str, found: list[tuple[str, str]]) -> None:
    assert sections(text) == found


def test_a_word_brings_its_meanings_the_usual_first() -> None:
    (piece,) = cut("长江")
    assert piece.english[0] == "yangtze"
    assert piece.is_brand
    assert Piece("海康").is_brand
    assert not cut("科技")[0].is_brand


@given(st.text(alphabet="上海市科技光电子有限公司研究院厂与海康威视", max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    pieces = cut(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.text(alphabet="甲乙科技光电子有限公司研究院海康", max_size=12))
def test_no_other_cut_knows_more_characters(text: str) -> None:
    """Against the plain way: every split into known words and lone characters."""
    lost = sum(len(piece.text) for piece in cut(text) if not piece.section)
    assert lost == least_lost(text, text)


def least_lost(text: str, whole: str) -> int:
    if not text:
        return 0
    best = 1 + least_lost(text[1:], whole)
    for end in range(1, len(text) + 1):
        at = len(whole) - len(text)
        if _known(whole[at : at + end], last=end == len(text) and at > 1):
            best = min(best, least_lost(text[end:], whole))
    return best


def _known(word: str, *, last: bool) -> bool:
    if len(word) == 1:
        return last and word in {"厂", "院", "与"}
    return sections(word) != [(word, "")] and len(cut(word)) == 1
