"""The tables of address words."""

import pytest

from compliance.matching.postal.postal_parser import address_signs, postal_words, shared_addresses


def test_every_word_is_written_as_it_looks_after_folding() -> None:
    table = postal_words()
    for word in (*table.kind, *table.street, *table.noise, *table.same, *table.ordinals):
        assert word.isascii()
        assert word == word.casefold()


def test_a_word_is_one_thing() -> None:
    table = postal_words()
    assert not table.kind.keys() & table.noise
    assert table.before <= table.street.keys()
    assert {"road", "avenue", "street"} <= set(table.street.values())


def test_city_states_are_towns_and_other_countries_are_not() -> None:
    known = postal_words().countries
    assert {"china", "russia", "united arab emirates", ", cn"} <= known
    assert not {"hong kong", "singapore", ", hk", ", sg"} & known


def test_shared_addresses_have_a_house_number() -> None:
    assert all(any(char.isdigit() for char in text) for text in shared_addresses())


@pytest.mark.parametrize(
    "text",
    ["P.O. Box 12", "PO BOX: 12", "p o box no. 12", "Postfach 12", "BP 12", "а/я 12", "ص.ب 12"],
)
def test_a_box_has_a_number(text: str) -> None:
    assert address_signs().box.match(text)
    assert not address_signs().box.match(text.rstrip("0123456789"))


@pytest.mark.parametrize(
    "text", ["Tel. +49 711", "Address: Main St", "地址：上海", "located at Rome", "www.x.de"]
)
def test_headings_of_addresses(text: str) -> None:
    assert address_signs().heading.match(text)


@pytest.mark.parametrize("text", ["Phone World Ltd", "Address Holdings", "Boxer Ltd", "Mailand"])
def test_names_that_begin_like_a_heading(text: str) -> None:
    assert not address_signs().heading.match(text)
    assert not address_signs().box.match(text)
