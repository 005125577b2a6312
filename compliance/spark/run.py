"""The whole of a run on Spark: files -> questions -> answers -> Parquet, and every row counted.

Spark does all that is moved, shared out, tried again and written. Questions with the same name go
to the same worker, so that none is answered twice; the order is told by three columns (`tables`).
The ready list travels as one file, once to each machine, and is mapped into memory there.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark import SparkFiles, StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession, functions
from pyspark.sql.pandas.types import from_arrow_schema

from compliance import __version__
from compliance.errors import EngineError, InputError
from compliance.files import sha256_of
from compliance.matching.prepared_list import PreparedList
from compliance.model import (
    Decision,
    DestinationCount,
    DestinationRule,
    InputFile,
    ListInfo,
    Manifest,
    Report,
    Settings,
    SheetSummary,
    Verdict,
)
from compliance.screening.run_report import manifest_of
from compliance.screening.run_setup import in_order, with_policy
from compliance.spark import workers
from compliance.spark.inputs import (
    File,
    Given,
    Table,
    by_root,
    is_remote,
    listed,
    literal,
    opened,
    problem_of,
    records_of,
)
from compliance.spark.tables import ANSWERS, QUESTIONS
from compliance.spark.workers import Found, Shipped, Task, told

BYTES_A_TASK = 4_000_000
"""Size of the files for each task that answers: small enough that one done anew costs little."""
TASKS_A_CORE = 3
_OPEN = ", ".join(f"'{one}'" for one in Decision if one.is_open)
_QUIET = ", ".join(f"'{one}'" for one in Verdict if one.quiets)
_DECIDES = f"(one.band in ({_OPEN}) and coalesce(one.counted, true))"
"""`Match.decides`, of a match as it was written."""
SETTLED = (
    f"decision in ({_OPEN}) and not exists(destination, one -> one.open) and "
    f"(exists(matches, one -> {_DECIDES}) or "
    "exists(destination, one -> coalesce(one.review.settles, false))) and forall("
    f"matches, one -> not {_DECIDES} or coalesce(one.review.settles, false))"
)
"""`RowResult.is_settled`, of an answer as it was written."""
_AGAIN = f"one -> one.review.verdict in ({_QUIET}) and size(one.review.reopened) > 0"
REOPENED = f"exists(matches, {_AGAIN}) or exists(destination, {_AGAIN})"
"""`RowResult.is_reopened`, likewise."""
ASIDE = "exists(matches, one -> not coalesce(one.counted, true))"
"""Whether `RowResult.aside` holds any."""
_IS_SEEN = f"coalesce(one.review.verdict = '{Verdict.SEEN}', false)"
SEEN = (
    f"decision in ({_OPEN}) and (exists(destination, one -> one.open) or "
    f"exists(matches, one -> {_DECIDES} and not coalesce(one.review.settles, false))) and "
    f"forall(destination, one -> not one.open or {_IS_SEEN}) and forall(matches, one -> "
    f"not {_DECIDES} or coalesce(one.review.settles, false) or {_IS_SEEN})"
)
"""`RowResult.is_seen`, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What a run is about."""

    lists: tuple[ListInfo, ...]
    ready: Path
    """File of the ready list; it stays until the run ends."""
    load: Callable[[Path], tuple[PreparedList, object] | None]
    """Maps that file; None when it is not whole."""
    program: Callable[[], tuple[str, ...]]
    """What answers on the machine that asks, part by part: this program, and its libraries."""
    task: Task
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of one file."""

    file: File
    report: Report | None = None
    """Counts and what was understood; its results are in the folder. None for a problem."""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What of the decision record was met by the parties of a run."""

    decisions: int = 0
    again: int = 0
    """Those among them that no longer hold, at the last party for which they were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a file before its questions are answered."""

    input: InputFile | None = None
    """None for a file with a problem."""
    rows: int = 0
    """Rows that hold a party or should."""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answers of one file, counted."""

    decisions: Counter[Decision] = field(default_factory=Counter)
    rows: int = 0
    decided: int = 0
    reopened: int = 0
    seen: int = 0
    aside: int = 0
    destinations: tuple[DestinationCount, ...] = ()


def run(
    spark: SparkSession, given: Sequence[Given], screening: Screening, results: str
) -> list[Answered]:
    """Screen all files into a folder of Parquet files that must not exist yet.

    A file that cannot be read does not stop the others; when none can be, nothing is written.
    Raises InputError, and EngineError when answers are missing.
    """
    files = listed(spark, given)
    asked = {file: Asked(problem=problem) for file in files if (problem := problem_of(file))}
    readable = [file for file in files if file not in asked]
    questions = []
    for read in (_records, _documents):
        found, frame = read(spark, readable, screening.task.settings)
        asked |= found
        questions += frame
    tallies: Mapping[int, Tally] = {}
    if any(not one.problem for one in asked.values()):
        tasks = _tasks(spark, sum(file.size for file in readable))
        answers = _answers(spark, reduce(DataFrame.union, questions), screening, tasks)
        answers.write.parquet(results)
        tallies = _tallies(spark, results)
    return [
        _answered(file, asked[file], tallies.get(file.number, Tally()), screening) for file in files
    ]


def _tasks(spark: SparkSession, size: int) -> int:
    cores: int = spark.sparkContext.defaultParallelism
    return max(TASKS_A_CORE * cores, size // BYTES_A_TASK)


# --- Questions --------------------------------------------------------------------------------

Questions = tuple[dict[File, Asked], list[DataFrame]]
"""What is known of each file, and the questions of those that could be read."""


def _records(spark: SparkSession, files: Sequence[File], settings: Settings) -> Questions:
    """The questions of the Parquet files."""
    asked: dict[File, Asked] = {}
    frames = []
    for group in by_root(files):
        try:
            table = opened(spark, group, settings)
        except (InputError, PySparkException, Py4JError) as error:
            asked |= {file: Asked(problem=_problem(file, error)) for file in group}
        else:
            asked |= _known(table)
            frames.append(_asked(table))
    return asked, frames


def _problem(file: File, error: Exception) -> str:
    """Why a table cannot be read; Spark reads the heads of all its files first."""
    if isinstance(error, InputError):
        return str(error)
    return f"{file.path}: Spark cannot read the table that it belongs to (is each file Parquet?)"


def _known(table: Table) -> dict[File, Asked]:
    counts = records_of(table)
    return {file: _of_table(file, table, counts.get(file.place, 0)) for file in table.files}


def _of_table(file: File, table: Table, rows: int) -> Asked:
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
        mapping=table.mapping.shown,
    )
    digest = "" if is_remote(file.root) else sha256_of(Path(file.place))
    source = InputFile(
        name=file.name, path=file.path, sha256=digest, size=file.size, sheets=(sheet,)
    )
    return Asked(input=source, rows=rows)


def _asked(table: Table) -> DataFrame:
    numbers = {file.place: file.number for file in table.files}
    ask = partial(workers.ask, numbers=numbers, mapping=table.mapping)
    return table.records.mapInArrow(ask, from_arrow_schema(QUESTIONS))


def _documents(spark: SparkSession, files: Sequence[File], settings: Settings) -> Questions:
    """The questions of the files that are read whole; they are read once and kept on disk."""
    whole = [file for file in files if not file.is_table]
    if not whole:
        return {}, []
    content = spark.read.format("binaryFile").load([literal(file.place) for file in whole])
    numbers = {file.place: file.number for file in whole}
    read = partial(workers.read, numbers=numbers, settings=settings)
    frame = (
        content.select("_metadata.file_path", "content")
        .mapInArrow(read, from_arrow_schema(QUESTIONS))
        .persist(StorageLevel.DISK_ONLY)
    )
    news = [told(row.found) for row in frame.where("found is not null").select("found").collect()]
    return _of_documents(whole, news), [frame.where("found is null")]


def _of_documents(files: Sequence[File], news: Sequence[Found]) -> dict[File, Asked]:
    known = {found.file_number: found for found in news}
    return {file: _of_document(file, known.get(file.number)) for file in files}


def _of_document(file: File, found: Found | None) -> Asked:
    if found is None:
        return Asked(problem=f"{file.name}: Spark passed it over")
    if found.input is None:
        return Asked(problem=found.problem)
    source = replace(found.input, path=file.path)
    return Asked(input=source, rows=sum(sheet.asked_rows for sheet in source.sheets))


# --- Answers ----------------------------------------------------------------------------------


def _answers(
    spark: SparkSession, questions: DataFrame, screening: Screening, tasks: int
) -> DataFrame:
    task = spark.sparkContext.broadcast(screening.task)
    answer = partial(workers.answer, shipped=_shipped(spark, screening), task=task)
    shared_out = questions.repartition(tasks, "name")
    return shared_out.mapInArrow(answer, from_arrow_schema(ANSWERS))


def _shipped(spark: SparkSession, screening: Screening) -> Shipped:
    """Give the ready list to Spark, which carries it to each machine once."""
    spark.sparkContext.addFile(str(screening.ready))
    return Shipped(
        version=__version__,
        program=screening.program(),
        name=screening.ready.name,
        sha256=sha256_of(screening.ready),
        find=SparkFiles.get,
        load=screening.load,
        here=screening.program,
    )


def _tallies(spark: SparkSession, results: str) -> dict[int, Tally]:
    """The answers as they were written, counted by file."""
    counted = (
        _written(spark, results)
        .groupBy("file_number", "decision")
        .agg(
            functions.count("*"),
            *(
                functions.count_if(functions.expr(one))
                for one in ("party = 1", SETTLED, REOPENED, SEEN, ASIDE)
            ),
        )
    )
    tallies: dict[int, Tally] = {}
    for number, decision, answers, rows, decided, reopened, seen, aside in counted.collect():
        before = tallies.get(number, Tally())
        tallies[number] = Tally(
            decisions=before.decisions + Counter({Decision(decision): answers}),
            rows=before.rows + rows,
            decided=before.decided + decided,
            reopened=before.reopened + reopened,
            seen=before.seen + seen,
            aside=before.aside + aside,
        )
    noted = _destinations(spark, results)
    return {
        number: replace(tally, destinations=in_order(noted.get(number, ())))
        for number, tally in tallies.items()
    }


def _destinations(spark: SparkSession, results: str) -> dict[int, list[DestinationCount]]:
    """Places and red flags in the answers as they were written, counted by file."""
    counted = (
        _written(spark, results)
        .selectExpr("file_number", "explode(destination) as note")
        .groupBy("file_number", "note.place", "note.kind")
        .agg(
            functions.count("*"),
            functions.count_if(functions.expr("note.open")),
            functions.first("note.rules"),
        )
    )
    found: dict[int, list[DestinationCount]] = {}
    for number, place, kind, parties, open_ones, rules in counted.collect():
        one = DestinationCount(
            place=place,
            kind=kind,
            parties=parties,
            open=open_ones,
            rules=tuple(DestinationRule(**rule.asDict()) for rule in rules),
        )
        found.setdefault(number, []).append(one)
    return found


def _written(spark: SparkSession, results: str) -> DataFrame:
    return spark.read.schema(from_arrow_schema(ANSWERS)).parquet(literal(results))


def met(spark: SparkSession, results: str) -> Met:
    """How many decisions of the record the answers hold; each counts as at its last party."""
    written = _written(spark, results)
    first = "file_number", "position", "party"
    reviews = "posexplode(transform({name}, one -> one.review)) as (place, review)"
    several = [
        written.selectExpr(*first, f"{at} as kind", reviews.format(name=name))
        for at, name in enumerate(("matches", "destination"))
    ]
    last = (
        reduce(DataFrame.union, several)
        .where("review is not null")
        .groupBy("review.record")
        .agg(
            functions.expr(
                "max_by(size(review.reopened) > 0,"
                " struct(file_number, position, party, kind, place)) as again"
            )
        )
    )
    decisions, again = last.selectExpr("count(*)", "count_if(again)").collect()[0]
    return Met(decisions=decisions, again=again)


def _answered(file: File, asked: Asked, tally: Tally, screening: Screening) -> Answered:
    """What became of a file. Raises EngineError when a row of it was lost."""
    if asked.input is None:
        return Answered(file=file, problem=asked.problem)
    if tally.rows != asked.rows:
        problem = f"{file.name}: of {asked.rows} rows {tally.rows} were answered"
        raise EngineError(problem, "did the file change meanwhile? Screen it again")
    return Answered(
        file=file, report=Report(manifest=_manifest(asked.input, tally, screening), results=())
    )


def _manifest(source: InputFile, tally: Tally, screening: Screening) -> Manifest:
    """What was checked of a file, as the local engine tells it."""
    task = screening.task
    manifest = manifest_of(
        source,
        tally.decisions,
        lists=screening.lists,
        settings=task.settings,
        time=screening.time,
    )
    manifest = replace(manifest, destinations=tally.destinations, aside=tally.aside)
    manifest = with_policy(manifest, task.policy)
    if not task.officers:
        return manifest
    return replace(
        manifest,
        decided=tally.decided,
        reopened=tally.reopened,
        record=task.officers.record,
        seen=tally.seen,
        baseline=task.officers.baseline,
    )
