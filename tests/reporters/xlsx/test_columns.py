from dataclasses import replace

import pytest

from compliance.model import Evidence
from compliance.reporters.xlsx.columns import LISTING, MATCH, Line, open_lines, told_once
from tests.reporters.factory import match, result

BIS = "Bureau of Industry and Security"
VALUE = {name: value for name, _, value in (*MATCH, *LISTING)}


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("", ""),
        ("84 FR 54002; 84 FR 54002", "84 FR 54002"),
        (f"A, {BIS}, 2019; Mondaq; B, {BIS}", f"A, {BIS} (BIS), 2019; Mondaq; B, BIS"),
        (f"Rule A, {BIS}, 2019", f"Rule A, {BIS}, 2019"),
    ],
)
def test_a_source_and_a_long_name_are_told_once(sources: str, told: str) -> None:
    assert told_once(sources) == told


def test_the_evidence_stands_in_the_first_line_of_a_match() -> None:
    notes = tuple(
        Evidence(rule="words", score=0.0, asked="", listed="", note=note)
        for note in ("one", "", "two")
    )
    first, second = open_lines(result("a", replace(match(), evidence=notes)), "run")
    assert VALUE["Evidence"](first) == "one; two"
    assert VALUE["Evidence"](second) == "as in line 1 of 2"


def test_all_amendments_are_told_together() -> None:
    found = match()
    listing = replace(found.entry.listings[0], status="listed", amendments=("85 FR 1", "86 FR 2"))
    told = VALUE["Status"](Line(result=result("a", found), match=found, listing=listing))
    assert told == "listed\nAmended 85 FR 1; 86 FR 2"
