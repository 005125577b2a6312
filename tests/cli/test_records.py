"""`screen records list` and `verify`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import compliance
from compliance.audit import journal, pending_runs, run_record
from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran
from tests.cli.test_recording import CUSTOMERS

ROOT = Path(compliance.__file__).parent.parent
Put = Callable[[str, str | bytes], Path]
Run = Callable[..., Ran]


@pytest.fixture
def run(
    folder: Path, put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `screen` where two runs were recorded in a journal."""
    put("screen.toml", 'data = "data"\nlist = ["../list.csv"]\n[record]\njournal = true\n')
    put("customers.csv", CUSTOMERS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793520000")

    def words(*argv: str) -> Ran:
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    for name in ("a.json", "b.json"):
        assert words("customers.csv", "--record", name, "-q").code == 1
    assert (folder / "data" / "records.jsonl").is_file()
    return words


def test_records_are_listed_with_the_day_until_which_they_are_kept(run: Run) -> None:
    first, second = run("records", "list").out.splitlines()
    assert first.startswith("2026-11-01T08:00:00+00:00  keep until 2031-11-01  ")
    assert [line.split("  ")[-1] for line in (first, second)] == ["a.json", "b.json"]


def test_all_is_well(run: Run) -> None:
    ran = run("records", "verify")
    assert ran.code == 0
    first, second = ran.out.splitlines()
    assert first == "records that are what was written: 2"
    assert second.startswith("lines of the journal: 2, the last is ")
    assert run("records", "verify", "a.json").out == "records that are what was written: 1\n"


def test_a_changed_a_missing_and_a_forged_record(run: Run, folder: Path) -> None:
    text = (folder / "a.json").read_text(encoding="utf-8")
    (folder / "a.json").write_text(text.replace("HIT", "CLEAR"), encoding="utf-8")
    (folder / "b.json").unlink()
    ran = run("records", "verify")
    assert ran.code == 3
    changed, missing, _ = ran.out.splitlines()
    assert changed.endswith("keep until 2031-11-01: it is not the record that was written")
    assert missing.endswith("keep until 2031-11-01: it is not there any more")
    ran = run("records", "verify", "a.json", "no.json")
    assert ran.code == 3
    assert "a.json: the content does not fit its own hash" in ran.out


def test_a_whole_record_in_the_place_of_another(run: Run, folder: Path) -> None:
    run("customers.csv", "--record", "c.json", "--min-score", "0.3", "-q")
    (folder / "a.json").write_bytes((folder / "c.json").read_bytes())
    ran = run("records", "verify")
    assert ran.code == 3
    assert ran.out.startswith("a.json of 2026-11-01T08:00:00+00:00, record ")


def test_without_a_journal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "list", "--data", str(folder / "none")]) == 0
    assert "no record is in the journal" in capsys.readouterr().err


def test_a_journal_that_was_changed_is_not_added_to(run: Run, folder: Path) -> None:
    path = folder / "data" / "records.jsonl"
    path.write_bytes(path.read_bytes().replace(b"a.json", b"x.json"))
    ran = run("customers.csv", "--record", "c.json", "-q")
    assert ran.code == 2
    assert "line 2 of the journal does not follow the line before" in ran.err
    assert (folder / "c.json").is_file()


def test_runs_of_one_second_have_a_record_each(run: Run, folder: Path) -> None:
    (folder / "records").mkdir()
    words = [sys.executable, "-m", "compliance", "customers.csv", "--record", "records/", "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen(
            words, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(5)
    ]
    assert [one.wait() for one in runs] == [1] * 5
    files = sorted((folder / "records").iterdir())
    assert len({run_record.read_record(one).path for one in files}) == 5
    lines = journal.read_journal(folder / "data").entries
    assert sorted(one.file for one in lines) == [
        "a.json",
        "b.json",
        *(f"records/{one.name}" for one in files),
    ]
    assert run("records", "verify").code == 0


def stop_run(folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A run that stops between its record, which takes the place of a.json, and the journal."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal, "append_entry", stop)
        run("customers.csv", "--record", "a.json", "--min-score", "0.3", "-q")
    assert [*pending_runs.list_notes(folder / "data")]


def test_a_run_stopped_before_the_journal_is_unfinished_and_no_forgery(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_run(folder, monkeypatch, run)
    ran = run("records", "verify")
    assert ran.code == 3
    said, _ = ran.out.splitlines()
    assert said == (
        "the run of 2026-11-01T08:00:00+00:00 was stopped before the journal had its record: "
        "its record is whole; the next run that writes a record adds its line"
    )
    ran = run("customers.csv", "--record", "c.json", "-q")
    assert "was stopped; the journal has its record now" in ran.err
    assert run("records", "verify").code == 0
    names = [one.file for one in journal.read_journal(folder / "data").entries]
    assert names == ["a.json", "b.json", "a.json", "c.json"]


def test_a_note_does_not_excuse_another_record(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("customers.csv", "--record", "c.json", "--min-score", "0.2", "-q")
    stop_run(folder, monkeypatch, run)
    (folder / "a.json").write_bytes((folder / "c.json").read_bytes())
    ran = run("records", "verify")
    assert ran.code == 3
    assert "it is not the record that was written" in ran.out


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_records_and_journal_are_readable_by_their_owner_alone(run: Run, folder: Path) -> None:
    run("customers.csv", "--record", f"{folder}/", "-q")
    private = [*folder.glob("*.json"), folder / "data" / "records.jsonl"]
    assert len(private) == 4
    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}


def test_a_part_that_a_killed_run_left_is_removed(run: Run, folder: Path) -> None:
    part = folder / ".screen-0123456789ab.part"
    part.write_bytes(b"half a report")
    os.utime(part, (1_000, 1_000))
    ran = run("customers.csv", "-o", "report.csv", "-q")
    assert f"notice: removed {part.name}, which a run that was stopped had left" in ran.err
    assert not part.exists()


def decide(run: Run, day: str) -> None:
    """One line more in the decision record: what is seen now, until another day."""
    words = ("--reviewer", "A. Berg", "--data", "data", "--days", day)
    assert run("baseline", "customers.csv", *words).code == 0


@pytest.fixture
def seen(run: Run, folder: Path) -> Path:
    """A record of two lines of what was seen, the last of which a run used."""
    put = (folder / "customers.csv").read_text("utf-8")
    decide(run, "30")
    (folder / "customers.csv").write_text(put.replace("Zimmermann Bakery", LISTED), "utf-8")
    decide(run, "30")
    assert run("customers.csv", "--record", "d.json", "-q").code == 1
    [path] = (folder / "data").glob("*.baseline.jsonl")
    assert len(path.read_bytes().splitlines()) == 2
    return path


def test_decisions_are_in_record_and_journal(run: Run, folder: Path, seen: Path) -> None:
    [info] = run_record.read_record(folder / "d.json").head.decisions
    assert (info.file, info.decisions, len(info.heads)) == (seen.name, 2, 1)
    entry = journal.read_journal(folder / "data").entries[-1]
    assert entry.decisions == {f"data/{seen.name}": info.heads}
    assert run("records", "verify").code == 0
    assert run("records", "verify", "d.json").code == 0


def test_decisions_that_grew_are_whole(run: Run, folder: Path, seen: Path) -> None:
    text = (folder / "customers.csv").read_text("utf-8")
    (folder / "customers.csv").write_text(text.replace("3,...", f'3,"{LISTED}"'), "utf-8")
    decide(run, "90")
    assert len(seen.read_bytes().splitlines()) == 3
    assert run("records", "verify").code == 0


@pytest.mark.parametrize("words", [(), ("d.json",)])
def test_the_last_decision_that_was_cut_off_is_noticed(
    words: tuple[str, ...], run: Run, seen: Path
) -> None:
    seen.write_bytes(b"".join(seen.read_bytes().splitlines(keepends=True)[:-1]))
    ran = run("records", "verify", *words)
    assert ran.code == 3
    assert f"{seen.name}: 1 line is missing that runs saw at the end of this decision" in ran.out
    assert "lines were cut off, or it was rewritten" in ran.out


def test_a_decision_record_sealed_anew_is_noticed(run: Run, seen: Path) -> None:
    seen.unlink()
    decide(run, "60")
    ran = run("records", "verify")
    assert ran.code == 3
    assert "or it was rewritten" in ran.out


def test_a_decision_record_that_is_gone_is_no_small_thing(run: Run, seen: Path) -> None:
    """Runs rested on it, and nothing else says why a match was not open or not new."""
    seen.unlink()
    gone = f"data/{seen.name}: this decision record is not there, and runs used it"
    ran = run("records", "verify")
    assert (ran.code, gone in ran.out) == (3, True)
    [*_, entry] = journal.read_journal(seen.parent).entries
    ran = run("records", "verify", entry.file)
    assert (ran.code, gone in ran.out) == (3, True)
