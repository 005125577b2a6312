import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from compliance.errors import InputError
from compliance.model import Decision
from compliance.reporters.xlsx import write
from tests.reporters.factory import (
    HOSTILE_NAMES,
    full_report,
    match,
    result,
    sheet_summary,
    unscreened,
)
from tests.reporters.xlsx.books import about, customers, records, table, written

OURS = ["Summary", "Hits", "Listings", "Coverage"]


def test_the_reports_sheets_first_then_the_users(tmp_path: Path) -> None:
    def more(workbook: Workbook, _: Worksheet) -> None:
        workbook.create_sheet("Notes")["A1"] = "keep me"

    book = written(about(customers(tmp_path, more), result("x", match())), tmp_path)
    assert book.sheetnames == [*OURS, "Customers", "Notes"]
    assert book.active is book["Summary"]
    assert book["Notes"]["A1"].value == "keep me"


def test_no_sheet_of_the_users_is_selected_beside_the_summary(tmp_path: Path) -> None:
    book = written(about(customers(tmp_path)), tmp_path)
    assert not any(s.sheet_view.tabSelected for s in book.worksheets[1:])


def test_the_users_own_hits_and_coverage_keep_their_names(tmp_path: Path) -> None:
    def more(workbook: Workbook, _: Worksheet) -> None:
        workbook.create_sheet("Hits")["A1"] = "mine"
        workbook.create_sheet("COVERAGE")

    book = written(about(customers(tmp_path, more)), tmp_path)
    assert book.sheetnames == [
        "Summary",
        "Hits (2)",
        "Listings",
        "Coverage (2)",
        "Customers",
        "Hits",
        "COVERAGE",
    ]
    assert book["Hits"]["A1"].value == "mine"


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    source = customers(tmp_path)
    report = about(source, *full_report().results)
    write(report, tmp_path / "one.xlsx")
    os.utime(source, (1, 1))
    time.sleep(2.1)  # two seconds are the grain of the dates in a zip
    write(report, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Another seed of the hash function would show an order that comes from a set."""
    source = table(tmp_path, [["name"], ["x"], ["y"]])
    script = (
        "import sys; from pathlib import Path; from tests.reporters.factory import *;"
        "from tests.reporters.xlsx.books import about; from compliance.reporters.xlsx import write;"
        "write(about(Path(sys.argv[1]), *full_report().results), Path(sys.argv[2]))"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", script, source, tmp_path / f"{seed}.xlsx"],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_document_that_is_built_is_dated_by_the_run(tmp_path: Path) -> None:
    properties = written(about(table(tmp_path, [["name"], ["x"]])), tmp_path).properties
    assert str(properties.created) == str(properties.modified) == "2026-11-22 06:30:00"
    assert properties.creator == "party-screen 0.1.0"


def test_a_file_that_changed_since_is_not_reported_on(tmp_path: Path) -> None:
    source = customers(tmp_path)
    report = about(source, result("x", match()))
    source.write_bytes(b"something else")
    with pytest.raises(InputError) as caught:
        write(report, tmp_path / "report.xlsx")
    assert caught.value.message == (
        "customers.xlsx has changed since it was screened, so no report was written"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["customers.xlsx"]


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    source = customers(tmp_path)
    report = about(source)
    source.unlink()
    with pytest.raises(InputError) as caught:
        write(report, tmp_path / "report.xlsx")
    assert caught.value.message == (
        "customers.xlsx cannot be read again to copy its sheets into the report"
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_hostile_text_stays_text_in_every_cell(kind: str, tmp_path: Path) -> None:
    source = customers(tmp_path) if kind == "xlsx" else table(tmp_path, [["name"], ["=1+1"]])
    sheet = "Customers" if kind == "xlsx" else ""
    answers = [
        result(name, match(), row=2 + i, sheet=sheet, key=name[:40], role=name[:9], reason=name)
        for i, name in enumerate(HOSTILE_NAMES)
    ]
    odd = unscreened(40, "=reason", sheet=sheet, key="=2+2")
    book = written(about(source, *answers, odd), tmp_path)
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    risky = [c for c in cells if isinstance(c.value, str) and c.value[0] in "=+-@"]
    assert len(risky) > 10
    assert all(cell.quotePrefix for cell in risky)


def test_a_long_table_takes_seconds(tmp_path: Path) -> None:
    rows = [["No.", "Customer name", "Country"]]
    rows += [[str(n), f"Company {n} Ltd", "CN"] for n in range(2, 3002)]
    path = table(tmp_path, rows)
    answers = (result(f"Company {n} Ltd", row=n, sheet="") for n in range(2, 3002))
    start = time.perf_counter()
    book = written(about(path, *answers, sheets=(sheet_summary("", 3000),)), tmp_path)
    assert time.perf_counter() - start < 30
    assert book["customers"].max_row == 3001


def test_decisions_of_every_kind_are_worded(tmp_path: Path) -> None:
    answers = (
        result("a", match(), row=2),
        result("b", match(band=Decision.REVIEW), row=3),
        result("c", row=4),
        unscreened(5),
    )
    book = written(about(customers(tmp_path), *answers), tmp_path)
    found = [line["Screening decision"] for line in records(book["Customers"], 1)]
    assert found == ["HIT", "REVIEW", "CLEAR (no match)", "UNSCREENED", None, None]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_memory_does_not_grow_with_the_rows(kind: str, tmp_path: Path) -> None:
    peaks = [peak(kind, count, tmp_path) for count in (500, 1_000, 8_000)][1:]  # warm before
    assert peaks[1] - peaks[0] < 4 << 20


def peak(kind: str, count: int, folder: Path) -> int:
    """Most memory while a report about so many rows is written, its answers not counted."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for number in range(2, count + 2):
            sheet.cell(number, 5).value = f"A remark about the customer in row {number}"

    rows = [["name"], *([f"Customer {number}"] for number in range(2, count + 2))]
    source = customers(folder, fill) if kind == "xlsx" else table(folder, rows)
    sheet = "Customers" if kind == "xlsx" else ""
    answers = tuple(result("x", row=number, sheet=sheet) for number in range(2, count + 2))
    report = about(source, *answers)
    tracemalloc.start()
    write(report, folder / "report.xlsx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
