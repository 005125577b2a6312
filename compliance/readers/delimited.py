"""Text tables (.csv, .tsv, .txt): encoding and delimiter are told from the text itself.

RFC 4180 as Excel and LibreOffice read it: quoted cells may hold delimiters and line ends, a record
is a row, and a blank line is a blank row. Every cell stays the text it is: `NA`, `None`, `007`.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from compliance.model import Row
from compliance.readers.base import Contents, Rows, Sheet, Source
from compliance.readers.dialects import NONE, declared, sniff
from compliance.readers.encodings import ESCAPED, recognise
from compliance.readers.opening import changed
from compliance.readers.texts import Text

NOT_TEXT = "the cell holds bytes that are no text in the file's encoding"
UNCLOSED = "a quotation mark is never closed; quotation marks were read as ordinary characters"
ONE_COLUMN = "no delimiter was found; every line is read as one cell"
NOTHING: Mapping[int, str] = {}
HEAD = 80_000
"""Characters from which the delimiter is told."""
QUOTE = '"'
Records = Callable[[], Iterator[list[str]]]
"""Starts to read the records of a text."""


def read_csv(source: Source) -> Contents:
    """Read a .csv; any of `,` `;` tab `|` may separate its cells. Raises InputError."""
    return _read(source, preferred="")


def read_tsv(source: Source) -> Contents:
    """Read a .tsv; tabs are tried first. Raises InputError."""
    return _read(source, preferred="\t")


def _read(source: Source, preferred: str) -> Contents:
    encoding = recognise(source)
    text = Text(source=source, encoding=encoding)
    head = text.start(HEAD)
    delimiter = declared(head)
    if delimiter:
        text = text.without(7 if head[5:7] == "\r\n" else 6)
    else:
        delimiter = sniff(head, preferred)
    records, count, problem = _records(text, delimiter)
    warnings = (encoding.said, problem, ONE_COLUMN if delimiter == NONE else "")
    rows = Rows(count, lambda: _rows(records(), source.name))
    sheet = Sheet(name="", hidden=False, rows=rows)
    return Contents(sheets=(sheet,), warnings=tuple(filter(None, warnings)))


def _records(text: Text, delimiter: str) -> tuple[Records, int, str]:
    """Return how to start reading, the number of records and, if quoting is broken, what was done.

    Neither the text nor its records are held: they are read anew each time.
    """
    parse = partial(_parse, text, delimiter, spaced=_is_spaced(text, delimiter))
    whole = partial(parse, strict=True)
    count = _count(whole)
    if count is not None:
        return whole, count, ""
    records: Records = partial(_cut, text, delimiter)
    problem = ""
    if delimiter != NONE:
        if _is_unclosed(parse):
            problem = UNCLOSED
        else:
            records = partial(parse, strict=False)
    return records, sum(1 for _ in records()), problem


def _count(records: Records) -> int | None:
    """How many records there are; None where a quotation mark stands where it should not."""
    try:
        return sum(1 for _ in records())
    except csv.Error:
        return None


def _is_spaced(text: Text, delimiter: str) -> bool:
    """Whether a blank stands before an opening quotation mark: `1, "2,000"`."""
    mark = f'{delimiter} "'
    return any(mark in line for line in text.lines())


def _parse(
    text: Text, delimiter: str, *, spaced: bool, strict: bool, end: str = ""
) -> Iterator[list[str]]:
    """Parse; a blank before an opening quotation mark does not undo it."""
    lines = text.lines(end)
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced)


def _is_unclosed(parse: Callable[..., Iterator[list[str]]]) -> bool:
    """Whether a quoted cell runs to the end of the file, or on and on."""
    try:
        last = deque(parse(strict=False), maxlen=1)
        deque(parse(strict=False, end=QUOTE), maxlen=0)
    except csv.Error:  # longer than csv.field_size_limit: nobody's cell has 131,072 characters
        return True
    return any("\n" in cell or "\r" in cell for record in last for cell in record[-1:])


def _cut(text: Text, delimiter: str) -> Iterator[list[str]]:
    """Every line a record, whatever quotation marks it holds; an empty text is one empty line."""
    line = None
    for line in text.lines():
        bare = line.rstrip("\r\n")
        yield [bare] if delimiter == NONE else bare.split(delimiter)
    if line is None:
        yield [""]


def _rows(records: Iterable[list[str]], name: str) -> Iterator[Row]:
    try:
        for number, cells in enumerate(records, 1):
            unreadable = _unreadable(cells)
            clean = [ESCAPED.sub("�", cell) for cell in cells] if unreadable else cells
            yield Row(sheet="", number=number, cells=tuple(clean), unreadable=unreadable)
    except (csv.Error, UnicodeError):  # there was none when the records were counted
        raise changed(name) from None


def _unreadable(cells: list[str]) -> Mapping[int, str]:
    """Positions of the cells with bytes that could not be decoded."""
    if "".join(cells).isascii():
        return NOTHING
    return {at: NOT_TEXT for at, cell in enumerate(cells) if ESCAPED.search(cell)}
