"""A run that was stopped between its record and the journal is told, and its line added later."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.audit import journal, pending_runs, run_record
from compliance.audit.journal import JournalEntry
from tests.audit.building import MATCH, answer, head

ROOT = Path(__file__).parent.parent.parent
TIME = "2026-11-01T08:00:00+00:00"
KILLED = """
import os, signal, sys
from pathlib import Path
from compliance.audit import journal, pending_runs, run_record
from compliance.audit.journal import JournalEntry
from tests.audit.building import MATCH, answer, head
folder, before = Path(sys.argv[1]), sys.argv[2] == "before"
path = folder.parent / "run.json"
with pending_runs.hold_note(folder) as announce:
    def note(sha256):
        time, until = "2026-11-01T08:00:00+00:00", "2031-11-01"
        announce(JournalEntry(time=time, file="run.json", record=sha256, until=until))
        if before:
            os.kill(os.getpid(), signal.SIGKILL)
    run_record.write_record(path, head(), [answer(2, MATCH)], note)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def kill_run(folder: Path, when: str) -> None:
    """A run that is killed before or after its record takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), when], cwd=ROOT, env=env)
    assert done.returncode == -signal.SIGKILL


kills = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")


@kills
def test_a_record_without_its_line_is_told_and_gets_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kill_run(folder, "after")
    [(entry, said)] = pending_runs.describe_unfinished(folder, journal.read_journal(folder))
    assert entry.time == TIME
    assert said == "its record is whole; the next run that writes a record adds its line"
    assert [one.file for one in pending_runs.finish_runs(folder)] == ["run.json"]
    known = journal.read_journal(folder)
    assert [one.record for one in known.entries] == [
        run_record.read_record(tmp_path / "run.json").sha256
    ]
    assert not [*pending_runs.describe_unfinished(folder, known)]
    assert not [*(folder / pending_runs.FOLDER).iterdir()]
    assert pending_runs.finish_runs(folder) == []


@kills
def test_a_run_whose_record_never_came(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kill_run(folder, "before")
    [(_, said)] = pending_runs.describe_unfinished(folder, journal.read_journal(folder))
    assert said == "its record is not there; screen the files again"
    assert pending_runs.finish_runs(folder) == []
    assert not [*pending_runs.list_notes(folder)]
    assert journal.read_journal(folder).entries == ()


def test_a_run_at_work_is_left_alone(tmp_path: Path) -> None:
    folder, path = tmp_path / "data", tmp_path / "run.json"
    sha256 = run_record.write_record(path, head(), [answer(2, MATCH)])
    with pending_runs.hold_note(folder) as announce:
        announce(JournalEntry(time=TIME, file="run.json", record=sha256, until="2031-11-01"))
        assert pending_runs.finish_runs(folder) == []
        assert len([*pending_runs.list_notes(folder)]) == 1
    assert not [*pending_runs.list_notes(folder)]


@kills
def test_a_faulty_journal_keeps_the_note(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kill_run(folder, "after")
    (folder / journal.FILE).write_text("nonsense\n", encoding="utf-8")
    assert pending_runs.finish_runs(folder) == []
    assert len([*pending_runs.list_notes(folder)]) == 1
