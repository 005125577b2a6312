"""Reports and records that this program wrote itself: met as input, they are named, not screened.

A report names listed parties on every line; screened, it would be all hits, and an officer would
decide on the program's own words. Sheets are recognised by their headings and files by how they
begin, so that a report is known again after somebody saved it under another name.
"""

from collections.abc import Sequence
from itertools import islice

from compliance.model import Row

HITS = frozenset(("Decision", "Party", "Officer's decision", "Key"))
"""Headings that only the sheet of hits has side by side."""
COVERAGE = "Coverage: what was screened in "
TITLES = (
    COVERAGE,
    "Restricted-party screening of ",
    "Listings of the parties that matched in ",
)
"""How the first cells of the other sheets of a report begin."""
FLAT = ("file", "sheet", "row", "role", "id", "name", "country", "decision", "reason", "matches")
"""The first headings of the flat table (.csv)."""
HIGHEST_HEADER = 8
"""Rows in which the headings must stand."""
IS_REPORT = "a sheet that this program wrote into its report, not one of the user's own"
STARTS = (
    b'{"manifest": {"notice": ',
    b'{"form": 1,\n"program": {',
    b'{"form":1,"date":',
    b'{"batch": {"counts": ',
    b'{"file": ',
)
"""How reports (.json), run records, decisions, indexes of batches and lines (.jsonl) begin."""
LINE_KEYS = (b'"role": ', b'"decision": ')
BOM = b"\xef\xbb\xbf"


def explain_exclusion(rows: Sequence[Row]) -> str:
    """Why a sheet is not for screening; empty for the user's own."""
    for row in islice(rows, HIGHEST_HEADER):
        is_titled = row.number == 1 and row.cells[:1] and row.cells[0].startswith(TITLES)
        is_flat = row.number == 1 and row.cells[: len(FLAT)] == FLAT
        if is_titled or is_flat or set(row.cells) >= HITS:
            return IS_REPORT
    return ""


def is_own_report(head: bytes) -> bool:
    """Whether a text file that begins like this is a report or a record of this program."""
    text = head.removeprefix(BOM)
    if text.startswith(",".join(FLAT).encode()):
        return True
    line = text.split(b"\n", 1)[0]
    is_line = all(key in line for key in LINE_KEYS) or not text.startswith(STARTS[-1])
    return text.startswith(STARTS) and is_line
