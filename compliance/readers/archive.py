"""Bounds on workbooks that are ZIP archives, checked before anything is unpacked into memory.

A few kilobytes can unpack to terabytes (a ZIP bomb), and one cell in the last corner of an empty
sheet makes a reader that keeps whole rectangles ask for 500 GB. Both are told from the directory of
the archive and from the tags of the sheets, read in pieces and never kept. Reading every part to
its end also proves the sizes in the directory: `zipfile` checks length and CRC, forged ones fail.
Entities of an XML bomb are no danger: neither this code nor calamine expands them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from compliance.errors import InputError
from compliance.readers.file_kind import damage_error

MAX_UNPACKED = 1 << 30
"""Most bytes that the parts of one workbook may unpack to (1 GiB)."""
MAX_CELLS = 25_000_000
"""Most cells of a workbook, counted from A1 to the last filled cell of each sheet."""
FAULTS = (KeyError, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
"""What zipfile raises for damaged directories; RuntimeError for a part that needs a password."""
PIECE = 1 << 20
MARKS = (b"<row", b"<c ", b"<table:table-row")
"""Where a part is best cut into pieces."""
ROW = re.compile(rb"<(?:\w+:)?row\b")
PLACED = b'<c r="'
PLACED_ROW = b'<row r="'
ANY_PLACE = rb"\sr=[\"']"
LAST_ROW = re.compile(rb'<row[^<>]*?\sr="([0-9]{1,7})"')
MOST_STEPS = 64
"""Times that a block may show a cell beyond all before it, until each of its cells is looked at."""
CELLS = (b"<c ", b"<c>", b":c ", b":c>")
FILLED = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>/]*>")
"""The place of a cell that is not empty: `<c r="C7" t="s">`, but not `<c r="C7" s="1"/>`."""


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive once its directory says that unpacking it is safe.

    Raises:
        InputError: damaged, or it would unpack to more than MAX_UNPACKED bytes.

    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, *FAULTS):
        raise damage_error(name) from None
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise InputError(
            f"{name}: the workbook would unpack to more than {MAX_UNPACKED:,} bytes"
            " (a damaged file or a ZIP bomb); it was not opened",
            "if it is yours, split it or save it as CSV",
        )
    return archive


def read_pieces(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Yield a part in pieces that never cut a tag in two, and if possible no row or cell.

    Raises:
        InputError: the part is missing or damaged, or larger than the directory said.

    """
    rest = b""
    try:
        with archive.open(part) as stream:
            while block := stream.read(PIECE):
                window = rest + block
                cut = _cut(window)
                yield window[:cut]
                rest = window[cut:]
            yield rest
    except (zipfile.BadZipFile, zlib.error, *FAULTS):
        raise damage_error(name) from None


def _cut(window: bytes) -> int:
    """Where to cut: at the last row or cell, else at the last tag, so that little is kept back."""
    cut = max(map(window.rfind, MARKS))
    cut = cut if cut > len(window) - PIECE else window.rfind(b"<")
    return cut if cut > len(window) - PIECE else len(window)


def check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Read every part of an .xlsx to its end and refuse it if it holds too many cells.

    A workbook may call any part a sheet, so each is looked at as if it were one.

    Raises:
        InputError: a part is damaged or forged, or there are more than MAX_CELLS cells.

    """
    parts = (read_pieces(archive, part, name) for part in archive.namelist())
    check_cells(sum(map(count_spanned_cells, parts)), name)


def check_cells(cells: int, name: str) -> None:
    """Raise InputError if a workbook spans more than MAX_CELLS cells."""
    if cells > MAX_CELLS:
        raise InputError(
            f"{name}: its sheets span {cells:,} cells; more than {MAX_CELLS:,} are not read",
            "delete the empty rows and columns after the data, or save the sheet as CSV",
        )


def count_spanned_cells(blocks: Iterable[bytes]) -> int:
    """Return the cells of the rectangle from A1 to the last filled cell of an .xlsx sheet.

    Cells may carry their place (`r="C7"`) or leave it to be counted; the larger reading is used.
    """
    height = width = counted = row = 0
    for block in blocks:
        is_placed = _is_placed(block)
        for index, part in enumerate([b""] if is_placed else ROW.split(block)):
            counted = sum(map(part.count, CELLS)) + (0 if index else counted)
            row += 1 if index else 0
            width = max(width, counted)
        start = PLACED if is_placed else ANY_PLACE
        width, height = _reach(block, start, width, max(height, row))
    return height * width


def _is_placed(block: bytes) -> bool:
    """Whether all rows and cells say their place first, so that none needs to be counted."""
    return (
        block.count(PLACED) == sum(map(block.count, CELLS))
        and block.count(PLACED_ROW) == block.count(b"<row")
        and b":row" not in block
    )


def _reach(block: bytes, start: bytes, width: int, height: int) -> tuple[int, int]:
    """Columns and rows up to the last filled cell, those of earlier blocks included.

    Only places beyond what is known are looked for: taking each cell in hand takes far longer.
    """
    last = LAST_ROW.search(block, max(0, block.rfind(b"<row")))
    height = max(height, int(last.group(1)) if last else 0)
    at = 0
    for _ in range(MOST_STEPS):
        found = _beyond(start, width, height).search(block, at)
        if not found:
            return width, height
        at = found.end()
        width = max(width, column_number(found.group(1)))
        height = max(height, int(found.group(2)))
    places = FILLED.findall(block)
    columns = map(column_number, {letters for letters, _ in places})
    return max(width, *columns, 0), max(height, *(int(number) for _, number in places), 0)


@lru_cache(maxsize=256)
def _beyond(start: bytes, width: int, height: int) -> re.Pattern[bytes]:
    """What finds a filled cell right of that column or below that row."""
    right = b"(?:%b)[0-9]{1,7}" % _greater(column_letters(width), b"A", b"Z", 3)
    below = b"[A-Z]{1,3}(?:%b)" % _greater(b"%d" % height, b"0", b"9", 7)
    place = b"(?=%b|%b)([A-Z]{1,3})([0-9]{1,7})" % (right, below)
    return re.compile(start + place + rb"[\"'][^<>/]*>")


def _greater(text: bytes, low: bytes, high: bytes, most: int) -> bytes:
    """A pattern of what is longer than a text, or as long and sorts behind it."""
    longer = [b"[%b-%b]{%d,%d}" % (low, high, len(text) + 1, most)] if len(text) < most else []
    same = [
        b"%b[%b-%b][%b-%b]{%d}"
        % (text[:at], bytes((text[at] + 1,)), high, low, high, len(text) - at - 1)
        for at in range(len(text))
        if text[at : at + 1] < high
    ]
    return b"|".join((*longer, *same)) or b"(?!)"


def column_letters(number: int) -> bytes:
    """Return the letters of a column number from 1; none for 0."""
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes((65 + rest,)) + letters
    return letters


def column_number(letters: bytes) -> int:
    """Return the column number from 1 of column letters: A -> 1, XFD -> 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
