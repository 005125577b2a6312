"""What a row of a report carries for the program, so that a decision finds its pair again.

A row of the Hits sheet may be sorted, moved, copied or cut; whom it is about is told by its row key
and not by its place. A row key has a check sum, so that one that was edited is refused.
"""

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from compliance import MATCHER
from compliance.model import Decision, Match, Party
from compliance.model.visible_text import visible
from compliance.storage.documents import MalformedDocument, read_typed_json
from compliance.storage.fingerprints import (
    EntryFingerprint,
    PartyFingerprint,
    fingerprint_entry,
    fingerprint_party,
    hash_pair,
    hash_part,
)

START = '{"screen":'
"""How every row key begins."""
FORM = 1
"""Version of the form of a row key."""
MAX_TEXT_LENGTH = 300
"""Characters of a name that a row key keeps for the reader."""


class BadRowKey(ValueError):  # noqa: N818 # told as a problem of its cell
    """A row key that was cut, edited, or made by another version of the program."""


class RowKey(Struct, frozen=True, kw_only=True):
    """One pair of a run."""

    screen: int = FORM
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
    party_parts: PartyFingerprint
    entry_parts: EntryFingerprint
    check: str = ""


def make_row_key(party: Party, match: Match, run: str, name: str, score: float) -> str:
    """The row key of a match as text; `name` is the party's as the report shows it."""
    entry, parts = match.entry, fingerprint_party(party)
    row_key = RowKey(
        run=run,
        pair=hash_pair(parts, entry.list_id, entry.id),
        party=clean_for_reader(name),
        customer=make_customer_key(party),
        list=entry.list_id,
        entry=entry.id,
        also=tuple((listed.list_id, listed.id) for listed in match.also),
        listed=clean_for_reader(entry.name),
        score=score,
        band=match.band,
        matcher=MATCHER,
        party_parts=parts,
        entry_parts=fingerprint_entry(entry, *match.also),
    )
    return _encode_row_key(replace(row_key, check=_hash_row_key(row_key)))


def clean_for_reader(text: str) -> str:
    """A text as row keys and records keep it for the reader: nothing hidden, in one line, cut."""
    return " ".join(visible(text).split())[:MAX_TEXT_LENGTH]


def make_customer_key(party: Party) -> str:
    """The user's own key of the party: that of its row, with its role where that tells parties."""
    role = "" if party.role == "name" else f" ({clean_for_reader(party.role)})"
    return f"{clean_for_reader(party.id)}{role}" if party.id.strip() else ""


def is_row_key(text: str) -> bool:
    """Whether the text looks like a row_key."""
    return text.startswith(START)


def read_row_key(text: str) -> RowKey:
    """The row key of a text. Raises BadRowKey."""
    try:
        row_key = read_typed_json(text, RowKey)
    except MalformedDocument:
        raise BadRowKey from None
    if row_key.screen != FORM or row_key.check != _hash_row_key(row_key):
        raise BadRowKey
    return row_key


def _hash_row_key(row_key: RowKey) -> str:
    return hash_part(_encode_row_key(replace(row_key, check="")))


def _encode_row_key(row_key: RowKey) -> str:
    return msgspec.json.encode(row_key).decode("utf-8")
