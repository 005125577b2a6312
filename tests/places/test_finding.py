"""What an address names, and what only looks like a place in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.places.finding import read_places
from tests.places.building import locator

GAZETTEER = locator().gazetteer


def places(text: str) -> list[tuple[str, str]]:
    """Place and words of what an address names, from its end to its beginning."""
    found = read_places(text, GAZETTEER).mentions
    return [(one.entry.place, one.words) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sevastopol", [("crimea", "Sevastopol")]),
        ("Sevastopolskaya Str. 5", []),
        ("Lenin Street Sevastopol", [("crimea", "Sevastopol")]),
        ("Street Sevastopol 5, Baku", []),
        ("Sevastopol Street 5", []),
        ("12 Valiasr Ave Tehran 15875 Iran", [("IR", "Iran"), ("IR", "Tehran")]),
        ("Valiasr Tehran, Iran", [("IR", "Iran"), ("IR", "Tehran")]),
        ("Valiasr Tehran, Dubai Marina", []),
        ("Tehran-Iran", [("IR", "Iran"), ("IR", "Tehran")]),
        ("г.Симферополь ул.Ленина д.5", [("crimea", "г Симферополь")]),
        ("Sevastopol 24, Varna", []),
        ("Simferopol 24, Crimea", [("crimea", "Crimea"), ("crimea", "Simferopol")]),
        ("평양시 중구역", [("KP", "평양시")]),
        ("朝鲜族自治州延吉市", []),
        ("Bandar-e-Abbas", [("IR", "Bandar-e-Abbas")]),
        ("City of Tehran", [("IR", "City of Tehran")]),
        ("г. Севастополь, ул. Ленина", [("crimea", "г Севастополь")]),
        ("Simferopol Crimea", [("crimea", "Crimea"), ("crimea", "Simferopol")]),
        ("Hotel Havana", []),
        ("New Moscow", []),
        ("University of Tehran", []),
        ("Calle Habana 5", []),
        ("Donetsk Peoples Republic", [("donetsk", "Donetsk Peoples Republic")]),
        ("تهران، خیابان ولیعصر", [("IR", "تهران")]),
        ("伊朗德黑兰市", [("IR", "伊朗德黑兰市")]),
        ("", []),
        (", ;", []),
    ],
)
def test_what_an_address_names(text: str, found: list[tuple[str, str]]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Cuba, NY 14727", "US"),
        ("Sioux Falls, SD", "US"),
        ("Moscow, Idaho", "US"),
        ("Warszawa, Poland", "PL"),
        ("Kharkiv, Sumska 5, UA", "UA"),
        ("Sumska 5", ""),
    ],
)
def test_the_country_that_an_address_names(text: str, country: str) -> None:
    assert read_places(text, GAZETTEER).country == country


def test_numbers_of_five_and_six_digits_may_be_postcodes() -> None:
    assert read_places("95011", GAZETTEER).postcodes == ("95011",)
    read = read_places("295000, Ялта, 1234567, 12-95000", GAZETTEER)
    assert read.postcodes == ("295000",)


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    read = read_places(text, GAZETTEER)
    assert all(one.words for one in read.mentions)


WORDS = st.sampled_from(
    "Tehran Iran Street ul Sevastopol , 5 95011 Hotel of Cuba NY Crimea Минск Berlin DE \n".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=8))
def test_every_word_found_stands_in_the_address(words: list[str]) -> None:
    text = " ".join(words)
    for one in read_places(text, GAZETTEER).mentions:
        assert set(one.words.split()) <= set(text.split())
