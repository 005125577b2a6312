"""The table of words that mean the same, and what it promises."""

import tomllib
from importlib import resources

import pytest

from compliance.names import vocabulary

TABLE: dict[str, dict[str, str]] = tomllib.loads(  # a key written twice is refused by TOML itself
    resources.files("compliance.names").joinpath("data/words.toml").read_text("utf-8")
)
SAME, STEMS = TABLE["same"], TABLE["stems"]
LISTS = {section: TABLE[section]["words"].split() for section in ("stop", "places", "institutions")}


@pytest.mark.parametrize(
    ("token", "meaning"),
    [
        ("intl", ("international",)),
        ("mezhdunarodnyy", ("international",)),
        ("issledovatelskogo", ("research",)),
        ("nii", ("scientific", "research", "institute")),
        ("keji", ("technology",)),
        ("gongsi", ()),
        ("hikvision", ("hikvision",)),
        ("", ("",)),
    ],
)
def test_a_word_counts_as_its_meaning(token: str, meaning: tuple[str, ...]) -> None:
    assert vocabulary.find_meaning(token) == meaning


def test_kinds_of_words() -> None:
    assert vocabulary.is_stop_word("of")
    assert not vocabulary.is_stop_word("hikvision")
    assert vocabulary.is_place("hangzhou")
    assert not vocabulary.is_place("hikvision")
    assert vocabulary.is_common("technology")
    assert vocabulary.is_common("tech")
    assert not vocabulary.is_common("hikvision")


def test_the_sections_are_known() -> None:
    assert set(TABLE) == {"stop", "places", "institutions", "same", "stems", "pinyin"}


@pytest.mark.parametrize("section", ["stop", "places", "institutions"])
def test_no_word_stands_twice(section: str) -> None:
    listed = LISTS[section]
    assert sorted(set(listed)) == sorted(listed)


def test_everything_is_lower_case_latin() -> None:
    texts = [*SAME, *SAME.values(), *STEMS, *STEMS.values(), *LISTS["stop"], *LISTS["places"]]
    assert [text for text in texts if not text.replace(" ", "").isalpha() and text] == []
    assert [text for text in texts if text != text.lower() or not text.isascii()] == []


def test_no_stem_is_so_short_that_it_begins_other_words() -> None:
    assert [stem for stem in STEMS if len(stem) < 5] == []
    assert [stem for stem, meaning in STEMS.items() if not meaning] == []


def test_no_word_means_itself() -> None:
    assert [word for word, meaning in SAME.items() if meaning == word] == []


def test_a_meaning_means_itself() -> None:
    """Else "tech" and "technology" would count as two words."""
    meant = {word for meaning in (*SAME.values(), *STEMS.values()) for word in meaning.split()}
    assert [word for word in sorted(meant) if vocabulary.find_meaning(word) != (word,)] == []


def test_a_linking_word_has_no_meaning_of_its_own() -> None:
    assert [word for word in LISTS["stop"] if word in SAME] == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gayrimenkul", "property"),
        ("ortakligi", "partnership"),
        ("tambovskii mashinostroitelnyy zavody", "tambov machine building plant"),
        ("derzhavne pidpryiemstvo", "state enterprise"),
        ("bazargani sarmayehgozari", "trading investment"),
        ("ihracat pazarlama hizmetleri", "export marketing hizmetleri"),
        ("fundacion seguros", "foundation insurance"),
        ("firma", ""),
    ],
)
def test_business_words_of_other_languages(written: str, meant: str) -> None:
    assert [
        word for part in written.split() for word in vocabulary.find_meaning(part)
    ] == meant.split()


def test_a_translated_word_is_no_brand() -> None:
    assert not vocabulary.is_brand("rossiyskaya")
    assert vocabulary.is_brand("romashka")
