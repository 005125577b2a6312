"""Bounds on workbooks that are ZIP archives, checked before anything is unpacked into memory.

A few kilobytes can unpack to terabytes (a ZIP bomb): the directory of the archive tells, and
reading a part to its end proves what the directory says, because `zipfile` checks length and CRC.
One cell in the last corner of an empty sheet makes a reader that keeps whole rectangles ask for
500 GB: the reach of every sheet is told from its markup, in pieces that are never kept.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from compliance.errors import InputError
from compliance.readers.file_kind import damage_error

MAX_UNPACKED = 1 << 30
"""Most bytes that the parts of one workbook may unpack to (1 GiB)."""
MAX_CELLS = 25_000_000
"""Most cells of a workbook, counted from A1 to the last filled cell of each sheet."""
FAULTS = (KeyError, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
"""What zipfile raises for damaged directories; RuntimeError for a part that needs a password."""
PIECE = 1 << 20
MARKS = (b"<row", b"<c ")
"""Where a part is best cut into pieces."""


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
                # At the last row or cell, else at the last tag, so that little is kept back.
                cut = max(map(window.rfind, MARKS))
                cut = cut if cut > len(window) - PIECE else window.rfind(b"<")
                cut = cut if cut > len(window) - PIECE else len(window)
                yield window[:cut]
                rest = window[cut:]
            yield rest
    except (zipfile.BadZipFile, zlib.error, *FAULTS):
        raise damage_error(name) from None


def check_cells(cells: int, name: str) -> None:
    """Raise InputError if a workbook spans more than MAX_CELLS cells."""
    if cells > MAX_CELLS:
        raise InputError(
            f"{name}: its sheets span {cells:,} cells; more than {MAX_CELLS:,} are not read",
            "delete the empty rows and columns after the data, or save the sheet as CSV",
        )
