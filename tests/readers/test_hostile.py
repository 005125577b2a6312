"""Small files that are made to do harm, each of a kind that once did: an error, or all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.readers import read
from compliance.readers.base import LONGEST_CELL, MOST_COLUMNS, Contents
from compliance.readers.text_table import LONGEST_LINE
from compliance.readers.workbook import read_ods, read_xlsx
from tests.readers.building import raw_ods, raw_xlsx

ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
HEADER = ROW.format(1, "Name")
LINE = (
    "<table:table-row{}><table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    "</table:table-row>"
)
STRINGS = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' count="{0}" uniqueCount="{0}"><si><t>{1}</t></si></sst>'
)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        [list(sheet.rows) for sheet in read(path).sheets]
    return refused.value.message


def cells(contents: Contents) -> list[tuple[str, ...]]:
    return [row.cells for row in contents.sheets[0].rows]


# --- Numbers that a file claims ---------------------------------------------------------------


@pytest.mark.parametrize("claim", ["4294967296", "-1", "9" * 40, "x"])
def test_a_claimed_number_of_strings_is_not_believed(claim: str, tmp_path: Path) -> None:
    shared = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    data = raw_xlsx(HEADER + shared, {"xl/sharedStrings.xml": STRINGS.format(claim, "Bosch")})
    assert cells(read(written(tmp_path, "a.xlsx", data))) == [("Name",), ("Bosch",)]  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["1000000", "999999999"])
@pytest.mark.parametrize("what", ["rows", "columns"])
def test_filled_cells_are_not_repeated_without_end(number: str, what: str, tmp_path: Path) -> None:
    rows = f' table:number-rows-repeated="{number}"' if what == "rows" else ""
    columns = f' table:number-columns-repeated="{number}"' if what == "columns" else ""
    data = raw_ods(LINE.format("", "", "Name") + LINE.format(rows, columns, "Bosch"))
    assert "a.ods: " in refusal(written(tmp_path, "a.ods", data))


def test_ordinary_repetition_is_read() -> None:
    data = raw_ods(LINE.format(' table:number-rows-repeated="3"', "", "Bosch"))
    assert cells(read_ods(data, "a.ods")) == [("Bosch",)] * 3


# --- Sizes ------------------------------------------------------------------------------------


def test_a_text_of_a_shared_string_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row><c t="s"><v>0</v></c></row>' for _ in range(3_000))  # noqa: F541
    data = raw_xlsx(rows, {"xl/sharedStrings.xml": STRINGS.format(1, "Bosch " * 150_000)})
    assert len(data) < 50_000
    assert "made to do harm" in refusal(written(tmp_path, "a.xlsx", data))


@pytest.mark.parametrize("text", ["a", " ", "海"])
def test_a_part_of_very_many_characters_ends(text: str, tmp_path: Path) -> None:
    data = raw_xlsx(HEADER + ROW.format(2, text * (1 << 26)))
    path = written(tmp_path, "a.xlsx", data)
    try:
        found = [
            len(cell) for sheet in read(path).sheets for row in sheet.rows for cell in row.cells
        ]
    except InputError as error:
        found = [len(error.message)]
    assert max(found) <= LONGEST_CELL + 1


def test_a_very_long_cell_is_cut_and_its_length_tells(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.csv", b"Name,City\n" + b"a" * 100_000 + b",Bonn\n"))
    assert [len(cell) for cell in found.sheets[0].rows[1].cells] == [LONGEST_CELL + 1, 4]
    data = raw_xlsx(HEADER + ROW.format(2, "a" * 40_000))
    assert len(cells(read_xlsx(data, "a.xlsx"))[1][0]) == LONGEST_CELL + 1
    ods = raw_ods(LINE.format("", "", "a" * 40_000))
    assert len(cells(read_ods(ods, "a.ods"))[0][0]) == LONGEST_CELL + 1


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.csv", lambda: b"Name" + b"," * MOST_COLUMNS + b"\nBosch\n"),
        ("a.xlsx", lambda: raw_xlsx(ROW.format(1, "Name").replace("A1", "ZZZ1"))),
    ],
)
def test_more_columns_than_a_sheet_has_are_refused(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    assert "cells; more than 16,384 are not read" in refusal(written(tmp_path, name, make()))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "a.csv", b"Name\n" + b"a" * (LONGEST_LINE + 1)))
    assert "a line has more than" in message


# --- Markup that is no cell's ------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2"><w>Bosch</w></c>',
        '<c r="A2">Bosch</c>',
        '<c r="A2" t="inlineStr"><is><x>Bosch</x></is></c>',
    ],
)
def test_text_in_strange_places_of_a_cell_is_a_gap(cell: str) -> None:
    rows = read_xlsx(raw_xlsx(f'{HEADER}<row r="2">{cell}</row>'), "a.xlsx").sheets[0].rows
    assert list(rows[1].unreadable) == [0]


def test_text_beside_the_paragraphs_of_a_cell_is_a_gap() -> None:
    cell = LINE.format("", "", "Bosch").replace("text:p", "text:q")
    rows = read_ods(raw_ods(LINE.format("", "", "Name") + cell), "a.ods").sheets[0].rows
    assert list(rows[1].unreadable) == [0]


def test_cells_outside_of_rows_are_refused() -> None:
    cell = (
        "<table:table-raw><table:table-cell><text:p>B</text:p></table:table-cell></table:table-raw>"
    )
    with pytest.raises(InputError):
        read_ods(raw_ods(LINE.format("", "", "Name") + cell), "a.ods")


def test_cells_outside_of_the_data_of_a_sheet_are_refused() -> None:
    outside = f"</sheetData><sheetDota>{ROW.format(2, 'Bosch')}</sheetDota><sheetData>"
    with pytest.raises(InputError):
        read_xlsx(raw_xlsx(HEADER + outside), "a.xlsx")
