"""A stream comes out of an OLE file whole, or the file is broken."""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.compound_file import BrokenFile, extract_stream, wrap_stream

DATA = (Path(__file__).parent / "data" / "awkward.xls").read_bytes()
NAMES = ("Workbook", "Book")


def test_the_workbook_stream_begins_with_its_first_record() -> None:
    assert extract_stream(DATA, NAMES)[:2] == b"\x09\x08"


def test_a_stream_that_is_not_there() -> None:
    with pytest.raises(BrokenFile):
        extract_stream(DATA, ("PowerPoint Document",))


@pytest.mark.parametrize("kept", [0, 40, 512, 1000, 4000, 6000])
def test_a_cut_file(kept: int) -> None:
    with pytest.raises(BrokenFile):
        extract_stream(DATA[:kept], NAMES)


def test_a_chain_that_runs_in_a_circle() -> None:
    directory = struct.unpack_from("<I", DATA, 48)[0]
    table = 512 + struct.unpack_from("<I", DATA, 76)[0] * 512
    circle = bytearray(DATA)
    circle[table + 4 * directory : table + 4 * directory + 4] = struct.pack("<I", directory)
    with pytest.raises(BrokenFile):
        extract_stream(bytes(circle), NAMES)


def test_a_chain_of_tables_without_end() -> None:
    endless = bytearray(DATA.ljust(512 * 400, b"\0"))
    sector = 200
    endless[68:76] = struct.pack("<II", sector, 0xFFFFFFF)
    start = 512 + sector * 512
    endless[start : start + 512] = struct.pack("<128I", *[0xFFFFFFFF] * 127, sector)
    with pytest.raises(BrokenFile):
        extract_stream(bytes(endless), NAMES)


def test_a_table_that_is_cut_short() -> None:
    cut = bytearray(DATA) + b"\1\2\3"
    cut[68:76] = struct.pack("<II", (len(DATA) - 512) // 512, 1)
    with pytest.raises(BrokenFile):
        extract_stream(bytes(cut), NAMES)


@pytest.mark.parametrize("shift", [0, 3, 8, 13, 65535])
def test_sectors_of_another_size(shift: int) -> None:
    odd = bytearray(DATA)
    odd[30:32] = struct.pack("<H", shift)
    with pytest.raises(BrokenFile):
        extract_stream(bytes(odd), NAMES)


@given(st.binary(max_size=20_000))
def test_a_stream_comes_out_as_it_was_put_in(content: bytes) -> None:
    found = extract_stream(wrap_stream(content, "Workbook"), NAMES)
    assert found.startswith(content)
    assert not found[len(content) :].strip(b"\0")
    assert len(found) % 4096 == 0


def test_a_stream_of_many_sectors() -> None:
    content = bytes(range(256)) * 40_000
    assert extract_stream(wrap_stream(content, "Workbook"), NAMES)[: len(content)] == content


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_any_damage_is_a_broken_file_or_none(at: int, byte: int) -> None:
    damaged = bytearray(DATA)
    damaged[at] = byte
    with contextlib.suppress(BrokenFile):
        assert isinstance(extract_stream(bytes(damaged), NAMES), bytes)
