"""Bounds on workbooks that are ZIP archives, checked before anything is unpacked into memory.

A few kilobytes can unpack to terabytes (a ZIP bomb), and one cell in the last corner of an empty
sheet makes a reader that keeps whole rectangles ask for 500 GB. Both are told from the directory of
the archive and from the tags of the sheets, read in pieces and never kept.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from compliance.errors import InputError
from compliance.readers.kinds import damaged

MAX_UNPACKED = 1 << 30
"""Most bytes that the parts of one workbook may unpack to (1 GiB)."""
MAX_RATIO = 2000
"""Most times a part may grow when unpacked; deflate cannot pass 1032, so more is a forged size."""
MAX_CELLS = 25_000_000
"""Most cells in the rectangle from A1 to the last filled cell: 1,048,576 rows by 23 columns."""
PIECE = 1 << 20
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELLS = (b"<c ", b"<c>", b":c ", b":c>")
FILLED = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>/]*>")
"""The place of a cell that is not empty: `<c r="C7" t="s">`, but not `<c r="C7" s="1"/>`."""
ODS_ROW = re.compile(rb"<table:table-row\b([^<>]*)>")
ODS_TABLE = re.compile(rb"<table:table\s")
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*)>")
REPEATED = re.compile(rb"number-(?:columns|rows)-repeated=[\"'](\d{1,9})")


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive once its directory says that unpacking it is safe.

    Raises:
        InputError: damaged, or it would unpack to more than MAX_UNPACKED bytes.

    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(name) from None
    parts = archive.infolist()
    forged = any(part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts)
    if forged or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise InputError(
            f"{name}: the workbook would unpack to more than {MAX_UNPACKED:,} bytes"
            " (a damaged file or a ZIP bomb); it was not opened",
            "if it is yours, split it or save it as CSV",
        )
    return archive


def pieces(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Yield a part in pieces that never cut a tag in two.

    Raises:
        InputError: the part is missing or damaged, or larger than the directory said.

    """
    rest, seen = b"", 0
    try:
        with archive.open(part) as stream:
            while block := stream.read(PIECE):
                seen += len(block)
                window = rest + block
                cut = max(window.rfind(b"<row"), window.rfind(b"<c ")) if len(rest) < PIECE else -1
                cut = cut if cut > 0 else len(window)
                yield window[:cut]
                rest = window[cut:]
            yield rest
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError):
        raise damaged(name) from None
    except RuntimeError:  # zipfile's word for a part that needs a password
        raise damaged(name) from None


def check_sheet(blocks: Iterator[bytes], name: str) -> None:
    """Refuse a sheet of an .xlsx whose filled cells span more than MAX_CELLS.

    Cells may carry their place (`r="C7"`) or leave it to be counted; the larger reading is used.
    """
    height = width = counted = row = 0
    for block in blocks:
        for index, part in enumerate(ROW.split(block)):
            counted = sum(map(part.count, CELLS)) + (0 if index else counted)
            row += 1 if index else 0
            width = max(width, counted)
        places = FILLED.findall(block)
        width = max(width, max(map(_column, {letters for letters, _ in places}), default=0))
        height = max(height, row, max((int(number) for _, number in places), default=0))
    _refuse_span(height, width, name)


def check_ods(content: bytes, name: str) -> None:
    """Refuse an .ods in which repeated cells or rows span more than MAX_CELLS."""
    for table in ODS_TABLE.split(content):
        height = width = seen = 0
        for attributes, cells in _ods_rows(table):
            seen += _repeats(attributes)
            row_width = _ods_width(cells)
            if row_width:
                height, width = seen, max(width, row_width)
        _refuse_span(height, width, name)


def _ods_rows(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    parts = ODS_ROW.split(table)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _ods_width(cells: bytes) -> int:
    """Columns up to the last cell with a value; empty ones to the right of it do not count."""
    width = filled = 0
    for attributes in ODS_CELL.findall(cells):
        width += _repeats(attributes)
        if b"office:" in attributes or not attributes.rstrip().endswith(b"/"):
            filled = width
    return filled


def _repeats(attributes: bytes) -> int:
    found = REPEATED.search(attributes)
    return int(found.group(1)) if found else 1


def _column(letters: bytes) -> int:
    """Column number from 1 of column letters: A -> 1, XFD -> 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_span(height: int, width: int, name: str) -> None:
    if height * width > MAX_CELLS:
        raise InputError(
            f"{name}: a sheet spans {height:,} rows by {width:,} columns;"
            f" more than {MAX_CELLS:,} cells are not read",
            "delete the empty rows and columns after the data, or save the sheet as CSV",
        )
