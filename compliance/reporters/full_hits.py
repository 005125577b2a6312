"""Open parties in full, for a terminal: under each its reasons, listings, leads and places."""

from collections.abc import Iterator

from msgspec import Struct, field
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from compliance.matching.same_entity import order_listings
from compliance.model import Decision, RowResult
from compliance.reporters.base import (
    DESTINATION_STYLE,
    STYLES,
    describe_listing,
    describe_matched_name,
    describe_standing,
    end_sentence,
    find_shown_decision,
    lead_words,
    line,
    open_matches,
    ownership_words,
    party_words,
    past_lines,
    role_words,
    score_words,
)
from compliance.reporters.hit_lines import ListKey

INDENT = 9


class FullHits(Struct):
    """Prints open parties; holds what the lists below them mean, which is said once."""

    console: Console
    key: ListKey = field(default_factory=lambda: ListKey(in_full=True))
    is_begun: bool = False

    def begin_file(self) -> None:
        """Another file begins; each party is told with its sheet."""

    def show(self, result: RowResult) -> None:
        """Print one open party and why it is open."""
        if not self.is_begun:
            heads = ("Decision", "Where", "Party", "Listed name", "Score")
            self.console.print(_table_line(*heads, style="bold"))
            self.is_begun = True
        matches = open_matches(result)
        best, decision = matches[0] if matches else None, find_shown_decision(result)
        question, role = result.question, role_words(result.question.party.role)
        row = f"row {question.row}, {role}" if role else f"row {question.row}"
        cells = (
            str(decision),
            "\n".join(filter(None, (question.sheet, row, question.party.id))),
            party_words(question.party),
            describe_matched_name(best) if best else "",
            score_words(best.score) if best else "",
        )
        self.console.print(_table_line(*cells, decision=decision))
        notes = [
            _indent(f"Destination: {note.explanation}", DESTINATION_STYLE)
            for note in result.destination
        ]
        reasons = [_indent(text) for text in filter(None, self._reasons(result))]
        for each in (*reasons, *notes) if best else (*notes, *reasons):
            self.console.print(each)
        self.console.print()

    def _reasons(self, result: RowResult) -> Iterator[str]:
        """Why the decision, each listing of the best match, and the other parties it may be."""
        yield result.comparison
        matches = open_matches(result)
        for match in matches[:1]:
            if match.entry.name != match.matched_name.text:
                yield end_sentence(f"Listed as {match.entry.name}")
            listings = order_listings(match.listings)
            if match.listings:
                yield f"Lists below: {self.key.numbers_of(match)}."
            yield from (describe_listing(listing) for listing in listings if listing.is_in_force)
            yield from (f"Not in force: {text}" for text in past_lines(listings))
            among = "Also" if match.listings else "Not itself listed"
            yield from (end_sentence(f"{among}: {lead_words(lead)}") for lead in match.entry.leads)
            yield from map(ownership_words, match.entry.ownership)
            yield match.entry.not_restricted
        for match in matches[1:]:
            yield (
                f"Also {score_words(match.score)}: {describe_matched_name(match)}, "
                f"entry {match.entry.name} ({describe_standing(match)})"
            )


def _table_line(*cells: str, style: str = "", decision: Decision | None = None) -> Table:
    """One line of the table; each is printed as it comes, all have the same widths."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=8)
    table.add_column(ratio=3)
    table.add_column(ratio=5)
    table.add_column(ratio=5)
    table.add_column(width=5, justify="right")
    first = line(cells[0], STYLES[decision] if decision else style)
    table.add_row(first, *(line(cell, style) for cell in cells[1:]))
    return table


def _indent(text: str, style: str = "") -> Padding:
    return Padding(line(text, style), (0, 0, 0, INDENT), expand=False)
