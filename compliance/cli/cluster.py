"""`screen --engine spark`: many files by Spark, into a folder of Parquet and a run record."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from compliance.cli.batch import describe_gaps
from compliance.cli.choices import settings, stock
from compliance.cli.inputs import MARK, find_inputs
from compliance.cli.messages import tell, tell_list_warnings
from compliance.cli.outcomes import Outcome, choose_lenient_code
from compliance.cli.review.decision_record import describe_met_counts, load_officers
from compliance.cli.setup import DAY, make_policy, prepare_lists
from compliance.cli.targets import ReportTarget, refuse_next_inputs
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.model import Decision, Report
from compliance.reporters import json, jsonl
from compliance.reporters.base import (
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    count_words,
    describe_decided,
)
from compliance.reporters.console import add_destinations
from compliance.screening import list_cache
from compliance.screening.run_setup import OfficerDecisions, make_locator
from compliance.spark import session
from compliance.spark.inputs import KINDS, InputArgument, is_remote
from compliance.spark.output import (
    ANSWERS,
    ScreenedFile,
    create_folder,
    join_location,
    write_record,
)

FORMAT = "parquet"


def screen(paths: Sequence[str], choices: Choices) -> int:
    """Screen every file and return the exit code over all. Raises ScreenError."""
    refuse_standard_input(paths, choices)
    session.refuse_missing()
    folder = choose_folder(paths, choices)
    given = group_inputs(paths)
    time = start_time()
    officers = load_officers(choices, time)
    with create_folder(folder):
        answered, said = run_spark(given, folder, choices, officers, time)
    outcomes = [make_outcome(one) for one in answered]
    reports = [one.report for one in outcomes if one.report]
    if reports and not choices.quiet:
        show_counts(reports)
    here = find_inputs(list_local_paths(paths), KINDS)
    for line in describe_gaps(outcomes, here.leftovers):
        tell(line)
    for line in said:
        tell(line)
    lists = reports[0].manifest.lists if reports else ()
    tell_list_warnings(lists)
    if reports:
        tell(f"report: {folder}")
    return choose_lenient_code(outcomes, lists, choices, is_whole=here.is_whole)


def refuse_standard_input(paths: Sequence[str], choices: Choices) -> None:
    """Raise UsageError where standard input is to be screened: workers cannot read it."""
    if MARK in paths or choices.input_format:
        raise UsageError("the engine spark reads files, not standard input", "save it to a file")


def choose_folder(paths: Sequence[str], choices: Choices) -> str:
    """Where the answers go. Raises UsageError for a place or a format that cannot be."""
    if len(choices.outputs) != 1 or choices.outputs[0] == "-":
        raise UsageError("the engine spark writes into a folder", "name a new one: -o results")
    if (choices.format or FORMAT) != FORMAT:
        problem = f"the engine spark writes {FORMAT}, not {choices.format}"
        raise UsageError(problem, "leave --format out, or use the engine local")
    [folder] = choices.outputs
    if not is_remote(folder):
        inner = ReportTarget(path=Path(folder) / ANSWERS, format=FORMAT)
        refuse_next_inputs(list_local_paths(paths), [inner])
    return folder


def list_local_paths(paths: Iterable[str]) -> list[str]:
    """The paths of this computer's file system."""
    return [path for path in paths if not is_remote(path)]


def group_inputs(paths: Sequence[str]) -> list[InputArgument]:
    """The arguments with their files, each file once. Raises InputError for an empty folder."""
    first = {file: path for path in reversed(paths) for file in _find_files(path)}
    return [
        InputArgument(
            path=path, files=tuple(file for file in _find_files(path) if first[file] == path)
        )
        for path in dict.fromkeys(paths)
    ]


def _find_files(path: str) -> list[Path]:
    return [] if is_remote(path) else find_inputs([path], KINDS).files


def run_spark(
    given: Sequence[InputArgument],
    folder: str,
    choices: Choices,
    officers: OfficerDecisions | None,
    time: str,
) -> tuple[Sequence[ScreenedFile], list[str]]:
    """Let Spark do the work, and write down what was done; also what to say of decisions."""
    chosen = settings(choices)
    kept_lists = stock(choices)
    ready = prepare_lists(chosen, time, kept_lists)
    with (
        list_cache.lend_cache_file(ready) as file,
        progress() as bar,
        session.open_session(choices.master) as spark,
    ):
        bar.add_task("screening with Spark", total=None)
        from compliance.spark.counts import count_met_decisions
        from compliance.spark.run import SparkJob, run_job
        from compliance.spark.workers import AnswerTask

        screening = SparkJob(
            lists=ready.lists,
            file=file,
            task=AnswerTask(
                settings=chosen,
                officers=officers,
                locator=make_locator(chosen, time[:DAY]),
                policy=make_policy(ready.lists, chosen, time, kept_lists),
                record=jsonl.record,
            ),
            time=time,
        )
        results = join_location(folder, ANSWERS)
        answered = run_job(spark, given, screening, results)
        if not any(one.report for one in answered):
            return answered, []
        found = count_met_decisions(spark, results) if officers else None
        master = choices.master or session.THIS_COMPUTER
        engine = {"name": "spark", "version": spark.version, "master": master}
        write_record(spark, folder, jsonl.line(make_record(answered, engine)) + b"\n")
    said = (
        [describe_met_counts(officers, found.decisions, found.again)] if officers and found else []
    )
    return answered, said


def make_outcome(answered: ScreenedFile) -> Outcome:
    """What became of a file, as the exit code counts it."""
    return Outcome(path=answered.file.path, report=answered.report, problem=answered.problem)


# --- The run record ---------------------------------------------------------------------------


def make_record(answered: Sequence[ScreenedFile], engine: jsonl.Record) -> jsonl.Record:
    """What was checked, file by file and over all, as plain data."""
    manifests = [json.manifest(one.report.manifest) for one in answered if one.report]
    inputs: list[jsonl.Record] = []
    for one in answered:  # its `file_number` is that of its answers
        told: jsonl.Record = {"file_number": one.file.number, "path": one.file.path}
        if one.report:
            manifest = json.manifest(one.report.manifest)
            source = manifest["input"]
            assert isinstance(source, dict)  # noqa: S101 - the reporter's own form
            told |= source
            told |= {name: manifest[name] for name in ("counts", "destinations")}
            told |= count_decided([one.report])
        else:
            told["problem"] = one.problem
        inputs.append(told)
    return {
        "notice": manifests[0]["notice"],
        "version": manifests[0]["version"],
        "time": manifests[0]["time"],
        "engine": engine,
        "lists": manifests[0]["lists"],
        "settings": manifests[0]["settings"],
        "counts": {
            str(decision): number
            for decision, number in count_answers(make_reports(answered)).items()
        },
        **count_decided(make_reports(answered)),
        "policy": manifests[0]["policy"],
        "policy_warnings": manifests[0]["policy_warnings"],
        "decisions": manifests[0]["decisions"],
        "inputs": inputs,
    }


def make_reports(answered: Iterable[ScreenedFile]) -> list[Report]:
    """The reports of the files that were screened."""
    return [one.report for one in answered if one.report]


def count_decided(found: Sequence[Report]) -> dict[str, int]:
    """What is open after what officers decided earlier."""
    manifests = [report.manifest for report in found]
    return {
        "open": sum(one.open for one in manifests),
        "decided": sum(one.decided for one in manifests),
        "reopened": sum(one.reopened for one in manifests),
        "aside": sum(one.aside for one in manifests),
    }


def count_answers(found: Iterable[Report]) -> dict[Decision, int]:
    """Answers by decision over all files."""
    total: Counter[Decision] = Counter()
    for report in found:
        total.update(report.manifest.counts)
    return {decision: total[decision] for decision in Decision}


def show_counts(found: Sequence[Report]) -> None:
    """Print how many parties got which answer, and against what."""
    total, console = count_answers(found), results()
    console.print(f"files: {len(found):,}, parties: {sum(total.values()):,}", markup=False)
    for decision in GRAVITY:
        console.print(f"  {total[decision]:>9,}  {LABELS[decision]}", markup=False)
    of_all = count_decided(found)
    manifest = replace(found[0].manifest, decided=of_all["decided"], reopened=of_all["reopened"])
    if said := describe_decided(manifest):
        console.print(f"             of the HIT and REVIEW: {said}", markup=False)
    for one in add_destinations(one.manifest for one in found):
        console.print(f"  {count_words(one)}", markup=False, soft_wrap=True)
    for info in found[0].manifest.lists:
        console.print(
            f"Screened against {info.title}: {info.names:,} names, as of {info.as_of or 'no date'}",
            markup=False,
            soft_wrap=True,
        )
    console.print(f"\n{NOT_CLEARANCE}\n{NOT_ADVICE}", markup=False)
