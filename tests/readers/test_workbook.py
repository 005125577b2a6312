"""Workbooks: values as stored, row numbers as shown, nothing run, nothing lost."""

import io
import time
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.base import Sheet, Whole
from compliance.readers.stored_cells import UNSTORED
from compliance.readers.workbook import read_ods, read_xls, read_xlsx
from tests.readers.building import RELATIONS, SHEET, WORKBOOK, raw_ods, raw_xlsx, saved, xlsx

DATA = Path(__file__).parent / "data"


def filled(rows: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    return {row.number: row.cells for row in rows if not row.is_blank}


def only(data: bytes) -> Sheet:
    [sheet] = read_xlsx(data, "a.xlsx").sheets
    return sheet


AWKWARD = {
    2: ("", "Kundenliste"),
    4: ("", "Nr.", "Kunde", "Land", "Seit"),
    5: ("", "007", "Hangzhou Hikvision Digital Technology Co Ltd", "CN", "2026-03-31"),
    6: ("", "7", "Müller Optik GmbH", "NA"),
    8: ("", "8", "None", "DE"),
    9: ("", "9", "", "DE"),
    10: ("", "10", "Großhandel Nord eG", "DE"),
    11: ("", "11", "Großhandel Nord eG", "AT"),
}


@pytest.mark.parametrize(("file", "read"), [("awkward.xls", read_xls), ("awkward.ods", read_ods)])
def test_awkward_workbooks_of_both_other_kinds(file: str, read: Whole) -> None:
    contents = read((DATA / file).read_bytes(), file)
    assert [(sheet.name, sheet.hidden) for sheet in contents.sheets] == [
        ("Kunden", False),
        ("Versteckt", True),
        ("Leer", False),
    ]
    found = filled(contents.sheets[0].rows)
    assert {number: cells[:5] for number, cells in found.items() if number != 6} == {
        number: cells for number, cells in AWKWARD.items() if number != 6
    }
    assert found[6][:4] == AWKWARD[6]
    assert [row.number for row in contents.sheets[0].rows] == list(range(1, 12))
    assert contents.sheets[2].rows == []


@pytest.mark.parametrize(
    ("file", "read", "error"),
    [
        ("awkward.xls", read_xls, "the cell holds the error #N/A"),
        ("awkward.ods", read_ods, "the cell holds an error"),
    ],
)
def test_an_error_is_told(file: str, read: Whole, error: str) -> None:
    rows = read((DATA / file).read_bytes(), file).sheets[0].rows
    assert {row.number: dict(row.unreadable) for row in rows if row.unreadable} == {9: {2: error}}


def test_rows_are_numbered_as_openpyxl_numbers_them() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for place in ("C3", "E4", "C9"):
        sheet[place] = place
    data = saved(book)
    shown = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    for row in only(data).rows:
        for position, cell in enumerate(row.cells):
            assert cell == (shown.cell(row.number, position + 1).value or "")
    assert filled(only(data).rows).keys() == {3, 4, 9}


def test_values_stay_what_they_are() -> None:
    row = ("007", 7, 7.0, "NA", "None", "null", True, 0.1 + 0.2, " pad ")
    expected = ("007", "7", "7", "NA", "None", "null", "TRUE", "0.3", " pad ")
    assert only(xlsx([row])).rows[0].cells == expected


def test_text_that_looks_like_a_formula_is_text() -> None:
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, '=HYPERLINK("http://x","y")')
    cell.data_type = "s"
    [row] = only(saved(book)).rows
    assert row.cells == ('=HYPERLINK("http://x","y")',)
    assert not row.unreadable


def test_formulas_are_not_run_and_not_lost() -> None:
    [first, second] = only(xlsx([["Name"], ['="Hik"&"vision"']])).rows
    assert first.cells == ("Name",)
    assert second.cells == ()
    assert dict(second.unreadable) == {0: UNSTORED}
    assert not second.is_blank


def test_a_row_of_errors_after_the_last_value_is_a_row() -> None:
    data = raw_xlsx(
        '<row r="1"><c r="A1" t="str"><v>Name</v></c></row>'
        '<row r="5"><c r="B5" t="e"><v>#REF!</v></c></row>'
    )
    rows = only(data).rows
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert dict(rows[4].unreadable) == {1: "the cell holds the error #REF!"}


def test_a_name_merged_over_rows_is_the_name_of_each() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("A", 1), (None, 2), (None, 3), ("B", 4)):
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    assert [row.cells for row in only(saved(book)).rows] == [
        ("A", "1"),
        ("A", "2"),
        ("A", "3"),
        ("B", "4"),
    ]


def merged(rows: str, area: str) -> Sheet:
    """A sheet with these rows and one merged block."""
    merge = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    part = SHEET.format(rows).replace("</worksheet>", f"{merge}</worksheet>")
    return only(raw_xlsx("", {"xl/worksheets/sheet1.xml": part}))


def test_what_a_covered_cell_holds_is_not_lost() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{n}</v></c></row>' for n in (1, 3))
    assert [row.cells for row in merged(f'{rows}<row r="4"/>', "A1:A3").rows] == [("1",)] * 2 + [
        ("3",)
    ]


def test_a_merged_cell_that_cannot_be_read_is_a_gap_in_every_row() -> None:
    rows = (
        '<row r="1"><c r="B1" t="e"><v>#REF!</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    )
    sheet = merged(rows, "B1:B2")
    assert [dict(row.unreadable) for row in sheet.rows] == [
        {1: "the cell holds the error #REF!"}
    ] * 2
    assert [row.cells for row in sheet.rows] == [(), ("7",)]


def test_rows_that_are_hidden_filtered_or_grouped_are_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for number in range(1, 6):
        sheet.append([f"Firm {number}", number])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions.group(3, 4, hidden=True)
    sheet.column_dimensions["A"].hidden = True
    sheet.auto_filter.ref = "A1:B5"
    sheet.auto_filter.add_filter_column(1, ["5"])
    assert [row.cells[0] for row in only(saved(book)).rows] == [f"Firm {n}" for n in range(1, 6)]


def test_sheets_of_one_name_are_both_read() -> None:
    names = ("Data", "Data (2)", "Data", "Data")
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    start, _, end = WORKBOOK.partition('<sheet name="S" sheetId="1" r:id="rId1"/>')
    relations = "".join(
        RELATIONS[RELATIONS.index("<Relationship Id") : RELATIONS.index("</Relationships>")]
        .replace("rId1", f"rId{n}")
        .replace("sheet1", f"sheet{n}")
        for n in range(1, 5)
    )
    parts = {
        f"xl/worksheets/sheet{n}.xml": SHEET.format(
            f'<row r="1"><c r="A1" t="str"><v>Firm {n}</v></c></row>'
        )
        for n in range(1, 5)
    }
    extra = {
        "xl/workbook.xml": start + sheets + end,
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        **parts,
    }
    contents = read_xlsx(raw_xlsx("", extra), "a.xlsx")
    assert [(sheet.name, sheet.rows[0].cells) for sheet in contents.sheets] == [
        ("Data", ("Firm 1",)),
        ("Data (2)", ("Firm 2",)),
        ("Data (3)", ("Firm 3",)),
        ("Data (4)", ("Firm 4",)),
    ]
    assert "several sheets are named 'Data'; one of them is called 'Data (3)' here" in (
        contents.warnings
    )


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Data"] * 1500, "1,500 times ('Data')"),
        (["Data", "Old", "New", "Other"], "4 times ('Data', 'Old', 'New', ...)"),
    ],
)
def test_a_sheet_that_is_listed_again_is_read_once(names: list[str], shown: str) -> None:
    """Its cells are those of the first: read 1,500 times, 8 kB took a quarter of a minute."""
    hidden = ' state="hidden"'
    again = "".join(f'<sheet name="{name}" sheetId="1" r:id="rId1"/>' for name in names[1:])
    first = f'<sheet name="{names[0]}" sheetId="1"{hidden} r:id="rId1"/>'
    start, _, end = WORKBOOK.partition('<sheet name="S" sheetId="1" r:id="rId1"/>')
    row = '<row r="1"><c r="A1" t="str"><v>Firm</v></c></row>'
    contents = read_xlsx(raw_xlsx(row, {"xl/workbook.xml": start + first + again + end}), "a.xlsx")
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in contents.sheets] == [
        ("Data", False, 1)  # it is shown, if under another name
    ]
    assert contents.warnings == (f"the workbook lists one sheet {shown}; it was read once",)


@pytest.mark.parametrize("honest", ["", "xl/strings.xml"])
def test_a_claim_of_four_thousand_million_strings_is_not_believed(honest: str) -> None:
    strings = '<sst uniqueCount="4294967296"><si><t>Bosch GmbH</t></si></sst>'
    extra = {"xl/sharedStrings.xml": strings}
    if honest:  # the workbook names another part, and calamine takes this one all the same
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        relation = f'<Relationship Id="s" Type="{kind}" Target="strings.xml"/></Relationships>'
        extra["xl/_rels/workbook.xml.rels"] = RELATIONS.replace("</Relationships>", relation)
        extra[honest] = "<sst><si><t>Bosch GmbH</t></si></sst>"
    data = raw_xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra)
    assert only(data).rows[0].cells == ("Bosch GmbH",)


def test_a_sheet_that_the_workbook_does_not_list_is_named() -> None:
    filled = SHEET.format('<row r="1"><c r="A1" t="str"><v>Firm</v></c></row>')
    extra = {"xl/worksheets/sheet2.xml": filled, "xl/worksheets/sheet3.xml": SHEET.format("")}
    [warning] = read_xlsx(raw_xlsx("", extra), "a.xlsx").warnings
    assert "a sheet that its workbook does not list (xl/worksheets/sheet2.xml)" in warning


@pytest.mark.parametrize("cell", ['t="e"><v>#SPILL!</v>', 't="foo"><v>A</v>', 't="s"><v>9</v>'])
def test_a_cell_that_calamine_refuses_costs_no_other_cell(cell: str) -> None:
    rows = f'<row r="1"><c r="A1" {cell}</c><c r="B1" t="str"><v>Bosch GmbH</v></c></row>'
    [row] = only(raw_xlsx(rows)).rows
    assert row.cells[1] == "Bosch GmbH"
    assert row.cells[0] or row.unreadable[0]


def test_a_sheet_with_broken_xml_is_told() -> None:
    part = SHEET.format('<row r="1"><c r="A1" t="str"><v>Firm</v></c></row>')
    with pytest.raises(InputError, match=r"^a.xlsx: the workbook is damaged or cut short"):
        read_xlsx(raw_xlsx("", {"xl/worksheets/sheet1.xml": part[:-40]}), "a.xlsx")


def test_a_heading_merged_over_columns_stays_in_the_first() -> None:
    book = Workbook()
    book.worksheets[0].append(["Consignee", None, "x"])
    book.worksheets[0].merge_cells("A1:B1")
    assert only(saved(book)).rows[0].cells == ("Consignee", "", "x")


def test_hidden_and_very_hidden_sheets_are_marked() -> None:
    book = Workbook()
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state).sheet_state = state
    book.create_chartsheet("chart")
    sheets = read_xlsx(saved(book), "a.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("hidden", True),
        ("veryHidden", True),
    ]


def test_an_encrypted_ods() -> None:
    with pytest.raises(InputError) as caught:
        read_ods(raw_ods("", "<manifest:encryption-data/>"), "a.ods")
    assert caught.value.message == "a.ods: the workbook is encrypted with a password"


@pytest.mark.parametrize("kept", [600, 2000, 5000])
def test_cut_old_workbooks(kept: int) -> None:
    data = (DATA / "awkward.xls").read_bytes()
    with pytest.raises(InputError, match=r"^a.xls: the workbook is damaged or cut short"):
        read_xls(data[:kept], "a.xls")


def test_many_tall_merges_are_refused() -> None:
    merges = "".join('<mergeCell ref="A1:A1048576"/>' for _ in range(100))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData>'
        f'<mergeCells count="100">{merges}</mergeCells></worksheet>'
    )
    data = raw_xlsx("", {"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(InputError, match="104,857,500 cells"):
        read_xlsx(data, "a.xlsx")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=6))
def test_any_text_survives(rows: list[list[str]]) -> None:
    book = Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, column)
            try:
                cell.value = value
            except IllegalCharacterError:
                return
            cell.data_type = "s"
    read = filled(only(saved(book)).rows)
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row):
            expected = value.replace("\r\n", "\n").replace("\r", "\n")
            cells = read.get(number, ())
            actual = cells[position] if position < len(cells) else ""
            if "_x" not in value and value.strip():
                assert actual in (value, expected)


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_seconds() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("S")
    for number in range(100_000):
        sheet.append([f"C{number}", f"Company {number} Ltd", "DE", number])
    data = saved(book)
    began = time.perf_counter()
    assert len(only(data).rows) == 100_000
    assert time.perf_counter() - began < 30
