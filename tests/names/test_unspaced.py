"""Korean, Japanese and Thai names in words that a list in Latin letters would use."""

import tomllib
from importlib import resources

import pytest

from compliance.names import unspaced
from compliance.names.unspaced import romanised


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("조선광업개발무역회사", "korea mining development trading"),
        ("국가보위성", "national security ministry"),
        ("백두산무역회사", "paektusan trading"),
        ("김철수", "kim chol su"),
        ("トヨタ自動車", "toyota automobile"),
        ("ニコンシステム", "nikon system"),
        ("ธนาคารกรุงเทพ", "bank bangkok"),
        ("회사", "hoesa"),
        ("plain", "plain"),
    ],
)
def test_words_apart_and_translated(native: str, latin: str) -> None:
    assert " ".join(unspaced.latin(native).split()) == latin


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("평양", "pyongyang"),
        ("련봉", "ryonbong"),
        ("남천강", "namchongang"),
        ("대동", "taedong"),
        ("압록강", "aprokkang"),
        ("신라", "sinra"),
        ("", ""),
    ],
)
def test_romanisation_of_the_north(native: str, latin: str) -> None:
    assert romanised(native) == latin


def test_a_lone_syllable_means_nothing_without_a_known_word_before() -> None:
    assert unspaced.latin("대성은행").split() == ["taesong", "bank"]


def test_each_word_stands_in_its_lexicon_once() -> None:
    text = resources.files("compliance.names").joinpath("data/unspaced.toml").read_text("utf-8")
    for section in tomllib.loads(text).values():
        words = [word for ws in section.values() for word in ws.split()]
        assert sorted(words) == sorted(set(words))
