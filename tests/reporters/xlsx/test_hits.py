from pathlib import Path
from zipfile import ZipFile

from msgspec.structs import replace
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.decisions.row_keys import read_row_key
from compliance.model import Decision, Review, RowResult, Verdict
from compliance.reporters.xlsx.hits import (
    CHOICES,
    HEADER_HEIGHT,
    HEADER_ROW,
    HEADINGS,
    OFFICER,
    PRINTED,
    SIZES,
)
from compliance.reporters.xlsx.page import WIDEST
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

NUMBERS = "numbers not stated / 91330000733796106P"
HANGZHOU = "555 Qianmo Road, Binjiang District, Hangzhou"


def hits(folder: Path, *results: RowResult) -> Worksheet:
    return written(about(customers(folder), *results), folder)["Hits"]


def footer(sheet: Worksheet) -> str:
    """The page footer with its codes."""
    return str(sheet.HeaderFooter.oddFooter)


def test_one_line_a_match_with_the_officers_fields_beside_the_names(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("Hik Vision", match(), row=17, role="end_user"))
    assert row(sheet, HEADER_ROW)[:8] == [
        "Decision",
        "Party",
        "Listed name",
        "Officer's decision",
        "Reason",
        "Reviewer",
        "Second reviewer",
        "Expires",
    ]
    [line] = records(sheet, HEADER_ROW)
    assert str(line.pop("Key"))
    assert str(line.pop("Questions")).splitlines() == [
        "1. Which list? 2, see Listings",
        "2. Same kind of party? not stated / not stated",
        "3. How much of the name? Score 0.93, see Evidence",
        f"4. Does the rest agree? country China / CN; address not stated / {HANGZHOU}; {NUMBERS}",
        "5. Several agree: stop and ask the publisher. If not: write down why.",
    ]
    assert line == {
        "Decision": "HIT",
        "Party": "Hik Vision",
        "Listed name": "Hikvision (alias)\nlisted as: Hangzhou Hikvision Digital Technology "
        "Co., Ltd.",
        "Officer's decision": None,
        "Reason": None,
        "Reviewer": None,
        "Second reviewer": None,
        "Expires": None,
        "Applies to": None,
        "Score": 0.93,
        "Row": "row 17",
        "Asked as": "Customers\nend user\nID C-017",
        "Country": "China",
        "Lists": "Entity List and 1 more",
        "Evidence": "Both names share the distinctive word.",
        "Listing": "see there",
        "Publisher": "84 FR 54002",
        "Entry": "hikvision",
    }


def test_a_line_leads_to_the_row_the_listing_and_the_publisher(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match(EZVIZ)), result("b", match(), row=17))
    links = {
        name: cell.hyperlink and (cell.hyperlink.location or cell.hyperlink.target)
        for name, cell in zip(row(sheet, HEADER_ROW), sheet[6], strict=True)
    }
    assert {name: place for name, place in links.items() if place} == {
        "Row": "'Customers'!A17",
        "Listing": "'Listings'!A5",
        "Publisher": "https://www.federalregister.gov/citation/84-FR-54002",
    }


def test_the_users_row_and_the_summary_lead_to_the_line(tmp_path: Path) -> None:
    report = about(customers(tmp_path), result("x", row=2), result("b", match(), row=3))
    book = written(report, tmp_path)
    assert book["Customers"]["E3"].hyperlink.location == "'Hits'!A5"
    assert book["Customers"]["E2"].hyperlink is None
    places = [cell.hyperlink and cell.hyperlink.location for cell in book["Summary"]["A"]]
    assert [place for place in places if place] == ["'Hits'!A5"]


def test_only_open_matches_are_hits(tmp_path: Path) -> None:
    weak, known = match(EZVIZ, 0.6, Decision.CLEAR), match(CHIPMAKER, 1.0, Decision.CLEAR)
    answers = (
        result("a", match(SUNDOWNER, 0.8, Decision.REVIEW), weak, row=2),
        result("b", known, row=3),
        result("c", row=4),
        unscreened(5),
    )
    book = written(about(customers(tmp_path), *answers), tmp_path)
    lines = records(book["Hits"], HEADER_ROW)
    assert [(line["Party"], line["Listed name"]) for line in lines] == [
        ("a", "Sundowner Telecom Ltd")
    ]
    [listing] = records(book["Listings"], 3)
    assert listing["Status"] == "no longer in force, ended 2017-03-29; removed (82 FR 15461)"


def test_an_open_answer_without_matches_is_not_lost(tmp_path: Path) -> None:
    odd = result("a", decision=Decision.REVIEW, reason="Look at the address.")
    [line] = records(hits(tmp_path, odd), HEADER_ROW)
    assert (line["Decision"], line["Evidence"]) == ("REVIEW", "Look at the address.")


def test_the_officer_decides_once_for_each_match_from_a_list(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    choice, scope = sheet.data_validations.dataValidation
    assert scope.formula1 == '"this match,all matches of this party"'
    letter = get_column_letter(row(sheet, HEADER_ROW).index("Officer's decision") + 1)
    assert choice.formula1 == '"false positive,true match,licence held,escalate"'
    assert len(CHOICES) == 4
    assert str(choice.sqref) == f"{letter}5"
    assert choice.showErrorMessage
    assert sheet[f"{letter}5"].fill.fgColor.rgb == "FFF2F8EE"


def test_the_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == "A4:T5"


def test_it_prints_on_one_landscape_page_in_8_points(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a", match()))
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == f"'Hits'!$A$1:${get_column_letter(PRINTED)}$5"
    assert sum(SIZES[:PRINTED]) <= WIDEST
    assert "&CPage &P of &N" in footer(sheet)
    assert "&Lcustomers.xlsx" in footer(sheet)
    assert str(sheet.HeaderFooter.oddHeader).endswith("&RNo match is not clearance")


def test_twelve_hits_take_three_pages_at_most(tmp_path: Path) -> None:
    evidence = replace(match().evidence[0], note="The names share a word. " * 10)
    found = replace(match(), evidence=(evidence,))
    answers = [result(f"Party {n}", found, row=n) for n in range(2, 14)]
    sheet = hits(tmp_path, *answers)
    points = sum(sheet.row_dimensions[n].height or 15 for n in range(1, sheet.max_row + 1))
    assert points * 8 / 9 < 3 * (595 - 2 * 0.7 * 72 - HEADER_HEIGHT)  # landscape A4


def test_all_that_is_needed_is_on_a_screen_of_1366_pixels() -> None:
    """At 100 per cent a unit of width takes seven pixels; rows and the bar take some 50."""
    shown = SIZES[: HEADINGS.index("Publisher") + 1]
    assert sum(shown) * 7 + 50 <= 1366


def test_a_file_name_is_no_code_of_the_page_header(tmp_path: Path) -> None:
    path = customers(tmp_path).rename(tmp_path / "A&P & Co.xlsx")
    sheet = written(about(path), tmp_path)["Hits"]
    assert "&LA&&P && Co.xlsx" in footer(sheet)


def test_without_hits_the_sheet_says_so(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("a"), unscreened(3))
    said = texts(sheet)
    assert said[0] == "Hits of customers.xlsx: parties with HIT 0, with REVIEW 0"
    assert said[1].startswith("No match is not clearance")
    assert said[2].startswith("No open hits: no party of this file was similar enough")
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
    keys = [read_row_key(str(line["Key"])).pair for line in lines]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert all(len(key) == 16 for key in keys)


def test_the_key_is_hidden_and_holds_the_pair_as_it_was(tmp_path: Path) -> None:
    sheet = hits(tmp_path, result("Hik Vision", match(), row=17, role="end_user"))
    assert sheet.column_dimensions["T"].hidden
    found = read_row_key(str(records(sheet, HEADER_ROW)[0]["Key"]))
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
    assert [line["Party"] for line in lines] == ["Other", None, "Bakery"]
    assert str(lines[1]["Decision"]).startswith("Decided earlier, 1 of the matches: unfold them")
    assert [lines[2][name] for name, _, _ in OFFICER] == [
        "false positive",
        "A bakery.",
        "A. Berg",
        "C. Dahl",
        "2027-03-01",
    ]
    folded = [sheet.row_dimensions[number].outlineLevel for number in range(5, 8)]
    assert folded == [0, 0, 1]
    assert sheet.row_dimensions[7].hidden
    assert sheet.auto_filter.ref == "A4:T5"
    assert "HIT 1, with REVIEW 0" in texts(sheet)[0]


def test_all_decided_is_no_clearance(tmp_path: Path) -> None:
    said = texts(hits(tmp_path, decided("Bakery", 2)))
    assert said[2] == (
        "No open hits: every match was decided earlier, see below. This is not clearance."
    )


def test_what_is_open_again_says_why(tmp_path: Path) -> None:
    again = decided("Bakery", 2, "the customer's address changed")
    line = records(hits(tmp_path, again), HEADER_ROW)[0]
    assert str(line["Evidence"]).splitlines()[0] == (
        "false positive by A. Berg and C. Dahl on 2026-03-01: A bakery. "
        "Open again: the customer's address changed."
    )
    assert line["Officer's decision"] is None


def test_what_hides_in_a_name_is_shown_and_a_long_name_shortened(tmp_path: Path) -> None:
    answers = (result("evil\u202egpj", match(), row=2), result("N" * 10_000, match(EZVIZ), row=3))
    lines = records(hits(tmp_path, *answers), HEADER_ROW)
    assert lines[0]["Party"] == "evil<U+202E>gpj"
    assert lines[1]["Party"] == "N" * 300 + " [... 10,000 characters; whole in the sheet]"


def test_every_row_is_high_enough_for_its_text(tmp_path: Path) -> None:
    sheet = hits(tmp_path, *full_report().results)
    heights = [sheet.row_dimensions[number].height for number in range(5, sheet.max_row + 1)]
    assert all(height and 15 <= height <= 409 for height in heights)


def test_a_program_that_fits_rows_may_do_so(tmp_path: Path) -> None:
    hits(tmp_path, result("a", match()))
    with ZipFile(tmp_path / "report.xlsx") as archive:
        sheet = archive.read("xl/worksheets/screening_sheet2.xml")
    assert sheet.count(b" ht=") == 3  # title, header and the line
    assert b"customHeight" not in sheet


def test_what_is_weaker_than_the_same_name_stands_folded_below_it(tmp_path: Path) -> None:
    found = (match(), match(EZVIZ, 0.7, Decision.REVIEW), match(EZVIZ, 0.6, Decision.REVIEW))
    same = replace(found[0], score=1.0)
    sheet = hits(tmp_path, result("a", same, *found[1:], row=2), result("b", *found, row=3))
    folded = [sheet.row_dimensions[number].outlineLevel for number in range(5, 11)]
    assert folded == [0, 1, 1, 0, 0, 0]
    lines = records(sheet, HEADER_ROW)
    assert str(lines[0]["Listed name"]).endswith("(+ 2 weaker, folded below)")
    assert "folded" not in str(lines[3]["Listed name"])
