"""Text tables (.csv, .tsv, .txt): encoding and delimiter are found from the text itself.

RFC 4180 as Excel and LibreOffice read it: quoted cells may hold delimiters and line ends, a record
is a row, and a blank line is a blank row. Every cell stays the text it is: `NA`, `None`, `007`.
The delimiter is the character that cuts every line alike. A text is read line by line whenever its
rows are walked, and never held.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.base import Contents, Rows, Sheet, Source, bound_cells
from compliance.readers.disk_file import change_error
from compliance.readers.encodings import ESCAPED, Encoding, recognise_encoding

NOT_TEXT = "the cell holds bytes that are no text in the file's encoding"
UNCLOSED = "a quotation mark is never closed; quotation marks were read as ordinary characters"
ONE_COLUMN = "no delimiter was found; every line is read as one cell"
NOTHING: Mapping[int, str] = {}
SAMPLE_CHARACTERS = 80_000
"""Characters from which the delimiter is told."""
QUOTE = '"'
Records = Callable[[], Iterator[list[str]]]
"""Starts to read the records of a text."""
DELIMITERS = (",", ";", "\t", "|")
"""Candidates; of equally good ones the first wins."""
LONGEST_LINE = 1 << 24
"""Characters of a line, or of a quoted record of several, that are read: it is held as a whole."""
NO_DELIMITER = "\x1f"
"""Stands for `no delimiter`: a plain list of names, whose commas belong to the names."""
SAMPLE_LINES = 200
EVEN_ENOUGH = 0.6
"""Share of the lines that must have the same number of cells."""
END_MARK = "\x1a"
"""What DOS programs write behind the last character."""


# --- Lines ------------------------------------------------------------------------------------


class EncodedText(Struct, frozen=True, kw_only=True):
    """A file read as text."""

    source: Source
    encoding: Encoding
    skipped: int = 0
    """Characters at the beginning that are left out."""

    def lines(self, end: str = "") -> Iterator[str]:
        """The lines as a spreadsheet program counts them: at CR, LF or both, at nothing else.

        Each has its line end; `end` is put behind the text. Raises InputError.
        """
        before = ""
        for line in self._read():
            if before:
                yield before
            before = line
        before = before.removesuffix(END_MARK)
        if end and before.endswith(("\r", "\n")):
            yield before
            before = ""
        if before or end:
            yield before + end

    def _read(self) -> Iterator[str]:
        codec, errors = self.encoding.codec, self.encoding.errors
        with (
            self.source.open() as stream,
            io.TextIOWrapper(stream, codec, errors, newline="") as text,
        ):
            text.read(self.skipped)
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise _length_error(self.source.name)
                yield line

    def start(self, size: int) -> str:
        """The first characters."""
        found: list[str] = []
        left = size
        for line in self.lines():
            found.append(line)
            left -= len(line)
            if left <= 0:
                break
        return "".join(found)[:size]

    def without(self, characters: int) -> "EncodedText":
        """The text without its first characters."""
        return replace(self, skipped=characters)


# --- Rows -------------------------------------------------------------------------------------


def read_csv(source: Source) -> Contents:
    """Read a .csv; any of `,` `;` tab `|` may separate its cells. Raises InputError."""
    return _read(source, preferred="")


def read_tsv(source: Source) -> Contents:
    """Read a .tsv; tabs are tried first. Raises InputError."""
    return _read(source, preferred="\t")


def _read(source: Source, preferred: str) -> Contents:
    encoding = recognise_encoding(source)
    text = EncodedText(source=source, encoding=encoding)
    head = text.start(SAMPLE_CHARACTERS)
    delimiter = read_declared_delimiter(head)
    if delimiter:
        text = text.without(7 if head[5:7] == "\r\n" else 6)
    else:
        delimiter = sniff_delimiter(head, preferred)
    records, count, problem = _records(text, delimiter)
    warnings = (encoding.note, problem, ONE_COLUMN if delimiter == NO_DELIMITER else "")
    rows = Rows(count, lambda: _rows(records(), source.name))
    sheet = Sheet(name="", hidden=False, rows=rows)
    return Contents(sheets=(sheet,), warnings=tuple(filter(None, warnings)))


def _records(text: EncodedText, delimiter: str) -> tuple[Records, int, str]:
    """Return how to start reading, the number of records and, if quoting is broken, what was done.

    Neither the text nor its records are held: they are read anew each time.
    """
    parse = partial(_parse, text, delimiter, spaced=_is_spaced(text, delimiter))
    whole = partial(parse, strict=True)
    count = _count(whole)
    if count is not None:
        return whole, count, ""
    records: Records = partial(_cut_lines, text, delimiter)
    problem = ""
    if delimiter != NO_DELIMITER:
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


def _is_spaced(text: EncodedText, delimiter: str) -> bool:
    """Whether a blank stands before an opening quotation mark: `1, "2,000"`."""
    mark = f'{delimiter} "'
    return any(mark in line for line in text.lines())


def _parse(
    text: EncodedText, delimiter: str, *, spaced: bool, strict: bool, end: str = ""
) -> Iterator[list[str]]:
    """Parse; a blank before an opening quotation mark does not undo it."""
    lines = _WatchedLines(text.lines(end))
    for record in csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced):
        lines.size = 0
        yield record


class _WatchedLines:
    """Lines, with an eye on how much of them one record takes: it is held as a whole."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.size = 0
        """Characters since the last record ended."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises csv.Error where the record it belongs to is too long."""
        line = next(self._lines)
        self.size += len(line)
        if self.size > LONGEST_LINE:
            raise csv.Error("a quotation mark is never closed")
        return line


def _length_error(name: str) -> InputError:
    return InputError(
        f"{name}: a line has more than {LONGEST_LINE:,} characters; it is not read",
        "check that it is a table with a line for each row",
    )


def _is_unclosed(parse: Callable[..., Iterator[list[str]]]) -> bool:
    """Whether a quoted cell runs to the end of the file, or on and on."""
    try:
        last = deque(parse(strict=False), maxlen=1)
        deque(parse(strict=False, end=QUOTE), maxlen=0)
    except csv.Error:  # longer than csv.field_size_limit: nobody's cell has 131,072 characters
        return True
    return any("\n" in cell or "\r" in cell for record in last for cell in record[-1:])


def _cut_lines(text: EncodedText, delimiter: str) -> Iterator[list[str]]:
    """Every line a record, whatever quotation marks it holds; an empty text is one empty line."""
    line = None
    for line in text.lines():
        bare = line.rstrip("\r\n")
        yield [bare] if delimiter == NO_DELIMITER else bare.split(delimiter)
    if line is None:
        yield [""]


def _rows(records: Iterable[list[str]], name: str) -> Iterator[Row]:
    try:
        for number, cells in enumerate(records, 1):
            unreadable = _unreadable(cells)
            clean = [ESCAPED.sub("�", cell) for cell in cells] if unreadable else cells
            bound = bound_cells(tuple(clean), number, name)
            yield Row(sheet="", number=number, cells=bound, unreadable=unreadable)
    except (csv.Error, UnicodeError):  # there was none when the records were counted
        raise change_error(name) from None


def _unreadable(cells: list[str]) -> Mapping[int, str]:
    """Positions of the cells with bytes that could not be decoded."""
    if "".join(cells).isascii():
        return NOTHING
    return {at: NOT_TEXT for at, cell in enumerate(cells) if ESCAPED.search(cell)}


# --- Delimiters -------------------------------------------------------------------------------


def read_declared_delimiter(text: str) -> str:
    """Return the delimiter of Excel's `sep=;` first line, or the empty text."""
    first = text[:8].splitlines()[:1]
    line = first[0] if first else ""
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""


def sniff_delimiter(text: str, preferred: str) -> str:
    """Return the delimiter of a text; `preferred` (the ending's own) wins when it cuts evenly."""
    lines = _sample(text)
    if _is_list_of_names(lines):
        return NO_DELIMITER
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in DELIMITERS}
    if preferred and scores[preferred] >= EVEN_ENOUGH:
        return preferred
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] >= EVEN_ENOUGH else _fallback(lines)


def _sample(text: str) -> list[str]:
    return text[: SAMPLE_LINES * 400].splitlines()[:SAMPLE_LINES]


def _evenness(lines: list[str], delimiter: str) -> float:
    """Share of filled lines with the commonest number of cells, 0 if that number is 1."""
    widths = Counter(width for width in _widths(lines, delimiter) if width)
    if not widths:
        return 0.0
    width, count = widths.most_common(1)[0]
    return count / widths.total() if width > 1 else 0.0


def _is_list_of_names(lines: list[str]) -> bool:
    """One name a line: the first line has no comma, and later ones only `Smith, Inc.`."""
    filled = [line for line in lines if line.strip()]
    if not filled or any(mark in line for line in filled for mark in ('"', ";", "\t", "|")):
        return False
    commas = sum(line.count(",") for line in filled)
    return "," not in filled[0] and commas == sum(line.count(", ") for line in filled)


def _widths(lines: list[str], delimiter: str) -> Iterator[int]:
    try:
        yield from map(len, csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return


def _fallback(lines: list[str]) -> str:
    """Uneven lines: trust the first line that holds a delimiter, if it is the first of all."""
    first = next((line for line in lines if line.strip()), "")
    best = max(DELIMITERS, key=first.count)
    return best if first.count(best) else NO_DELIMITER
