"""One stream out of an OLE compound file, the container of an .xls ([MS-CFB]).

Read here to see that the file is whole before calamine, which breaks off hard on a cut one, gets
it; and to find the error cells that calamine leaves empty (`biff`).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

END = 0xFFFFFFFA
"""Sector numbers from here on are marks: free, end of chain, part of the table itself."""
ENTRY = 128
HEADER_TABLE = 109
"""Sectors of the allocation table that the header lists; more are listed elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the directory."""

    name: str
    start: int
    size: int


class BrokenFile(ValueError):  # noqa: N818 - not an error of the user interface; see kinds.damaged
    """A chain of sectors leaves the file or runs in a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectors:
    """Numbered blocks of one size and the table that chains them."""

    data: bytes
    first: int
    """Byte at which sector 0 begins."""
    size: int
    table: Sequence[int] = ()

    def sector(self, number: int) -> bytes:
        """Return one sector; the last of a file may be short."""
        start = self.first + number * self.size
        if start >= len(self.data):
            raise BrokenFile
        return self.data[start : start + self.size]

    def chain(self, start: int) -> bytes:
        """Return the bytes of the chain that begins at a sector."""
        parts: list[bytes] = []
        while start < END:
            if start >= len(self.table) or len(parts) > len(self.table):
                raise BrokenFile
            parts.append(self.sector(start))
            start = self.table[start]
        return b"".join(parts)


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream that has one of the names.

    Raises:
        BrokenFile: the file is cut short or damaged, or has no such stream.

    """
    try:
        return _stream(data, names)
    except struct.error:
        raise BrokenFile from None


def _stream(data: bytes, names: Sequence[str]) -> bytes:
    big, small = (1 << shift for shift in struct.unpack_from("<HH", data, 30))
    directory, _, cutoff, small_table = struct.unpack_from("<IIII", data, 48)
    sectors = Sectors(data=data, first=big, size=big)
    sectors = Sectors(data=data, first=big, size=big, table=_table(data, sectors))
    entries = list(_entries(sectors.chain(directory)))
    found = next((entry for name in names for entry in entries if entry.name == name), None)
    if not found or not entries:
        raise BrokenFile
    if found.size >= cutoff:
        return sectors.chain(found.start)[: found.size]
    table = _numbers(sectors.chain(small_table))
    inner = Sectors(data=sectors.chain(entries[0].start), first=0, size=small, table=table)
    return inner.chain(found.start)[: found.size]


def _table(data: bytes, sectors: Sectors) -> list[int]:
    """The allocation table: sector -> the next of its chain."""
    listed = list(struct.unpack_from(f"<{HEADER_TABLE}I", data, 76))
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(count):
        if more >= END:
            break
        *numbers, more = _numbers(sectors.sector(more))
        listed += numbers
    table: list[int] = []
    for number in listed:
        table += _numbers(sectors.sector(number)) if number < END else ()
    return table


def _entries(directory: bytes) -> Iterator[Entry]:
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, start, size = struct.unpack_from("<64xH50xII", directory, at)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield Entry(name=name, start=start, size=size)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
