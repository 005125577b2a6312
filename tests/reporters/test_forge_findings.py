"""Findings: one a match, bound to this very party against this very entry; and what was missed."""

import pytest
from msgspec.structs import replace

from compliance.model import Decision, FileOutcome, Report, Review, RowResult, Verdict
from compliance.reporters.forge_findings import (
    DESTINATION,
    LISTED,
    NOT_SCREENED,
    POSSIBLE,
    Finding,
    cell_words,
    describe_passed_over,
    file_words,
    flat,
    list_findings,
    list_gap_sentences,
)
from tests.reporters.factory import (
    EZVIZ,
    full_report,
    match,
    report,
    result,
    sheet_summary,
    unscreened,
)

SETTLED = Review(
    verdict=Verdict.FALSE_POSITIVE,
    reason="a bakery",
    reviewer="A. Berg",
    date="2026-03-01",
    expires="2027-03-01",
)


def found(answers: Report) -> list[Finding]:
    return list(list_findings(FileOutcome(path="customers.xlsx", report=answers)))


def moved(answer: RowResult, column: int | None, sheet: str = "Customers") -> RowResult:
    """The answer, with its party in that column of that sheet."""
    return replace(answer, question=replace(answer.question, column=column, sheet=sheet))


def test_every_open_match_and_every_row_not_screened_is_one() -> None:
    assert [one.rule for one in found(full_report())] == [
        LISTED,
        POSSIBLE,
        LISTED,
        POSSIBLE,
        NOT_SCREENED,
    ]
    both = result("a", match(), match(EZVIZ, 0.6, Decision.REVIEW))
    assert [one.rule for one in found(report(both))] == [LISTED, POSSIBLE]


def test_the_key_is_of_party_and_entry_and_not_of_the_place() -> None:
    here, there = result("a", match(), row=2), result("a", match(), row=9, sheet="Other")
    assert found(report(here))[0].key == found(report(there))[0].key
    others = (result("b", match()), result("a", match(EZVIZ)))
    assert len({found(report(one))[0].key for one in (here, *others)}) == 3


def test_the_key_of_a_row_without_a_name_is_of_its_place() -> None:
    keys = {found(report(unscreened(row)))[0].key for row in (5, 6)}
    assert len(keys) == 2


def test_what_is_settled_is_there_and_says_so() -> None:
    [one] = found(report(result("a", replace(match(), review=SETTLED))))
    assert one.settlement == SETTLED
    again = replace(SETTLED, reopened=("the customer's address changed",))
    [one] = found(report(result("a", replace(match(), review=again))))
    assert one.settlement is None


def test_an_answer_that_is_open_without_a_match_is_not_lost() -> None:
    [one] = found(report(result("a", decision=Decision.REVIEW, reason="Why it is open.")))
    assert (one.rule, one.text) == (POSSIBLE, "a: Why it is open.")
    assert DESTINATION.level == "warning"


@pytest.mark.parametrize(
    ("column", "sheet", "words"),
    [
        (1, "Customers", "Customers!B7"),
        (27, "", "AB7"),
        (None, "S", "S row 7"),
        (None, "", "row 7"),
    ],
)
def test_the_cell_is_named_as_a_spreadsheet_program_names_it(
    column: int | None, sheet: str, words: str
) -> None:
    answer = moved(result("a", row=7), column=column, sheet=sheet)
    assert cell_words(answer.question) == words


def test_a_sheet_that_was_not_understood_and_a_file_that_failed_are_findings() -> None:
    gap = replace(sheet_summary("Notes", 0, note="no party column"), is_gap=True)
    part = replace(sheet_summary("", 4), is_gap=True)
    answers = report(result("a"), sheets=(sheet_summary(), gap))
    [one] = found(answers)
    assert (one.rule, one.sheet, one.row) == (NOT_SCREENED, "Notes", 1)
    outcome = FileOutcome(path="a.csv", report=report(result("a"), sheets=(part,)))
    told = "a part of the file was not understood, and not screened"
    assert list(list_gap_sentences(outcome)) == [("", told)]
    failed = FileOutcome(path="a.csv", problem="the file is empty")
    assert list(list_gap_sentences(failed)) == [
        ("", "the file could not be screened: the file is empty")
    ]
    assert [text for _, text in list_gap_sentences(FileOutcome(path="a", report=report()))] == [
        "there is no row to screen"
    ]


def test_a_file_that_may_pass_is_no_finding_but_is_told() -> None:
    passed = FileOutcome(path="a.csv", problem="no party column was found", may_pass=True)
    assert not list(list_findings(passed))
    assert (
        describe_passed_over(passed)
        == "passed over, as it has no parties: no party column was found"
    )
    assert not describe_passed_over(FileOutcome(path="a.csv", report=report()))


def test_text_is_on_one_line_and_hides_nothing() -> None:
    assert flat(" a\r\n::b\x1b\u202e\tc ") == "a ::b<U+001B><U+202E> c"
    assert file_words("./in/a.csv") == "in/a.csv"
