"""Bombs are refused before they are unpacked, in bounded time and memory."""

import time
import tracemalloc

import pytest

from compliance.errors import InputError
from compliance.readers import archive
from compliance.readers.archive import open_archive, read_pieces
from compliance.readers.workbook import read_ods, read_xlsx
from tests.readers.building import SHEET, raw_ods, raw_xlsx, xlsx

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


@pytest.mark.parametrize(
    "corner",
    [
        '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>',
        '<row r="1048576"><c r="XFD1048576" t="s"><v/></c></row>',
        '<extLst><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></extLst>',
    ],
)
def test_a_cell_that_is_filled_with_nothing_reaches_as_far(corner: str) -> None:
    data = raw_xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{corner}')
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        read_xlsx(data, "sparse.xlsx")


def test_a_sheet_under_another_name_is_bounded_too() -> None:
    with pytest.raises(InputError, match="its sheets span"):
        read_xlsx(raw_xlsx("", {"xl/elsewhere.xml": SHEET.format(CORNERS)}), "sparse.xlsx")


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


@pytest.mark.parametrize(
    "content", ['office:value-type="string"/>', "><text:p/></table:table-cell>"]
)
def test_repeated_cells_of_an_ods_that_are_filled_with_nothing(content: str) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="16384" {content}'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        read_ods(raw_ods(row), "bomb.ods")


def test_repeated_rows_of_an_ods() -> None:
    value = 'office:value-type="float" office:value="1"'
    cell = f'<table:table-cell {value} table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        read_ods(raw_ods(row), "bomb.ods")


def test_pieces_are_the_whole_and_cut_no_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PIECE", 1024)
    data = xlsx([[f"name {number}", number] for number in range(1000)])
    with open_archive(data, "a.xlsx") as opened:
        part = "xl/worksheets/sheet1.xml"
        blocks = list(read_pieces(opened, part, "a.xlsx"))
        assert b"".join(blocks) == opened.read(part)
    assert len(blocks) > 20
    assert all(block.rfind(b"<") <= block.rfind(b">") for block in blocks)
