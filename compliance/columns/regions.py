"""What stands where on a sheet: tables, forms and remarks, from which row on, in which columns."""

from msgspec import Struct
from msgspec.structs import replace

from compliance.columns.forms import FormParty
from compliance.columns.mapping import ColumnMapping, IgnoredColumn
from compliance.model import Row


class SheetTable(Struct, frozen=True, kw_only=True):
    """A table: its header, if it has one, and the rows below."""

    first: int
    """Row number from which on the region reaches."""
    mapping: ColumnMapping


class Form(Struct, frozen=True, kw_only=True):
    """Labels with values beside them."""

    first: int
    parties: tuple[FormParty, ...]


class Remarks(Struct, frozen=True, kw_only=True):
    """Rows that belong to no table and no form."""

    first: int
    reason: str = ""
    """Why none of them is asked; empty where what is no title is asked."""
    is_gap: bool = False
    """Whether they may hold parties, so that the run is incomplete."""


Region = SheetTable | Form | Remarks


class Band(Struct, frozen=True, kw_only=True):
    """Columns of a sheet that are read together, and their regions from top to bottom."""

    left: int
    """First column, from 0."""
    right: int | None
    """Column behind the last one; None for the end of the row."""
    regions: tuple[Region, ...]

    def cut(self, row: Row) -> Row:
        """Return the row with nothing but the columns of the band, in their places."""
        if not self.left and self.right is None:
            return row
        cells = ("",) * min(self.left, len(row.cells)) + row.cells[self.left : self.right]
        unreadable = {
            at: why
            for at, why in row.unreadable.items()
            if at >= self.left and (self.right is None or at < self.right)
        }
        return replace(row, cells=cells, unreadable=unreadable)


class SheetLayout(Struct, frozen=True, kw_only=True):
    """What stands where on a sheet."""

    bands: tuple[Band, ...]

    @property
    def tables(self) -> tuple[SheetTable, ...]:
        """All tables, band by band."""
        return tuple(
            region
            for band in self.bands
            for region in band.regions
            if isinstance(region, SheetTable)
        )

    @property
    def has_gap(self) -> bool:
        """Whether a part of the sheet was not understood."""
        return any(
            isinstance(region, Remarks) and region.is_gap
            for band in self.bands
            for region in band.regions
        )

    @property
    def header_rows(self) -> tuple[int, ...]:
        """Row numbers of all headers, in order."""
        rows = {number for table in self.tables for number in table.mapping.header_rows}
        return tuple(sorted(rows))

    @property
    def shown_columns(self) -> tuple[tuple[str, str], ...]:
        """(role, header and letter) of every column in use, each once."""
        shown = (pair for table in self.tables for pair in table.mapping.shown_columns)
        return tuple(dict.fromkeys(shown))

    @property
    def ignored_columns(self) -> tuple[IgnoredColumn, ...]:
        """Columns of text that are not asked."""
        return tuple(dict.fromkeys(each for table in self.tables for each in table.mapping.ignored))


def layout_of_table(mapping: ColumnMapping) -> SheetLayout:
    """Return the layout of a sheet that is one table from its first row on."""
    table = SheetTable(first=0, mapping=mapping)
    return SheetLayout(bands=(Band(left=0, right=None, regions=(table,)),))
