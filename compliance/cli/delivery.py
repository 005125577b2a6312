"""What becomes of reports: on the screen, in one file, or in a folder with an index."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from compliance import __version__, reporters
from compliance.batches.index import (
    BatchIndex,
    FileAnswers,
    IndexedFile,
    read_index,
    restore_report,
    summarise_answers,
    write_index,
)
from compliance.batches.outbox import (
    INDEX,
    WORKBOOK,
    Earlier,
    lock_outbox,
    make_folder,
    path_below,
    report_places,
)
from compliance.cli.inputs import clean_path
from compliance.cli.messages import tell, tell_event
from compliance.cli.outcomes import Outcome
from compliance.cli.targets import (
    ReportTarget,
    plan_targets,
    refuse_next_inputs,
    refuse_replacing,
)
from compliance.cli.terminal import print_lines, results
from compliance.configuration import Choices
from compliance.configuration.clock import seconds_since, start_time
from compliance.errors import UsageError
from compliance.model import InputFile, Manifest, Report
from compliance.reporters import STDOUT, brief, choose_ending
from compliance.reporters.base import output
from compliance.reporters.sheet_lines import describe_sums
from compliance.screening.run_report import AnswerCounts, build_manifest
from compliance.screening.run_setup import RunSetup
from compliance.storage.hashing import hash_file

if TYPE_CHECKING:
    from compliance.reporters.console import Files

WITHOUT_SUMS = ("jsonl", "csv")
"""Formats of reports that hold answers alone: their sums are told beside them."""
SAVED_EVERY = 30.0
"""Seconds after which the index is written while a batch is at work: what a kill can cost."""


class Delivery:
    """Shows each report, and what closes a run of several; writes none."""

    needs_answers = False
    """Whether `conclude` wants the answers of all files."""

    def __init__(self, choices: Choices, files: int, *, shows: bool = True) -> None:
        self._choices = choices
        self._shows = shows
        several = files > 1 and shows and not choices.quiet
        self._several = open_joint_view(choices) if several else None

    @property
    def places(self) -> Sequence[Path]:
        """Files that will be written."""
        return ()

    def open_reports(self, setup: RunSetup) -> AbstractContextManager[None]:  # noqa: ARG002 - of others
        """Is there for as long as files are screened; `setup` is what they share."""
        return nullcontext()

    def find_known(self, path: Path) -> Outcome | None:  # noqa: ARG002 - of others
        """What is known of a file already, so that it need not be screened."""
        return None

    def deliver(self, path: Path, report: Report) -> None:  # noqa: ARG002 - of others
        """Show and write the report of a file. Raises OutputError."""
        self._show(report)

    def fail(self, outcome: Outcome) -> None:
        """Take note of a file that could not be screened."""

    def conclude(self, outcomes: Sequence[Outcome]) -> None:
        """Write what takes the answers of all files. Raises OutputError."""

    def close(self, left_over: Sequence[str]) -> None:  # noqa: ARG002 - of others
        """Show and write what is said once, over all files."""
        if self._several:
            self._several.close()

    @property
    def goes_on(self) -> bool:
        """Whether a report that cannot be written is the problem of its file alone."""
        return False

    @property
    def tells_gaps(self) -> bool:
        """Whether it has shown what was not screened, so that nobody else needs to."""
        return False

    def _show(self, report: Report) -> None:
        if not self._shows:
            return
        if self._choices.quiet:
            show_brief(report)
        elif self._several:
            self._several.show(report)
        else:
            from compliance.reporters import console  # late: rich

            console.show(report, results(), in_full=self._choices.long)


def open_joint_view(choices: Choices) -> "Files":
    """What shows several files behind each other, and closes with what is said once of all."""
    from compliance.reporters.console import Files  # late, as all that rich shows

    return Files(results(), in_full=choices.long)


def show_brief(report: Report) -> None:
    """Print the open parties of a file, one line each."""
    source = report.manifest.input
    source = replace(source, path=clean_path(Path(source.path)))
    shown = replace(report, manifest=replace(report.manifest, input=source))
    print_lines(brief.list_open_lines(shown))


class OneReport(Delivery):
    """One file, and its report."""

    def __init__(self, choices: Choices, target: ReportTarget, *, shows: bool = True) -> None:
        super().__init__(choices, 1, shows=shows)
        self._target = target

    @property
    def places(self) -> Sequence[Path]:
        """The report."""
        return (self._target.path,)

    def deliver(self, path: Path, report: Report) -> None:
        """Show the report, unless it goes to standard output itself, and write it."""
        target = self._target
        if target.path != STDOUT:
            self._show(report)
        reporters.write(report, target.path, target.format)
        if target.path != STDOUT:
            tell(f"report: {target.path}")
        if target.format in WITHOUT_SUMS and (self._choices.quiet or target.path == STDOUT):
            for sheet in report.manifest.input.sheets:
                tell(f"{path.name}: {describe_sums(sheet)}")


class CombinedReport(Delivery):
    """The answers of several files, one after the other, in one report of lines."""

    def __init__(
        self, choices: Choices, target: ReportTarget, files: int, *, shows: bool = True
    ) -> None:
        super().__init__(choices, files, shows=shows)
        self._target = target
        self._stream: BinaryIO | None = None
        self._is_empty = True

    @property
    def places(self) -> Sequence[Path]:
        """The report."""
        return (self._target.path,)

    @contextmanager
    def open_reports(self, setup: RunSetup) -> Iterator[None]:  # noqa: ARG002 - of others
        """Keep the report open; it takes its place when the block ends well."""
        with output(self._target.path) as self._stream:
            yield

    def deliver(self, path: Path, report: Report) -> None:
        """Add the answers of a file; one that fails on the way leaves none."""
        assert self._stream  # noqa: S101 - it is open
        if self._target.path != STDOUT:
            self._show(report)
        start = self._stream.tell() if self._stream.seekable() else None
        source = replace(report.manifest.input, path=clean_path(path))
        named = replace(report, manifest=replace(report.manifest, input=source))
        try:
            reporters.append(named, self._stream, self._target.format, is_first=self._is_empty)
            self._is_empty = False
        except BaseException:
            if start is not None:
                self._stream.seek(start)
                self._stream.truncate()
            raise

    def close(self, left_over: Sequence[str]) -> None:
        """Show what is said once."""
        if self._target.path != STDOUT:
            super().close(left_over)


class JointReport(Delivery):
    """One report over all files, in a format of forges."""

    needs_answers = True

    def __init__(
        self, choices: Choices, target: ReportTarget, files: int, *, shows: bool = True
    ) -> None:
        super().__init__(choices, files, shows=shows and target.path != STDOUT)
        self._target = target

    @property
    def places(self) -> Sequence[Path]:
        """The report."""
        return (self._target.path,)

    def conclude(self, outcomes: Sequence[Outcome]) -> None:
        """Write it, with what could not be screened."""
        reporters.write_joint(outcomes, self._target.path, self._target.format)
        if self._target.path != STDOUT:
            tell(f"report: {self._target.path}")


class SeveralReports(Delivery):
    """Several deliveries of one run, of which the first alone shows anything."""

    def __init__(self, parts: Sequence[Delivery]) -> None:
        self._parts = parts
        self.needs_answers = any(part.needs_answers for part in parts)

    @property
    def places(self) -> Sequence[Path]:
        """The reports of all."""
        return tuple(place for part in self._parts for place in part.places)

    @contextmanager
    def open_reports(self, setup: RunSetup) -> Iterator[None]:
        """Open all, and close those that were opened when one cannot be."""
        with ExitStack() as stack:
            for part in self._parts:
                stack.enter_context(part.open_reports(setup))
            yield

    def deliver(self, path: Path, report: Report) -> None:
        """Let each show or write the report of a file."""
        for part in self._parts:
            part.deliver(path, report)

    def fail(self, outcome: Outcome) -> None:
        """Let each take note of a file that failed."""
        for part in self._parts:
            part.fail(outcome)

    def conclude(self, outcomes: Sequence[Outcome]) -> None:
        """Let each write what takes all answers."""
        for part in self._parts:
            part.conclude(outcomes)

    def close(self, left_over: Sequence[str]) -> None:
        """Let each say what is said once."""
        for part in self._parts:
            part.close(left_over)

    @property
    def tells_gaps(self) -> bool:
        """Whether one of them does."""
        return any(part.tells_gaps for part in self._parts)


# --- A folder ---------------------------------------------------------------------------------


class Outbox(Delivery):
    """A report a file in a folder, and an index over all; a line a file on the screen."""

    def __init__(
        self,
        choices: Choices,
        folder: Path,
        form: str,
        *,
        reports: dict[Path, Path],
        names: dict[str, str],
    ) -> None:
        """`reports`: file -> its report; `names`: file as given -> its place below its folder."""
        self.choices = choices
        self.folder = folder
        self.form = form
        self.reports = reports
        self.names = names
        self.basis: Callable[[RunSetup], str] | None = None
        """Tells the hash of all that answers depend on; None where every file is to be screened."""
        self.shows = True
        """Whether anything is printed."""
        self.index: list[IndexedFile] = []
        self._earlier = Earlier()
        self._basis = ""
        self._run: Manifest | None = None
        self._begun = 0.0
        self._saved = 0.0

    @property
    def places(self) -> Sequence[Path]:
        """The reports and the index."""
        return (*self.reports.values(), self.folder / INDEX, self.folder / WORKBOOK)

    @contextmanager
    def open_reports(self, setup: RunSetup) -> Iterator[None]:
        """Read the index of the run before; write that of this one, however it ends."""
        nothing = InputFile(name="", path="", sha256="", size=0)
        self._run = build_manifest(
            nothing, AnswerCounts(), lists=setup.lists, settings=setup.settings, time=setup.time
        )
        if self.basis:
            self._basis = self.basis(setup)
        self._earlier = Earlier(read_index(self.folder / INDEX), self._basis)
        self._saved = self._begun = time.monotonic()
        if self.shows and not self.choices.quiet:
            from compliance.batches import lines  # late: rich

            lines.show_heads(results())
        try:
            yield
        except BaseException:
            self._save()
            raise

    def find_known(self, path: Path) -> Outcome | None:
        """The outcome of an earlier run, where nothing that it depends on has changed."""
        self._begun = time.monotonic()
        if self.choices.again or not self.basis or not self._run:
            return None
        shown, place = clean_path(path), self.reports[path]
        answers = self._earlier.answers(path, shown, place, self._below(place))
        if not answers:
            return None
        self._add(IndexedFile(path=shown, answers=answers, unchanged=True))
        return Outcome(path=shown, report=restore_report(answers, self._run))

    def deliver(self, path: Path, report: Report) -> None:
        """Write the report and show the line of the file."""
        place = self.reports[path]
        make_folder(place.parent)
        reporters.write(report, place, self.form)
        answers = summarise_answers(
            report,
            basis=self._basis,
            path=self._below(place),
            sha256=hash_file(place),
            time=start_time(),
            seconds=seconds_since(self._begun),
        )
        self._add(IndexedFile(path=clean_path(path), answers=answers))

    def fail(self, outcome: Outcome) -> None:
        """Take note of a file that could not be screened."""
        self._add(IndexedFile(path=outcome.path, problem=outcome.problem))

    def close(self, left_over: Sequence[str]) -> None:
        """Write the index, and show the totals."""
        from compliance.batches.workbook import write_workbook  # late: openpyxl takes its time

        index = self._make_index(left_over)
        write_index(index, self.folder / INDEX)
        write_workbook(index, self.folder / WORKBOOK)
        if self.shows and not self.choices.quiet:
            from compliance.batches import lines  # late: rich

            lines.show_total(index, results())
        tell_event(
            "total",
            files=len(index.files),
            failed=sum(not one.answers for one in index.files),
            unchanged=sum(one.unchanged for one in index.files),
            counts={str(decision): count for decision, count in index.counts.items()},
        )
        tell(f"index: {self.folder / WORKBOOK}, {self.folder / INDEX}")

    @property
    def goes_on(self) -> bool:
        """Each file has a report of its own."""
        return True

    @property
    def tells_gaps(self) -> bool:
        """The lines and the index tell what was not screened; of a quiet run the index alone."""
        return self.shows and not self.choices.quiet

    def _below(self, place: Path) -> str:
        """The place from the folder on, as the index tells it."""
        return place.relative_to(self.folder).as_posix()

    def _add(self, file: IndexedFile) -> None:
        self.index.append(file)
        if self.shows:
            from compliance.batches import lines  # late: rich

            if self.choices.quiet:
                lines.show_parties(file, results())
            else:
                lines.show_file(file, self.names.get(file.path, file.path), results())
        tell_file(file)
        if time.monotonic() - self._saved > SAVED_EVERY:
            self._save()

    def _save(self) -> None:
        """Write what is known so far: a run that is cut off is not begun anew by the next."""
        index = self._make_index(())
        reached = {one.path for one in self.index}
        rest = [one for one in self._earlier.files if one.path not in reached]
        write_index(
            replace(index, files=(*index.files, *rest), is_whole=False), self.folder / INDEX
        )
        self._saved = time.monotonic()

    def _make_index(self, left_over: Sequence[str]) -> BatchIndex:
        assert self._run  # noqa: S101 - it is open
        return BatchIndex(
            version=__version__,
            time=self._run.time,
            basis=self._basis,
            lists=self._run.lists,
            files=tuple(self.index),
            left_over=tuple(left_over),
        )


def tell_file(file: IndexedFile) -> None:
    """One event of a log; it names the file and no party in it."""
    known: FileAnswers | None = file.answers
    if not known:
        tell_event("file", file=file.path, status="failed", problem=file.problem)
        return
    tell_event(
        "file",
        file=file.path,
        status="unchanged" if file.unchanged else "screened",
        parties=sum(known.counts.values()),
        counts={str(decision): count for decision, count in known.counts.items()},
        open=known.open,
        seconds=known.seconds,
        report=known.report,
        sha256=known.input.sha256,
    )


# --- Which it is ------------------------------------------------------------------------------


@contextmanager
def choose_delivery(
    paths: Sequence[str],
    inputs: Sequence[Path],
    choices: Choices,
    basis: Callable[[RunSetup], str] | None,
) -> Iterator[Delivery]:
    """What becomes of the reports of these files; a folder is locked until the block ends.

    Raises UsageError for what cannot be, and OutputError for a folder that another run writes into.
    """
    plan = plan_targets(inputs, choices.outputs, choices.format)
    refuse_next_inputs(paths, plan.targets)
    alone = len(plan.of_files) + len(plan.joint) == 1
    boxes = [one for one in plan.of_files if is_batch(paths, inputs, one[1][0])]
    if choices.again and not (alone and boxes):
        problem = "--all is for a folder of reports, in which unchanged files are passed over"
        raise UsageError(problem, "for example: screen inbox/ -o outbox/ --all")
    shows = [not plan.is_to_stdout, *[False] * len(plan.targets)]
    with ExitStack() as stack:
        parts: list[Delivery] = []
        for output, targets in boxes:
            outbox = make_outbox(paths, inputs, output, targets[0].format, choices)
            outbox.shows, outbox.basis = shows[len(parts)], basis if alone else None
            make_folder(outbox.folder)
            stack.enter_context(lock_outbox(outbox.folder))
            parts.append(outbox)
        for output, targets in plan.of_files:
            if (output, targets) not in boxes:
                parts.append(deliver_each_file(choices, targets, shows=shows[len(parts)]))
        for target in plan.joint:
            parts.append(JointReport(choices, target, len(inputs), shows=shows[len(parts)]))
        if len(parts) > 1:
            yield SeveralReports(parts)
        else:
            yield parts[0] if parts else Delivery(choices, len(inputs))


def make_outbox(
    paths: Sequence[str], inputs: Sequence[Path], output: str, form: str, choices: Choices
) -> Outbox:
    """A folder of reports. Raises OutputError where one would replace a file that is screened."""
    folder = Path(output).expanduser()
    below = [path_below(one, paths) for one in inputs]
    places = [folder / one for one in report_places(below, partial(choose_ending, name=form))]
    made = Outbox(
        choices,
        folder,
        form,
        reports=dict(zip(inputs, places, strict=True)),
        names={clean_path(one): str(place) for one, place in zip(inputs, below, strict=True)},
    )
    refuse_replacing(inputs, [ReportTarget(path=one, format=form) for one in made.places])
    return made


def deliver_each_file(
    choices: Choices, targets: Sequence[ReportTarget], *, shows: bool
) -> Delivery:
    """One report of one file, or of several in a format of lines."""
    first = targets[0]
    if len(targets) > 1:
        return CombinedReport(choices, first, len(targets), shows=shows)
    if first.in_folder:
        make_folder(first.path.parent)
    return OneReport(choices, first, shows=shows)


def is_batch(paths: Sequence[str], inputs: Sequence[Path], first: ReportTarget) -> bool:
    """Whether files go into a folder with an index: several, or what a folder holds."""
    return first.in_folder and (len(inputs) > 1 or any(Path(path).is_dir() for path in paths))
