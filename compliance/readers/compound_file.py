"""One stream out of an OLE compound file, the container of an .xls, and into a new one ([MS-CFB]).

calamine believes the numbers in the container: a cut or forged file makes it break off hard or ask
for more memory than there is. So the stream is taken out here, looked at (`xls_records`), and
handed on in a container written anew.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

END = 0xFFFFFFFA
"""Sector numbers from here on are marks: free, end of chain, part of the table itself."""
FREE, END_OF_CHAIN, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROOT = 5
SECTOR = 4096
"""Bytes of a sector in a container written here."""
SECTOR_SIZES, SMALL_SECTOR = (512, 4096), 64
"""Bytes of a sector in a container of others ([MS-CFB] 2.2)."""
NUMBER = 4
"""Bytes of a sector number."""
ENTRY = 128
HEADER_TABLE = 109
"""Sectors of the allocation table that the header lists; more are listed elsewhere."""


class DirectoryEntry(Struct, frozen=True, kw_only=True):
    """One line of the directory."""

    name: str
    start: int
    size: int


class BrokenFile(ValueError):  # noqa: N818 - not an error of the user interface; see damage_error
    """A chain of sectors leaves the file or runs in a circle."""


class Sectors(Struct, frozen=True, kw_only=True):
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


def extract_stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream that has one of the names.

    Raises:
        BrokenFile: the file is cut short or damaged, or has no such stream.

    """
    try:
        return _extract_stream(data, names)
    except struct.error:
        raise BrokenFile from None


def _extract_stream(data: bytes, names: Sequence[str]) -> bytes:
    big, small = (1 << min(shift, 64) for shift in struct.unpack_from("<HH", data, 30))
    if big not in SECTOR_SIZES or small != SMALL_SECTOR:
        raise BrokenFile
    directory, _, cutoff, small_table = struct.unpack_from("<IIII", data, 48)
    sectors = Sectors(data=data, first=big, size=big)
    sectors = Sectors(data=data, first=big, size=big, table=_table(data, sectors))
    entries = list(_entries(sectors.chain(directory)))
    found = next((entry for name in names for entry in entries if entry.name == name), None)
    if not found or not entries:
        raise BrokenFile
    if found.size < cutoff:
        table = _numbers(sectors.chain(small_table))
        mini = sectors.chain(entries[0].start)
        sectors = Sectors(data=mini, first=0, size=small, table=table)
    content = sectors.chain(found.start)[: found.size]
    if len(content) < found.size:
        raise BrokenFile
    return content


def _table(data: bytes, sectors: Sectors) -> list[int]:
    """The allocation table: sector -> the next of its chain."""
    listed = list(struct.unpack_from(f"<{HEADER_TABLE}I", data, 76))
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(count):
        if more >= END:
            break
        numbers = _numbers(sectors.sector(more))
        if len(numbers) < sectors.size // NUMBER:
            raise BrokenFile
        more = numbers[-1]
        listed += numbers[:-1]
        if len(listed) > HEADER_TABLE + len(data) // sectors.size:
            raise BrokenFile
    table: list[int] = []
    for number in listed:
        table += _numbers(sectors.sector(number)) if number < END else ()
    return table


def _entries(directory: bytes) -> Iterator[DirectoryEntry]:
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, start, size = struct.unpack_from("<64xH50xII", directory, at)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield DirectoryEntry(name=name, start=start, size=size)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def wrap_stream(content: bytes, name: str) -> bytes:
    """Return a compound file with one stream, in sectors of 4096 bytes.

    Zeros fill the stream up to whole sectors; at most 109 * 1024 sectors (436 MiB) fit in.

    Raises:
        BrokenFile: there is more.

    """
    body = content.ljust(-(-max(len(content), SECTOR) // SECTOR) * SECTOR, b"\0")
    count = len(body) // SECTOR
    tables = -(-(count + 1) // (SECTOR // 4 - 1))
    if tables > HEADER_TABLE:
        raise BrokenFile
    chain = [*range(1, count), END_OF_CHAIN, END_OF_CHAIN, *[TABLE] * tables]
    listed = _pad_numbers(range(count + 1, count + 1 + tables), HEADER_TABLE)
    header = struct.pack(
        f"<8s16xHHHHH6x9I{HEADER_TABLE}I",
        SIGNATURE, 0x3E, 3, 0xFFFE, 12, 6,
        0, tables, count, 0, SECTOR, END_OF_CHAIN, 0, END_OF_CHAIN, 0, *listed,
    )  # fmt: skip
    directory = _line("Root Entry", 5, END_OF_CHAIN, 0) + _line(name, 2, 0, len(body))
    table = struct.pack(f"<{tables * SECTOR // 4}I", *_pad_numbers(chain, tables * SECTOR // 4))
    return header.ljust(SECTOR, b"\0") + body + directory.ljust(SECTOR, b"\0") + table


def _line(name: str, kind: int, start: int, size: int) -> bytes:
    """One line of the directory, without relatives but the root's child."""
    text = name.encode("utf-16-le")
    child = 1 if kind == ROOT else FREE
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, FREE, FREE, child, start, size
    )


def _pad_numbers(numbers: Iterable[int], size: int) -> list[int]:
    found = list(numbers)
    return found + [FREE] * (size - len(found))
