"""Sheets, sums and gaps as a user meets them: what is not asked is named, and never exit code 0."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compliance.columns import questions
from compliance.columns.questions import SheetCounts
from tests.cli.conftest import Screen

Put = Callable[[str, str], Path]

CLEAR = [["Name", "Country"], ["Bakery", "DE"]]
LEGEND = [["Colour", "Meaning"], ["red", "look at it first"]]


def workbook(folder: Path, hidden: str = "", **sheets: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
        sheet.sheet_state = "veryHidden" if title == hidden else "visible"
    book.save(folder / "book.xlsx")


@pytest.mark.parametrize("options", [(), ("-q",), ("--format", "jsonl"), ("-o", "r.xlsx", "-q")])
def test_a_visible_sheet_without_parties_is_named_and_no_exit_0(
    screen: Screen, folder: Path, options: tuple[str, ...]
) -> None:
    workbook(folder, Customers=CLEAR, Legend=LEGEND)
    ran = screen("book.xlsx", *options)
    assert ran.code == 3
    assert "Legend, 2 rows: no party column was found" in ran.out + ran.err


def test_the_settings_say_that_a_sheet_holds_none(screen: Screen, folder: Path, put: Put) -> None:
    workbook(folder, Customers=CLEAR, Legend=LEGEND)
    put("screen.toml", 'no-parties = ["Legend"]\n')
    ran = screen("book.xlsx")
    assert ran.code == 0
    assert "Legend, 2 rows: the settings say that it holds no parties" in ran.out


def test_a_hidden_sheet_with_parties_is_screened(screen: Screen, folder: Path) -> None:
    listed = [["Customer"], ["Hangzhou Hikvision Digital Technology Co., Ltd."]]
    workbook(folder, hidden="Old", Customers=CLEAR, Old=listed)
    ran = screen("book.xlsx", "--show-mapping")
    assert "sheet Old (hidden): 2 rows, header row 1" in ran.out
    assert screen("book.xlsx", "-q").code in (0, 1)


def test_a_hidden_helper_is_named_and_no_gap(screen: Screen, folder: Path) -> None:
    workbook(folder, hidden="Lists", Customers=CLEAR, Lists=[["red"], ["green"]])
    ran = screen("book.xlsx")
    assert ran.code == 0
    assert "Lists (hidden), 2 rows: no header names a party column" in ran.out


def test_the_sums_stand_in_every_output(screen: Screen, put: Put, folder: Path) -> None:
    put("c.csv", "Customer list 2026\n\nName,Country\nBakery,DE\nTotal,7\n")
    sums = "4 filled rows = 1 header + 1 title + 1 asked + 1 not asked"
    assert sums in " ".join(screen("c.csv").out.split())
    assert sums in screen("c.csv", "--show-mapping").out
    assert sums in screen("c.csv", "--format", "jsonl").err
    assert sums in screen("c.csv", "--format", "csv", "-o", "r.csv", "-q").err
    screen("c.csv", "-o", "r.json")
    [sheet] = json.loads((folder / "r.json").read_text())["manifest"]["input"]["sheets"]
    assert (sheet["filled_rows"], sheet["heading_rows"], sheet["title_rows"]) == (4, 1, 1)
    assert (sheet["asked_rows"], sheet["not_asked_rows"], sheet["closes"]) == (1, 1, True)
    assert sheet["not_asked"][0]["first"] == 5
    screen("c.csv", "-o", "r.xlsx")
    cells = [
        cell.value for row in openpyxl.load_workbook(folder / "r.xlsx")["Coverage"] for cell in row
    ]
    assert any(sums in str(cell) for cell in cells)
    assert "row 5" in cells


def test_sums_that_do_not_close_end_with_exit_3_whatever_was_found(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("c.csv", "Name\nBakery\n")
    monkeypatch.setattr(questions, "SheetCounts", lambda: SheetCounts(titles=1))
    ran = screen("c.csv")
    assert ran.code == 3
    assert "THE SUMS DO NOT CLOSE" in " ".join((ran.out + ran.err).split())


def test_a_table_on_its_side_and_a_form(screen: Screen, put: Put) -> None:
    put("f.csv", "Supplier name:,Bakery\nCountry:,DE\n")
    ran = screen("f.csv", "--format", "jsonl")
    [answer] = map(json.loads, ran.out.splitlines())
    assert (answer["name"], answer["role"], answer["country"]) == ("Bakery", "supplier", "DE")
    assert ran.code == 0
