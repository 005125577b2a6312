from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.decisions.tickets import read
from compliance.model import Decision, Review, RowResult, Verdict
from compliance.reporters.xlsx.hits import CHOICES, HEADER_ROW, OFFICER
from tests.reporters.factory import (
    CHIPMAKER,
    EZVIZ,
    SUNDOWNER,
    full_report,
    match,
    result,
    unscreened,
)
from tests.reporters.xlsx.books import about, customers, records, row, texts, written

NUMBERS = "numbers not told / 91330000733796106P"
HANGZHOU = "555 Qianmo Road, Binjiang District, Hangzhou"


def hits(folder: Path, *results: RowResult) -> Worksheet:
    return written(about(customers(folder), *results), folder)["Hits"]


def footer(sheet: Worksheet) -> str:
    """The page footer with its codes."""
    return str(sheet.HeaderFooter.oddFooter)


def test_one_line_for_each_listing_with_everything_an_officer_needs(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("Hik Vision", match(), row=17, role="end_user"))
    first, second = records(sheet, HEADER_ROW)
    assert first.pop("Key") == second["Key"]
    assert str(first.pop("Questions")).splitlines() == [
        "1. Which list? 2, a line each",
        "2. Same kind of party? not told / not told",
        "3. How much of the name? Score 0.93, see Evidence",
        f"4. Does the rest agree? country China / CN; address not told / {HANGZHOU}; {NUMBERS}",
        "5. Several agree: stop and ask the publisher. If not: write down why.",
    ]
    assert first == {
        "Decision": "HIT",
        "Party": "Hik Vision",
        "Role": "end user",
        "Sheet": "Customers",
        "Row": 17,
        "ID": "C-017",
        "Country": "China",
        "Matched name": "Hikvision (alias)",
        "Listed party": "Hangzhou Hikvision Digital Technology Co., Ltd.",
        "Score": 0.93,
        "Evidence": "Both names share the distinctive word.",
        "List": "Entity List (1 of 2)",
        "Reason for listing": "Surveillance in Xinjiang: implicated in the repression of Muslim "
        "minorities.\nNote: One article speaks of 20 bureaus; the rule lists 18.",
        "What it restricts": "Exports, reexports and transfers to the party as purchaser, "
        "consignee or end-user.",
        "Licence requirement": "For all items subject to the EAR.",
        "Review policy": "Case-by-case review for some items; presumption of denial for all "
        "others.",
        "Citation": "84 FR 54002",
        "Effective": "2019-10-09",
        "Status": "listed (CSL 2026-07-31)\nAmended 2020-06-05: address added (85 FR 34503)",
        "Source": "84 FR 54002, Supplement No. 4 to Part 744",
        "Earlier decision": None,
        "Officer's decision": None,
        "Reason": None,
        "Reviewer": None,
        "Second reviewer": None,
        "Expires": None,
        "Entry": "hikvision",
    }
    assert second["List"] == "NDAA section 889 (2 of 2)"
    assert second["Party"] == "Hik Vision"
    assert second["Evidence"] == "as in line 1 of 2"


def test_only_open_matches_are_hits(tmp_path: Path) -> None:
    weak, known = match(EZVIZ, 0.6, Decision.CLEAR), match(CHIPMAKER, 1.0, Decision.CLEAR)
    answers = (
        result("a", match(SUNDOWNER, 0.8, Decision.REVIEW), weak, row=2),
        result("b", known, row=3),
        result("c", row=4),
        unscreened(5),
    )
    lines = records(hits(tmp_path, *answers), HEADER_ROW)
    assert [(line["Party"], line["Listed party"]) for line in lines] == [
        ("a", "Sundowner Telecom Ltd")
    ]
    assert lines[0]["Status"] == "no longer in force, ended 2017-03-29; removed (82 FR 15461)"


def test_an_unlisted_party_leads_somewhere(tmp_path: Path) -> None:
    [line] = records(hits(tmp_path, result("EZVIZ", match(EZVIZ))), HEADER_ROW)
    assert line["List"] == "Not itself listed"
    assert line["Reason for listing"] == (
        "subsidiary of Hangzhou Hikvision Digital Technology Co., Ltd. "
        "(stake in %: 48 %, as of 2024-12, confidence high, entry hikvision)"
    )
    assert line["Source"] == "annual report 2024"


def test_an_open_answer_without_matches_is_not_lost(tmp_path: Path) -> None:
    odd = result("a", decision=Decision.REVIEW, reason="Look at the address.")
    [line] = records(hits(tmp_path, odd), HEADER_ROW)
    assert (line["Decision"], line["Evidence"]) == ("REVIEW", "Look at the address.")


def test_the_officer_decides_once_for_each_match_from_a_list(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    [choice] = sheet.data_validations.dataValidation
    letter = get_column_letter(row(sheet, HEADER_ROW).index("Officer's decision") + 1)
    assert choice.formula1 == '"false positive,true match,licence held,escalate"'
    assert len(CHOICES) == 4
    assert str(choice.sqref) == f"{letter}5:{letter}6"
    assert choice.showErrorMessage
    fills = [sheet[f"{letter}{number}"].fill.fgColor.rgb for number in (5, 6)]
    assert fills == ["FFF2F8EE", "FFEDEDED"]


def test_the_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == "A4:AC6"


def test_it_prints_on_landscape_pages_two_wide(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth, setup.fitToHeight) == (2, 0)
    assert setup.pageOrder == "overThenDown"
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$4", "$A:$B")
    assert sheet.print_area == "'Hits'!$A$1:$AA$6"
    assert "&CPage &P of &N" in footer(sheet)
    assert "&Lcustomers.xlsx" in footer(sheet)
    assert str(sheet.HeaderFooter.oddHeader).endswith("&RNo match is not clearance")


def test_a_file_name_is_no_code_of_the_page_header(tmp_path: Path) -> None:
    path = customers(tmp_path).rename(tmp_path / "A&P & Co.xlsx")
    sheet = written(about(path), tmp_path)["Hits"]
    assert "&LA&&P && Co.xlsx" in footer(sheet)


def test_without_hits_the_sheet_says_so(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a"), unscreened(3))
    said = texts(sheet)
    assert said[1] == "Restricted-party screening of customers.xlsx: 0 HIT, 0 REVIEW"
    assert said[2].startswith("No match is not clearance")
    assert said[3].startswith("No open hits: no party of this file was similar enough")
    assert sheet.max_row == 4
    assert not sheet.data_validations.dataValidation


def test_the_key_is_of_the_pair_and_not_of_the_place(tmp_path: Path) -> None:
    answers = (
        result("Hik Vision", match(), row=2, key="1"),
        result("HIK  vision", match(), row=9, role="end_user"),
        result("Hik Vision", match(EZVIZ), row=2),
        result("Other", match(), row=3),
    )
    lines = records(hits(tmp_path, *answers), HEADER_ROW)
    keys = [read(str(line["Key"])).pair for line in lines]
    assert keys[0] == keys[1] == keys[2] == keys[3]
    assert len(set(keys)) == 3
    assert all(len(key) == 16 for key in keys)


def test_the_key_is_hidden_and_holds_the_pair_as_it_was(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("Hik Vision", match(), row=17, role="end_user"))
    assert sheet.column_dimensions["AC"].hidden
    found = read(str(records(sheet, HEADER_ROW)[0]["Key"]))
    assert (found.party, found.customer, found.list, found.entry, found.score) == (
        "Hik Vision",
        "C-017 (end_user)",
        "curated",
        "hikvision",
        0.9312,
    )
    assert found.run.startswith("20261122T063000Z-")


def decided(name: str, row: int, *reopened: str) -> RowResult:
    review = Review(
        verdict=Verdict.FALSE_POSITIVE,
        reason="A bakery.",
        reviewer="A. Berg",
        second="C. Dahl",
        date="2026-03-01",
        expires="2027-03-01",
        reopened=reopened,
    )
    return result(name, replace(match(), review=review), row=row)


def test_what_was_decided_stands_below_folded_with_who_and_why(tmp_path: Path) -> None:
    sheet = hits(tmp_path, decided("Bakery", 2), result("Other", match(), row=3))
    lines = records(sheet, HEADER_ROW)
    assert [line["Party"] for line in lines] == ["Other", "Other", None, "Bakery", "Bakery"]
    assert str(lines[2]["Role"]).startswith("Decided earlier, 1 of the matches: unfold them")
    assert [lines[3][name] for name, _, _ in OFFICER] == [
        "false positive",
        "A bakery.",
        "A. Berg",
        "C. Dahl",
        "2027-03-01",
    ]
    folded = [sheet.row_dimensions[number].outlineLevel for number in range(5, 10)]
    assert folded == [0, 0, 0, 1, 1]
    assert sheet.row_dimensions[8].hidden
    assert sheet.auto_filter.ref == "A4:AC6"
    assert "1 HIT, 0 REVIEW" in texts(sheet)[1]


def test_all_decided_is_no_clearance(tmp_path: Path) -> None:
    said = texts(hits(tmp_path, decided("Bakery", 2)))
    assert said[3] == (
        "No open hits: every match was decided earlier, see below. This is not clearance."
    )


def test_what_is_open_again_says_why(tmp_path: Path) -> None:
    again = decided("Bakery", 2, "the customer's address changed")
    line = records(hits(tmp_path, again), HEADER_ROW)[0]
    assert line["Earlier decision"] == (
        "false positive by A. Berg and C. Dahl on 2026-03-01: A bakery. "
        "Open again: the customer's address changed."
    )
    assert line["Officer's decision"] is None


def test_what_hides_in_a_name_is_shown_and_a_long_name_shortened(tmp_path: Path) -> None:
    answers = (result("evil\u202egpj", match(), row=2), result("N" * 10_000, match(EZVIZ), row=3))
    lines = records(hits(tmp_path, *answers), HEADER_ROW)
    assert lines[0]["Party"] == "evil<U+202E>gpj"
    assert lines[2]["Party"] == "N" * 300 + " [... 10,000 characters; whole in the sheet]"


def test_every_row_is_high_enough_for_its_text(tmp_path: Path) -> None:
    sheet = hits(tmp_path, *full_report().results)
    heights = [sheet.row_dimensions[number].height for number in range(5, sheet.max_row + 1)]
    assert all(height and 15 <= height <= 409 for height in heights)
    assert heights[0] == max(heights)


def test_a_program_that_fits_rows_may_do_so(tmp_path: Path) -> None:
    hits(tmp_path, result("a", match()))
    with ZipFile(tmp_path / "report.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b" ht=") == 4  # title, header and the two lines
    assert b"customHeight" not in sheet
