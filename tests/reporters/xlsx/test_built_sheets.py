from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from compliance.model import Row
from compliance.readers.base import Sheet, SourceFile
from compliance.reporters.xlsx import built_sheets
from compliance.reporters.xlsx.built_sheets import BuiltSheets
from compliance.reporters.xlsx.row_marks import Marks, gather_answers
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.workbook_part import WorkbookPart
from tests.reporters.factory import match, result, sheet_summary, unscreened
from tests.reporters.xlsx.books import about, records, row, table, written

ROWS = [["No.", "Name", "Amount"], ["007", "Hik Vision", "-5"], ["NA", "None"], [], ["4", "x", "1"]]


def source(*sheets: Sheet) -> SourceFile:
    return SourceFile(name="in.ods", path="in.ods", sha256="", size=0, sheets=sheets)


def sheet(name: str, *rows: tuple[str, ...], hidden: bool = False) -> Sheet:
    made = [Row(sheet=name, number=n, cells=cells) for n, cells in enumerate(rows, start=1)]
    return Sheet(name=name, hidden=hidden, rows=made)


def saved(
    source: SourceFile,
    folder: Path,
    marks: Mapping[str, Marks] = {},
    headers: Mapping[str, int] = {},
) -> Workbook:
    made, styles = BuiltSheets(source, headers), Styles()
    made.fill(marks, styles)
    package = made.frames.package()
    WorkbookPart(package, styles).finish(with_macros=False)
    with (folder / "built.xlsx").open("wb") as stream:
        package.write(stream)
    return load_workbook(folder / "built.xlsx")


def test_a_table_becomes_a_sheet_named_after_the_file(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    answers = (result("Hik Vision", match(), row=2, sheet=""), unscreened(3, sheet=""))
    book = written(about(path, *answers, sheets=(sheet_summary(""),)), tmp_path)
    assert book.sheetnames == ["Summary", "Hits", "Listings", "Coverage", "customers"]
    assert records(book["customers"], 1)[0] == {
        "No.": "007",
        "Name": "Hik Vision",
        "Amount": "-5",
        "Screening decision": "HIT",
        "Matched listed name": "Hikvision (alias)",
        "List": "Entity List; NDAA section 889",
        "Score": 0.93,
        "Why": "The reason for HIT.",
        "Destination": None,
    }
    assert row(book["customers"], 3)[:4] == ["NA", "None", None, "UNSCREENED"]
    assert row(book["customers"], 5)[:4] == ["4", "x", "1", None]


def test_every_row_stands_at_its_number_and_its_party_is_coloured(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    book = written(about(path, result("x", match(), row=5, sheet="")), tmp_path)
    fills = [cell.fill.fgColor.rgb for cell in book["customers"][5][:4]]
    assert fills == ["00000000", "FFF8CBAD", "00000000", "FFF8CBAD"]
    assert book["customers"]["A2"].fill.fill_type is None


def test_the_header_is_frozen_filtered_and_repeated(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    report = about(path, result("x", match(), row=2, sheet=""), sheets=(sheet_summary(""),))
    built = written(report, tmp_path)["customers"]
    assert built.freeze_panes == "A2"
    assert built.auto_filter.ref == "A1:I5"
    assert built.print_title_rows == "$1:$1"
    assert built.page_setup.orientation == "landscape"
    assert built.column_dimensions["B"].width == 12
    assert (built["A1"].font.b, built["A2"].font.b) == (True, False)


def test_names_of_sheets_are_made_acceptable(tmp_path: Path) -> None:
    made = source(sheet("a/b", ("x",)), sheet("A_B", ("y",)))
    assert saved(made, tmp_path).sheetnames == ["a_b", "A_B (2)"]


def test_a_hidden_sheet_stays_hidden(tmp_path: Path) -> None:
    made = source(sheet("a", ("x",)), sheet("b", ("y",), hidden=True))
    assert [s.sheet_state for s in saved(made, tmp_path).worksheets] == ["visible", "hidden"]


def test_an_empty_sheet_is_kept(tmp_path: Path) -> None:
    book = saved(source(sheet("empty"), sheet("a", ("x",))), tmp_path)
    assert book.sheetnames == ["empty", "a"]


def test_more_rows_than_a_sheet_holds_go_to_a_further_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_sheets, "MOST_ROWS", 3)
    rows = [("name",), *((f"party {n}",) for n in range(2, 9))]
    marks = gather_answers([result("party 5", match(), row=5, sheet="long")]).marks
    book = saved(source(sheet("long", *rows)), tmp_path, marks, {"long": 1})
    assert book.sheetnames == ["long", "long (2)", "long (3)"]
    assert [cell.value for cell in book["long"]["A"]] == ["name", "party 2", "party 3"]
    assert row(book["long (2)"], 2)[:2] == ["party 5", "HIT"]
    assert [cell.value for cell in book["long (3)"]["A"]] == ["party 7", "party 8"]
