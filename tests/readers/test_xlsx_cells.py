"""Cells of an .xlsx that calamine leaves empty although they are not."""

import pytest

from compliance.readers.archive import open_archive
from compliance.readers.xlsx_cells import UNSTORED, find_gaps, find_sheet_parts
from tests.readers.building import raw_xlsx


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (b'<c r="B7" t="e"><v>#REF!</v></c>', "the cell holds the error #REF!"),
        (
            b'<c r="B7" s="3" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
            "the cell holds the error #DIV/0!",
        ),
        (b"<x:c t='e' r='B7'><x:v>#N/A</x:v></x:c>", "the cell holds the error #N/A"),
        (b'<c r="B7"><f>A1&amp;A2</f></c>', UNSTORED),
        (b'<c r="B7"><f>A1</f><v></v></c>', UNSTORED),
        (b'<c r="B7" s="1"><f t="shared" si="0"/><v/></c>', UNSTORED),
        (b'<x:c r="B7"><x:f>A1</x:f></x:c>', UNSTORED),
    ],
)
def test_a_gap_is_found_in_its_place(cell: bytes, reason: str) -> None:
    assert find_gaps(iter([b'<row r="7">' + cell + b"</row>"])) == {7: {1: reason}}


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="B7"><f>A1</f><v>3</v></c>',
        b'<c r="B7" t="str"><f>A1</f><v>text</v></c>',
        b'<c r="B7" t="inlineStr"><is><t>t="e" &lt;f&gt;</t></is></c>',
        b'<c r="B7" s="1"/>',
        b'<c r="B7"><v>1</v></c>',
    ],
)
def test_what_is_no_gap(cell: bytes) -> None:
    assert find_gaps(iter([b'<row r="7">' + cell + b"</row>"])) == {}


def test_endless_tags_take_no_time() -> None:
    assert find_gaps(iter([b'<c t="e" ' * 100_000, b'<c r="A1" t="e"><f>' * 50_000])) == {}


def test_parts_in_workbook_order() -> None:
    workbook = (
        "<workbook><sheets><sheet name='Z' sheetId='2' r:id='b'/>"
        "<sheet r:id='a' name='id=\"x\"' sheetId='1'/></sheets></workbook>"
    )
    relations = (
        "<Relationships><Relationship Target='/xl/worksheets/one.xml' Id='a'/>"
        "<Relationship Id='b' Type='t' Target='worksheets/two.xml'/></Relationships>"
    )
    extra = {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations}
    with open_archive(raw_xlsx("", extra), "a.xlsx") as archive:
        parts = find_sheet_parts(archive, "a.xlsx")
    assert parts == ["xl/worksheets/two.xml", "xl/worksheets/one.xml"]
