"""The rows of a sheet that is written in one of the usual ways, cut out of its bytes.

A block of whole rows as the usual programs write them is cut by one pattern (`_USUAL`). Another
block is cut at its tags. It is plain when every tag in it is one of those in `_TAGS`, each cell
tells its place first, and nothing stands in it that only some programs understand or that acts
(formulas are cut out before, their stored values stay). Cells of plain blocks are copied byte by
byte; the rows of other blocks are read as XML one by one. A sheet whose rows are not plainly rows
is read as XML as a whole (`wild`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openpyxl.utils import column_index_from_string

from compliance.reporters.xlsx.checking import BOM, NotPlain

START = re.compile(rb"<sheetData(?:\s[^<>]*|/)?>")
END = b"</sheetData>"
ROW_END = b"</row>"
LONGEST_HEAD = 1 << 22
"""Bytes before the rows of a sheet that is cut; usual ones have a few thousand."""
PART = 1 << 17
"""Bytes of rows that are cut at once."""
MOST_LAYOUTS = 10_000

FORMULA = re.compile(rb"<f(?:\s[^<>]*/|(?:\s[^<>]*)?>[^<]*</f|/)>")
_RESULT = re.compile(rb' t="str"([^<>]*)><v>([^<]*)</v>')
_AS_TEXT = rb' t="inlineStr"\1><is><t xml:space="preserve">\2</t></is>'
_TAGS = (b"<row ", ROW_END, b'<c r="', b"</c>", b"<v>", b"</v>")
_TEXT_TAGS = (b"<is>", b"</is>", b"<t>", b"</t>", b'<t xml:space="preserve">')
_ODD = (b' t="str"', b' t="d"', b'm="', b"='", b"<!", b"<?")
"""Results whose formula is gone, dates as texts, metadata (`cm`, `vm`), other quotation marks."""
_WHOLE = (b"<!", b"<?", b"xmlns", b":AlternateContent")
"""With these in it, a sheet cannot be cut at `</row>`."""
_REFERENCE = b">&#"
"""A text that begins with the number of a character, which may be that of `=`."""
_HEAD = re.compile(rb'\s*<row r="([1-9][0-9]{0,6})"((?:\s+[\w:.-]+="[^"<>&]*")*)\s*(/?)')
_OTHER_HEAD = re.compile(rb'\s*<row((?:\s+[\w:.-]+="[^"<>&]*")+)\s*(/?)')
_ROW_NUMBER = re.compile(rb'\sr="([1-9][0-9]{0,6})"')
_PLACE = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_LETTERS = re.compile(rb"[A-Z]{1,3}")
_FILLED = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]+"[^<>/]*>'
    rb'(?!</c>|<v></v>|<is><t(?: xml:space="preserve")?></t></is>)'
)
_STYLE = re.compile(rb' s="([0-9]+)"')
_STRING = re.compile(rb' t="s"[^<>/]*><v>([^<]*)</v>')
# One row whose cells tell its number and have at most a look, a kind, and a value or a text of
# their own. No part of it is tried twice, whatever follows.
_USUAL = re.compile(
    rb'(<row r="([1-9][0-9]{0,6}+)"((?: (?!xmlns)[\w:.-]++="[^"<>&]*+")*+) ?(?:/>|>('
    rb'(?:<c r="[A-Z]{1,3}+\2"(?: s="[0-9]++")?+(?: t="(?:[snbe]|inlineStr)")?+(?:/>|>(?:'
    rb'<v>(?!&#)[^<>]*+</v>|<is><t(?: xml:space="preserve")?+>(?!&#)[^<>]*+</t></is>'
    rb")?+</c>))*+)</row>)\s*+)"
)
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Cut(NamedTuple):
    """One row as it stands in the file."""

    number: int
    rest: bytes
    """The other attributes of the row."""
    cells: bytes
    is_plain: bool
    """Whether the cells can be copied as they are."""


# --- Cutting ----------------------------------------------------------------------------------


class Halves:
    """What stands before and behind the rows, found while the rows pass through."""

    def __init__(self) -> None:
        self.head = b""
        self.tail = b""

    def rows(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Blocks of whole rows. Raises NotPlain."""
        rest = iter(pieces)
        window = self._behind_head(rest)
        is_over = False
        while not is_over:
            end = window.find(END)
            is_over = end >= 0
            cut = end if is_over else window.rfind(ROW_END) + len(ROW_END)
            if is_over or cut >= len(ROW_END):
                yield from _parts(window[:cut])
                window = window[cut:]
            if not is_over:
                window += _next(rest)
        self.tail = window[len(END) :] + b"".join(rest)

    def _behind_head(self, rest: Iterator[bytes]) -> bytes:
        window = b""
        while not (found := START.search(window)):
            if len(window) > LONGEST_HEAD:
                raise NotPlain
            window += _next(rest)
        self.head = window[: found.start()]
        if b"<!" in self.head or b"<?" in self.head.removeprefix(BOM)[2:]:
            raise NotPlain
        behind = window[found.end() :]
        return END + behind if found.group().endswith(b"/>") else behind


def _parts(rows: bytes) -> Iterator[bytes]:
    """The rows in parts of which cutting makes no great heap."""
    at = 0
    while at < len(rows):
        end = rows.find(ROW_END, at + PART)
        end = len(rows) if end < 0 else end + len(ROW_END)
        yield rows[at:end]
        at = end


def _next(rest: Iterator[bytes]) -> bytes:
    piece = next(rest, None)
    if piece is None:
        raise NotPlain
    return piece


def without_formulas(block: bytes) -> bytes:
    """The block with stored values in the place of formulas."""
    if b"<f" in block:
        block = FORMULA.sub(b"", block)
    if b't="str"' in block:
        block = _RESULT.sub(_AS_TEXT, block.replace(b"<v/>", b"<v></v>"))
    return block


def is_plain(block: bytes) -> bool:
    """Whether the cells of all rows can be copied as they are."""
    tags = _TAGS + _TEXT_TAGS if b"<is>" in block else _TAGS
    known = sum(map(block.count, tags))
    if known != block.count(b"<") or known != block.count(b">"):
        return False
    return not any(sign in block for sign in _ODD)


def usual_rows(block: bytes) -> list[Cut] | None:
    """The rows of a block, if the usual programs write all of them so."""
    found = _USUAL.findall(block)
    if sum(len(whole) for whole, *_ in found) != len(block):
        return None
    return [Cut(int(number), rest, cells, True) for _, number, rest, cells in found]


def cut_rows(block: bytes, prefixes: tuple[bytes, ...], *, plain: bool) -> Iterator[Cut]:
    """The rows of a block. Raises NotPlain.

    `prefixes` are those of names from other vocabularies, which are not copied.
    """
    if any(sign in block for sign in _WHOLE):
        raise NotPlain
    foreign = [prefix for prefix in prefixes if prefix in block]
    references = _REFERENCE in block
    for chunk in block.split(ROW_END):
        while chunk.strip():
            head, _, cells = chunk.partition(b">")
            number, rest, closed = _opened(head)
            chunk, cells = (cells, b"") if closed else (b"", cells)
            odd = bool(foreign) and any(prefix in cells for prefix in foreign)
            odd = odd or (references and _REFERENCE in cells)
            yield Cut(number, rest, cells, not odd and (plain or is_plain(cells)))


def _opened(head: bytes) -> tuple[int, bytes, bytes]:
    """The number of a row, its other attributes, and `/` if it is closed at once."""
    found = _HEAD.fullmatch(head)
    if found:
        number, rest, closed = found.groups()
        return int(number), rest, closed
    other = _OTHER_HEAD.fullmatch(head)
    place = _ROW_NUMBER.search(head) if other else None
    if not other or not place:
        raise NotPlain
    return int(place.group(1)), _ROW_NUMBER.sub(b"", other.group(1)), other.group(2)


# --- Checking ---------------------------------------------------------------------------------


class Extent:
    """How far a sheet reaches, while its rows are looked at in order."""

    def __init__(self) -> None:
        self.row = 0
        """The last row so far."""
        self.bottom = 0
        """The last row with a cell."""
        self.right = 0
        """The last column with content."""
        self.widest = 0
        """The last column with a cell, which may have only a look."""
        self._layouts: dict[bytes, int] = {b"": 0}

    def add(self, cut: Cut) -> None:
        """Look at a row that is copied as it is. Raises NotPlain for places out of order."""
        self._reach(cut, self._last(cut.number, cut.cells))

    def add_usual(self, cuts: Iterable[Cut]) -> None:
        """The same for usual rows, whose cells all stand in them."""
        for cut in cuts:
            self._reach(cut, self._end(b" ".join(_COLUMN.findall(cut.cells))))

    def _reach(self, cut: Cut, last: int) -> None:
        number, _, cells, _ = cut
        if not self.row < number <= MOST_ROWS:
            raise NotPlain
        self.row = number
        if cells:
            self.bottom = number
            if last > self.widest:
                self.widest = last
            if last > self.right:  # else it does not matter how far the content of the row reaches
                self.right = max(self.right, filled_column(cells))

    def _last(self, number: int, cells: bytes) -> int:
        """The column of the last cell, when each cell stands in its row and behind the last."""
        places = b" ".join([*_PLACE.findall(cells), b""])
        return self._end(places.replace(b"%d " % number, b" "))

    def _end(self, layout: bytes) -> int:
        """The last of the columns, which must stand in their order."""
        if layout not in self._layouts:
            if len(self._layouts) >= MOST_LAYOUTS:
                self._layouts.clear()
            self._layouts[layout] = _last_column(layout)
        return self._layouts[layout]


def filled_column(cells: bytes) -> int:
    """The last column with content in a row of plain cells; 0 for none."""
    return max(map(column_number, set(_FILLED.findall(cells))), default=0)


def column_number(letters: bytes) -> int:
    """The number of a column from 1: C -> 3."""
    return column_index_from_string(letters.decode("ascii"))


def names_strings(block: bytes, strings: int) -> bool:
    """Whether every cell with a shared string names one of so many by its number."""
    numbers = set(_STRING.findall(block))
    return all(number.isdigit() and int(number) < strings for number in numbers)


def highest_style(block: bytes) -> int:
    """The highest number of a style in the block."""
    return max(map(int, set(_STYLE.findall(block))), default=0)


def _last_column(layout: bytes) -> int:
    columns = []
    for letters in layout.split():
        if not _LETTERS.fullmatch(letters):
            raise NotPlain
        columns.append(column_number(letters))
    if any(column > MOST_COLUMNS for column in columns) or sorted(set(columns)) != columns:
        raise NotPlain
    return columns[-1] if columns else 0
