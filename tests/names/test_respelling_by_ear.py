"""Foreign names as other scripts write them by ear."""

import pytest

from compliance.names.respelling import respell_by_language


@pytest.mark.parametrize(
    ("raw", "home"),
    [
        ("Хиквижн", "hikvision"),
        ("Хиквижен", "hikvision"),
        ("Хайквижн", "hikvision"),
        ("Хайтера", "hytera"),
        ("Хуавэй", "huawei"),
        ("Сенстайм", "senstime"),
        ("ハイクビジョン", "hikvision"),
        ("メグビー", "megvii"),
        ("ファーウェイ", "huawei"),
        ("センスタイム", "senstime"),
        ("하이크비전", "hikvision"),
        ("화웨이", "huawei"),
        ("하이테라", "hytera"),
        ("Χουάγουεϊ", "huawei"),
        ("हिकविजन", "hikvision"),
        ("ჰიკვიჟენი", "hikvision"),
        ("Հիկվիժն", "hikvision"),
    ],
)
def test_a_name_by_ear_is_read_as_at_home(raw: str, home: str) -> None:
    assert home in {text.strip() for text in respell_by_language(raw)}


def test_words_that_a_lexicon_knows_keep_their_meaning() -> None:
    (first, *_) = respell_by_language("ハイクビジョン デジタル テクノロジー")
    assert first.split() == ["hikvision", "digital", "technology"]


@pytest.mark.parametrize("raw", ["", "Hikvision", "Müller GmbH", "海康威视", "株式会社日立"])
def test_no_other_name_is_read_so(raw: str) -> None:
    assert list(respell_by_language(raw)) == []


def test_a_name_is_read_in_a_few_ways_and_a_long_text_in_none() -> None:
    assert len(list(respell_by_language("ハイビハイビハイビハイビハイビ"))) <= 8
    assert list(respell_by_language("Хайтера " * 20)) == []
