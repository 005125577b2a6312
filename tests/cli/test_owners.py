"""`--owners`: files of owners on the command line and in the settings."""

import json
from pathlib import Path

import openpyxl
import pytest

from compliance.cli.main import main
from tests.cli.conftest import LISTED, Screen

OWNERS = f'Company,Owner,Share\nAcme GmbH,"{LISTED}",60\nBolt AG,,10\n'


@pytest.fixture(autouse=True)
def in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """15 October 2025: the BIS Affiliates Rule is in force."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760486400")


def test_a_name_is_looked_up_with_owners(screen: Screen, folder: Path) -> None:
    (folder / "owners.csv").write_text(OWNERS)
    ran = screen("name", "Acme GmbH", "--owners", "owners.csv")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("HIT  Acme GmbH\nScore 1.00 for “Acme GmbH”: owned by listed parties")
    assert "Entity List) holds 60 %, which is 50 % or more" in " ".join(ran.out.split())
    assert screen("name", "Acme GmbH").code == 0


def test_while_the_rule_is_suspended_it_is_a_review(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")
    (folder / "owners.csv").write_text(OWNERS)
    ran = screen("name", "Acme GmbH", "--owners", "owners.csv", "--format", "jsonl")
    answer = json.loads(ran.out)
    assert (ran.code, answer["decision"]) == (1, "REVIEW")
    [one] = answer["matches"][0]["ownership"]
    assert (one["outcome"], one["state"], one["applies"]) == ("owned", "suspended", False)


def test_a_file_is_screened_with_owners_of_the_settings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "owners.csv").write_text(OWNERS)
    (folder / "screen.toml").write_text('owners = "owners.csv"\nlist = "../list.csv"\n')
    (folder / "customers.csv").write_text("Customer\nAcme GmbH\nBakery Zimmermann\n")
    assert main(["customers.csv", "--format", "json", "-o", "-"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [one["decision"] for one in report["results"]] == ["HIT", "CLEAR"]
    assert report["manifest"]["lists"][1]["rejected"] == [{"line": 3, "reason": "names no owner"}]
    assert [Path(one).name for one in report["manifest"]["settings"]["owners"]] == ["owners.csv"]


def test_lists_show_the_rows_that_were_rejected(screen: Screen, folder: Path) -> None:
    (folder / "owners.csv").write_text(OWNERS)
    ran = screen("lists", "--owners", "owners.csv")
    assert ran.code == 0
    assert "rejected   owners.csv, line 3: names no owner" in ran.out
    assert "1  (owned by listed parties)" in ran.out


def test_a_missing_file_of_owners_stops_the_run_in_one_line(screen: Screen) -> None:
    ran = screen("name", "Acme GmbH", "--owners", "none.csv")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("error: file of owners 'none.csv' is not there")
    assert ran.err.count("\n") == 1


STATED = """
list = "../list.csv"
owners = "owners.csv"
[rules.bis-affiliates]
state = "in force"
from = "2026-11-10"
name = "J. Doe"
date = "2026-11-20"
source = "91 FR 12345"
"""
SAID = "bis-affiliates is in force since 2026-11-10, as J. Doe verified on 2026-11-20 (91 FR 12345)"


@pytest.fixture
def stated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """24 November 2026, with an officer's statement in the settings file."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    (folder / "owners.csv").write_text(OWNERS)
    (folder / "screen.toml").write_text(STATED)
    (folder / "customers.csv").write_text("Customer\nAcme GmbH\n")


@pytest.mark.usefixtures("stated")
@pytest.mark.parametrize("chosen", [("--format", "json", "-o", "-"), ("--quiet",), ()])
def test_what_an_officer_verified_is_told_in_every_report(
    chosen: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customers.csv", *chosen]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert SAID in out
    assert "HIT" in out


@pytest.mark.usefixtures("stated")
def test_it_is_in_the_workbook_and_in_the_run_record(folder: Path) -> None:
    assert main(["customers.csv", "-o", "out.xlsx", "--record", "run.json", "--quiet"]) == 1
    book = openpyxl.load_workbook(folder / "out.xlsx", read_only=True)
    cells = [str(cell) for row in book["Coverage"].iter_rows(values_only=True) for cell in row]
    assert SAID in cells
    record = (folder / "run.json").read_text()
    assert '"name":"J. Doe"' in record.replace(": ", ":")
    assert main(["replay", "run.json"]) == 0


@pytest.mark.usefixtures("stated")
def test_a_name_is_answered_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["name", "Acme GmbH"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("HIT Acme GmbH")
    assert f"By your settings {SAID}." in out
