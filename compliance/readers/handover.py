"""The contents of a workbook on their way out of the process that reads it.

Rows are written in compressed blocks, each with its number of rows. The blocks are held as they
come and made into rows whenever those are walked, so that a sheet takes a few bytes a cell.
"""

import struct
import traceback
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

import msgspec

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.base import Contents, Rows, Sheet, bound_cells
from compliance.readers.file_kind import SAVE_AS, damage_error

BLOCK_ROWS, BLOCK_CHARACTERS = 1024, 1 << 20
"""A block ends with this many rows, or characters."""
QUICK = 1
"""Level of compression: a third more bytes than the best, in a tenth of the time."""
MOST_TEXT, MOST_TEXT_A_BYTE = 1 << 26, 200
"""Characters that the cells of any file may hold together, and more for each byte of the file."""
FRAME = struct.Struct(">cII")
"""What a frame is, its bytes, and the rows in it."""
HEAD, ROWS, NEXT_SHEET, FAILURE, END = b"H", b"R", b"S", b"F", b"E"
PackedRow = tuple[tuple[str, ...], dict[int, str] | None]
"""Cells, and why some of them cannot be read."""
_DECODER = msgspec.msgpack.Decoder(list[PackedRow])


class HandoverHead(msgspec.Struct):
    """What is known before the rows."""

    warnings: tuple[str, ...]
    sheets: tuple[tuple[str, bool, int], ...]
    """Name, whether it is hidden, and how many rows it has."""


class Failure(msgspec.Struct):
    """Why nothing could be read."""

    message: str
    hint: str


# --- Sending ----------------------------------------------------------------------------------


def send_contents(read: Callable[[], Contents], stream: IO[bytes], size: int) -> None:
    """Read a file of so many bytes and write its contents, or why there are none."""
    try:
        for kind, rows, data in _frames(read(), size):
            stream.write(FRAME.pack(kind, len(data), rows) + data)
    except InputError as error:
        _send_failure(stream, error.message, error.hint)
    except MemoryError:
        message = "{}: reading it takes too much memory; it is damaged, or made to do harm"
        _send_failure(stream, message, SAVE_AS)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        _send_failure(stream, f"{{}}: reading it failed ({what})", "please report this line")
    stream.flush()


def _send_failure(stream: IO[bytes], message: str, hint: str) -> None:
    data = msgspec.msgpack.encode(Failure(message, hint))
    stream.write(FRAME.pack(FAILURE, len(data), 0) + data)


def _frames(contents: Contents, size: int) -> Iterator[tuple[bytes, int, bytes]]:
    sheets = tuple((each.name, each.hidden, len(each.rows)) for each in contents.sheets)
    yield HEAD, 0, msgspec.msgpack.encode(HandoverHead(contents.warnings, sheets))
    left = MOST_TEXT + MOST_TEXT_A_BYTE * size
    for sheet in contents.sheets:
        for rows, characters in _blocks(sheet.rows):
            left -= characters
            if left < 0:
                problem = "{}: its cells hold far more text than the file; it is made to do harm"
                raise InputError(problem, SAVE_AS)
            yield ROWS, len(rows), zlib.compress(msgspec.msgpack.encode(rows), QUICK)
        yield NEXT_SHEET, 0, b""
    yield END, 0, b""


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[list[PackedRow], int]]:
    """The rows in blocks, each with its number of characters."""
    block: list[PackedRow] = []
    characters = 0
    for row in rows:
        cells = bound_cells(row.cells, row.number, "{}")
        block.append((cells, dict(row.unreadable) or None))
        characters += sum(map(len, cells))
        if len(block) == BLOCK_ROWS or characters > BLOCK_CHARACTERS:
            yield block, characters
            block, characters = [], 0
    if block:
        yield block, characters


# --- Receiving --------------------------------------------------------------------------------


def receive_contents(stream: IO[bytes], name: str) -> Contents | None:
    """The contents; None where they broke off.

    Raises InputError for a file that cannot be read, and where fewer rows came than were announced.
    """
    head = HandoverHead((), ())
    sheets: list[Sheet] = []
    blocks: list[bytes] = []
    count = 0
    while len(start := stream.read(FRAME.size)) == FRAME.size:
        kind, size, rows = FRAME.unpack(start)
        data = stream.read(size)
        if len(data) < size:
            return None
        if kind == HEAD:
            head = msgspec.msgpack.decode(data, type=HandoverHead)
        elif kind == ROWS:
            blocks.append(data)
            count += rows
        elif kind == NEXT_SHEET:
            title, is_hidden, announced = head.sheets[len(sheets)]
            if count != announced:
                raise damage_error(name)
            table = Rows(count, partial(_unpack, title, blocks))
            sheets.append(Sheet(name=title, hidden=is_hidden, rows=table))
            blocks, count = [], 0
        elif kind == FAILURE:
            failure = msgspec.msgpack.decode(data, type=Failure)
            raise InputError(failure.message.replace("{}", name, 1), failure.hint)
        else:
            return Contents(sheets=tuple(sheets), warnings=head.warnings)
    return None


def _unpack(sheet: str, blocks: Sequence[bytes]) -> Iterator[Row]:
    """Every row, made anew."""
    number = 0
    for block in blocks:
        for cells, gaps in _DECODER.decode(zlib.decompress(block)):
            number += 1
            yield Row(sheet=sheet, number=number, cells=cells, unreadable=gaps or {})
