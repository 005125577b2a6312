"""Where things stand in the report, so that they can lead to each other."""

from collections.abc import Mapping, Sequence

from compliance.model import Question
from compliance.reporters.xlsx.lines import Line, ListingTable

LAST_ROW = 1_048_576
"""The last row of a sheet."""


class Positions:
    """The lines of Hits and Listings with their rows, and the user's own rows."""

    def __init__(
        self,
        found: Sequence[Line],
        decided: Sequence[Line],
        aside: Sequence[Line],
        titles: Mapping[str, str],
    ) -> None:
        self.open = found
        self.decided = decided
        self.aside = aside
        """Matches that a policy does not count."""
        self.lines = (*found, *decided, *aside)
        self.listings = ListingTable()
        self._titles = titles
        self._listing_at = [self.listings.add(line) for line in self.lines]
        self._hits, self._first_hit = "", 0
        self._listings, self._first_listing = "", 0

    def put_hits(self, title: str, first: int) -> None:
        """Say where Hits begins."""
        self._hits, self._first_hit = title, first

    def put_listings(self, title: str, first: int) -> None:
        """Say where Listings begins."""
        self._listings, self._first_listing = title, first

    def find_row(self, question: Question) -> str:
        """The row of a party; empty where the copy does not have it."""
        title = self._titles.get(question.sheet, "")
        return location(title, question.row) if title and question.row <= LAST_ROW else ""

    def find_listing(self, at: int) -> str:
        """What the lists say of the line at a position."""
        first = self._listing_at[at]
        return location(self._listings, self._first_listing + first) if first >= 0 else ""

    def find_line(self, at: int) -> str:
        """The line of Hits at a position."""
        return location(self._hits, self.number(at))

    def number(self, at: int) -> int:
        """The row of Hits of the line at a position; what is not open stands below titles."""
        above, start = 0, len(self.open)
        for block in (self.decided, self.aside):
            above += bool(block) and at >= start
            start += len(block)
        return self._first_hit + at + above

    def rows_with_lines(self, sheet: str) -> dict[int, str]:
        """Rows of a sheet of the user's -> the first line of Hits about them."""
        found: dict[int, str] = {}
        for at, line in enumerate(self.lines):
            question = line.question
            if question.sheet == sheet and question.row not in found:
                found[question.row] = self.find_line(at)
        return found


def location(title: str, row: int) -> str:
    """A place in a workbook, as links name it."""
    escaped = title.replace("'", "''")
    return f"'{escaped}'!A{row}"
