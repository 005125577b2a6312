"""Spark gives what one process gives, to the byte, even when it loses a worker on the way.

`make test-spark` installs the extra and runs these; without it, or without Java, they are skipped.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="the extra `spark` is not installed: make test-spark")
pytest.importorskip("pyarrow", reason="the extra `spark` is not installed: make test-spark")

import pyarrow as pa
import pyarrow.parquet as pq

from compliance.decisions.place_matches import make_place_match
from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import Settings, Verdict
from compliance.reporters.jsonl import line
from compliance.screening import run_file
from compliance.screening.run_setup import make_locator
from compliance.spark import session
from compliance.spark.tables import read_answers
from tests.decisions.building import decided, written
from tests.lists.sources.csl_rows import csl

if not session.find_java():
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
TWO_WORKERS = "local-cluster[2,1,1024]"
PATIENCE = 300
NAMES = (
    "Hik Vision Dig. Tech.",
    "Zimmermann Bakery {}",
    "Dahua Technology {} GmbH",
    "杭州海康威视数字技术股份有限公司",
    "",
    "Huawei {}",
    "...",
    "Norrsken Sensorer {} AB",
)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "compliance", "--no-config", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "1767322985", "PYTHONPATH": str(ROOT)}


def ran(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The program with these words, and more in its environment."""
    return run_of(command(*words), more)


def run_of(words: Sequence[str], more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        capture_output=True,
        text=True,
        env={**environment(), **more},
        check=False,
        timeout=PATIENCE,
    )


def with_spark(folder: Path, *words: str, master: str = "local[2]") -> tuple[int, str, bytes]:
    """Exit code, standard error, and the answers as the JSON Lines report has them."""
    out = folder / "out"
    done = ran(*words, "--engine", "spark", "--master", master, "-o", str(out), "-q")
    return done.returncode, done.stderr, rendered(out)


def rendered(out: Path) -> bytes:
    return b"".join(line(dict(record)) + b"\n" for record in read_answers(out / "results"))


def locally(folder: Path, *files: Path) -> bytes:
    """The reports of the local engine, one after the other."""
    found = []
    for at, file in enumerate(files):
        report = folder / f"local-{at}.jsonl"
        done = ran(str(file), "-o", str(report), "-q")
        assert done.returncode in (0, 1, 3), done.stderr
        found.append(report.read_bytes())
    return b"".join(found)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A folder of many kinds of files, with names that patterns and addresses could be."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("customers.xlsx", "suppliers.csv"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    text = 'Firma;Land\n\nHik Vision;CN\n;DE\n"Total\nSE";FR\nTotal;3\n'
    (folder / "sub" / "a [1] ü%20{b}.csv").write_text(text, encoding="cp1252")
    return folder


def test_files_of_every_kind_get_the_answers_of_one_process(orders: Path, tmp_path: Path) -> None:
    (orders / "zz.xlsx").write_bytes(b"PK\x03\x04")
    files = [path for path in sorted(orders.rglob("*.*")) if path.name != "zz.xlsx"]
    code, err, found = with_spark(tmp_path, str(orders), str(tmp_path / "nowhere.csv"))
    assert found == locally(tmp_path, *files)
    assert code == 1
    told = err.splitlines()
    assert told[-4].startswith("error: zz.xlsx: the workbook is damaged or cut short")
    assert told[-3:] == [
        "error: nowhere.csv: there is no such file (check the folder and the spelling)",
        "2 of 5 files were not screened",
        f"report: {tmp_path / 'out'}",
    ]
    record = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert record["engine"]["master"] == "local[2]"
    assert sum(record["counts"].values()) == found.count(b"\n")
    problems = [bool(one.get("problem")) for one in record["inputs"]]
    assert problems == [False, False, False, True, True]


def test_a_purpose_lets_the_same_count_as_in_one_process(tmp_path: Path) -> None:
    words = (str(SAMPLES / "customers.xlsx"), "--purpose", "purchase", "--max-matches", "2")
    code, _, found = with_spark(tmp_path, *words)
    report = tmp_path / "local.json"
    done = ran(*words, "-o", str(report), "-q")
    local_ones = json.loads(report.read_bytes())
    assert code == done.returncode == 1
    assert [json.loads(one) for one in found.splitlines()] == local_ones["results"]
    record = json.loads((tmp_path / "out" / "run.json").read_bytes())
    for key in ("aside", "policy", "policy_warnings", "counts", "open"):
        assert record[key] == local_ones["manifest"][key], key
    assert record["aside"] > 0


def table(path: Path, names: Sequence[str | None], **more: Sequence[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"Customer": pa.array(names, pa.string()), **more}), path)


def test_a_parquet_table_gets_the_answers_of_the_same_text_table(tmp_path: Path) -> None:
    names = [NAMES[at % len(NAMES)].format(at) for at in range(3000)]
    numbers = list(range(3000))
    place = tmp_path / "in" / "code=007"
    table(place / "a.parquet", names[:1000], Ref=numbers[:1000])
    table(place / "b.parquet", names[1000:], Ref=numbers[1000:])
    rows = "".join(f"{name},x{at},7\n" for at, name in enumerate(names))
    text = tmp_path / "names.csv"
    text.write_text(f"Customer,Ref,code\n{rows}", encoding="utf-8")
    code, err, found = with_spark(tmp_path, str(tmp_path / "in"))
    assert code == 1, err
    answers = [json.loads(one) for one in found.splitlines()]
    expected = [json.loads(one) for one in locally(tmp_path, text).splitlines()]
    assert [one["row"] for one in answers] == [*range(1, 1001), *range(1, 2001)]
    for one in (*answers, *expected):
        del one["file"], one["row"], one["id"]
    assert answers == expected


def test_tables_that_cannot_be_screened(tmp_path: Path) -> None:
    rates, damaged = tmp_path / "rates.parquet", tmp_path / "damaged.parquet"
    pq.write_table(pa.table({"date": ["2026-01-02"], "rate": [1.5]}), rates)
    damaged.write_bytes(b"PAR1 and no more")
    out = tmp_path / "out"
    done = ran(str(rates), str(damaged), "--engine", "spark", "-o", str(out))
    assert (done.returncode, done.stdout) == (2, "")
    first, second, last = done.stderr.splitlines()
    assert first.startswith(f"error: {rates}: no party column was found")
    assert second == (
        f"error: {damaged}: Spark cannot read the table that it belongs to (is each file Parquet?)"
    )
    assert last == "2 of 2 files were not screened"


def test_a_cluster_that_is_not_there(tmp_path: Path, orders: Path) -> None:
    out = tmp_path / "out"
    done = ran(str(orders), "--engine", "spark", "-o", str(out), "--master", "sparkle://x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Spark did not start (is Java 17 or later")
    assert not out.exists()


# --- Decisions of officers --------------------------------------------------------------------

CUSTOMERS = """id,name,address,country
1,Hikvision Digital Tech,1 Mill Lane,DE
2,Dahua Technology,,CN
3,Hangzhou Hikvision Digital Technology,,CN
4,Bakery,,DE
5,Dahua Technologies,,FR
"""
LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """Customers, a list beside them, and a record: settled, expired, a true match, undecided."""
    path, listed = tmp_path / "customers.csv", tmp_path / "list.csv"
    path.write_text(CUSTOMERS, encoding="utf-8")
    rows = {"_id": "1", "name": LISTED, "addresses": "CN"}, {"_id": "2", "name": "Dahua Technology"}
    listed.write_bytes(csl(*rows))
    parties = [one.party for one in run_file.read_questions(path, Settings()).questions]
    found = Matcher(catalog.load([str(listed)])).search(parties)
    pairs = [(party, matches[0].entry) for party, matches in zip(parties, found) if matches]  # noqa: B905
    assert len(pairs) == 4
    written(
        tmp_path / "decisions.jsonl",
        decided(*pairs[0], date="2025-12-01", expires="2026-12-01"),
        decided(*pairs[1], date="2025-10-01", expires="2025-12-01"),
        decided(*pairs[2], Verdict.TRUE_MATCH, date="2025-12-01", expires="2026-12-01"),
    )
    return path


def test_decisions_of_officers_are_applied_as_by_the_local_engine(customers: Path) -> None:
    folder, out = customers.parent, customers.parent / "out"
    words = ("--list", str(folder / "list.csv"), "--decisions", str(folder / "decisions.jsonl"))
    report = folder / "local.jsonl"
    here = ran(str(customers), *words, "-o", str(report), "-q")
    # Where nothing is kept the list is written for the run.
    there = ran(str(customers), *words, "--engine", "spark", "-o", str(out), SCREEN_CACHE="")
    assert (there.returncode, rendered(out)) == (here.returncode, report.read_bytes()), there.stderr
    assert "of the HIT and REVIEW: 1 decided earlier, 1 open again" in there.stdout
    line_of_decisions = "decisions of decisions.jsonl: 3 of 3 met here, 1 of them no longer hold"
    assert line_of_decisions in here.stderr.splitlines()
    assert line_of_decisions in there.stderr.splitlines()
    record = json.loads((out / "run.json").read_bytes())
    assert (record["open"], record["decided"], record["reopened"]) == (3, 1, 1)
    assert record["decisions"]["decisions"] == 3
    assert record["inputs"][0]["open"] == 3


def test_decisions_on_places_are_applied_as_by_the_local_engine(tmp_path: Path) -> None:
    file, out, report = (tmp_path / name for name in ("places.csv", "out", "local.json"))
    file.write_text(
        "name,country\nNorrsken,IR\nLumivert,KP\nVisur,CU\nBakery,DE\n", encoding="utf-8"
    )
    locator = make_locator(Settings(), "2026-01-02")
    assert locator
    questions = list(run_file.read_questions(file, Settings()).questions)
    [places] = zip(*(locator.find_notes(one) for one in questions[:3]), strict=True)
    pairs = [
        (one.party, make_place_match(note).entry)
        for one, note in zip(questions, places, strict=False)
    ]
    written(
        tmp_path / "decisions.jsonl",
        decided(*pairs[0], date="2025-12-01", expires="2026-12-01"),
        decided(*pairs[1], date="2025-10-01", expires="2025-12-01"),
    )
    words = (str(file), "--decisions", str(tmp_path / "decisions.jsonl"))
    here = ran(*words, "-o", str(report), "-q")
    there = ran(*words, "--engine", "spark", "-o", str(out))
    found = json.loads(report.read_bytes())
    assert there.returncode == here.returncode == 1
    assert [json.loads(one) for one in rendered(out).splitlines()] == found["results"]
    assert "2 of 2 met here, 1 of them no longer hold" in here.stderr
    assert "2 of 2 met here, 1 of them no longer hold" in there.stderr
    record = json.loads((out / "run.json").read_bytes())
    for key in ("open", "decided", "reopened"):
        assert record[key] == found["manifest"][key], key
    assert (record["open"], record["decided"], record["reopened"]) == (2, 1, 1)


# --- A list that does not arrive whole --------------------------------------------------------

TAMPERED = """
import sys
from compliance.cli.main import main
from compliance.spark import run
run.hash_file = lambda path: "of another file"
sys.exit(main(sys.argv[1:]))
"""


def test_a_list_that_does_not_arrive_whole_ends_the_run(orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = command(str(orders), "--engine", "spark", "--master", "local[2]", "-o", str(out))
    done = run_of([words[0], "-c", TAMPERED, *words[3:]], {})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: a worker did not get the lists as they were sent "
        "(is the disk of a node full? Screen again)\n"
    )
    assert not out.exists()


# --- A worker is killed -----------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Names enough to be at work on for a while."""
    rows = "".join(f'"{NAMES[at % len(NAMES)].format(at)}",DE\n' for at in range(3_000))
    path = tmp_path / "many.csv"
    path.write_text(f"Customer,Country\n{rows}", encoding="utf-8")
    return path


def test_a_worker_that_is_killed_changes_no_byte(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = command(str(many), "--engine", "spark", "--master", TWO_WORKERS, "-o", str(out), "-q")
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        wait_until_they_answer(out, process)
        before = set(executors(process.pid))
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        wait_for_another(before, process)
        assert not (out / "run.json").exists()
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, err
    assert rendered(out) == locally(tmp_path, many)


def wait_until_they_answer(out: Path, process: "subprocess.Popen[str]") -> None:
    """Until the first task that answers has begun: its worker has the matcher still to build."""
    for _ in moments(process):
        if list((out / "results").glob("_temporary/0/_temporary/attempt_*")):
            return


def wait_for_another(before: set[int], process: "subprocess.Popen[str]") -> None:
    """Until Spark has put a new executor in the place of the killed one."""
    for _ in moments(process):
        if set(executors(process.pid)) - before:
            return


def moments(process: "subprocess.Popen[str]") -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while process.poll() is None:
        assert time.monotonic() < end
        yield
        time.sleep(0.01)
    pytest.fail(f"it ended too early: {process.communicate()[1]}")


def executors(ancestor: int) -> Iterator[int]:
    """Spark's executors among all processes that come from one; nothing that they start."""
    for child in children(ancestor):
        if "CoarseGrainedExecutorBackend" in words_of(child):
            yield child
        else:
            yield from executors(child)


def children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return []


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
