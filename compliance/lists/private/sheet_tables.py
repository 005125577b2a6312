"""Pure: one sheet of a private list as the tables that it holds, and the rows of no table.

A sheet may hold several tables, one below another or side by side. Each is read by its own header;
a row that belongs to none of them is rejected with its reason and never left out.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from compliance.columns import ColumnMapping, SheetLayout
from compliance.columns.regions import Band, Form, Region, SheetTable
from compliance.lists.private import extra_columns, parties
from compliance.lists.private.parties import MappedSheet, ReadRow
from compliance.model import Rejected, Row

NO_TABLE = "it belongs to no table of the sheet"
OTHERS = "{}: the names in column '{}' are kept as remarks: they are no parties of this list"
FORM = "a form and no table; write its parties into a table"

Wishes = Sequence[tuple[str, str]]
"""(role, header) pairs of `extra_columns`."""


def list_mappings(layout: SheetLayout) -> list[ColumnMapping]:
    """What the columns of each table are, without those that were only guessed."""
    return [table.mapping.without_guesses() for table in layout.tables]


def list_others(label: str, layout: SheetLayout) -> Iterator[str]:
    """Which columns name parties that the list is not about, a sentence each."""
    for mapping in list_mappings(layout):
        main = parties.find_main_columns(mapping)
        for columns in mapping.parties:
            if columns is not main and columns.role != "alias":
                yield OTHERS.format(label, columns.label)


def read_tables(
    file: str, label: str, rows: Sequence[Row], layout: SheetLayout, wishes: Wishes
) -> Iterator[ReadRow | Rejected]:
    """Every row below the first header that is not blank: its party, or why it has none.

    `label` is the sheet's name. A row in which two tables stand side by side is told of twice.
    """
    if len(layout.tables) == 1 and not layout.has_gap:
        [mapping] = list_mappings(layout)
        yield from parties.read_rows(map_table(file, label, rows, mapping, wishes))
        return
    for band in layout.bands:
        below = False
        for region, mine in part_band(rows, band):
            if isinstance(region, SheetTable):
                mapping, below = region.mapping.without_guesses(), True
                yield from parties.read_rows(map_table(file, label, mine, mapping, wishes))
            elif below:
                reason = FORM if isinstance(region, Form) else region.reason or NO_TABLE
                yield from (Rejected(line=row.number, reason=reason, file=label) for row in mine)


def part_band(rows: Sequence[Row], band: Band) -> Iterator[tuple[Region, list[Row]]]:
    """Every region of a band with its rows that are not blank, in its columns."""
    ends = [one.first for one in band.regions[1:]] + [rows[-1].number + 1 if rows else 0]
    for region, (first, end) in zip(
        band.regions, pairwise([band.regions[0].first, *ends]), strict=True
    ):
        mine = (band.cut(row) for row in rows if first <= row.number < end)
        yield region, [row for row in mine if not row.is_blank]


def map_table(
    file: str, label: str, rows: Sequence[Row], mapping: ColumnMapping, wishes: Wishes
) -> MappedSheet:
    """One table, as if its rows were the whole sheet."""
    found = extra_columns.find_positions(mapping, wishes)
    return MappedSheet(
        file=file,
        label=label,
        rows=rows,
        mapping=mapping,
        extra=found,
        unread=extra_columns.find_unread(mapping, found),
    )
