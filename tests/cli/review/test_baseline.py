"""A backlog is recorded as seen, and what is new stands out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Screen

Put = Callable[[str, str | bytes], Path]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772352000")  # 2026-03-01


def test_new_hits_stand_out_from_the_backlog(put: Put, screen: Screen) -> None:
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n3,A Bakery\n")
    ran = screen("baseline", "customers.csv", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert "1 party with 1 open match recorded as seen" in ran.out
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n2,Dahua Technology\n3,A Bakery\n")
    again = screen("customers.csv", "--decisions", "d.jsonl")
    assert again.code == 1
    assert "of the HIT and REVIEW: 1 seen before and not reviewed, 1 new" in again.out
    assert "Baseline: seen, not reviewed by A. Berg on 2026-03-01" in again.out
    assert "Decided" not in again.out
    seen, new = screen("customers.csv", "--decisions", "d.jsonl", "-q").out.splitlines()
    assert (seen.endswith("Entity List. Seen, not reviewed"), "Seen" in new) == (True, False)
    screen("customers.csv", "--decisions", "d.jsonl", "-o", "r.json")
    report = json.loads(Path("r.json").read_text("utf-8"))
    assert (report["manifest"]["seen"], report["manifest"]["open"]) == (1, 2)
    assert report["manifest"]["baseline"]["file"] == "d.baseline.jsonl"
    seen, new = (row["reason"] for row in report["results"][:2])
    assert seen.startswith("Seen and not reviewed: baseline of 2026-03-01 by A. Berg, until ")
    assert new.startswith("New since the baseline. ")


def test_it_is_no_decision_record(put: Put, screen: Screen) -> None:
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n")
    screen("baseline", "customers.csv", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    assert not Path("d.jsonl").exists()
    assert screen("customers.csv", "--decisions", "d.jsonl").code == 1


def test_twice_adds_nothing(put: Put, screen: Screen) -> None:
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n")
    words = ("baseline", "customers.csv", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    screen(*words)
    before = Path("d.baseline.jsonl").read_bytes()
    assert "0 parties with 0 open matches" in screen(*words).out
    assert Path("d.baseline.jsonl").read_bytes() == before


def test_a_folder_is_recorded_and_a_bad_file_in_it_is_told(put: Put, screen: Screen) -> None:
    put("orders/one.csv", "id,name\n1,Hikvision Digital Tech\n")
    put("orders/old/two.csv", "id,name\n1,Dahua Technology\n")
    words = ("baseline", "orders", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    ran = screen(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "2 parties with " in ran.out
    put("orders/three.xlsx", b"PK\x03\x04 cut")
    again = screen(*words)
    assert again.code == 3
    assert "error: three.xlsx: the workbook is damaged" in again.err
    assert "0 parties with 0 open matches" in again.out


def test_it_ends(put: Put, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n")
    words = ("baseline", "customers.csv", "--reviewer", "A", "--decisions", "d.jsonl")
    screen(*words, "--days", "7")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1772352000 + 8 * 86400))
    assert (
        "0 seen before and not reviewed, 1 new"
        in screen("customers.csv", "--decisions", "d.jsonl").out
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [(("baseline",), "name a file"), (("baseline", "c.csv"), "the reviewer is missing")],
)
def test_what_is_missing_is_told(words: tuple[str, ...], problem: str, screen: Screen) -> None:
    ran = screen(*words)
    assert ran.code == 2
    assert problem in ran.err


def test_a_job_may_fail_on_what_is_new_alone(put: Put, screen: Screen) -> None:
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n")
    words = ("customers.csv", "--decisions", "d.jsonl", "-q", "--fail-on", "new")
    assert screen(*words).code == 1
    screen("baseline", "customers.csv", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    ran = screen(*words)
    assert ran.code == 0
    assert "notice: 1 party is open, which --fail-on new leaves out" in ran.err
    put("customers.csv", "id,name\n1,Hikvision Digital Tech\n2,Dahua Technology\n")
    assert screen(*words).code == 1


def test_a_place_that_was_seen_is_no_news(put: Put, screen: Screen) -> None:
    put("customers.csv", "id,name,country\n1,A Bakery,North Korea\n")
    words = ("customers.csv", "--decisions", "d.jsonl")
    assert screen(*words).code == 1
    screen("baseline", "customers.csv", "--reviewer", "A. Berg", "--decisions", "d.jsonl")
    ran = screen(*words, "--fail-on", "new")
    assert "1 seen before and not reviewed, 0 new" in ran.out
    assert ran.code == 0
    assert screen(*words).code == 1
