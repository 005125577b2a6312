"""The cells of an .xlsx sheet as its own XML stores them (ECMA-376 part 1, 18.3.1.4 `c`).

Read plainly and without the reading library, by the local names of the tags: prefixes, the strict
namespace and alternate content change nothing. The type of a cell (18.18.11 `ST_CellType`) says
where its value stands; what stands elsewhere is taken, too, rather than lost. Of a shared string
(18.4) the runs count, phonetic hints (`rPh`) do not.
"""

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache

from compliance.model.text_pattern import TextPattern
from compliance.readers.base import LONGEST_CELL
from compliance.readers.file_kind import damage_error
from compliance.readers.markup import BLANKS, NUMBER, feed_target, local_name
from compliance.readers.stored_cells import (
    TWO_VALUES,
    UNDECODED,
    UNSTORED,
    Gap,
    Merge,
    StoredCell,
    StoredRow,
    Undecoded,
    add_cell,
)

SPACE = "xml:space"
ESCAPE = TextPattern("_x([0-9A-Fa-f]{4})_")
"""A character as ST_Xstring writes what XML cannot (ECMA-376 part 1, 22.9.2.19)."""
TRUTHS = {"1": True, "true": True, "0": False, "false": False}
DIGITS = "0123456789"
SURROGATE = TextPattern("[\ud800-\udfff]")
AREA = TextPattern(r"(\$?[A-Za-z]{1,3}\$?)([1-9][0-9]{0,6})")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_LETTERS = 3
MOST_DIGITS = 7
HARMLESS_CLAIM = 1_000_000
"""Shared strings for which calamine may reserve memory although there are fewer."""
INLINE, EXTENSION = "inlineStr", "extLst"


class StringTable:
    """The shared strings of a workbook, in order; an empty one counts like any other."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.claimed = 0
        """How many the part claims to hold; calamine believes it and reserves memory."""
        self._run = _RunReader()

    @property
    def is_honest(self) -> bool:
        """Whether calamine may be given the part."""
        return self.claimed <= max(len(self.texts), HARMLESS_CLAIM)

    def read(self, blocks: Iterable[bytes], name: str) -> None:
        """Read the part. Raises InputError when it is damaged."""
        for _ in feed_target(self, blocks, name):
            pass

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A string begins, or something in it."""
        tag = local_name(tag)
        if tag == "si":
            self._run.clear()
        elif tag == "sst":
            claim = attributes.get("uniqueCount", "0").strip()
            number = int(claim) if claim.isdecimal() else sys.maxsize
            self.claimed = max(self.claimed, number)
        else:
            self._run.start(tag, attributes)

    def end(self, tag: str) -> None:
        """What has begun is whole."""
        tag = local_name(tag)
        if tag == "si":
            self.texts.append(unescape("".join(self._run.runs)))
        else:
            self._run.end(tag)

    def add_text(self, text: str) -> None:
        """Take in characters, if they stand in a run."""
        self._run.add_text(text)


class _RunReader:
    """Collects the text of the runs (`t`) of a string; those of phonetic hints are passed over."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        """The texts so far, in order."""
        self._run: list[str] | None = None
        self._room = LONGEST_CELL + 1
        """Characters of the present string that are still kept."""
        self._is_trimmed = False
        self._phonetic = 0

    def clear(self) -> None:
        """Begin a new string."""
        self.runs.clear()
        self._room = LONGEST_CELL + 1
        self._run = None
        self._phonetic = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag inside a string begins."""
        if tag == "rPh":
            self._phonetic += 1
        elif tag == "t" and not self._phonetic:
            self._run = []
            self._is_trimmed = attributes.get(SPACE) != "preserve"

    def end(self, tag: str) -> None:
        """A tag inside a string ends."""
        if tag == "rPh":
            self._phonetic -= 1
        elif tag == "t" and self._run is not None:
            text = "".join(self._run)
            self.runs.append(text.strip(BLANKS) if self._is_trimmed else text)
            self._run = None

    def add_text(self, text: str) -> None:
        """Take in characters, if they stand in a run."""
        if self._run is not None and self._room > 0:
            self._run.append(text[: self._room])
            self._room -= len(text)

    @property
    def is_inside(self) -> bool:
        """Whether characters stand where they are text or a phonetic hint."""
        return self._run is not None or bool(self._phonetic)


class XlsxSheetReader:
    """Reads one sheet's part once; rows come in the order of the file."""

    def __init__(self, strings: list[str], name: str) -> None:
        self.merges: list[Merge] = []
        self.height = self.width = 0
        """Rows and columns up to the last cell that has any value, be it the empty text."""
        self._strings = strings
        self._name = name
        self._ready: list[StoredRow] = []
        self._number = 0
        """Of the present row."""
        self._written_number = "0"
        self._cells: dict[int, StoredCell] = {}
        """Filled cells of the present row."""
        self._column = -1
        """Position of the present cell."""
        self._type = "n"
        self._has_formula = self._is_in_formula = False
        self._has_stray = False
        """Whether characters stand in the present cell where none belong."""
        self._values: list[str] = []
        """Contents of the present cell's `v` so far; there should be one at most."""
        self._value: str | None = None
        """The `v` that is being read."""
        self._run = _RunReader()
        self._is_in_data = False
        self._is_in_cell = False
        self._extensions = 0
        """How many `extLst` are open in the present cell: what stands in them is no value of it."""

    def read_rows(self, blocks: Iterable[bytes]) -> Iterator[StoredRow]:
        """Filled cells row by row. Raises InputError when the XML is damaged."""
        for _ in feed_target(self, blocks, self._name):
            yield from self._ready
            self._ready.clear()
        yield from self._ready
        if self._cells:
            yield self._number, self._cells

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row or cell begins, or something in it."""
        name = local_name(tag) if ":" in tag else tag
        if self._is_in_cell:
            self._start_in_cell(name, attributes)
        elif name == "c":
            self._start_cell(attributes.get("r", ""), attributes.get("t", "n"))
        elif name == "row":
            number = attributes.get("r", "").strip(BLANKS)
            is_number = number.isdecimal() and len(number) <= MOST_DIGITS
            self._start_row(int(number) if is_number else self._number + 1)
            self._column = -1
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            corners = list(filter(None, map(parse_place, (first, last or first))))
            if len(corners) == 2:
                self.merges.append((corners[0], corners[1]))
        elif name == "sheetData":
            self._is_in_data = True

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if self._extensions:
            self._extensions += name == EXTENSION
        elif name == "v":
            self._value = ""
        elif name == "f":
            self._has_formula = self._is_in_formula = True
        elif name == "c":
            raise damage_error(self._name)
        elif name == EXTENSION:
            self._extensions = 1
        else:
            self._run.start(name, attributes)

    def _start_cell(self, place: str, kind: str) -> None:
        """Where the cell is: its own place, else right of the one before."""
        if not self._is_in_data:
            raise damage_error(self._name)
        self._column += 1
        letters = place.rstrip(DIGITS)
        column = column_position(letters)
        if column is not None:
            number = place[len(letters) :]
            if number == self._written_number:
                self._column = column
            elif number and len(number) <= MOST_DIGITS and int(number):
                self._column = column
                if int(number) != self._number:
                    self._start_row(int(number))
        self._type = kind
        self._is_in_cell = True
        self._has_formula = self._is_in_formula = self._has_stray = False
        self._values.clear()
        self._run.clear()

    def _start_row(self, number: int) -> None:
        """What was read so far is a row; cells of another follow."""
        if self._cells:
            self._ready.append((self._number, self._cells))
            self._cells = {}
        self._number = number
        self._written_number = str(number)

    def end(self, tag: str) -> None:
        """What has begun is whole."""
        name = local_name(tag) if ":" in tag else tag
        if self._extensions:
            self._extensions -= name == EXTENSION
        elif not self._is_in_cell:
            self._is_in_data = self._is_in_data and name != "sheetData"
        elif name == "v" and self._value is not None:
            self._values.append(self._value)
            self._value = None
        elif name == "f":
            self._is_in_formula = False
        elif name != "c":
            self._run.end(name)
        else:
            self._is_in_cell = False
            if self._values or self._has_formula or self._run.runs or self._has_stray:
                self.height = max(self.height, self._number)
                self.width = max(self.width, self._column + 1)
            cell = Gap(UNDECODED) if self._has_stray else self._make_cell()
            if cell is not None and cell != "":
                add_cell(self._cells, self._column, cell)

    def add_text(self, text: str) -> None:
        """Take in characters, if they stand in a cell."""
        if self._value is not None:
            if len(self._value) <= LONGEST_CELL:
                self._value += text[: LONGEST_CELL + 1]
        elif self._is_in_cell and not self._extensions:
            self._run.add_text(text)
            if not (self._is_in_formula or self._run.is_inside) and text.strip(BLANKS):
                self._has_stray = True

    # --- Values -------------------------------------------------------------------------------

    def _make_cell(self) -> StoredCell | None:
        """The present cell, None where it is empty."""
        if len(self._values) == 1 and not self._run.runs:
            value = self._values[0]
            return self._convert_value(value) if value.strip(BLANKS) else self._blank(value)
        inline = unescape("".join(self._run.runs))
        values = {unescape(value) for value in self._values if value.strip(BLANKS)}
        if inline and self._type == INLINE:
            return inline
        if inline:
            values.add(inline)
        if len(values) > 1:
            return Gap(TWO_VALUES)
        if inline:
            return inline
        return self._convert_value(values.pop()) if values else self._blank("")

    def _blank(self, value: str) -> StoredCell | None:
        """A cell without any value, or with nothing but white space as its value."""
        if self._type == "e":
            return error_gap("")
        if self._has_formula and not (self._type == "str" and self._values):
            return Gap(UNSTORED)
        return value if self._type == "str" else None

    def _convert_value(self, value: str) -> StoredCell:
        """What a value that is not blank means by the cell's type."""
        bare = value.strip(BLANKS)
        if self._type == "s":
            is_index = bare.isdecimal() and bare.isascii()
            if is_index and int(bare) < len(self._strings):
                return self._strings[int(bare)]
            shown = repr(bare[:20])
            return Gap(f"the cell names shared text {shown}, which the workbook does not hold")
        if self._type == "n" and NUMBER.fullmatch(bare):
            return float(bare)
        if self._type == "b" and bare in TRUTHS:
            return TRUTHS[bare]
        if self._type == "e":
            return error_gap(bare)
        if self._type == "d":
            return Undecoded(bare)
        return unescape(value)


def parse_place(place: str) -> tuple[int, int] | None:
    """Row and column from 0 of a corner of an area: `$B$7` -> (6, 1); None for anything else."""
    found = AREA.fullmatch(place)
    column = column_position(found[1]) if found else None
    return None if found is None or column is None else (int(found[2]) - 1, column)


@lru_cache(maxsize=1 << 14)
def column_position(letters: str) -> int | None:
    """Position from 0 of column letters: A -> 0, XFD -> 16383; None for anything else."""
    bare = letters.replace("$", "").upper()
    if not bare or len(bare) > MOST_LETTERS or bare.strip(LETTERS):
        return None
    position = 0
    for letter in bare:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


@lru_cache(maxsize=256)
def error_gap(value: str) -> Gap:
    """An error value such as #REF!."""
    return Gap(f"the cell holds the error {value}" if value else "the cell holds an error")


def unescape(text: str) -> str:
    """The text with `_x000D_` and the like as characters."""
    if "_x" not in text:
        return text
    plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if plain.isascii() or not SURROGATE.search(plain):
        return plain
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
