"""One sheet of the user's, with the decision columns beside its rows and nothing else changed.

A sheet is read once as XML, block by block, and written by the same library at once. What it has
written is XML of one form, in which a row ends at its tag and nowhere else; so the new cells can be
put at the ends of rows without looking at the others. The blocks are kept compressed, until the
width of the whole sheet is known; they take about a fiftieth of its size.

File format: ECMA-376 part 1, 18.3.1 (worksheets).
"""

import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from compliance.reporters.xlsx.looks import FILLS
from compliance.reporters.xlsx.margin import HEADINGS, PRINTED, Margin
from compliance.reporters.xlsx.markup import blocks
from compliance.reporters.xlsx.package import SAFE, Node, Uneditable
from compliance.reporters.xlsx.row_marks import Mark, Marks
from compliance.reporters.xlsx.sheet_frame import add_links, deselect, set_widths, split_at_rows
from compliance.reporters.xlsx.stylesheet import MAIN, Styles

_M = f"{{{MAIN}}}"
_CELL, _DATA = f"{_M}c", f"{_M}sheetData"
_NUMBER = re.compile(rb'[^>]* r="([0-9]{1,7})"')
_SPANS = re.compile(rb' spans="[^"]*"')
_TAG = re.compile(rb"<(/?)(?=[a-z])")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

Pieces = Callable[[], Iterable[bytes]]
"""Starts to read a part, piece by piece."""
Texts = Mapping[int, str]
"""Shared strings by their numbers."""


class _Blocks:
    """The rows of a sheet as XML of one form, in compressed blocks. Raises Uneditable."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._kept: list[bytes] = []
        self.opening = b""
        """The tag around the rows, with the names that the sheet declares."""
        self.prefix = b""
        """What the sheet puts before all its names."""
        self._above = 0
        parser = etree.XMLPullParser(events=("start",), tag=_DATA, **_PLAIN)
        data = None
        try:
            for piece in pieces:
                parser.feed(piece)
                if data is None:
                    data = next((element for _, element in parser.read_events()), None)
                elif len(data) > 1:
                    self._keep(data, len(data) - 1)  # the last may not be whole yet
            self.frame = parser.close()
        except etree.XMLSyntaxError as error:
            raise Uneditable("a sheet is not well-formed") from error
        doctype = self.frame.getroottree().docinfo.doctype
        if data is None or data.getparent() is not self.frame or doctype:
            raise Uneditable("a sheet is written in an unusual form")
        self._keep(data, len(data))

    def _keep(self, data: Node, count: int) -> None:
        if not count:
            return
        self.prefix = f"{data.prefix}:".encode() if data.prefix else b""
        whole: bytes = etree.tostring(data, with_tail=False)
        cells, placed = b"<%bc " % self.prefix, b'<%bc r="' % self.prefix
        bare = b"<%bc>" % self.prefix in whole or b"<%bc/>" % self.prefix in whole
        if bare or data[0].get("r") is None or whole.count(cells) != whole.count(placed):
            self._above = _tell_places(data, count, self._above)
            whole = etree.tostring(data, with_tail=False)
        start = whole.index(b">") + 1
        self.opening = whole[:start]
        end = whole.rindex(b"<%brow" % self.prefix) if count < len(data) else whole.rindex(b"</")
        self._kept.append(zlib.compress(whole[start:end], 1))
        del data[:count]

    def __iter__(self) -> Iterator[bytes]:
        """Whole rows in each block."""
        return map(zlib.decompress, self._kept)


_PLAIN = {**SAFE, "strip_cdata": True}
"""So that `<` stands for tags only."""


def _tell_places(data: Node, count: int, above: int) -> int:
    """Write into rows, and first into cells, where they are: some programs leave it to be counted.

    Returns the number of the last row. Raises Uneditable.
    """
    number = above
    try:
        for row in data[:count]:
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            column = 0
            for cell in row.iterchildren(_CELL):
                place = cell.get("r")
                column = _column_number(place.rstrip("0123456789")) if place else column + 1
                others = [(name, value) for name, value in cell.items() if name != "r"]
                cell.attrib.clear()
                cell.attrib.update([("r", f"{get_column_letter(column)}{number}"), *others])
    except ValueError as error:
        raise Uneditable("a row has an unusual number") from error
    return number


class UserSheet:
    """A sheet and how far it reaches. Raises Uneditable when its rows are not in order."""

    def __init__(self, pieces: Pieces, wanted: Collection[int], header: int) -> None:
        self.blocks = _Blocks(pieces())
        self.frame = self.blocks.frame
        self._header = header
        self._right = 0
        self.bottom = 0
        """The last row with a cell."""
        self.strings: set[int] = set()
        """Numbers of the shared strings in the rows that are wanted."""
        self.hidden: set[int] = set()
        """The rows among those wanted that the user has hidden."""
        cell = b'<%bc r="' % self.blocks.prefix
        seen: set[bytes] = set()
        for number, _, row in self.rows():
            if not row:
                continue
            if not self.bottom < number <= LAST_ROW:
                raise Uneditable("the rows of a sheet are not in order")
            self.bottom = number
            at = row.rfind(cell) + len(cell)
            letters = row[at : row.find(b'"', at)].rstrip(b"0123456789")
            if letters not in seen and at >= len(cell):
                self._right = max(self._right, self._find_last_filled(row, seen))
            if number in wanted:
                parsed = self.parse_row(row)
                if parsed.get("hidden") in ("1", "true"):
                    self.hidden.add(number)
                shared = (one for one in parsed.iterchildren(_CELL) if one.get("t") == "s")
                texts = (one.findtext(f"{_M}v") or "" for one in shared)
                self.strings.update(int(text) for text in texts if text.isdigit())

    def rows(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Every row that is not empty: its number, what is before it, and it without its end."""
        start, end = b"<%brow " % self.blocks.prefix, b"</%brow>" % self.blocks.prefix
        rest = b""
        for block in self.blocks:
            *rows, rest = (rest + block).split(end)
            for row in rows:
                at = row.rfind(start)
                found = _NUMBER.match(row, at)
                if at < 0 or not found:
                    raise Uneditable("a row does not state its number")
                yield int(found.group(1)), row[:at], row[at:]
        if rest:
            yield LAST_ROW + 1, rest, b""

    def _find_last_filled(self, row: bytes, seen: set[bytes]) -> int:
        """The last column with content in a row; it need not be looked at again."""
        for one in reversed(self.parse_row(row)):
            if one.tag != _CELL:
                raise Uneditable("a row holds something else than cells")
            if len(one):
                letters = one.get("r", "").rstrip("0123456789")
                seen.add(letters.encode())
                return _column_number(letters)
        return 0

    def parse_row(self, row: bytes) -> Node:
        """A row of `rows` as an element."""
        end = b"</%brow></%bsheetData>" % (self.blocks.prefix, self.blocks.prefix)
        return etree.fromstring(self.blocks.opening + row + end)[0]

    def serialise_row(self, row: Node) -> bytes:
        """The same as in `rows`."""
        whole: bytes = etree.tostring(row.getparent())
        prefix = self.blocks.prefix
        bare = whole.removeprefix(self.blocks.opening).removesuffix(b"</%bsheetData>" % prefix)
        return bare.removesuffix(b"</%brow>" % prefix) if len(row) else bare[:-2] + b">"

    def last_column(self, drawn: int) -> int:
        """The last column with content, merged from the header down, or below a drawing."""
        merged = (
            range_boundaries(one.get("ref", "A1"))
            for one in self.frame.iterfind(f"{_M}mergeCells/{_M}mergeCell")
        )
        reach = [right or 0 for _, _, right, bottom in merged if (bottom or 0) >= self._header]
        return max([self._right, drawn, *reach])


class Annotation:
    """The decision columns of one sheet: what goes into its frame, and beside its rows."""

    def __init__(
        self, sheet: UserSheet, styles: Styles, marks: Marks, header: int, last: int
    ) -> None:
        self._sheet = sheet
        self._styles = styles
        self._marks = marks
        self._header = header
        self._last = last
        self._right = last + len(HEADINGS)
        self._margin = Margin(styles, last)
        self._cell = b'<%bc r="' % sheet.blocks.prefix
        self._inside: set[bytes] = set()
        """Letters of columns that are known not to be behind the last."""

    def part(self, texts: Texts, links: Mapping[int, str]) -> Iterator[bytes]:
        """The sheet as XML. `links` has the place in the report of the rows that have one."""
        frame = self._sheet.frame
        bottom = max(self._sheet.bottom, self._header, *self._marks)
        dimension = frame.find(f"{_M}dimension")
        if dimension is not None:
            dimension.set("ref", f"A1:{get_column_letter(self._right)}{bottom}")
        filtered = frame.find(f"{_M}autoFilter")
        if filtered is not None:
            left, top, right, end = range_boundaries(filtered.get("ref", "A1"))
            reach = get_column_letter(max(right or 1, self._right))
            filtered.set("ref", f"{get_column_letter(left or 1)}{top}:{reach}{end}")
        deselect(frame)
        set_widths(frame, self._last)
        if links:
            add_links(frame, get_column_letter(self._last + 1), links)
        head, tail = split_at_rows(frame)
        yield head
        yield from blocks(self._rows(texts))
        yield tail

    @property
    def filter_column(self) -> int:
        """The last column of the user's filter as it is now; 0 where there is none."""
        return self._right if self._sheet.frame.find(f"{_M}autoFilter") is not None else 0

    @property
    def print_area(self) -> str:
        """What is printed where the user has fitted the sheet to the width of pages; else empty.

        All of the new columns would shrink the user's own beyond reading; Hits has them.
        """
        fitted = self._sheet.frame.find(f"{_M}sheetPr/{_M}pageSetUpPr")
        if fitted is None or fitted.get("fitToPage") not in ("1", "true"):
            return ""
        bottom = max(self._sheet.bottom, *self._marks)
        return f"$A$1:${get_column_letter(self._last + PRINTED)}${bottom}"

    def _rows(self, texts: Texts) -> Iterator[bytes]:
        """Every row of the sheet, and rows of their own for what stands beside none."""
        prefix = self._sheet.blocks.prefix
        end = b"</%brow>" % prefix
        waiting = sorted({*self._marks, *((self._header,) if self._header else ())}, reverse=True)
        for number, before, row in self._sheet.rows():
            while waiting and waiting[-1] < number:
                if before:
                    raise Uneditable("a row of a party is empty")
                yield self._alone(waiting.pop())
            if waiting and waiting[-1] == number:
                waiting.pop()
                row = self._annotate_row(number, row, texts)
            yield before + row + end if row else before
        while waiting:
            yield self._alone(waiting.pop())

    def _annotate_row(self, number: int, row: bytes, texts: Texts) -> bytes:
        """A row with its parties coloured, and the decision columns put into it."""
        mark = self._marks.get(number)
        if mark and mark.parties:
            parsed = self._sheet.parse_row(row)
            for cell, color in party_cells(parsed, mark, texts):
                given = cell.get("s", "0")
                style = int(given) if given.isdigit() else 0
                cell.set("s", str(self._styles.fill_style(style, color)))
            row = self._sheet.serialise_row(parsed)
        if b' spans="' in row:
            row = _SPANS.sub(b"", row, count=1)  # where its cells are, which now is further
        behind = b""
        at = row.rfind(self._cell) + len(self._cell)
        letters = row[at : row.find(b'"', at)].rstrip(b"0123456789")
        if letters not in self._inside and at >= len(self._cell):
            row, behind = self._split_row(letters, row)
        return row + self._beside(number) + behind

    def _alone(self, number: int) -> bytes:
        """A row that has only the decision columns."""
        prefix = self._sheet.blocks.prefix
        return b'<%brow r="%d">%b</%brow>' % (prefix, number, self._beside(number), prefix)

    def _beside(self, number: int) -> bytes:
        mark = self._marks.get(number)
        made = self._margin.beside(number, mark) if mark else self._margin.headings(number)
        prefix = self._sheet.blocks.prefix
        return _TAG.sub(rb"<\1" + prefix, made) if prefix else made

    def _split_row(self, letters: bytes, row: bytes) -> tuple[bytes, bytes]:
        """A row up to the last column, and what stands behind ours; between are looks only."""
        if _column_number(letters.decode()) <= self._last:
            self._inside.add(letters)
            return row, b""
        parsed = self._sheet.parse_row(row)
        declared = self._sheet.blocks.opening.partition(b" ")[2].rstrip(b">")
        behind = b""
        for cell in reversed(parsed):
            column = _column_number(cell.get("r", "").rstrip("0123456789"))
            if column <= self._last:
                break
            if column > self._right:
                made: bytes = etree.tostring(cell, with_tail=False)
                if declared:  # the names that the sheet declares need not be declared again
                    made = made.replace(b" " + declared, b"", 1)
                behind = made + behind
            parsed.remove(cell)
        return self._sheet.serialise_row(parsed), behind


def party_cells(row: Node, mark: Mark, texts: Texts) -> Iterator[tuple[Node, str]]:
    """The cells of a row that hold the parties somebody must look at, each with its colour."""
    cells, shown = list(row.iterchildren(_CELL)), []
    for cell in cells:
        text = cell.findtext(f"{_M}v") or ""
        if cell.get("t") == "s":
            text = texts.get(int(text), "") if text.isdigit() else ""
        elif cell.get("t") == "inlineStr":
            text = "".join(cell.itertext(f"{_M}t"))
        shown.append(text)
    yield from ((cells[at], FILLS[decision]) for at, decision in mark.find_parties(shown))


def read_shared_texts(pieces: Iterable[bytes], wanted: Collection[int]) -> dict[int, str]:
    """The shared strings of these numbers, without formats and reading aids."""
    found: dict[int, str] = {}
    parser = etree.XMLPullParser(events=("start",), tag=f"{_M}sst", **SAFE)
    waiting = sorted(wanted, reverse=True)
    table, above = None, 0
    try:
        for piece in pieces if wanted else ():
            parser.feed(piece)
            if table is None:
                table = next((element for _, element in parser.read_events()), None)
                continue
            whole = max(0, len(table) - 1)
            while waiting and waiting[-1] < above + whole:
                number = waiting.pop()
                found[number] = _read_shared_text(table[number - above])
            del table[:whole]
            above += whole
        if wanted:
            parser.close()
    except etree.XMLSyntaxError as error:
        raise Uneditable("its table of texts is not well-formed") from error
    for number in waiting:
        if table is not None and number - above < len(table):
            found[number] = _read_shared_text(table[number - above])
    return found


def _read_shared_text(item: Node) -> str:
    runs = (item, *item.iterchildren(f"{_M}r"))
    return "".join(run.findtext(f"{_M}t") or "" for run in runs)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
