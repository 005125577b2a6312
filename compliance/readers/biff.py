"""Error cells of an .xls, which calamine leaves empty.

Records BoolErr ([MS-XLS] 2.4.24) and Formula (2.4.127).
"""

import struct
from collections.abc import Iterator

BOUNDSHEET, BOF, EOF, BOOLERR, FORMULA = 0x85, 0x809, 0x0A, 0x205, 0x06
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
Gaps = dict[int, dict[int, str]]
"""Row number from 1 -> column position from 0 -> why the cell could not be read."""


def find_errors(workbook: bytes) -> list[Gaps]:
    """Return the error cells of each sheet, in workbook order."""
    starts = [
        struct.unpack_from("<I", body)[0]
        for kind, body in _records(workbook, 0)
        if kind == BOUNDSHEET and len(body) >= 4
    ]
    return [_sheet_errors(workbook, start) for start in starts]


def _sheet_errors(workbook: bytes, start: int) -> Gaps:
    gaps: Gaps = {}
    depth = 0
    for kind, body in _records(workbook, start):
        depth += (kind == BOF) - (kind == EOF)
        code = _error(kind, body)
        if depth == 1 and code is not None:
            row, column = struct.unpack_from("<HH", body)
            reason = f"the cell holds the error {ERRORS.get(code, 'of an unknown kind')}"
            gaps.setdefault(row + 1, {})[column] = reason
        if depth <= 0:
            break
    return gaps


def _error(kind: int, body: bytes) -> int | None:
    """The error code that a cell record holds, if it holds one."""
    if kind == BOOLERR and len(body) >= 8 and body[7] == 1:
        return body[6]
    is_formula = kind == FORMULA and len(body) >= 14
    if is_formula and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(workbook: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(record type, its bytes) from a place on, up to the end or the first cut record."""
    depth = 0
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        yield kind, workbook[at + 4 : at + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        at += 4 + length
