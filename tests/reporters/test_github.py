"""Workflow commands: what the runner of GitHub reads back is what was meant, whatever the names."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import FileOutcome, Report
from compliance.reporters import write, write_joint
from compliance.reporters.github import command
from tests.reporters.factory import HOSTILE_NAMES, full_report, match, report, result

COMMAND = re.compile(r"::(?P<name>[a-z]+)(?: (?P<properties>[^:]*))?::(?P<text>.*)")
NASTY = st.text(st.sampled_from("a%:,\r\n=#[]\x1b\u2028;0AD "), max_size=12)


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    """As the runner reads a line: command, properties, text."""
    found = COMMAND.fullmatch(line)
    assert found, line
    given = [one.split("=", 1) for one in (found["properties"] or "").split(",") if one]
    return found["name"], {key: unescaped(value) for key, value in given}, unescaped(found["text"])


def unescaped(text: str) -> str:
    for escape, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def lines(path: Path, answers: Report) -> list[str]:
    write(answers, path / "r", "github")
    return (path / "r").read_text(encoding="utf-8").splitlines()


def test_a_line_a_party_that_is_open_or_was_not_screened_and_one_that_counts(
    tmp_path: Path,
) -> None:
    told = [read_back(line) for line in lines(tmp_path, full_report())]
    assert [name for name, _, _ in told] == [
        *("error", "warning", "error", "warning", "warning", "notice", "warning")
    ]
    _, properties, text = told[0]
    assert properties == {
        "file": "customers.xlsx",
        "line": "2",
        "title": "HIT Customers row 2",
    }
    assert text.startswith("HIT 1.00: Hangzhou Hikvision Digital Technology Co Ltd may be ")
    assert "No match is not clearance" in told[5][2]
    assert told[6][2] == "list curated.toml: The data is 113 days old."


@given(NASTY, NASTY)
def test_no_text_ends_a_command_or_begins_one(name: str, sheet: str) -> None:
    line = command("error", name, file="a,b:c.csv", title=sheet)
    assert len(line.splitlines()) == 1
    assert "##[" not in line
    kind, properties, text = read_back(line)
    assert kind == "error"
    assert properties["file"] == "a,b:c.csv"
    assert set(properties) <= {"file", "title"}
    assert "\n" not in text


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_every_hostile_name_stays_in_its_line(name: str, tmp_path: Path) -> None:
    told = lines(tmp_path, report(result(name, match(), sheet="::error::x")))
    assert [read_back(line)[0] for line in told] == ["error", "notice", "warning"]


def test_a_file_that_failed_is_an_error_and_one_without_parties_a_notice(tmp_path: Path) -> None:
    outcomes = [
        FileOutcome(path="a.csv", problem="a.csv: the file is empty"),
        FileOutcome(path="b.csv", problem="no party column", may_pass=True),
    ]
    write_joint(outcomes, tmp_path / "r", "github")
    told = [read_back(line) for line in (tmp_path / "r").read_text().splitlines()]
    assert [(name, properties["file"]) for name, properties, _ in told] == [
        ("error", "a.csv"),
        ("notice", "b.csv"),
    ]
