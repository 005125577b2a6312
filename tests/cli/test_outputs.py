"""Several reports in one run, and one report over several files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse

from tests.cli.conftest import LISTED, Screen

Put = Callable[[str, str | bytes], Path]
OPEN = f'Customer,Country\n"{LISTED}",CN\n'
HARMLESS = "Customer,Country\nBakery,DE\n"


def test_one_run_writes_every_report_that_is_named(screen: Screen, put: Put, folder: Path) -> None:
    put("a.csv", OPEN)
    names = ["a.xlsx", "a.json", "a.sarif", "a.junit.xml", "a.gitlab.json", "a.md"]
    ran = screen("a.csv", "-q", *(word for name in names for word in ("-o", name)))
    assert ran.code == 1
    assert all((folder / name).stat().st_size for name in names)
    assert [line for line in ran.err.splitlines() if line.startswith("report: ")] == [
        f"report: {name}" for name in names
    ]
    log = json.loads((folder / "a.sarif").read_text())
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["listed-party"]
    assert json.loads((folder / "a.gitlab.json").read_text())[0]["location"]["path"] == "a.csv"


def test_files_of_a_folder_share_a_report_of_a_forge(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("in/a.csv", OPEN)
    put("in/b/c.csv", HARMLESS)
    put("in/d.csv", "")
    ran = screen("in", "-q", "-o", "all.sarif", "-o", "all.junit.xml", "-o", "all.md")
    assert ran.code == 1
    [run] = json.loads((folder / "all.sarif").read_text())["runs"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "in/a.csv",
        "in/b/c.csv",
        "in/d.csv",
    ]
    assert not run["invocations"][0]["executionSuccessful"]
    suites = parse(folder / "all.junit.xml").getroot()
    assert suites is not None
    assert [one.get("name") for one in suites] == ["in/a.csv", "in/b/c.csv", "in/d.csv"]
    assert "1 of 3 files not screened" in (folder / "all.md").read_text()


def test_annotations_go_to_standard_output_alone(screen: Screen, put: Put, folder: Path) -> None:
    put("a.csv", OPEN)
    put("b.csv", HARMLESS)
    ran = screen("a.csv", "b.csv", "-o", "-", "-o", "b.sarif", "--format", "github")
    assert ran.code == 1
    assert all(line.startswith("::") for line in ran.out.splitlines())
    assert ran.out.startswith("::error file=a.csv,line=2,title=HIT A2::HIT 1.00: ")
    assert json.loads((folder / "b.sarif").read_text())["version"] == "2.1.0"
    alone = screen("a.csv", "--format", "github")
    assert alone.out.splitlines()[0] == ran.out.splitlines()[0]


def test_a_folder_gets_reports_of_a_forge_with_their_endings(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("a.csv", OPEN)
    (folder / "out").mkdir()
    screen("a.csv", "-q", "-o", "out", "--format", "junit")
    assert [path.name for path in (folder / "out").iterdir()] == ["a-screened.junit.xml"]


def test_the_only_file_that_failed_is_in_the_report(screen: Screen, put: Put, folder: Path) -> None:
    put("a.csv", "")
    assert screen("a.csv", "-o", "a.sarif").code == 2
    [run] = json.loads((folder / "a.sarif").read_text())["runs"]
    assert run["results"][0]["ruleId"] == "not-screened"


@pytest.mark.parametrize("twice", [("a.md", "./a.md"), ("-", "-")])
def test_two_reports_never_go_to_one_place(
    twice: tuple[str, str], screen: Screen, put: Put
) -> None:
    put("a.csv", OPEN)
    ran = screen("a.csv", "--format", "md", "-o", twice[0], "-o", twice[1])
    assert ran.code == 2
    assert "two reports would go to" in ran.err


def test_a_report_of_a_forge_never_replaces_what_is_screened(screen: Screen, put: Put) -> None:
    path = put("a.csv", OPEN)
    ran = screen("a.csv", "--format", "md", "-o", "a.csv")
    assert ran.code == 2
    assert path.read_text() == OPEN
    assert screen("a.csv", "-o", "nowhere/a.sarif").code == 2


def test_the_settings_file_may_name_several(screen: Screen, put: Put, folder: Path) -> None:
    put("a.csv", OPEN)
    put("screen.toml", 'output = ["a.sarif", "a.md"]\n')
    screen("a.csv", "-q")
    assert (folder / "a.sarif").exists()
    assert (folder / "a.md").exists()


def test_a_folder_with_its_index_and_a_report_over_all_in_one_run(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("in/a.csv", OPEN)
    put("in/b.csv", HARMLESS)
    for _ in range(2):  # the second time all is screened again, as the joint report needs it
        ran = screen("in", "-o", "out", "-o", "all.sarif", "-o", "all.jsonl")
        assert ran.code == 1
        assert "2 files: 2 screened, 0 unchanged" in ran.out
        assert ran.out.count("Open ") == 1
        [run] = json.loads((folder / "all.sarif").read_text())["runs"]
        assert len(run["results"]) == 1
        assert len((folder / "all.jsonl").read_text().splitlines()) == 2
        assert (folder / "out" / "index.json").exists()
    refused = screen("in", "-o", "out", "-o", "all.sarif", "--all")
    assert refused.code == 2
    assert "--all is for a folder of reports" in refused.err


def test_nothing_else_is_printed_where_a_report_goes_to_standard_output(
    screen: Screen, put: Put
) -> None:
    put("in/a.csv", OPEN)
    put("in/b.csv", HARMLESS)
    ran = screen("in", "-o", "out", "-o", "-", "--format", "github", "-o", "all.jsonl")
    assert ran.out
    assert all(line.startswith("::") for line in ran.out.splitlines())
