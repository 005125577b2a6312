"""What became of the rows and columns of a sheet, in words."""

from collections import defaultdict
from collections.abc import Iterable

from compliance.model import NotAsked, SheetSummary

MOST_ROWS = 12
"""Row numbers named for one reason before the rest is only counted."""


def list_unasked_lines(sheet: SheetSummary) -> Iterable[str]:
    """The rows and columns of a sheet that were not asked, and why; its sums if they do not close.

    The sheet's name stands in front, or `the file`.
    """
    name = (sheet.name or "the file") + (" (hidden)" if sheet.hidden else "")
    if not sheet.asked_rows and sheet.note:
        yield f"{name}, {sheet.rows:,} rows: {sheet.note}"
        return
    reasons: dict[str, list[NotAsked]] = defaultdict(list)
    for run in sheet.not_asked:
        reasons[run.reason].append(run)
    for reason, runs in reasons.items():
        shown = ", ".join(run.rows for run in runs[:MOST_ROWS])
        more = ", ..." if len(runs) > MOST_ROWS else ""
        yield f"{name}, {shown}{more}: {reason}"
    for column, reason in sheet.ignored_columns:
        yield f"{name}, {column}: {reason}"
    if not sheet.closes:
        yield f"{name}: {sheet.sums}"


def describe_sums(sheet: SheetSummary) -> str:
    """Where the rows of a sheet went: `Customers: 120 filled rows = ...`."""
    return f"{sheet.name or 'the file'}: {sheet.sums}"
