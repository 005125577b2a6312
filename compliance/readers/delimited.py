"""Text tables (.csv, .tsv, .txt): encoding and delimiter are told from the text itself.

RFC 4180 as Excel and LibreOffice read it: quoted cells may hold delimiters and line ends, a record
is a row, and a blank line is a blank row. Every cell stays the text it is: `NA`, `None`, `007`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from compliance.model import Row
from compliance.readers.base import Contents, Sheet
from compliance.readers.dialects import NONE, declared, sniff
from compliance.readers.encodings import ESCAPED, decode

NOT_TEXT = "the cell holds bytes that are no text in the file's encoding"
UNCLOSED = "a quotation mark is never closed; quotation marks were read as ordinary characters"
ONE_COLUMN = "no delimiter was found; every line is read as one cell"
NOTHING: Mapping[int, str] = {}


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
    sheet = Sheet(name="", hidden=False, rows=list(_rows(records)))
    return Contents(sheets=(sheet,), warnings=tuple(filter(None, warnings)))


def _records(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    """Return the records and, if quoting is broken, what was done about it."""
    try:
        return _parse(text, delimiter, strict=True), ""
    except csv.Error:
        pass
    if delimiter == NONE:
        return [[line] for line in _lines(text)], ""
    if not _is_unclosed(text, delimiter):
        return _parse(text, delimiter, strict=False), ""
    return [line.split(delimiter) for line in _lines(text)], UNCLOSED


def _parse(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    """Parse; a blank before an opening quotation mark (`1, "2,000"`) does not undo it."""
    lines = io.StringIO(text, newline="")
    spaced = f'{delimiter} "' in text
    return list(csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced))


def _is_unclosed(text: str, delimiter: str) -> bool:
    """Whether a quoted cell runs to the end of the file, or on and on."""
    try:
        records = _parse(text, delimiter, strict=False)
        _parse(text + '"', delimiter, strict=False)
    except csv.Error:  # longer than csv.field_size_limit: nobody's cell has 131,072 characters
        return True
    return bool(records) and any("\n" in cell or "\r" in cell for cell in records[-1][-1:])


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
