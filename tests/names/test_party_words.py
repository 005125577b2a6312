"""Whether a text names a party at all."""

import pytest

from compliance.names.party_words import is_no_party, is_only_form, words_of_party


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Ltd.",
        "Co., Ltd.",
        "Shanghai",
        "Hong Kong",
        "Cayman Islands",
        "Guangdong Province",
        "Sales Dept",
        "Head Office",
        "Dubai Branch",
        "Einkauf",
        "отдел",
        "Technology Co., Ltd.",
        "Export Corporation",
        "1977",
        "ABC",
        "Group",
    ],
)
def test_nobody(text: str) -> None:
    assert is_no_party(text)


@pytest.mark.parametrize(
    "text",
    [
        "Blue River",
        "ABC Ltd",
        "AUK Group",
        "Whirlpool",
        "China Electronics Corporation",
        "Ministry of Defence of the Republic",
        "DES INTERNATIONAL CO., LTD.",
        "S&D Industry Ltd",
        "2904977 CANADA, INC.",
        "USM CITY LIMITED LIABILITY COMPANY",
        "华为",
        "John Smith",
    ],
)
def test_somebody(text: str) -> None:
    assert not is_no_party(text)


def test_words_without_titles_and_desks() -> None:
    assert words_of_party("Mr. J. Smith, Sales Manager") == ["smith"]


@pytest.mark.parametrize(("text", "only"), [("Co., Ltd.", True), ("GmbH", True), ("Blue", False)])
def test_only_a_legal_form(text: str, only: bool) -> None:
    assert is_only_form(text) is only
