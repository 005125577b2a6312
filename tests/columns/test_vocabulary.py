"""Header words are folded, split and explained to their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.columns.roles import ROLES
from compliance.columns.vocabulary import (
    PHRASES,
    TABLES,
    UNITS,
    Words,
    explain,
    find_first_word,
    fold,
    list_first_words,
    may_begin,
    may_explain,
)

LANGUAGES = "en de fr es it pt nl pl tr ru zh ja ko".split()
MAIN_ROLES = ["name_word", "name", "purchaser", "consignee", "end_user", "supplier", "country"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CustomerName", "customer name"),
        ("customer_name", "customer name"),
        ("CustomerID", "customer id"),
        ("  Kunden-Nr.\n", "kunden nr"),
        ("EMPFÄNGER", "empfanger"),
        ("Straße", "strasse"),
        ("MÜŞTERİ ADI", "musteri adi"),
        ("Łódź", "lodz"),
        ("№ п/п", "no п п"),
        ("#", "no"),
        ("顧客名（英語）", "顧客名 英語"),
        ("ＦＡＸ", "fax"),
        ("—", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


PIECES = st.sampled_from(
    [*PHRASES, *UNITS, "LabTec", "Zenquor", "AG1", "12", "_", "#", "é", " \u0301"]
)
TEXTS = st.text(max_size=12) | st.lists(PIECES | st.text(max_size=3), max_size=4).flatmap(
    lambda words: st.sampled_from([" ", "", "\n", "-"]).map(lambda sign: sign.join(words))
)
"""Texts of words that are known and such as are not, in any writing."""


@given(TEXTS | TEXTS.map(str.upper) | TEXTS.map(str.title))
def test_a_first_word_is_told_as_folding_tells_it_or_not_at_all(text: str) -> None:
    first = find_first_word(text)
    assert first in ("", fold(text).split(" ")[0])
    if not may_begin(text, PHRASES):
        assert fold(text).split(" ")[0] not in PHRASES
    if not may_explain(text):
        assert explain(text).unknown
        assert fold(text) not in UNITS


@pytest.mark.parametrize("word", ["Zenquor", "ZENQUOR", "zenquor", "Quorza mill", "3Zen Ltd."])
def test_most_names_are_known_for_no_header_by_their_first_word(word: str) -> None:
    assert not may_explain(word)
    assert not may_begin(word, list_first_words(PHRASES))


@pytest.mark.parametrize(
    ("header", "roles", "unknown"),
    [
        ("Consignee country code", ("consignee", "country"), 0),
        ("Intermediate consignee", ("intermediate_consignee",), 0),
        ("Kundenname", ("name", "name_word"), 0),
        ("Empfaengerland", ("consignee", "country"), 0),
        ("收货人名称", ("consignee", "name_word"), 0),
        ("거래처명", ("name", "name_word"), 0),
        ("Flux capacitor", (), 2),
        ("Nominal", (), 1),
        ("Customer 2", ("name",), 0),
        ("", (), 0),
        ("x" * 81, (), 1),
    ],
)
def test_explain(header: str, roles: tuple[str, ...], unknown: int) -> None:
    assert explain(header) == Words(roles=roles, unknown=unknown)


def test_every_table_is_a_role_or_a_kind_of_word() -> None:
    kinds = {"name_word", "glue", "other", "weak"}
    assert set(TABLES) == set(ROLES) | kinds
    assert set(PHRASES.values()) == set(TABLES)


@pytest.mark.parametrize("role", MAIN_ROLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_roles_have_words_in_the_languages_of_trade(role: str, language: str) -> None:
    from compliance.columns.vocabulary import load

    assert load()[role][language]


@given(st.text())
def test_any_header_is_explained(header: str) -> None:
    assert explain(header).unknown >= 0


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
