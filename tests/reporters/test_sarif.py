"""SARIF 2.1.0: valid against the schema of OASIS, with place, rule and a fingerprint that lasts."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from compliance.model import FileOutcome, Report
from compliance.reporters import write, write_joint
from compliance.reporters.forge_findings import RULES
from tests.reporters.factory import (
    HOSTILE_NAMES,
    full_report,
    match,
    report,
    result,
    sheet_summary,
)
from tests.reporters.test_forge_findings import SETTLED, moved

SCHEMA = Path(__file__).parent / "sarif_schema" / "sarif-schema-2.1.0.json"


def checked(path: Path) -> Any:
    """The one run of a log that the schema of OASIS accepts."""
    log = json.loads(path.read_text(encoding="ascii"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    checker.validate(log)
    [run] = log["runs"]
    return run


def run_of(path: Path, answers: Report) -> Any:
    write(answers, path / "r.sarif", "sarif")
    return checked(path / "r.sarif")


def test_the_schema_is_the_one_that_its_note_names() -> None:
    import hashlib

    note = (SCHEMA.parent / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() in note


def test_a_whole_report_is_valid_and_has_a_result_a_finding(tmp_path: Path) -> None:
    run = run_of(tmp_path, full_report())
    assert [one["ruleId"] for one in run["results"]] == [
        "listed-party",
        "possibly-listed-party",
        "listed-party",
        "possibly-listed-party",
        "not-screened",
    ]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [rule["shortDescription"]["text"] for rule in rules] == [one.sentence for one in RULES]
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in rules)
    assert run["results"][0]["message"]["text"].startswith("HIT 1.00: Hangzhou Hikvision")


def test_file_sheet_row_and_cell_are_the_location(tmp_path: Path) -> None:
    answer = moved(result("a", match(), row=17), column=1)
    run = run_of(tmp_path, report(answer, path="in/my customers.xlsx"))
    [place] = run["results"][0]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {
            "uri": "in/my%20customers.xlsx",
            "uriBaseId": "%SRCROOT%",
            "index": 0,
        },
        "region": {"startLine": 17},
    }
    assert [(one["kind"], one["fullyQualifiedName"]) for one in place["logicalLocations"]] == [
        ("cell", "Customers!B17"),
        ("sheet", "Customers"),
    ]
    assert run["artifacts"][0]["hashes"] == {"sha-256": "a" * 64}


def test_a_fingerprint_lasts_when_the_row_moves_and_differs_in_a_run(tmp_path: Path) -> None:
    def prints(*rows: int) -> list[str]:
        run = run_of(tmp_path, report(*(result("a", match(), row=row) for row in rows)))
        named = (one["partialFingerprints"] for one in run["results"])
        return [one["primaryLocationLineHash"] for one in named]

    assert prints(2) == prints(9)
    assert len(set(prints(2, 3))) == 2


def test_what_officers_settled_is_suppressed_with_who_and_why(tmp_path: Path) -> None:
    run = run_of(tmp_path, report(result("a", replace(match(), review=SETTLED))))
    [said] = run["results"][0]["suppressions"]
    assert said["status"] == "accepted"
    assert said["justification"] == "false positive by A. Berg on 2026-03-01: a bakery."


def test_what_was_not_screened_is_told_of_the_run(tmp_path: Path) -> None:
    gap = replace(sheet_summary("Notes", 0, note="no party column"), is_gap=True)
    outcomes = [
        FileOutcome(path="a.csv", report=report(result("a"), sheets=(sheet_summary(), gap))),
        FileOutcome(path="b.csv", problem="the file is empty"),
        FileOutcome(path="c.csv", problem="no party column", may_pass=True),
    ]
    write_joint(outcomes, tmp_path / "r.sarif", "sarif")
    run = checked(tmp_path / "r.sarif")
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    told = [(one["level"], one["message"]["text"])
            for one in invocation["toolExecutionNotifications"]]  # fmt: skip
    assert told == [
        ("error", "a.csv: sheet Notes was not screened: no party column"),
        ("error", "b.csv: the file could not be screened: the file is empty"),
        ("note", "c.csv: passed over, as it has no parties: no party column"),
    ]
    assert [one["ruleId"] for one in run["results"]] == ["not-screened", "not-screened"]
    [warning] = invocation["toolConfigurationNotifications"]
    assert warning["message"]["text"] == "list curated.toml: The data is 113 days old."


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "[x](http://evil)", "{0}", "a\\[b"])
def test_no_name_is_a_link_or_a_placeholder(name: str, tmp_path: Path) -> None:
    run = run_of(tmp_path, report(result(name, match(), sheet=name), path=f"in/{name[:9]}.csv"))
    text = run["results"][0]["message"]["text"].replace("\\\\", "")
    assert text.count("[") == text.count("\\[")
    assert "{" not in text.replace("{{", "")
    assert not any(sign in text for sign in "\x1b\n\u202e")


def test_a_run_without_any_file_that_could_be_read_is_valid(tmp_path: Path) -> None:
    write_joint([FileOutcome(path="b.csv", problem="x")], tmp_path / "r.sarif", "sarif")
    assert len(checked(tmp_path / "r.sarif")["results"]) == 1


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(full_report(), tmp_path / name, "sarif")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
