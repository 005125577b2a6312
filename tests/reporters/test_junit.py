"""JUnit XML: a case a party, counts that are right, and nothing that XML cannot hold."""

from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse
from msgspec.structs import replace

from compliance.model import FileOutcome, Report
from compliance.reporters import write, write_joint
from tests.reporters.factory import (
    HOSTILE_NAMES,
    full_report,
    match,
    report,
    result,
    sheet_summary,
)
from tests.reporters.test_forge_findings import SETTLED


def document(path: Path, answers: Report) -> Element:
    write(answers, path / "r.junit.xml", "junit")
    root = parse(path / "r.junit.xml").getroot()
    assert root is not None
    return root


def assert_counts_are_right(root: Element) -> None:
    """Every count of suite and suites is that of its cases, as readers count them themselves."""
    for node in (root, *root.iter("testsuite")):
        assert int(node.get("tests", "0")) == len(list(node.iter("testcase")))
        kinds = (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        for count, tag in kinds:
            assert int(node.get(count, "0")) == len(list(node.iter(tag))), count


def test_a_case_a_party_in_order(tmp_path: Path) -> None:
    answers = full_report()
    root = document(tmp_path, answers)
    assert_counts_are_right(root)
    cases = list(root.iter("testcase"))
    assert [case.get("line") for case in cases] == [
        str(one.question.row) for one in answers.results
    ]
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "HIT"
    assert str(failure.text).startswith("The reason for HIT.\nHIT 1.00: ")
    error = cases[4].find("error")
    assert error is not None
    assert error.get("message") == "The name cell is empty."
    assert cases[6].find("*") is None
    [notice] = root.iter("property")
    assert str(notice.get("value")).startswith("No match is not clearance")


def test_what_officers_settled_is_skipped_and_says_by_whom(tmp_path: Path) -> None:
    root = document(
        tmp_path, replace_decided(report(result("a", replace(match(), review=SETTLED))))
    )
    assert_counts_are_right(root)
    [skipped] = root.iter("skipped")
    assert skipped.get("message") == "false positive by A. Berg on 2026-03-01: a bakery."


def replace_decided(answers: Report) -> Report:
    return replace(answers, manifest=replace(answers.manifest, decided=1))


def test_hostile_names_are_text_that_xml_can_hold(tmp_path: Path) -> None:
    root = document(tmp_path, report(*(result(name, match()) for name in HOSTILE_NAMES)))
    assert_counts_are_right(root)
    assert len(list(root.iter("failure"))) == len(HOSTILE_NAMES)
    told = [str(case.get("name")) for case in root.iter("testcase")]
    assert any("<U+001B>[31mred" in name for name in told)
    assert any('=HYPERLINK("http://x","y")' in name for name in told)


def test_files_and_sheets_that_failed_are_errors_and_those_that_pass_are_skipped(
    tmp_path: Path,
) -> None:
    gap = replace(sheet_summary("Notes", 0, note="no party column"), is_gap=True)
    outcomes = [
        FileOutcome(path="a.csv", report=report(result("a"), sheets=(sheet_summary(), gap))),
        FileOutcome(path="b.csv", problem="the file is empty"),
        FileOutcome(path="c.csv", problem="no party column", may_pass=True),
    ]
    write_joint(outcomes, tmp_path / "r", "junit")
    root = parse(tmp_path / "r").getroot()
    assert root is not None
    assert_counts_are_right(root)
    assert [suite.get("name") for suite in root] == ["a.csv", "b.csv", "c.csv"]
    assert (root.get("errors"), root.get("skipped")) == ("2", "1")
