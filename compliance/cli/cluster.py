"""`screen --engine spark`: many files by Spark, into a folder of Parquet and a run record."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from compliance import catalog
from compliance.cli.batch import closing
from compliance.cli.choices import settings, start_time, stock
from compliance.cli.decided import officers_of
from compliance.cli.exits import Outcome, exit_code
from compliance.cli.inputs import inputs_of, passed_over
from compliance.cli.setup import DAY
from compliance.cli.targets import Target, refuse_next_inputs
from compliance.cli.terminal import progress, results, tell, tell_list_warnings
from compliance.configuration import Choices
from compliance.engines.spark import session
from compliance.engines.spark.inputs import KINDS, File, Given, is_remote
from compliance.engines.spark.output import ANSWERS, inside, new_folder, write_record
from compliance.errors import UsageError
from compliance.model import Decision, Report
from compliance.reporters import json, jsonl
from compliance.reporters.base import GRAVITY, LABELS, NOT_ADVICE, NOT_CLEARANCE

FORMAT = "parquet"


class Answered(Protocol):
    """What the engine tells of a file; its own class needs Spark to be there."""

    @property
    def file(self) -> File:
        """Which file."""
        ...

    @property
    def report(self) -> Report | None:
        """Counts and what was understood; None when it could not be screened."""
        ...

    @property
    def problem(self) -> str:
        """Why it could not be screened."""
        ...


def screen(paths: Sequence[str], choices: Choices) -> int:
    """Screen every file and return the exit code over all. Raises ScreenError."""
    session.refuse_missing()
    if officers_of(choices, start_time()):
        tell("warning: the engine spark applies no decisions of officers: decided pairs are open")
    folder = folder_of(paths, choices)
    given = given_of(paths)
    with new_folder(folder):
        answered = screened(given, folder, choices)
    outcomes = [outcome(one) for one in answered]
    reports = [one.report for one in outcomes if one.report]
    if reports and not choices.quiet:
        show(reports)
    for line in closing(outcomes, passed_over(local_ones(paths), KINDS)):
        tell(line)
    lists = reports[0].manifest.lists if reports else ()
    tell_list_warnings(lists)
    if reports:
        tell(f"report: {folder}")
    return exit_code(outcomes, lists)


def folder_of(paths: Sequence[str], choices: Choices) -> str:
    """Where the answers go. Raises UsageError for a place or a format that cannot be."""
    if not choices.output or choices.output == "-":
        raise UsageError("the engine spark writes into a folder", "name a new one: -o results")
    if (choices.format or FORMAT) != FORMAT:
        problem = f"the engine spark writes {FORMAT}, not {choices.format}"
        raise UsageError(problem, "leave --format out, or use the engine local")
    if not is_remote(choices.output):
        inner = Target(path=Path(choices.output) / ANSWERS, format=FORMAT)
        refuse_next_inputs(local_ones(paths), [inner])
    return choices.output


def local_ones(paths: Iterable[str]) -> list[str]:
    """The paths of this computer's file system."""
    return [path for path in paths if not is_remote(path)]


def given_of(paths: Sequence[str]) -> list[Given]:
    """The arguments with their files, each file once. Raises InputError for an empty folder."""
    first = {file: path for path in reversed(paths) for file in _files(path)}
    return [
        Given(path=path, files=tuple(file for file in _files(path) if first[file] == path))
        for path in dict.fromkeys(paths)
    ]


def _files(path: str) -> list[Path]:
    return [] if is_remote(path) else inputs_of([path], KINDS)


def screened(given: Sequence[Given], folder: str, choices: Choices) -> Sequence[Answered]:
    """Let Spark do the work, and write down what was done."""
    chosen, time = settings(choices), start_time()
    day = (chosen.as_of or time)[:DAY]
    listed = catalog.load(chosen.lists, stock(choices).shelf, chosen.owners, day)
    watchlist = replace(listed, lists=catalog.aged(listed.lists, day, choices.publishers))
    with progress() as bar, session.session(choices.master) as spark:
        bar.add_task("screening with Spark", total=None)
        from compliance.engines.spark.run import Screening, run

        screening = Screening(watchlist=watchlist, settings=chosen, time=time, record=jsonl.record)
        answered = run(spark, given, screening, inside(folder, ANSWERS))
        if any(one.report for one in answered):
            master = choices.master or session.HERE
            engine = {"name": "spark", "version": spark.version, "master": master}
            write_record(spark, folder, jsonl.line(record(answered, engine)) + b"\n")
    return answered


def outcome(answered: Answered) -> Outcome:
    """What became of a file, as the exit code counts it."""
    return Outcome(path=answered.file.path, report=answered.report, problem=answered.problem)


# --- The run record ---------------------------------------------------------------------------


def record(answered: Sequence[Answered], engine: jsonl.Record) -> jsonl.Record:
    """What was checked, file by file and over all, as plain data."""
    manifests = [json.manifest(one.report.manifest) for one in answered if one.report]
    return {
        "notice": manifests[0]["notice"],
        "version": manifests[0]["version"],
        "time": manifests[0]["time"],
        "engine": engine,
        "lists": manifests[0]["lists"],
        "settings": manifests[0]["settings"],
        "counts": {str(decision): number for decision, number in counts(reports(answered)).items()},
        "inputs": [_input(one) for one in answered],
    }


def reports(answered: Iterable[Answered]) -> list[Report]:
    """The reports of the files that were screened."""
    return [one.report for one in answered if one.report]


def _input(answered: Answered) -> jsonl.Record:
    """One file; its `file_number` is that of its answers."""
    place: jsonl.Record = {"file_number": answered.file.number, "path": answered.file.path}
    if not answered.report:
        return {**place, "problem": answered.problem}
    manifest = json.manifest(answered.report.manifest)
    source = manifest["input"]
    assert isinstance(source, dict)  # noqa: S101 - the reporter's own form
    return {**place, **source, "counts": manifest["counts"]}


def counts(found: Iterable[Report]) -> dict[Decision, int]:
    """Answers by decision over all files."""
    total: Counter[Decision] = Counter()
    for report in found:
        total.update(report.manifest.counts)
    return {decision: total[decision] for decision in Decision}


def show(found: Sequence[Report]) -> None:
    """Print how many parties got which answer, and against what."""
    total, console = counts(found), results()
    console.print(f"files: {len(found):,}, parties: {sum(total.values()):,}", markup=False)
    for decision in GRAVITY:
        console.print(f"  {total[decision]:>9,}  {LABELS[decision]}", markup=False)
    for info in found[0].manifest.lists:
        console.print(
            f"Screened against {info.title}: {info.names:,} names, as of {info.as_of or 'no date'}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"\n{NOT_CLEARANCE}\n{NOT_ADVICE}", markup=False)
