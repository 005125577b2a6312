"""Fingerprints of a party and of a list entry: whether they are what they were. Pure.

**Exact ones**, for run records: a different writing is a different content, because what is carried
over from one run to the next must be what a full run would say. They stand in records in place of
customers' data, and hide no name from somebody who guesses it.

**Those of decisions**, a small hash a part. A decision binds to party and entry as they were. The
parts are hashed apart, so that a report can say which of them changed, and are written alike
before: case, spacing, Unicode forms and the ways to write a country make no difference; a letter
does. Not by `names.prepare`, which may learn new tricks: then every decision would reopen at once.

A part of an entry tells how many names, addresses, numbers or listings went into it (`6:0f3a...`),
so that "gained an alias" differs from "lost one". What a publisher words anew with every version
(status, remarks, sources) is no part of it; requirement, policy and citation of a listing are.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from compliance.model import Lead, ListEntry, Listing, Party, Question
from compliance.storage.hashing import hash_bytes, hash_sequence, hash_texts

EXACT_LENGTH = 32
"""Hex digits: 128 bits, so that no two parties are ever taken for one."""
PART_LENGTH = 16
"""Hex digits of the hash of a part: 64 bits."""


# --- Exact ------------------------------------------------------------------------------------


def hash_question(question: Question) -> str:
    """All of a question that its answer depends on: not the row, the role or the user's key."""
    party = question.party
    numbers = [part for number in party.identifiers for part in (number.kind, number.value)]
    parts = (party.name, party.country, party.address, str(party.kind), question.reason)
    place = ("destination", party.destination) if party.destination else ()
    details = {"birth": party.birth, "nationality": party.nationality, "gender": party.gender}
    known = [text for pair in details.items() if pair[1] for text in pair]
    return hash_sequence(("content", *parts, *numbers, *place, *known), EXACT_LENGTH)


def hash_party_key(question: Question) -> str:
    """Who it is for the user: the user's own key where there is one, else the name; and the role.

    Two runs have the same key for a party whose address or spelling the user has corrected.
    """
    party = question.party
    named = party.name if party.name.strip() else party.address
    who = ("id", party.id) if party.id else ("name", " ".join(named.casefold().split()))
    return hash_sequence(("key", party.role, *who), EXACT_LENGTH)


def hash_entry(listed: ListEntry) -> str:
    """All that a list says of an entry, but for the line on which it stands."""
    return hash_bytes(msgspec.json.encode(replace(listed, line=0)))[:EXACT_LENGTH]


# --- Of decisions -----------------------------------------------------------------------------


class PartyFingerprint(Struct, frozen=True, kw_only=True):
    """A party as it was; a part that is not given has the hash of nothing."""

    name: str
    address: str
    country: str
    identifiers: str


class EntryFingerprint(Struct, frozen=True, kw_only=True):
    """A listed party as it was: of each part, how many there were and their hash."""

    names: str
    addresses: str
    identifiers: str
    listings: str
    leads: str
    """Ways to listed parties, and what rules of ownership make of them on the day."""


def fingerprint_party(party: Party) -> PartyFingerprint:
    """The party as it is."""
    numbers = sorted(f"{one.kind}\x1e{_number(one.value)}" for one in party.identifiers)
    details = {"birth": party.birth, "nationality": party.nationality, "gender": party.gender}
    numbers += [f"{kind}\x1e{fold_text(text)}" for kind, text in details.items() if text.strip()]
    return PartyFingerprint(
        name=hash_part(fold_text(party.name)),
        address=hash_part(fold_text(party.address)),
        country=hash_part(_country(party.country)),
        identifiers=hash_part(*numbers),
    )


def fingerprint_entry(*entries: ListEntry) -> EntryFingerprint:
    """The listed party as it is: its entry, with those of other lists that are the same party."""
    return EntryFingerprint(
        names=_hash_texts(
            f"{fold_text(name.text)}\x1e{name.kind}" for entry in entries for name in entry.names
        ),
        addresses=_hash_texts(
            fold_text(f"{one.text}\x1e{one.country}")
            for entry in entries
            for one in entry.addresses
        ),
        identifiers=_hash_texts(
            f"{one.kind}\x1e{_number(one.value)}" for entry in entries for one in entry.identifiers
        ),
        listings=_hash_texts(_listing(one) for entry in entries for one in entry.listings),
        leads=_hash_texts(text for entry in entries for text in _leads(entry)),
    )


def hash_pair(party: PartyFingerprint, list_id: str, entry_id: str) -> str:
    """The key of "this very party against this entry", the same in every file and report."""
    parts = (party.name, party.address, party.country, party.identifiers)
    return hash_part(*parts, list_id, entry_id)


def hash_part(*texts: str) -> str:
    """A small hash of texts in their order."""
    return hash_texts(*texts, length=PART_LENGTH)


def fold_text(text: str) -> str:
    """A text without regard to case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def count_parts(part: str) -> int:
    """How many went into a part of an entry; -1 for a text that is none."""
    count = part.partition(":")[0]
    return int(count) if count.isdecimal() else -1


def _hash_texts(texts: Iterable[str]) -> str:
    """A part of an entry: in no order, each of its texts once."""
    several = sorted(set(texts))
    return f"{len(several)}:{hash_part(*several)}"


@lru_cache(maxsize=1 << 10)
def _country(text: str) -> str:
    from compliance.names.countries import country_code  # late: reading a record needs none

    return country_code(text) or fold_text(text)


def _number(value: str) -> str:
    return "".join(sign for sign in fold_text(value) if sign.isalnum())


def _leads(entry: ListEntry) -> Iterator[str]:
    yield from map(_lead, entry.leads)
    for one in entry.ownership:
        yield "\x1e".join(map(fold_text, (one.rule, one.outcome, one.state)))


def _listing(listing: Listing) -> str:
    said = (
        listing.programme.id,
        listing.official_name,
        listing.requirement,
        listing.policy,
        listing.citation,
        listing.effective_date,
        listing.end_date,
    )
    return "\x1e".join(map(fold_text, said))


def _lead(lead: Lead) -> str:
    return "\x1e".join(map(fold_text, (lead.to_entry, lead.relation, lead.stake)))
