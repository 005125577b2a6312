"""The numbers of styles: of the report's looks, and of a user's styles with something changed.

A cell names its style by a number. openpyxl keeps the user's styles at the numbers they had, so
cells can be copied as they are, and every new combination is added behind them, once.
"""

from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill

from compliance.reporters.xlsx.looks import Look

Change = Callable[[Any], None]
"""Changes a copy of openpyxl's array of a style."""


class Styles:
    """The styles of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = cast(Any, workbook)
        self._looks: dict[Look, int] = {}
        self._changed: dict[tuple[object, ...], int] = {}

    @property
    def count(self) -> int:
        """How many styles there are; a number from here on means nothing."""
        return len(self._workbook._cell_styles)

    def of(self, look: Look) -> int:
        """The number of a look; it is registered the first time."""
        if look not in self._looks:
            self._looks[look] = self._registered(look)
        return self._looks[look]

    def _registered(self, look: Look) -> int:
        cell = Cell(cast(Any, SimpleNamespace(parent=self._workbook)), 1, 1)
        cell.font = look.font
        cell.alignment = look.alignment
        cell.number_format = look.number_format
        if look.fill:
            cell.fill = look.fill
        if look.border:
            cell.border = look.border
        return int(cell.style_id)

    def quoted(self, style: int) -> int:
        """The style with the mark that a text is no formula even after an edit in Excel."""

        def change(array: Any) -> None:  # not in the stubs
            array.quotePrefix = 1

        return self._with(style, "quoted", change)

    def filled(self, style: int, fill: PatternFill) -> int:
        """The style with that colour, unless it has one of its own."""

        def change(array: Any) -> None:  # not in the stubs
            if self._workbook._fills[array.fillId].fill_type is None:
                array.fillId = self._workbook._fills.add(fill)

        return self._with(style, ("filled", fill.fgColor.rgb), change)

    def topped(self, style: int) -> int:
        """The style read from the top of the row."""

        def change(array: Any) -> None:  # not in the stubs
            aligned = copy(self._workbook._alignments[array.alignmentId])
            aligned.vertical = "top"
            array.alignmentId = self._workbook._alignments.add(aligned)

        return self._with(style, "topped", change)

    def wraps(self, style: int) -> bool:
        """Whether texts in that style are broken into lines."""
        array = self._workbook._cell_styles[style]
        return bool(self._workbook._alignments[array.alignmentId].wrap_text)

    def _with(self, style: int, name: object, change: Change) -> int:
        if (style, name) not in self._changed:
            array = copy(self._workbook._cell_styles[style])
            change(array)
            self._changed[style, name] = self._workbook._cell_styles.add(array)
        return self._changed[style, name]
