import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reporters.xlsx.checking import Check, NotPlain
from compliance.reporters.xlsx.plain import (
    Cut,
    Extent,
    Halves,
    cut_rows,
    filled_column,
    highest_style,
    is_plain,
    usual_rows,
    without_formulas,
)

CELL = b'<c r="A1" s="3"><v>1</v></c>'
ROW = b'<row r="1">' + CELL + b"</row>"


def in_pieces(data: bytes, size: int) -> list[bytes]:
    """The data cut before tags only, as the reader hands it out."""
    parts = data.split(b"<")
    tags = [parts[0], *(b"<" + part for part in parts[1:])]
    return [b"".join(tags[at : at + size]) for at in range(0, len(tags), size)]


@given(st.integers(1, 30), st.integers(0, 12))
def test_a_sheet_is_cut_at_its_rows_however_it_is_handed_out(size: int, count: int) -> None:
    rows = b"".join(b'<row r="%d">%b</row>' % (n, CELL) for n in range(1, count + 1))
    halves = Halves()
    blocks = list(
        halves.rows(in_pieces(b"<worksheet><sheetData>" + rows + b"</sheetData><x/>", size))
    )
    assert b"".join(blocks) == rows
    assert all(block.endswith(b"</row>") for block in blocks if block)
    assert (halves.head, halves.tail) == (b"<worksheet>", b"<x/>")


@pytest.mark.parametrize("rows", [b"<sheetData/>", b"<sheetData />", b"<sheetData></sheetData>"])
def test_a_sheet_without_rows(rows: bytes) -> None:
    halves = Halves()
    assert b"".join(halves.rows([b"<worksheet>" + rows, b"</worksheet>"])) == b""
    assert (halves.head, halves.tail) == (b"<worksheet>", b"</worksheet>")


@pytest.mark.parametrize("data", [b"", b"<worksheet/>", b"<sheetData>", b"<sheetData><row>"])
def test_a_sheet_without_an_end_is_not_plain(data: bytes) -> None:
    with pytest.raises(NotPlain):
        list(Halves().rows([data]))


@pytest.mark.parametrize(
    ("block", "plain"),
    [
        (ROW, True),
        (ROW.replace(b"<v>1</v>", b"<is><t>a</t></is>"), True),
        (ROW.replace(b"<c r", b"<c s='1' r"), False),
        (ROW.replace(b's="3"', b"s='3'"), False),
        (ROW.replace(b's="3"', b's="3" cm="1"'), False),
        (ROW.replace(b"<v>1</v>", b"<v>1</v><extLst/>"), False),
        (ROW.replace(b"<v>1</v>", b"<v>1 > 0</v>"), False),
        (ROW.replace(b"<v>1</v>", b"<f>1</f>"), False),
        (ROW.replace(b"<v>1</v>", b"<!-- --><v>1</v>"), False),
        (ROW.replace(b's="3"', b't="d"'), False),
    ],
)
def test_what_can_be_copied_as_it_is(block: bytes, plain: bool) -> None:
    assert is_plain(block) == plain


@pytest.mark.parametrize(
    "formula", [b"<f>1+1</f>", b'<f t="shared" si="0"/>', b"<f/>", b'<f t="array" ref="A1">x</f>']
)
def test_formulas_are_cut_out(formula: bytes) -> None:
    assert without_formulas(ROW.replace(b"<v>", formula + b"<v>")) == ROW


def test_rows_are_cut_and_empty_ones_counted() -> None:
    block = ROW + b'\n <row r="2" ht="20"/><row r="3"></row>'
    found = list(cut_rows(block, (), plain=True))
    assert found == [
        Cut(1, b"", CELL, True),
        Cut(2, b' ht="20"', b"", True),
        Cut(3, b"", b"", True),
    ]


USUAL = (
    CELL,
    b'<c r="A1"/>',
    b'<c r="A1" s="1"></c>',
    b'<c r="A1" t="s"><v>12</v></c><c r="AB1" t="b"><v>1</v></c>',
    b'<c r="A1" t="inlineStr"><is><t xml:space="preserve"> =a &amp; b</t></is></c>',
    b"",
)


@given(st.lists(st.sampled_from(USUAL), max_size=6), st.sampled_from([b"", b"\n  "]))
def test_usual_rows_are_cut_as_all_others(rows: list[bytes], between: bytes) -> None:
    numbered = [
        b'<row r="%d" spans="1:5" x:y="0.2">%b</row>' % (n, each.replace(b'1"', b'%d"' % n))
        if b's="1"' not in each
        else b'<row r="%d"/>' % n
        for n, each in enumerate(rows, start=1)
    ]
    block = b"".join(row + between for row in numbered)
    assert usual_rows(block) == list(cut_rows(block, (), plain=True))


@pytest.mark.parametrize(
    "block",
    [
        ROW.replace(b"A1", b"A2"),
        ROW.replace(b's="3"', b's="3" cm="1"'),
        ROW.replace(b's="3"', b't="d"'),
        ROW.replace(b's="3"', b't="str"'),
        ROW.replace(b"<v>1</v>", b"<v>1 > 0</v>"),
        ROW.replace(b"<v>1</v>", b"<is><t>&#61;1</t></is>"),
        ROW.replace(b"<v>1</v>", b"<f>1</f><v>1</v>"),
        ROW.replace(b"<row ", b'<row xmlns="urn:x" '),
        ROW.replace(b"<row r", b"<row  r"),
        b"<!-- -->" + ROW,
        ROW + b"<x/>" + ROW,
        ROW + b'<row r="02"/>',
    ],
)
def test_a_block_with_an_unusual_row_is_told(block: bytes) -> None:
    assert usual_rows(block) is None


def test_a_row_may_tell_its_number_last() -> None:
    [found] = cut_rows(b'<row ht="12.8" r="7" hidden="false">' + CELL + b"</row>", (), plain=False)
    assert found == Cut(7, b' ht="12.8" hidden="false"', CELL, True)


@pytest.mark.parametrize(
    "row", [b"<row>", b'<row r="0">', b'<row r="x">', b'<row r="1" a="<">', b'<row s="1">']
)
def test_a_row_of_another_make_is_not_plain(row: bytes) -> None:
    with pytest.raises(NotPlain):
        list(cut_rows(row + b"</row>", (), plain=True))


def test_names_of_other_vocabularies_are_not_copied() -> None:
    block = ROW.replace(b's="3"', b's="3" x:odd="1"')
    assert [cut.is_plain for cut in cut_rows(block, (b" x:",), plain=True)] == [False]


def extent(*rows: tuple[int, bytes]) -> Extent:
    found = Extent()
    for number, cells in rows:
        found.add(Cut(number, b"", cells, is_plain=True))
    return found


def test_how_far_a_sheet_reaches() -> None:
    found = extent(
        (2, b'<c r="A2"><v>1</v></c><c r="C2" s="1"/>'),
        (5, b'<c r="B5"><v>1</v></c><c r="E5" s="1"></c><c r="F5"><v></v></c>'),
        (9, b""),
    )
    assert (found.row, found.bottom, found.right, found.widest) == (9, 5, 2, 6)


@pytest.mark.parametrize(
    "cells",
    [
        b'<c r="A3"><v>1</v></c>',
        b'<c r="A22"><v>1</v></c>',
        b'<c r="B2"/><c r="A2"/>',
        b'<c r="A2"/><c r="A2"/>',
        b'<c r="XFE2"/>',
    ],
)
def test_places_out_of_order_are_not_plain(cells: bytes) -> None:
    with pytest.raises(NotPlain):
        extent((2, cells))


def test_rows_out_of_order_are_not_plain() -> None:
    with pytest.raises(NotPlain):
        extent((2, b""), (2, b""))


def test_columns_and_styles_are_told() -> None:
    assert filled_column(b'<c r="AA1"><is><t>x</t></is></c><c r="AC1" s="1"/>') == 27
    assert highest_style(ROW + b'<row r="2" s="17" customFormat="1"/>') == 17
    assert highest_style(b"") == 0


@pytest.mark.parametrize(
    "data",
    [
        b"<a>",
        b"<a></b>",
        b"<a>\xff</a>",
        b'<?xml version="1.0" encoding="latin-1"?><a/>',
        b"\xff\xfe",
    ],
)
def test_what_is_not_utf8_xml_is_not_plain(data: bytes) -> None:
    def pass_through() -> None:
        check = Check()
        check.passed(data)
        check.finish()

    with pytest.raises(NotPlain):
        pass_through()
