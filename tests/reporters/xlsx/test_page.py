import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx.page import LONGEST_TITLE, fit_columns, title, widen


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


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Customers", "Customers"),
        ("客户", "客户"),
        ("A/B: [x]*?\\", "A_B_ _x____"),
        ("'quoted'", "quoted"),
        ("History", "Sheet History"),
        ("", "Sheet"),
        ("  ", "Sheet"),
        ("x" * 40, "x" * 31),
        ("a\x00b", "a<U+0000>b"),
    ],
)
def test_a_name_that_excel_accepts(wanted: str, found: str) -> None:
    assert title(wanted, ()) == found


def test_names_differ_without_regard_to_case() -> None:
    assert title("Hits", ("HITS",)) == "Hits (2)"
    assert title("Hits", ("Hits", "hits (2)", "x")) == "Hits (3)"


def test_a_long_name_keeps_room_for_its_number() -> None:
    taken = title("x" * 40, ())
    assert title("x" * 40, (taken,)) == "x" * 27 + " (2)"


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=8))
def test_any_names_become_acceptable_and_unique(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(title(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name) <= LONGEST_TITLE
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
