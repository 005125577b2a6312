"""Countries and their parts, in any usual writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.countries import (
    country_code,
    find_territory,
    is_territory_code,
    list_territories,
    whole_country_code,
    write_key,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("China", "CN"),
        ("PRC", "CN"),
        ("China, People's Republic of", "CN"),
        ("中国", "CN"),
        ("DE", "DE"),
        ("deu", "DE"),
        ("Deutschland", "DE"),
        ("Германия", "DE"),
        ("Côte d’Ivoire", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("Hong Kong", "HK"),
        ("U.A.E.", "AE"),
        ("us_ca", "US"),
        ("Crimea Region of Ukraine", "UA"),
        ("NA", "NA"),
        ("Soviet Union", "SUHH"),
        (" ", ""),
        ("?", ""),
        ("Nowhere", ""),
    ],
)
def test_countries_in_usual_writings(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(("text", "code"), [("HK", "HK"), ("California", ""), ("nowhere", "")])
def test_parts_are_no_country(text: str, code: str) -> None:
    assert whole_country_code(text) == code


def test_a_part_belongs_to_its_country_and_has_a_name() -> None:
    found = find_territory("Kalifornien")
    assert found is not None
    assert (found.code, found.name, found.is_country) == ("US-CA", "California", False)
    assert country_code("Kalifornien") == "US"


def test_codes_are_the_usual_ones_in_capitals() -> None:
    assert is_territory_code("DE")
    assert is_territory_code("US-CA")
    assert not any(map(is_territory_code, ("de", "DEU", "Germany", "")))


def test_every_territory_is_found_by_its_name_and_codes() -> None:
    for code, one in list_territories().items():
        assert find_territory(code) == one
        assert find_territory(one.code.lower().replace("-", "_")) == one
        named = find_territory(one.name)
        assert named is not None
        assert named.name == one.name


@given(st.text())
def test_any_text_can_be_looked_up(text: str) -> None:
    assert (find_territory(text) is None) == (country_code(text) == "")


@pytest.mark.parametrize("written", ["São Tomé", "SAO TOME", "Sao-Tome", " sao  tome."])
def test_a_name_has_one_key(written: str) -> None:
    assert write_key(written).replace(" ", "") == "saotome"
