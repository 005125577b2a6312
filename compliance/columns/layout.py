"""Pure: the rows of a sheet -> which tables and forms stand on it, from which row to which.

A sheet is read from the top in regions, each of one kind:

    Table    a header and the rows below it; without a header where the content tells the columns
    Form     labels with values beside them (`forms`)
    Remarks  rows outside of both: titles above a table, notes

A region ends where a row is the header of another table beyond doubt, and after blank rows where
what follows does not go on with it. Columns right of an empty column that the header does not reach
are a band of their own, with regions of its own. Nothing is left out by being outside of a table:
what is no title is asked (`questions`).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from msgspec import Struct
from msgspec.structs import replace

from compliance.columns import content
from compliance.columns.forms import find_form_parties, is_form, read_fields
from compliance.columns.header import (
    AHEAD,
    NO_HEADER,
    WINDOW,
    Header,
    count_filled,
    find_header,
    fold_cells,
    has_heading,
    is_header_row,
    read_top,
    rows_of_table,
    squeeze,
)
from compliance.columns.mapping import ColumnMapping, NoMapping, column_letters
from compliance.columns.overrides import choose_columns, choose_header
from compliance.columns.regions import Band, Form, Region, Remarks, SheetLayout, SheetTable
from compliance.columns.table_columns import add_header_cells, find_columns
from compliance.columns.titles import is_title_text
from compliance.model import Row

BLOCK = 1024
"""Rows that are taken at once while a table is passed over."""
LEAST_ROWS_OF_TABLE = 2
"""Rows of several cells above a header that may be a table without a header."""
ABOVE_CHOSEN = "above the header of the columns that you named"
MOST_BANDS = 8
MOST_SHOWN = 12
REMEDY = "name the column with the parties: --column name=Header"

Overrides = Sequence[tuple[str, str]]
"""(role, header) pairs of the user."""


def find_layout(rows: Sequence[Row], overrides: Overrides = ()) -> SheetLayout | NoMapping:
    """Return which tables and forms stand on a sheet, or why there is no party on it.

    `overrides` are (role, header) pairs; one whose header this sheet does not have is left to
    the other sheets (`check_overrides` tells when none of them has it). The rows are walked once
    for each band.

    Raises:
        UsageError: an override names an unknown role.

    """
    top = read_top(rows)
    if not top:
        return NoMapping(reason="the sheet is empty")
    bands = tuple(
        _find_band(rows, left, right, overrides) for left, right in _band_edges(top, overrides)
    )
    if any(isinstance(region, SheetTable | Form) for band in bands for region in band.regions):
        return SheetLayout(bands=bands)
    header = choose_header(top, overrides, find_header(top))
    return NoMapping(reason=_reason(top, header))


# --- Bands ------------------------------------------------------------------------------------


def _band_edges(top: Sequence[Row], overrides: Overrides) -> list[tuple[int, int | None]]:
    """Which columns are read together: all, unless the header leaves out blocks of columns."""
    whole: list[tuple[int, int | None]] = [(0, None)]
    used = {at for row in top for at, cell in enumerate(row.cells) if cell.strip()}
    used |= {at for row in top for at in row.unreadable}
    starts = [at for at in sorted(used) if at - 1 not in used]
    if not 1 < len(starts) <= MOST_BANDS:
        return whole
    blocks = list(zip([0, *starts[1:]], [*starts[1:], None], strict=True))
    rows = [set(_header_of_block(top, edges, overrides).rows) for edges in blocks]
    if not any(rows):
        return whole
    joined = [blocks[0]]
    for at in range(1, len(blocks)):
        if rows[at] & rows[at - 1]:
            joined[-1] = (joined[-1][0], blocks[at][1])
        else:
            joined.append(blocks[at])
    return joined


def _header_of_block(
    top: Sequence[Row], edges: tuple[int, int | None], overrides: Overrides
) -> Header:
    """The header of some columns, looked at alone; of the whole rows where they have none."""
    band = Band(left=edges[0], right=edges[1], regions=())
    rows = [cut for row in top if not (cut := band.cut(row)).is_blank]
    header = choose_header(rows, overrides, find_header(rows))
    if header.rows:
        return header
    whole = choose_header(top, overrides, find_header(top))
    return whole if any(whole.texts[edges[0] : edges[1]]) else NO_HEADER


def _find_band(rows: Iterable[Row], left: int, right: int | None, overrides: Overrides) -> Band:
    band = Band(left=left, right=right, regions=())
    filled = (cut for row in rows if not (cut := band.cut(row)).is_blank)
    return replace(band, regions=tuple(_find_regions(filled, overrides)))


# --- Regions ----------------------------------------------------------------------------------


class _RowsAhead:
    """The filled rows of a band, with a look ahead."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._ahead: deque[Row] = deque()

    def look(self, count: int) -> list[Row]:
        """The next rows, at most so many; they stay ahead."""
        self._ahead.extend(islice(self._rows, max(0, count - len(self._ahead))))
        return list(islice(self._ahead, count))

    def skip(self, count: int) -> int:
        """Pass over so many rows and return the number of the last."""
        number = 0
        for _ in range(count):
            number = self._ahead.popleft().number
        return number


class _Beginning(Struct, frozen=True, kw_only=True):
    """The regions that begin at a row, and how many filled rows are theirs for certain."""

    regions: tuple[Region, ...]
    size: int


def _find_regions(rows: Iterator[Row], overrides: Overrides) -> Iterator[Region]:
    """The regions of a band, in order; each reaches to the beginning of the next."""
    ahead = _RowsAhead(rows)
    previous: Region | None = None
    while top := ahead.look(AHEAD):
        beginning = _begin(top, overrides, previous)
        for region in beginning.regions:
            if region is not previous and not _is_same_remark(region, previous):
                yield region
            previous = region
        number = ahead.skip(beginning.size)
        if isinstance(previous, SheetTable):
            _pass_table(ahead, previous.mapping, number)


def _is_same_remark(region: Region, previous: Region | None) -> bool:
    both = isinstance(region, Remarks) and isinstance(previous, Remarks)
    return both and region.reason == previous.reason  # type: ignore[union-attr]


def _begin(top: Sequence[Row], overrides: Overrides, previous: Region | None) -> _Beginning:
    """The regions that begin at the first of these rows.

    Below a table a header is looked for before the next blank row only: what follows that may be
    the table again.
    """
    scope = _before_gap(top) if isinstance(previous, SheetTable) else list(top)
    header = choose_header(scope, overrides, find_header(scope))
    if isinstance(previous, SheetTable) and header.doubtful and _goes_on(scope, previous.mapping):
        header = NO_HEADER
    above = [row for row in scope if row.number < header.rows[0]] if header.rows else []
    table = _find_table(scope, header, overrides) if header.rows else None
    form = _form_rows(above if table and not header.doubtful else scope)
    if form:
        region = Form(first=scope[0].number, parties=find_form_parties(form))
        return _Beginning(regions=(region,), size=len(form))
    if table:
        regions = (*_regions_above(above, overrides), table)
        return _Beginning(regions=regions, size=len(above) + len(header.rows))
    if header.rows and not header.doubtful and not isinstance(previous, SheetTable):
        return _remarks(scope, _reason(scope, header))
    return _begin_without_header(scope, overrides, previous)


def _begin_without_header(
    scope: Sequence[Row], overrides: Overrides, previous: Region | None
) -> _Beginning:
    """What rows are among which no header was found: the table before, a table by content."""
    if isinstance(previous, SheetTable) and _goes_on(scope, previous.mapping):
        return _Beginning(regions=(previous,), size=len(scope))
    if table := _find_table(scope, NO_HEADER, overrides):
        return _Beginning(regions=(table,), size=1)
    if isinstance(previous, SheetTable):
        return _Beginning(regions=(previous,), size=len(scope))
    return _remarks(scope, _reason(scope, NO_HEADER))


def _remarks(rows: Sequence[Row], reason: str) -> _Beginning:
    region = Remarks(first=rows[0].number, reason=reason, is_gap=True)
    return _Beginning(regions=(region,), size=len(_before_gap(rows)))


def _find_table(rows: Sequence[Row], header: Header, overrides: Overrides) -> SheetTable | None:
    """The table that rows are below a header; None where none of its columns holds parties."""
    last = header.rows[-1] if header.rows else 0
    data = rows_of_table([row for row in rows if row.number > last])
    mapping = find_columns(header, data, choose_columns(rows, header, overrides))
    if not mapping:
        return None
    first = header.rows[0] if header.rows else rows[0].number
    return SheetTable(first=first, mapping=add_header_cells(mapping, rows))


def _regions_above(rows: Sequence[Row], overrides: Overrides) -> tuple[Region, ...]:
    """What stands above a header: a form, a table without a header, or titles and remarks."""
    if not rows:
        return ()
    if form := _form_rows(rows):
        return Form(first=rows[0].number, parties=find_form_parties(form)), *_regions_above(
            rows[len(form) :], overrides
        )
    if sum(count_filled(row) > 1 for row in rows) >= LEAST_ROWS_OF_TABLE and (
        table := _find_table(rows, NO_HEADER, overrides)
    ):
        return (table,)
    return (Remarks(first=rows[0].number, reason=ABOVE_CHOSEN if overrides else ""),)


def _form_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of the form that begins here, below titles; none where no form does."""
    found: list[Row] = []
    for row in rows:
        after_gap = bool(found) and row.number != found[-1].number + 1
        is_other = after_gap and count_filled(row) > 1 and not read_fields(row)
        if is_header_row(row, after_gap=after_gap) or is_other:
            break
        found.append(row)
    titles = len(list(takewhile(lambda row: count_filled(row) == 1, found)))
    begins = bool(found[titles:]) and is_form(_before_gap(found[titles:]))
    return found if begins else []


def _before_gap(rows: Sequence[Row]) -> list[Row]:
    """The rows up to the first blank one, or the next header."""
    found = [rows[0]]
    for row in rows[1:]:
        if row.number != found[-1].number + 1 or is_header_row(row):
            break
        found.append(row)
    return found


# --- How far a table reaches ------------------------------------------------------------------


def _pass_table(ahead: _RowsAhead, mapping: ColumnMapping, number: int) -> None:
    """Pass over the rows of a table, up to the header of another or what does not go on."""
    while block := ahead.look(BLOCK):
        for count, row in enumerate(block):
            after_gap = row.number != number + 1
            is_other = _begins_other(row, mapping, after_gap=after_gap)
            if is_other or (after_gap and not _continues(row, mapping)):
                ahead.skip(count)
                return
            number = row.number
        ahead.skip(len(block))


def _begins_other(row: Row, mapping: ColumnMapping, *, after_gap: bool) -> bool:
    """Whether a row is the header of another table; the same header again is none."""
    if not is_header_row(row, after_gap=after_gap):
        return False
    countries = {column.position for column in mapping.columns if column.role == "country"}
    if any(content.is_country(row.cells[at].strip()) for at in countries if at < len(row.cells)):
        return False
    return fold_cells(row.cells) not in mapping.header_cells


def _goes_on(rows: Sequence[Row], mapping: ColumnMapping) -> bool:
    """Whether most rows name a party where the table before does."""
    return 2 * sum(_continues(row, mapping) for row in rows) >= len(rows)


def _continues(row: Row, mapping: ColumnMapping) -> bool:
    """Whether a row has a party in a party column, and nothing right of the table's columns.

    A row with a cell that can be nothing but part of a header does not go on.
    """
    if has_heading(row):
        return False
    if len(row.cells) > mapping.width and any(map(str.strip, row.cells[mapping.width :])):
        return False
    positions = (column.position for party in mapping.parties for column in party.names)
    cells = (row.cells[at].strip() for at in positions if at < len(row.cells))
    return any(content.may_be_party(cell) and not is_title_text(cell) for cell in cells)


# --- Why there is no party --------------------------------------------------------------------


def _reason(rows: Sequence[Row], header: Header) -> str:
    """What was seen instead; cells that may be names of parties are not repeated."""
    texts = list(dict.fromkeys(filter(None, header.texts))) or _find_headerlike(rows)
    if not texts:
        width = max(len(row.cells) for row in rows)
        seen = f"no header was recognised in columns A to {column_letters(width - 1)}"
        return f"no party column was found: {seen}; {REMEDY}, or a column letter: --column name=B"
    more = f" and {len(texts) - MOST_SHOWN} more" if len(texts) > MOST_SHOWN else ""
    shown = ", ".join(f"'{text[:40]}'" for text in texts[:MOST_SHOWN])
    return f"no party column was found among the headers {shown}{more}; {REMEDY}"


def _find_headerlike(rows: Sequence[Row]) -> list[str]:
    """The first row that may well be a header: several short texts, no numbers, no company."""
    for row in rows[:WINDOW]:
        texts = [squeeze(cell) for cell in row.cells if cell.strip()]
        if len(texts) > 1:
            plain = all(len(text) <= 40 and not content.DIGIT.search(text) for text in texts)
            return list(dict.fromkeys(texts)) if plain and not content.are_companies(texts) else []
    return []
