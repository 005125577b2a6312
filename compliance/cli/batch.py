"""Several files, one after the other: a report each, one exit code over all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compliance import reporters
from compliance.cli.choices import settings, stock
from compliance.cli.complaints import reason
from compliance.cli.decided import officers_of, unmet
from compliance.cli.exits import ExitCode, Outcome, exit_code
from compliance.cli.inputs import Inputs, Leftover, describe_leftovers, find_inputs
from compliance.cli.recording import recorder_of
from compliance.cli.setup import staffed
from compliance.cli.standard_input import shown_path, spooled
from compliance.cli.targets import Target, refuse_next_inputs, targets_of
from compliance.cli.terminal import progress, results, tell, tell_list_warnings, tell_policy
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.engines import local
from compliance.engines.party import Setup, widened
from compliance.errors import InputError, ScreenError
from compliance.files import visible
from compliance.model import Decision, Report, RowResult, SheetSummary
from compliance.reporters import brief, console
from compliance.reporters.base import STDOUT
from compliance.reporters.console import not_asked_lines, sum_line

WITHOUT_SUMS = ("jsonl", "csv")
"""Formats of reports that hold answers alone: their sums are told beside them."""

# --- Screening --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """In what a run differs from the usual one."""

    setup: Callable[[Setup], Setup]
    """Who answers the questions."""
    report: Callable[[Report], Report]
    """What a report says besides."""


def screen(paths: Sequence[str], choices: Choices, way: Way | None = None) -> int:
    """Screen every file, `-` is standard input, and return the exit code over all.

    A file that cannot be read does not stop the others. Raises ScreenError for what stops all.
    """
    with spooled(paths, choices.input_format) as files:
        return screen_files(files, choices, way)


def screen_files(paths: Sequence[str], choices: Choices, way: Way | None) -> int:
    """Screen files and return the exit code over all. Raises ScreenError for what stops all."""
    found = find_inputs(paths)
    inputs = found.files
    targets = targets_of(inputs, choices.output, choices.format)
    refuse_next_inputs(paths, targets)
    chosen, time = settings(choices), start_time()
    recorder = recorder_of(choices, time, [*inputs, *(one.path for one in targets if one)])
    lists = recorder.watching(stock(choices)) if recorder else stock(choices)
    officers = officers_of(choices, time)
    with staffed(widened(chosen, officers), time, lists, inputs, choices.processes) as staff:
        reviewed = replace(staff, settings=chosen, officers=officers)
        setup = way.setup(reviewed) if way else reviewed
        outcomes = [
            outcome_of(
                screen_one(path, target, setup, way, quiet=choices.quiet),
                whole=recorder is not None or officers is not None,
            )
            for path, target in zip(inputs, targets, strict=True)
        ]
    for line in closing(outcomes, found.leftovers):
        tell(line)
    for line in unmet(officers, [one.report for one in outcomes if one.report]):
        tell(line)
    is_printed = any(target and target.path == STDOUT for target in targets)
    if choices.quiet or is_printed:
        tell_list_warnings(setup.lists)
    if is_printed:
        tell_policy(setup.policy)
    if recorder:
        recorder.write(outcomes, setup)
    return exit_code(outcomes, setup.lists, is_whole=found.is_whole)


def outcome_of(outcome: Outcome, *, whole: bool) -> Outcome:
    """The outcome; without the results, and so the file, where nobody will ask for them again."""
    if whole or not outcome.report:
        return outcome
    return replace(outcome, report=replace(outcome.report, results=()))


def screen_one(
    path: Path, target: Target | None, setup: Setup, way: Way | None = None, *, quiet: bool
) -> Outcome:
    """Screen one file; whatever goes wrong with it alone is told and does not stop the others."""
    shown = shown_path(path)
    try:
        return Outcome(path=shown, report=screened(path, target, setup, way, quiet=quiet))
    except InputError as error:
        return Outcome(path=shown, problem=str(error))
    except (ScreenError, BrokenPipeError):
        raise
    except Exception as error:
        return Outcome(path=shown, problem=reason(error))


def screened(
    path: Path, target: Target | None, setup: Setup, way: Way | None, *, quiet: bool
) -> Report:
    """Screen one file, show the result and write its report."""
    report = watched(path, setup)
    report = way.report(report) if way else report
    show(report, target, quiet=quiet)
    if target:
        reporters.write(report, target.path, target.format)
    if target and target.path != STDOUT:
        tell(f"report: {target.path}")
    if target and target.format in WITHOUT_SUMS and (quiet or target.path == STDOUT):
        for sheet in report.manifest.input.sheets:
            tell(f"{path.name}: {sum_line(sheet)}")
    return report


def watched(path: Path, setup: Setup) -> Report:
    """Screen one file with a progress bar. Raises InputError."""
    with progress() as bar:
        task = bar.add_task(f"screening {visible(path.name)}", total=None)

        def watch(answers: Iterable[RowResult], total: int) -> Iterable[RowResult]:
            return bar.track(answers, total=total, task_id=task)

        return local.screen_file(path, setup, watch)


def show(report: Report, target: Target | None, *, quiet: bool) -> None:
    """Print the result for a person, unless the report itself goes to standard output."""
    if target and target.path == STDOUT:
        return
    if quiet:
        source = report.manifest.input
        source = replace(source, path=shown_path(Path(source.path)))
        brief.show(replace(report, manifest=replace(report.manifest, input=source)), results())
    else:
        console.show(report, results())


def closing(outcomes: Sequence[Outcome], leftovers: Sequence[Leftover]) -> Iterator[str]:
    """What a reader must not miss: rows and files that were not screened."""
    for outcome in outcomes:
        if outcome.report:
            yield from gaps(outcome.path, outcome.report)
    for outcome in outcomes:
        if outcome.problem:
            known = Path(outcome.path).name in outcome.problem
            yield (
                f"error: {outcome.problem}"
                if known
                else f"error: {outcome.path}: {outcome.problem}"
            )
    failed = sum(bool(outcome.problem) for outcome in outcomes)
    if failed and len(outcomes) > 1:
        yield f"{failed} of {len(outcomes)} files were not screened"
    yield from describe_leftovers(leftovers)


def gaps(path: str, report: Report) -> Iterator[str]:
    """What of one file was not screened."""
    for sheet in report.manifest.input.sheets:
        if sheet.is_gap or not sheet.closes:
            yield from (f"warning: {path}: {line}" for line in not_asked_lines(sheet))
    total = sum(report.manifest.counts.values())
    missing = report.manifest.counts[Decision.UNSCREENED]
    if not total:
        yield f"warning: {path}: there is no row to screen"
    if missing:
        yield f"warning: {path}: {missing} of {total} parties could not be screened"


# --- Showing what was understood --------------------------------------------------------------


def show_mappings(paths: Sequence[str], choices: Choices) -> int:
    """Print what was understood of every sheet; nothing is screened. Raises ScreenError."""
    with spooled(paths, choices.input_format) as files:
        return show_mappings_of(find_inputs(files), choices)


def show_mappings_of(found: Inputs, choices: Choices) -> int:
    """Print what was understood of every sheet of these files. Raises ScreenError."""
    problems = 0
    for line in describe_leftovers(found.leftovers):
        tell(line)
    for path in found.files:
        try:
            understood = local.understand(path, settings(choices))
        except InputError as error:
            tell(f"error: {error}")
            problems += 1
        else:
            for line in mapping_lines(shown_path(path), understood.input.sheets):
                results().print(visible(line), markup=False, soft_wrap=True)
    return ExitCode.NOT_STARTED if problems else ExitCode.NOTHING_OPEN


def mapping_lines(path: str, sheets: Iterable[SheetSummary]) -> Iterator[str]:
    """One file: each sheet, its header rows and which column is what."""
    yield path
    for sheet in sheets:
        name = f"sheet {sheet.name}" if sheet.name else "the file"
        hidden = " (hidden)" if sheet.hidden else ""
        header = ", ".join(str(number) for number in sheet.header_rows) or "none"
        yield f"  {name}{hidden}: {sheet.rows} rows, header row {header}"
        yield f"    {sheet.sums}"
        if sheet.note:
            yield f"    note: {sheet.note}"
        for role, heading in sheet.mapping:
            yield f"    {role:<14} {heading}"
        for column, why in sheet.ignored_columns:
            yield f"    {'not asked':<14} {column}: {why}"
        for run in sheet.not_asked if sheet.asked_rows else ():
            yield f"    {'not asked':<14} {run.rows}: {run.reason}"
