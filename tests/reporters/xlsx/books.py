"""Input workbooks on disk, and reports about them."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Report, RowResult, SheetSummary
from compliance.reporters.xlsx import write
from tests.reporters.factory import report, sheet_summary

HEADER = ("No.", "Customer name", "End user", "Country")


def customers(folder: Path, change: Callable[[Workbook, Worksheet], None] | None = None) -> Path:
    """A workbook with the sheet Customers: a header and rows 2 to 7; `change` makes it special."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Customers"
    sheet.append(HEADER)
    for number in range(2, 8):
        sheet.append((f"C-{number:03d}", f"Party {number}", f"User {number}", "CN"))
    if change:
        change(workbook, sheet)
    path = folder / "customers.xlsx"
    workbook.save(path)
    return path


def table(folder: Path, rows: Sequence[Sequence[str]], name: str = "customers.csv") -> Path:
    """A CSV file of these rows."""
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def about(path: Path, *results: RowResult, sheets: tuple[SheetSummary, ...] = ()) -> Report:
    """A report about that file as it is now."""
    made = report(*results, path=str(path), sheets=sheets or (sheet_summary(),))
    source = replace(
        made.manifest.input,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        size=path.stat().st_size,
    )
    return replace(made, manifest=replace(made.manifest, input=source))


def written(report: Report, folder: Path) -> Workbook:
    """The report as openpyxl reads it back."""
    write(report, folder / "report.xlsx")
    return load_workbook(folder / "report.xlsx")


def texts(sheet: Worksheet) -> list[str]:
    """Every non-empty cell as text, row by row."""
    return [str(value) for row in sheet.values for value in row if value is not None]


def row(sheet: Worksheet, number: int) -> list[object]:
    """The values of a row."""
    return [cell.value for cell in sheet[number]]


def records(sheet: Worksheet, header: int) -> list[dict[str, object]]:
    """The rows below the header as dictionaries."""
    names = [str(name) for name in row(sheet, header)]
    numbers = range(header + 1, sheet.max_row + 1)
    return [dict(zip(names, row(sheet, number), strict=True)) for number in numbers]
