"""`screen replay`: the run of a record again, row by row."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.audit import run_record
from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran, Screen
from tests.cli.test_recording import CUSTOMERS
from tests.lists.building import keep
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
Replay = Callable[..., Ran]


@pytest.fixture(autouse=True)
def data(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, beside the working folder."""
    assert folder.is_dir()
    monkeypatch.setenv("SCREEN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def replay(screen: Screen, put: Put, capsys: pytest.CaptureFixture[str]) -> Replay:
    """Replay `run.json`, which was recorded a moment ago."""
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "run.json")

    def run(*words: str) -> Ran:
        code = main(["replay", "run.json", *words])
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return run


def rewritten(folder: Path, old: str, new: str) -> None:
    """Change the record and make its hash fit, as somebody might who knows how."""
    text = (folder / "run.json").read_text(encoding="utf-8")
    assert old in text
    (folder / "run.json").write_text(text.replace(old, new), encoding="utf-8")
    lines = (folder / "run.json").read_bytes().splitlines(keepends=True)
    known = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    (folder / "run.json").write_bytes(b"".join(lines[:-1]) + f'"sha256": "{known}"}}\n'.encode())
    run_record.read_record(folder / "run.json")


def test_a_replay_is_identical(replay: Replay) -> None:
    ran = replay()
    assert (ran.code, ran.out, ran.err) == (0, "identical: 3 parties, 1 match\n", "")


def test_the_list_is_taken_from_the_kept_ones_whatever_became_of_its_file(
    replay: Replay, folder: Path
) -> None:
    (folder.parent / "list.csv").write_bytes(csl({"_id": "9", "name": "Other"}))
    assert replay().code == 0


def test_a_kept_list_is_replayed_in_the_version_of_then(put: Put, data: Path) -> None:
    put("customers.csv", CUSTOMERS)
    old, new = csl({"_id": "1", "name": LISTED}), csl({"_id": "9", "name": "Other"})
    keep(data, "csl", {"list.csv": old}, "2026-11-01T08:00:00+00:00")
    main(["customers.csv", "--list", "csl", "--record", "run.json", "--no-config"])
    keep(data, "csl", {"list.csv": new}, "2026-11-02T08:00:00+00:00")
    assert main(["customers.csv", "--list", "csl", "--no-config"]) == 3
    assert main(["replay", "run.json", "--no-config"]) == 0


def test_a_difference_is_told_by_its_place(replay: Replay, folder: Path) -> None:
    rewritten(folder, '"decision": "CLEAR"', '"decision": "REVIEW"')
    ran = replay()
    assert (ran.code, ran.out) == (3, "row 3: REVIEW then, CLEAR now\n1 of 3 parties differ\n")


def test_another_program_is_told_first(replay: Replay, folder: Path) -> None:
    rewritten(folder, '"matcher": 1', '"matcher": 0')
    ran = replay()
    assert ran.code == 0
    assert ran.err.startswith("notice: matcher 0 then, 1 now\n")


def test_a_missing_list_is_named(replay: Replay, folder: Path, data: Path) -> None:
    for path in data.rglob("*.gz"):
        path.unlink()
    (folder.parent / "list.csv").unlink()
    ran = replay()
    assert ran.code == 3
    assert "list 'csl': list.csv with SHA-256" in ran.err
    assert "--data" in ran.err


def test_a_changed_file_is_not_taken_for_the_screened_one(replay: Replay, put: Put) -> None:
    put("customers.csv", "name\nFoo\n")
    ran = replay()
    assert ran.code == 3
    assert "customers.csv is not the file that was screened" in ran.err
    put("archive/old.csv", CUSTOMERS)
    assert replay("archive/old.csv").code == 0


def test_a_file_that_is_gone(replay: Replay, folder: Path) -> None:
    (folder / "customers.csv").unlink()
    ran = replay()
    assert ran.code == 3
    assert "customers.csv is not where it was" in ran.err
    assert "as far as it was: 0 parties, 0 matches" in ran.out


def test_a_changed_record_does_not_start(replay: Replay, folder: Path) -> None:
    text = (folder / "run.json").read_text(encoding="utf-8")
    (folder / "run.json").write_text(text.replace("HIT", "REVIEW"), encoding="utf-8")
    ran = replay()
    assert ran.code == 2
    assert "does not fit its own hash" in ran.err


def test_columns_and_sheets_are_those_of_then(folder: Path, put: Put) -> None:
    put("customers.csv", "Firma,Name\nZimmermann,Huawei\n")
    words = ["--column", "name=Name", "--record", "run.json", "--no-config"]
    main(["customers.csv", *words])
    assert main(["replay", "run.json", "--no-config"]) == 0
    assert json.loads((folder / "run.json").read_bytes())["settings"]["columns"]


def test_files_of_owners_are_kept_and_used_again(
    replay: Replay, screen: Screen, put: Put, folder: Path
) -> None:
    owners = put("owners.csv", f'Company,Owner,Share\nBlue River GmbH,"{LISTED}",60\n')
    put("customers.csv", CUSTOMERS + "4,Blue River GmbH,DE\n")
    assert screen("customers.csv", "--owners", "owners.csv", "--record", "run.json").code == 1
    assert run_record.read_record(folder / "run.json").head.lists[-1].id == "owners"
    owners.unlink()
    ran = replay()
    assert (ran.code, ran.out) == (0, "identical: 4 parties, 2 matches\n")
