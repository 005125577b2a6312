from pathlib import Path

from msgspec.structs import replace

from compliance.model import Report, SheetSummary
from tests.reporters.factory import match, rescreened, result, sheet_summary, unscreened
from tests.reporters.xlsx.books import about, customers, table, texts, written


def pairs(folder: Path, report: Report) -> dict[str, str]:
    """Labels of column A and the texts beside them."""
    sheet = written(report, folder)["Coverage"]
    return {str(a): str(b) for a, b, *_ in sheet.values if a is not None}


def lines(folder: Path, report: Report) -> list[list[object]]:
    sheet = written(report, folder)["Coverage"]
    return [[value for value in row if value is not None] for row in sheet.values]


def test_it_says_that_no_match_is_not_clearance_and_no_legal_advice(tmp_path: Path) -> None:
    said = texts(written(about(customers(tmp_path)), tmp_path)["Coverage"])
    assert said[0] == "Coverage: what was screened in customers.xlsx, and what was not"
    assert any(text.startswith("No match is not clearance: it only says") for text in said)
    assert any("it is not legal advice" in text for text in said)


def test_the_run_can_be_done_again(tmp_path: Path) -> None:
    report = about(customers(tmp_path), result("a", match()), unscreened(3))
    found = pairs(tmp_path, report)
    assert found["Program"] == "party-screen 0.1.0"
    assert found["Time"] == "2026-11-22T06:30:00+00:00"
    assert found["HIT from"] == "score 0.9"
    assert found["REVIEW from"] == "score 0.75"
    assert found["Columns chosen"] == "name = Customer name"
    assert found["Sheets chosen"] == "none; all with parties"
    assert found["Matches shown"] == "at most 5 for one party, from the REVIEW threshold on"
    assert found["SHA-256"] == report.manifest.input.sha256
    assert found["Size"] == f"{report.manifest.input.size:,} bytes"


def test_the_answers_are_counted(tmp_path: Path) -> None:
    answers = (result("a", match()), result("b"), result("c"), unscreened(5))
    found = pairs(tmp_path, about(customers(tmp_path), *answers))
    assert [found[name] for name in ("HIT", "REVIEW", "UNSCREENED", "CLEAR (no match)")] == [
        "1",
        "0",
        "1",
        "2",
    ]


def test_every_row_of_a_sheet_is_accounted_for(tmp_path: Path) -> None:
    hidden = SheetSummary(
        name="Lookup",
        hidden=True,
        rows=3,
        blank_rows=1,
        filled_rows=2,
        heading_rows=0,
        title_rows=0,
        asked_rows=0,
        not_asked_rows=2,
        note="hidden, not screened",
    )
    report = about(
        customers(tmp_path), unscreened(3), unscreened(3), sheets=(sheet_summary(), hidden)
    )
    found = lines(tmp_path, report)
    understood = "name: Customer name\nid: No."
    sums = sheet_summary().sums
    assert ["Customers", "visible", 6, 1, 1, 4, 0, understood, sums] in found
    assert ["Lookup", "hidden", 3, 1, 0, 0, 2, f"hidden, not screened\n{hidden.sums}"] in found


def test_every_party_that_was_not_screened_is_named_with_its_reason(tmp_path: Path) -> None:
    report = about(customers(tmp_path), unscreened(3), unscreened(5, "#REF!", role="end_user"))
    found = lines(tmp_path, report)
    assert ["Customers", "C-017", 3, "name", "The name cell is empty."] in found
    assert ["Customers", "C-017", 5, "end user", "#REF!"] in found


def test_nothing_unscreened_is_said_too(tmp_path: Path) -> None:
    said = texts(written(about(customers(tmp_path)), tmp_path)["Coverage"])
    assert said[said.index("Parties not screened") + 1] == "None."


def test_the_lists_are_proven_by_date_counts_and_hash(tmp_path: Path) -> None:
    found = lines(tmp_path, about(customers(tmp_path)))
    hashed = f"curated.toml\n{'b' * 64}"
    numbers = [312, 845, 313, 1]
    warning = "The data is 113 days old."
    assert ["Curated list", "this project", "2026-07-31", *numbers, hashed, warning] in found
    assert ["Curated list", 17, "no name"] in found


def test_what_reading_assumed_is_told(tmp_path: Path) -> None:
    report = about(table(tmp_path, [["name"], ["x"]]))
    source = replace(report.manifest.input, warnings=("Read as cp1252.",))
    warned = replace(report, manifest=replace(report.manifest, input=source))
    said = texts(written(warned, tmp_path)["Coverage"])
    assert "Read as cp1252." in said
    assert any(text.startswith("The user's sheets are built from the text") for text in said)


def test_what_changed_since_an_earlier_run(tmp_path: Path) -> None:
    found = lines(tmp_path, rescreened(about(customers(tmp_path), result("a", match()))))
    said = "1 new, 0 changed and 1 gone since Monday 2026-11-16"
    assert ["Open matches and places", said] in found
    at = found.index(["What", "Where", "Party, listed name and why"])
    assert found[at + 1][:2] == ["new HIT", "Customers row 3"]
    assert str(found[at + 1][2]).endswith("Hikvision (csl:12); the party is new")
    said = "Dahua (csl:13); the party is not in the file any more"
    assert found[at + 2] == ["gone REVIEW", "Customers row 9", said]
