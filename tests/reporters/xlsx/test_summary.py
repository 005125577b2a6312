import re
import zipfile
from pathlib import Path

from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Decision, Manifest, NotAsked, Report, RowResult
from compliance.reporters.base import NOT_CLEARANCE
from compliance.reporters.xlsx.summary import MOST_PARTIES
from tests.reporters.factory import EZVIZ, match, result, sheet_summary, unscreened
from tests.reporters.xlsx.books import about, customers, texts, written

EMU_OF_A_POINT = 12_700


def summary(folder: Path, *results: RowResult) -> Worksheet:
    return written(about(customers(folder), *results), folder)["Summary"]


def with_manifest(report: Report, **changes: object) -> Report:
    made: Manifest = replace(report.manifest, **changes)
    return replace(report, manifest=made)


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.values]


def test_it_says_what_was_screened_when_by_what_and_with_how_old_lists(tmp_path: Path) -> None:
    sheet = summary(tmp_path, result("a", match()))
    said = rows(sheet)
    assert said[0] == ["Restricted-party screening of customers.xlsx"]
    assert said[1] == [NOT_CLEARANCE]
    assert ["When", "2026-11-22T06:30:00+00:00"] in said
    assert any(row[:1] == ["By"] and "party-screen 0.1.0, run 20261122" in str(row) for row in said)
    assert ["Curated list", "2026-07-31", "114 days", 312] in said
    assert ["Name", "Date", "Signature"] in said


def test_the_counts_by_decision_list_and_country(tmp_path: Path) -> None:
    answers = (
        result("a", match(), row=2),
        result("b", match(EZVIZ, 0.7, Decision.REVIEW), row=3),
        result("c", row=4),
        unscreened(5),
    )
    said = rows(summary(tmp_path, *answers))
    for row in (
        ["HIT", 1],
        ["REVIEW", 1],
        ["UNSCREENED", 1],
        ["CLEAR (no match)", 1],
        ["Entity List", 1, 0],
        ["Not itself listed, or no longer", 0, 1],
        ["China", 1, 1],
    ):
        assert row in said


def test_a_chart_shows_the_lists(tmp_path: Path) -> None:
    summary(tmp_path, result("a", match()))
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        charts = [name for name in archive.namelist() if "/charts/" in name]
        assert len(charts) == 1
        assert b"Summary" in archive.read(charts[0])


def test_the_chart_ends_above_the_open_parties(tmp_path: Path) -> None:
    sheet = summary(tmp_path, result("a", match()))
    headings = [str(row[0].value) for row in sheet.iter_rows(max_col=1)]
    [begin] = [at for at, text in enumerate(headings) if text == "Parties"]
    [end] = [at for at, text in enumerate(headings) if text.startswith("Open parties (")]
    room = sum(sheet.row_dimensions[at + 1].height or 0 for at in range(begin, end))
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        [drawing] = [name for name in archive.namelist() if re.search(r"drawing[^/]*[.]xml$", name)]
        [size] = re.findall(rb'ext cx="\d+" cy="(\d+)"', archive.read(drawing))
    assert 0 < int(size) / EMU_OF_A_POINT <= room + 1


def test_what_was_not_asked_and_why(tmp_path: Path) -> None:
    runs = (
        NotAsked(first=7, last=9, reason="a total"),
        NotAsked(first=12, last=12, reason="a total"),
    )
    sheet = replace(sheet_summary(), not_asked=runs)
    report = about(customers(tmp_path), unscreened(5), sheets=(sheet,))
    said = rows(written(report, tmp_path)["Summary"])
    assert ["4 rows", "Not asked: a total"] in said
    assert ["1 row", "Not screened: The name cell is empty."] in said


def test_it_stays_one_page_however_many_are_open(tmp_path: Path) -> None:
    answers = [result(f"Party {n}", match(), row=n) for n in range(2, 102)]
    sheet = summary(tmp_path, *answers)
    said = texts(sheet)
    assert f"and {100 - MOST_PARTIES} more: see the sheet Hits" in said
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.max_row < 70


def test_without_open_parties_it_says_none(tmp_path: Path) -> None:
    assert "None." in texts(summary(tmp_path, result("a")))


def test_one_country_is_counted_once_however_it_is_written(tmp_path: Path) -> None:
    answers = []
    for row, country in enumerate(("China", "中国", "CN"), start=2):
        answer = result(f"party {row}", match(), row=row)
        party = replace(answer.question.party, country=country)
        answers.append(replace(answer, question=replace(answer.question, party=party)))
    said = rows(summary(tmp_path, *answers))
    assert ["China", 3, 0] in said
    assert not any(row[:1] in (["中国"], ["CN"]) for row in said)
