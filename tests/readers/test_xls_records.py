"""Error cells of an old workbook are found in their places, in sheet order."""

import struct

import pytest

from compliance.readers.compound_file import BrokenFile
from compliance.readers.xls_records import inspect_stream


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BOF, EOF = record(0x809, b"\0" * 16), record(0x0A)
REF = record(0x205, struct.pack("<HHHBB", 4, 2, 0, 0x17, 1))
TRUE = record(0x205, struct.pack("<HHHBB", 5, 2, 0, 1, 0))
FAILED = record(0x06, struct.pack("<HHHBBBBHH", 6, 1, 0, 2, 0, 0x2A, 0, 0, 0xFFFF) + b"\0" * 8)
NUMBER = record(0x06, struct.pack("<HHHd", 7, 1, 0, 3.5) + b"\0" * 8)


def workbook(*sheets: bytes) -> bytes:
    start = len(BOF + EOF) + len(record(0x85, b"\0" * 10)) * len(sheets)
    index = b""
    for number in range(len(sheets)):
        at = start + sum(map(len, sheets[:number]))
        index += record(0x85, struct.pack("<I", at) + b"\0" * 6)
    return BOF + index + EOF + b"".join(sheets)


def test_errors_by_sheet() -> None:
    first = BOF + NUMBER + TRUE + EOF
    second = BOF + REF + FAILED + EOF
    assert inspect_stream(workbook(first, second)).gaps == [
        {},
        {5: {2: "the cell holds the error #REF!"}, 7: {1: "the cell holds the error #N/A"}},
    ]


def test_cells_over_all_sheets() -> None:
    row = record(0xBD, struct.pack("<HHHIHIH", 9, 2, 0, 0, 0, 0, 3))
    assert inspect_stream(workbook(BOF + REF + EOF, BOF + row + EOF)).cells == 5 * 3 + 10 * 4


def test_a_corner_cell_counts_the_whole_sheet() -> None:
    corner = record(0x203, struct.pack("<HHHd", 65535, 65535, 0, 1.0))
    assert inspect_stream(workbook(BOF + corner + EOF)).cells == 65536 * 65536


def test_claims_about_dimensions_are_blanked_out() -> None:
    claim = struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    found = inspect_stream(workbook(BOF + record(0x200, claim) + EOF))
    assert found.stream == workbook(BOF + record(0x200, bytes(14)) + EOF)


def test_more_strings_than_bytes_are_not_believed() -> None:
    with pytest.raises(BrokenFile):
        inspect_stream(BOF + record(0xFC, struct.pack("<II", 1, 1 << 30)) + EOF)


def test_sheets_that_overlap_are_not_read_over_and_over() -> None:
    book = bytearray(workbook(BOF + NUMBER * 99 + EOF, BOF + EOF, BOF + EOF))
    entries = [len(BOF) + 4 + 14 * number for number in range(3)]
    for entry in entries[1:]:
        book[entry : entry + 4] = book[entries[0] : entries[0] + 4]
    with pytest.raises(BrokenFile):
        inspect_stream(bytes(book))


def test_a_cut_stream_ends_the_search() -> None:
    assert inspect_stream(workbook(BOF + REF)[:-3]).gaps == [{}]
    assert inspect_stream(b"").gaps == []
