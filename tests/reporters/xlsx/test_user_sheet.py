"""A sheet of the user's has the same rows whether they are plain or go through a parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from compliance.reporters.xlsx.package import Uneditable
from compliance.reporters.xlsx.stylesheet import MAIN
from compliance.reporters.xlsx.user_sheet import UserSheet

PLAIN = '<row r="{0}" spans="1:2"><c r="A{0}" s="1" t="s"><v>{0}</v></c><c r="B{0}"/></row>'
FORMS = [
    PLAIN,
    '<row r="{0}"><c r="C{0}" t="inlineStr"><is><t>Söhne &amp; Co. 海</t></is></c></row>',
    '<row r="{0}"><c r="A{0}"><f>B1</f><v>1</v></c></row>',
    '<row r="{0}"/>',
    "<row r='{0}' hidden='1'><c r='A{0}'/><c r='D{0}' t='str'><v>a\n&#252;</v></c></row>",
    '\n<row r="{0}"><c t="s" r="A{0}"><v>2</v></c></row>\n',
    '<row r="{0}"><c r="AA{0}"><v>1</v></c></row>',
]
ODD = ["<foo/>", "<foo>" + PLAIN + "</foo>", "<row><row>", "</row>", "</sheetData>", "<c/>", "x"]
PARSED = "<!-- so that all goes through the parser -->"


def tell_sheet(pieces: list[str], before: str) -> object:
    """All that is told of a sheet; that it cannot be edited where it cannot."""
    head = f'<worksheet xmlns="{MAIN}">{before}<sheetData>'
    texts = [text.encode() for text in (head, *pieces, "</sheetData><pageMargins/></worksheet>")]
    try:
        sheet = UserSheet(lambda: texts, {2, 3, 5}, 1)
    except Uneditable:
        return None
    rows = [
        (number, etree.tostring(sheet.parse_row(row), method="c14n", exclusive=True))
        for number, _, row in sheet.rows()
        if row
    ]
    reach = sheet.bottom, sheet.last_column(0)
    return rows, reach, sheet.hidden, sheet.strings, sheet.blocks.opening


@given(st.lists(st.lists(st.sampled_from(FORMS), max_size=4), max_size=5))
def test_rows_are_the_same_whoever_reads_them(forms: list[list[str]]) -> None:
    number, pieces = 0, []
    for some in forms:
        pieces.append("")
        for form in some:
            number += 1
            pieces[-1] += form.format(number)
    assert tell_sheet(pieces, "") == tell_sheet(pieces, PARSED) is not None


@pytest.mark.parametrize("odd", ODD)
def test_odd_sheets_are_seen_as_such_whoever_reads_them(odd: str) -> None:
    pieces = [PLAIN.format(1), odd.format(2), PLAIN.format(3), PLAIN.format(4)]
    for cut in (pieces, ["".join(pieces)]):
        assert tell_sheet(cut, "") == tell_sheet(cut, PARSED)


def test_rows_with_a_prefix_are_none_without_it() -> None:
    head = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
    row = '<x:row r="{0}"><x:c r="A{0}"><x:v>1</x:v></x:c></x:row>'
    texts = [head, row.format(1), PLAIN.format(7), row.format(8), "</x:sheetData></x:worksheet>"]
    sheet = UserSheet(lambda: [text.encode() for text in texts], set(), 1)
    assert [number for number, _, row in sheet.rows() if row] == [1, 8]
