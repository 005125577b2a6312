"""Code quality of GitLab: an array of issues with fingerprints that differ and last."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from msgspec.structs import replace

from compliance.model import Report
from compliance.reporters import write
from tests.reporters.factory import HOSTILE_NAMES, full_report, match, report, result
from tests.reporters.test_forge_findings import SETTLED

FORM = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation says of the format, under "Code Quality report format"."""


def issues(path: Path, answers: Report) -> Any:
    write(answers, path / "r.gitlab.json", "gitlab")
    return json.loads((path / "r.gitlab.json").read_text(encoding="ascii"))


def test_the_form_is_the_one_that_is_documented(tmp_path: Path) -> None:
    found = issues(tmp_path, full_report(path="./in/customers.xlsx"))
    jsonschema.validate(found, FORM)
    assert [one["severity"] for one in found] == [
        *("critical", "major", "critical", "major", "minor")
    ]
    assert found[0]["location"] == {"path": "in/customers.xlsx", "lines": {"begin": 2}}
    assert issues(tmp_path, report(result("a"))) == []


def test_fingerprints_differ_in_a_report_and_last_when_a_row_moves(tmp_path: Path) -> None:
    twice = report(result("a", match(), row=2), result("a", match(), row=3))
    first, second = (one["fingerprint"] for one in issues(tmp_path, twice))
    assert first != second
    [moved] = issues(tmp_path, report(result("a", match(), row=9)))
    assert moved["fingerprint"] == first


def test_what_officers_settled_is_no_issue(tmp_path: Path) -> None:
    assert issues(tmp_path, report(result("a", replace(match(), review=SETTLED)))) == []


def test_hostile_names_are_text(tmp_path: Path) -> None:
    found = issues(tmp_path, report(*(result(name, match()) for name in HOSTILE_NAMES)))
    jsonschema.validate(found, FORM)
    assert len(found) == len(HOSTILE_NAMES)
    assert not any(sign in one["description"] for one in found for sign in "\x1b\n\u202e")
