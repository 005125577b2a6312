"""Fingerprints of a party and of a list entry, a small hash a part.

A decision binds to both as they were. The parts are hashed apart, so that a report can say which of
them changed, and are written alike before: case, spacing, Unicode forms and the ways to write a
country make no difference; a letter does. Not by `names.prepare`, which may learn new tricks: then
every decision would reopen at once.

A part of an entry tells how many names, addresses, numbers or listings went into it (`6:0f3a...`),
so that "gained an alias" differs from "lost one". What a publisher words anew with every version
(status, remarks, sources) is no part of it; requirement, policy and citation of a listing are.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from compliance.model import Lead, ListEntry, Listing, Party

LENGTH = 16
"""Hex digits of a small hash: 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPrint:
    """A party as it was; a part that is not given has the hash of nothing."""

    name: str
    address: str
    country: str
    identifiers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPrint:
    """A listed party as it was: of each part, how many there were and their hash."""

    names: str
    addresses: str
    identifiers: str
    listings: str
    leads: str
    """Ways to listed parties, and what rules of ownership make of them on the day."""


def party_print(party: Party) -> PartyPrint:
    """The party as it is."""
    numbers = sorted(f"{one.kind}\x1e{_number(one.value)}" for one in party.identifiers)
    details = {"birth": party.birth, "nationality": party.nationality, "gender": party.gender}
    numbers += [f"{kind}\x1e{plain(text)}" for kind, text in details.items() if text.strip()]
    return PartyPrint(
        name=digest(plain(party.name)),
        address=digest(plain(party.address)),
        country=digest(_country(party.country)),
        identifiers=digest(*numbers),
    )


def entry_print(*entries: ListEntry) -> EntryPrint:
    """The listed party as it is: its entry, with those of other lists that are the same party."""
    return EntryPrint(
        names=_counted(
            f"{plain(name.text)}\x1e{name.kind}" for entry in entries for name in entry.names
        ),
        addresses=_counted(
            plain(f"{one.text}\x1e{one.country}") for entry in entries for one in entry.addresses
        ),
        identifiers=_counted(
            f"{one.kind}\x1e{_number(one.value)}" for entry in entries for one in entry.identifiers
        ),
        listings=_counted(_listing(one) for entry in entries for one in entry.listings),
        leads=_counted(text for entry in entries for text in _leads(entry)),
    )


def pair_key(party: PartyPrint, list_id: str, entry_id: str) -> str:
    """The key of "this very party against this entry", the same in every file and report."""
    parts = (party.name, party.address, party.country, party.identifiers)
    return digest(*parts, list_id, entry_id)


def digest(*texts: str) -> str:
    """A small hash of texts in their order."""
    joined = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:LENGTH]


def plain(text: str) -> str:
    """A text without regard to case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def size(part: str) -> int:
    """How many went into a part of an entry; -1 for a text that is none."""
    count = part.partition(":")[0]
    return int(count) if count.isdecimal() else -1


def _counted(texts: Iterable[str]) -> str:
    """A part of an entry: in no order, each of its texts once."""
    several = sorted(set(texts))
    return f"{len(several)}:{digest(*several)}"


@lru_cache(maxsize=1 << 10)
def _country(text: str) -> str:
    from compliance.names.countries import country_code  # late: reading a record needs none

    return country_code(text) or plain(text)


def _number(value: str) -> str:
    return "".join(sign for sign in plain(value) if sign.isalnum())


def _leads(entry: ListEntry) -> Iterator[str]:
    yield from map(_lead, entry.leads)
    for one in entry.ownership:
        yield "\x1e".join(map(plain, (one.rule, one.outcome, one.state)))


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
    return "\x1e".join(map(plain, said))


def _lead(lead: Lead) -> str:
    return "\x1e".join(map(plain, (lead.to_entry, lead.relation, lead.stake)))
