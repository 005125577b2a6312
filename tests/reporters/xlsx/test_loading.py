import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx import write
from compliance.reporters.xlsx.loading import is_workbook, left_out, load
from tests.reporters.factory import match, result
from tests.reporters.xlsx.books import about, customers, table, texts, written


def chart(sheet: Worksheet) -> BarChart:
    made = BarChart()
    made.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
    return made


def dressed(workbook: Workbook, sheet: Worksheet) -> None:
    """Everything that a copy should keep."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Master data"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, color="FF00AA00")
    sheet["E4"] = 1234.5
    sheet["E4"].number_format = '#,##0.00 "EUR"'
    sheet["B5"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B6"].comment = Comment("asked in May", "Ann")
    sheet.column_dimensions["B"].width = 41
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].height = 33
    sheet.freeze_panes = "B4"
    workbook.create_sheet("Secret").sheet_state = "veryHidden"


def armed(workbook: Workbook, sheet: Worksheet) -> None:
    """Everything that a copy should not keep."""
    sheet["E2"] = '=HYPERLINK("http://example.org","click")'
    sheet["E3"] = "a link"
    sheet["E3"].hyperlink = "http://example.org"
    sheet["E4"] = "'=text"
    sheet["E5"] = "=text"
    sheet["E5"].data_type = "s"
    sheet.add_table(Table(displayName="T", ref="A1:D7"))
    sheet.auto_filter.ref = "A1:D7"
    sheet.row_dimensions[3].hidden = True
    sheet.protection.sheet = True
    sheet.data_validations.append(DataValidation(type="list", formula1="[1]Other!$A$1", sqref="A2"))
    sheet.conditional_formatting.add(
        "A2", Rule(type="cellIs", operator="equal", formula=["[1]Other!$A$1"])
    )
    workbook.defined_names["Limit"] = DefinedName("Limit", attr_text="[1]Other!$A$1")
    sheet.add_chart(chart(sheet), "G1")
    workbook.create_chartsheet("Chart").add_chart(chart(sheet))


def test_the_users_looks_are_kept(tmp_path: Path) -> None:
    report = about(customers(tmp_path, dressed), result("Party 2", match(), row=4))
    book = written(report, tmp_path)
    sheet = book["Customers"]
    assert sheet["A1"].value == "Master data"
    assert sheet["A1"].font.color.rgb == "FF00AA00"
    assert "A1:D1" in sheet.merged_cells
    assert (sheet["E4"].value, sheet["E4"].number_format) == (1234.5, '#,##0.00 "EUR"')
    assert sheet["B5"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["B6"].comment.text == "asked in May"
    assert sheet.column_dimensions["B"].width == 41
    assert sheet.column_dimensions["C"].hidden
    assert sheet.row_dimensions[4].height >= 33
    assert sheet.freeze_panes == "B4"
    assert book["Secret"].sheet_state == "veryHidden"


def test_nothing_that_acts_is_left(tmp_path: Path) -> None:
    sheet = written(about(customers(tmp_path, armed)), tmp_path)["Customers"]
    assert sheet["E2"].value is None  # a formula without a stored value
    assert sheet["E3"].hyperlink is None
    assert (sheet["E5"].value, sheet["E5"].data_type, sheet["E5"].quotePrefix) == (
        "=text",
        "s",
        True,
    )
    assert not sheet.tables
    assert not sheet.auto_filter.ref
    assert not sheet.row_dimensions[3].hidden
    assert not sheet.protection.sheet
    assert not sheet.data_validations.dataValidation
    assert not list(sheet.conditional_formatting)


def test_the_file_holds_no_part_that_acts(tmp_path: Path) -> None:
    write(about(customers(tmp_path, armed), result("x", match())), tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        parts = archive.namelist()
        xml = b"".join(archive.read(part) for part in parts if "worksheets" in part)
        assert b'definedName name="Limit"' not in archive.read("xl/workbook.xml")
    for word in ("chart", "table", "external", "vba", "drawing", "media", "pivot"):
        assert not any(word in part.lower() for part in parts), word
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_macros_are_dropped_and_the_copy_is_a_plain_workbook(tmp_path: Path) -> None:
    source = customers(tmp_path).rename(tmp_path / "customers.xlsm")
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    book = written(about(source, result("x", match())), tmp_path)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    assert "Also left out of the copy: macros." in texts(book["Coverage"])


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    path = customers(tmp_path, armed)
    assert left_out(path) == ["charts", "table styles"]
    coverage = texts(written(about(path), tmp_path)["Coverage"])
    assert "Also left out of the copy: charts, table styles." in coverage


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    assert is_workbook(customers(tmp_path).rename(tmp_path / "unknown"))
    assert not is_workbook(table(tmp_path, [["a"]]).rename(tmp_path / "named.xlsx"))


def test_a_sparse_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    def sparse(_: Workbook, sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "far away"

    with customers(tmp_path, sparse).open("rb") as stream:
        loaded = load(stream)
        extent = loaded.sheets["Customers"].extent
        assert (extent.bottom, extent.right) == (1_048_576, 16_384)
        assert not loaded.book.workbook["Customers"]._cells
