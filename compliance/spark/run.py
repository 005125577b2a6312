"""The whole of a run on Spark: files -> questions -> answers -> Parquet, and every row counted.

Spark does all that is moved, shared out, tried again and written. Questions with the same name go
to the same worker, so that none is answered twice; the order is told by three columns (`tables`).
The ready list travels as one file, once to each machine, and is mapped into memory there.
"""

from collections.abc import Mapping, Sequence
from functools import partial, reduce
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from py4j.protocol import Py4JError
from pyspark import SparkFiles, StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from compliance import __version__
from compliance.errors import EngineError, InputError
from compliance.model import (
    InputFile,
    ListInfo,
    Report,
    Settings,
    SheetSummary,
)
from compliance.screening.program import describe_program
from compliance.screening.run_report import build_manifest
from compliance.spark import workers
from compliance.spark.counts import WrittenAnswers, count_answers
from compliance.spark.inputs import (
    InputArgument,
    SparkFile,
    count_records,
    escape_pattern,
    find_problem,
    group_tables,
    is_remote,
    list_files,
    open_table,
)
from compliance.spark.output import ScreenedFile
from compliance.spark.tables import ANSWERS, QUESTIONS
from compliance.spark.workers import AnswerTask, ShippedList, decode_notice
from compliance.storage.hashing import hash_file

BYTES_A_TASK = 4_000_000
"""Size of the files for each task that answers: small enough that one done anew costs little."""
TASKS_A_CORE = 3


class SparkJob(Struct, frozen=True, kw_only=True):
    """What a run is about."""

    lists: tuple[ListInfo, ...]
    file: Path
    """Holds the ready lists; it stays until the run ends."""
    task: AnswerTask
    time: str


class FileRead(Struct, frozen=True, kw_only=True):
    """What is known of a file before its questions are answered."""

    input: InputFile | None = None
    """None for a file with a problem."""
    rows: int = 0
    """Rows that hold a party or should."""
    problem: str = ""


def run_job(
    spark: SparkSession, given: Sequence[InputArgument], job: SparkJob, results: str
) -> list[ScreenedFile]:
    """Screen all files into a folder of Parquet files that must not exist yet.

    A file that cannot be read does not stop the others; when none can be, nothing is written.
    Raises InputError, and EngineError when answers are missing.
    """
    files = list_files(spark, given)
    read = {file: FileRead(problem=problem) for file in files if (problem := find_problem(file))}
    readable = [file for file in files if file not in read]
    questions = []
    for read_some in (_read_tables, _read_documents):
        found, frames = read_some(spark, readable, job.task.settings)
        read |= found
        questions += frames
    written: Mapping[int, WrittenAnswers] = {}
    if any(not file.problem for file in read.values()):
        cores: int = spark.sparkContext.defaultParallelism
        size = sum(file.size for file in readable)
        tasks = max(TASKS_A_CORE * cores, size // BYTES_A_TASK)
        # The ready list is given to Spark, which carries it to each machine once.
        spark.sparkContext.addFile(str(job.file))
        shipped = ShippedList(
            version=__version__,
            program=describe_program(),
            name=job.file.name,
            sha256=hash_file(job.file),
            find=SparkFiles.get,
        )
        task = spark.sparkContext.broadcast(job.task)
        answer = partial(workers.answer_batches, shipped=shipped, task=task)
        shared_out = reduce(DataFrame.union, questions).repartition(tasks, "name")
        shared_out.mapInArrow(answer, from_arrow_schema(ANSWERS)).write.parquet(results)
        written = count_answers(spark, results)
    return [
        _report_file(file, read[file], written.get(file.number, WrittenAnswers()), job)
        for file in files
    ]


# --- Questions --------------------------------------------------------------------------------

ReadQuestions = tuple[dict[SparkFile, FileRead], list[DataFrame]]
"""What is known of each file, and the questions of those that could be read."""


def _read_tables(
    spark: SparkSession, files: Sequence[SparkFile], settings: Settings
) -> ReadQuestions:
    """The questions of the Parquet files."""
    asked: dict[SparkFile, FileRead] = {}
    frames = []
    for group in group_tables(files):
        try:
            table = open_table(spark, group, settings)
        except InputError as error:
            asked |= dict.fromkeys(group, FileRead(problem=str(error)))
            continue
        except (PySparkException, Py4JError):  # Spark reads the heads of all files of a table first
            why = "Spark cannot read the table that it belongs to (is each file Parquet?)"
            asked |= {file: FileRead(problem=f"{file.path}: {why}") for file in group}
            continue
        counts = count_records(table)
        for file in table.files:
            rows = counts.get(file.place, 0)
            sheet = SheetSummary(
                name="",
                hidden=False,
                rows=rows,
                blank_rows=0,
                filled_rows=rows,
                heading_rows=0,
                title_rows=0,
                asked_rows=rows,
                not_asked_rows=0,
                mapping=table.mapping.shown_columns,
            )
            digest = "" if is_remote(file.root) else hash_file(Path(file.place))
            source = InputFile(
                name=file.name, path=file.path, sha256=digest, size=file.size, sheets=(sheet,)
            )
            asked[file] = FileRead(input=source, rows=rows)
        numbers = {file.place: file.number for file in table.files}
        ask = partial(workers.ask_records, numbers=numbers, mapping=table.mapping)
        frames.append(table.records.mapInArrow(ask, from_arrow_schema(QUESTIONS)))
    return asked, frames


def _read_documents(
    spark: SparkSession, files: Sequence[SparkFile], settings: Settings
) -> ReadQuestions:
    """The questions of the files that are read whole; they are read once and kept on disk."""
    whole = [file for file in files if not file.is_table]
    if not whole:
        return {}, []
    content = spark.read.format("binaryFile").load([escape_pattern(file.place) for file in whole])
    numbers = {file.place: file.number for file in whole}
    read = partial(workers.read_files, numbers=numbers, settings=settings)
    frame = (
        content.select("_metadata.file_path", "content")
        .mapInArrow(read, from_arrow_schema(QUESTIONS))
        .persist(StorageLevel.DISK_ONLY)
    )
    news = frame.where("found is not null").select("found").collect()
    notices = {notice.file_number: notice for row in news for notice in [decode_notice(row.found)]}
    asked = {}
    for file in whole:
        notice = notices.get(file.number)
        if notice is None:
            asked[file] = FileRead(problem=f"{file.name}: Spark passed it over")
        elif notice.input is None:
            asked[file] = FileRead(problem=notice.problem)
        else:
            rows = sum(sheet.asked_rows for sheet in notice.input.sheets)
            asked[file] = FileRead(input=replace(notice.input, path=file.path), rows=rows)
    return asked, [frame.where("found is null")]


# --- Answers ----------------------------------------------------------------------------------


def _report_file(
    file: SparkFile, read: FileRead, written: WrittenAnswers, job: SparkJob
) -> ScreenedFile:
    """What became of a file. Raises EngineError when a row of it was lost."""
    if read.input is None:
        return ScreenedFile(file=file, problem=read.problem)
    if written.rows != read.rows:
        problem = f"{file.name}: of {read.rows} rows {written.rows} were answered"
        raise EngineError(problem, "did the file change meanwhile? Screen it again")
    manifest = build_manifest(
        read.input,
        written.counts,
        lists=job.lists,
        settings=job.task.settings,
        time=job.time,
        policy=job.task.policy,
        officers=job.task.officers,
    )
    return ScreenedFile(file=file, report=Report(manifest=manifest, results=()))
