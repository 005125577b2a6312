"""What a row of a report carries for the program, so that a decision finds its pair again.

A row of the Hits sheet may be sorted, moved, copied or cut; whom it is about is told by its ticket
and not by its place. A ticket has a check sum, so that one that was edited is refused.
"""

from dataclasses import dataclass, replace

import msgspec

from compliance import MATCHER
from compliance.decisions.prints import (
    EntryPrint,
    PartyPrint,
    digest,
    entry_print,
    pair_key,
    party_print,
)
from compliance.files import visible
from compliance.model import Decision, Match, Party
from compliance.storage.documents import MalformedDocument, read_typed_json

START = '{"screen":'
"""How every ticket begins."""
LONGEST = 300
"""Characters of a name that a ticket keeps for the reader."""


class BadTicket(ValueError):  # noqa: N818 # told as a problem of its cell
    """A ticket that was cut, edited, or made by another version of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One pair of a run."""

    screen: int = 1
    """Version of the form."""
    run: str
    pair: str
    party: str
    customer: str
    list: str
    entry: str
    also: tuple[tuple[str, str], ...] = ()
    listed: str
    score: float
    band: Decision
    matcher: int
    party_parts: PartyPrint
    entry_parts: EntryPrint
    check: str = ""


def ticket(party: Party, match: Match, run: str, name: str, score: float) -> str:
    """The ticket of a match as text; `name` is the party's as the report shows it."""
    entry, parts = match.entry, party_print(party)
    made = Ticket(
        run=run,
        pair=pair_key(parts, entry.list_id, entry.id),
        party=shown(name),
        customer=customer_key(party),
        list=entry.list_id,
        entry=entry.id,
        also=tuple((one.list_id, one.id) for one in match.also),
        listed=shown(entry.name),
        score=score,
        band=match.band,
        matcher=MATCHER,
        party_parts=parts,
        entry_parts=entry_print(entry, *match.also),
    )
    return _text(replace(made, check=_check(made)))


def shown(text: str) -> str:
    """A text as tickets and records keep it for the reader: nothing hidden, in one line, cut."""
    return " ".join(visible(text).split())[:LONGEST]


def customer_key(party: Party) -> str:
    """The user's own key of the party: that of its row, with its role where that tells parties."""
    role = "" if party.role == "name" else f" ({shown(party.role)})"
    return f"{shown(party.id)}{role}" if party.id.strip() else ""


def is_ticket(text: str) -> bool:
    """Whether the text looks like a ticket."""
    return text.startswith(START)


def read(text: str) -> Ticket:
    """The ticket of a text. Raises BadTicket."""
    try:
        found = read_typed_json(text, Ticket)
    except MalformedDocument:
        raise BadTicket from None
    if found.screen != Ticket.__dataclass_fields__["screen"].default or found.check != _check(
        found
    ):
        raise BadTicket
    return found


def _check(found: Ticket) -> str:
    return digest(_text(replace(found, check="")))


def _text(found: Ticket) -> str:
    return msgspec.json.encode(found).decode("utf-8")
