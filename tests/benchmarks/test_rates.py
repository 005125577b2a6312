"""Names a second: what is asked, in what form, and what is said when logic-v2 is not there."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import rates
from benchmarks.rates import (
    LEDGER,
    Rates,
    describe_rates,
    open_logic_v2,
    repeat_names,
    sample_names,
)
from compliance.model import ListEntry, Name, PartyKind
from compliance.screening import list_cache

ENTRIES = (
    ListEntry(id="1", list_id="x", names=(Name(text="Zenith Works"), Name(text="ZW Optical"))),
    ListEntry(id="2", list_id="x", names=(Name(text="Jo Doe"),), kind=PartyKind.PERSON),
)
FAKE = """
import sys
print("ready 9.9", flush=True)
for turn, path in enumerate(sys.stdin, 1):
    print(turn / len(open(path.strip()).readlines()), flush=True)
"""
"""Says the turn by the number of what it is asked."""
SETS = {"few": ["Zenit"], "more": ["Zenit", "Quarz"]}


def test_a_sample_is_evenly_spaced_and_never_more_than_there_is() -> None:
    assert sample_names([str(at) for at in range(10)], 4) == ["0", "2", "5", "7"]
    assert sample_names(["a", "b"], 5) == ["a", "b"]


def test_both_counts_of_processes_stand_beside_every_other() -> None:
    found = {
        ("firms", "one process"): [100.0],
        ("firms", "two processes"): [160.0],
        (LEDGER, "one process"): [300.0],
        (LEDGER, "two processes"): [500.0],
        ("firms", "ratio"): [50.0],
        ("firms", "logic-v2"): [2.0],
    }
    lines = [(one.value, one.goal) for one in describe_rates(found)]
    assert lines[:3] == [("100", ""), ("50.0", "40"), ("2.0", "2")]
    assert lines[3:6] == [("160", ""), ("80.0", "75"), ("3.2", "3.5")]
    assert lines[6:] == [("2.0", ""), ("50.0", ""), ("300", ""), ("500", "")]


def test_a_ledger_has_every_party_and_some_many_times() -> None:
    names = [f"Quartz {at}" for at in range(100)]
    rows = repeat_names(names)
    assert set(rows) == set(names)
    assert len(rows) == 4 * len(names)
    assert rows == repeat_names(names) != sorted(rows)
    assert max(map(rows.count, names)) > 20


@pytest.mark.parametrize("processes", [1, 2])
def test_all_names_are_screened_by_one_process_and_by_two(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path))
    asked = [f"Quartz {at} Bakery" for at in range(20)]
    found = Rates(folder=tmp_path, chosen=(), asked={}, runs=1)
    assert found.screen_names(asked, processes) > 0


def test_logic_v2_gets_entries_by_kind_and_questions_as_companies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PROGRAM", tmp_path / "fake.py")
    rates.PROGRAM.write_text(FAKE, encoding="utf-8")
    with open_logic_v2(Path(sys.executable), tmp_path, ENTRIES, SETS) as (version, ask):
        assert (version, ask("more"), ask("few")) == ("9.9", 0.5, 2.0)
    listed = (tmp_path / "logic-listed").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in listed] == [
        {"schema": "LegalEntity", "names": ["Zenith Works", "ZW Optical"]},
        {"schema": "Person", "names": ["Jo Doe"]},
    ]
    asked = json.loads((tmp_path / "logic-asked-0").read_text(encoding="utf-8"))
    assert asked == {"schema": "Company", "names": ["Zenit"]}


def test_a_python_without_nomenklatura_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PROGRAM", tmp_path / "fake.py")
    rates.PROGRAM.write_text("import no_such_nomenklatura", encoding="utf-8")
    with (
        pytest.raises(SystemExit, match=r"'no_such_nomenklatura'; try: .* -m pip install"),
        open_logic_v2(Path(sys.executable), tmp_path, ENTRIES, SETS),
    ):
        pass
