"""The answers of a report, walked once: what the page shows of them."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from compliance.model import Decision, RowResult
from compliance.reporters.base import country_name, name_listing, open_matches
from compliance.reporters.brief import describe_result
from compliance.reporters.html.parties import PartyRecords, SharedRecords, embed

MOST_LINES = 500
"""Open parties that stand in the page for readers whose browser runs no scripts."""
NOT_LISTED = "Not itself listed"


class PageAnswers(Struct):
    """What the page shows of the answers; grows while they are walked."""

    rows: list[str] = field(default_factory=list)
    """The data of each answer, in input order, ready to be embedded."""
    shared: SharedRecords = field(default_factory=SharedRecords)
    lists: Counter[str] = field(default_factory=Counter)
    """List -> open parties that may stand on it."""
    countries: Counter[str] = field(default_factory=Counter)
    """Country of the open parties -> how many."""
    open_lines: list[str] = field(default_factory=list)
    """The first open parties, a line each."""
    open: int = 0
    unscreened: list[RowResult] = field(default_factory=list)


def gather(results: Iterable[RowResult], run: str) -> PageAnswers:
    """Walk the results of a run once."""
    found = PageAnswers()
    rows = PartyRecords(found.shared, run)
    for result in results:
        found.rows.append(embed(rows.record(result)))
        if result.decision is Decision.UNSCREENED:
            found.unscreened.append(result)
        elif result.is_open:
            found.open += 1
            names: set[str] = set()  # the lists on which the party may be
            for match in open_matches(result):
                force = [name_listing(listing) for listing in match.listings if listing.is_in_force]
                names.update(force or [NOT_LISTED])
            found.lists.update(names)
            found.countries[country_name(result.question.party)] += 1
            if len(found.open_lines) < MOST_LINES:
                found.open_lines.append(describe_result(result.question.file, result))
    return found
