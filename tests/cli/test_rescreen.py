"""`screen rescreen`: the report of a full run, and what is new in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.audit import run_record
from compliance.audit.replay import hash_reference
from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran, Screen
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
MONDAY, TUESDAY = "1795420800", "1795507200"
"""23 and 24 November 2026, 08:00 UTC."""
ROWS = [(1, LISTED), (2, "Zimmermann Bakery"), (3, "Norrsken Sensorer"), (4, "Dahua Technology")]


def table(rows: list[tuple[int, str]]) -> str:
    return "id,name\n" + "".join(f'{id_},"{name}"\n' for id_, name in rows)


@pytest.fixture(autouse=True)
def monday(screen: Screen, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Screened and recorded on Monday; now it is Tuesday."""
    monkeypatch.setenv("SCREEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MONDAY)
    put("customers.csv", table(ROWS))
    screen("customers.csv", "--record", "monday.json")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TUESDAY)


def both(screen: Screen, folder: Path, *words: str) -> tuple[Ran, dict[str, Any]]:
    """Screen again and in full: the same results. What changed."""
    ran = screen("rescreen", "customers.csv", "--since", "monday.json", "-o", "again.json", *words)
    full = screen("customers.csv", "-o", "full.json", *words)
    assert ran.code == full.code
    again, whole = (
        json.loads((folder / name).read_bytes()) for name in ("again.json", "full.json")
    )
    assert again["results"] == whole["results"]
    since: dict[str, Any] = again["manifest"].pop("since")
    assert whole["manifest"].pop("since") is None
    assert again["manifest"] == whole["manifest"]
    return ran, since


def kinds(since: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["party"], one["why"]) for one in since["changes"]]


def test_nothing_changed(screen: Screen, folder: Path) -> None:
    ran, since = both(screen, folder)
    assert ran.out.startswith(
        "Open matches and places: 0 new, 0 changed and 0 gone since Monday 2026-11-23\n"
    )
    assert (since["screened"], since["carried"], since["changes"]) == (2, 2, [])
    assert since["record"] == run_record.read_record(folder / "monday.json").sha256


def test_rows_that_came_went_changed_and_moved(screen: Screen, folder: Path, put: Put) -> None:
    rows = [(5, "Dahua Tech"), (3, "Norrsken AB"), (2, "Hangzhou Hikvision"), ROWS[0]]
    put("customers.csv", table(rows))
    _, since = both(screen, folder)
    assert (since["screened"], since["carried"]) == (4, 0)
    assert kinds(since) == [
        ("new", "Dahua Tech", "the party is new"),
        ("new", "Hangzhou Hikvision", "the party has changed"),
        ("gone", "", "the party is not in the file any more"),
    ]


def test_an_entry_that_is_new_on_the_list(screen: Screen, folder: Path) -> None:
    rows = {"_id": "1", "name": LISTED}, {"_id": "2", "name": "Norrsken Sensorer AB"}
    (folder.parent / "list.csv").write_bytes(csl(*rows))
    _, since = both(screen, folder)
    assert kinds(since) == [
        ("new", "Norrsken Sensorer", "the lists have changed"),
        ("changed", LISTED, "the entry has changed on the list"),
        ("gone", "Dahua Technology", "the lists have changed"),
    ]


def test_a_list_that_was_sent_anew_screens_little(screen: Screen, folder: Path) -> None:
    data = (folder.parent / "list.csv").read_bytes()
    (folder.parent / "list.csv").write_bytes(data.replace(b"\n", b"\r\n"))
    ran, since = both(screen, folder)
    assert (since["screened"], since["carried"]) == (2, 2)
    assert "all others against changed entries" in since["how"]
    assert ran.code == 1


def test_the_earlier_list_is_not_kept(screen: Screen, folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "data").rglob("*.gz"):
        path.unlink()
    (folder.parent / "list.csv").write_bytes(csl({"_id": "1", "name": LISTED, "addresses": "CN"}))
    _, since = both(screen, folder)
    assert (since["screened"], since["carried"]) == (4, 0)
    assert since["how"].startswith("the lists of the earlier run are not stored here: every party")


def test_other_settings_carry_nothing_over(screen: Screen, folder: Path) -> None:
    _, since = both(screen, folder, "--min-score", "0.3")
    assert since["carried"] == 0
    assert "other settings" in since["how"]


def test_another_program_carries_nothing_over(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.audit.program.MATCHER", 2)
    _, since = both(screen, folder)
    assert since["carried"] == 0
    assert "another version of the program" in since["how"]


def test_other_reference_data_carries_nothing_over(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hash_reference() == run_record.read_record(folder / "monday.json").head.reference
    monkeypatch.setattr("compliance.audit.replay.hash_reference", lambda: "0" * 64)
    _, since = both(screen, folder)
    assert since["carried"] == 0


def test_a_record_that_the_journal_does_not_know_carries_nothing_over(
    screen: Screen, folder: Path, put: Put
) -> None:
    put("screen.toml", "[record]\njournal = true\n")
    ran, since = both(screen, folder)
    assert ran.code == 1
    assert since["carried"] == 0
    assert "not in the journal" in since["how"]
    screen("customers.csv", "--record", "monday.json")
    _, since = both(screen, folder)
    assert since["carried"] == 2


def test_the_record_goes_on_from_run_to_run(screen: Screen, folder: Path, put: Put) -> None:
    put("customers.csv", table([*ROWS, (5, "Dahua Tech")]))
    words = ["rescreen", "customers.csv", "--since", "monday.json", "--record"]
    assert screen(*words, "tuesday.json", "-q").code == 1
    screen("customers.csv", "--record", "full.json")
    assert (folder / "tuesday.json").read_bytes() == (folder / "full.json").read_bytes()
    assert screen(*words, "monday.json", "-q").code == 1
    assert (folder / "monday.json").read_bytes() == (folder / "full.json").read_bytes()


def test_several_files_are_compared_each_with_itself(
    screen: Screen, folder: Path, put: Put
) -> None:
    put("in/a.csv", table(ROWS[:1]))
    put("in/b.csv", table(ROWS[3:]))
    screen("in", "--record", "both.json")
    put("in/b.csv", table([]))
    ran = screen("rescreen", "in", "--since", "both.json", "-q")
    first = [line for line in ran.out.splitlines() if "open matches and places" in line]
    assert [line.split(": ", 2)[2][:31] for line in first] == [
        "0 new, 0 changed and 0 gone sin",
        "0 new, 0 changed and 1 gone sin",
    ]
    assert (folder / "in").is_dir()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["rescreen", "customers.csv"], "rescreen needs a file and --since"),
        (["rescreen", "--since", "monday.json"], "no file is named"),
        (["rescreen", "customers.csv", "--since", "no.json"], "cannot be read"),
        (["rescreen", "customers.csv", "--since", "monday.json", "--processes", "0"], "from 1"),
        (["rescreen", "customers.csv", "--since", "customers.csv"], "is no whole run record"),
    ],
)
def test_what_cannot_start(
    words: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--no-config"]) == 2
    assert problem in capsys.readouterr().err
