import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Decision
from compliance.reporters.xlsx import write
from tests.reporters.factory import CHIPMAKER, match, result, sheet_summary, unscreened
from tests.reporters.xlsx.books import HEADER, about, customers, records, row, texts, written

HEADINGS = ["Screening decision", "Matched listed name", "List", "Score", "Why", "Destination"]
RED, YELLOW, VIOLET = "FFF8CBAD", "FFFFE699", "FFD9D2E9"


def test_the_columns_stand_right_of_the_users_own(tmp_path: Path) -> None:
    sheet = written(about(customers(tmp_path), result("Party 2", match())), tmp_path)["Customers"]
    assert row(sheet, 1) == [*HEADER, *HEADINGS]
    assert row(sheet, 2) == [
        "C-002",
        "Party 2",
        "User 2",
        "CN",
        "HIT",
        "Hikvision (alias)",
        "Entity List; NDAA section 889",
        0.93,
        "The reason for HIT.",
        None,
    ]
    assert row(sheet, 3) == ["C-003", "Party 3", "User 3", "CN", *[None] * 6]


def test_open_and_unscreened_rows_are_coloured(tmp_path: Path) -> None:
    answers = (
        result("a", match(), row=2),
        result("b", match(band=Decision.REVIEW), row=3),
        unscreened(4),
        result("c", row=5),
    )
    sheet = written(about(customers(tmp_path), *answers), tmp_path)["Customers"]
    for number, colour in ((2, RED), (3, YELLOW), (4, VIOLET)):
        assert {sheet.cell(number, column).fill.fgColor.rgb for column in range(1, 6)} == {colour}
    assert all(sheet.cell(5, column).fill.fill_type is None for column in range(1, 10))


def test_the_users_own_colour_stays(tmp_path: Path) -> None:
    def painted(_: Workbook, sheet: Worksheet) -> None:
        sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")

    sheet = written(about(customers(tmp_path, painted), result("a", match())), tmp_path)[
        "Customers"
    ]
    colours = [sheet.cell(2, column).fill.fgColor.rgb for column in range(1, 5)]
    assert colours == [RED, "FF00FF00", RED, RED]


def test_several_parties_of_a_row_are_one_mark_with_their_roles(tmp_path: Path) -> None:
    answers = (
        result("a", match(score=0.8, band=Decision.REVIEW), role="consignee"),
        result("b", match(score=0.99), role="end_user"),
        result("c", role="forwarder"),
    )
    sheet = written(about(customers(tmp_path), *answers), tmp_path)["Customers"]
    found = records(sheet, 1)[0]
    assert found["Screening decision"] == "HIT"
    assert found["Score"] == 0.99
    assert found["Why"] == (
        "consignee: The reason for REVIEW.\n"
        "end user: The reason for HIT.\n"
        "forwarder: The reason for CLEAR."
    )
    assert sheet.row_dimensions[2].height == 31.2


def test_the_filter_spans_the_users_columns_and_ours(tmp_path: Path) -> None:
    sheet = written(about(customers(tmp_path), result("a", match())), tmp_path)["Customers"]
    assert sheet.auto_filter.ref == "A1:J7"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_users_own_page_set_up_stays(tmp_path: Path) -> None:
    def chosen(_: Workbook, sheet: Worksheet) -> None:
        sheet.page_setup.orientation = "portrait"
        sheet.page_setup.fitToHeight = 2
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]

    sheet = written(about(customers(tmp_path, chosen), result("a", match())), tmp_path)["Customers"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("portrait", 2)


def test_widths_that_reach_to_the_last_column_end_before_ours(tmp_path: Path) -> None:
    """Excel calls a file with overlapping column ranges damaged."""

    def wide(_: Workbook, sheet: Worksheet) -> None:
        for letter, first, hidden in (("C", 3, False), ("G", 7, True)):
            dimension = sheet.column_dimensions[letter]
            dimension.min, dimension.max = first, 6 if first == 3 else 16_384
            dimension.width, dimension.hidden = 20, hidden

    path = customers(tmp_path, wide)
    write(about(path, result("a", match())), tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet3.xml").decode()
    ranges = re.findall(r'<col [^>]*?min="(\d+)" max="(\d+)"', xml)
    assert ranges == [("3", "4"), *((str(n), str(n)) for n in range(5, 11))]
    assert 'hidden="1"' not in xml


def test_a_merged_title_does_not_push_the_columns_away(tmp_path: Path) -> None:
    def titled(_: Workbook, sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Title"
        sheet.merge_cells("A1:XFD1")

    path = customers(tmp_path, titled)
    summary = sheet_summary()
    moved = type(summary)(
        name=summary.name,
        hidden=False,
        rows=8,
        blank_rows=0,
        filled_rows=8,
        heading_rows=1,
        title_rows=1,
        asked_rows=6,
        not_asked_rows=0,
        header_rows=(2,),
    )
    sheet = written(about(path, result("a", match(), row=3), sheets=(moved,)), tmp_path)[
        "Customers"
    ]
    assert [cell.value for cell in sheet[2]][4:10] == HEADINGS


def test_a_sheet_without_room_is_named(tmp_path: Path) -> None:
    def full(_: Workbook, sheet: Worksheet) -> None:
        sheet["XFD2"] = "the last column"

    book = written(about(customers(tmp_path, full), result("a", match())), tmp_path)
    assert book["Customers"]["XFD2"].value == "the last column"
    assert (
        "The sheet Customers has no room for decision columns; its matches stand in the first "
        "sheet only."
    ) in texts(book["Coverage"])


def test_a_sheet_that_was_not_screened_stays_as_it_was(tmp_path: Path) -> None:
    sheet = written(about(customers(tmp_path)), tmp_path)["Customers"]
    assert row(sheet, 1) == list(HEADER)
    assert sheet.auto_filter.ref is None


def test_a_known_party_is_told_in_full_and_not_across_the_page(tmp_path: Path) -> None:
    known = "No match; known party: " + "not in the lists, named in an article only; " * 5
    chipmaker = match(CHIPMAKER, 1.0, Decision.CLEAR)
    answers = (result("a", chipmaker, reason=known), result("b", row=3))
    sheet = written(about(customers(tmp_path), *answers), tmp_path)["Customers"]
    assert (sheet["I2"].value, sheet["I2"].alignment.wrap_text) == (known, True)
    assert sheet["E2"].alignment.vertical == "top"
    assert (sheet.row_dimensions[2].height or 0) > 50
    assert not sheet["I3"].alignment.wrap_text


def test_a_heightened_row_keeps_its_group(tmp_path: Path) -> None:
    def grouped(_: Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions.group(2, 3, outline_level=1)

    path = customers(tmp_path, grouped)
    answer = result("a", match(), reason="A long reason. " * 20)
    sheet = written(about(path, answer), tmp_path)["Customers"]
    assert (sheet.row_dimensions[2].height or 0) > 50
    assert [sheet.row_dimensions[row].outlineLevel for row in (2, 3, 4)] == [1, 1, 0]


def test_a_heightened_row_still_shows_the_users_wrapped_text(tmp_path: Path) -> None:
    def wrapped(_: Workbook, sheet: Worksheet) -> None:
        sheet["B2"] = "A customer with a long history of many words. " * 10
        sheet["B2"].alignment = Alignment(wrap_text=True)

    answer = result("a", match(), reason="A reason of some lines. " * 5)
    sheet = written(about(customers(tmp_path, wrapped), answer), tmp_path)["Customers"]
    assert (sheet.row_dimensions[2].height or 0) == 409
