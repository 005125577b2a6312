"""One file from path to report: every row accounted for, every question answered."""

import tracemalloc
from pathlib import Path

import openpyxl
import pytest

from compliance.columns import packed_questions
from compliance.errors import InputError, UsageError
from compliance.matching import Matcher, scoring
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Name,
    NameKind,
    Party,
    Programme,
    Settings,
    Watchlist,
)
from compliance.screening import run_file, run_party, run_setup

LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."
PROGRAMME = Programme(id="p", name="P", publisher="", authority="", restricts="", source="")
ENTRY = ListEntry(
    id="1",
    list_id="own",
    names=(Name(text=LISTED, kind=NameKind.PRIMARY),),
    listings=(Listing(programme=PROGRAMME),),
)


def setup(settings: Settings | None = None) -> run_setup.RunSetup:
    return run_setup.RunSetup(
        matcher=Matcher(Watchlist(lists=(), entries=(ENTRY,))),
        lists=(),
        settings=settings or Settings(),
        time="2026-01-02T03:04:05+00:00",
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two visible sheets with parties, a hidden one, a page of notes and an empty sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[str, list[list[str]]] = {
        "Customers": [["Our customers"], [], ["Customer", "Country"], [LISTED, "CN"], ["", "FR"]],
        "Orders": [["Consignee", "End user"], ["Bakery", LISTED], ["Bakery", ""]],
        "Old": [["Customer"], ["Zimmermann"]],
        "Read me": [["Date", "Remark"], ["2026-01-02", "ask the sales office first"]],
        "Empty": [],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["Old"].sheet_state = "hidden"
    path = tmp_path / "customers.xlsx"
    book.save(path)
    return path


def test_every_question_gets_one_answer_in_order(workbook: Path) -> None:
    report = run_file.screen_file(workbook, setup())
    found = [
        (one.question.sheet, one.question.row, one.question.party.role, one.decision)
        for one in report.results
    ]
    assert found == [
        ("Customers", 4, "name", Decision.HIT),
        ("Customers", 5, "name", Decision.UNSCREENED),
        ("Orders", 2, "consignee", Decision.CLEAR),
        ("Orders", 2, "end_user", Decision.HIT),
        ("Orders", 3, "consignee", Decision.CLEAR),
        ("Old", 2, "name", Decision.CLEAR),
    ]


def test_every_row_of_every_sheet_is_in_one_count(workbook: Path) -> None:
    summaries = run_file.read_questions(workbook, Settings()).input.sheets
    assert [one.name for one in summaries] == ["Customers", "Orders", "Old", "Read me", "Empty"]
    for one in summaries:
        assert one.closes, one.sums
    notes = {one.name: one.note for one in summaries}
    assert notes["Customers"] == notes["Orders"] == ""
    assert notes["Old"] == ""
    assert [one.hidden for one in summaries] == [False, False, True, False, False]
    assert notes["Read me"].startswith("no party column was found")
    assert notes["Empty"] == "the sheet is empty"


def test_the_manifest_proves_what_was_checked(workbook: Path) -> None:
    manifest = run_file.screen_file(workbook, setup()).manifest
    assert manifest.time == "2026-01-02T03:04:05+00:00"
    assert manifest.counts == {
        Decision.HIT: 2,
        Decision.REVIEW: 0,
        Decision.CLEAR: 3,
        Decision.UNSCREENED: 1,
    }
    assert (manifest.review_threshold, manifest.hit_threshold) == (
        scoring.REVIEW_FROM,
        scoring.HIT_FROM,
    )
    assert manifest.input.size == workbook.stat().st_size
    assert manifest.input.path == str(workbook)


def test_a_hidden_sheet_is_screened_when_it_is_named(workbook: Path) -> None:
    understood = run_file.read_questions(workbook, Settings(sheets=("Old",)))
    assert [one.party.name for one in understood.questions] == ["Zimmermann"]
    notes = {one.name: one.note for one in understood.input.sheets}
    assert notes["Customers"] == "not among the sheets that were asked for"


def test_a_sheet_that_is_not_there(workbook: Path) -> None:
    with pytest.raises(InputError) as caught:
        run_file.read_questions(workbook, Settings(sheets=("Kunden",)))
    assert str(caught.value) == (
        "customers.xlsx: there is no sheet 'Kunden' "
        "(it has 'Customers', 'Orders', 'Old', 'Read me', 'Empty')"
    )


def test_a_column_that_is_in_no_sheet_or_of_no_role(workbook: Path) -> None:
    with pytest.raises(InputError, match="no column is headed 'Firma'"):
        run_file.read_questions(workbook, Settings(columns=(("name", "Firma"),)))
    with pytest.raises(UsageError, match="unknown column role 'nam'"):
        run_file.read_questions(workbook, Settings(columns=(("nam", "Customer"),)))


def test_a_file_without_a_party_column(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("Date,Rate\n2026-01-02,1.5\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run_file.read_questions(path, Settings())
    assert str(caught.value) == (
        "rates.csv: no party column was found among the headers 'Date', 'Rate'; "
        "name the column with the parties: --column name=Header"
    )


def test_a_workbook_of_empty_sheets_has_nothing_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(path)
    report = run_file.screen_file(path, setup())
    assert list(report.results) == []
    assert sum(report.manifest.counts.values()) == 0


def test_how_far_it_is_can_be_watched(workbook: Path) -> None:
    totals: list[int] = []

    def watch(results: object, total: int) -> object:
        totals.append(total)
        return results

    report = run_file.screen_file(workbook, setup(), watch)  # type: ignore[arg-type]
    assert totals[0] >= len(list(report.results)) == 6  # headers and empty cells count here


def test_one_party_that_stands_in_no_file() -> None:
    report = run_party.screen_party(Party(name=LISTED, country="CN"), setup())
    [result] = report.results
    assert result.decision is Decision.HIT
    assert report.manifest.input.name == "command line"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A text table, whose rows are read anew whenever they are walked."""
    path = tmp_path / "customers.csv"
    path.write_text(f'Customer,Country\n"{LISTED}",CN\nBakery,FR\n,DE\n', encoding="utf-8")
    return path


def test_results_can_be_walked_again(table: Path, workbook: Path) -> None:
    for path in (table, workbook):
        results = run_file.screen_file(path, setup()).results
        first = list(results)
        assert list(results) == first
        assert first


def test_a_report_is_of_the_file_as_it_was_read(table: Path) -> None:
    report = run_file.screen_file(table, setup())
    first = list(report.results)
    table.write_bytes(table.read_bytes().replace(b"Bakery", b"Butter"))
    assert list(report.results) == first


def test_a_file_that_changes_while_its_rows_are_read_again(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_questions, "MOST_HELD", 0)  # as where there are too many
    report = run_file.screen_file(table, setup())
    table.write_bytes(table.read_bytes().replace(b"Bakery", b"Butter"))
    with pytest.raises(InputError, match="has changed since it was read first"):
        list(report.results)
    with pytest.raises(InputError, match="has changed since it was read first"):
        list(report.notable)


def peak(path: Path, rows: int) -> int:
    """Most bytes of Python objects while so many rows were screened and walked."""
    names = [f"Bakery {number}" for number in range(50)] + [LISTED]
    lines = (f'{row},"{names[row % 51]}",FR\n' for row in range(rows))
    path.write_text("Customer no,Customer,Country\n" + "".join(lines), encoding="utf-8")
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    report = run_file.screen_file(path, setup())
    assert sum(1 for _ in report.results) == rows
    return tracemalloc.get_traced_memory()[1] - before


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    tracemalloc.start()
    try:
        peak(path, 100)  # what is loaded once
        few, many = peak(path, 18_000), peak(path, 28_000)  # more than are asked together
    finally:
        tracemalloc.stop()
    # An answer of a listed name is 1 in 51 and takes some 100 bytes; a question alone took 400.
    assert many - few < 10_000 * 60
