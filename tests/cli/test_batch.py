"""Several files: a report each, one exit code, and nothing that fails in silence."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compliance.batches.outbox import lock_outbox
from compliance.cli import batch
from compliance.errors import OutputError
from compliance.model import Report, RowResult
from compliance.reporters import jsonl
from compliance.reporters.base import NOT_CLEARANCE
from compliance.screening import run_file
from compliance.screening.run_setup import RunSetup
from compliance.storage.hashing import hash_file
from compliance.storage.ledger import find_user
from tests.cli.conftest import LISTED, Screen
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
OPEN = f'Customer,Country\n"{LISTED}",CN\n'
DAMAGED = (
    "error: bad.xlsx: the workbook is damaged or cut short (fetch it again, or open it in "
    "Excel or LibreOffice, which may repair it; save it again)"
)
HARMLESS = "Customer,Country\nBakery Zimmermann,DE\n"


def test_a_file_that_cannot_be_read_does_not_stop_the_others(screen: Screen, put: Put) -> None:
    put("good.csv", HARMLESS)
    put("bad.xlsx", b"PK\x03\x04")
    ran = screen("nowhere.csv", "bad.xlsx", "good.csv", "--quiet")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "error: nowhere.csv: there is no such file (check the folder and the spelling)",
        DAMAGED,
        "2 of 3 files were not screened",
    ]


def test_one_open_hit_decides_over_all(screen: Screen, put: Put) -> None:
    put("good.csv", HARMLESS)
    put("open.csv", OPEN)
    assert screen("good.csv", "nowhere.csv", "open.csv").code == 1


def test_if_no_file_can_be_read_the_run_did_not_start(screen: Screen) -> None:
    assert screen("one.csv", "two.csv").code == 2


def test_a_folder_gets_a_report_a_file(screen: Screen, put: Put, folder: Path) -> None:
    put("in/a.csv", HARMLESS)
    put("in/sub/a.csv", OPEN)
    put("in/readme.pdf", "x")
    ran = screen("in", "-o", "new/reports", "--quiet")
    assert ran.code == 1
    reports = folder / "new" / "reports"
    found = (path.relative_to(reports) for path in reports.rglob("[!.]*") if path.is_file())
    assert sorted(path.as_posix() for path in found) == [
        "a-screened.xlsx",
        "index.json",
        "index.xlsx",
        "sub/a-screened.xlsx",
    ]
    assert ran.out.count("in/sub/a.csv:2: HIT") == 1
    *told, decide = ran.err.splitlines()
    assert told == [
        "index: new/reports/index.xlsx, new/reports/index.json",
        "warning: not screened, files ending in .pdf (1): in/readme.pdf",
    ]
    assert decide.startswith("to decide: screen review in/sub/a.csv; or screen in/sub/a.csv -o ")


def test_reports_never_become_the_next_input(screen: Screen, put: Put, folder: Path) -> None:
    put("in/a.csv", HARMLESS)
    ran = screen("in", "-o", "in")
    assert ran.code == 2
    assert ran.err == (
        "error: reports in in would themselves be screened next time "
        "(choose a folder outside in with -o)\n"
    )
    assert [path.name for path in (folder / "in").iterdir()] == ["a.csv"]


def test_a_problem_is_named_with_its_file(screen: Screen, put: Put) -> None:
    put("a.csv", HARMLESS)
    put("b.csv", "Firma,Land\nBakery,DE\n")
    ran = screen("a.csv", "b.csv", "--column", "name=Firma", "-q")
    assert ran.code == 3
    assert ran.err.splitlines()[0] == (
        "error: a.csv: no column is headed 'Firma' (asked for as name) "
        "(there are: 'Customer', 'Country')"
    )


# --- A folder with an index -------------------------------------------------------------------


@pytest.fixture
def inbox(put: Put) -> None:
    """Two files, one of them in a folder below."""
    put("in/a.csv", HARMLESS)
    put("in/sub/b.csv", OPEN)


def index_of(folder: Path) -> dict[str, Any]:
    """What the index says; its files by path."""
    data: dict[str, Any] = json.loads((folder / "out" / "index.json").read_bytes())
    return {**data["batch"], "files": {one["path"]: one for one in data["files"]}}


@pytest.mark.usefixtures("inbox")
def test_a_batch_tells_one_line_a_file_and_a_total(screen: Screen, put: Put) -> None:
    put("in/bad.xlsx", b"PK\x03\x04")
    ran = screen("in", "-o", "out")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines[0].split() == ["Open", "Parties", "File"]
    assert lines[2].strip().startswith("not screened  bad.xlsx: the workbook is damaged or cut")
    assert lines[1].split() == ["0", "1", "a.csv"]
    assert lines[3].split() == ["1", "1", "sub/b.csv"]
    assert lines[5] == "3 files: 2 screened, 0 unchanged, 1 not screened"
    assert lines[6].startswith("all files: 2 parties: 1 HIT, 0 REVIEW, 0 UNSCREENED, 1 CLEAR (no")
    assert NOT_CLEARANCE in " ".join(ran.out.split())
    assert "report:" not in ran.err


@pytest.mark.usefixtures("inbox")
def test_the_index_has_counts_hits_errors_times_and_hashes(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("in/bad.xlsx", b"PK\x03\x04")
    screen("in", "-o", "out")
    index = index_of(folder)
    assert index["counts"] == {"HIT": 1, "REVIEW": 0, "CLEAR": 1, "UNSCREENED": 0}
    assert index["lists"][0]["sha256"]
    assert "damaged or cut short" in index["files"]["in/bad.xlsx"]["problem"]
    known = index["files"]["in/sub/b.csv"]["answers"]
    assert known["input"]["sha256"] == hash_file(folder / "in" / "sub" / "b.csv")
    assert known["report"] == "sub/b-screened.xlsx"
    assert known["report_sha256"] == hash_file(folder / "out" / "sub" / "b-screened.xlsx")
    assert known["open_parties"][0]["party"] == LISTED
    assert known["time"].endswith("+00:00")


@pytest.mark.usefixtures("inbox")
def test_unchanged_files_are_passed_over_and_still_count(
    screen: Screen, put: Put, folder: Path
) -> None:
    screen("in", "-o", "out")
    before = (folder / "out" / "sub" / "b-screened.xlsx").stat().st_mtime_ns
    put("in/a.csv", HARMLESS + "Butter,FR\n")
    again = screen("in", "-o", "out")
    assert again.code == 1
    assert "2 files: 1 screened, 1 unchanged, 0 not screened" in again.out
    assert "sub/b.csv: unchanged" in again.out
    assert (folder / "out" / "sub" / "b-screened.xlsx").stat().st_mtime_ns == before
    assert index_of(folder)["counts"]["CLEAR"] == 2
    assert "in/sub/b.csv:2: HIT 1.00" in screen("in", "-o", "out", "-q").out
    assert "2 screened, 0 unchanged" in screen("in", "-o", "out", "--all").out


@pytest.mark.parametrize("change", ["report", "list", "settings", "report is gone"])
@pytest.mark.usefixtures("inbox")
def test_whatever_answers_depend_on_has_files_screened_again(
    screen: Screen, folder: Path, change: str
) -> None:
    screen("in", "-o", "out")
    report, words = folder / "out" / "sub" / "b-screened.xlsx", []
    if change == "report":
        report.write_bytes(b"somebody's own")
    elif change == "report is gone":
        report.unlink()
    elif change == "list":
        with (folder.parent / "list.csv").open("ab") as stream:
            stream.write(csl({"_id": "9", "name": "Other"}).split(b"\n", 1)[1])
    else:
        words = ["--min-score", "0.7"]
    out = screen("in", "-o", "out", *words).out
    screened = 1 if change.startswith("report") else 2
    assert f"2 files: {screened} screened" in out
    assert report.read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("inbox")
def test_a_decision_that_expires_has_files_screened_again(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([["one holds"], ["one holds"], ["one expired"]])
    monkeypatch.setattr(batch, "list_decision_states", lambda *_: next(states))
    screen("in", "-o", "out")
    assert "0 screened, 2 unchanged" in screen("in", "-o", "out").out
    assert "2 screened, 0 unchanged" in screen("in", "-o", "out").out
    assert index_of(folder)["is_whole"] is True


@pytest.mark.parametrize("error", [MemoryError(), KeyError("ACME Secret"), OutputError("no room")])
@pytest.mark.usefixtures("inbox")
def test_one_bad_file_never_stops_the_rest(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    real = run_file.screen_file

    def fail(path: Path, setup: RunSetup, watch: run_file.WatchResults) -> Report:
        if path.name == "b.csv":
            raise error
        return real(path, setup, watch)

    monkeypatch.setattr(run_file, "screen_file", fail)
    ran = screen("in", "-o", "out")
    assert ran.code == 3
    assert "1 screened, 0 unchanged, 1 not screened" in ran.out
    assert "ACME" not in ran.out + ran.err
    assert index_of(folder)["files"]["in/sub/b.csv"]["problem"]
    monkeypatch.setattr(run_file, "screen_file", real)
    again = screen("in", "-o", "out")
    assert "1 screened, 1 unchanged, 0 not screened" in again.out


@pytest.mark.usefixtures("inbox")
def test_a_run_that_is_cut_off_is_not_begun_anew(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = run_file.screen_file

    def stop(path: Path, setup: RunSetup, watch: run_file.WatchResults) -> Report:
        if path.name == "b.csv":
            raise KeyboardInterrupt
        return real(path, setup, watch)

    monkeypatch.setattr(run_file, "screen_file", stop)
    assert screen("in", "-o", "out").code == 130
    assert index_of(folder)["is_whole"] is False
    monkeypatch.setattr(run_file, "screen_file", real)
    assert "1 screened, 1 unchanged" in screen("in", "-o", "out").out


@pytest.mark.usefixtures("inbox")
def test_two_runs_do_not_write_into_one_folder(screen: Screen, folder: Path) -> None:
    (folder / "out").mkdir()
    with lock_outbox(folder / "out"):
        ran = screen("in", "-o", "out")
    assert ran.code == 2
    assert ran.err.startswith(f"error: another run writes into out ({find_user()}, process ")
    assert screen("in", "-o", "out").code == 1


@pytest.mark.usefixtures("inbox")
def test_a_folder_whose_index_is_not_ours_is_refused(screen: Screen, put: Put) -> None:
    put("out/index.json", "{}")
    ran = screen("in", "-o", "out")
    assert ran.code == 2
    assert ran.err.startswith("error: out/index.json is no index of a batch, or is damaged (move")


@pytest.mark.usefixtures("inbox")
def test_the_same_files_give_the_same_bytes(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793900000")
    screen("in", "-o", "out")
    first = {one: (folder / "out" / one).read_bytes() for one in ("index.json", "index.xlsx")}
    time.sleep(1.1)  # a workbook's own clock counts seconds
    screen("in", "-o", "out", "--all")
    assert first == {one: (folder / "out" / one).read_bytes() for one in first}


@pytest.mark.usefixtures("inbox")
def test_the_workbook_has_files_open_parties_and_lists_and_nothing_runs(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("in/=1+1.csv", f'Customer,ID\n"{LISTED}",=1+1\n')
    screen("in", "-o", "out")
    book = openpyxl.load_workbook(folder / "out" / "index.xlsx")
    assert book.sheetnames == ["Files", "Open parties", "Lists", "Notes"]
    files, parties = book["Files"], book["Open parties"]
    assert [cell.value for cell in files["A"]][2:] == ["in/=1+1.csv", "in/a.csv", "in/sub/b.csv"]
    assert files["J5"].hyperlink.target == "sub/b-screened.xlsx"
    assert [cell.value for cell in parties["F"]][2:] == [LISTED, LISTED]
    assert parties["E3"].value == "=1+1"
    assert parties["E3"].data_type == "s"
    assert parties["G3"].value == "HIT"


@pytest.mark.usefixtures("inbox")
def test_an_index_is_not_screened(screen: Screen, folder: Path) -> None:
    screen("in", "-o", "out")
    ran = screen("out/index.xlsx")
    assert ran.code == 2
    assert "is a report of this program" in ran.err
    (folder / "out" / "sub" / "c.csv").write_text(HARMLESS)
    assert "reports and records of this program (1): out/index.json" in screen("out", "-q").err


def test_all_needs_a_folder(screen: Screen, put: Put) -> None:
    put("a.csv", HARMLESS)
    ran = screen("a.csv", "--all")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: --all is for a folder of reports")


# --- One report of several files, and the screen ----------------------------------------------


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.usefixtures("inbox")
def test_several_files_share_a_report_of_lines(
    screen: Screen, put: Put, folder: Path, form: str
) -> None:
    put("in/bad.xlsx", b"PK\x03\x04")
    ran = screen("in", "-o", f"all.{form}")
    assert ran.code == 1
    text = (folder / f"all.{form}").read_text(encoding="utf-8-sig")
    if form == "jsonl":
        files = [json.loads(line)["file"] for line in text.splitlines()]
    else:
        files = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert files == ["in/a.csv", "in/sub/b.csv"]
    assert screen("in", "--format", form, "-o", "-").out.count("in/sub/b.csv") == 1


@pytest.mark.usefixtures("inbox")
def test_a_file_that_fails_on_the_way_leaves_no_lines(
    screen: Screen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = jsonl.record

    def fail(result: RowResult) -> jsonl.Record:
        if result.question.row == 3:
            raise MemoryError
        return real(result)

    monkeypatch.setattr(jsonl, "record", fail)
    (folder / "in" / "a.csv").write_text(HARMLESS + "Butter,FR\n")
    ran = screen("in", "-o", "all.jsonl", "-q")
    assert ran.code == 1
    assert "error: in/a.csv: there is not enough memory" in ran.err
    lines = (folder / "all.jsonl").read_text().splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["in/sub/b.csv"]


def test_several_files_on_the_screen_tell_lists_once_and_a_total(screen: Screen, put: Put) -> None:
    for number in range(3):
        put(f"{number}.csv", OPEN)
    out = screen("0.csv", "1.csv", "2.csv").out
    assert out.count("HIT      1.00") == 3
    assert out.count("What these lists restrict") == 1
    assert "3 files: 3 parties: 3 HIT, 0 REVIEW, 0 UNSCREENED, 0 CLEAR (no match)" in out
    assert len(out.splitlines()) < 30


# --- The log ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("inbox")
def test_a_log_in_json_is_a_line_an_event_and_names_nobody(screen: Screen, put: Put) -> None:
    put("in/bad.xlsx", b"PK\x03\x04")
    ran = screen("in", "-o", "out", "--log", "json")
    events = [json.loads(line) for line in ran.err.splitlines()]
    assert [one["event"] for one in events] == [
        *["start", "file", "file", "file", "total", "message", "end"]
    ]
    assert events[2]["status"] == "failed"
    assert events[3]["counts"]["HIT"] == 1
    assert events[-1]["code"] == ran.code == 1
    assert LISTED not in ran.err


def test_an_error_is_an_event_too(screen: Screen) -> None:
    ran = screen("nowhere", "--format", "nothing", "--log", "json")
    [event] = [json.loads(line) for line in ran.err.splitlines()]
    assert (ran.code, event["level"]) == (2, "error")
    assert event["message"].startswith("there is no report format 'nothing'")
    ran = screen("nowhere", "--log", "xml")
    assert (ran.code, ran.err) == (
        2,
        "error: --log must be one of text, json, not 'xml' (for example --log json)\n",
    )


def test_a_folder_keeps_the_macros_of_a_workbook(put: Put, screen: Screen, folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name"])
    sheet.append([LISTED])
    book.save(folder / "orders.xlsm")
    put("other.csv", HARMLESS)
    screen("orders.xlsm", "other.csv", "-o", "out/", "--format", "xlsx")
    names = {path.name for path in (folder / "out").glob("*screened*")}
    assert names == {"orders-screened.xlsm", "other-screened.xlsx"}


@pytest.mark.usefixtures("inbox")
def test_what_counts_for_a_purpose_is_asked_anew_every_day(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("in", "-o", "out", "--purpose", "export")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793900000")
    screen(*words)
    assert "0 screened, 2 unchanged" in screen(*words).out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1793900000 + 86_400))
    assert "2 screened, 0 unchanged" in screen(*words).out
