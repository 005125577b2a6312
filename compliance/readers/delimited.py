"""Text tables (.csv, .tsv, .txt): encoding and delimiter are told from the text itself.

RFC 4180 as Excel and LibreOffice read it: quoted cells may hold delimiters and line ends, a record
is a row, and a blank line is a blank row. Every cell stays the text it is: `NA`, `None`, `007`.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from compliance.model import Row
from compliance.readers.base import Contents, Rows, Sheet
from compliance.readers.dialects import NONE, declared, sniff
from compliance.readers.encodings import ESCAPED, decode

NOT_TEXT = "the cell holds bytes that are no text in the file's encoding"
UNCLOSED = "a quotation mark is never closed; quotation marks were read as ordinary characters"
ONE_COLUMN = "no delimiter was found; every line is read as one cell"
NOTHING: Mapping[int, str] = {}
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
Records = Callable[[], Iterator[list[str]]]
"""Starts to read the records of a text."""


def read_csv(data: bytes, _name: str) -> Contents:
    """Read a .csv; any of `,` `;` tab `|` may separate its cells."""
    return _read(data, preferred="")


def read_tsv(data: bytes, _name: str) -> Contents:
    """Read a .tsv; tabs are tried first."""
    return _read(data, preferred="\t")


def _read(data: bytes, preferred: str) -> Contents:
    text, assumed = decode(data)
    text = text.removesuffix("\x1a")  # the end-of-file mark of DOS programs
    delimiter = declared(text)
    if delimiter:
        text = text[6:].removeprefix("\n") if text[5] == "\r" else text[6:]
    else:
        delimiter = sniff(text, preferred)
    records, problem = _records(text, delimiter)
    warnings = (assumed, problem, ONE_COLUMN if delimiter == NONE else "")
    count = sum(1 for _ in records())
    rows = Rows(count, lambda: _rows(records()))
    sheet = Sheet(name="", hidden=False, rows=rows)
    return Contents(sheets=(sheet,), warnings=tuple(filter(None, warnings)))


def _records(text: str, delimiter: str) -> tuple[Records, str]:
    """Return how to start reading and, if quoting is broken, what was done about it.

    The text is held and records are read anew each time: they would take five times the memory.
    """
    if _is_whole(text, delimiter):
        return partial(_parse, text, delimiter, strict=True), ""
    if delimiter == NONE:
        return lambda: ([line] for line in _lines(text)), ""
    if not _is_unclosed(text, delimiter):
        return partial(_parse, text, delimiter, strict=False), ""
    return lambda: (line.split(delimiter) for line in _lines(text)), UNCLOSED


def _is_whole(text: str, delimiter: str) -> bool:
    """Whether all quotation marks stand where they should."""
    try:
        deque(_parse(text, delimiter, strict=True), maxlen=0)
    except csv.Error:
        return False
    return True


def _parse(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    """Parse; a blank before an opening quotation mark (`1, "2,000"`) does not undo it."""
    spaced = f'{delimiter} "' in text
    lines = (found.group() for found in LINE.finditer(text))
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced)


def _is_unclosed(text: str, delimiter: str) -> bool:
    """Whether a quoted cell runs to the end of the file, or on and on."""
    try:
        last = deque(_parse(text, delimiter, strict=False), maxlen=1)
        deque(_parse(text + '"', delimiter, strict=False), maxlen=0)
    except csv.Error:  # longer than csv.field_size_limit: nobody's cell has 131,072 characters
        return True
    return any("\n" in cell or "\r" in cell for record in last for cell in record[-1:])


def _lines(text: str) -> list[str]:
    """Lines as a spreadsheet program counts them: at CR, LF or both, at nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _rows(records: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(records, 1):
        unreadable = _unreadable(cells)
        clean = [ESCAPED.sub("�", cell) for cell in cells] if unreadable else cells
        yield Row(sheet="", number=number, cells=tuple(clean), unreadable=unreadable)


def _unreadable(cells: list[str]) -> Mapping[int, str]:
    """Positions of the cells with bytes that could not be decoded."""
    if "".join(cells).isascii():
        return NOTHING
    return {at: NOT_TEXT for at, cell in enumerate(cells) if ESCAPED.search(cell)}
