from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell

from compliance.reporters.xlsx.cells import LONGEST_TEXT, Pen, sheet_text
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.looks import TEXT
from compliance.reporters.xlsx.markup import Value
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.workbook_part import WorkbookPart

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


def shown(*texts: Value) -> list[Cell]:
    """The cells of a row as they are read back."""
    frames, styles = Frames(), Styles()
    pen = Pen(frames.add("Sheet"), styles)
    frames.fill("Sheet", [pen.write((text, TEXT) for text in texts)], "A1")
    package = frames.package()
    WorkbookPart(package, styles).finish(with_macros=False)
    buffer = BytesIO()
    package.write(buffer)
    return list(load_workbook(buffer).worksheets[0][1])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_a_formula_is_text_and_stays_so_when_edited(text: str) -> None:
    (cell,) = shown(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "007", "1e5"])
def test_what_looks_like_another_kind_of_value_is_text(text: str) -> None:
    (cell,) = shown(text)
    assert (cell.value, cell.data_type) == (text, "s")


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    number, fraction, nothing, empty, last = shown(7, 0.93, None, "", "x")
    assert (number.data_type, number.value) == ("n", 7)
    assert fraction.value == 0.93
    assert (nothing.value, empty.value, last.value) == (None, None, "x")


def test_a_formula_mark_on_one_cell_does_not_reach_the_others() -> None:
    assert [bool(cell.quotePrefix) for cell in shown("a", "=1", "b")] == [False, True, False]


@given(ANY_TEXT)
def test_any_text_can_be_saved_and_read_back(text: str) -> None:
    found, _ = shown(text, "x")
    assert (found.value or "") == sheet_text(text)
    assert found.data_type != "f"
