"""From the words of a header to the role of its column.

    Consignee country code   consignee + country + id    country, of the consignee
    Vendor Name              supplier + name             a party column
    Vendor category          supplier + other            not used
    Debitor                  name                        a party column, unless it holds numbers

A word that makes the column something else (`category`, `date`, `phone`) outweighs all others; of
the rest the more telling one wins, and `id` last, for `code` and `no` stand beside anything.
"""

from functools import lru_cache

from msgspec import Struct

from compliance.columns.roles import PARTY_ROLES
from compliance.columns.vocabulary import explain

OTHER = "other"
"""Role of a column that is understood and not used."""
ATTRIBUTES = (
    "uscc", "lei", "imo", "mmsi", "call_sign", "aircraft", "passport", "national_id", "wallet",
    "swift", "iban", "tax_id", "registration_number", "birth_date", "nationality", "gender",
    "destination",
    "legal_form", "postcode", "country", "city", "state", "address", "first_name", "last_name",
    "id",
)  # fmt: skip
"""The more telling first."""
PLACES = frozenset(("postcode", "country", "city", "state", "address"))


class Meaning(Struct, frozen=True, kw_only=True):
    """What a column is by its header."""

    role: str = ""
    """A key of ROLES, `other`, or empty when the header says nothing."""
    owner: str = ""
    """Party role whose attribute it is, if the header names one."""
    named: bool = False
    """Whether the header says `name` in so many words."""
    full: bool = False
    """Whether it says both whose name and that it is the name (`Customer name`)."""
    sure: bool = True
    """False for a party column by a hint only (`Entity`, `Sample name`)."""

    @property
    def is_party(self) -> bool:
        """Whether the column holds parties."""
        return self.role in PARTY_ROLES


@lru_cache(maxsize=1 << 10)
def read_meaning(header: str) -> Meaning:
    """Return what a header says its column is."""
    words = explain(header)
    roles = set(words.roles)
    parties = [role for role in words.roles if role in PARTY_ROLES]
    party = next((role for role in parties if role != "name"), next(iter(parties), ""))
    named = "name_word" in roles
    if OTHER in roles:
        return Meaning(role=OTHER, owner=party, sure=not words.unknown)
    attribute = _attribute(roles, named=named, party=party)
    if attribute:
        return Meaning(role=attribute, owner=party, sure=not words.unknown)
    if party or named:
        sure = not words.unknown or bool(party and named)
        full = bool(party and named)
        return Meaning(role=party or "name", named=named, full=full, sure=sure)
    return Meaning(role="name", sure=False) if "weak" in roles else Meaning()


def _attribute(roles: set[str], *, named: bool, party: str) -> str:
    """The attribute a header names, unless it heads names that the attribute merely goes with."""
    found = [role for role in ATTRIBUTES if role in roles]
    if not found:
        return ""
    if named and set(found) <= {"address", "id"}:  # "Name and address", "Customer name / no."
        return ""
    if party and named and set(found) <= {"address", "city", "country", "id"} and len(found) > 1:
        return ""
    return "address" if len(PLACES & set(found)) > 1 and "address" in found else found[0]
