"""The one normaliser, over the scripts and tricks that customer files bring."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.names import PreparedName, prepare, prepare_name
from compliance.names.clean import INVISIBLE, LOOK_ALIKE


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        (
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
            "hangzhou hikvision digital technology",
        ),
        ("ＨＡＮＧＺＨＯＵ Ｈｉｋｖｉｓｉｏｎ", "hangzhou hikvision"),
        ("杭州海康威视数字技术股份有限公司", "hangzhou haikangweishi digital technology"),
        ("西安交通大学", "xian jiaotong university"),
        ("Xi'an Jiaotong University", "xian jiaotong university"),
        ("Xi An Jiaotong University", "xian jiaotong university"),
        ("ООО «Ромашка»", "romashka"),
        ("OOO Romashka", "romashka"),
        ("ΟΤΕ Α.Ε.", "ote"),
        ("شركة الهلال", "hlalə"),
        ("삼성전자 주식회사", "samsong electronics"),
        ("株式会社ニコン", "nikon"),
        ("ソニー", "soni"),
        ("บริษัท ไทย จำกัด", "thailand"),
        ("חברת החשמל", "electric"),
        ("हिन्दी कंपनी", "hindi kampani"),
        ("SIS d.o.o.", "sis"),
        ("Fabbrica Ottica Lago S.p.A.", "fabbrica ottica lago"),
        ("AT&T Inc.", "att"),
        ("Ernst & Young", "ernst young"),
        ("L'Oréal S.A.", "loreal"),
        ("Glashütte Straße AG", "glashutte strasse"),
        ("ZHEJIANG DAHUA TECHNOLOGYCO.,LTD", "zhejiang dahua technology"),
        ("X.Y.Z. Trading", "xyz trading"),
        ("University of the Arts", "university arts"),
        ("Institute No. 13", "institute 13"),
        ("plant407", "plant 407"),
        ("3M", "3m"),
    ],
)
def test_the_core_of_a_name(raw: str, tokens: str) -> None:
    name = prepare_name(raw)
    assert name.tokens == tuple(tokens.split())
    assert name.core_text == tokens.replace(" ", "")
    assert not name.literal


@pytest.mark.parametrize(
    ("raw", "letters"),
    [
        ("Semiconductor Manufacturing International Corp", "smi"),
        ("Institute of Applied Physics/Chemistry", "iapc"),
        ("Proview Electronics / Ruwido Austria", ""),
        ("Proview Electronics; Ruwido Austria", ""),
        ("Proview Electronics | Ruwido Austria", ""),
        ("Proview Electronics\nRuwido Austria", ""),
        ("普罗电子；鲁伟多", ""),
    ],
)
def test_first_letters_are_never_taken_over_a_sign_that_parts_names(raw: str, letters: str) -> None:
    assert prepare_name(raw).first_letters == letters


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("13th Institute", {"13"}),
        ("Institute XIII", {"13"}),
        ("thirteenth institute", {"13"}),
        ("第十三研究所", {"13"}),
        ("第五十五研究所", {"55"}),
        ("Plants 7 and 8", {"7", "8"}),
        ("Hikvision", set()),
    ],
)
def test_numbers_of_a_name(raw: str, numbers: set[str]) -> None:
    assert prepare_name(raw).numbers == numbers


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("Ltd.", ("ltd",)),
        ("GmbH", ("gmbh",)),
        ("Company", ("company",)),
        ("公司", ("gong", "si")),
        ("of the", ("of", "the")),
        ("...", ()),
        (" \u200b\x00", ()),
        ("", ()),
    ],
)
def test_a_name_without_a_core_stays_literal(raw: str, tokens: tuple[str, ...]) -> None:
    name = prepare_name(raw)
    assert name.tokens == tokens
    assert name.literal


def test_words_keep_their_spelling_beside_their_meaning() -> None:
    name = prepare_name("Dahua Tech Intl")
    assert name.tokens == ("dahua", "tech", "intl")
    assert name.meanings == (("dahua",), ("technology",), ("international",))


@pytest.mark.parametrize(
    ("raw", "flags"),
    [
        ("Hikvision", set()),
        ("Нikvision", {LOOK_ALIKE}),
        ("Hik\u200bvision", {INVISIBLE}),
        ("Н\u200bikvision", {LOOK_ALIKE, INVISIBLE}),
    ],
    ids=["plain", "look-alike", "invisible", "both"],  # a set has no order to make an id of
)
def test_tricks_are_seen_through_and_told(raw: str, flags: set[str]) -> None:
    assert prepare_name(raw).tokens == ("hikvision",)
    assert prepare_name(raw).flags == flags


def test_brands_are_kept_as_simplified_characters() -> None:
    assert prepare_name("曠視科技").brand == prepare_name("旷视科技").brand == "旷视"
    assert prepare_name("Megvii").brand == ""


def well_formed(name: PreparedName) -> bool:
    """What every later step relies on."""
    return (
        len(name.tokens) == len(name.meanings)
        and all(token and token == token.strip() and " " not in token for token in name.tokens)
        and all(" " not in word for meaning in name.meanings for word in meaning)
        and all(number.isdigit() for number in name.numbers)
        and list(name.legal) == sorted(set(name.legal))
        and name.flags <= {INVISIBLE, LOOK_ALIKE}
        and (name.literal or bool(name.tokens))
    )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_prepared_the_same_way_twice(raw: str) -> None:
    name = prepare_name(raw)
    assert well_formed(name)
    assert prepare_name.__wrapped__(raw) == name
    assert name.raw == raw


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aehiklnoty .,'-13", max_size=40))
def test_a_prepared_name_is_prepared_already(raw: str) -> None:
    name = prepare_name(raw)
    if not name.literal and not name.legal:
        again = prepare_name(" ".join(name.tokens))
        assert again.tokens == name.tokens or again.legal or again.literal


@pytest.mark.parametrize(
    "raw", ["A" * 10_000, "海" * 10_000, "公司 " * 3_000, "第" + "九" * 10_000]
)
def test_very_long_names_are_prepared(raw: str) -> None:
    assert well_formed(prepare_name(raw))


_PIECES = (
    "Blue River Xi An xi an And Of 13th No. 7 II twenty four First Co Co., Ltd. coltd LIMITFD "
    "S.p.A. OOO AT&T A & B Fabrik4 Plant407 und van Ke Da too"
)


@given(st.lists(st.sampled_from(_PIECES.split()), min_size=1, max_size=6))
def test_what_a_word_does_not_ask_for_changes_nothing(words: list[str]) -> None:
    """Forms, numbers and linking words are looked for where a word asks: as if each word did."""
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(prepare, "_traits_of", lambda _: 15)
        asked = prepare_name.__wrapped__(text)
    assert prepare_name.__wrapped__(text) == asked
