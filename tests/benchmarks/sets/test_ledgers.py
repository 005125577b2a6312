"""Innocents out of a ledger: under any header row, each once, without listed names."""

from pathlib import Path

import pytest

from benchmarks.question_set import rows
from benchmarks.sets import damage, ledgers
from tests.benchmarks.sets.lists import list_file, registry, row


def test_names_stand_under_their_header_wherever_it_is(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "Report,,\nVendor Name,Amount\nAcme Ltd,1\n ACME  LTD,2\nZenith Ltd,3\n", encoding="utf-8"
    )
    listed = list_file(tmp_path, row("1", "Zenith Limited"), row("2", "Zenith Ltd"))
    folder = tmp_path / "set"
    ledgers.main([str(listed), "-o", str(folder), "--seed", "1", f"{ledger}:Vendor Name:transport"])
    found = [(one["name"], one["class"]) for one in rows(folder / "innocents.csv")]
    assert found == [("Acme Ltd", "transport")]


def test_a_ledger_without_the_column_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("Vendor,Amount\nAcme Ltd,1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no column 'Vendor Name'"):
        list(ledgers.names(ledger, "Vendor Name"))


def test_entries_that_another_task_asks_are_not_damaged(tmp_path: Path) -> None:
    names = [row(str(at), f"Northern Optical Works {at}00") for at in range(6)]
    other = tmp_path / "positives.csv"
    other.write_text("query_id,name,class,expected\np,x,typo1,0|1|2|3|4\n", encoding="utf-8")
    files = [str(list_file(tmp_path, *names)), str(registry(tmp_path, *"ABCD"))]
    damage.INNOCENTS = 1
    damage.main([*files, "-o", str(tmp_path / "set"), "--seed", "1", "--without", str(other)])
    assert {one["expected"] for one in rows(tmp_path / "set/positives.csv")} == {"5"}
