"""Real workbooks of Excel and nine other programs, kept beside this test: the copy loses nothing.

Where they are from, and their licences: real_books/README.md.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from compliance import load_lists, screen_file
from compliance.errors import InputError
from compliance.model import RowResult, SheetSummary
from compliance.reporters.xlsx import write
from compliance.reporters.xlsx.package import Package
from compliance.reporters.xlsx.workbook_part import WorkbookPart
from tests.reporters.factory import match, result, sheet_summary
from tests.reporters.xlsx.books import about
from tests.reporters.xlsx.comparison import compare
from tests.reporters.xlsx.test_made_books import convert, is_edited

pytestmark = pytest.mark.filterwarnings("ignore")
"""Openpyxl warns of what it does not keep, and a list of its age."""
FOLDER = Path(__file__).parent / "real_books"
STRICT = sorted(FOLDER.rglob("*[sS]trict*"))
"""Of the strict form of the format: their sheets are built from the texts."""
BOOKS = sorted(path for path in FOLDER.rglob("*.xls[xm]") if path not in STRICT)
ANNOTATED_ROWS = 4
"""Of each sheet, at most: those below the first."""
LETTERS = (None, "A", "B", "C", "D")
"""Columns that are named as that of the parties, where none is found."""

Cells = dict[str, dict[Any, Any]]
"""Sheet -> place -> what is there."""


def read_by_calamine(path: Path) -> Cells:
    """The values of all filled cells."""
    with CalamineWorkbook.from_path(str(path)) as book:
        names = [
            sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        sheets = {name: book.get_sheet_by_name(name) for name in names}
        return {
            name: {
                (row, column): value
                for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if value != ""
            }
            for name, sheet in sheets.items()
        }


def read_by_openpyxl(path: Path) -> Cells:
    """The values or formulas of all filled cells, with their number formats."""
    sheets = load_workbook(path).worksheets
    return {
        sheet.title: {
            cell.coordinate: (getattr(cell.value, "text", cell.value), cell.number_format)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in sheets
    }


def same_cells(source: Path, copy: Path) -> None:
    """Both readers find every cell of the source in the copy."""
    for read in (read_by_calamine, read_by_openpyxl):
        try:
            before = read(source)
        except CalamineError:  # it expects a workbook at its usual place
            continue
        after = read(copy)
        for sheet, cells in before.items():
            assert cells.items() <= after[sheet].items(), (read.__name__, sheet)


def list_answers(source: Path) -> Iterator[tuple[SheetSummary, list[RowResult]]]:
    """Every sheet with cells, and matches in its first filled rows, below a header if it can be."""
    with ZipFile(source) as archive:
        sheets = WorkbookPart(Package(archive)).sheets
    book = load_workbook(source)
    for sheet in (each.name for each in sheets if each.is_worksheet):
        rows = [
            number
            for number, values in enumerate(book[sheet].values, start=1)
            if any(value is not None for value in values)
        ]
        header, below = (rows[:1], rows[1:]) if len(rows) > 1 else ([], rows)
        answers = [
            result(f"Party {row}", match(), row=row, sheet=sheet) for row in below[:ANNOTATED_ROWS]
        ]
        yield sheet_summary(sheet, asked_rows=len(answers), header_rows=header), answers


def annotated(source: Path, folder: Path) -> Path:
    """The copy in which the first rows of every sheet are annotated."""
    folder.mkdir(exist_ok=True)
    copy = folder / f"{source.parent.name}-{source.name}"
    found = list(list_answers(source))
    answers = [answer for _, of_sheet in found for answer in of_sheet]
    write(about(source, *answers, sheets=tuple(sheet for sheet, _ in found)), copy)
    return copy


def test_there_are_fifty() -> None:
    assert len(BOOKS) >= 50


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.stem)
def test_every_part_and_cell_is_what_it_was(source: Path, tmp_path: Path) -> None:
    copy = annotated(source, tmp_path / "copies")
    assert is_edited(copy)
    compare(source, copy)
    same_cells(source, copy)


def screened_copy(source: Path, folder: Path) -> Path:
    """The copy that a run writes, with the first column that can be one of parties."""
    copy = folder / source.name
    lists = load_lists("curated")
    for letter in LETTERS:
        try:
            report = screen_file(source, lists, column={"name": letter} if letter else {})
            report.write(copy)
        except InputError:
            continue
        return copy
    raise AssertionError(f"{source.name} cannot be screened")


@pytest.mark.parametrize("source", BOOKS, ids=lambda path: path.stem)
def test_a_run_leaves_every_part_what_it_was(source: Path, tmp_path: Path) -> None:
    copy = screened_copy(source, tmp_path)
    assert is_edited(copy)
    compare(source, copy)
    same_cells(source, copy)


@pytest.mark.parametrize("source", STRICT, ids=lambda path: path.stem)
def test_the_strict_form_is_built_and_says_so(source: Path, tmp_path: Path) -> None:
    copy = screened_copy(source, tmp_path)
    assert not is_edited(copy)
    after = read_by_calamine(copy)
    for sheet, cells in read_by_calamine(source).items():
        texts = {place: value for place, value in cells.items() if isinstance(value, str)}
        assert texts.items() <= after[sheet].items()


@pytest.mark.slow
def test_libreoffice_opens_all(tmp_path: Path) -> None:
    copies = [annotated(source, tmp_path / "copies") for source in BOOKS]
    pages = convert(copies, "pdf", tmp_path)
    assert sorted(one.stem for one in pages.iterdir()) == sorted(one.stem for one in copies)
