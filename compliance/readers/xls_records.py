"""The records of an .xls: how far its sheets reach, and the error cells calamine leaves empty.

Records follow [MS-XLS] 2.4: BoundSheet8 28, Dimensions 90, SST 265, BoolErr 24, Formula 127. What a
record claims about sizes is not believed: calamine reserves memory by it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from compliance.readers.compound_file import BrokenFile

BOUNDSHEET, DIMENSIONS, SST, EOF = 0x85, 0x200, 0xFC, 0x0A
BOOLERR, FORMULA, MULRK = 0x205, 0x06, 0xBD
CELLS = frozenset((BOOLERR, FORMULA, MULRK, 0x203, 0x204, 0x27E, 0xFD))
"""Records of cells with a value: also Number, Label, RK, LabelSst."""
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""[MS-XLS] 2.5.10 BErr."""
SHORTEST_STRING = 3
"""Bytes of an empty string in the SST."""
Gaps = dict[int, dict[int, str]]
"""Row number from 1 -> column position from 0 -> why the cell could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSurvey:
    """A workbook stream that is safe to hand on."""

    stream: bytes
    """The stream with its claims about dimensions blanked out."""
    cells: int
    """Cells from A1 to the last filled one, over all sheets."""
    gaps: list[Gaps]
    """Error cells of each sheet, in workbook order."""


def inspect_stream(workbook: bytes) -> StreamSurvey:
    """Return what is safe and known of a workbook stream.

    Raises:
        BrokenFile: a record claims more strings than there are bytes, or sheets overlap.

    """
    stream = bytearray(workbook)
    sheets: list[_Sheet] = []
    read = 0
    for start in _sheet_starts(workbook):
        sheets.append(_Sheet())
        for kind, at, size in _records(workbook, start):
            if kind == DIMENSIONS:
                stream[at : at + size] = bytes(size)
            sheets[-1].add(kind, workbook[at : at + size])
        read += sheets[-1].read
        if read > len(workbook):
            raise BrokenFile
    cells = sum(sheet.height * sheet.width for sheet in sheets)
    return StreamSurvey(stream=bytes(stream), cells=cells, gaps=[sheet.gaps for sheet in sheets])


@dataclass(slots=True)
class _Sheet:
    """What the records of one sheet have told so far."""

    height: int = 0
    width: int = 0
    read: int = 0
    """Bytes of its records."""
    gaps: Gaps = field(default_factory=dict)

    def add(self, kind: int, body: bytes) -> None:
        """Take in one record."""
        self.read += 4 + len(body)
        if kind not in CELLS or len(body) < 6:
            return
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack("<H", body[-2:])[0] if kind == MULRK else column
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1, last + 1)
        code = _error(kind, body)
        if code is not None:
            reason = f"the cell holds the error {ERRORS.get(code, 'of an unknown kind')}"
            self.gaps.setdefault(row + 1, {})[column] = reason


def _sheet_starts(workbook: bytes) -> Iterator[int]:
    """Where the sheets begin, in workbook order."""
    for kind, at, size in _records(workbook, 0):
        if kind == BOUNDSHEET and size >= 4:
            yield struct.unpack_from("<I", workbook, at)[0]
        if kind == SST and size >= 8:
            strings = struct.unpack_from("<I", workbook, at + 4)[0]
            if strings * SHORTEST_STRING > len(workbook):
                raise BrokenFile


def _error(kind: int, body: bytes) -> int | None:
    """The error code that a cell record holds, if it holds one."""
    if kind == BOOLERR and len(body) >= 8 and body[7] == 1:
        return body[6]
    is_formula = kind == FORMULA and len(body) >= 14
    if is_formula and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(workbook: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(record type, where its body begins, length) from a place on, up to the first end."""
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        yield kind, at + 4, min(length, len(workbook) - at - 4)
        if kind == EOF:
            return
        at += 4 + length
