"""The sheets of the user's workbook that get decision columns; all else stays as it was."""

import re
from collections.abc import Mapping
from functools import partial
from itertools import chain

from lxml import etree

from compliance.reporters.xlsx.margin import HEADINGS
from compliance.reporters.xlsx.package import Node, Package
from compliance.reporters.xlsx.positions import Positions
from compliance.reporters.xlsx.row_marks import Marks
from compliance.reporters.xlsx.user_sheet import (
    LAST_COLUMN,
    Annotation,
    UserSheet,
    read_shared_texts,
)
from compliance.reporters.xlsx.workbook_part import SheetPart, WorkbookPart

_TABLE = (
    "The sheet {} has a table that ends before the decision columns. Sort it in your own file: "
    "here its rows would move, and the decisions beside them would not."
)
_HIDDEN = "The sheet {} hides rows with parties that somebody must look at: {}."
_NO_ROOM = "The sheet {} has no room for decision columns; Hits has its matches."
_SIGNED = "The workbook was signed; the signature holds for your own file, and not for this copy."
_SELECTED = re.compile(rb"""\stabSelected=["'](?:1|true)["']""")
MOST_NAMED = 20
"""Hidden rows that a note names."""


class UserSheets:
    """The sheets, surveyed. Raises Uneditable when one of them cannot be edited without risk."""

    def __init__(
        self,
        package: Package,
        workbook: WorkbookPart,
        marks: Mapping[str, Marks],
        headers: Mapping[str, int],
    ) -> None:
        self._package = package
        self._workbook = workbook
        self._annotations: dict[str, Annotation] = {}
        self._strings: set[int] = set()
        self.notes: list[str] = []
        """What a reader must know of the copy."""
        if any(name.startswith("_xmlsignatures/") for name in package.names):
            self.notes.append(_SIGNED)
        for position, sheet in enumerate(workbook.sheets):
            of_sheet = marks.get(sheet.name, {}) if sheet.is_worksheet else {}
            if of_sheet:
                self._survey(position, sheet, of_sheet, headers.get(sheet.name, 0))

    def annotate(self, positions: Positions) -> None:
        """Let the sheets be written with their decision columns, and none of them in front."""
        strings = self._workbook.strings_part
        pieces = self._package.pieces(strings) if strings else ()
        texts = read_shared_texts(pieces, self._strings)
        for sheet in self._workbook.sheets:
            annotation = self._annotations.get(sheet.name)
            if annotation:
                made = annotation.part(texts, positions.rows_with_lines(sheet.name))
                self._package.replace(sheet.part, made)
                continue
            # One that is marked as selected, which stands before its rows, is not any more: of two
            # that are, an edit of one edits both.
            rest = self._package.pieces(sheet.part)
            first = next(rest, b"")
            if _SELECTED.search(first):
                self._package.replace(sheet.part, chain((_SELECTED.sub(b"", first),), rest))

    def _survey(self, position: int, sheet: SheetPart, marks: Marks, header: int) -> None:
        wanted = {number for number, mark in marks.items() if mark.parties}
        surveyed = UserSheet(partial(self._package.pieces, sheet.part), wanted, header)
        relations = self._package.relations(sheet.part)
        drawings = [relation.target for relation in relations if relation.type.endswith("/drawing")]
        rows = (min([header or 1, *marks]), max(marks))
        drawn = max(
            (_find_drawn_column(self._package.tree(drawing), rows) for drawing in drawings),
            default=0,
        )
        last = surveyed.last_column(drawn)
        if last + len(HEADINGS) > LAST_COLUMN:
            self.notes.append(_NO_ROOM.format(sheet.name))
            return
        if any(relation.type.endswith("/table") for relation in relations):
            self.notes.append(_TABLE.format(sheet.name))
        if surveyed.hidden:
            shown = ", ".join(map(str, sorted(surveyed.hidden)[:MOST_NAMED]))
            more = len(surveyed.hidden) - MOST_NAMED
            rows_named = f"{shown} and {more:,} more" if more > 0 else shown
            self.notes.append(_HIDDEN.format(sheet.name, rows_named))
        self._strings |= surveyed.strings
        made = Annotation(surveyed, self._workbook.styles, marks, header, last)
        if made.filter_column:  # else its hidden name may be left of a filter that is gone
            self._workbook.widen_filter(position, made.filter_column)
        if made.print_area and not drawings:  # a drawing elsewhere on the sheet is printed, too
            self._workbook.print_only(position, made.print_area)
        self._annotations[sheet.name] = made


def _find_drawn_column(drawing: Node, rows: tuple[int, int]) -> int:
    """The last column over which a drawing lies beside these rows (first, last); else 0.

    One that is fixed to two cells counts wherever it is: wider columns below would stretch it.
    """
    reach = 0
    for anchor in drawing:
        corners = {
            etree.QName(corner).localname: [
                int(place.text or 0)
                for place in corner
                if etree.QName(place).localname in ("col", "row")
            ]
            for corner in anchor
            if etree.QName(corner).localname in ("from", "to")
        }
        if len(corners.get("from", ())) == 2:
            low = corners["from"]
            high = corners.get("to", low)
            is_beside = low[1] < rows[1] and high[1] + 1 >= rows[0]
            if is_beside or len(corners.get("to", ())) == 2:
                reach = max(reach, high[0] + 1)
    return reach
