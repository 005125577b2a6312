import json
from pathlib import Path
from typing import Any

from compliance.model import Report
from compliance.reporters.json import write
from compliance.reporters.jsonl import record
from tests.reporters.factory import full_report, report


def written(answers: Report, folder: Path) -> Any:
    write(answers, folder / "report.json")
    return json.loads((folder / "report.json").read_bytes())


def test_the_manifest_says_what_was_checked(tmp_path: Path) -> None:
    manifest = written(full_report("in/customers.xlsx"), tmp_path)["manifest"]
    assert manifest["notice"].startswith("No match is not clearance")
    assert "not legal advice" in manifest["notice"]
    assert manifest["time"] == "2026-11-22T06:30:00+00:00"
    assert manifest["input"]["name"] == "customers.xlsx"
    assert manifest["input"]["sha256"] == "a" * 64
    assert manifest["input"]["sheets"][0]["mapping"] == [
        {"role": "name", "header": "Customer name"},
        {"role": "id", "header": "No."},
    ]
    assert manifest["lists"][0]["rejected"] == [{"line": 17, "reason": "no name"}]
    assert manifest["settings"]["columns"] == {"name": "Customer name"}
    assert manifest["settings"]["hit_threshold"] == 0.9
    assert manifest["counts"] == {"HIT": 2, "REVIEW": 2, "CLEAR": 18, "UNSCREENED": 1}


def test_the_folders_of_the_user_are_not_told(tmp_path: Path) -> None:
    assert "secret-folder" not in json.dumps(written(report(path="secret-folder/a.csv"), tmp_path))


def test_the_results_are_those_of_the_jsonl_report(tmp_path: Path) -> None:
    answers = full_report()
    assert written(answers, tmp_path)["results"] == [record(r) for r in answers.results]


def test_no_results_is_an_empty_array(tmp_path: Path) -> None:
    assert written(report(), tmp_path)["results"] == []
