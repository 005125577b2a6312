"""Bombs are refused before they are unpacked, in bounded time and memory."""

import re
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import InputError
from compliance.readers import archive
from compliance.readers.archive import count_spanned_cells, open_archive, read_pieces
from compliance.readers.workbook import read_ods, read_xlsx
from tests.readers.building import raw_ods, raw_xlsx, xlsx

CORNERS = (
    '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="XFD1048576"><v>1</v></c></row>'
)


def with_part(size: int, claimed: int) -> bytes:
    """A workbook with one part more of `size` zeros, whose directory claims another size."""
    data = bytearray(raw_xlsx("", {"xl/media/x.bin": "\0" * size}))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/media/x.bin"))
    data[entry + 24 : entry + 28] = claimed.to_bytes(4, "little")
    return bytes(data)


def test_zip_bomb_is_not_opened() -> None:
    bomb = with_part(1 << 20, claimed=1100 << 20)
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(InputError) as caught:
        read_xlsx(bomb, "bomb.xlsx")
    assert time.perf_counter() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()
    assert caught.value.message == (
        "bomb.xlsx: the workbook would unpack to more than 1,073,741,824 bytes"
        " (a damaged file or a ZIP bomb); it was not opened"
    )
    assert caught.value.hint == "if it is yours, split it or save it as CSV"


def test_forged_sizes_are_found_out() -> None:
    with pytest.raises(InputError, match="damaged or cut short"):
        read_xlsx(with_part(8 << 20, claimed=10), "forged.xlsx")


def test_cells_in_opposite_corners() -> None:
    with pytest.raises(InputError) as caught:
        read_xlsx(raw_xlsx(CORNERS), "sparse.xlsx")
    assert caught.value.message == (
        "sparse.xlsx: its sheets span 17,179,869,184 cells; more than 25,000,000 are not read"
    )
    assert caught.value.hint == (
        "delete the empty rows and columns after the data, or save the sheet as CSV"
    )


def test_a_sheet_under_another_name_is_bounded_too() -> None:
    with pytest.raises(InputError, match="its sheets span"):
        read_xlsx(raw_xlsx("", {"xl/elsewhere.xml": CORNERS}), "sparse.xlsx")


def test_xml_bomb_is_not_expanded() -> None:
    entities = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    for name, before in zip("cdefghij", "bcdefghi", strict=True):
        entities += f'<!ENTITY {name} "{f"&{before};" * 10}">'
    cell = "<row r='1'><c r='A1' t='str'><v>&j;</v></c></row>"
    sheet = f"<worksheet><sheetData>{cell}</sheetData></worksheet>"
    data = raw_xlsx("", {"xl/worksheets/sheet1.xml": f"{entities}]>{sheet}"})
    began = time.perf_counter()
    with pytest.raises(InputError, match=r"laughs.xlsx: the workbook is damaged or cut short"):
        read_xlsx(data, "laughs.xlsx")
    assert time.perf_counter() - began < 2


def test_repeated_rows_of_an_ods() -> None:
    value = 'office:value-type="float" office:value="1"'
    cell = f'<table:table-cell {value} table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        read_ods(raw_ods(row), "bomb.ods")


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        (b'<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="2"><v>1</v></c></row>', 3),
        (b'<row r="3"><c r="B3"><v>1</v></c><c r="XFD3" s="1"/></row>', 6),
        (b"<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>", 4),
        (b"<x:row r='2'><x:c t='str' r='B2'><x:v>1</x:v></x:c></x:row>", 4),
        (b"", 0),
    ],
)
def test_span(sheet: bytes, cells: int) -> None:
    assert count_spanned_cells([sheet]) == cells


def test_span_counts_a_row_over_pieces() -> None:
    assert (
        count_spanned_cells([b"<row><c><v>1</v></c>", b"<c><v>1</v></c></row><row>", b"<c/></row>"])
        == 4
    )


def test_pieces_are_the_whole_and_cut_no_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PIECE", 1024)
    data = xlsx([[f"name {number}", number] for number in range(1000)])
    with open_archive(data, "a.xlsx") as opened:
        part = "xl/worksheets/sheet1.xml"
        blocks = list(read_pieces(opened, part, "a.xlsx"))
        assert b"".join(blocks) == opened.read(part)
    assert len(blocks) > 20
    assert all(block.rfind(b"<") <= block.rfind(b">") for block in blocks)


def reach(blocks: list[bytes]) -> tuple[int, int]:
    """The least and the most that a sheet may span, each cell taken in hand."""
    data = b"".join(blocks)
    places = re.findall(rb"<c\b[^<>]*?\sr=[\"']([A-Z]+)([0-9]+)[\"'][^<>/]*>", data)
    width = max((archive.column_number(letters) for letters, _ in places), default=0)
    height = max((int(number) for _, number in places), default=0)
    rows = re.split(rb"<row\b", data)[1:]
    most = max((len(re.findall(rb"<c\b", part)) for part in rows), default=0)
    named = (int(number) for number in re.findall(rb'<row[^<>]*?\sr="([0-9]+)"', data))
    return height * width, max(height, len(rows), *named, 0) * max(width, most)


PLACES = st.builds(
    lambda column, row, is_filled: (
        f'<c r="{archive.column_letters(column).decode()}{row}"{"" if is_filled else "/"}>'
    ),
    st.integers(1, 16_384),
    st.integers(1, 1_048_576),
    st.booleans(),
)
CELLS = st.one_of(PLACES, st.sampled_from(["<c>", '<c s="1">', '<c t="s" r="B2">', "<c r='C3'>"]))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["<row>", '<row r="5">', '<row s="5">']), st.lists(CELLS, max_size=4)
    ),
    max_size=6,
)


@given(ROWS, st.integers(1, 5))
def test_the_span_is_that_of_the_cells_taken_in_hand(
    rows: list[tuple[str, list[str]]], size: int
) -> None:
    parts = [(tag + "".join(cells)).encode() for tag, cells in rows]
    blocks = [b"".join(parts[at : at + size]) for at in range(0, len(parts), size)]
    least, most = reach(blocks)
    assert least <= count_spanned_cells(blocks) <= most


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns(number: int) -> None:
    assert archive.column_number(archive.column_letters(number)) == number


def test_many_cells_each_beyond_all_before_take_no_longer() -> None:
    cells = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(9999, 0, -1)
    )
    began = time.perf_counter()
    assert count_spanned_cells([b"<sheetData>" + cells, cells]) == 9999
    upwards = b"".join(b'<c r="A%d"><v>1</v></c>' % n for n in range(1, 20_000))
    assert count_spanned_cells([upwards]) == 19_999
    assert time.perf_counter() - began < 5
