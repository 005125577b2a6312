"""Sheets built from the rows that were read, for inputs that are no .xlsx: .xls, .ods, .csv, .tsv.

Every row stands at its own number, every cell is the text that was read (`007` stays `007`), and
rows are made while they are written, so that memory does not grow with the file.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Row
from compliance.readers.base import Sheet, SourceFile
from compliance.reporters.xlsx.cells import text_cell, widths
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.looks import PARTIES, USERS_HEADER, Look
from compliance.reporters.xlsx.margin import WIDTHS, Margin
from compliance.reporters.xlsx.markup import blocks, row
from compliance.reporters.xlsx.page import fit_columns, title
from compliance.reporters.xlsx.row_marks import Marks
from compliance.reporters.xlsx.stylesheet import Styles

MOST_ROWS = 1_048_576
"""Rows of one sheet; what is below goes to a further sheet."""
SAMPLE = 200
"""Rows that are looked at to choose column widths."""
WIDEST = 42
LONGEST_QUICK = 4_000
"""Characters of a row that is surely short enough for its cells."""

# Whatever a text may need care for: rows without any of it are written in one go.
_CAREFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff&<>]|_x|^[\\s=+\\-@]|\\s$", re.MULTILINE
)


class BuiltSheets:
    """The sheets of an input, and the titles that they have in the report."""

    def __init__(self, source: SourceFile, headers: Mapping[str, int]) -> None:
        self.frames = Frames()
        self.titles: dict[str, str] = {}
        """Name of a sheet -> title of its first part."""
        self._parts: list[_Part] = []
        for sheet in source.sheets:
            for part in range(max(1, -(-len(sheet.rows) // MOST_ROWS))):
                name = (sheet.name or Path(source.name).stem) + (f" ({part + 1})" if part else "")
                chosen = title(name, self.frames.workbook.sheetnames)
                self.titles.setdefault(sheet.name, chosen)
                target = self.frames.add(chosen)
                target.sheet_state = "hidden" if sheet.hidden else "visible"
                header = 0 if part else headers.get(sheet.name, 0)
                self._parts.append(_Part(target, sheet, part * MOST_ROWS, header))

    def fill(self, marks: Mapping[str, Marks], styles: Styles) -> None:
        """Let the rows be written, with the decision columns beside them."""
        for part in self._parts:
            part.fill(self.frames, marks.get(part.sheet.name, {}), styles)


class _Part:
    """One sheet, or one part of a very long one."""

    def __init__(self, target: Worksheet, sheet: Sheet, above: int, header: int) -> None:
        self.target = target
        self.sheet = sheet
        self.above = above
        self.header = header
        self.last = max((len(row.cells) for row in sheet.rows), default=0)

    def fill(self, frames: Frames, marks: Marks, styles: Styles) -> None:
        """Write the rows below the first `above` ones, in columns that show most of their texts."""
        height = min(MOST_ROWS, len(self.sheet.rows) - self.above)
        longest = [6] * self.last
        for each in islice(self.sheet.rows, SAMPLE):
            for index, text in enumerate(each.cells):
                longest[index] = max(longest[index], len(text))
        sizes = [*(min(length + 2, WIDEST) for length in longest), *(WIDTHS if marks else ())]
        widths(self.target, sizes)
        fit_columns(self.target, sizes)
        right = get_column_letter(len(sizes)) if sizes else "A"
        if self.header:
            right = right if self.last else "A"
            self.target.freeze_panes = f"A{self.header + 1}"
            self.target.auto_filter.ref = f"A{self.header}:{right}{height}"
            self.target.print_title_rows = f"{self.header}:{self.header}"
        rows = _Rows(self, marks, styles).rows()
        frames.fill(self.target.title, blocks(rows), f"A1:{right}{max(1, height)}")


class _Rows:
    """The rows of one part on their way into the report."""

    def __init__(self, part: _Part, marks: Marks, styles: Styles) -> None:
        self.part = part
        self.marks = marks
        self.styles = styles
        self.letters = [get_column_letter(at) for at in range(1, part.last + 1)]
        self.margin = Margin(styles, part.last)

    def rows(self) -> Iterator[bytes]:
        """Every row at its own number, with what stands beside it."""
        above = self.part.above
        rows = islice(self.part.sheet.rows, above, above + MOST_ROWS)
        for number, each in enumerate(rows, start=1):
            mark = self.marks.get(each.number)
            looks: Mapping[int, Look] = {}
            if mark and mark.parties:
                looks = {at: PARTIES[decision] for at, decision in mark.find_parties(each.cells)}
            elif number == self.part.header:
                looks = dict.fromkeys(range(self.part.last), USERS_HEADER)
            cells = self._cells(number, each, looks)
            if mark:
                cells += self.margin.beside(number, mark).decode()
            elif self.marks and each.number == self.part.header:
                cells += self.margin.headings(number).decode()
            yield row(number, cells).encode()

    def _cells(self, number: int, source: Row, looks: Mapping[int, Look]) -> str:
        """The user's cells; those of the many rows without looks go a short way if they can."""
        together = "\n".join(filter(None, source.cells))
        if not looks and len(together) <= LONGEST_QUICK and not _CAREFUL.search(together):
            return "".join(
                f'<c r="{letters}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
                for letters, text in zip(self.letters, source.cells, strict=False)
                if text
            )
        styles = self.styles
        return "".join(
            text_cell(
                f"{letters}{number}",
                text,
                styles.number_look(looks[at]) if at in looks else 0,
                styles,
            )
            for at, (letters, text) in enumerate(zip(self.letters, source.cells, strict=False))
            if text
        )
