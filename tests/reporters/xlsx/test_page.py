import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx.page import fit_columns, widen


@pytest.fixture
def sheet() -> Worksheet:
    """An empty sheet."""
    return Workbook().worksheets[0]


@pytest.mark.parametrize(
    ("sizes", "across", "repeated"),
    [
        ([], 1, None),
        ([10, 40, 180], 1, None),
        ([10, 40, 190], 2, "$A:$B"),
        ([50, 40, 190], 2, "$A:$A"),
        ([70, 40, 190], 2, None),
        ([10] * 500, 4, "$A:$B"),
    ],
)
def test_a_wide_table_prints_on_several_pages(
    sheet: Worksheet, sizes: list[float], across: int, repeated: str | None
) -> None:
    fit_columns(sheet, sizes)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (across, 0)
    assert sheet.print_title_cols == repeated


@pytest.mark.parametrize(("chosen", "across"), [(None, 2), (1, 2), (2, 2), (3, 3), (0, 0)])
def test_pages_the_user_has_chosen_are_only_made_more(
    sheet: Worksheet, chosen: int | None, across: int
) -> None:
    sheet.page_setup.fitToWidth = chosen
    widen(sheet, [200, 200])
    assert sheet.page_setup.fitToWidth == across


def test_columns_the_user_repeats_stay(sheet: Worksheet) -> None:
    sheet.print_title_cols = "C:C"
    widen(sheet, [10, 40, 190])
    assert sheet.print_title_cols == "$C:$C"
