"""The cells of an .ods as `content.xml` stores them (OpenDocument 1.3 part 3, 9.1 and 19.385).

Rows and cells may be repeated by a number, so that a line of XML can stand for a million rows:
repeated ones are counted, and only made when rows are compared. The text of a cell is its
paragraphs (`text:p`), one a line; annotations, drawings and phonetic hints are none of it.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from compliance.errors import InputError
from compliance.readers.archive import check_cells
from compliance.readers.base import LONGEST_CELL
from compliance.readers.file_kind import damage_error
from compliance.readers.markup import BLANKS, NUMBER, feed_target, local_name
from compliance.readers.stored_cells import (
    UNDECODED,
    UNSTORED,
    Gap,
    Merge,
    StoredCell,
    StoredRow,
    Undecoded,
)

CELLS = ("table-cell", "covered-table-cell")
PARAGRAPHS = ("p", "h")
BREAKS = {"tab": "\t", "line-break": "\n"}
ASIDE = ("annotation", "annotation-end", "ruby-text", "note", "frame", "shapes", "custom-shape")
"""What stands in a cell or sheet and is no text of it: local names."""
NUMBERS = ("float", "percentage", "currency")
VALUED = {"value-type", "formula"}
"""Attributes of a cell that has a value, be it the empty text."""
ERROR = Gap("the cell holds an error")
SPREADSHEET = "spreadsheet"
"""The tag in which the tables are the sheets."""
MOST_REPEATED = 100_000
"""Filled cells of a file that may be there by repetition: 700 bytes can claim a million parties."""
LONGEST_GAP = 100
"""Most blanks that `text:s` stands for: one tag may claim any number of them."""
MOST_DIGITS = 9
TRUTHS = {"true": True, "false": False}


class RepeatedRow(Struct, frozen=True, kw_only=True):
    """Rows with the same cells, one below the other."""

    table: int
    """Position of their sheet."""
    first: int
    """Number of the first row, from 1."""
    count: int
    cells: Mapping[int, StoredCell]
    """Filled cells by position."""

    def expand(self) -> Iterator[StoredRow]:
        """Each of the rows."""
        for number in range(self.first, self.first + self.count):
            yield number, dict(self.cells)


class OdsTable(Struct):
    """One sheet, as far as it was read."""

    name: str
    rows: int = 0
    """Rows so far."""
    columns: int = 0
    """Columns of the present row so far."""
    repeats: int = 1
    """How often the present row is repeated."""
    cells: dict[int, StoredCell] = field(default_factory=dict)
    """Filled cells of the present row."""
    height: int = 0
    width: int = 0
    """Rows and columns up to the last cell that has any value, be it the empty text."""
    merges: list[Merge] = field(default_factory=list)


class TableReader:
    """Reads `content.xml` once."""

    def __init__(self, name: str) -> None:
        self.tables: list[OdsTable] = []
        self._name = name
        self._ready: list[RepeatedRow] = []
        self._stack: list[str] = []
        self._aside = 0
        """How many tags are open whose text belongs to no cell."""
        self._repeated = 0
        """Filled cells so far that are there by repetition."""
        self._is_in_table = False
        self._cell: dict[str, str] | None = None
        """Attributes of the present cell, by local names."""
        self._is_error = False
        """Whether the present cell holds an error value."""
        self._depth = 0
        """How many tags are open around the present cell."""
        self._is_empty = True
        """Whether nothing stands in the present cell so far."""
        self._paragraphs: list[str] = []
        self._text: list[str] | None = None
        """The paragraph that is being read."""
        self._room = 0
        """Characters of the present cell that are still kept."""
        self._has_stray = False
        """Whether characters stand in the present cell outside its paragraphs."""

    def read_rows(self, blocks: Iterable[bytes]) -> Iterator[RepeatedRow]:
        """Filled rows. Raises InputError for broken XML and for more cells than are read."""
        for _ in feed_target(self, blocks, self._name):
            yield from self._ready
            self._ready.clear()

    def start(self, tag: str, written: dict[str, str]) -> None:
        """A table, row, cell or paragraph begins, or something in it."""
        name = local_name(tag)
        self._is_empty = False
        if self._aside or name in ASIDE:
            self._aside += 1
            return
        attributes = {local_name(key): value for key, value in written.items()}
        if self._cell is not None:
            if name in PARAGRAPHS:
                self._end_paragraph()
                self._text = []
            elif self._text is not None:
                spaces = min(_count(attributes, "c"), LONGEST_GAP) if name == "s" else 0
                self._text.append(BREAKS.get(name, " " * spaces))
        elif name == "table" and self._stack[-1:] == [SPREADSHEET]:
            self._is_in_table = True
            self.tables.append(OdsTable(name=attributes.get("name", "")))
        elif name == "table-row" and self._is_in_table:
            table = self.tables[-1]
            table.repeats = _count(attributes, "number-rows-repeated")
            table.rows += table.repeats
            table.columns = 0
            table.cells = {}
        elif name in CELLS and self._is_in_table:
            self._cell = attributes
            self._is_error = "error" in (
                value for key, value in written.items() if key.endswith("value-type")
            )
            self._room = LONGEST_CELL + 1
            self._has_stray = False
            self._is_empty = True
            self._depth = len(self._stack)
            self._paragraphs = []
        self._stack.append(name)

    def end(self, tag: str) -> None:
        """What has begun is whole."""
        if self._aside:
            self._aside -= 1
            return
        self._stack.pop()
        name = local_name(tag)
        if self._cell is not None:
            if name in PARAGRAPHS:
                self._end_paragraph()
            elif len(self._stack) == self._depth:
                self._end_cell(self._cell)
        elif name == "table-row" and self._is_in_table and self.tables[-1].cells:
            table = self.tables[-1]
            first, number = table.rows - table.repeats + 1, len(self.tables) - 1
            self._count_repeats((table.repeats - 1) * len(table.cells), first)
            row = RepeatedRow(table=number, first=first, count=table.repeats, cells=table.cells)
            self._ready.append(row)
        elif name == "table" and self._stack[-1:] == [SPREADSHEET]:
            self._is_in_table = False

    def _end_paragraph(self) -> None:
        if self._text is not None:
            self._paragraphs.append("".join(self._text))
            self._text = None

    def add_text(self, text: str) -> None:
        """Take in characters, if they stand in a cell."""
        if self._aside:
            return
        if self._text is None:
            self._has_stray |= self._cell is not None and bool(text.strip(BLANKS))
        elif self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = None
        if "table-row" not in self._stack:
            raise damage_error(self._name)
        table = self.tables[-1]
        at, repeats = table.columns, _count(attributes, "number-columns-repeated")
        table.columns += repeats
        cell: StoredCell | None = ERROR if self._is_error else Gap(UNDECODED)
        if not (self._is_error or self._has_stray):
            cell = _make_cell(attributes, "\n".join(self._paragraphs))
        if not self._is_empty or VALUED & attributes.keys():
            table.height, table.width = table.rows, max(table.width, table.columns)
        if cell is not None and cell != "":
            check_cells(table.rows * table.columns, self._name)
            self._count_repeats(repeats - 1, table.rows)
            table.cells.update((position, cell) for position in range(at, table.columns))
        down = _count(attributes, "number-rows-spanned")
        right = _count(attributes, "number-columns-spanned")
        if down > 1 or right > 1:
            top = table.rows - table.repeats
            table.merges.append(((top, at), (top + down - 1, at + right - 1)))

    def _count_repeats(self, cells: int, number: int) -> None:
        """Raise InputError for a file that repeats filled cells very often."""
        self._repeated += cells
        if self._repeated > MOST_REPEATED:
            raise InputError(
                f"{self._name}: row {number:,} repeats filled cells until they are more than "
                f"{MOST_REPEATED:,}",
                "delete the rows that are repeated, or save it as CSV",
            )


def _make_cell(attributes: Mapping[str, str], text: str) -> StoredCell | None:
    """What a cell holds by its attributes (local names) and its text; None for nothing."""
    kind = attributes.get("value-type", "")
    value = attributes.get("value", "").strip(BLANKS)
    if kind == "string":
        return attributes.get("string-value", "")[: LONGEST_CELL + 1] or text
    if kind in NUMBERS and NUMBER.fullmatch(value):
        return float(value)
    if kind == "boolean" and attributes.get("boolean-value") in TRUTHS:
        return TRUTHS[attributes["boolean-value"]]
    if kind in ("date", "time"):
        return Undecoded(text or attributes.get(f"{kind}-value", ""))
    if not kind and not text and "formula" in attributes:
        return Gap(UNSTORED)
    return text or value or None


def _count(attributes: Mapping[str, str], name: str) -> int:
    """A number of repeats or of joined cells, 1 where none is given."""
    value = attributes.get(name, "").strip(BLANKS)
    is_count = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return max(1, int(value)) if is_count else 1
