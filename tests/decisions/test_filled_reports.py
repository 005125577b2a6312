"""The sheet as people edit it: each row is read by its own key, or named by its cell."""

import random

import pytest

from compliance.decisions.review_form import ReviewField, spell_column
from tests.decisions.building import another
from tests.decisions.filling import DECIDED, HEADER, found, line, sheet

BAKERY, BUTCHER = another(), another(name="Hik Vision Butcher", id="C-018")


def parties(*sheets: object) -> list[str]:
    rows, problems = found(*sheets)  # type: ignore[arg-type]
    assert problems == []
    return [row.row_key.party for row in rows]


def test_a_filled_row_is_read_with_its_places() -> None:
    [row], problems = found(sheet(line(*DECIDED)))
    assert problems == []
    assert tuple(row.texts.values()) == DECIDED
    assert row.places[ReviewField.DECISION] == "report.xlsx, sheet Hits, cell C5"
    assert (row.row_key.party, row.row_key.entry) == ("Hik Vision Bakery", "hikvision")


def test_empty_rows_are_passed_over() -> None:
    assert parties(sheet(line(), line(*DECIDED, party=BUTCHER), line())) == ["Hik Vision Butcher"]


def test_columns_may_be_moved_and_added() -> None:
    order = list(range(len(HEADER)))
    random.Random(3).shuffle(order)  # noqa: S311
    header = ["My notes", *[HEADER[at] for at in order]]
    row = ["see me", *[line(*DECIDED)[at] for at in order]]
    [read], problems = found(sheet(row, header=header))
    assert problems == []
    assert dict(read.texts) == dict(zip(ReviewField, DECIDED, strict=False))


def test_rows_may_be_sorted_and_deleted_and_lines_above_removed() -> None:
    rows = [line(*DECIDED, party=BUTCHER), line(*DECIDED)]
    assert parties(sheet(*rows)) == ["Hik Vision Butcher", "Hik Vision Bakery"]
    assert parties(sheet(rows[1])) == ["Hik Vision Bakery"]


def test_the_sheet_may_have_another_name_and_others_beside_it() -> None:
    strangers = sheet(("a", "b"), name="Customers", header=("No.", "Reason", "Reviewer"))
    assert parties(strangers, sheet(line(*DECIDED), name="Monday")) == ["Hik Vision Bakery"]


@pytest.mark.parametrize(
    ("as_written", "as_typed"),
    [
        ("Officer's decision", "OFFICER’S  decision"),
        ("Expires", "Expiry date"),
        ("Reason", "reason."),
    ],
)
def test_headings_in_other_spellings(as_written: str, as_typed: str) -> None:
    header = [as_typed if name == as_written else name for name in HEADER]
    assert tuple(found(sheet(line(*DECIDED), header=header))[0][0].texts.values()) == DECIDED


def test_a_renamed_or_deleted_heading_is_told() -> None:
    header = ["Bemerkung" if name == "Reason" else name for name in HEADER]
    rows, problems = found(sheet(line(*DECIDED), header=header))
    assert rows == []
    assert problems == [
        (
            "report.xlsx, sheet Hits, row 4: no column is headed Reason: "
            "its heading was changed or deleted"
        )
    ]


def test_a_heading_that_stands_twice_is_told() -> None:
    rows, problems = found(sheet((*line(*DECIDED), "x"), header=(*HEADER, "Reason")))
    assert rows == []
    assert problems == ["report.xlsx, sheet Hits, cell I4: two columns are headed as the Reason"]


def test_without_its_headings_nothing_is_read() -> None:
    rows, problems = found(sheet(line(*DECIDED), header=("a", "b")))
    assert (rows, problems) == (
        [],
        ["report.xlsx, sheet Hits: the row of the headings is missing"],
    )


def test_another_workbook_is_told() -> None:
    rows, problems = found(sheet(("HIT", "somebody", *DECIDED, "")))
    assert rows == []
    assert problems == [
        (
            "report.xlsx: no row has a key: this is no report of this program, or its last, hidden "
            "column was deleted"
        )
    ]


def test_a_decision_without_a_key_is_about_nobody() -> None:
    typed = ("HIT", "somebody", *DECIDED, "")
    rows, problems = found(sheet(line(), typed))
    assert rows == []
    [said] = problems
    assert said.startswith("report.xlsx, sheet Hits, cell C6: the row has no key, so that")


@pytest.mark.parametrize("change", [("bakery", "factory"), ("Bakery", "Factory"), ("}", "")])
def test_a_key_that_was_edited_is_told(change: tuple[str, str]) -> None:
    *cells, row_key = line(*DECIDED)
    edited = row_key.replace(*change, 1)
    rows, problems = found(sheet((*cells, edited)))
    if edited == row_key:
        assert len(rows) == 1
        return
    assert rows == []
    [said] = problems
    assert said.startswith("report.xlsx, sheet Hits, cell H5: the key was changed or cut")


def test_a_cell_that_cannot_be_read_is_told() -> None:
    made = sheet(line(*DECIDED), unreadable={3: "the formula has no stored value"})
    rows, problems = found(made)
    assert rows == []
    assert problems == [
        "report.xlsx, sheet Hits, cell D5: the cell cannot be read: the formula has no stored value"
    ]


def test_letters_of_columns() -> None:
    assert [spell_column(at) for at in (0, 25, 26, 27, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]
