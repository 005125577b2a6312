"""Pure: the file that a report's page saves, to what was decided in it, each decision by its key.

JSON in UTF-8: `{"form": "party-screen decisions", "version": 1, "decisions": [{"key": ..., ...}]}`.
The key is the ticket that the row carries in the page, and in the workbook; the other fields are
the workbook's columns. What else stands there is for the reader of the file.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

import msgspec

from compliance.decisions.tickets import BadTicket, read
from compliance.model.visible_text import visible
from compliance.reviewing.base import Field, Problem
from compliance.reviewing.sheets import BAD_KEY, HEADINGS, Filled, Found, party_of

FORM = "party-screen decisions"
"""What such a file says that it is."""
VERSION = 1
FIELDS = (Field.DECISION, Field.REASON, Field.REVIEWER, Field.SECOND, Field.EXPIRES)
"""What is filled in on a page, in the order of its form."""
LONGEST_PLACE = 100
"""Characters that a message repeats of where a party stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDecision:
    """One decision as the page saves it; a field that was left empty is an empty text."""

    key: str
    where: str = ""
    """Sheet and row of the party, for messages."""
    decision: str = ""
    reason: str = ""
    reviewer: str = ""
    second: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """The whole file."""

    form: str
    version: int
    decisions: tuple[SavedDecision, ...]


def filled_in_page(file: str, data: bytes) -> Found:
    """Everything that was decided in the page, and every decision that cannot be read."""
    found = Found()
    try:
        page = msgspec.json.decode(data, type=SavedPage)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found.problems.append(Problem(place=file, what=_NO_PAGE))
        return found
    if page.form != FORM or page.version != VERSION:
        found.problems.append(Problem(place=file, what=_NO_PAGE))
        return found
    for number, saved in enumerate(page.decisions, start=1):
        _read_decision(file, number, saved, found)
    found.rows = _join_alike(found.rows)
    return found


_NO_PAGE = (
    "it holds no decisions as the page of a report saves them, or another version of the program "
    "has saved it: open the page and press Save decisions"
)


def _read_decision(file: str, number: int, saved: SavedDecision, found: Found) -> None:
    found.keys += 1
    where = f" ({visible(saved.where[:LONGEST_PLACE])})" if saved.where else ""
    place = f"{file}, decision {number}{where}"
    texts = {field: str(getattr(saved, field.value)).strip() for field in FIELDS}
    if not any(texts.values()):
        return
    try:
        ticket = read(saved.key)
    except BadTicket:
        found.problems.append(Problem(place=place, what=BAD_KEY))
        return
    places = {field: f"{place}, {HEADINGS[field]}" for field in FIELDS}
    found.rows.append(Filled(ticket=ticket, texts=texts, places=places))


def _join_alike(rows: Iterable[Filled]) -> list[Filled]:
    """One decision of those that say the same of one party, on all their entries."""
    alike: dict[Hashable, dict[str, Filled]] = {}
    for row in rows:
        said = tuple(row.texts.values())
        alike.setdefault((party_of(row.ticket), said), {}).setdefault(row.ticket.pair, row)
    each = (list(pairs.values()) for pairs in alike.values())
    return [replace(first, others=tuple(row.ticket for row in rest)) for first, *rest in each]
