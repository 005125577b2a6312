"""Rows as a spreadsheet program gives them back, with row keys of real matches."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from compliance.decisions.filled_reports import FilledRow, read_filled_sheets
from compliance.decisions.proposals import DecisionLimits
from compliance.decisions.review_form import ReviewField, ReviewProblem
from compliance.decisions.row_keys import RowKey, make_row_key, read_row_key
from compliance.model import Match, Party, Row
from compliance.readers.base import Sheet
from tests.decisions.building import BAKERY, RUN
from tests.reporters.factory import match

HEADER = (
    "Decision",
    "Party",
    "Officer's decision",
    "Reason",
    "Reviewer",
    "Second reviewer",
    "Expires",
    "Key",
)
LIMITS = DecisionLimits(today=date(2026, 3, 1), expiry_days=365, two_reviewers=False)
DECIDED = ("false positive", "A bakery in Bonn.", "A. Berg", "C. Dahl", "2026-12-31")


def key(party: Party = BAKERY, found: Match | None = None, run: str = RUN) -> str:
    """The row key of a pair as the report writes it."""
    return make_row_key(party, found or match(), run, party.name, 0.9312)


def line(*cells: str, party: Party = BAKERY, run: str = RUN) -> tuple[str, ...]:
    """A row of the sheet: decision, reason, reviewer, second reviewer, expiry as given."""
    filled = (*cells, *[""] * (5 - len(cells)))
    return ("HIT", party.name, *filled, key(party, run=run))


def sheet(
    *rows: Sequence[str],
    header: Sequence[str] = HEADER,
    name: str = "Hits",
    unreadable: Mapping[int, str] | None = None,
) -> Sheet:
    """A sheet with three lines above its header in row 4, as the report has it."""
    above = [("Hits",), ("No match is not clearance",), ("Decide each match",), tuple(header)]
    made = [
        Row(sheet=name, number=number, cells=tuple(cells))
        for number, cells in enumerate((*above, *rows), start=1)
    ]
    if unreadable:
        made[-1] = replace(made[-1], unreadable=unreadable)
    return Sheet(name=name, hidden=False, rows=made)


def found(*sheets: Sheet) -> tuple[list[FilledRow], list[str]]:
    """What is filled in, and the problems in words."""
    result = read_filled_sheets("report.xlsx", sheets)
    return result.rows, [str(problem) for problem in result.problems]


def filled(*cells: str, row_key: RowKey | None = None) -> FilledRow:
    """One filled row, in row 5."""
    texts = dict(zip(ReviewField, (*cells, *[""] * (6 - len(cells))), strict=True))
    places = {field: f"Hits!{letter}5" for field, letter in zip(ReviewField, "CDEFGH", strict=True)}
    return FilledRow(row_key=row_key or read_row_key(key()), texts=texts, places=places)


def words(problems: Sequence[ReviewProblem]) -> list[str]:
    """The problems in words."""
    return [str(problem) for problem in problems]
