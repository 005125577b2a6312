"""Less than the usual exit code, where it is asked for; never 0 by accident, and never unsaid."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance.cli.exits import ExitCode
from compliance.cli.outcomes import Outcome, choose_exit_code
from compliance.model import Decision
from tests.cli.conftest import Screen
from tests.reporters.factory import EZVIZ, match, report, result
from tests.reporters.test_forge_findings import SETTLED

Put = Callable[[str, str | bytes], Path]
HIT = "Customer,Country\nHangzhou Hikvision Digital Technology Co Ltd,CN\n"
REVIEW = "Customer,Country\nDahua Technologies Malta,CN\n"
BLANK = "Customer,Country\nBakery,DE\n,FR\n"
COLOURS = "Kind,Colour\nsmall,red\nbig,blue\n"


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        (HIT, "review", 1),
        (HIT, "hit", 1),
        (HIT, "never", 0),
        (REVIEW, "review", 1),
        (REVIEW, "hit", 0),
        (BLANK, "never", 3),
        (f"{HIT},FR\n", "never", 3),
        (f"{REVIEW},FR\n", "hit", 3),
        (f"{REVIEW},FR\n", "review", 1),
    ],
)
def test_the_decision_from_which_on_a_run_fails(
    file: str, fail_on: str, code: int, screen: Screen, put: Put
) -> None:
    put("a.csv", file)
    ran = screen("a.csv", "-q", "--fail-on", fail_on)
    assert ran.code == code
    told = f"notice: 1 party is open, which --fail-on {fail_on} leaves out" in ran.err
    assert told == (file != BLANK and code != 1)


def test_a_settled_hit_beside_an_open_review_is_no_open_hit() -> None:
    settled = replace(match(), review=SETTLED)
    low = match(EZVIZ, 0.6, Decision.REVIEW)
    answers = report(result("a", settled, low), result("b", settled), result("c", settled, low))
    manifest = replace(answers.manifest, decided=1)
    settled_one = replace(answers, manifest=manifest)
    one = Outcome(path="a.csv", report=settled_one)
    assert choose_exit_code([one], [], fail_on="review") is ExitCode.OPEN
    assert choose_exit_code([one], [], fail_on="hit") is not ExitCode.OPEN
    still = replace(answers, results=(*answers.results, result("d", match())))
    both = Outcome(path="a.csv", report=replace(still, manifest=manifest))
    assert choose_exit_code([both], [], fail_on="hit") is ExitCode.OPEN
    without = Outcome(path="a.csv", report=replace(settled_one, results=()))
    assert choose_exit_code([without], [], fail_on="hit") is ExitCode.OPEN  # nobody can tell


@pytest.mark.parametrize(("file", "usual"), [(HIT, 1), (BLANK, 3)])
def test_zero_is_the_exit_code_where_it_is_asked_for_and_a_line_says_so(
    file: str, usual: int, screen: Screen, put: Put
) -> None:
    put("a.csv", file)
    ran = screen("a.csv", "-q", "--exit-zero")
    assert ran.code == 0
    assert f"notice: the exit code would be {usual}; --exit-zero makes it 0" in ran.err


def test_what_did_not_start_is_never_zero(screen: Screen, put: Put) -> None:
    assert screen("nowhere.csv", "--exit-zero").code == 2
    put("a.csv", HIT)
    assert screen("a.csv", "--exit-zero", "--column", "name=Nowhere").code == 2


def test_a_settings_file_cannot_ask_for_zero(screen: Screen, put: Put) -> None:
    put("screen.toml", "exit-zero = true\n")
    put("a.csv", HIT)
    ran = screen("a.csv")
    assert ran.code == 2
    assert "unknown key 'exit-zero'" in ran.err


def test_a_settings_file_can_ask_for_the_rest(screen: Screen, put: Put) -> None:
    put("screen.toml", 'fail-on = "hit"\nwithout-parties = "pass"\n')
    put("a.csv", REVIEW)
    put("b.csv", COLOURS)
    assert screen("a.csv", "b.csv", "-q").code == 0
    assert screen("a.csv", "b.csv", "-q", "--fail-on", "review").code == 1
    assert screen("a.csv", "b.csv", "-q", "--without-parties", "stop").code == 3


@pytest.mark.parametrize("option", ["--fail-on", "--without-parties"])
def test_a_word_that_there_is_not_is_refused(option: str, screen: Screen, put: Put) -> None:
    put("a.csv", HIT)
    ran = screen("a.csv", option, "sometimes")
    assert ran.code == 2
    assert f"{option} must be one of " in ran.err
    assert "not 'sometimes'" in ran.err


def test_a_table_without_parties_stops_unless_it_may_pass(screen: Screen, put: Put) -> None:
    put("colours.csv", COLOURS)
    put("header.csv", "Customer,Country\n")
    put("bakery.csv", "Customer,Country\nBakery,DE\n")
    assert screen("colours.csv", "-q").code == 2
    assert screen("header.csv", "-q").code == 3
    assert screen("colours.csv", "bakery.csv", "-q").code == 3
    ran = screen("colours.csv", "header.csv", "bakery.csv", "-q", "--without-parties", "pass")
    assert ran.code == 0
    assert "notice: passed over: colours.csv: no party column was found" in ran.err
    assert "warning: header.csv: there is no row to screen" in ran.err
    assert "not screened" not in ran.err


def test_a_damaged_file_does_not_pass_as_one_without_parties(screen: Screen, put: Put) -> None:
    put("bad.xlsx", b"PK\x03\x04 cut off")
    put("empty.csv", "")
    assert screen("bad.xlsx", "-q", "--without-parties", "pass").code == 2
    assert screen("empty.csv", "-q", "--without-parties", "pass").code == 2


def test_a_brief_run_says_how_a_decision_is_recorded(screen: Screen, put: Put) -> None:
    put("my customers.csv", HIT)
    ran = screen("my customers.csv", "-q", "--decisions", "decisions.jsonl")
    assert (
        "to decide: screen review 'my customers.csv' --decisions decisions.jsonl; or screen "
        "'my customers.csv' -o report.xlsx, fill in Hits, then screen review import report.xlsx "
        "--decisions decisions.jsonl\n"
    ) in ran.err
    put("harmless.csv", "Customer,Country\nBakery,DE\n")
    assert "to decide" not in screen("harmless.csv", "-q").err
