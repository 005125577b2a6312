"""The journal tells when a line or a record was changed, and loses none."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.audit import journal
from compliance.audit.journal import JournalEntry
from compliance.errors import RunError
from compliance.storage.ledger import START

ROOT = Path(__file__).parent.parent.parent
TIME = "2026-11-01T08:00:00+00:00"


def add(folder: Path, *names: str) -> Path:
    for at, name in enumerate(names):
        entry = JournalEntry(time=TIME, file=name, record=f"{at:064x}", until="2031-11-01")
        journal.append_entry(folder, folder.parent / name, entry)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder whose journal has three lines."""
    return add(tmp_path / "data", "a.json", "b.json", "c.json")


def test_no_journal_is_an_empty_one(tmp_path: Path) -> None:
    found = journal.read_journal(tmp_path)
    assert (found.entries, found.faults, found.head) == ((), (), START)


def test_lines_follow_each_other(folder: Path) -> None:
    found = journal.read_journal(folder)
    assert [one.file for one in found.entries] == ["a.json", "b.json", "c.json"]
    assert found.entries[0].previous == START
    assert not found.faults
    assert len({found.head, *(one.previous for one in found.entries)}) == 4


Spoil = Callable[[list[bytes]], list[bytes]]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda x: [x[0].replace(b"a.json", b"x.json"), *x[1:]], "line 2 of the journal does not"),
        (lambda x: [x[0], x[2]], "line 2 of the journal does not follow"),
        (lambda x: x[1:], "line 1 of the journal does not follow"),
        (lambda x: [x[1], x[0], x[2]], "line 1 of the journal does not follow"),
        (lambda x: [x[0], b"{}", x[2]], "line 2 of the journal is broken"),
        (lambda x: [x[0], x[0], *x[1:]], "line 2 of the journal does not follow"),
    ],
)
def test_a_changed_journal_is_told_and_not_added_to(spoil: Spoil, fault: str, folder: Path) -> None:
    path = folder / journal.FILE
    path.write_bytes(b"".join(line + b"\n" for line in spoil(path.read_bytes().splitlines())))
    before = path.read_bytes()
    assert any(one.startswith(fault) for one in journal.read_journal(folder).faults)
    with pytest.raises(RunError, match="line"):
        add(folder, "d.json")
    assert path.read_bytes() == before


def test_a_cut_off_line_is_told(folder: Path) -> None:
    path = folder / journal.FILE
    path.write_bytes(path.read_bytes()[:-9])
    assert "the last line of the journal is cut off" in journal.read_journal(folder).faults


def test_missing_lines_at_the_end_are_known_by_the_head(folder: Path) -> None:
    head, path = journal.read_journal(folder).head, folder / journal.FILE
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert not journal.read_journal(folder).faults
    assert journal.read_journal(folder).head != head


def test_places_move_with_the_data_folder(folder: Path, tmp_path: Path) -> None:
    away = Path(Path.cwd().anchor) / "elsewhere" / "run.json"
    assert journal.describe_place(folder, away) == str(away)
    assert journal.describe_place(folder, folder / "runs" / "r.json") == "data/runs/r.json"
    entry = journal.read_journal(folder).entries[0]
    assert (
        journal.locate_record(tmp_path / "moved" / "data", entry) == tmp_path / "moved" / "a.json"
    )


def test_records_that_are_gone_changed_or_replaced(tmp_path: Path) -> None:
    folder = add(tmp_path / "data", "a.json", "b.json", "a.json", "c.json")
    known = journal.read_journal(folder)
    hashes = {tmp_path / "a.json": f"{2:064x}", tmp_path / "b.json": ""}
    assert [problem for _, problem in journal.check_entries(folder, known, hashes)] == [
        "",
        "it is not the record that was written",
        "",
        "it is not there any more",
    ]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        add(tmp_path / "data", "a.json")


WRITER = """
import sys
from pathlib import Path
from compliance.audit import journal
from compliance.audit.journal import JournalEntry
folder, name = Path(sys.argv[1]), sys.argv[2]
for number in range(int(sys.argv[3])):
    entry = JournalEntry(time="2026-11-01", file=name, record="0" * 64, until="2031-11-01")
    journal.append_entry(folder, folder.parent / name, entry)
    print(number, flush=True)
"""


def writer(folder: Path, name: str, times: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(times)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_two_runs_that_write_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for process in [writer(folder, name, 15) for name in ("a.json", "b.json")]:
        process.communicate()
        assert process.returncode == 0
    found = journal.read_journal(folder)
    assert (len(found.entries), found.faults) == (30, ())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
@pytest.mark.parametrize("after", [0.0, 0.002, 0.005, 0.011])
def test_a_kill_at_any_moment_leaves_a_whole_journal(after: float, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    process = writer(folder, "a.json", 100_000)
    assert process.stdout
    assert process.stdout.readline() == b"0\n"
    time.sleep(after)
    process.kill()
    told = process.communicate()[0].count(b"\n") + 1
    found = journal.read_journal(folder)
    assert not found.faults
    assert told <= len(found.entries) <= told + 1
    add(folder, "b.json")  # the lock of a process that died is free
    assert len(journal.read_journal(folder).entries) == len(found.entries) + 1


def test_a_line_is_json_with_sorted_keys(folder: Path) -> None:
    first = (folder / journal.FILE).read_bytes().splitlines()[0]
    told = json.loads(first)
    assert list(told) == sorted(told) == sorted({*JournalEntry.__struct_fields__} - {"signature"})


def test_a_clock_that_is_set_back_breaks_no_chain(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    times = ("2026-11-02T08:00:00+00:00", "2016-01-01T00:00:00+00:00", "2026-11-03T08:00:00+00:00")
    for time_ in times:
        entry = JournalEntry(time=time_, file="", record="0" * 64, until="2031-11-01")
        journal.append_entry(folder, tmp_path / "a.json", entry)
    found = journal.read_journal(folder)
    assert (tuple(one.time for one in found.entries), found.faults) == (times, ())
