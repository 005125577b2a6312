"""Error cells of an old workbook are found in their places, in sheet order."""

import struct

from compliance.readers.biff import find_errors


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
    chart = BOF + REF + EOF
    first = BOF + NUMBER + TRUE + chart + EOF
    second = BOF + REF + FAILED + EOF
    assert find_errors(workbook(first, second)) == [
        {},
        {5: {2: "the cell holds the error #REF!"}, 7: {1: "the cell holds the error #N/A"}},
    ]


def test_a_cut_stream_ends_the_search() -> None:
    assert find_errors(workbook(BOF + REF)[:-3]) == [{}]
    assert find_errors(b"") == []
