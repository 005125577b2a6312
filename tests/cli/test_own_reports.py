"""What a run wrote is known again when it comes back as input."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import LISTED, Screen
from tests.cli.test_batch import Put

TABLE = f'Customer,Country\n"{LISTED}",CN\nBakery Zimmermann,DE\n'


@pytest.fixture
def reports(screen: Screen, put: Put, folder: Path) -> Path:
    """A folder with a report of every kind and a run record."""
    put("a.csv", TABLE)
    (folder / "made").mkdir()
    for form in ("xlsx", "csv", "json", "jsonl"):
        screen("a.csv", "-q", "-o", f"made/r.{form}")
    screen("a.csv", "-q", "--record", "made/run.json")
    return folder / "made"


def test_reports_in_a_folder_are_named_and_no_gap(screen: Screen, put: Put, reports: Path) -> None:
    (reports / "r.xlsx").unlink()
    put("made/good.csv", "Customer,Country\nBakery Zimmermann,DE\n")
    ran = screen("made", "-q")
    assert ran.code == 0
    names = "made/r.csv, made/r.json, made/r.jsonl, made/run.json"
    assert ran.err == f"not screened, reports and records of this program (4): {names}\n"


def test_of_a_report_the_users_own_sheets_are_screened(screen: Screen, reports: Path) -> None:
    ran = screen(str(reports / "r.xlsx"), "-o", "again.json", "-q")
    assert ran.code == 1
    assert "Hits" not in ran.out
    shown = screen(str(reports / "r.xlsx"), "--show-mapping").out
    assert shown.count("a sheet that this program wrote into its report") == 4


def test_a_sheet_of_ours_that_is_asked_for_is_screened(screen: Screen, reports: Path) -> None:
    assert screen(str(reports / "r.xlsx"), "--sheet", "Hits", "-q").code == 1


def test_a_report_without_a_sheet_of_the_users(screen: Screen, reports: Path) -> None:
    book = load_workbook(reports / "r.xlsx")
    for name in book.sheetnames[4:]:
        del book[name]
    book.save(reports / "bare.xlsx")
    for name in ("bare.xlsx", "r.csv"):
        ran = screen(str(reports / name), "-q")
        assert ran.code == 2
        assert ran.err == (
            f"error: {name}: this is a report of this program, not a file of parties "
            "(screen the file that the report was made of)\n"
        )
