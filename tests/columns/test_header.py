"""The header is found below titles, in up to three rows, and not in the data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.columns.header import NO_HEADER, find_header, read_top
from compliance.model import Row
from tests.columns.building import rows


def found(*lines: str) -> tuple[tuple[int, ...], list[str]]:
    header = find_header(read_top(rows(*lines)))
    return header.rows, list(header.texts)


def test_first_row() -> None:
    assert found("Name | Country", "A | DE") == ((1,), ["Name", "Country"])


def test_below_titles_and_blank_rows() -> None:
    lines = (
        "Customer list 2026",
        "",
        "Exported by ERP",
        "",
        "No. | Company | Country",
        "1 | A | DE",
    )
    assert found(*lines) == ((5,), ["No.", "Company", "Country"])


def test_a_title_that_is_itself_a_header_word() -> None:
    assert found("Suppliers", "", "No. | Name | Country", "1 | A | DE")[0] == (3,)
    assert found("Suppliers", "No. | Name | Country", "1 | A | DE")[0] == (2,)


def test_key_value_lines_above_the_table() -> None:
    lines = (
        "Customer: | ACME",
        "Country: | DE",
        "",
        "No | Consignee | Country | Address",
        "1|A|B|C",
    )
    assert found(*lines)[0] == (4,)


def test_a_second_table_below_is_not_taken_for_the_first() -> None:
    lines = (
        "Name | Country",
        "A | DE",
        "",
        "Supplier name | Address | Country | VAT no.",
        "B|x|DE|1",
    )
    assert found(*lines)[0] == (1,)


def test_group_headings_over_their_columns() -> None:
    assert found(
        "      | Consignee |         | End user |        ",
        "No.   | Name      | Country | Name     | Country",
        "1     | A         | DE      | B        | FR     ",
    ) == (
        (1, 2),
        ["No.", "Consignee Name", "Consignee Country", "End user Name", "End user Country"],
    )


def test_headings_merged_over_both_rows_stand_for_themselves() -> None:
    assert found(
        "No. | Customer name | Consignee |         | End user |        ",
        "No. | Customer name | Name      | Country | Name     | Country",
        "1   | X             | A         | DE      | B        | FR     ",
    )[1][:4] == ["No.", "Customer name", "Consignee Name", "Consignee Country"]


def test_a_header_broken_over_two_rows() -> None:
    assert found("Customer | Postal", "name | code", "A | 1") == (
        (1, 2),
        ["Customer name", "Postal code"],
    )


def test_several_lines_in_one_cell() -> None:
    table = [
        Row(sheet="", number=1, cells=("Customer\nname", "Country\r\ncode")),
        Row(sheet="", number=2, cells=("A", "DE")),
    ]
    assert find_header(read_top(table)).texts == ("Customer name", "Country code")


def test_a_row_that_has_data_in_any_column_is_no_header_row() -> None:
    assert found("Company | Country", "Bank | Germany", "A | DE")[0] == (1,)
    assert found("Company | Ref", "Agent | 1001", "A | 1002")[0] == (1,)


def test_a_party_that_looks_more_like_a_header_is_not_one() -> None:
    assert found("Name", "Agent", "Freight forwarder")[0] == (1,)


def test_units_below_a_header_are_part_of_it() -> None:
    assert found("Customer | Amount", "name | EUR", "A | 1")[0] == (1, 2)


def test_padding_around_headers() -> None:
    assert found(" | | Name | Country", " | | A | DE") == ((1,), ["", "", "Name", "Country"])


def test_not_below_the_window() -> None:
    lines = [f"x | {number}" for number in range(60)]
    assert find_header(read_top(rows(*lines, "Name | Country"))) == NO_HEADER


@pytest.mark.parametrize(
    "lines",
    [
        ("ACME Ltd | DE | 12", "Beta GmbH | FR | 13"),
        ("foo | bar", "x | y"),
        ("1 | 2 | 3",),
        ("", ""),
        (),
    ],
)
def test_no_header(lines: tuple[str, ...]) -> None:
    assert find_header(read_top(rows(*lines))) == NO_HEADER


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_any_table_is_looked_through(table: list[list[str]]) -> None:
    header = find_header(read_top(rows(*table)))
    assert set(header.rows) <= set(range(1, len(table) + 1))
    assert len(header.texts) == len(header.meanings) == len(header.parts)


@pytest.mark.parametrize("name", ["Client Earth", "Party 000", "Customer Solutions GmbH"])
def test_a_party_called_by_words_of_headers_is_not_drawn_into_the_header(name: str) -> None:
    assert found("Name", name, "Foo Ltd")[0] == (1,)
    assert found("Name | Country", f"{name} | GB", "Foo Ltd | FR")[0] == (1,)
