"""The brief view: a line for every open party, and nothing else."""

from msgspec.structs import replace

from compliance.model import Decision, Report, Review, Verdict
from compliance.reporters import brief
from compliance.reporters.text_lines import write_plain
from tests.reporters.factory import (
    ENTITY_LIST,
    EZVIZ,
    HIKVISION,
    ON_ENTITY_LIST,
    full_report,
    match,
    report,
    rescreened,
    result,
)


def shown(answers: Report | None = None) -> list[str]:
    return [*map(write_plain, brief.list_open_lines(answers or full_report()))]


def test_one_line_for_each_open_party() -> None:
    whole = full_report()
    opened = [one for one in whole.results if one.decision.is_open]
    assert len(shown()) == len(opened) > 1
    for line, answer in zip(shown(), opened, strict=True):
        assert line.startswith(f"customers.xlsx:{answer.question.row}: Customers row ")
        assert f": {answer.decision} " in line
        assert answer.decision is not Decision.CLEAR


def test_the_line_names_party_match_and_lists() -> None:
    line = shown()[0]
    assert " may be " in line
    assert "Entity List" in line


def test_lists_have_the_names_that_officers_use() -> None:
    sdn = replace(ENTITY_LIST, id="us-ofac-sdn", name="Specially Designated Nationals List")
    entry = replace(HIKVISION, listings=(replace(ON_ENTITY_LIST, programme=sdn),))
    [line] = shown(report(result("a", match(entry), row=7)))
    assert line.endswith(": SDN")


def test_what_officers_have_settled_is_not_shown_and_what_is_left_has_its_own_band() -> None:
    review = Review(
        verdict=Verdict.FALSE_POSITIVE,
        reason="a bakery",
        reviewer="A. Berg",
        date="2026-03-01",
        expires="2027-03-01",
    )
    quiet = replace(match(score=0.95), review=review)
    low = match(EZVIZ, 0.6, Decision.REVIEW)
    both = result("a", low, quiet, row=7, decision=Decision.HIT)
    [told] = shown(report(result("b", quiet, row=6), both))
    assert "customers.xlsx:7: Customers row 7: REVIEW 0.60: a may be Hangzhou EZVIZ" in told


def test_a_file_without_sheets_has_its_row_alone_and_a_name_never_a_line_of_its_own() -> None:
    [told] = shown(report(result("a\n::error::b\tc", match(), row=7, sheet="")))
    assert told.startswith("customers.xlsx:7: HIT 0.93: a ::error::b c may be ")


def test_a_re_screening_says_first_what_changed() -> None:
    first, *rest = shown(rescreened(full_report()))
    counted = "1 new, 0 changed and 1 gone since Monday 2026-11-16"
    said = f"customers.xlsx: open matches and places: {counted}"
    assert first == said
    assert rest == shown()


def test_a_line_says_why_a_decided_match_is_open_again() -> None:
    review = Review(
        verdict=Verdict.FALSE_POSITIVE,
        reason="a bakery",
        reviewer="A. Berg",
        date="2026-03-01",
        expires="2027-03-01",
        reopened=("the customer's address changed since the decision",),
    )
    [told] = shown(report(result("a", replace(match(), review=review))))
    assert told.endswith("Open again: the customer's address changed since the decision")
