"""Bad input from end to end: one exact line on stderr, the right exit code, and nothing lost."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compliance.reporters import console
from tests.cli.conftest import Screen
from tests.readers.building import raw_xlsx, xlsx, zipped

Put = Callable[[str, str | bytes], Path]

SAVE_AS = "open it in Excel or LibreOffice and save it as .xlsx or .csv"
DAMAGED = (
    "error: bad.xlsx: the workbook is damaged or cut short (fetch it again, or open it in Excel or "
    "LibreOffice, which may repair it; save it again)"
)
ENCRYPTED = (
    "error: bad.xlsx: the workbook is encrypted with a password "
    "(open it in Excel or LibreOffice, save it without a password and try again)"
)
NO_PARTY = (
    "error: bad.csv: no party column was found among the headers 'Date', 'Rate'; "
    "name the column with the parties: --column name=Header"
)
NOT_READ = (
    "error: bad.docx: files ending in .docx are not read "
    "(use one of .xlsx, .xlsm, .xls, .ods, .parquet, .csv, .tsv, .txt)"
)
NOTHING_THERE = (
    "error: folder 'in' holds no file that can be screened "
    "(it looks for .xlsx, .xlsm, .xls, .ods, .parquet, .csv, .tsv, .txt)\n"
)
FULL = (
    "error: /dev/full was not written: the disk is full "
    "(free some space, or choose another place with -o)\n"
)
ITSELF = (
    "error: customers.xlsx is itself screened; its report would overwrite it "
    "(choose another place with -o)\n"
)
BOMB = (
    "error: bomb.xlsx: its sheets span 17,179,869,184 cells; more than 25,000,000 are not read "
    "(delete the empty rows and columns after the data, or save the sheet as CSV)\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORKBOOK = xlsx([["Customer", "Country"], ["Bakery", "DE"]])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bad.csv", b"", "error: bad.csv: the file is empty (export or save it again)"),
        ("bad.csv", b"Date,Rate\n2026-01-02,1.5\n", NO_PARTY),
        ("bad.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED),
        ("bad.xlsx", WORKBOOK[: len(WORKBOOK) // 2], DAMAGED),
        ("bad.xlsx", b"PK\x03\x04", DAMAGED),
        (
            "bad.xlsx",
            zipped({"word/document.xml": "<x/>"}),
            f"error: bad.xlsx: this is a Word document, not a workbook or CSV file ({SAVE_AS})",
        ),
        (
            "bad.xlsx",
            b"%PDF-1.7",
            f"error: bad.xlsx: this is a PDF document, not a workbook or CSV file ({SAVE_AS})",
        ),
        (
            "bad.xls",
            b"<html><table><tr><td>Customer</td></tr></table></html>",
            f"error: bad.xls: this is a web page (HTML), not a workbook ({SAVE_AS})",
        ),
        (
            "bad.csv",
            bytes(range(1, 9)) * 100,
            f"error: bad.csv: this is neither a workbook nor text ({SAVE_AS})",
        ),
        (
            "bad.docx",
            b"Customer\nBakery\n",
            NOT_READ,
        ),
    ],
)
def test_a_file_that_cannot_be_screened(
    screen: Screen, put: Put, name: str, content: bytes, message: str
) -> None:
    put(name, content)
    ran = screen(name)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}\n")


def test_a_missing_file(screen: Screen) -> None:
    ran = screen("nowhere.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: nowhere.xlsx: there is no such file (check the folder and the spelling)\n"
    )


def test_a_folder_without_workbooks(screen: Screen, folder: Path) -> None:
    (folder / "in").mkdir()
    ran = screen("in")
    assert (ran.code, ran.err) == (2, NOTHING_THERE)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the superuser may read and write everything"
)
def test_no_permission(screen: Screen, put: Put, folder: Path) -> None:
    put("mine.csv", "Name\nBakery\n").chmod(0)
    assert screen("mine.csv").err == (
        "error: mine.csv: you are not allowed to read this file "
        "(ask its owner for read permission, or copy it to a folder of your own)\n"
    )
    put("open.csv", "Name\nBakery\n")
    folder.chmod(0o500)
    ran = screen("open.csv", "-o", "out.jsonl")
    folder.chmod(0o700)
    assert ran.code == 2
    assert "error: out.jsonl was not written: no permission" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk(screen: Screen, put: Put) -> None:
    put("customers.csv", "Name\nBakery\n")
    ran = screen("customers.csv", "--format", "jsonl", "-o", "/dev/full", "-q")
    assert (ran.code, ran.err) == (2, FULL)


def test_a_failed_report_leaves_the_earlier_file(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", "Name\nBakery\n")
    put("out.jsonl", "earlier")
    assert screen("broken.csv", "-o", "out.jsonl").code == 2
    assert (folder / "out.jsonl").read_text() == "earlier"
    assert sorted(path.name for path in folder.iterdir()) == ["customers.csv", "out.jsonl"]


def test_a_report_onto_the_file_itself_is_refused(screen: Screen, put: Put) -> None:
    path = put("customers.xlsx", WORKBOOK)
    ran = screen("customers.xlsx", "-o", "customers.xlsx")
    assert (ran.code, ran.err) == (2, ITSELF)
    assert path.read_bytes() == WORKBOOK


def test_a_sheet_that_would_fill_the_memory_is_refused(screen: Screen, put: Put) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    put("bomb.xlsx", raw_xlsx(corner))
    ran = screen("bomb.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == BOMB


def test_a_cell_that_cannot_be_read_is_a_row_that_is_told(screen: Screen, put: Put) -> None:
    put("cells.xlsx", xlsx([["Customer"], ["Bakery"], ["#REF!"]]))
    ran = screen("cells.xlsx", "--format", "jsonl")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["row"], one["decision"]) for one in found] == [(2, "CLEAR"), (3, "UNSCREENED")]
    assert "#REF!" in found[1]["reason"]
    assert ran.code == 3


STRANGE = (
    '=HYPERLINK("http://example.org","ACME")',
    "+49 Trading",
    "@SUM(A1)",
    "-Dash GmbH",
    "[red]ACME[/red] [bold",
    "شركة الاختبار \u202eevil\u202c",
    "Zero\u200bWidth Ltd",
    "Tab\tInside Co",
    "None",
    "NA",
    "007",
    "x" * 10_000,
)


@pytest.fixture
def strange(put: Put) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("No", "Customer"), *enumerate(STRANGE)])
    return put("strange.csv", text.getvalue())


def test_strange_names_survive_every_output(screen: Screen, strange: Path) -> None:
    assert strange.exists()
    ran = screen("strange.csv", "--format", "jsonl")
    assert [json.loads(line)["name"] for line in ran.out.splitlines()] == list(STRANGE)
    assert ran.code == 3  # "null" and "NA" name nobody: they are in the output, and unscreened


def test_no_output_runs_a_name_as_a_formula(screen: Screen, strange: Path) -> None:
    assert strange.exists()
    screen("strange.csv", "-o", "out.xlsx")
    for sheet in openpyxl.load_workbook("out.xlsx"):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f" or not str(cell.value).startswith("=HYPERLINK"), cell
    screen("strange.csv", "-o", "out.csv")
    text = Path("out.csv").read_text(encoding="utf-8-sig")
    assert ",=HYPERLINK" not in text
    assert '"=HYPERLINK' not in text


def test_the_terminal_shows_strange_names_as_text(screen: Screen, put: Put) -> None:
    listed = "Hangzhou Hikvision Digital Technology Co., Ltd."
    put("one.csv", f'Customer\n"{listed}\u200b\u202e"\n')
    ran = screen("one.csv", "--long")
    assert ran.code == 1
    assert "\u202e" not in ran.out
    assert "<U+202E>" in ran.out.replace("\n", "")


def test_a_strange_file_name_stays_on_one_line(screen: Screen, put: Put) -> None:
    put("a\nb\x1b[31m.csv", b"")
    ran = screen("a\nb\x1b[31m.csv")
    assert ran.err == "error: a b<U+001B>[31m.csv: the file is empty (export or save it again)\n"


@pytest.fixture
def changing(put: Put, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that changes after it was screened, before its report is written."""
    path = put("customers.csv", "Name\nBakery\n")

    def meddle(*_: object, **__: object) -> None:
        path.write_bytes(b"Name\nButter\n")

    monkeypatch.setattr(console, "show", meddle)
    return path


def test_a_file_that_changes_meanwhile_has_no_copy(
    screen: Screen, put: Put, folder: Path, changing: Path
) -> None:
    put("report.xlsx", "the earlier report")
    ran = screen(changing.name, "-o", "report.xlsx")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("error: customers.csv has changed since it was ")
    assert (folder / "report.xlsx").read_bytes() == b"the earlier report"
    assert sorted(one.name for one in folder.iterdir()) == ["customers.csv", "report.xlsx"]


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_other_reports_are_of_the_file_as_it_was_read(
    screen: Screen, folder: Path, changing: Path, form: str
) -> None:
    before = changing.read_bytes()
    assert screen(changing.name, "-o", f"report.{form}").code == 0
    report = (folder / f"report.{form}").read_text(encoding="utf-8")
    assert changing.read_bytes() != before
    assert ("Bakery" in report, "Butter" in report) == (True, False)
    if form == "json":
        assert hashlib.sha256(before).hexdigest() in report
