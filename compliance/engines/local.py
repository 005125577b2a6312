"""One file on this machine: path -> sheets -> questions -> answers -> Report.

The only place where readers, columns and screening meet. Every row that was read is in exactly one
count of its sheet's summary, and every question gets one answer. Rows and questions are not held:
they are made anew whenever they are walked, and answers are held small (`holding`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from compliance import columns, readers
from compliance.anew import Anew
from compliance.columns import Asked, ColumnMapping, NoMapping, Taken
from compliance.engines.holding import Held, Kept
from compliance.engines.party import Setup, Tally, answers, reported
from compliance.errors import InputError
from compliance.model import (
    InputFile,
    Question,
    Report,
    RowResult,
    Settings,
    SheetSummary,
)
from compliance.readers import Sheet, SourceFile

HIDDEN = "hidden, not screened; --sheet screens it"
NOT_CHOSEN = "not among the sheets that were asked for"

Mapped = ColumnMapping | NoMapping
Watch = Callable[[Iterable[RowResult], int], Iterable[RowResult]]
"""Passes answers through and may show how far they are; the second value is how many will come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A file as it was read and understood, before anything is screened."""

    input: InputFile
    asked: tuple[Asked, ...]
    """The questions of each sheet."""

    @property
    def questions(self) -> Sequence[Question]:
        """All questions, in order; made anew from the rows whenever they are walked."""
        return Anew(sum(map(len, self.asked)), lambda: chain.from_iterable(self.asked))

    def some(self, wanted: Iterator[bool]) -> Iterator[Question]:
        """Those questions that are wanted, in order."""
        return chain.from_iterable(each.some(wanted) for each in self.asked)


# --- Screening --------------------------------------------------------------------------------


def unwatched(results: Iterable[RowResult], total: int) -> Iterable[RowResult]:  # noqa: ARG001
    """Show nothing."""
    return results


def screen_file(path: Path, setup: Setup, watch: Watch = unwatched) -> Report:
    """Screen every party in one file. Raises InputError when there is no party in it."""
    understood = understand(path, setup.settings)
    questions = understood.questions
    kept, tally = Kept(setup.matcher.ready.entries), Tally()
    for result in watch(answers(questions, setup), len(questions)):
        kept.add(result)
        tally.add(result)
    results = Held(questions, understood.some, kept)
    return reported(understood.input, results, tally, setup)


# --- Understanding ----------------------------------------------------------------------------


def understand(path: Path, settings: Settings) -> Understood:
    """Read a file and find the parties in it; nothing is screened.

    Raises InputError when it cannot be read, when it lacks a sheet or column that the user names,
    or when no sheet of it has a column of parties.
    """
    source = readers.read(path)
    chosen = chosen_sheets(source, settings.sheets)
    columns.check_overrides([sheet.rows for sheet in chosen], settings.columns)
    mappings = {sheet.name: columns.understand(sheet.rows, settings.columns) for sheet in chosen}
    refuse_without_parties(source, mappings)
    taken = {
        sheet.name: columns.take(source.name, sheet.rows, mapping)
        for sheet in chosen
        if isinstance(mapping := mappings[sheet.name], ColumnMapping)
    }
    return Understood(
        input=InputFile(
            name=source.name,
            path=source.path,
            sha256=source.sha256,
            size=source.size,
            sheets=tuple(
                summary(sheet, mappings.get(sheet.name), taken.get(sheet.name))
                for sheet in source.sheets
            ),
            warnings=source.warnings,
        ),
        asked=tuple(each.questions for each in taken.values()),
    )


def chosen_sheets(source: SourceFile, names: Sequence[str]) -> list[Sheet]:
    """The sheets that the user names, else all visible ones of their own; in workbook order.

    Raises InputError for a name that the workbook does not have, and for a report of this program.
    """
    if not names and source.sheets and all(sheet.left_out for sheet in source.sheets):
        problem = f"{source.name}: this is a report of this program, not a file of parties"
        raise InputError(problem, "screen the file that the report was made of")
    if not names:
        return [sheet for sheet in source.sheets if not sheet.hidden and not sheet.left_out]
    there = [sheet.name for sheet in source.sheets]
    for name in names:
        if name not in there:
            hint = f"it has {', '.join(map(repr, there))}" if any(there) else "it has no sheets"
            raise InputError(f"{source.name}: there is no sheet {name!r}", hint)
    return [sheet for sheet in source.sheets if sheet.name in names]


def refuse_without_parties(source: SourceFile, mappings: Mapping[str, Mapped]) -> None:
    """Raise InputError when sheets hold something, but none of them a column of parties."""
    if any(isinstance(mapping, ColumnMapping) for mapping in mappings.values()):
        return
    filled = {s.name for s in source.sheets if not all(row.is_blank for row in s.rows)}
    for name, mapping in mappings.items():
        if name in filled and isinstance(mapping, NoMapping):
            where = f"{source.name}, sheet {name!r}" if name else source.name
            raise InputError(f"{where}: {mapping.reason}")


def summary(sheet: Sheet, mapping: Mapped | None, taken: Taken | None = None) -> SheetSummary:
    """What became of a sheet; None for one that was not chosen."""
    if mapping:
        return columns.summarise(sheet.name, sheet.rows, mapping, taken, hidden=sheet.hidden)
    note = sheet.left_out or (HIDDEN if sheet.hidden else NOT_CHOSEN)
    return columns.unscreened(sheet.name, sheet.rows, note, hidden=sheet.hidden)
