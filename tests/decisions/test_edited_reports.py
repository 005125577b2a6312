"""Whatever people do to the sheet: the same decisions, or problems by cell; never a crash."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions.filled_reports import read_filled_sheets
from compliance.decisions.proposals import ProposedDecision, check_row, join_proposals
from compliance.decisions.row_keys import read_row_key
from tests.decisions.building import another
from tests.decisions.filling import HEADER, LIMITS, line, sheet

ROWS = [
    line("fp", "a bakery", "A. Berg", party=another(name="One", id="1")),
    line("true match", "the same", "A. Berg", "C. Dahl", party=another(name="Two", id="2")),
    line(party=another(name="Three", id="3")),
    line("license held", "D1234567", "C. Dahl", "", "2026-12-31", party=another(name="Four")),
]


def read_back(
    rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER
) -> list[ProposedDecision]:
    """The decisions of the sheet; without any where it has problems."""
    found = read_filled_sheets("report.xlsx", [sheet(*rows, header=header)])
    made = [check_row(filled, LIMITS) for filled in found.rows]
    good = [one for one in made if isinstance(one, ProposedDecision)]
    each, problems = join_proposals(good)
    return each if len(good) == len(made) and not (found.problems or problems) else []


def said(proposals: Sequence[ProposedDecision]) -> set[tuple[str, str, str]]:
    return {(one.draft.party, one.draft.decision, one.draft.pair) for one in proposals}


WHOLE = said(read_back(ROWS))


@given(st.permutations(range(len(ROWS))), st.permutations(range(len(HEADER))), st.data())
def test_order_of_rows_and_columns_and_copies_are_nothing(
    rows: list[int], columns: list[int], data: st.DataObject
) -> None:
    copies = data.draw(st.lists(st.sampled_from(rows), max_size=3))
    moved = [[ROWS[row][column] for column in columns] for row in (*rows, *copies)]
    assert len(WHOLE) == 3
    assert said(read_back(moved, [HEADER[column] for column in columns])) == WHOLE


@given(
    st.integers(0, len(ROWS) - 1), st.integers(0, len(HEADER) - 1), st.text(max_size=30) | st.none()
)
def test_any_edit_of_a_cell_gives_decisions_on_the_same_pairs_or_none(
    row: int, column: int, text: str | None
) -> None:
    edited = [list(one) for one in ROWS]
    edited[row][column] = text or ""
    pairs = {pair for _, _, pair in said(read_back(edited))}
    assert pairs <= {read_row_key(one[-1]).pair for one in ROWS}
