"""`screen FILE`: the main job from end to end, on files as they come."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import LISTED, Screen

Put = Callable[[str, str | bytes], Path]
OPEN = f"Customer,Country\nBakery Zimmermann,DE\n{LISTED.replace(',', '')},CN\n"
HARMLESS = "Customer,Country\nBakery Zimmermann,DE\n"


def test_an_open_hit_is_told_with_its_row_and_exits_1(screen: Screen, put: Put) -> None:
    put("customers.csv", OPEN)
    ran = screen("customers.csv")
    assert (ran.code, ran.err) == (1, "")
    assert "HIT      1.00  3 " in ran.out
    assert "Hangzhou Hikvision" in ran.out
    assert "Entity List" in ran.out
    assert "No match is not clearance" in ran.out


def test_nothing_open_exits_0(screen: Screen, put: Put) -> None:
    put("customers.csv", HARMLESS)
    ran = screen("customers.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "No open hits." in ran.out
    assert "cleared" not in ran.out.lower()


def test_a_row_without_a_name_is_counted_and_exits_3(screen: Screen, put: Put) -> None:
    put("customers.csv", HARMLESS + ",FR\n")
    ran = screen("customers.csv")
    assert ran.code == 3
    assert ran.err == "warning: customers.csv: 1 of 2 parties could not be screened\n"
    assert "no name in column 'Customer'" in ran.out


def test_a_hit_outweighs_a_gap(screen: Screen, put: Put) -> None:
    put("customers.csv", OPEN + ",FR\n")
    assert screen("customers.csv").code == 1


def test_only_a_header_exits_3(screen: Screen, put: Put) -> None:
    put("customers.csv", "Customer,Country\n")
    ran = screen("customers.csv")
    assert (ran.code, ran.err) == (3, "warning: customers.csv: there is no row to screen\n")


def test_quiet_prints_hits_only_one_line_each(screen: Screen, put: Put) -> None:
    put("customers.csv", OPEN)
    put("others.csv", HARMLESS)
    ran = screen("--quiet", "customers.csv", "others.csv")
    [line] = ran.out.splitlines()
    assert ran.code == 1
    assert line.startswith("customers.csv:3: HIT 1.00: Hangzhou Hikvision Digital Technology")
    assert line.endswith("Entity List")


def test_rows_in_are_results_out_in_order(screen: Screen, put: Put) -> None:
    rows = [f"Party {number:03} of Nowhere" for number in range(200)]
    put("many.csv", "\n".join(["Name", *rows]))
    ran = screen("many.csv", "--format", "jsonl", "-o", "out.jsonl")
    found = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [one["name"] for one in found] == rows
    assert [one["row"] for one in found] == list(range(2, 202))
    assert ran.err == "report: out.jsonl\n"


def test_the_format_comes_from_the_ending(screen: Screen, put: Put) -> None:
    put("customers.csv", OPEN)
    for name in ("out.xlsx", "out.jsonl", "out.json", "out.csv"):
        assert screen("customers.csv", "-o", name).code == 1
    assert openpyxl.load_workbook("out.xlsx").sheetnames[0] == "Summary"
    assert json.loads(Path("out.json").read_text())["manifest"]["input"]["name"] == "customers.csv"


@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "json", "-o", "-")])
def test_a_report_on_standard_output_stands_alone(
    screen: Screen, put: Put, words: tuple[str, ...]
) -> None:
    put("customers.csv", OPEN)
    ran = screen("customers.csv", *words)
    assert json.loads(ran.out)["manifest"]["counts"]["HIT"] == 1
    assert (ran.code, ran.err) == (1, "")


def test_the_same_input_gives_the_same_bytes(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1570579200")
    put("customers.csv", OPEN)
    for kind in ("xlsx", "json", "jsonl", "csv"):
        screen("customers.csv", "-o", f"one.{kind}")
        screen("customers.csv", "-o", f"two.{kind}")
        assert Path(f"one.{kind}").read_bytes() == Path(f"two.{kind}").read_bytes(), kind
    manifest = json.loads(Path("one.json").read_text())["manifest"]
    assert manifest["time"] == "2019-10-09T00:00:00+00:00"


def test_columns_and_sheets_can_be_overruled(screen: Screen, put: Put) -> None:
    put("customers.csv", f"Customer,Remark\nBakery,{LISTED.replace(',', '')}\n")
    assert screen("customers.csv").code == 0
    assert screen("customers.csv", "--column", "name=Remark").code == 1


def test_show_mapping_prints_and_stops(screen: Screen, put: Put) -> None:
    put("customers.csv", OPEN)
    ran = screen("customers.csv", "--show-mapping")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "customers.csv",
        "  the file: 3 rows, header row 1",
        (
            "    3 filled rows = 1 header + 2 asked; "
            "3 filled cells of party columns = 2 asked + 1 not asked"
        ),
        "    name           Customer (A)",
        "    country        Country (B)",
    ]


def test_min_score_and_max_matches_widen_what_is_shown(screen: Screen, put: Put) -> None:
    put("customers.csv", "Name\nHangzhou Digital Works\n")
    ran = screen("customers.csv", "--min-score", "0", "--max-matches", "2", "--format", "jsonl")
    [found] = map(json.loads, ran.out.splitlines())
    assert found["decision"] == "CLEAR"
    assert 1 <= len(found["matches"]) <= 2
    assert all(match["band"] == "CLEAR" for match in found["matches"])


def test_a_settings_file_fills_what_was_not_typed(screen: Screen, put: Put) -> None:
    put("screen.toml", 'quiet = true\ncolumn = {name = "Remark"}\n')
    put("customers.csv", f"Customer,Remark\nBakery,{LISTED.replace(',', '')}\n")
    ran = screen("customers.csv")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1
    assert screen("customers.csv", "--column", "name=Customer").code == 0
    assert screen("customers.csv", "--no-config").code == 0


def test_a_file_called_like_a_command(screen: Screen, put: Put) -> None:
    put("lists", "Name\nBakery\n")
    put("customers.csv", HARMLESS)
    assert "Consolidated Screening List" in screen("lists").out
    assert "lists: 1 party" in screen("./lists").out
