"""`screen FILE... --record`: what was checked, so that it can be proved."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import compliance
from compliance.audit import run_record
from compliance.lists import archive
from compliance.storage.ledger import find_user
from tests.cli.conftest import LISTED, Screen

SCHEMA = json.loads(
    (Path(compliance.__file__).parent / "schemas" / "run.schema.json").read_text(encoding="utf-8")
)
ROOT = Path(compliance.__file__).parent.parent
CUSTOMERS = f'id,name,country\n1,"{LISTED}",CN\n2,Zimmermann Bakery,DE\n3,...,DE\n'
Put = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def fixed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A time that stands still, and a data folder of one's own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793520000")
    monkeypatch.setenv("SCREEN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def whole(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_bytes())
    return data


def test_the_record_holds_the_schema_and_no_name(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    ran = screen("customers.csv", "--record", "run.json")
    assert ran.code == 1
    assert "run record: run.json\n" in ran.err
    jsonschema.Draft202012Validator(SCHEMA).validate(whole(folder / "run.json"))
    assert "Zimmermann" not in (folder / "run.json").read_text(encoding="utf-8")
    record = run_record.read_record(folder / "run.json")
    assert record.head.counts == {"HIT": 1, "REVIEW": 0, "CLEAR": 1, "UNSCREENED": 1}
    assert [one.decision for one in record.answers] == ["HIT", "CLEAR", "UNSCREENED"]
    assert record.head.run.started == "2026-11-01T08:00:00+00:00"
    assert (record.head.run.user, record.head.run.host) == ("", "")


def test_no_field_is_written_that_is_not_described(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "run.json")
    found, known = whole(folder / "run.json"), SCHEMA["$defs"]
    assert list(found) == SCHEMA["required"]
    assert set(SCHEMA["properties"]) == set(found)
    for name, part in {
        "program": found["program"],
        "run": found["run"],
        "settings": found["settings"],
        "list": found["lists"][0],
        "file": found["lists"][0]["files"][0],
        "input": found["inputs"][0],
        "retention": found["retention"],
        "result": found["results"][0],
        "match": found["results"][0]["matches"][0],
    }.items():
        assert set(known[name]["required"]) == set(known[name]["properties"]) == set(part), name


def test_the_same_run_is_the_same_bytes(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    for name, processes in (("a.json", "1"), ("b.json", "2")):
        screen("customers.csv", "--record", name, "--processes", processes)
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()


def test_given_lists_are_kept_by_hash_and_inputs_are_not(
    screen: Screen, put: Put, folder: Path, fixed: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "run.json")
    [used] = run_record.read_record(folder / "run.json").head.lists
    assert used.kept
    assert list(archive.list_hashes(fixed)) == [used.files[0].sha256]
    assert archive.read_content(fixed, used.sha256) == (folder.parent / "list.csv").read_bytes()


def test_lists_that_cannot_be_kept_are_told(
    screen: Screen, put: Put, folder: Path, fixed: Path
) -> None:
    fixed.write_text("a file where the folder should be", encoding="utf-8")
    put("customers.csv", CUSTOMERS)
    ran = screen("customers.csv", "--record", "run.json")
    assert ran.code == 1
    assert "a replay needs the files" in ran.err
    assert not run_record.read_record(folder / "run.json").head.lists[0].kept


def test_several_files_are_one_record(screen: Screen, put: Put, folder: Path) -> None:
    put("in/a.csv", CUSTOMERS)
    put("in/b.csv", b"")
    put("in/c.csv", "name\nFoo\n")
    screen("in", "--record", "run.json")
    record = run_record.read_record(folder / "run.json")
    assert [(one.name, one.parties) for one in record.head.inputs] == [
        ("a.csv", 3),
        ("b.csv", 0),
        ("c.csv", 1),
    ]
    assert record.head.inputs[1].problem
    assert [one.file for one in record.answers] == [0, 0, 0, 2]


def test_a_folder_gets_a_record_a_run(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    (folder / "runs").mkdir()
    for _ in range(2):
        screen("customers.csv", "--record", "runs")
    names = ["run-20261101T080000-2.json", "run-20261101T080000.json"]
    assert sorted(one.name for one in (folder / "runs").iterdir()) == names


@pytest.mark.parametrize("record", ["customers.csv", "out.jsonl", "no/such/run.json"])
def test_a_place_that_cannot_be_is_told_before_the_work(
    record: str, screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    ran = screen("customers.csv", "-o", "out.jsonl", "--record", record)
    assert ran.code == 2
    assert not ran.out
    assert not (folder / "out.jsonl").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
@pytest.mark.parametrize("after", [0.6, 1.2, 1.8])
def test_a_run_that_is_killed_leaves_the_earlier_record_or_a_new_one(
    after: float, screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    words = ["customers.csv", "--record", "run.json", "--list", str(folder.parent / "list.csv")]
    screen(*words[:3])
    before = run_record.read_record(folder / "run.json").sha256
    put("customers.csv", CUSTOMERS + "4,Foo,DE\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "compliance", *words], env=environment)
    time.sleep(after)
    process.kill()
    process.communicate()
    record = run_record.read_record(folder / "run.json")
    assert (record.sha256 == before) is (len(record.answers) == 3)


def test_user_and_computer_only_where_the_settings_allow_it(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", '[record]\nfile = "run.json"\nwho = true\n')
    screen("customers.csv")
    assert run_record.read_record(folder / "run.json").head.run.user == find_user()


def test_a_broken_table_of_settings_is_told(screen: Screen, put: Put) -> None:
    put("screen.toml", '[record]\nwho = "yes"\nfiel = "x"\n')
    ran = screen("customers.csv")
    assert ran.code == 2
    assert "has who, which must be true or false; has an unknown key 'fiel', did you" in ran.err


def test_spark_has_a_record_of_its_own(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    ran = screen("customers.csv", "--engine", "spark", "-o", "x", "--record", "run.json")
    assert ran.code == 2
    assert "--record is for the engine local" in ran.err
