"""The report on its way to disk: openpyxl holds all but the rows, and rows are streamed."""

from collections.abc import Iterable

from openpyxl import Workbook

from compliance.reporters.xlsx.strings import Strings
from compliance.reporters.xlsx.styles import Styles


class Book:
    """A workbook and the rows of its sheets."""

    def __init__(self, workbook: Workbook, strings: Strings) -> None:
        self.workbook = workbook
        """Sheets with widths, page set-up, notes and all else; without a cell in them."""
        self.styles = Styles(workbook)
        self.strings = strings
        self.rows: dict[str, Iterable[bytes]] = {}
        """Title of a sheet -> its rows as XML, made while they are written."""
        self.areas: dict[str, str] = {}
        """Title of a sheet -> the range that is filled (`A1:C7`), where it is known."""

    @property
    def titles(self) -> list[str]:
        """The names of all sheets."""
        return self.workbook.sheetnames
