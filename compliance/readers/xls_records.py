"""The cells of an .xls as its records store them, and what of a record is not to be believed.

Records follow [MS-XLS] 2.4: BoundSheet8 28, Continue 58, Dimensions 90, SST 265, BoolErr 24,
Formula 127, Label 148, LabelSst 149, Number 180, RK 220, RString 221, String 268. calamine reserves
memory by what some of them claim. Texts are compared letter by letter in BIFF8 (Excel 97 to 2003);
of older files, whose letters depend on a code page, only which cells are filled.
"""

import struct
from collections.abc import Iterator, Sequence

from msgspec import Struct

from compliance.readers.compound_file import BrokenFile
from compliance.readers.stored_cells import (
    UNSTORED,
    Gap,
    StoredCell,
    StoredRow,
    Undecoded,
    add_cell,
)

BOUNDSHEET, DIMENSIONS, SST, CONTINUE, BOF, EOF = 0x85, 0x200, 0xFC, 0x3C, 0x809, 0x0A
BOOLERR, FORMULA, MULRK, STRING = 0x205, 0x06, 0xBD, 0x207
LABEL, LABELSST, NUMBER, RK, RSTRING = 0x204, 0xFD, 0x203, 0x27E, 0xD6
CELLS = frozenset((BOOLERR, FORMULA, MULRK, LABEL, LABELSST, NUMBER, RK, RSTRING))
"""Records of cells with a value."""
BIFF8 = 0x0600
CHART = b"\x20\0"
"""Kind of a sheet in its first record that holds copies of the cells that a chart shows."""
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
WIDE, EXTENDED, RICH = 0x01, 0x04, 0x08
"""Flags of a string ([MS-XLS] 2.5.293 XLUnicodeRichExtendedString)."""
TEXT_RESULT, TRUTH_RESULT, ERROR_RESULT = range(3)
"""What a formula's result is ([MS-XLS] 2.5.133 FormulaValue)."""
NO_NUMBER = b"\xff\xff"
"""In place of the highest bytes of a formula's number: the result is none."""
SHORTEST_BOF, SHORTEST_CELL, SST_HEAD = 6, 6, 8
SHORTEST_BOOLERR, SHORTEST_LABELSST = 8, 10
SHORTEST_NUMBER, SHORTEST_FORMULA = 14, 14
"""Bytes that a record must have to be read."""
RK_START, RK_BYTES = 6, 4
"""Where in a MulRk the first number begins behind its format's index, and its bytes."""
RK_HUNDREDTHS, RK_INTEGER = 1, 2
RK_SIZE, RUN_SIZE = 6, 4
"""Bytes of one number in a MulRk, of one format run of a string."""
Record = tuple[int, int, int]
"""Record type, where its body begins, its length."""


class WorkbookStream(Struct, frozen=True, kw_only=True):
    """A workbook stream, its claims about dimensions blanked out, and what its cells need."""

    data: bytes
    starts: tuple[int, ...]
    """Where the sheets begin, in workbook order."""
    reaches: tuple[tuple[int, int], ...]
    """Rows and columns of each sheet up to the last cell that has any value."""
    strings: tuple[str, ...] | None
    """The shared strings; None where they cannot be told."""
    is_biff8: bool

    def read_rows(self, start: int) -> Iterator[StoredRow]:
        """Filled cells of a sheet, in the order of its records; a chart has none."""
        if self.data[start + 6 : start + 8] == CHART:
            return
        sheet = _SheetRecords(self)
        for kind, at, size in _sheet_records(self.data, start):
            sheet.add(kind, self.data[at : at + size])
            yield from sheet.take_rows()
        sheet.finish()
        yield from sheet.take_rows()


def inspect_stream(workbook: bytes) -> WorkbookStream:
    """Return what is safe and known of a workbook stream.

    Raises:
        BrokenFile: a record claims more strings than there are bytes, a sheet does not end, or
            sheets overlap.

    """
    stream = bytearray(workbook)
    starts, segments = _read_globals(workbook)
    read = 0
    reaches = []
    for start in starts:
        kind = height = width = 0
        for kind, at, size in _sheet_records(workbook, start):
            if kind == DIMENSIONS:
                stream[at : at + size] = bytes(size)
            elif kind in CELLS and size >= SHORTEST_CELL:
                row, column = struct.unpack_from("<HH", workbook, at)
                last = struct.unpack_from("<H", workbook, at + size - 2)[0]
                height = max(height, row + 1)
                width = max(width, column + 1, last + 1 if kind == MULRK else 0)
            read += 4 + size
        reaches.append((height, width))
        if read > len(workbook) or kind != EOF:
            raise BrokenFile
    version = struct.unpack_from("<H", workbook, 4)[0] if len(workbook) >= SHORTEST_BOF else 0
    return WorkbookStream(
        data=bytes(stream),
        starts=tuple(starts),
        reaches=tuple(reaches),
        strings=read_shared_strings(segments) if segments else (),
        is_biff8=version == BIFF8,
    )


def _read_globals(workbook: bytes) -> tuple[list[int], list[bytes]]:
    """Where the sheets begin, and the SST with the records that continue it."""
    starts: list[int] = []
    segments: list[bytes] = []
    before = 0
    for kind, at, size in _records(workbook, 0):
        if kind == BOUNDSHEET and size >= 4:
            starts.append(struct.unpack_from("<I", workbook, at)[0])
        if kind == SST and size >= SST_HEAD:
            strings = struct.unpack_from("<I", workbook, at + 4)[0]
            if strings * SHORTEST_STRING > len(workbook):
                raise BrokenFile
        if kind == SST or (kind == CONTINUE and before == SST):
            segments.append(workbook[at : at + size])
            before = SST
        else:
            before = kind
    return starts, segments


def _sheet_records(workbook: bytes, at: int) -> Iterator[Record]:
    """Records of a sheet itself; those of a chart in it are passed over."""
    depth = 0
    while True:
        for kind, body, size in _records(workbook, at):
            depth += kind == BOF
            if depth <= 1:
                yield kind, body, size
            at = body + size
            if kind == EOF:
                depth -= 1
        if depth <= 0 or at + 4 > len(workbook):
            return


def _records(workbook: bytes, at: int) -> Iterator[Record]:
    """Records from a place on, up to the first end."""
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        yield kind, at + 4, min(length, len(workbook) - at - 4)
        if kind == EOF:
            return
        at += 4 + length


# --- Cells ------------------------------------------------------------------------------------


class _SheetRecords:
    """Cells out of the records of one sheet; a row is ready when the next one begins."""

    def __init__(self, book: WorkbookStream) -> None:
        self._book = book
        self._row = -1
        self._cells: dict[int, StoredCell] = {}
        self._ready: list[StoredRow] = []
        self._formula: int | None = None
        """Column of a formula whose text is to follow."""

    def add(self, kind: int, body: bytes) -> None:
        """Take in one record."""
        if kind == STRING and self._formula is not None:
            self._put_cell(self._formula, self._text(body, 0))
            self._formula = None
        if kind not in CELLS or len(body) < SHORTEST_CELL:
            return
        self._end_formula()
        row, column = struct.unpack_from("<HH", body)
        if row != self._row:
            self.finish()
            self._row = row
        if kind == MULRK:
            for at in range(column, column + (len(body) - SHORTEST_CELL) // RK_SIZE):
                start = RK_START + (at - column) * RK_SIZE
                self._put_cell(at, decode_rk(body[start : start + RK_BYTES]))
        elif kind == FORMULA:
            self._add_formula(column, body)
        else:
            self._put_cell(column, self._cell(kind, body))

    def take_rows(self) -> list[StoredRow]:
        """The rows that are ready."""
        ready, self._ready = self._ready, []
        return ready

    def finish(self) -> None:
        """The present row is whole."""
        self._end_formula()
        if self._cells:
            self._ready.append((self._row + 1, self._cells))
            self._cells = {}

    def _end_formula(self) -> None:
        if self._formula is not None:
            self._put_cell(self._formula, Gap(UNSTORED))
            self._formula = None

    def _put_cell(self, column: int, cell: StoredCell | None) -> None:
        if cell is not None and cell != "":
            add_cell(self._cells, column, cell)

    def _add_formula(self, column: int, body: bytes) -> None:
        if len(body) < SHORTEST_FORMULA:
            self._put_cell(column, Undecoded())
        elif body[12:14] != NO_NUMBER:
            self._put_cell(column, struct.unpack_from("<d", body, 6)[0])
        elif body[6] == TEXT_RESULT:
            self._formula = column
        elif body[6] == TRUTH_RESULT:
            self._put_cell(column, bool(body[8]))
        elif body[6] == ERROR_RESULT:
            self._put_cell(column, _error(body[8]))

    def _cell(self, kind: int, body: bytes) -> StoredCell | None:
        """What a record other than a formula holds; None for nothing."""
        if kind == BOOLERR and len(body) >= SHORTEST_BOOLERR:
            return _error(body[6]) if body[7] == 1 else bool(body[6])
        if kind == NUMBER and len(body) >= SHORTEST_NUMBER:
            return float(struct.unpack_from("<d", body, 6)[0])
        if kind == RK and len(body) >= SHORTEST_LABELSST:
            return decode_rk(body[6:10])
        if kind == LABELSST and len(body) >= SHORTEST_LABELSST:
            return self._find_shared_text(struct.unpack_from("<I", body, 6)[0])
        if kind in (LABEL, RSTRING):
            return self._text(body, SHORTEST_CELL)
        return Undecoded()

    def _find_shared_text(self, index: int) -> StoredCell:
        strings = self._book.strings
        if strings is None:
            return Undecoded()
        if index < len(strings):
            return strings[index]
        return Gap(f"the cell names shared text {index}, which the workbook does not hold")

    def _text(self, body: bytes, at: int) -> StoredCell | None:
        """A text in a record: its length, then in BIFF8 its width, then its letters."""
        if len(body) < at + 2:
            return Undecoded()
        count = struct.unpack_from("<H", body, at)[0]
        if not count:
            return None
        if not self._book.is_biff8 or len(body) < at + 3:
            return Undecoded()
        is_wide = body[at + 2] & WIDE
        letters = body[at + 3 : at + 3 + count * (2 if is_wide else 1)]
        if len(letters) < count * (2 if is_wide else 1):
            return Undecoded()
        return letters.decode("utf-16-le" if is_wide else "latin-1", "replace")


def decode_rk(body: bytes) -> float:
    """A packed number ([MS-XLS] 2.5.217 RkNumber)."""
    number = int(struct.unpack("<i", body)[0])
    if number & RK_INTEGER:
        value = float(number >> 2)
    else:
        value = struct.unpack("<d", bytes(4) + struct.pack("<i", number & ~3))[0]
    return value / 100 if number & RK_HUNDREDTHS else value


def _error(code: int) -> Gap:
    return Gap(f"the cell holds the error {ERRORS.get(code, 'of an unknown kind')}")


# --- Shared strings ---------------------------------------------------------------------------


def read_shared_strings(segments: Sequence[bytes]) -> tuple[str, ...] | None:
    """The texts of an SST and the records that continue it; None where they cannot be told."""
    count = struct.unpack_from("<I", segments[0], 4)[0] if len(segments[0]) >= SST_HEAD else 0
    reader = _SegmentReader(segments)
    try:
        reader.take(SST_HEAD)
        return tuple(reader.text() for _ in range(count))
    except (IndexError, struct.error):
        return None


class _SegmentReader:
    """Walks through bytes that are cut into records."""

    def __init__(self, segments: Sequence[bytes]) -> None:
        self._segments = segments
        self._segment = 0
        self._at = 0

    def text(self) -> str:
        """The next string; formats and phonetic hints behind its letters are passed over."""
        if self._at >= len(self._segments[self._segment]):
            self._next()
        count, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & RICH else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & EXTENDED else 0
        letters: list[str] = []
        while count:
            letters.append(self._letters(count, flags))
            count -= len(letters[-1].encode("utf-16-le", "surrogatepass")) // 2
            if count:
                self._next()
                flags = self.take(1)[0]
        self._skip(RUN_SIZE * runs + extra)
        text = "".join(letters)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def take(self, size: int) -> bytes:
        """The next bytes, over as many records as it needs. Raises IndexError at the end."""
        found = b""
        while len(found) < size:
            if self._at >= len(self._segments[self._segment]):
                self._next()
            part = self._segments[self._segment][self._at : self._at + size - len(found)]
            self._at += len(part)
            found += part
        return found

    def _skip(self, size: int) -> None:
        """Pass over bytes, over as many records as they take."""
        while size > 0:
            left = len(self._segments[self._segment]) - self._at
            self._at += min(left, size)
            size -= left
            if size > 0:
                self._next()

    def _letters(self, count: int, flags: int) -> str:
        """So many letters, or as many as the record still has."""
        width = 2 if flags & WIDE else 1
        room = (len(self._segments[self._segment]) - self._at) // width
        letters = self.take(min(count, room) * width)
        return letters.decode("utf-16-le" if width == 2 else "latin-1", "surrogatepass")

    def _next(self) -> None:
        self._segment += 1
        self._at = 0
        self._segments[self._segment]
