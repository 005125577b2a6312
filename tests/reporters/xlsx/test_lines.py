import pytest
from msgspec.structs import replace

from compliance.model import Decision
from compliance.reporters.xlsx.lines import (
    ListingTable,
    find_page,
    join_sources,
    list_names,
    name_gravest,
    open_lines,
)
from tests.reporters.factory import EZVIZ, HIKVISION, match, result

BIS = "Bureau of Industry and Security"


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("", ""),
        ("84 FR 54002; 84 FR 54002", "84 FR 54002"),
        (f"A, {BIS}, 2019; Mondaq; B, {BIS}", f"A, {BIS} (BIS), 2019; Mondaq; B, BIS"),
        (f"Rule A, {BIS}, 2019", f"Rule A, {BIS}, 2019"),
    ],
)
def test_a_source_and_a_long_name_are_told_once(sources: str, told: str) -> None:
    assert join_sources(sources) == told


@pytest.mark.parametrize(
    ("source", "citation", "address"),
    [
        ("Rule, https://example.org/a.pdf; B", "", "https://example.org/a.pdf"),
        ("Rule, docslib.org/doc/243735.", "84 FR 54002", "https://docslib.org/doc/243735"),
        ("Rule", "84 FR 54002 (entry)", "https://www.federalregister.gov/citation/84-FR-54002"),
        ("85 FR 34503, BIS", "", "https://www.federalregister.gov/citation/85-FR-34503"),
        ("javascript:alert(1)", "", ""),
        ("file:///etc/passwd", "", ""),
        ("annual report 2024", "Executive Order 14032", ""),
    ],
)
def test_the_publishers_page(source: str, citation: str, address: str) -> None:
    assert find_page(source, citation) == address


def test_the_lines_of_a_party_stand_together() -> None:
    review = match(EZVIZ, 0.7, Decision.REVIEW)
    answers = [
        result("Hik", match(), review, row=2),
        result("Other", match(), row=3),
        result("HIK", match(), row=9),
    ]
    lines = open_lines(answers, "run")
    assert [(line.result.question.row, line.is_first) for line in lines] == [
        (2, True),
        (2, False),
        (9, False),
        (3, True),
    ]


def test_a_listing_is_told_once_for_all_that_match_it() -> None:
    table = ListingTable()
    lines = open_lines([result("a", match(), match(EZVIZ)), result("b", match(), row=3)], "run")
    assert [table.add(line) for line in lines] == [0, 2, 0]
    assert [line.list for line in table.lines] == [
        "Entity List",
        "NDAA section 889",
        "Not itself listed",
    ]
    assert "subsidiary of Hangzhou Hikvision" in table.lines[2].reason


def test_all_amendments_and_dates_are_told() -> None:
    listing = replace(
        HIKVISION.listings[0], status="listed", amendments=("85 FR 1", "86 FR 2"), end_date="2021"
    )
    found = replace(match(), entry=replace(HIKVISION, listings=(listing,)))
    table = ListingTable()
    table.add(open_lines([result("a", found)], "run")[0])
    [line] = table.lines
    assert line.dates == "2019-10-09\nto 2021"
    assert line.status.endswith("listed\nAmended 85 FR 1; 86 FR 2")
    assert line.effect == line.policy == ""


def test_the_gravest_list_and_how_many_more() -> None:
    [line] = open_lines([result("a", match())], "run")
    assert name_gravest(list_names(line)) == "Entity List and 1 more"
