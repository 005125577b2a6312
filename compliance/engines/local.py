"""One file on this machine: path -> sheets -> questions -> answers -> Report.

The only place where readers, columns and screening meet. Every row that was read is in exactly one
count of its sheet's summary, and every question gets one answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance import __version__, columns, readers
from compliance.errors import InputError
from compliance.matching import Matcher, policy
from compliance.model import (
    Decision,
    InputFile,
    ListInfo,
    Manifest,
    Question,
    Report,
    RowResult,
    Settings,
    SheetSummary,
)
from compliance.readers import SourceFile
from compliance.readers.base import Sheet
from compliance.screening import screen

Watch = Callable[[Iterable[RowResult], int], Iterable[RowResult]]
"""Passes answers through and may show how far they are; the second value is how many will come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What all files of a run share."""

    matcher: Matcher
    lists: tuple[ListInfo, ...]
    settings: Settings
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A file as it was read and understood, before anything is screened."""

    input: InputFile
    questions: tuple[Question, ...]


# --- Screening --------------------------------------------------------------------------------


def unwatched(results: Iterable[RowResult], total: int) -> Iterable[RowResult]:  # noqa: ARG001
    """Show nothing."""
    return results


def screen_file(path: Path, setup: Setup, watch: Watch = unwatched) -> Report:
    """Screen every party in one file. Raises InputError when there is no party in it."""
    understood = understand(path, setup.settings)
    answers = screen(understood.questions, setup.matcher, setup.settings)
    results = tuple(watch(answers, len(understood.questions)))
    return reported(understood.input, results, setup)


def screen_party(party: Party, setup: Setup) -> Report:
    """Screen one party that stands in no file."""
    question = Question(file="", sheet="", row=0, party=party)
    results = tuple(screen([question], setup.matcher, setup.settings))
    source = InputFile(name="command line", path="", sha256="", size=0)
    return reported(source, results, setup)


def reported(source: InputFile, results: tuple[RowResult, ...], setup: Setup) -> Report:
    """The results with all that proves later what was checked."""
    counts = Counter(result.decision for result in results)
    manifest = Manifest(
        version=__version__,
        time=setup.time,
        input=source,
        lists=setup.lists,
        settings=setup.settings,
        review_threshold=policy.REVIEW_FROM,
        hit_threshold=policy.HIT_FROM,
        counts={decision: counts[decision] for decision in Decision},
    )
    return Report(manifest=manifest, results=results)


# --- Understanding ----------------------------------------------------------------------------


def understand(path: Path, settings: Settings) -> Understood:
    """Read a file and find the parties in it; nothing is screened.

    Raises InputError when it cannot be read or no sheet of it has a column of parties.
    """
    source = readers.read(path)
    chosen = chosen_sheets(source, settings.sheets)
    parts = [sheet_parts(source.name, sheet, settings) if sheet.name in chosen else passed(sheet) for sheet in source.sheets]
    refuse_without_parties(source, parts)
    return Understood(
        input=InputFile(
            name=source.name,
            path=source.path,
            sha256=source.sha256,
            size=source.size,
            sheets=tuple(summary for summary, _ in parts),
            warnings=source.warnings,
        ),
        questions=tuple(question for _, questions in parts for question in questions),
    )
