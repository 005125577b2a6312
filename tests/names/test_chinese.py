"""Chinese names taken apart: places, brands, industries, forms; and how they are cut."""

import tomllib
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names import prepare_name
from compliance.names.chinese import (
    ChineseName,
    Piece,
    parse_chinese_name,
    read_ordinals,
    rewrite_ambiguous_words,
    segment,
    simplify,
)

LEXICON: dict[str, dict[str, str]] = tomllib.loads(
    resources.files("compliance.names").joinpath("data/chinese.toml").read_text("utf-8")
)
WORDS = [(word, english) for section in LEXICON.values() for word, english in section.items()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "杭州海康威视数字技术股份有限公司",
            ChineseName(
                words=("hangzhou", "haikangweishi", "digital", "technology"),
                brand="海康威视",
                legal=("jsc",),
            ),
        ),
        (
            "曠視科技",  # traditional characters
            ChineseName(words=("kuangshi", "technology"), brand="旷视", legal=()),
        ),
        (
            "上海银行",  # nothing but words of the lexicon
            ChineseName(words=("shanghai", "bank"), brand="", legal=()),
        ),
        (
            "科大讯飞股份有限公司",
            ChineseName(words=("kedaxunfei",), brand="科大讯飞", legal=("jsc",)),
        ),
        (
            "商汤集团有限公司",  # the form says two things
            ChineseName(words=("shangtang", "group"), brand="商汤", legal=("llc",)),
        ),
        (
            "东方希望有色金属",  # words that a firm took as its name are its brand
            ChineseName(
                words=("dongfangxiwang", "nonferrous", "metals"), brand="东方希望", legal=()
            ),
        ),
        ("公司", ChineseName(words=(), brand="", legal=())),
    ],
)
def test_a_name_is_taken_apart(text: str, name: ChineseName) -> None:
    assert parse_chinese_name(text) == name


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("第十三研究所", "13 研究所"),
        ("第13研究所", "13 研究所"),
        ("中国电子科技集团公司第五十二研究所", "中国电子科技集团公司 52 研究所"),
        ("第一百零三厂", "103 厂"),
        ("第一〇三厂", "103 厂"),
        ("第二千厂", "2000 厂"),
        ("第十所", "10 所"),
        ("七六四厂", "764 厂"),
        ("七〇四研究所", "704 研究所"),
        ("三一重工", "三一重工"),  # two digits are a name
        ("第三", "3"),
        ("上海第一百货", "上海 1 百货"),  # a department store, not the hundredth
        ("上海第一百貨", "上海 1 百貨"),
        ("十三经", "十三经"),  # a number, but no ordinal
        ("第", "第"),
    ],
)
def test_ordinals_are_read(text: str, read: str) -> None:
    assert " ".join(read_ordinals(text).split()) == read


def test_an_institute_has_its_number_in_every_spelling() -> None:
    spellings = [
        "第十三研究所",
        "第13研究所",
        "13th Research Institute",
        "No. 13 Research Institute",
    ]
    assert {prepare_name(text).numbers for text in spellings} == {frozenset({"13"})}
    assert {frozenset(prepare_name(text).tokens) for text in spellings} == {
        frozenset({"13", "research", "institute"})
    }


def test_traditional_and_simplified_are_one() -> None:
    assert simplify("華為技術") == "华为技术"
    assert prepare_name("華為技術有限公司").tokens == prepare_name("华为技术有限公司").tokens


def test_every_chinese_word_stands_in_one_section_only() -> None:
    counts = Counter(word for word, _ in WORDS)
    assert [word for word, count in counts.items() if count > 1] == []


def test_the_lexicon_is_simplified_and_lower_case() -> None:
    assert [word for word, _ in WORDS if simplify(word) != word] == []
    assert [english for _, english in WORDS if english != english.lower()] == []
    assert [word for word, english in LEXICON["words"].items() if not english] == []


def test_no_place_is_read_as_something_else() -> None:
    """西安 was once "xi an": eleven, and a linking word."""
    for word, english in LEXICON["places"].items():
        usual, *_ = english.split("|")
        assert prepare_name(word).tokens == tuple(usual.split()), word


def test_further_readings_change_one_word_before_two() -> None:
    texts = list(rewrite_ambiguous_words("長江航天(武汉)"))
    assert texts == [
        " yangtze 航天(武汉)",
        " yangtze river 航天(武汉)",
        "长江 space (武汉)",
        " yangtze  space (武汉)",
        " yangtze river  space (武汉)",
    ]


@given(st.text(alphabet="长江东方航天科技研究所大学海康a()", max_size=30))
def test_further_readings_are_few(text: str) -> None:
    assert len(list(rewrite_ambiguous_words(text))) <= 8


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_any_chinese_text_is_taken_apart(text: str) -> None:
    name = parse_chinese_name(text)
    assert set(name.brand) <= set(simplify(text))
    assert all(name.words)


@given(st.text(alphabet="第〇零一二两三四五六七八九十百千货19"))
def test_any_numeral_is_read(text: str) -> None:
    assert isinstance(read_ordinals(text), str)


# --- Segmentation -----------------------------------------------------------------------------


def sections(text: str) -> list[tuple[str, str]]:
    return [(piece.text, piece.section) for piece in segment(text)]


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
    (piece,) = segment("长江")
    assert piece.english[0] == "yangtze"
    assert piece.is_brand
    assert Piece("海康").is_brand
    assert not segment("科技")[0].is_brand


@given(st.text(alphabet="上海市科技光电子有限公司研究院厂与海康威视", max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    pieces = segment(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.text(alphabet="甲乙科技光电子有限公司研究院海康", max_size=12))
def test_no_other_cut_knows_more_characters(text: str) -> None:
    """Against the plain way: every split into known words and lone characters."""
    lost = sum(len(piece.text) for piece in segment(text) if not piece.section)
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
    return sections(word) != [(word, "")] and len(segment(word)) == 1


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("華為技術", "华为技术"),
        ("乾坤", "乾坤"),  # a phrase: alone 乾 is 干
        ("乾燥", "干燥"),
        ("慰藉着", "慰藉着"),  # a phrase that has 藉着 in it
        ("Huawei 7", "Huawei 7"),
    ],
)
def test_phrases_count_before_characters(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified
