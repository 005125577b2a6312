"""Fingerprints: whether a party or list entry is, to the letter, what it was in another run.

Stricter than those an officer's decision is bound to: here a different writing is a different
content, because what is carried over from one run to the next must be what a full run would say.
Kept in run records in place of customers' data. They hide no name from somebody who guesses it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from compliance.model import ListEntry, Question

LENGTH = 32
"""Hex digits: 128 bits, so that no two parties are ever taken for one."""


def content(question: Question) -> str:
    """All of a question that its answer depends on: not the row, the role or the user's key."""
    party = question.party
    numbers = [part for one in party.identifiers for part in (one.kind, one.value)]
    parts = (party.name, party.country, party.address, str(party.kind), question.reason)
    place = ("destination", party.destination) if party.destination else ()
    details = {"birth": party.birth, "nationality": party.nationality, "gender": party.gender}
    known = [text for pair in details.items() if pair[1] for text in pair]
    return _print(("content", *parts, *numbers, *place, *known))


def key(question: Question) -> str:
    """Who it is for the user: the user's own key where there is one, else the name; and the role.

    Two runs have the same key for a party whose address or spelling the user has corrected.
    """
    party = question.party
    named = party.name if party.name.strip() else party.address
    who = ("id", party.id) if party.id else ("name", " ".join(named.casefold().split()))
    return _print(("key", party.role, *who))


def entry(listed: ListEntry) -> str:
    """All that a list says of an entry, but for the line on which it stands."""
    return hashlib.sha256(msgspec.json.encode(replace(listed, line=0))).hexdigest()[:LENGTH]


def _print(parts: Iterable[str]) -> str:
    """A hash over texts in their order; no two sequences of texts are written alike."""
    written = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
