"""Text tables (.csv, .tsv, .txt): encoding and delimiter are found from the text itself.

RFC 4180 as Excel and LibreOffice read it: quoted cells may hold delimiters and line ends, a record
is a row, and a blank line is a blank row. Every cell stays the text it is: `NA`, `None`, `007`.
The delimiter is the character that cuts every line alike. A text is read line by line whenever its
rows are walked, and never held.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
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
                    raise InputError(
                        f"{self.source.name}: a line has more than {LONGEST_LINE:,} characters; "
                        "it is not read",
                        "check that it is a table with a line for each row",
                    )
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

    def parse_records(
        self, delimiter: str, *, spaced: bool, strict: bool, end: str = ""
    ) -> Iterator[list[str]]:
        """The records as RFC 4180 quotes them, `end` put behind the text.

        Where `spaced`, a blank before an opening quotation mark does not undo it. Raises csv.Error.
        """
        lines = _WatchedLines(self.lines(end))
        for record in csv.reader(
            lines, delimiter=delimiter, strict=strict, skipinitialspace=spaced
        ):
            lines.size = 0
            yield record

    def cut_lines(self, delimiter: str) -> Iterator[list[str]]:
        """Every line a record, whatever quotation marks it holds; an empty text is one of them."""
        line = None
        for line in self.lines():
            bare = line.rstrip("\r\n")
            yield [bare] if delimiter == NO_DELIMITER else bare.split(delimiter)
        if line is None:
            yield [""]


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
    records, count, problem = _choose_records(text, delimiter)

    def rows() -> Iterator[Row]:
        try:
            for number, cells in enumerate(records(), 1):
                unreadable = NOTHING
                if not "".join(cells).isascii():
                    found = (at for at, cell in enumerate(cells) if ESCAPED.search(cell))
                    unreadable = dict.fromkeys(found, NOT_TEXT)
                clean = [ESCAPED.sub("�", cell) for cell in cells] if unreadable else cells
                bound = bound_cells(tuple(clean), number, source.name)
                yield Row(sheet="", number=number, cells=bound, unreadable=unreadable)
        except (csv.Error, UnicodeError):  # there was none when the records were counted
            raise change_error(source.name) from None

    warnings = (encoding.note, problem, ONE_COLUMN if delimiter == NO_DELIMITER else "")
    sheet = Sheet(name="", hidden=False, rows=Rows(count, rows))
    return Contents(sheets=(sheet,), warnings=tuple(filter(None, warnings)))


def _choose_records(text: EncodedText, delimiter: str) -> tuple[Records, int, str]:
    """Return how to start reading, the number of records and, if quoting is broken, what was done.

    Neither the text nor its records are held: they are read anew each time.
    """
    is_spaced = any(f'{delimiter} "' in line for line in text.lines())  # such as `1, "2,000"`
    parse = partial(text.parse_records, delimiter, spaced=is_spaced)
    records: Records = partial(parse, strict=True)
    try:
        return records, sum(1 for _ in records()), ""
    except csv.Error:  # a quotation mark stands where it should not
        records = partial(text.cut_lines, delimiter)
    problem = ""
    if delimiter != NO_DELIMITER:
        try:  # does a quoted cell run to the end of the file, or on and on?
            last = deque(parse(strict=False), maxlen=1)
            deque(parse(strict=False, end=QUOTE), maxlen=0)
            is_closed = not any({"\n", "\r"} & set(cell) for record in last for cell in record[-1:])
        except csv.Error:  # longer than csv.field_size_limit: nobody's cell has 131,072 characters
            is_closed = False
        if is_closed:
            records = partial(parse, strict=False)
        else:
            problem = UNCLOSED
    return records, sum(1 for _ in records()), problem


# --- Delimiters -------------------------------------------------------------------------------


def read_declared_delimiter(text: str) -> str:
    """Return the delimiter of Excel's `sep=;` first line, or the empty text."""
    first = text[:8].splitlines()[:1]
    line = first[0] if first else ""
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""


def sniff_delimiter(text: str, preferred: str) -> str:
    """Return the delimiter of a text; `preferred` (the ending's own) wins when it cuts evenly."""
    lines = text[: SAMPLE_LINES * 400].splitlines()[:SAMPLE_LINES]
    filled = [line for line in lines if line.strip()]
    # One name a line: the first line has no comma, and later ones only `Smith, Inc.`.
    is_marked = any(mark in line for line in filled for mark in ('"', ";", "\t", "|"))
    is_name_by_name = all(line.count(",") == line.count(", ") for line in filled)
    if filled and "," not in filled[0] and not is_marked and is_name_by_name:
        return NO_DELIMITER
    scores = {}  # share of filled lines with the commonest number of cells, 0 if that number is 1
    for delimiter in DELIMITERS:
        widths = Counter[int]()
        with suppress(csv.Error):  # what stands before it counts
            widths.update(filter(None, map(len, csv.reader(lines, delimiter=delimiter))))
        [(width, count)] = widths.most_common(1) or [(1, 0)]
        scores[delimiter] = count / widths.total() if width > 1 else 0.0
    if preferred and scores[preferred] >= EVEN_ENOUGH:
        return preferred
    best = max(DELIMITERS, key=scores.__getitem__)
    if scores[best] >= EVEN_ENOUGH:
        return best
    # Uneven lines: trust the first line that holds a delimiter, if it is the first of all.
    first = filled[0] if filled else ""
    best = max(DELIMITERS, key=first.count)
    return best if best in first else NO_DELIMITER
