"""The cells of an old workbook as its records store them, in sheet order."""

import struct

import pytest

from compliance.readers.compound_file import BrokenFile
from compliance.readers.stored_cells import UNSTORED, Gap, StoredCell, StoredRow, Undecoded
from compliance.readers.xls_records import inspect_stream, read_shared_strings


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BOF, EOF = record(0x809, struct.pack("<HH", 0x600, 0x10) + b"\0" * 12), record(0x0A)
REF = record(0x205, struct.pack("<HHHBB", 4, 2, 0, 0x17, 1))
TRUE = record(0x205, struct.pack("<HHHBB", 5, 2, 0, 1, 0))
FAILED = record(0x06, struct.pack("<HHHBBBBHH", 6, 1, 0, 2, 0, 0x2A, 0, 0, 0xFFFF) + b"\0" * 8)
NUMBER = record(0x06, struct.pack("<HHHd", 7, 1, 0, 3.5) + b"\0" * 8)


TEXT_FORMULA = struct.pack("<HHH", 0, 0, 0) + b"\0" * 6 + b"\xff\xff" + b"\0" * 8
EMPTY_FORMULA = struct.pack("<HHH", 0, 0, 0) + b"\3" + b"\0" * 5 + b"\xff\xff" + b"\0" * 8


def workbook(*sheets: bytes, before: bytes = b"", first: bytes = BOF) -> bytes:
    start = len(first + before + EOF) + len(record(0x85, b"\0" * 10)) * len(sheets)
    index = b""
    for number in range(len(sheets)):
        at = start + sum(map(len, sheets[:number]))
        index += record(0x85, struct.pack("<I", at) + b"\0" * 6)
    return first + index + before + EOF + b"".join(sheets)


def rows_of(stream: bytes) -> list[list[StoredRow]]:
    """Filled cells of every sheet."""
    book = inspect_stream(stream)
    return [list(book.read_rows(start)) for start in book.starts]


def label(row: int, column: int, text: str) -> bytes:
    body = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
    return record(0x204, body)


def shared(row: int, column: int, index: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def sst(*texts: str) -> bytes:
    head = struct.pack("<II", len(texts), len(texts))
    return record(0xFC, head + b"".join(struct.pack("<HB", len(t), 0) + t.encode() for t in texts))


def test_cells_by_sheet() -> None:
    first = BOF + NUMBER + TRUE + EOF
    second = BOF + REF + FAILED + EOF
    assert rows_of(workbook(first, second)) == [
        [(8, {1: 3.5}), (6, {2: True})],
        [
            (5, {2: Gap("the cell holds the error #REF!")}),
            (7, {1: Gap("the cell holds the error #N/A")}),
        ],
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (label(0, 0, "Šiauliai"), "Šiauliai"),
        (label(0, 0, ""), None),
        (shared(0, 0, 1), "one"),
        (shared(0, 0, 2), None),
        (shared(0, 0, 9), Gap("the cell names shared text 9, which the workbook does not hold")),
        (record(0x27E, struct.pack("<HHHi", 0, 0, 0, 700 << 2 | 3)), 7.0),
        (record(0x27E, struct.pack("<HHHI", 0, 0, 0, 0x40080000)), 3.0),
        (record(0x06, TEXT_FORMULA) + record(0x207, struct.pack("<HB", 3, 0) + b"abc"), "abc"),
        (record(0x06, TEXT_FORMULA) + record(0x207, struct.pack("<HB", 0, 0)), None),
        (record(0x06, TEXT_FORMULA), Gap(UNSTORED)),
        (record(0x06, EMPTY_FORMULA), None),
        (record(0xD6, struct.pack("<HHHH", 0, 0, 0, 4) + b"abcd"), Undecoded()),
    ],
)
def test_values(cell: bytes, expected: StoredCell | None) -> None:
    strings = sst("zero", "one", "")
    assert rows_of(workbook(BOF + cell + EOF, before=strings)) == (
        [[(1, {0: expected})]] if expected is not None else [[]]
    )


def test_a_row_of_packed_numbers() -> None:
    row = record(0xBD, struct.pack("<HHHIHIH", 9, 2, 0, 6, 0, 10, 3))
    assert rows_of(workbook(BOF + row + EOF)) == [[(10, {2: 1.0, 3: 2.0})]]


def test_numbers_behind_a_chart_in_the_sheet_are_cells_and_those_in_it_are_none() -> None:
    chart = BOF + label(0, 0, "series") + EOF
    assert rows_of(workbook(BOF + chart + TRUE + EOF)) == [[(6, {2: True})]]


def test_texts_of_old_files_are_filled_but_not_decoded() -> None:
    old = record(0x809, struct.pack("<HH", 0x500, 0x10) + b"\0" * 4)
    cell = record(0x204, struct.pack("<HHHH", 0, 0, 0, 3) + b"abc")
    stream = workbook(BOF + cell + EOF, first=old)
    assert rows_of(stream) == [[(1, {0: Undecoded()})]]


def test_shared_strings_go_on_in_the_next_record() -> None:
    head = struct.pack("<II", 3, 3)
    segments = [
        head + struct.pack("<HB", 6, 0) + b"abc",
        b"\x01" + "d\u0161f".encode("utf-16-le"),
        struct.pack("<HBHI", 2, 0x0C, 1, 5) + b"hi" + b"\0" * 6,
        b"\0" * 3 + struct.pack("<HB", 1, 0) + b"z",
    ]
    assert read_shared_strings(segments) == ("abcd\u0161f", "hi", "z")


def test_shared_strings_that_end_too_early_are_not_guessed() -> None:
    assert read_shared_strings([struct.pack("<II", 2, 2) + struct.pack("<HB", 1, 0) + b"a"]) is None


def test_a_corner_cell_reaches_over_the_whole_sheet() -> None:
    corner = label(65535, 65535, "")
    row = record(0xBD, struct.pack("<HHHIHIH", 9, 2, 0, 0, 0, 0, 3))
    book = inspect_stream(workbook(BOF + corner + EOF, BOF + row + EOF))
    assert book.reaches == ((65536, 65536), (10, 4))


def test_a_chart_has_no_cells_of_its_own() -> None:
    chart = record(0x809, struct.pack("<HH", 0x600, 0x20) + b"\0" * 12)
    assert rows_of(workbook(chart + label(0, 0, "series") + EOF)) == [[]]


def test_claims_about_dimensions_are_blanked_out() -> None:
    claim = struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    found = inspect_stream(workbook(BOF + record(0x200, claim) + EOF))
    assert found.data == workbook(BOF + record(0x200, bytes(14)) + EOF)


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


def test_an_empty_stream_has_no_sheets() -> None:
    assert rows_of(b"") == []


@pytest.mark.parametrize("cut", [1, 3, 5, 20])
def test_a_sheet_that_does_not_end_is_broken(cut: int) -> None:
    with pytest.raises(BrokenFile):
        inspect_stream(workbook(BOF + REF + EOF)[:-cut])
