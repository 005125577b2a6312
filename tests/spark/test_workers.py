"""What runs in Spark's workers, without Spark."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

pytest.importorskip("pyarrow", reason="the extra `spark` is not installed")

import pyarrow as pa

from compliance import __version__
from compliance.columns import ColumnMapping, SheetLayout, find_layout
from compliance.errors import EngineError
from compliance.matching import prepared_list
from compliance.model import Row, Settings
from compliance.reporters.jsonl import record
from compliance.screening import list_cache, run_file
from compliance.screening.cached_entries import CachedEntries
from compliance.screening.program import describe_program
from compliance.spark import workers
from compliance.spark.inputs import plain_location
from compliance.spark.tables import PlacedQuestion, decode_questions
from compliance.spark.workers import AnswerTask, FileNotice, ShippedList
from compliance.storage.hashing import hash_file
from tests.screening.parties import WATCHLIST

ORDERS = 'Orders of May\n\nConsignee,End user\nBakery,"Hik\nVision"\n,\nBakery,\n'


@dataclass(frozen=True)
class Sent:
    """What Spark makes of a value that it sends to all workers."""

    value: AnswerTask


def read(name: str, content: bytes, settings: Settings | None = None) -> list[pa.RecordBatch]:
    batch = pa.RecordBatch.from_pydict(
        {"location": [f"file:/in/{name}"], "content": [content]},
    )
    numbers = {plain_location(f"/in/{name}"): 7}
    return list(workers.read_files(iter([batch]), numbers=numbers, settings=settings or Settings()))


def questions_of(batches: list[pa.RecordBatch]) -> list[PlacedQuestion]:
    return [one for batch in batches if not told(batch) for one in decode_questions(batch)]


def told(batch: pa.RecordBatch) -> list[FileNotice]:
    return [workers.decode_notice(data) for data in batch.column("found").to_pylist() if data]


def test_a_file_is_understood_as_the_local_engine_does(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    batches = read(path.name, path.read_bytes())
    understood = run_file.read_questions(path, Settings())
    placed = questions_of(batches)
    assert tuple(one.question for one in placed) == understood.questions
    positions = [(one.file_number, one.position) for one in placed]
    assert positions == [(7, at) for at in range(len(placed))]
    asked = [(one.question.row, one.party) for one in placed]
    assert asked[-3:] == [(4, 1), (4, 2), (6, 1)]
    [found] = [one for batch in batches for one in told(batch)]
    assert found.input
    assert found.input.sha256 == understood.input.sha256
    assert found.input.sheets == understood.input.sheets


def test_more_questions_than_a_batch_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH", 2)
    batches = read("a.csv", b"Customer\nAlpha\nBeta\nGamma\nDelta\nEta\n")
    assert [len(decode_questions(batch)) for batch in batches if not told(batch)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("rates.csv", b"Date,Rate\n2026-01-02,1.5\n", "rates.csv: no party column was found"),
        ("bad.xlsx", b"PK\x03\x04", "bad.xlsx: the workbook is damaged or cut short"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, problem: str) -> None:
    [batch] = read(name, content)
    [found] = told(batch)
    assert (found.file_number, found.input) == (7, None)
    assert found.problem.startswith(problem)


def test_a_fault_of_the_program_is_a_problem_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, settings: Settings) -> None:  # noqa: ARG001
        raise ZeroDivisionError("a name from the file")

    monkeypatch.setattr(run_file, "read_questions", fails)
    [batch] = read("a.csv", b"Customer\nBakery\n")
    assert told(batch)[0].problem == "internal error: ZeroDivisionError while it was read"


# --- Parquet ----------------------------------------------------------------------------------


def mapping() -> ColumnMapping:
    found = find_layout([Row(sheet="", number=0, cells=("Customer", "Country"))])
    assert isinstance(found, SheetLayout)
    [table] = found.tables
    return table.mapping


def asked(*columns: pa.Array) -> list[PlacedQuestion]:
    size = len(columns[0])
    arrays = [pa.array(["file:///t/a%20b.parquet"] * size), pa.array(range(size)), *columns]
    batch = pa.RecordBatch.from_arrays(arrays, names=[str(at) for at in range(len(arrays))])
    numbers = {"/t/a b.parquet": 2}
    batches = workers.ask_records(
        iter([batch, batch.slice(0, 0)]), numbers=numbers, mapping=mapping()
    )
    return [one for batch in batches for one in decode_questions(batch)]


def test_every_record_is_asked_about_even_an_empty_one() -> None:
    names = pa.array(["Bakery", None, "Total", "", "Customer"])
    countries = pa.array(["DE", "FR", "3", None, "Country"])
    placed = asked(names, countries)
    assert [(one.file_number, one.position, one.party) for one in placed] == [
        (2, at, 1) for at in range(5)
    ]
    assert [one.question.row for one in placed] == [1, 2, 3, 4, 5]
    assert {one.question.file for one in placed} == {"a b.parquet"}
    assert [one.question.reason for one in placed] == [
        "",
        "no name in column 'Customer'",
        "",
        "no name in column 'Customer'",
        "",
    ]


def test_bytes_that_are_no_text_leave_their_row_unscreened() -> None:
    data = b"Bakery\xff\xfe"
    broken = pa.StringArray.from_buffers(
        2, pa.array([0, 6, 8], pa.int32()).buffers()[1], pa.py_buffer(data)
    )
    good, bad = asked(broken, pa.array(["DE", "DE"]))
    assert (good.question.party.name, good.question.reason) == ("Bakery", "")
    assert bad.question.reason == f"column 'Customer' cannot be read: {workers.NOT_TEXT}"


# --- Answers ----------------------------------------------------------------------------------


@pytest.fixture
def shipped(tmp_path: Path) -> ShippedList:
    """The short list as Spark has carried it to a machine."""
    made = list_cache.ReadyLists(
        prepared=prepared_list.prepare_list(WATCHLIST), lists=WATCHLIST.lists
    )
    with list_cache.lend_cache_file(made) as file:
        shutil.copyfile(file, tmp_path / file.name)
    return ShippedList(
        version=__version__,
        program=describe_program(),
        name=file.name,
        sha256=hash_file(tmp_path / file.name),
        find=lambda name: str(tmp_path / name),
    )


def test_every_question_gets_one_answer_and_the_list_is_mapped_once(shipped: ShippedList) -> None:
    content = "Customer,Country\n海康威视,CN\n,DE\n...,FR\n".encode()
    placed, batches = questions_of(read("a.csv", content)), read("a.csv", content)[:-1]
    task = Sent(AnswerTask(settings=Settings(), officers=None, record=record))

    def found() -> Iterator[dict[str, object]]:
        for batch in workers.answer_batches(iter(batches), shipped=shipped, task=task):
            yield from batch.to_pylist()

    workers.load_matcher.cache_clear()
    first, second = list(found()), list(found())
    assert first == second
    assert workers.load_matcher.cache_info().misses == 1
    assert isinstance(workers.load_matcher(shipped).ready.entries, CachedEntries)
    assert [one["decision"] for one in first] == ["HIT", "UNSCREENED", "UNSCREENED"]
    assert [(one["file_number"], one["position"], one["row"]) for one in first] == [
        (one.file_number, one.position, one.question.row) for one in placed
    ]


HERE = describe_program()
NODES = "(install the same version on every node)"
NOT_WHOLE = (
    "a worker did not get the lists as they were sent (is the disk of a node full? Screen again)"
)


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"version": "0"}, f"a worker has version {__version__}, this is 0 {NODES}"),
        (
            {"program": (HERE[0], "numpy 0", *HERE[2:])},
            f"a worker has {HERE[1]}, and the run was started with numpy 0 {NODES}",
        ),
        (
            {"sha256": "another"},
            NOT_WHOLE,
        ),
        (
            {"name": "nowhere"},
            NOT_WHOLE,
        ),
    ],
)
def test_a_worker_that_could_answer_differently_refuses(
    other: dict[str, Any], problem: str, shipped: ShippedList
) -> None:
    with pytest.raises(EngineError) as caught:
        workers.load_matcher(replace(shipped, **other))
    assert str(caught.value) == problem


def test_a_list_in_another_form_is_not_asked(shipped: ShippedList, tmp_path: Path) -> None:
    path = tmp_path / shipped.name
    path.write_bytes(b"in another form")
    with pytest.raises(EngineError, match="a worker cannot read the lists that were sent"):
        workers.load_matcher(replace(shipped, sha256=hash_file(path)))


def test_a_list_that_was_cut_short_is_not_asked(shipped: ShippedList, tmp_path: Path) -> None:
    path = tmp_path / shipped.name
    path.write_bytes(path.read_bytes()[:-16])
    with pytest.raises(EngineError, match="did not get the lists as they were sent"):
        workers.load_matcher(shipped)
