"""One file on this machine: path -> sheets -> questions -> answers -> Report.

The only place where readers, columns and screening meet. Every row that was read is in exactly one
count of its sheet's summary, and every question gets one answer. Rows are not held: they are read
anew whenever they are walked; questions and answers are held small (`columns.packed_questions`,
`result_buffer`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from compliance import columns, readers
from compliance.columns import NoMapping, QuestionSequence, SheetLayout, SheetQuestions
from compliance.errors import InputError, NoPartiesError
from compliance.model import (
    InputFile,
    Question,
    Report,
    RowResult,
    Settings,
    SheetSummary,
)
from compliance.model.generated_sequence import GeneratedSequence
from compliance.readers import Sheet, SourceFile
from compliance.screening.result_buffer import BufferedResults, ResultBuffer
from compliance.screening.run_report import AnswerTally, build_report
from compliance.screening.run_setup import RunSetup, answer_questions

WHY_HIDDEN = "no header names a party column; --sheet screens it"
WHY_NOT_CHOSEN = "not among the sheets that were asked for"
WHY_NO_PARTIES = "the settings say that it holds no parties"

Layout = SheetLayout | NoMapping
WatchResults = Callable[[Iterable[RowResult], int], Iterable[RowResult]]
"""Passes answers through and may show how far they are; the second value is about how many will
come."""


class FileQuestions(Struct, frozen=True, kw_only=True):
    """A file as it was read and understood, before anything is screened."""

    input: InputFile
    sheets: tuple[QuestionSequence, ...]
    """The questions of each sheet that is screened."""

    @property
    def questions(self) -> Sequence[Question]:
        """All questions, in order; unpacked or made anew whenever they are walked."""
        return GeneratedSequence(
            sum(map(len, self.sheets)), lambda: chain.from_iterable(self.sheets)
        )

    def select_questions(self, wanted: Iterator[bool]) -> Iterator[Question]:
        """Those questions that are wanted, in order."""
        return chain.from_iterable(sheet.select_questions(wanted) for sheet in self.sheets)


# --- Screening --------------------------------------------------------------------------------


def pass_results(results: Iterable[RowResult], total: int) -> Iterable[RowResult]:  # noqa: ARG001
    """Show nothing."""
    return results


def screen_file(path: Path, setup: RunSetup, watch: WatchResults = pass_results) -> Report:
    """Screen every party in one file. Raises InputError when there is no party in it."""
    walk = FileWalk(path, setup.settings)
    buffer, tally = ResultBuffer(setup.matcher.ready.entries), AnswerTally()
    answers = answer_questions(walk.ask_questions(), setup)
    for result in watch(answers, walk.most_questions):
        located = setup.locate(result)
        buffer.add(result, located)
        tally.add(located)
    found = walk.close()
    results = BufferedResults(found.questions, found.select_questions, buffer, setup.locate)
    return build_report(found.input, results, tally.counts, setup)


# --- Reading ------------------------------------------------------------------------------------


def read_questions(path: Path, settings: Settings) -> FileQuestions:
    """Read a file and find the parties in it; nothing is screened.

    Raises InputError when it cannot be read, when it lacks a sheet or column that the user names,
    or when no sheet of it has a column of parties.
    """
    walk = FileWalk(path, settings)
    for _ in walk.ask_questions():
        pass
    return walk.close()


class FileWalk:
    """One walk over a file: its questions can be answered while the next ones are still read."""

    def __init__(self, path: Path, settings: Settings) -> None:
        """Read a file and understand its sheets. Raises InputError as `read_questions` does."""
        source = self._source = readers.read(path)
        left_out = self._left_out = choose_sheets(source, settings)
        self._chosen = [sheet for sheet in source.sheets if not left_out[sheet.name]]
        columns.check_overrides([sheet.rows for sheet in self._chosen], settings.columns)
        self._layouts = {
            sheet.name: columns.find_layout(sheet.rows, settings.columns) for sheet in self._chosen
        }
        for sheet in self._chosen:
            is_helper = sheet.hidden and not has_headed_table(self._layouts[sheet.name])
            if is_helper and not settings.sheets:
                left_out[sheet.name] = WHY_HIDDEN
                del self._layouts[sheet.name]
        refuse_without_parties(source, self._layouts)
        self._collected: dict[str, SheetQuestions] = {}

    @property
    def most_questions(self) -> int:
        """About how many questions there are, and seldom more: there may be rows without any."""
        asked = ((one, self._layouts.get(one.name)) for one in self._chosen)
        return sum(
            len(sheet.rows) * max((len(one.mapping.parties) for one in layout.tables), default=1)
            for sheet, layout in asked
            if isinstance(layout, SheetLayout)
        )

    def ask_questions(self) -> Iterator[Question]:
        """Yield the questions, in order. To be walked once, and to the end. Raises InputError."""
        for sheet in self._chosen:
            if isinstance(layout := self._layouts.get(sheet.name), SheetLayout):
                collector = columns.QuestionCollector(self._source.name, sheet.rows, layout)
                yield from collector.ask_questions()
                self._collected[sheet.name] = collector.close()

    def close(self) -> FileQuestions:
        """Return what was read, every row counted, once all is walked."""
        source = self._source
        sheets = tuple(
            summarise_sheet(
                sheet,
                self._left_out[sheet.name],
                self._layouts.get(sheet.name),
                self._collected.get(sheet.name),
            )
            for sheet in source.sheets
        )
        return FileQuestions(
            input=InputFile(
                name=source.name,
                path=source.path,
                sha256=source.sha256,
                size=source.size,
                sheets=sheets,
                warnings=source.warnings,
            ),
            sheets=tuple(each.questions for each in self._collected.values()),
        )


def choose_sheets(source: SourceFile, settings: Settings) -> dict[str, str]:
    """Why each sheet is not for screening, by its name; empty for one that is.

    Raises InputError for a name that the workbook does not have, and for a report of this program.
    """
    if not settings.sheets and source.sheets and all(sheet.left_out for sheet in source.sheets):
        problem = f"{source.name}: this is a report of this program, not a file of parties"
        raise InputError(problem, "screen the file that the report was made of")
    there = [sheet.name for sheet in source.sheets]
    for name in settings.sheets:
        if name not in there:
            hint = f"it has {', '.join(map(repr, there))}" if any(there) else "it has no sheets"
            raise InputError(f"{source.name}: there is no sheet {name!r}", hint)
    if settings.sheets:
        return {name: "" if name in settings.sheets else WHY_NOT_CHOSEN for name in there}
    return {
        sheet.name: sheet.left_out or (WHY_NO_PARTIES if sheet.name in settings.no_parties else "")
        for sheet in source.sheets
    }


def has_headed_table(layout: Layout) -> bool:
    """Whether a header names a party column, as in a hidden sheet that is more than a helper."""
    return isinstance(layout, SheetLayout) and bool(layout.header_rows)


def refuse_without_parties(source: SourceFile, layouts: Mapping[str, Layout]) -> None:
    """Raise NoPartiesError when sheets hold something, but none a column of parties."""
    if any(isinstance(layout, SheetLayout) for layout in layouts.values()):
        return
    filled = {s.name for s in source.sheets if not all(row.is_blank for row in s.rows)}
    for name, layout in layouts.items():
        if name in filled and isinstance(layout, NoMapping):
            where = f"{source.name}, sheet {name!r}" if name else source.name
            raise NoPartiesError(f"{where}: {layout.reason}")


def summarise_sheet(
    sheet: Sheet, left_out: str, layout: Layout | None, collected: SheetQuestions | None
) -> SheetSummary:
    """What became of a sheet; `left_out` says why it was not for screening."""
    name, rows, hidden = sheet.name, sheet.rows, sheet.hidden
    if layout and not left_out:
        return columns.summarise_sheet(name, rows, layout, collected, hidden=hidden)
    return columns.summarise_unscreened(name, rows, left_out, hidden=hidden)
