"""Which column belongs to which party."""

import pytest

from compliance.columns.mapping import column_letters
from tests.columns.building import mapping, rows


def parties(header: str, line: str = "") -> dict[str, dict[str, list[str]]]:
    """Role -> what -> column letters, for a header and a row of names."""
    width = header.count("|") + 1
    found = mapping(rows(header, line or " | ".join(["Alpha Beta"] * width)))
    return {
        party.role: {
            what: [column.letter for column in columns]
            for what, columns in (
                ("name", party.names),
                ("id", party.ids),
                ("country", party.countries),
                ("address", party.address),
                ("identifiers", party.identifiers),
            )
            if columns
        }
        for party in found.parties
    }


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")]
)
def test_letters(position: int, letters: str) -> None:
    assert column_letters(position) == letters


def test_loose_columns_before_the_only_party_are_its_own() -> None:
    assert parties("Country | Name | Address") == {
        "name": {"name": ["B"], "country": ["A"], "address": ["C"]}
    }


def test_loose_columns_belong_to_the_party_they_follow() -> None:
    assert parties("Customer name | Country | Consignee | Country | End user | City") == {
        "name": {"name": ["A"], "country": ["B"]},
        "consignee": {"name": ["C"], "country": ["D"]},
        "end_user": {"name": ["E"], "address": ["F"]},
    }


def test_a_header_that_names_the_owner_outweighs_the_place() -> None:
    assert parties("Consignee | End user | Consignee country | End user country") == {
        "consignee": {"name": ["A"], "country": ["C"]},
        "end_user": {"name": ["B"], "country": ["D"]},
    }


def test_the_rows_key_is_everybodys_and_a_partys_key_its_own() -> None:
    assert parties("No. | Consignee | Consignee ID | End user", "1 | A | X-7 | B") == {
        "consignee": {"name": ["B"], "id": ["C", "A"]},
        "end_user": {"name": ["D"], "id": ["A"]},
    }


def test_a_contact_shares_what_follows_it() -> None:
    assert parties("CustomerID | CustomerName | ContactName | Address | City | Country") == {
        "name": {"name": ["B"], "id": ["A"], "country": ["F"], "address": ["D", "E"]},
        "contact": {"name": ["C"], "id": ["A"], "country": ["F"], "address": ["D", "E"]},
    }


def test_a_contact_has_not_the_companys_numbers() -> None:
    found = parties("Company | VAT no. | Contact | Alias")
    assert found["name"]["identifiers"] == ["B"]
    assert "identifiers" not in found["contact"]
    assert found["alias"]["identifiers"] == ["B"]


def test_a_country_after_the_parent_is_the_companys() -> None:
    assert parties("Company | Parent company | Country") == {
        "name": {"name": ["A"], "country": ["C"]},
        "owner": {"name": ["B"]},
    }


def test_what_belongs_to_a_party_that_is_not_there_is_nobodys() -> None:
    assert parties("Customer | Country | Ship-to country") == {
        "name": {"name": ["A"], "country": ["B"]}
    }
    assert parties("Company | Vendor country") == {"name": {"name": ["A"], "country": ["B"]}}


def test_first_and_last_name_are_one_name() -> None:
    assert parties("Last name | First name | Country") == {
        "name": {"name": ["B", "A"], "country": ["C"]}
    }


def test_name_beside_first_name_is_the_last_name() -> None:
    assert parties("Nr. | Name | Vorname | Land") == {
        "name": {"name": ["C", "B"], "id": ["A"], "country": ["D"]}
    }


def test_name_2_goes_on_with_name_1() -> None:
    assert parties("Vendor | Name 1 | Name 2 | Country", "100017 | Alpha | Ltd | DE") == {
        "name": {"name": ["B", "C"], "id": ["A"], "country": ["D"]}
    }


def test_identifiers() -> None:
    assert parties("Name | USCC | LEI | VAT No. | Registration number")["name"] == {
        "name": ["A"],
        "identifiers": ["B", "C", "D", "E"],
    }


def test_what_is_shown() -> None:
    found = mapping(rows("No. | Kunde | Bemerkung | Land", "1 | A | x | DE"))
    assert found.shown_columns == (
        ("id", "No. (A)"),
        ("name", "Kunde (B)"),
        ("country", "Land (D)"),
    )


def test_what_is_shown_without_a_header() -> None:
    found = mapping(rows("Alpha Ltd | DE", "Beta GmbH | FR"))
    assert found.shown_columns == (("name", "column A"), ("country", "column B"))
