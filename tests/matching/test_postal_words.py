"""The tables of address words."""

from compliance.matching.postal_words import postal_words, shared_addresses


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
