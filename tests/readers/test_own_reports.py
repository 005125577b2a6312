"""A sheet of this program's own is told from a user's by its headings."""

import pytest

from compliance.model import Row
from compliance.readers.own_reports import IS_REPORT, explain_exclusion, is_own_report

HITS = ("Decision", "Party", "Role", "Matched name", "Listed party", "Officer's decision", "Key")
FLAT = ("file", "sheet", "row", "role", "id", "name", "country", "decision", "reason", "matches")


def rows(*cells: tuple[str, ...]) -> list[Row]:
    return [Row(sheet="S", number=number, cells=each) for number, each in enumerate(cells, 1)]


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (rows(("Hits",), (), (), HITS), IS_REPORT),
        (rows(("Coverage: what was screened in a.csv, and what was not",)), IS_REPORT),
        (rows(("Restricted-party screening of a.csv",)), IS_REPORT),
        (rows(("Listings of the parties that matched in a.csv",)), IS_REPORT),
        (rows(("Hits of a.csv",), (), (), (*HITS[:2], *HITS[5:])), IS_REPORT),
        (rows((*FLAT, "list")), IS_REPORT),
        (rows(("Decision", "Party", "Key")), ""),
        (rows(("Coverage",)), ""),
        (rows(("x",), ("Coverage: what was screened in a.csv",)), ""),
        (rows(FLAT[:6]), ""),
        (rows(*[("x",)] * 8, HITS), ""),
        ([], ""),
    ],
)
def test_sheets(sheet: list[Row], reason: str) -> None:
    assert explain_exclusion(sheet) == reason


@pytest.mark.parametrize(
    "head",
    [b"", b"name\nA\n", b"file,sheet,row\n", b'{"form": 1}', b'{"file": "a", "name": "B"}\n', b"{"],
)
def test_files_of_others(head: bytes) -> None:
    assert not is_own_report(head)
