"""Several files, one after the other: a report each, one exit code over all."""

import time as clock
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from compliance.audit import program
from compliance.batches.outbox import hash_basis
from compliance.cli.choices import Stock, settings, stock
from compliance.cli.delivery import Delivery, choose_delivery
from compliance.cli.exits import ExitCode, describe_error
from compliance.cli.inputs import (
    Inputs,
    Leftover,
    clean_path,
    describe_leftovers,
    find_inputs,
    keep_standard_input,
)
from compliance.cli.messages import tell, tell_event, tell_list_warnings, tell_policy
from compliance.cli.outcomes import Outcome, choose_lenient_code
from compliance.cli.review.decision_record import (
    describe_met,
    explain_deciding,
    list_decision_states,
    load_officers,
)
from compliance.cli.run_records import make_recorder
from compliance.cli.setup import DAY, open_team_setup
from compliance.cli.terminal import move_bar, progress, results, shows_bars
from compliance.configuration import PASS, Choices
from compliance.configuration.clock import start_time
from compliance.errors import InputError, NoPartiesError, ScreenError
from compliance.lists import catalog
from compliance.lists.list_files import ListFiles
from compliance.model import Decision, ListEntry, Report, RowResult, Settings, SheetSummary
from compliance.model.visible_text import visible
from compliance.reporters import STDOUT
from compliance.reporters.sheet_lines import list_unasked_lines
from compliance.screening import run_file
from compliance.screening.run_setup import RunSetup, widen_settings
from compliance.storage.atomic_file import remove_leftovers

# --- Screening --------------------------------------------------------------------------------


class RunVariant(Struct, frozen=True, kw_only=True):
    """In what a run differs from the usual one."""

    setup: Callable[[RunSetup], RunSetup]
    """Who answers the questions."""
    report: Callable[[Report], Report]
    """What a report says besides."""


def screen(paths: Sequence[str], choices: Choices, way: RunVariant | None = None) -> int:
    """Screen every file, `-` is standard input, and return the exit code over all.

    A file that cannot be read does not stop the others. Raises ScreenError for what stops all.
    """
    with keep_standard_input(paths, choices.input_format) as files:
        return screen_files(files, choices, way)


def screen_files(paths: Sequence[str], choices: Choices, way: RunVariant | None) -> int:
    """Screen files and return the exit code over all. Raises ScreenError for what stops all."""
    found = find_inputs(paths)
    chosen, time = settings(choices), start_time()
    basis = RunBasis(choices=choices, settings=chosen, time=time)
    skips = way is None and choices.record is None
    with choose_delivery(
        paths, found.files, choices, basis.hash_with if skips else None
    ) as delivery:
        remove_parts(delivery.places)
        recorder = make_recorder(choices, time, [*found.files, *delivery.places])
        lists = (recorder or basis).watch_stock(stock(choices))
        officers = load_officers(choices, time)
        asked, tasks = widen_settings(chosen, officers), choices.processes
        with open_team_setup(asked, time, lists, found.files, tasks) as staff:
            reviewed = replace(staff, settings=chosen, officers=officers)
            setup = way.setup(reviewed) if way else reviewed
            tell_event("start", files=len(found.files), lists=[one.id for one in setup.lists])
            with delivery.open_reports(setup):
                outcomes = [
                    trim_outcome(
                        screen_file(path, delivery, setup, way),
                        whole=bool(recorder or officers or delivery.needs_answers),
                        may_pass=choices.without_parties == PASS,
                    )
                    for path in found.files
                ]
        delivery.conclude(outcomes)
        delivery.close(list(describe_leftovers(found.leftovers)))
    for line in describe_gaps(() if delivery.tells_gaps else outcomes, found.leftovers):
        tell(line)
    for line in describe_met(officers, [one.report for one in outcomes if one.report]):
        tell(line)
    if choices.quiet or delivery.needs_answers:
        for line in explain_deciding(outcomes, choices):
            tell(line)
    if choices.quiet or STDOUT in delivery.places:
        tell_list_warnings(setup.lists)
    if STDOUT in delivery.places:
        tell_policy(setup.policy)
    if recorder:
        recorder.write(outcomes, setup)
    code = choose_lenient_code(outcomes, setup.lists, choices, is_whole=found.is_whole)
    tell_event("end", code=int(code))
    return code


def remove_parts(places: Sequence[Path]) -> None:
    """Remove from the folders of the reports what a run that was killed left there, and say so."""
    for part in remove_leftovers([one.parent for one in places if one != STDOUT], clock.time()):
        tell(f"notice: removed {part}, which a run that was stopped had left")


def trim_outcome(outcome: Outcome, *, whole: bool, may_pass: bool) -> Outcome:
    """The outcome; without the results, and so the file, where nobody will ask for them again.

    `may_pass` says that a file without parties passes.
    """
    outcome = replace(outcome, may_pass=may_pass and lacks_parties(outcome))
    if whole or not outcome.report:
        return outcome
    return replace(outcome, report=replace(outcome.report, results=()))


def lacks_parties(outcome: Outcome) -> bool:
    """Whether the file was read whole and holds no party."""
    return outcome.may_pass or bool(
        outcome.report and not sum(outcome.report.manifest.counts.values())
    )


def screen_file(
    path: Path, delivery: Delivery, setup: RunSetup, way: RunVariant | None = None
) -> Outcome:
    """Screen one file; whatever goes wrong with it alone is told and does not stop the others."""
    shown = clean_path(path)
    try:
        if known := delivery.find_known(path):
            return known
        report = screen_with_progress(path, setup)
        report = way.report(report) if way else report
        delivery.deliver(path, report)
        return Outcome(path=shown, report=report)
    except BrokenPipeError:
        raise
    except ScreenError as error:
        if not (isinstance(error, InputError) or delivery.goes_on):
            raise
        empty = isinstance(error, NoPartiesError)
        failed = Outcome(path=shown, problem=str(error), may_pass=empty)
    except Exception as error:
        failed = Outcome(path=shown, problem=describe_error(error))
    delivery.fail(failed)
    return failed


def screen_with_progress(path: Path, setup: RunSetup) -> Report:
    """Screen one file with a progress bar, if anybody sees it. Raises InputError."""
    if not shows_bars():  # what draws them takes its time to load
        return run_file.screen_file(path, setup, run_file.pass_results)
    with progress() as bar:
        task = bar.add_task(f"screening {visible(path.name)}", total=None)

        def watch(answers: Iterable[RowResult], total: int) -> Iterable[RowResult]:
            return move_bar(bar, task, answers, total)

        return run_file.screen_file(path, setup, watch)


class RunBasis(Struct, kw_only=True):
    """All that the answers of a run depend on, but for the files: lists, settings, program, day.

    Of the day only what rules and decisions are on it.
    """

    choices: Choices
    settings: Settings
    time: str
    found: Sequence[ListFiles] = ()

    def watch_stock(self, stock: Stock) -> Stock:
        """The stock, with this looking on which lists are found."""

        def note_lists(found: Sequence[ListFiles], entries: Sequence[ListEntry]) -> None:  # noqa: ARG001
            self.found = found

        return replace(stock, on_lists=note_lists)

    def hash_with(self, setup: RunSetup) -> str:
        """Their hash. Raises RecordError."""
        day = (self.settings.as_of or self.time)[:DAY]
        owners, rules = self.settings.owners, self.settings.rules
        lists = [one for one in self.found if not one.id.startswith("owners ")]
        parts = catalog.list_fingerprints(lists, owners, day, rules)
        # What counts for a purpose may be another from a day on: such a run keeps for the day.
        parts = [*parts, f"policy on {day}"] if setup.policy else parts
        places = repr(sorted(setup.locator.states.items())) if setup.locator else ""
        decisions = list_decision_states(self.choices, self.time)
        form = self.choices.format or " ".join(self.choices.outputs)
        return hash_basis(self.settings, form, parts, program.identify_program(), places, decisions)


def describe_gaps(outcomes: Sequence[Outcome], leftovers: Sequence[Leftover]) -> Iterator[str]:
    """What a reader must not miss: rows and files that were not screened."""
    for outcome in outcomes:
        if outcome.report:
            yield from describe_file_gaps(outcome.path, outcome.report)
    for outcome in outcomes:
        if outcome.problem:
            known = Path(outcome.path).name in outcome.problem
            said = outcome.problem if known else f"{outcome.path}: {outcome.problem}"
            yield f"notice: passed over: {said}" if outcome.may_pass else f"error: {said}"
    failed = sum(bool(outcome.problem) and not outcome.may_pass for outcome in outcomes)
    if failed and len(outcomes) > 1:
        yield f"{failed} of {len(outcomes)} files were not screened"
    yield from describe_leftovers(leftovers)


def describe_file_gaps(path: str, report: Report) -> Iterator[str]:
    """What of one file was not screened."""
    for sheet in report.manifest.input.sheets:
        if sheet.is_gap or not sheet.closes:
            yield from (f"warning: {path}: {line}" for line in list_unasked_lines(sheet))
    total = sum(report.manifest.counts.values())
    missing = report.manifest.counts[Decision.UNSCREENED]
    if not total:
        yield f"warning: {path}: there is no row to screen"
    if missing:
        yield f"warning: {path}: {missing} of {total} parties could not be screened"


# --- Showing what was understood --------------------------------------------------------------


def show_mappings(paths: Sequence[str], choices: Choices) -> int:
    """Print what was understood of every sheet; nothing is screened. Raises ScreenError."""
    with keep_standard_input(paths, choices.input_format) as files:
        return show_file_mappings(find_inputs(files), choices)


def show_file_mappings(found: Inputs, choices: Choices) -> int:
    """Print what was understood of every sheet of these files. Raises ScreenError."""
    problems = 0
    for line in describe_leftovers(found.leftovers):
        tell(line)
    for path in found.files:
        try:
            understood = run_file.read_questions(path, settings(choices))
        except InputError as error:
            tell(f"error: {error}")
            problems += 1
        else:
            for line in describe_mapping(clean_path(path), understood.input.sheets):
                results().print(visible(line), markup=False, soft_wrap=True)
    return ExitCode.NOT_STARTED if problems else ExitCode.NOTHING_OPEN


def describe_mapping(path: str, sheets: Iterable[SheetSummary]) -> Iterator[str]:
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
