import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Decision, Report
from compliance.reporters.csv import COLUMNS, neutral, write
from tests.reporters.factory import (
    CHIPMAKER,
    EZVIZ,
    HOSTILE_NAMES,
    full_report,
    match,
    report,
    result,
    unscreened,
)


def rows(answers: Report, folder: Path) -> list[dict[str, str]]:
    write(answers, folder / "report.csv")
    text = (folder / "report.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_starts_with_a_mark_that_excel_knows_and_ends_lines_as_csv_does(tmp_path: Path) -> None:
    write(report(result("杭州")), tmp_path / "r.csv")
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile,sheet,row,role,id,name,")
    assert data.count(b"\r\n") == 2
    assert data.count(b"\n") == 2
    assert "杭州".encode() in data


def test_one_line_a_question_with_every_column(tmp_path: Path) -> None:
    found = rows(full_report(), tmp_path)
    assert len(found) == 23
    assert all(tuple(row) == COLUMNS and None not in row.values() for row in found)


def test_the_best_match_is_told(tmp_path: Path) -> None:
    weaker = match(EZVIZ, 0.8, Decision.REVIEW)
    [row] = rows(report(result("Hik Vision", match(), weaker, row=17)), tmp_path)
    assert row["row"] == "17"
    assert row["decision"] == "HIT"
    assert row["matches"] == "2"
    assert row["listed_name"] == "Hangzhou Hikvision Digital Technology Co., Ltd."
    assert row["matched_name"] == "Hikvision"
    assert row["score"] == "0.9312"
    assert row["listed_on"] == "Entity List; NDAA section 889"
    assert row["citation"] == "84 FR 54002 | 132 Stat. 1917"
    assert row["policy"].endswith("denial for all others. | ")
    assert row["evidence"] == "Both names share the distinctive word."


def test_a_lead_and_a_known_party_are_told(tmp_path: Path) -> None:
    clear = match(CHIPMAKER, 1.0, Decision.CLEAR)
    lead, known = rows(report(result("EZVIZ", match(EZVIZ)), result("Chipmaker", clear)), tmp_path)
    assert lead["listed_on"].startswith("Not itself listed; subsidiary of Hangzhou Hikvision")
    assert lead["leads"].startswith("subsidiary of Hangzhou Hikvision")
    assert known["standing"] == "known, not restricted"
    assert known["source"].startswith("Named in an article")


def test_an_unscreened_row_has_its_reason(tmp_path: Path) -> None:
    [row] = rows(report(unscreened(7)), tmp_path)
    assert (row["row"], row["decision"], row["reason"], row["matches"]) == (
        "7",
        "UNSCREENED",
        "The name cell is empty.",
        "0",
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("＝1+1", "'＝1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a\n=1+1", "a\n'=1+1"),
        ("Smith - Sons = 2; +1", "Smith - Sons = 2; +1"),
        ("\x1b[31m\x00", "<U+001B>[31m<U+0000>"),
        ("half \ud800", "half <U+D800>"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert neutral(text) == cell


def test_hostile_names_keep_their_place(tmp_path: Path) -> None:
    found = rows(report(*(result(name) for name in HOSTILE_NAMES)), tmp_path)
    assert [row["name"] for row in found] == [neutral(name) for name in HOSTILE_NAMES]


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=5))
def test_any_text_stays_one_record_and_no_formula(names: list[str]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([neutral(name)] for name in names)
    cells = [
        row[0] if row else "" for row in csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    ]
    assert cells == [neutral(name) for name in names]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
