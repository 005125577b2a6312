"""Screen, decide in the workbook, import, screen again: quiet until something changes."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from compliance.cli.main import main
from compliance.cli.review.decision_record import record_path
from compliance.configuration import Choices
from tests.cli.conftest import LISTED, Ran, Screen
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
HEADER = 4
CUSTOMERS = (
    "id,name,address,country\n1,Hikvision Digital Tech,1 Mill Lane,DE\n2,Dahua Technology,,CN\n"
)
BOOK = "decisions.jsonl"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772352000")  # 2026-03-01


@pytest.fixture
def review(screen: Screen) -> Screen:
    """Run `screen review` with the record in the working folder; against the short list."""

    def run(*words: str) -> Ran:
        return screen("review", *words, "--decisions", BOOK)

    return run


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str]) -> Screen:
    """Run a command that takes no lists."""

    def run(*words: str) -> Ran:
        code = main(list(words))
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return run


def screened(screen: Screen, name: str = "r.xlsx", file: str = "customers.csv") -> Ran:
    return screen(file, "-o", name, "--decisions", BOOK)


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column or 0 for cell in sheet[HEADER]}


def fill(path: Path, *decisions: str, **others: object) -> Path:
    """Fill in the decisions of the matches in the order of the rows; others go into each."""
    book = load_workbook(path)
    sheet = book["Hits"]
    at = columns(sheet)
    rows = [n for n in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(n, at["Questions"]).value]
    texts: dict[str, object] = {"Reason": "a bakery", "Reviewer": "A. Berg", **others}
    for row, decision in zip(rows, decisions, strict=False):
        for heading, value in {"Officer's decision": decision, **texts}.items():
            sheet.cell(row, at[heading.replace("_", " ")]).value = value  # type: ignore[assignment]
    book.save(path)
    return path


@pytest.fixture
def decided(put: Put, screen: Screen, review: Screen) -> Ran:
    """Both parties decided as false positives."""
    put("customers.csv", CUSTOMERS)
    assert screened(screen).code == 1
    fill(Path("r.xlsx"), "fp", "false positive")
    ran = review("import", "r.xlsx")
    assert ran.code == 0, ran.err
    return ran


def test_decided_pairs_stay_quiet_with_their_reason_shown(decided: Ran, screen: Screen) -> None:
    assert "2 decisions added: 2 false positive" in decided.out
    again = screened(screen, "again.xlsx")
    assert again.code == 0
    assert "of the HIT and REVIEW: 2 decided earlier" in again.out
    assert "No open hits." in again.out
    assert f"decisions of {BOOK}: 2 of 2 met here, 0 of them no longer hold" in again.err
    sheet = load_workbook("again.xlsx")["Hits"]
    assert "Decided: false positive by A. Berg on 2026-03-01, until 2027-03-01: a bakery." in {
        cell.value for row in load_workbook("again.xlsx").worksheets[4].iter_rows() for cell in row
    }
    assert [sheet.row_dimensions[n].hidden for n in range(5, 8)] == [False, True, True]


@pytest.mark.usefixtures("decided")
def test_programs_are_told_too(screen: Screen) -> None:
    screened(screen, "again.json")
    whole = json.loads(Path("again.json").read_text(encoding="utf-8"))
    manifest = whole["manifest"]
    assert (manifest["open"], manifest["decided"], manifest["reopened"]) == (0, 2, 0)
    assert manifest["decisions"]["decisions"] == 2
    review = whole["results"][0]["matches"][0]["review"]
    assert (review["verdict"], review["settles"]) == ("false positive", True)
    assert review["record"] in Path(BOOK).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1 Mill Lane", "2 Mill Lane", "the customer's address changed"),
        ("Lane,DE", "Lane,AT", "the customer's country changed"),
        ("Digital Tech,", "Digital Technol,", "the customer's name changed"),
    ],
)
@pytest.mark.usefixtures("decided")
def test_a_change_of_the_customer_reopens(
    screen: Screen, put: Put, before: str, after: str, said: str
) -> None:
    put("customers.csv", CUSTOMERS.replace(before, after))
    again = screened(screen, "again.json")
    assert again.code == 1
    told = json.loads(Path("again.json").read_text(encoding="utf-8"))
    reason = told["results"][0]["reason"]
    assert reason.startswith(f"Open again: {said} since the decision of 2026-03-01 by A. Berg.")
    assert (told["manifest"]["open"], told["manifest"]["reopened"]) == (1, 1)
    assert "1 decided earlier, 1 open again" in screened(screen, "again.xlsx").out


@pytest.mark.usefixtures("decided")
def test_a_change_of_the_list_entry_reopens(screen: Screen, folder: Path) -> None:
    rows = (
        {"_id": "1", "name": LISTED, "addresses": "CN", "alt_names": "Hik"},
        {"_id": "2", "name": "Dahua Technology"},
    )
    (folder.parent / "list.csv").write_bytes(csl(*rows))
    ran = screen("customers.csv", "--decisions", BOOK, "--format", "jsonl", "-o", "-")
    assert ran.code == 1
    said = "the list entry gained a name or alias since the decision of 2026-03-01 by A. Berg"
    assert json.loads(ran.out.splitlines()[0])["matches"][0]["review"]["reopened"] == [said]
    lint = screen("review", "lint", "--decisions", BOOK)
    assert lint.code == 1
    assert said in lint.out


@pytest.mark.usefixtures("decided")
def test_the_day_after_the_last_everything_is_open(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803974400")  # 2027-03-02
    assert screened(screen, "again.xlsx").code == 1
    lint = screen("review", "lint", "--decisions", BOOK)
    assert (lint.code, lint.out.count("expired on 2027-03-01")) == (1, 2)


def test_a_true_match_stays_open_and_says_who(put: Put, screen: Screen, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "true match", "licence held")
    assert review("import", "r.xlsx").code == 0
    again = screened(screen, "again.xlsx")
    assert again.code == 1
    assert "Decided: true match by A. Berg" in again.out
    assert "1 decided earlier" in again.out


def test_all_problems_are_told_by_cell_and_nothing_is_imported(
    put: Put, screen: Screen, review: Screen
) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "ok", "fp", Expires="03/04/2026", Second_reviewer="a. berg")
    ran = review("import", "r.xlsx")
    assert (ran.code, Path(BOOK).exists()) == (2, False)
    lines = ran.err.splitlines()
    assert re.match(r"r\.xlsx, sheet Hits, cell [A-Z]+5: 'ok' is no decision", lines[0])
    for problem in ("is not a date that can mean one day only", "same person as the first"):
        (line,) = [line for line in lines if problem in line]
        assert re.match(
            r"r\.xlsx, sheet Hits, cell [A-Z]+5; r\.xlsx, sheet Hits, cell [A-Z]+\d", line
        )
    assert lines[-1].startswith("error: nothing was imported: 5 problems")
    assert "Hikvision" not in ran.err


def test_real_dates_are_read(put: Put, screen: Screen, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "fp", Expires=date(2026, 12, 31))
    fill(Path("r.xlsx"), "fp", "fp", Expires=datetime(2026, 12, 31))
    assert review("import", "r.xlsx").code == 0
    assert Path(BOOK).read_text(encoding="utf-8").count('"expires":"2026-12-31"') == 2


def test_sorted_doubled_and_deleted_rows(put: Put, screen: Screen, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "fp", "true match")
    book = load_workbook("r.xlsx")
    sheet = book["Hits"]
    at = columns(sheet)
    told = {
        str(sheet.cell(row, at["Party"]).value): word
        for row, word in ((5, "false positive"), (6, "true match"))
    }
    first, second = ([cell.value for cell in sheet[row]] for row in (5, 6))
    for row, values in enumerate((second, first, second), start=5):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    book.move_sheet("Hits", 2)
    sheet.title = "Done"
    sheet.delete_rows(2)
    book.save("r.xlsx")
    ran = review("import", "r.xlsx")
    assert ran.code == 0, ran.err
    assert "2 decisions added: 1 false positive, 1 true match" in ran.out
    kept = [json.loads(line) for line in Path(BOOK).read_text(encoding="utf-8").splitlines()]
    assert {one["party"]: one["decision"] for one in kept} == told


def test_a_report_saved_by_libreoffice(put: Put, screen: Screen, review: Screen) -> None:
    office = shutil.which("libreoffice") or shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "fp", "licence held", Expires="2026-12-31")
    for suffix in ("xlsx", "ods"):
        words = [office, "--headless", "--convert-to", suffix, "--outdir", "saved", "r.xlsx"]
        home = f"-env:UserInstallation=file://{Path.cwd()}/office"
        subprocess.run([words[0], home, *words[1:]], check=True, capture_output=True, timeout=180)
    ran = review("import", "saved/r.xlsx")
    assert ran.code == 0, ran.err
    assert "2 decisions added" in ran.out
    assert "2 were recorded already" in review("import", "saved/r.ods").out


def test_a_report_of_another_list_version(
    put: Put, screen: Screen, review: Screen, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    fill(Path("r.xlsx"), "fp", "fp")
    (folder.parent / "list.csv").write_bytes(csl({"_id": "1", "name": f"{LISTED} and others"}))
    ran = review("import", "r.xlsx")
    assert ran.code == 2
    assert "the list entry has changed since the report was made" in ran.err
    assert "is no longer in list" in ran.err
    assert not Path(BOOK).exists()


def test_two_reports_of_one_run(put: Put, screen: Screen, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    shutil.copy("r.xlsx", "s.xlsx")
    fill(Path("r.xlsx"), "fp")
    fill(Path("s.xlsx"), "true match")
    both = review("import", "r.xlsx", "s.xlsx")
    assert both.code == 2
    assert "decided differently in r.xlsx, sheet Hits" in both.err
    assert review("import", "r.xlsx").code == 0
    later = review("import", "s.xlsx")
    assert later.code == 2
    assert "another decision from a report of the same run" in later.err


def test_settings_say_where_and_how(put: Put, screen: Screen, plain: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    put(
        "screen.toml",
        'decisions = "kept/d.jsonl"\n[review]\nexpiry-days = 10\ntwo-reviewers = true\n',
    )
    screen("customers.csv", "-o", "r.xlsx")
    fill(Path("r.xlsx"), "fp", "fp")
    assert "a second reviewer is missing" in screen("review", "import", "r.xlsx").err
    fill(Path("r.xlsx"), "fp", "fp", Second_reviewer="C. Dahl")
    assert screen("review", "import", "r.xlsx").code == 0
    listed = plain("review", "list")
    assert "kept/d.jsonl: 2 decisions stand" in listed.out.replace("\n", "")
    assert "2026-03-11" in plain("review", "stats").out.replace("\n", " ")


@pytest.mark.usefixtures("decided")
def test_a_damaged_record_stops_a_run(screen: Screen, plain: Screen) -> None:
    path = Path(BOOK)
    path.write_bytes(path.read_bytes().replace(b"a bakery", b"a factory"))
    ran = screened(screen, "again.xlsx")
    assert ran.code == 2
    assert "does not verify: line 1: its content does not fit its hash" in ran.err
    verify = plain("review", "verify", "--decisions", BOOK)
    assert verify.code == 2
    assert verify.err.splitlines()[0].startswith("decisions.jsonl, line 1: its content does not")


@pytest.mark.usefixtures("decided")
def test_verify_repairs_a_torn_line_and_proves_heads(plain: Screen) -> None:
    path = Path(BOOK)
    head = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])["id"]
    assert plain("review", "verify", "--decisions", BOOK, "--head", head).code == 0
    path.write_bytes(path.read_bytes()[:-20])
    assert "the last line is torn" in plain("review", "verify", "--decisions", BOOK).err
    mended = plain("review", "verify", "--decisions", BOOK, "--repair")
    assert (mended.code, "1 line verifies" in mended.out) == (0, True)
    assert "torn last line was moved to decisions.jsonl.torn-" in mended.err
    lost = plain("review", "verify", "--decisions", BOOK, "--head", head)
    assert (lost.code, "lines are missing" in lost.err) == (2, True)


@pytest.mark.usefixtures("decided")
def test_list_show_stats_and_expire(screen: Screen, plain: Screen) -> None:
    number = json.loads(Path(BOOK).read_text(encoding="utf-8").splitlines()[0])["id"][:8]
    assert number in plain("review", "list", "--decisions", BOOK).out
    shown = plain("review", "show", number, "--decisions", BOOK).out
    assert "false positive: until 2027-03-01" in shown
    assert "reason     a bakery" in shown
    assert "2 decisions stand, 2 were made" in plain("review", "stats", "--decisions", BOOK).out
    missing = plain("review", "expire", number, "--decisions", BOOK)
    assert (missing.code, "a reason and a reviewer are needed" in missing.err) == (2, True)
    words = ("--reason", "it was sold", "--reviewer", "C. Dahl", "--decisions", BOOK)
    assert plain("review", "expire", number, *words).code == 0
    again = screened(screen, "again.json")
    assert again.code == 1
    said = Path("again.json").read_text(encoding="utf-8")
    assert "the decision was ended on 2026-03-01 by C. Dahl: it was sold" in said
    assert "3 lines" in plain("review", "list", "--decisions", BOOK).out
    assert plain("review", "show", "ffff", "--decisions", BOOK).code == 2


def test_a_workbook_that_is_no_report(put: Put, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    ran = review("import", "customers.csv")
    assert ran.code == 2
    assert "no row has a key" in ran.err


def test_nothing_filled_in(put: Put, screen: Screen, review: Screen) -> None:
    put("customers.csv", CUSTOMERS)
    screened(screen)
    ran = review("import", "r.xlsx")
    assert (ran.code, "no decision is filled in" in ran.err) == (2, True)


@pytest.mark.usefixtures("decided")
def test_the_same_bytes_again(screen: Screen) -> None:
    screened(screen, "one.xlsx")
    screened(screen, "two.xlsx")
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()


def test_the_record_lies_where_the_lists_of_the_project_lie() -> None:
    assert record_path(Choices(data="lists.data")) == Path("lists.data/decisions.jsonl")
    named = Choices(data="lists.data", decisions="own.jsonl")
    assert record_path(named) == Path("own.jsonl")


def test_the_list_of_a_report_is_found_where_it_is_kept(put: Put, review: Screen) -> None:
    put("customers.csv", "id,name\n1,iFlytek Co Ltd\n")
    assert main(["customers.csv", "--list", "curated", "-o", "r.xlsx"]) == 1
    fill(Path("r.xlsx"), "fp")
    ran = review("import", "r.xlsx")
    assert (ran.code, "error" in ran.err) == (0, False)
    assert "1 decision added" in ran.out


def test_lint_takes_the_records_that_are_named(
    screen: Screen, decided: Ran, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert decided.code == 0
    assert screen("review", "lint", BOOK).code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1806480000")  # 2027-03-31
    named = screen("review", "lint", BOOK)
    assert (named.code, named.out.count("expired on 2027-03-01")) == (1, 2)
    (folder / BOOK).write_text(
        (folder / BOOK).read_text("utf-8").replace("bakery", "mill"), "utf-8"
    )
    assert screen("review", "lint", BOOK).code == 2


def test_lint_of_a_record_that_is_not_there_is_no_clean_bill(screen: Screen) -> None:
    ran = screen("review", "lint", "nowhere.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere.jsonl: there is no such record" in ran.err
