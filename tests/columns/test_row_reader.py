"""What a row is: asked unless it is proven to be no party."""

import pytest

from compliance.columns import summarise_sheet
from compliance.model import Row
from tests.columns.building import asked, layout, mapping, names, rows


def test_what_stands_right_of_the_table_is_asked() -> None:
    table = [*rows("Name | Country"), *(Row(sheet="S", number=at, cells=("Alpha", "DE"))
                                        for at in range(2, 600))]  # fmt: skip
    table.append(Row(sheet="S", number=600, cells=("Beta", "FR", "", "Gamma Ltd")))
    assert names(asked(table))[-2:] == [(600, "name", "Beta"), (600, "name", "Gamma Ltd")]


def test_a_row_in_another_order_is_asked() -> None:
    table = rows("Name | Country", "Alpha | DE", "CN | Hikvision")
    assert names(asked(table)) == [
        (2, "name", "Alpha"),
        (3, "name", "CN"),
        (3, "name", "Hikvision"),
    ]


def test_what_is_no_key_among_keys_is_asked() -> None:
    keys = [f"10001{at} | Alpha {at}" for at in range(8)]
    table = rows("Debitor | Name 1", *keys, "Gamma Ltd | ")
    assert names(asked(table))[8:] == [(10, "name", "Gamma Ltd")]


def test_a_title_is_a_title_and_other_text_above_is_asked() -> None:
    table = rows("Supplier list 2026", "Alpha Ltd", "Customer: Beta Ltd", "Date: 2026-01-01", "",
                 "Name | Country", "Gamma | DE")  # fmt: skip
    assert names(asked(table)) == [
        (2, "name", "Alpha Ltd"),
        (3, "name", "Beta Ltd"),
        (7, "name", "Gamma"),
    ]
    summary = summarise_sheet("S", table, layout(table))
    assert summary.closes
    assert (summary.title_rows, summary.heading_rows) == (2, 1)


def test_a_header_in_doubt_is_asked_and_used() -> None:
    table = rows("Zulieferwerk | Country", "Alpha Ltd | DE", "Beta GmbH | FR")
    assert names(asked(table)) == [
        (1, "name", "Zulieferwerk"),
        (2, "name", "Alpha Ltd"),
        (3, "name", "Beta GmbH"),
    ]
    assert asked(table)[1].party.country == "DE"


def test_a_legal_form_in_a_column_of_its_own_is_part_of_the_name() -> None:
    table = rows("Firma | Rechtsform | Land", "Alpha | GmbH | DE", "Beta | 01 | FR", " | AG | CH")
    assert [each.party.name for each in asked(table)] == ["Alpha GmbH", "Beta", "AG"]
    assert asked(table)[2].reason == "no name in column 'Firma + Rechtsform'"


def test_sap_names_over_several_columns() -> None:
    table = rows("LIFNR | NAME1 | NAME2 | LAND1", "100017 | Alpha | Technology Ltd | CN")
    [question] = asked(table)
    assert (question.party.name, question.party.id) == ("Alpha Technology Ltd", "100017")
    assert question.party.country == "CN"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Passport No", "passport"), ("National ID", "national id"), ("IMO", "imo"),
        ("MMSI", "mmsi"), ("Tail number", "aircraft tail number"), ("SWIFT/BIC", "swift"),
        ("LEI", "lei"), ("Wallet address", "digital currency address"), ("VAT No.", "tax id"),
        ("Company registration number", "registration number"), ("身份证号码", "national id"),
    ],
)  # fmt: skip
def test_identifiers_are_numbers_of_the_party(header: str, kind: str) -> None:
    [question] = asked(rows(f"Name | {header}", "Alpha | X-1234567"))
    assert [each.kind for each in question.party.identifiers] == [kind]
    assert (question.party.id, question.party.address) == ("", "")


def test_columns_that_are_found_and_not_used_yet() -> None:
    found = mapping(rows("Name | Date of birth | Destination", "Li Wei | 1970-01-01 | Iran"))
    assert [column.role for column in found.columns] == ["name", "birth_date", "destination"]


def test_sheets_that_are_gaps() -> None:
    table = rows("date | temperature", "2026-01-02 | 7")
    from compliance.columns import find_layout

    summary = summarise_sheet("S", table, find_layout(table))
    assert summary.is_gap
    assert not summarise_sheet("S", table, find_layout(table), hidden=True).is_gap
    assert summary.closes


def test_a_part_of_a_sheet_that_is_not_understood_is_a_gap() -> None:
    beside = ("Alpha | DE |  | red | look first", "Beta | FR |  | green | look later")
    table = rows("Name | Country", *beside)
    summary = summarise_sheet("S", table, layout(table))
    assert (summary.closes, summary.is_gap) == (True, True)
    whole = rows("Supplier list", "", "Name | Country", "Alpha | DE")
    assert not summarise_sheet("S", whole, layout(whole)).is_gap


def test_a_party_knows_the_column_of_its_name() -> None:
    table = [*rows("No. | Consignee | End user"), *(Row(sheet="S", number=at, cells=(
        f"{at}", "Alpha Ltd", "Beta GmbH")) for at in range(2, 600))]  # fmt: skip
    table.append(Row(sheet="S", number=600, cells=("600", "Gamma", "", "", "Delta Ltd")))
    assert [each.column for each in asked(table)[-4:]] == [1, 2, 1, 4]


def test_a_party_of_a_form_or_a_remark_knows_its_column_too() -> None:
    form = rows("Supplier name: | Huawei | Zhongxing", "Address: | Bantian | Shenzhen")
    assert [each.column for each in asked(form)] == [1, 2]
    table = rows(" | Customer: Beta Ltd", "", "Name | Country", "Gamma | DE", "Alpha | FR")
    assert [(each.row, each.column) for each in asked(table)] == [(1, 1), (4, 0), (5, 0)]


def test_columns_side_by_side_are_those_of_the_sheet() -> None:
    line = "Name | Country | | | Name | Country"
    table = rows(line, *(f"Alpha {at} | DE | | | Beta {at} | FR" for at in range(9)))
    assert {each.column for each in asked(table)} == {0, 4}
