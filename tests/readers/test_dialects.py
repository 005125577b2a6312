"""No filled cell of a workbook vanishes in silence, in whatever dialect the workbook is written."""

from collections.abc import Callable

import pytest

from compliance.readers.base import Contents, Sheet
from compliance.readers.workbook import read_ods, read_xlsx
from tests.readers.dialects import GAP, OdsWriter, Written, XlsxWriter

WORKBOOKS = 800
BLOCKS = 8
"""Tests among which the workbooks are divided, so that they can run side by side."""


def found_in(sheet: Sheet) -> dict[tuple[int, int], str | None]:
    """What the reader made of each filled cell."""
    found: dict[tuple[int, int], str | None] = {}
    for row in sheet.rows:
        found |= {(row.number, at): cell for at, cell in enumerate(row.cells) if cell}
        found |= {(row.number, at): GAP for at in row.unreadable}
    return found


def check(seed: int, written: Written, contents: Contents) -> None:
    assert len(contents.sheets) == len(written.sheets)
    assert len({sheet.name for sheet in contents.sheets}) == len(contents.sheets)
    for sheet, cells in zip(contents.sheets, written.sheets, strict=True):
        assert found_in(sheet) == cells, f"seed {seed}, sheet {sheet.name}"


@pytest.mark.parametrize("block", range(BLOCKS))
@pytest.mark.parametrize(
    ("writer", "read"), [(XlsxWriter, read_xlsx), (OdsWriter, read_ods)], ids=["xlsx", "ods"]
)
def test_every_cell_is_text_or_a_gap_with_a_reason(
    block: int,
    writer: Callable[[int], XlsxWriter | OdsWriter],
    read: Callable[[bytes, str], Contents],
) -> None:
    for seed in range(block, WORKBOOKS, BLOCKS):
        written = writer(seed).write()
        check(seed, written, read(written.data, "a"))


@pytest.mark.parametrize("seed", range(0, WORKBOOKS, 40))
def test_the_same_rows_whenever_they_are_walked(seed: int) -> None:
    for sheet in read_xlsx(XlsxWriter(seed).write().data, "a").sheets:
        assert list(sheet.rows) == list(sheet.rows)
