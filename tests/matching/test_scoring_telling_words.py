"""The one word of a firm's name that tells, alone or with a slip."""

from string import ascii_lowercase

import pytest

from compliance.matching import Matcher, name_keys
from compliance.matching.scoring import (
    HIT_FROM,
    REVIEW_FROM,
    asked_word,
    find_word_floor,
    fit_without_vowels,
    is_by_ear,
    is_slip,
    is_telling,
    list_slips,
)
from compliance.model import Party
from compliance.names import prepare_name
from tests.matching.building import bundled, compared, figure, side, watchlist
from tests.matching.oracle import exhaustive

LISTED = "Zhejiang Zorvexin Technology Co., Ltd."


@pytest.mark.parametrize("word", ["zorvexin", "hikvision", "megvii", "uralvagon"])
def test_a_word_that_no_ordinary_firm_has_tells(word: str) -> None:
    assert is_telling(word)


@pytest.mark.parametrize(
    "word",
    ["technology", "gayrimenkul", "hangzhou", "germany", "muller", "university", "zorv", "zorvex9"],
    ids=["trade", "Turkish trade", "town", "country", "person", "institution", "short", "digit"],
)
def test_other_words_do_not(word: str) -> None:
    assert not is_telling(word)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("Zorvexin", "zorvexin"),
        ("Zorvexin GmbH", "zorvexin"),
        ("OOO Zorvexin", "zorvexin"),
        ("Zorvexin Group", "zorvexin"),
        ("Zorvexin Europe B.V.", "zorvexin"),
        ("Zorvexin Germany GmbH", "zorvexin"),
        ("Zorvexin Telecom", ""),
        ("Zorvexin Munich", ""),
        ("Zorvexin Malvory", ""),
        ("Group Ltd", ""),
        ("I-Zorvexin", ""),
        ("RF Zorvexin", ""),
        ("Zorvexin RF", "zorvexin"),
    ],
)
def test_beside_it_stands_a_form_a_country_or_group(asked: str, word: str) -> None:
    assert asked_word(prepare_name(asked)) == word


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("zorvexn", "zorvexin"),
        ("zorrvexin", "zorvexin"),
        ("zorvn", "zorven"),
        ("zorvexin", "zorvxein"),
        ("zorvexin", "zarvexin"),
        ("gazprom", "gasprom"),
        ("huawei", "huawey"),
        ("taliban", "taleban"),
    ],
    ids=[
        "left out",
        "doubled",
        "five letters left",
        "swapped",
        "vowel",
        "sounds alike",
        "y for i",
        "vowel of six",
    ],
)
def test_slips(asked: str, listed: str) -> None:
    assert is_slip(asked, listed)


@pytest.mark.parametrize("asked", ["zorvvexin", "zorvexxin", "zorveexin"])
def test_a_letter_that_is_added_is_a_slip_where_it_doubles_another(asked: str) -> None:
    assert is_slip(asked, "zorvexin")
    assert not is_slip("zorvetxin", "zorvexin")
    assert not is_slip("zorvdexin", "zorvexin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zorvexin", "zorvexin"),
        ("zorvexin", "zorfexil"),
        ("zorvexin", "zorvepin"),
        ("zorvexin", "torvexin"),
        ("zorvexi", "zorvexin"),
        ("zorve", "zorva"),
    ],
    ids=["the same", "two slips", "another consonant", "another beginning", "ending", "short"],
)
def test_other_words_are_no_slips(one: str, other: str) -> None:
    assert not is_slip(one, other)


@pytest.mark.parametrize(
    ("asked", "listed", "alike"),
    [
        ("zorbollah", "zirballah", True),
        ("zorbollah", "zirbullah", True),
        ("sorpollah", "zorbollah", True),
        ("sorpullah", "zorbollah", False),
        ("zorbolla", "zirballa", True),
        ("zorboll", "zirball", False),
        ("zorbollah", "zorbollah", False),
        ("zorbollah", "zormollah", False),
        ("zorbollah", "zorballa", False),
    ],
    ids=[
        "two vowels",
        "two more",
        "two consonants",
        "three letters",
        "eight letters",
        "seven",
        "the same",
        "another sound",
        "a letter less",
    ],
)
def test_a_long_word_may_have_two_letters_by_ear(asked: str, listed: str, alike: bool) -> None:
    assert is_by_ear(asked, listed) == alike


@pytest.mark.parametrize(
    ("asked", "listed", "least"),
    [
        ("Al-Zorve", "Al-Zarve", 0.58),
        ("Zorve", "Zarve", 0),
        ("Al-Zorve", "Zarve", 0),
        ("Zorbollah", "Zirballah", 0.58),
    ],
    ids=["six letters with the article", "five without", "one has none", "by ear"],
)
def test_the_article_is_part_of_the_word(asked: str, listed: str, least: float) -> None:
    assert figure(find_word_floor(compared(asked, listed))) == least


@pytest.mark.parametrize(
    ("asked", "listed", "least"),
    [
        ("Zorvexin Ltd", LISTED, 0.6),
        ("Zorrvexin Ltd", LISTED, 0),
        ("Zorrvexin Ltd", "Zorvexin LLC", 0.58),
        ("Zorvexin Ltd", "Zorvexin Malvory", 0),
        ("Zorvexin Ltd", "Zorvexin Microsystems", 0.6),
        ("Technology Ltd", LISTED, 0),
        ("Ltd", "Ltd", 0),
    ],
    ids=[
        "word",
        "slip in a part",
        "slip",
        "may be a person",
        "a firm",
        "ordinary",
        "nothing but a form",
    ],
)
def test_the_least_score(asked: str, listed: str, least: float) -> None:
    assert figure(find_word_floor(compared(asked, listed))) == least


@pytest.mark.parametrize(
    "asked",
    ["Zorvexin", "Zorvexin GmbH", "Zorvexin Group", "Korvanta", "Kovranta", "Korrvanta Inc"],
)
def test_it_is_a_question_never_a_hit(asked: str) -> None:
    listed = watchlist(LISTED, "Korvanta Ltd")
    (ours,), (theirs,) = (
        m.search([Party(name=asked)]) for m in (Matcher(listed), exhaustive(listed))
    )
    assert ours == theirs
    assert ours[0].score >= REVIEW_FROM
    assert asked == "Korvanta" or ours[0].score < HIT_FROM


@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ("زورويكسين", 0.58),
        ("شركة زورويكسين", 0.58),
        ("زورويكسين تكنولوجيز", 0.58),
        ("زورويكسين جروب", 0.58),
        ("زورويكسين محمودي", 0),
        ("زورويكسون", 0),
        ("زرويكسين", 0),
        ("كلمه", 0),
    ],
    ids=["word", "form", "trade", "group", "another name", "a vowel", "one less", "other word"],
)
def test_letters_without_vowels_are_a_question_where_all_that_is_written_fits(
    asked: str, least: float
) -> None:
    """Zorwixin is written with a waw and a ya for its long vowels."""
    assert (
        figure(find_word_floor(compared(asked, "Zhejiang Zorwixin Technology Co., Ltd."))) == least
    )
    if least:
        listed = watchlist("Zhejiang Zorwixin Technology Co., Ltd.")
        (ours,), (theirs,) = (
            m.search([Party(name=asked)]) for m in (Matcher(listed), exhaustive(listed))
        )
        assert ours == theirs
        assert REVIEW_FROM <= ours[0].score < HIT_FROM


@pytest.mark.parametrize(
    ("asked", "listed", "fits"),
    [("hwawyə", "huawei", True), ("dahwə", "dahua", False), ("hwyə", "huwei", False)],
    ids=["all", "a long vowel less", "four letters"],
)
def test_a_word_without_vowels_fits_what_is_long_enough(
    asked: str, listed: str, fits: bool
) -> None:
    assert fit_without_vowels(asked, listed) == fits


@pytest.mark.parametrize("asked", ["Zorvexin Malvory", "Malvory", "Zorvexia", "Technology"])
def test_ordinary_words_and_names_with_more_are_none(asked: str) -> None:
    (found,) = Matcher(watchlist(LISTED)).search([Party(name=asked)])
    assert not found


@pytest.mark.parametrize("asked", ["Huawei Ltd", "Huawey"])
def test_the_brand_of_a_family_tells_whoever_else_of_it_is_ordinary(asked: str) -> None:
    family = [f"Huawei {word} Co., Ltd." for word in ascii_lowercase]
    (found,) = Matcher(watchlist(*family, "Huawei")).search([Party(name=asked)])
    assert found[0].score >= REVIEW_FROM


def test_only_slips_are_listed_as_such() -> None:
    word = "zorvexxin"
    slips = {*list_slips(word)} - {word}
    assert slips >= {"zorvexin", "zorvexxen", "zrovexxin", "zorvesxin"}
    assert not {"zorvemxin", "sorvexxin", "zorvexxi"} & slips
    assert all(is_slip(word, slip) or word.startswith(slip) for slip in slips)


def test_a_word_that_ordinary_firms_have_is_no_key() -> None:
    keys = {*name_keys.keys_of_listed_word(side("Zorvexin Trading Ltd"))}
    assert [key for key in keys if key[0] == "="] == ["=zorvexin"]
    assert not {*name_keys.keys_of_listed_word(side("Trading Ltd"))}


def test_every_slip_shares_a_key() -> None:
    name = "zorvexin"
    keys = {*name_keys.keys_of_listed_word(side(f"{name} Ltd"))}
    letters = "abcdefghijklmnopqrstuvwxyz"
    others = {name[:at] + name[at + 1 :] for at in range(len(name))}
    others |= {name[:at] + one + name[at:] for at in range(len(name) + 1) for one in letters}
    others |= {name[:at] + one + name[at + 1 :] for at in range(len(name)) for one in letters}
    others |= {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
    slips = [asked for asked in sorted(others) if is_slip(asked, name) and is_telling(asked)]
    slips.append("zarvexen")
    assert len(slips) > 40
    for asked in slips:
        assert keys & {*name_keys.keys_of_asked_word(prepare_name(asked))}, asked


@pytest.mark.parametrize("word", ["Hikvision", "Megvii", "SenseTime", "Yitu"])
def test_the_brands_of_the_bundled_list_are_found_by_their_word(word: str) -> None:
    (found,) = Matcher(bundled()).search([Party(name=f"{word} Ltd")])
    assert found


def test_slips_of_a_word_of_thousands_of_letters_are_not_written_out() -> None:
    word = "zorvexin" * 5  # 40 letters, as long as the table allows
    assert len({*list_slips(word)}) > len(word)
    assert not [*list_slips(f"{word}z")]


def test_a_slip_in_a_longer_word_is_found_by_its_letters() -> None:
    word = "ScheepsbouwmaatschappijZorvexinwolframiumhandel"
    matcher = Matcher(watchlist(f"{word} B.V."))
    [matches] = matcher.search([Party(name=word.replace("wolf", "wulf"))])
    assert matches
