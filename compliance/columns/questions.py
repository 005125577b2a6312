"""From rows to questions, with sums that prove that no row and no cell was passed over."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import compress, islice

from msgspec import Struct

from compliance.columns.mapping import NoMapping
from compliance.columns.packed_questions import PackedQuestions
from compliance.columns.regions import Form, Region, SheetLayout, SheetTable
from compliance.columns.row_reader import RowKind, RowName, RowReading, SheetRowReader
from compliance.model import NotAsked, Question, Row, SheetSummary
from compliance.model.generated_sequence import GeneratedSequence

MOST_RUNS = 10_000
"""Runs of rows not asked that are listed; the rest is one run to the last of them."""


class SheetCounts(Struct, kw_only=True):
    """Where the rows and cells of a sheet went, as the code says that decides."""

    rows: int = 0
    blank: int = 0
    headings: int = 0
    titles: int = 0
    asked: int = 0
    not_asked: int = 0
    asked_cells: int = 0
    left_out_cells: int = 0

    def add_row(self, reading: RowReading) -> None:
        """Count a row and its cells."""
        kind = reading.kind
        self.rows += 1
        self.blank += kind is RowKind.BLANK
        self.headings += kind is RowKind.HEADER
        self.titles += kind is RowKind.TITLE
        self.asked += kind is RowKind.ASKED
        self.not_asked += kind is RowKind.NOT_ASKED
        self.asked_cells += reading.asked_cells
        self.left_out_cells += reading.left_out_cells


class SheetQuestions(Struct, frozen=True, kw_only=True):
    """The questions of a sheet, and what became of its rows."""

    questions: "QuestionSequence"
    """Unpacked whenever they are walked; made anew from the rows where they are too many."""
    counts: SheetCounts
    not_asked: tuple[NotAsked, ...]
    filled_rows: int
    """Counted independently, as the next."""
    party_cells: int


def ask_rows(file: str, rows: Iterable[Row], layout: SheetLayout) -> Iterator[Question]:
    """Yield the questions of a sheet, in row order; one a party, or one saying why there is none.

    `file` is the file name without folders.
    """
    reader = SheetRowReader(layout.bands)
    for row in rows:
        for name in reader.read(row).names:
            yield _question(file, row, name)


def ask_record(file: str, row: Row, layout: SheetLayout) -> list[Question]:
    """Return the questions of a record that is one by itself: at least one.

    A record of a Parquet file is no header and no title; one that names nobody says why.
    """
    reading = SheetRowReader(layout.bands).read(row)
    names = reading.names or [RowName(name="", reason=reading.reason)]
    return [_question(file, row, name) for name in names]


def collect_questions(file: str, rows: Sequence[Row], layout: SheetLayout) -> SheetQuestions:
    """Return the questions of a sheet, and count its rows: they are walked once for it."""
    collector = QuestionCollector(file, rows, layout)
    for _ in collector.ask_questions():
        pass
    return collector.close()


class QuestionCollector:
    """Asks the questions of a sheet while its rows are walked once, and counts and holds them."""

    def __init__(self, file: str, rows: Sequence[Row], layout: SheetLayout) -> None:
        self._ask_again = partial(ask_rows, file, rows, layout)
        self._file, self._rows = file, rows
        self._reader = SheetRowReader(layout.bands)
        self._counter = _IndependentCount(layout)
        self._held = PackedQuestions()
        self._counts = SheetCounts()
        self._runs: list[NotAsked] = []
        self._number = 0

    def ask_questions(self) -> Iterator[Question]:
        """Yield the questions, in row order. To be walked once, and to the end."""
        for row in self._counter.watch(self._rows):
            reading = self._reader.read(row)
            self._number += len(reading.names)
            for name in reading.names:
                question = _question(self._file, row, name)
                if self._held.is_whole:
                    self._held.add(question)
                yield question
            self._counts.add_row(reading)
            if reading.kind is RowKind.NOT_ASKED:
                last = self._runs[-1] if self._runs else None
                first, reason = row.number, reading.reason
                is_next = last is not None and (last.reason, last.last) == (reason, first - 1)
                if last and (is_next or len(self._runs) >= MOST_RUNS):
                    first = self._runs.pop().first
                    reason = reason if is_next else "several rows, for reasons as above"
                self._runs.append(NotAsked(first=first, last=row.number, reason=reason))

    def close(self) -> SheetQuestions:
        """Return what was asked and counted, once all is walked."""
        self._held.close_block()
        return SheetQuestions(
            questions=QuestionSequence(self._number, self._ask_again, self._held),
            counts=self._counts,
            not_asked=tuple(self._runs),
            filled_rows=self._counter.filled_rows,
            party_cells=self._counter.party_cells,
        )


class _IndependentCount:
    """Counts filled rows and cells of party columns without looking at what is made of them."""

    def __init__(self, layout: SheetLayout) -> None:
        self.filled_rows = 0
        self.party_cells = 0
        self._bands = [list(reversed(band.regions)) for band in layout.bands]
        self._places: list[tuple[Region | None, frozenset[int]]] = []
        """Of each band the region that its rows are in, and its columns of names."""
        self._places += [(None, frozenset())] * len(self._bands)

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Pass the rows on, counting them."""
        for row in rows:
            if row.unreadable or "".join(row.cells).strip():
                self.filled_rows += 1
                self.party_cells += self._count(row)
            yield row

    def _count(self, row: Row) -> int:
        """Filled cells with names."""
        cells, gaps, count = row.cells, row.unreadable, 0
        for at, ahead in enumerate(self._bands):
            while ahead and ahead[-1].first <= row.number:
                begun = ahead.pop()
                parties = begun.mapping.parties if isinstance(begun, SheetTable) else ()
                names = frozenset(each.position for party in parties for each in party.names)
                self._places[at] = begun, names
            place, columns = self._places[at]
            if isinstance(place, SheetTable):
                filled = (at for at in columns if at < len(cells) and cells[at].strip())
                count += len({*filled, *columns & gaps.keys()} if gaps else tuple(filled))
            elif isinstance(place, Form):
                count += sum(party.row == row.number for party in place.parties)
        return count


class QuestionSequence(GeneratedSequence[Question]):
    """The questions of a sheet, unpacked whenever they are walked, or made anew from its rows."""

    def __init__(
        self, number: int, ask: Callable[[], Iterator[Question]], held: PackedQuestions
    ) -> None:
        super().__init__(number, held.__iter__ if held.is_whole else ask)

    def select_questions(self, wanted: Iterator[bool]) -> Iterator[Question]:
        """Those that are wanted, of which as many are used as there are questions."""
        return compress(self, islice(wanted, len(self)))


def _question(file: str, row: Row, name: RowName) -> Question:
    return Question(
        file=file,
        sheet=row.sheet,
        row=row.number,
        party=name.make_party(row.cells),
        reason=name.reason,
        has_country=bool(name.cells and name.cells.has_country),
        note=name.note,
        column=name.column,
    )


def summarise_sheet(
    name: str,
    rows: Sequence[Row],
    layout: SheetLayout | NoMapping,
    collected: SheetQuestions | None = None,
    *,
    hidden: bool = False,
) -> SheetSummary:
    """Return what became of a sheet.

    Rows of a sheet without parties were not asked, and the note says why. `collected` saves
    walking the rows again.
    """
    if isinstance(layout, NoMapping):
        return summarise_unscreened(name, rows, layout.reason, hidden=hidden, is_gap=not hidden)
    found = collected or collect_questions("", rows, layout)
    counts = found.counts
    note = ""
    if not counts.asked:
        note = "the sheet has a header but no rows below it"
    elif not layout.tables:
        note = "the sheet was read as a form: labels with values beside them"
    elif not layout.header_rows:
        note = "no header was recognised; columns were recognised by their content"
    return SheetSummary(
        name=name,
        hidden=hidden,
        rows=counts.rows,
        blank_rows=counts.blank,
        filled_rows=found.filled_rows,
        heading_rows=counts.headings,
        title_rows=counts.titles,
        asked_rows=counts.asked,
        not_asked_rows=counts.not_asked,
        party_cells=found.party_cells,
        asked_cells=counts.asked_cells,
        left_out_cells=counts.left_out_cells,
        header_rows=layout.header_rows,
        not_asked=found.not_asked,
        ignored_columns=tuple((each.label, each.reason) for each in layout.ignored_columns),
        mapping=layout.shown_columns,
        note=note,
        is_gap=layout.has_gap and not hidden,
    )


def summarise_unscreened(
    name: str, rows: Sequence[Row], note: str, *, hidden: bool = False, is_gap: bool = False
) -> SheetSummary:
    """Return the summary of a sheet that is not screened, and why (hidden, not chosen, ...).

    `is_gap` says that it may hold parties: the run is incomplete then, if it holds anything.
    """
    filled = [row.number for row in rows if not row.is_blank]
    total = len(rows)
    run = (NotAsked(first=filled[0], last=filled[-1], reason=note),) if filled else ()
    return SheetSummary(
        name=name,
        hidden=hidden,
        rows=total,
        blank_rows=total - len(filled),
        filled_rows=len(filled),
        heading_rows=0,
        title_rows=0,
        asked_rows=0,
        not_asked_rows=len(filled),
        not_asked=run,
        note=note,
        is_gap=is_gap and bool(filled),
    )
