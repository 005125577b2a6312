"""The file of the record: whole at every moment, whoever is killed and however many write."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from compliance.decisions.chain import Record
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.record_file import append_decisions, read_record, read_verified_record
from compliance.errors import RecordError
from tests.decisions.building import another, decided, written

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from compliance.decisions.record_file import append_decisions
from tests.decisions.building import another, decided
path, name, batches, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for batch in range(batches):
    made = [decided(another(name=f"{name} {batch} {one}", id="")) for one in range(size)]
    append_decisions(path, lambda record: made)
    print(batch, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


def writer(path: Path, name: str, batches: int, size: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(path), name, str(batches), str(size)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env=environment, cwd=path.parent
    )


def test_no_file_is_an_empty_record(path: Path) -> None:
    assert read_verified_record(path) == Record()


def test_it_is_there_after_it_was_added(path: Path) -> None:
    record = written(path, decided(), decided(another(name="Other")))
    assert read_verified_record(path) == record
    assert len(record.decisions) == 2


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    written(tmp_path / "new" / "folder" / "decisions.jsonl", decided())
    assert len(read_verified_record(tmp_path / "new" / "folder" / "decisions.jsonl").decisions) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_new_record_is_readable_by_its_owner_alone(path: Path) -> None:
    written(path, decided())
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_only_grows_at_its_end(path: Path) -> None:
    written(path, decided())
    before = path.read_bytes()
    written(path, decided(another(name="Other")))
    assert path.read_bytes().startswith(before)
    assert len(path.read_bytes().splitlines()) == 2


def test_nothing_to_add_leaves_the_file_alone(path: Path) -> None:
    written(path)
    assert not path.exists()


def test_what_cannot_be_made_adds_nothing(path: Path) -> None:
    written(path, decided())
    before = path.read_bytes()

    def refuse(_: Record) -> Sequence[RecordedDecision]:
        raise RecordError("no")

    with pytest.raises(RecordError):
        append_decisions(path, refuse)
    assert path.read_bytes() == before


def test_a_damaged_record_is_refused_and_takes_nothing(path: Path) -> None:
    written(path, decided())
    path.write_bytes(path.read_bytes().replace(b"bakery", b"factory"))
    before = path.read_bytes()
    said = "does not verify: line 1: its content does not fit"
    with pytest.raises(RecordError, match=said):
        read_verified_record(path)
    with pytest.raises(RecordError, match=said):
        written(path, decided())
    assert path.read_bytes() == before


def test_a_torn_last_line_is_refused_by_runs_and_set_aside_by_the_next_writer(path: Path) -> None:
    written(path, decided(), decided(another(name="Other")))
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    with pytest.raises(RecordError, match="the last line is torn") as refused:
        read_verified_record(path)
    assert "--repair" in refused.value.hint
    done = append_decisions(path, lambda _: [decided(another(name="Third"))])
    assert done.torn
    assert done.torn.read_bytes() == whole[:-40].split(b"\n")[1]
    assert [one.party for one in read_verified_record(path).decisions] == [
        "Hik Vision Bakery",
        "Third",
    ]


def test_a_torn_line_is_set_aside_when_nothing_is_added(path: Path) -> None:
    written(path, decided())
    path.write_bytes(path.read_bytes() + b'{"form":1,"da')
    done = append_decisions(path, lambda _: [])
    assert done.torn
    assert done.torn.read_bytes() == b'{"form":1,"da'
    assert len(read_verified_record(path).decisions) == 1


def test_a_link_keeps_pointing_where_it_did_and_the_file_keeps_its_rights(tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    written(real, decided())
    real.chmod(0o640)
    link = tmp_path / "decisions.jsonl"
    link.symlink_to(real)
    written(link, decided(another(name="Other")))
    assert link.is_symlink()
    assert len(read_verified_record(real).decisions) == 2
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_second_writer_waits_and_then_says_so(path: Path) -> None:
    def inside(_: Record) -> Sequence[RecordedDecision]:
        with pytest.raises(RecordError, match="another program writes"):
            append_decisions(path, lambda _: [], patience=0.1)
        return [decided()]

    assert len(append_decisions(path, inside).added) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_leaves_the_record(path: Path) -> None:
    written(path, decided())
    path.parent.chmod(0o500)
    try:
        with pytest.raises(RecordError, match="nothing was added to the decision record"):
            written(path, decided(another(name="Other")))
    finally:
        path.parent.chmod(0o700)
    assert len(read_verified_record(path).decisions) == 1


def test_a_full_disk_leaves_the_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(path, decided())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match="No space left"):
        written(path, decided(another(name="Other")))
    monkeypatch.undo()
    assert len(read_verified_record(path).decisions) == 1
    written(path, decided(another(name="Other")))
    assert len(read_verified_record(path).decisions) == 2


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    several = [writer(path, name, 5, 2) for name in ("a", "b", "c")]
    for one in several:
        one.communicate(timeout=120)
        assert one.returncode == 0
    record = read_verified_record(path)
    assert len(record.decisions) == 3 * 5 * 2
    assert len(record.heads) == 1
    assert len({one.party for one in record.decisions}) == 30


@pytest.mark.slow
def test_whenever_a_writer_is_killed_the_record_is_whole_and_batches_are_whole(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - when to kill, not a secret
    told = 0
    for life in range(6):
        process = writer(path, f"life{life}", 10_000, 3)
        assert process.stdout
        process.stdout.readline()  # it is at work
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        told += 1 + len(rest.splitlines())
        record = read_verified_record(path)
        assert len(record.decisions) % 3 == 0
        assert len(record.decisions) // 3 >= told  # what was told as done is there
    assert len(read_verified_record(path).heads) == 1
    assert read_record(path).torn == b""
    left = sorted(one.name for one in path.parent.iterdir())
    assert set(left) <= {"decisions.jsonl", ".decisions.jsonl.lock", ".decisions.jsonl.new"}
