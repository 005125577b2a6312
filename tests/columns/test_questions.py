"""Every row is a heading, blank, or at least one question; nothing is passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.columns import (
    NoMapping,
    ask_rows,
    collect_questions,
    find_layout,
    summarise_sheet,
    summarise_unscreened,
)
from compliance.model import Identifier, PartyKind, Row
from tests.columns.building import asked, layout, names, rows

HEADER = "No. | Customer | Country | End user"


def reasons(*lines: str) -> list[tuple[int, str, str]]:
    return [(each.row, each.party.name, each.reason) for each in asked(rows(HEADER, *lines))]


def test_a_question_holds_the_row_whole() -> None:
    table = rows(
        "ID | Name | Street | City | Country | USCC | IMO",
        "007 | Alpha Ltd | Main St 1 | Jena | NA | 9133 | ",
    )
    [question] = asked(table)
    assert (question.file, question.sheet, question.row, question.reason) == ("f.csv", "S", 2, "")
    assert question.party.id == "007"
    assert question.party.country == "NA"
    assert question.party.address == "Main St 1, Jena"
    assert question.party.identifiers == (Identifier(kind="uscc", value="9133"),)


def test_every_party_of_a_row_is_asked() -> None:
    table = rows(
        "Purchaser | Consignee | End user | Freight forwarder | Vessel | Contact",
        "A | B | C | D | E | F",
    )
    assert names(asked(table)) == [
        (2, "purchaser", "A"),
        (2, "consignee", "B"),
        (2, "end_user", "C"),
        (2, "forwarder", "D"),
        (2, "vessel", "E"),
        (2, "contact", "F"),
    ]
    kinds = [question.party.kind for question in asked(table)]
    assert kinds[-2:] == [PartyKind.VESSEL, PartyKind.PERSON]


@pytest.mark.parametrize("nobody", ["", "-", "–", "n/a", "N/A", "./."])
def test_an_empty_second_party_is_no_question(nobody: str) -> None:
    assert reasons(f"1 | Alpha | DE | {nobody}") == [(2, "Alpha", "")]


def test_an_unknown_second_party_is_a_question() -> None:
    assert reasons("1 | Alpha | DE | ???") == [
        (2, "Alpha", ""),
        (2, "???", "column 'End user' names no party: it says “???”"),
    ]


def test_a_row_without_a_name_is_a_question() -> None:
    assert reasons("1 | | DE | ") == [(2, "", "no name in columns 'Customer', 'End user'")]
    [question] = asked(rows("No. | Customer", "1 | "))
    assert question.reason == "no name in column 'Customer'"


@pytest.mark.parametrize(
    "name",
    ["-", "?", "???", "…", "n/a", "N.A.", "#N/A", "NA", "None", "null", "unknown", "k.A.", "未知"],
)
def test_names_that_are_none(name: str) -> None:
    [question] = asked(rows("No. | Customer", f"1 | {name}"))
    expected = f"column 'Customer' names no party: it says “{name}”"
    assert (question.party.name, question.reason) == (name, expected)


@pytest.mark.parametrize("name", ["3M", "7", "Ø", "海康", "=1+1", "[red]"])
def test_names_that_are_names(name: str) -> None:
    [question] = asked(rows("No. | Customer", f"1 | {name}"))
    assert (question.party.name, question.reason) == (name, "")


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Summe", "Gesamt", "合计", "Итого", "Toplam"])
def test_totals_are_told_and_not_dropped(word: str) -> None:
    table = rows("Customer | Country | Amount", "A | DE | 1.5", f"{word} | | 1.234,50 EUR")
    assert [question.row for question in asked(table)] == [2]
    [run] = summarise_sheet("S", table, layout(table)).not_asked
    assert (run.rows, run.reason) == (
        "row 3",
        "a total: a word for it, and nothing but numbers beside it",
    )


def test_a_company_called_total_with_a_country_is_a_party() -> None:
    table = rows("Customer | Country | Amount", "Total | FR | 1.5")
    assert asked(table)[-1].reason == ""


def test_a_header_repeated_on_every_page_is_no_party() -> None:
    table = rows(HEADER, "1 | A | DE | ", HEADER.upper(), "2 | B | DE | ", f"{HEADER} | ")
    found = layout(table)
    assert [question.row for question in ask_rows("f", table, found)] == [2, 4]
    summary = summarise_sheet("S", table, found)
    assert (summary.rows, summary.heading_rows, summary.asked_rows) == (5, 3, 2)


def test_a_party_named_like_a_header_is_a_party() -> None:
    assert names(asked(rows("Customer | Country", "Customer | DE"))) == [(2, "name", "Customer")]


def test_unreadable_cells_of_a_party_are_told() -> None:
    table = rows("Customer | End user", "A | B")
    table.append(Row(sheet="S", number=3, cells=("A",), unreadable={1: "the cell holds #REF!"}))
    table.append(Row(sheet="S", number=4, cells=(), unreadable={0: "the cell holds #N/A"}))
    found = [(each.row, each.party.role, each.reason) for each in asked(table)][2:]
    assert found == [
        (3, "name", ""),
        (3, "end_user", "column 'End user' cannot be read: the cell holds #REF!"),
        (4, "name", "column 'Customer' cannot be read: the cell holds #N/A"),
    ]


def test_text_is_passed_on_untouched() -> None:
    name = "  A\x00B\u202e\u200b[red]\t=HYPERLINK(1) " + "x" * 10_000
    table = [*rows("Name | Country"), Row(sheet="S", number=2, cells=(name, "DE"))]
    assert asked(table)[0].party.name == name


def test_summary_counts_every_row_once() -> None:
    table = rows("Customer list", "", HEADER, "1 | A | DE | B", "", "2 | | FR | ")
    summary = summarise_sheet("S", table, layout(table), hidden=True)
    assert (summary.rows, summary.title_rows, summary.blank_rows) == (6, 1, 2)
    assert (summary.heading_rows, summary.asked_rows, summary.filled_rows) == (1, 2, 4)
    assert (summary.header_rows, summary.hidden) == ((3,), True)
    assert (summary.party_cells, summary.asked_cells, summary.left_out_cells) == (4, 2, 2)
    assert summary.closes
    assert summary.sums == (
        "4 filled rows = 1 header + 1 title + 2 asked; "
        "4 filled cells of party columns = 2 asked + 2 not asked"
    )
    assert summary.note == ""


def test_summary_of_a_sheet_without_parties() -> None:
    table = rows("date | temperature", "", "2011-01-01 | 7")
    found = find_layout(table)
    assert isinstance(found, NoMapping)
    summary = summarise_sheet("S", table, found)
    assert (summary.rows, summary.not_asked_rows, summary.blank_rows) == (3, 2, 1)
    assert summary.is_gap
    assert summary.note == found.reason


def test_notes() -> None:
    only = rows(HEADER)
    assert (
        summarise_sheet("S", only, layout(only)).note
        == "the sheet has a header but no rows below it"
    )
    bare = rows("Alpha Ltd | DE", "Beta GmbH | FR")
    expected = "no header was recognised; columns were recognised by their content"
    assert summarise_sheet("S", bare, layout(bare)).note == expected
    assert summarise_unscreened("S", only, "hidden").note == "hidden"


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=8))
def test_no_row_disappears(lines: list[list[str]]) -> None:
    table = rows(["Name", "Country", "End user"], *lines)
    found = layout(table)
    summary = summarise_sheet("S", table, found)
    assert summary.closes, summary.sums
    questions = list(ask_rows("f", table, found))
    taken = collect_questions("f", table, found)
    assert list(taken.questions) == questions
    assert summarise_sheet("S", table, found, taken) == summary
    assert len({question.row for question in questions}) == summary.asked_rows
    assert [question.row for question in questions] == sorted(q.row for q in questions)
