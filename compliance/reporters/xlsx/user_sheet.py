"""One sheet of the user's, with the decision columns beside its rows and nothing else changed.

A sheet is walked through twice, row by row, and never held: the first walk finds how far it reaches
and the texts of the rows that somebody must look at; the second hands out its rows, each as it was,
with new cells at its end.

File format: ECMA-376 part 1, 18.3.1 (worksheets).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from compliance.reporters.xlsx.findings import Mark, Marks
from compliance.reporters.xlsx.looks import FILLS
from compliance.reporters.xlsx.margin import HEADINGS, WIDTHS, Margin
from compliance.reporters.xlsx.markup import blocks
from compliance.reporters.xlsx.package import SAFE, Uneditable, as_bytes
from compliance.reporters.xlsx.stylesheet import MAIN, Styles

_M = f"{{{MAIN}}}"
_ROW, _CELL, _DATA = f"{_M}row", f"{_M}c", f"{_M}sheetData"
_FORMULA = f"{_M}f"
_DECLARED = re.compile(rb'<(?:[\w.-]+:)?row((?: xmlns(?::[\w.-]+)?="[^"]*")*)')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MOST_ROWS, LAST_COLUMN = 1_048_576, 16_384
MOST_LINKS = 65_000
"""Links of one sheet; Excel takes 65,530."""
_BEHIND_LINKS = frozenset(
    f"{_M}{name}"
    for name in (
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
"""What stands behind the links of a sheet."""

Pieces = Callable[[], Iterable[bytes]]
"""Starts to read a part, piece by piece."""
Texts = Mapping[int, str]
"""Shared strings by their numbers."""


def rows_of(pieces: Pieces) -> Iterator[etree._Element]:
    """Every row of a sheet when it is whole; then the sheet without rows. Raises Uneditable."""
    parser = etree.XMLPullParser(events=("end",), tag=_ROW, **SAFE)
    try:
        for piece in pieces():
            parser.feed(piece)
            for _, row in parser.read_events():
                data = row.getparent()
                if data is not None and data.tag == _DATA:
                    yield row
                    data.remove(row)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise Uneditable("a sheet is not well-formed") from error
    if root.tag != f"{_M}worksheet" or root.getroottree().docinfo.doctype:
        raise Uneditable("a sheet is written in an unusual form")
    yield root


class UserSheet:
    """A sheet and how far it reaches. Raises Uneditable when its rows are not in order."""

    def __init__(self, pieces: Pieces, wanted: Collection[int], header: int) -> None:
        self._pieces = pieces
        self._header = header
        self._right = 0
        self.bottom = 0
        """The last row with a cell."""
        self.strings: set[int] = set()
        """Numbers of the shared strings in the rows that are wanted."""
        self.hidden: set[int] = set()
        """The rows among those wanted that the user has hidden."""
        number = 0
        for row in rows_of(pieces):
            if row.tag != _ROW:
                self.frame = row
                break
            number = _row_number(row, number)
            self._survey(row, number, wanted)
        if self.frame.find(_DATA) is None:
            raise Uneditable("a sheet has no rows")

    def last_column(self, drawn: int) -> int:
        """The last column with content, merged from the header down, or below a drawing."""
        merged = (
            range_boundaries(one.get("ref", "A1"))
            for one in self.frame.iterfind(f"{_M}mergeCells/{_M}mergeCell")
        )
        reach = [right or 0 for _, _, right, bottom in merged if (bottom or 0) >= self._header]
        return max([self._right, drawn, *reach])

    def _survey(self, row: etree._Element, number: int, wanted: Collection[int]) -> None:
        if len(row):
            self.bottom = number
            if _column(row, -1) > self._right:
                self._right = max(self._right, _filled_column(row))
        if number in wanted:
            if row.get("hidden") in ("1", "true"):
                self.hidden.add(number)
            for cell in row.iterchildren(_CELL):
                if cell.get("t") == "s" and (text := cell.findtext(f"{_M}v") or "").isdigit():
                    self.strings.add(int(text))

    def rows(self) -> Iterator[tuple[int, etree._Element]]:
        """Every row with its number."""
        number = 0
        for row in rows_of(self._pieces):
            if row.tag == _ROW:
                number = _row_number(row, number)
                yield number, row


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
        self._declared: bytes | None = None

    def part(self, texts: Texts, links: Mapping[int, str]) -> Iterator[bytes]:
        """The sheet as XML. `links` has the place in the report of the rows that have one."""
        head, tail = split_at_rows(self._frame(links))
        yield head
        yield from blocks(self._rows(texts))
        yield tail

    @property
    def filter_column(self) -> int:
        """The last column of the user's filter as it is now; 0 where there is none."""
        return self._right if self._sheet.frame.find(f"{_M}autoFilter") is not None else 0

    # --- The frame ----------------------------------------------------------------------------

    def _frame(self, links: Mapping[int, str]) -> etree._Element:
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
        _set_widths(frame, self._last)
        _add_links(frame, get_column_letter(self._last + 1), links)
        return frame

    # --- The rows -----------------------------------------------------------------------------

    def _rows(self, texts: Texts) -> Iterator[bytes]:
        """Every row of the sheet, and rows of their own for what stands beside none."""
        waiting = sorted({*self._marks, *((self._header,) if self._header else ())}, reverse=True)
        for number, row in self._sheet.rows():
            while waiting and waiting[-1] < number:
                yield self._alone(waiting.pop())
            beside = b""
            if waiting and waiting[-1] == number:
                beside = self._beside(waiting.pop())
                self._colour(row, number, texts)
            yield self._written(row, beside)
        while waiting:
            yield self._alone(waiting.pop())

    def _beside(self, number: int) -> bytes:
        mark = self._marks.get(number)
        return self._margin.beside(number, mark) if mark else self._margin.headings(number)

    def _alone(self, number: int) -> bytes:
        row = etree.SubElement(self._sheet.frame.find(_DATA), _ROW)
        row.set("r", str(number))
        made = self._written(row, self._beside(number))
        row.getparent().remove(row)
        return made

    def _colour(self, row: etree._Element, number: int, texts: Texts) -> None:
        mark = self._marks.get(number)
        for cell, color in party_cells(row, mark, texts) if mark and mark.parties else ():
            style = cell.get("s", "0")
            cell.set("s", str(self._styles.filled(int(style) if style.isdigit() else 0, color)))

    def _written(self, row: etree._Element, beside: bytes) -> bytes:
        """The row as XML, with the cells beside it."""
        behind = b""
        if beside:
            row.attrib.pop("spans", None)  # where its cells are, which now is further
            if len(row) and _column(row, -1) > self._last:
                behind = self._taken_out(row)
        made = self._bare(etree.tostring(row, with_tail=False))
        if not beside:
            return made
        if row.prefix:
            return self._prefixed(row, beside + behind)
        if made.endswith(b"/>"):
            return b"%b>%b%b</row>" % (made[:-2], beside, behind)
        return b"%b%b%b</row>" % (made[:-6], beside, behind)

    def _taken_out(self, row: etree._Element) -> bytes:
        """Take the cells behind the last column out, which have only looks; those beyond ours."""
        behind = []
        for at in range(len(row) - 1, -1, -1):
            if row[at].tag == _CELL and (column := _column(row, at)) > self._last:
                if column > self._right:
                    behind.append(self._bare(etree.tostring(row[at], with_tail=False)))
                row.remove(row[at])
        return b"".join(reversed(behind))

    def _bare(self, made: bytes) -> bytes:
        """A row without the names that the sheet declares for all of them."""
        if self._declared is None:
            found = _DECLARED.match(made)
            self._declared = found.group(1) if found else b""
        return made.replace(self._declared, b"", 1) if self._declared else made

    def _prefixed(self, row: etree._Element, cells: bytes) -> bytes:
        """The same in a sheet that puts a prefix before all its names."""
        whole = deepcopy(row)
        whole.extend(etree.fromstring(b'<x xmlns="%b">%b</x>' % (MAIN.encode(), cells)))
        made: bytes = etree.tostring(whole, with_tail=False)
        return made


def party_cells(
    row: etree._Element, mark: Mark, texts: Texts
) -> Iterator[tuple[etree._Element, str]]:
    """The cells of a row that hold the parties somebody must look at, each with its colour."""
    shown = [(cell, " ".join(_text(cell, texts).split())) for cell in row.iterchildren(_CELL)]
    for name, decision in mark.parties:
        wanted = " ".join(name.split())
        same = [cell for cell, text in shown if wanted and text == wanted]
        part = [cell for cell, text in shown if len(wanted) > 2 and wanted in text]
        yield from ((cell, FILLS[decision]) for cell in (same or part)[:1])


def _text(cell: etree._Element, texts: Texts) -> str:
    value = cell.findtext(f"{_M}v") or ""
    if cell.get("t") == "s":
        return texts.get(int(value), "") if value.isdigit() else ""
    return "".join(cell.itertext(f"{_M}t")) if cell.get("t") == "inlineStr" else value


def shared_texts(pieces: Pieces, wanted: Collection[int]) -> dict[int, str]:
    """The shared strings of these numbers, without formats and reading aids."""
    item, found = f"{_M}si", {}
    parser = etree.XMLPullParser(events=("end",), tag=item, **SAFE)
    number = 0
    try:
        for piece in pieces() if wanted else ():
            parser.feed(piece)
            for _, one in parser.read_events():
                if number in wanted:
                    runs = (one, *one.iterchildren(f"{_M}r"))
                    found[number] = "".join(run.findtext(f"{_M}t") or "" for run in runs)
                number += 1
                one.getparent().remove(one)
    except etree.XMLSyntaxError as error:
        raise Uneditable("its table of texts is not well-formed") from error
    return found


def split_at_rows(frame: etree._Element) -> tuple[bytes, bytes]:
    """What stands before and behind the rows of a sheet."""
    data = frame.find(_DATA)
    data[:] = []
    data.text = _MARK
    head, _, tail = as_bytes(frame).partition(_MARK.encode())
    return head, tail


_MARK = "rows\u2028of\u2028the\u2028sheet"
"""Stands where the rows go, in no part that anybody reads."""


def deselect(frame: etree._Element) -> bool:
    """Let a sheet not be in front any more: of two in front, an edit of one edits both."""
    was = False
    for view in frame.iterfind(f"{_M}sheetViews/{_M}sheetView"):
        was = view.attrib.pop("tabSelected", "0") in ("1", "true") or was
    return was


def _set_widths(frame: etree._Element, last: int) -> None:
    """Give the decision columns their widths; ranges of the user's columns end or begin beside."""
    columns = frame.find(f"{_M}cols")
    if columns is None:
        columns = etree.Element(f"{_M}cols")
        frame.insert(frame.index(frame.find(_DATA)), columns)
    right = last + len(WIDTHS)
    ranges = []
    for one in columns:
        first, end = int(one.get("min", "1")), int(one.get("max", "1"))
        for low, high in ((first, min(end, last)), (max(first, right + 1), end)):
            if low <= high:
                part = deepcopy(one)
                part.set("min", str(low))
                part.set("max", str(high))
                ranges.append(part)
    for at, width in enumerate(WIDTHS, start=last + 1):
        own = etree.Element(f"{_M}col")
        for name, value in (("min", at), ("max", at), ("width", width), ("customWidth", 1)):
            own.set(name, f"{value:g}")
        ranges.append(own)
    columns[:] = sorted(ranges, key=lambda one: int(one.get("min", "1")))


def _add_links(frame: etree._Element, letters: str, links: Mapping[int, str]) -> None:
    """Let the decisions lead to their lines in the report."""
    if not links:
        return
    table = frame.find(f"{_M}hyperlinks")
    if table is None:
        table = etree.Element(f"{_M}hyperlinks")
        at = next((i for i, one in enumerate(frame) if one.tag in _BEHIND_LINKS), len(frame))
        frame.insert(at, table)
    for number, place in sorted(links.items())[: max(0, MOST_LINKS - len(table))]:
        link = etree.SubElement(table, f"{_M}hyperlink")
        link.set("ref", f"{letters}{number}")
        link.set("location", place)
    if not len(table):
        frame.remove(table)


def _row_number(row: etree._Element, above: int) -> int:
    place = row.get("r")
    if place is None:
        return above + 1
    number = int(place) if place.isdigit() else 0
    if not above < number <= MOST_ROWS:
        raise Uneditable("the rows of a sheet are not in order")
    return number


def _column(row: etree._Element, at: int) -> int:
    """The number of the column of a cell; without a word of its own behind the one before."""
    cell = row[at]
    if cell.tag != _CELL:
        raise Uneditable("a row holds something else than cells")
    place = cell.get("r")
    if place is None:
        before = at % len(row) - 1
        return (_column(row, before) if before >= 0 else 0) + 1
    found = _PLACE.fullmatch(place)
    if not found:
        raise Uneditable("a cell has an unusual place")
    return _column_number(found.group(1))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _filled_column(row: etree._Element) -> int:
    """The last column with content; 0 for none."""
    for at in range(len(row) - 1, -1, -1):
        if any(part.tag == _FORMULA or len(part) or part.text for part in row[at]):
            return _column(row, at)
    return 0
