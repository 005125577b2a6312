"""A record is whole or not there, and tells when it was changed."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from msgspec.structs import replace

from compliance.audit import run_record
from compliance.audit.run_record import RecordedAnswer
from compliance.errors import OutputError, RunError
from tests.audit.building import MATCH, answer, head

ANSWERS = (answer(1), answer(2, MATCH))
ROOT = Path(__file__).parent.parent.parent


def test_what_was_written_is_read(tmp_path: Path) -> None:
    sha256 = run_record.write_record(tmp_path / "run.json", head(), ANSWERS)
    found = run_record.read_record(tmp_path / "run.json")
    assert (found.head, found.answers, found.sha256) == (head(), ANSWERS, sha256)


def test_anyone_can_check_the_hash(tmp_path: Path) -> None:
    sha256 = run_record.write_record(tmp_path / "run.json", head(), ANSWERS)
    *lines, last = (tmp_path / "run.json").read_bytes().splitlines(keepends=True)
    assert hashlib.sha256(b"".join(lines)).hexdigest() == sha256
    assert last == f'"sha256": "{sha256}"}}\n'.encode()


def test_a_run_without_any_party(tmp_path: Path) -> None:
    run_record.write_record(tmp_path / "run.json", head(0), ())
    assert run_record.read_record(tmp_path / "run.json").answers == ()


def test_the_same_content_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run_record.write_record(tmp_path / name, head(), iter(ANSWERS))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


Spoil = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"HIT", b"HIX"),
        lambda data: data.replace(b'"row": 2', b'"row": 3'),
        lambda data: data.replace(b'"years": 5', b'"years": 1'),
        lambda data: data[:-40],
        lambda data: data + b"\n",
        lambda data: b"\n".join(data.split(b"\n")[:-3]),
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda _: b"{}",
        lambda _: b"[]",
        lambda _: b'{"form": "x",\n"results": [\n],\n"sha256": ""}\n',
        lambda _: b"\xff\x00",
    ],
)  # fmt: skip
def test_a_record_that_was_changed_is_refused(spoil: Spoil, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    run_record.write_record(path, head(), ANSWERS)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(RunError, match=r"run\.json"):
        run_record.read_record(path)


def test_a_record_of_a_later_form_says_so(tmp_path: Path) -> None:
    run_record.write_record(tmp_path / "run.json", replace(head(), form=2), ANSWERS)
    with pytest.raises(RunError, match="of form 2"):
        run_record.read_record(tmp_path / "run.json")


def test_no_record_there(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be read"):
        run_record.read_record(tmp_path / "run.json")


def test_a_failure_leaves_the_earlier_record(tmp_path: Path) -> None:
    def broken() -> object:
        yield answer(1)
        raise OSError(28, "no space")

    sha256 = run_record.write_record(tmp_path / "run.json", head(), ANSWERS)
    with pytest.raises(OutputError, match="the disk is full"):
        run_record.write_record(tmp_path / "run.json", head(), broken())  # type: ignore[arg-type]
    assert run_record.read_record(tmp_path / "run.json").sha256 == sha256
    assert [one.name for one in tmp_path.iterdir()] == ["run.json"]


WRITER = """
import sys
from pathlib import Path
from compliance.audit import run_record
from tests.audit.building import MATCH, answer, head
number = 0
while True:
    number += 1
    answers = (answer(at, MATCH) for at in range(500))
    run_record.write_record(Path(sys.argv[1]), head(number), answers)
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
@pytest.mark.parametrize("after", [0.0, 0.003, 0.007, 0.013])
def test_a_kill_at_any_moment_leaves_a_whole_record(after: float, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    assert process.stdout.readline() == b"1\n"
    time.sleep(after)
    process.kill()
    process.communicate()
    assert len(run_record.read_record(path).answers) == 500


def test_two_runs_that_write_the_same_record(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for _ in range(20):
            run_record.write_record(tmp_path / "run.json", head(number), several(number))

    def several(number: int) -> list[RecordedAnswer]:
        return [answer(row) for row in range(number)]

    threads = [Thread(target=write, args=(number,)) for number in (30, 60)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = run_record.read_record(tmp_path / "run.json")
    assert len(found.answers) == found.head.inputs[0].parties
