"""Names a second: what is asked, in what form, and what is said when logic-v2 is not there."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import rates
from benchmarks.rates import Rates, asking, repeated, sampled, told
from compliance.model import ListEntry, Name, PartyKind
from compliance.screening import list_cache

ENTRIES = (
    ListEntry(id="1", list_id="x", names=(Name(text="Zenith Works"), Name(text="ZW Optical"))),
    ListEntry(id="2", list_id="x", names=(Name(text="Jo Doe"),), kind=PartyKind.PERSON),
)
FAKE = """
import sys
print("ready 9.9", flush=True)
for turn, _ in enumerate(sys.stdin, 1):
    print(turn / 2, flush=True)
"""


def test_a_sample_is_evenly_spaced_and_never_more_than_there_is() -> None:
    assert sampled([str(at) for at in range(10)], 4) == ["0", "2", "5", "7"]
    assert sampled(["a", "b"], 5) == ["a", "b"]


def test_both_counts_of_processes_stand_beside_every_other() -> None:
    found = {"one process": [100.0], "two processes": [160.0], "ratio": [50.0], "logic-v2": [2.0]}
    lines = [(one.value, one.goal) for one in told(found)]
    assert lines[:3] == [("100", ""), ("50.0", "100"), ("2.0", "8")]
    assert lines[3:6] == [("160", ""), ("80.0", "100"), ("3.2", "8")]
    assert lines[6:] == [("2.0", ""), ("50.0", "")]


def test_a_ledger_has_every_party_and_some_many_times() -> None:
    names = [f"Quartz {at}" for at in range(100)]
    rows = repeated(names)
    assert set(rows) == set(names)
    assert len(rows) == 4 * len(names)
    assert rows == repeated(names) != sorted(rows)
    assert max(map(rows.count, names)) > 20


@pytest.mark.parametrize("processes", [1, 2])
def test_all_names_are_screened_by_one_process_and_by_two(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path))
    asked = [f"Quartz {at} Bakery" for at in range(20)]
    found = Rates(folder=tmp_path, chosen=(), asked=asked, runs=1)
    assert found.screened(asked, processes) > 0


def test_logic_v2_gets_entries_by_kind_and_questions_as_companies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PROGRAM", tmp_path / "fake.py")
    rates.PROGRAM.write_text(FAKE, encoding="utf-8")
    with asking(Path(sys.executable), tmp_path, ENTRIES, ["Zenit"]) as (version, seconds):
        assert (version, seconds(), seconds()) == ("9.9", 0.5, 1.0)
    listed = (tmp_path / "logic-listed").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in listed] == [
        {"schema": "LegalEntity", "names": ["Zenith Works", "ZW Optical"]},
        {"schema": "Person", "names": ["Jo Doe"]},
    ]
    asked = json.loads((tmp_path / "logic-asked").read_text(encoding="utf-8"))
    assert asked == {"schema": "Company", "names": ["Zenit"]}


def test_a_python_without_nomenklatura_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "PROGRAM", tmp_path / "fake.py")
    rates.PROGRAM.write_text("import no_such_nomenklatura", encoding="utf-8")
    with (
        pytest.raises(SystemExit, match=r"'no_such_nomenklatura'; try: .* -m pip install"),
        asking(Path(sys.executable), tmp_path, ENTRIES, ["Zenit"]),
    ):
        pass
