"""What runs in Spark's workers, over Arrow batches: read files, ask records, answer questions.

A worker process maps the ready list into memory once and keeps it for all tasks it gets. The list
lies once on each machine, and all processes there share its memory.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from compliance import __version__, columns
from compliance.columns import ColumnMapping
from compliance.errors import EngineError, ScreenError
from compliance.matching import Matcher
from compliance.model import InputFile, Question, Row, RowResult, Settings
from compliance.places import Locator
from compliance.policy import Policy
from compliance.screening import run_file
from compliance.screening.list_cache import read_cache_file
from compliance.screening.program import describe_program
from compliance.screening.run_setup import OfficerDecisions, RunSetup, answer_questions
from compliance.spark.inputs import plain_location
from compliance.spark.tables import (
    QUESTIONS,
    PlacedQuestion,
    Record,
    decode_questions,
    encode_answers,
    encode_questions,
)
from compliance.storage.hashing import hash_file

if TYPE_CHECKING:
    from pyspark import Broadcast

BATCH = 4096
NOT_TEXT = "the cell holds bytes that are no text"
INSTALL_SAME = "install the same version on every node"
FILLED_MARK = "record"
"""A last cell of every Parquet record: it is a row even where all the others are empty."""

Batches = Iterator[pa.RecordBatch]
Numbers = Mapping[str, int]
"""Place of a file as `plain_location` has it -> its number in the run."""


class ShippedList(Struct, frozen=True, kw_only=True):
    """What a worker must know of the ready list that was shipped."""

    version: str
    """Of this program, where the run was started."""
    program: tuple[str, ...]
    """What answers where the run was started: `describe_program`."""
    name: str
    """Of the file, as Spark carries it."""
    sha256: str
    find: Callable[[str], str]
    """Where a file lies on this machine that Spark carried there."""


class AnswerTask(Struct, frozen=True, kw_only=True):
    """How the questions are answered; the same for all workers."""

    settings: Settings
    officers: OfficerDecisions | None
    """The decisions that are applied."""
    record: Callable[[RowResult], Record]
    """An answer as the report has it."""
    locator: Locator | None = None
    """Finds destinations under rules; None where nothing is to be made of them."""
    policy: Policy | None = None
    """What counts in another way; None where nothing does."""


class FileNotice(Struct, frozen=True, kw_only=True):
    """What became of one file that was read whole."""

    file_number: int
    input: InputFile | None = None
    """None when it could not be read."""
    problem: str = ""


# --- Files that are read whole ----------------------------------------------------------------


def read_files(batches: Batches, *, numbers: Numbers, settings: Settings) -> Batches:
    """Files as (location, content) -> their questions, and a row that says what became of each."""
    for batch in batches:
        for location, content in zip(*(batch.column(at) for at in (0, 1)), strict=True):
            path = plain_location(location.as_py())
            yield from _read_file(numbers[path], Path(path).name, content.as_py(), settings)


def _read_file(number: int, name: str, content: bytes, settings: Settings) -> Batches:
    """The file is there as long as its questions are made: they are made from its rows."""
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield from _ask_file(number, path, settings)


def _ask_file(number: int, path: Path, settings: Settings) -> Batches:
    """The questions of a file as the local engine understands it."""
    try:
        understood = run_file.read_questions(path, settings)
    except ScreenError as error:
        yield _encode_notice(FileNotice(file_number=number, problem=str(error)))
    except Exception as error:
        problem = f"internal error: {type(error).__name__} while it was read"
        yield _encode_notice(FileNotice(file_number=number, problem=problem))
    else:
        placed = _place_questions(number, understood.questions)
        while some := list(islice(placed, BATCH)):
            yield encode_questions(some)
        yield _encode_notice(FileNotice(file_number=number, input=understood.input))


def _place_questions(number: int, questions: Sequence[Question]) -> Iterator[PlacedQuestion]:
    party, before = 0, None
    for position, question in enumerate(questions):
        row = question.sheet, question.row
        party = party + 1 if row == before else 1
        before = row
        yield PlacedQuestion(file_number=number, position=position, party=party, question=question)


def _encode_notice(found: FileNotice) -> pa.RecordBatch:
    """A row that is no question but tells of a file."""
    row = {"file_number": found.file_number, "found": pickle.dumps(found)}
    return pa.RecordBatch.from_pylist([row], schema=QUESTIONS)


def decode_notice(data: bytes) -> FileNotice:
    """What a worker tells of a file."""
    found = pickle.loads(data)  # noqa: S301 - from our own worker, over Spark's own channel
    assert isinstance(found, FileNotice)  # noqa: S101
    return found


# --- Records of Parquet tables ----------------------------------------------------------------


def ask_records(batches: Batches, *, numbers: Numbers, mapping: ColumnMapping) -> Batches:
    """Records as (location, row index, cells...) -> their questions, one or more each."""
    width = mapping.width + 1  # the cell that marks each record as filled is none of its columns
    mapping = replace(mapping, width=width)
    for batch in batches:
        placed = [
            question
            for record in _read_records(batch)
            for question in _ask_record(*record, numbers, mapping)
        ]
        yield encode_questions(placed)


def _read_records(
    batch: pa.RecordBatch,
) -> Iterator[tuple[str, int, tuple[str, ...], Mapping[int, str]]]:
    """Location, index, cells and unreadable cells of each record."""
    if not batch.num_rows:
        return
    locations, indexes, *cells = batch.columns
    texts = [_read_texts(column) for column in cells]
    for at, (location, index) in enumerate(
        zip(locations.to_pylist(), indexes.to_pylist(), strict=True)
    ):
        values = [column[at] for column in texts]
        unreadable = {place: NOT_TEXT for place, value in enumerate(values) if value is None}
        yield location, index, tuple(value or "" for value in values), unreadable


def _read_texts(column: pa.Array) -> list[str | None]:
    """Texts; a missing one is empty, and what is no text is None."""
    try:
        return [value or "" for value in column.to_pylist()]
    except UnicodeDecodeError:
        return [_read_text(value or b"") for value in column.cast(pa.binary()).to_pylist()]


def _read_text(value: bytes) -> str | None:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _ask_record(
    location: str,
    index: int,
    cells: tuple[str, ...],
    unreadable: Mapping[int, str],
    numbers: Numbers,
    mapping: ColumnMapping,
) -> Iterator[PlacedQuestion]:
    place = plain_location(location)
    name = Path(place).name
    layout = columns.layout_of_table(mapping)
    row = Row(sheet="", number=index + 1, cells=(*cells, FILLED_MARK), unreadable=unreadable)
    for party, question in enumerate(columns.ask_record(name, row, layout), 1):
        yield PlacedQuestion(
            file_number=numbers[place], position=index, party=party, question=question
        )


# --- Answers ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def load_matcher(shipped: ShippedList) -> Matcher:
    """The matcher over the list that was shipped; made once in a process.

    Raises EngineError in a worker that could answer differently: of another version, with other
    libraries, or with a file that is not what was sent.
    """
    refuse_other_program(shipped)
    path = Path(shipped.find(shipped.name))
    if not (path.is_file() and hash_file(path) == shipped.sha256):
        hint = "is the disk of a node full? Screen again"
        raise EngineError("a worker did not get the lists as they were sent", hint)
    ready = read_cache_file(path)
    if not ready:
        raise EngineError("a worker cannot read the lists that were sent", INSTALL_SAME)
    return Matcher(ready.prepared)


def refuse_other_program(shipped: ShippedList) -> None:
    """Raise EngineError where this is not what was there when the run was started."""
    if shipped.version != __version__:
        raise EngineError(
            f"a worker has version {__version__}, this is {shipped.version}", INSTALL_SAME
        )
    for here, there in zip(describe_program(), shipped.program, strict=True):
        if here != there:
            raise EngineError(
                f"a worker has {here}, and the run was started with {there}", INSTALL_SAME
            )


def answer_batches(
    batches: Batches, *, shipped: ShippedList, task: "Broadcast[AnswerTask]"
) -> Batches:
    """Questions -> answers, one each, with what officers decided of them."""
    for batch in batches:
        if not batch.num_rows:
            continue
        placed = decode_questions(batch)
        asked = [each.question for each in placed]
        setup = build_setup(shipped, task.value)
        results = map(setup.locate, answer_questions(asked, setup))
        record = task.value.record
        yield encode_answers(
            {**question.place, **record(result)}
            for question, result in zip(placed, results, strict=True)
        )


def build_setup(shipped: ShippedList, task: AnswerTask) -> RunSetup:
    """The list and the way to ask it; which lists and when is told by the run record alone."""
    matcher = load_matcher(shipped)
    return RunSetup(
        matcher=matcher,
        lists=(),
        settings=task.settings,
        time="",
        officers=task.officers,
        locator=task.locator,
        policy=task.policy,
    )
