"""Chinese characters as pinyin: our tables say what the library says that they are made from."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from compliance.names.pinyin import spell_pinyin

PHRASES = sorted(PHRASES_DICT)
SHARED = Path(__file__).parents[3] / "shared"
CHARACTERS = "".join(map(chr, sorted(PINYIN_DICT)))


def spell_by_library(text: str) -> str:
    return "".join(lazy_pinyin(text, v_to_u=False))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("海康", "haikang"),
        ("重庆", "chongqing"),  # 重 alone is zhong
        ("绿", "lv"),
        ("Huawei 华为, 3", "Huawei huawei, 3"),
        ("", ""),
        ("Ω𠀀", "Ωhe"),
    ],
)
def test_readings(text: str, reading: str) -> None:
    assert spell_pinyin(text) == reading


def test_every_character_is_read_as_the_library_reads_it() -> None:
    wrong = [one for one in CHARACTERS if spell_pinyin(one) != spell_by_library(one)]
    assert not wrong


def test_every_phrase_is_read_as_the_library_reads_it() -> None:
    wrong = [one for one in PHRASES if spell_pinyin(one) != spell_by_library(one)]
    assert not wrong


_pieces = st.one_of(
    st.sampled_from(PHRASES),
    st.builds(lambda phrase, end: phrase[:end], st.sampled_from(PHRASES), st.integers(1, 9)),
    st.sampled_from(CHARACTERS),
    st.text(max_size=2),
)


@given(st.lists(_pieces, max_size=6).map("".join))
def test_running_text_is_cut_and_read_as_the_library_does(text: str) -> None:
    assert spell_pinyin(text) == spell_by_library(text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the reference set, ../shared")
def test_every_chinese_name_of_the_reference_set_is_read_as_the_library_reads_it() -> None:
    folders = (SHARED / "eval", SHARED / "lists")
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    texts = (path.read_bytes().decode("utf-8", "ignore") for path in files)
    names = {name for text in texts for name in re.findall('[^,"<>\n]*[\u4e00-\u9fff]+', text)}
    assert len(names) > 500
    assert [one for one in names if spell_pinyin(one) != spell_by_library(one)] == []
