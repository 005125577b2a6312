from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from compliance.reporters.xlsx.cells import LONGEST_TEXT, Brush, plain, put, sheet_text
from compliance.reporters.xlsx.looks import HEADER, TEXT

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("\x1b[31m", "<U+001B>[31m"),
        ("half \ud800", "half <U+D800>"),
        ("\uffff", "<U+FFFF>"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a<U+000D>b"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x41_ a_b", "_x41_ a_b"),
        ("  spaces\t", "  spaces\t"),
    ],
)
def test_what_a_cell_cannot_hold_is_spelt_out(text: str, cell: str) -> None:
    assert sheet_text(text) == cell


def test_a_text_that_is_too_long_is_cut_visibly() -> None:
    cell = sheet_text("N" * 40_000)
    assert len(cell) == LONGEST_TEXT
    assert cell.endswith("NN [cut here: the text has 40,000 characters]")
    assert sheet_text("N" * LONGEST_TEXT) == "N" * LONGEST_TEXT


def test_characters_outside_the_first_plane_count_twice() -> None:
    cell = sheet_text("🚢" * 20_000)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cell.endswith("🚢 [cut here: the text has 20,000 characters]")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_a_formula_is_text_and_stays_so_when_edited(text: str) -> None:
    cell = WriteOnlyCell(Workbook().worksheets[0])
    put(cell, text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["#N/A", "#REF!"])
def test_an_error_written_as_text_is_text(text: str) -> None:
    cell = plain(Workbook().worksheets[0], text)
    assert not isinstance(cell, str | None)
    assert (cell.value, cell.data_type) == (text, "s")


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    sheet = Workbook().worksheets[0]
    number, nothing = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    put(number, 7)
    put(nothing, None)
    assert (number.data_type, number.value) == ("n", 7)
    assert nothing.value is None
    assert plain(sheet, "") is None
    assert plain(sheet, "007") == "007"


def test_a_look_is_registered_once() -> None:
    workbook = Workbook()
    brush, sheet = Brush(), workbook.worksheets[0]
    cells = [brush.cell(sheet, "x", look) for look in (TEXT, HEADER, TEXT, HEADER)]
    assert cells[0].style_id == cells[2].style_id != cells[1].style_id == cells[3].style_id


def test_a_formula_mark_on_one_cell_does_not_reach_the_others() -> None:
    brush, sheet = Brush(), Workbook().worksheets[0]
    cells = [brush.cell(sheet, text, TEXT) for text in ("a", "=1", "b")]
    assert [bool(cell.quotePrefix) for cell in cells] == [False, True, False]


@given(ANY_TEXT)
def test_any_text_can_be_saved_and_read_back(text: str) -> None:
    workbook = Workbook()
    cell = WriteOnlyCell(workbook.worksheets[0])
    put(cell, text)
    workbook.worksheets[0].append([cell])
    buffer = BytesIO()
    workbook.save(buffer)
    found = load_workbook(buffer).worksheets[0].cell(1, 1)
    assert (found.value or "") == sheet_text(text)
    assert found.data_type != "f"
