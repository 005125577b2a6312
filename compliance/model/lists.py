"""The lists: who stands on which, with what effect, and what was read from which file."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from compliance.model.parties import Identifier, PartyKind


class Programme(Struct, frozen=True, kw_only=True):
    """One published list as a legal instrument: what being on it means."""

    id: str
    """Short stable key: `us-bis-el`, `us-ofac-sdn`, ..."""
    name: str
    publisher: str
    authority: str
    """Law or regulation the list stands on."""
    restricts: str
    """What a listing restricts, in a sentence an officer understands."""
    source: str
    """Where this description can be checked."""
    binds: str = ""
    """Whom it binds, in a phrase; empty when that is not described."""


class Listing(Struct, frozen=True, kw_only=True):
    """One party's place on one list, with its own effect and dates."""

    programme: Programme
    official_name: str = ""
    """The name on that list, when it differs from the entry's."""
    reason: str = ""
    """Why the party was listed, in this project's words or the publisher's remarks."""
    requirement: str = ""
    """Licence requirement, as published."""
    policy: str = ""
    """Licence review policy, as published."""
    citation: str = ""
    """Federal Register or other legal citation."""
    effective_date: str = ""
    end_date: str = ""
    """Empty while the listing is in force; otherwise when it ended."""
    status: str = ""
    """Status in words with its date of knowledge: `listed (CSL 2026-07-31)`."""
    amendments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Uncertainties and disagreements a reader must know."""
    source: str = ""
    tags: tuple[str, ...] = ()
    """Tags of the sanctions programmes, as the publisher writes them (`SDGT`)."""
    effects: tuple[str, ...] = ()
    """What rules make of this very listing, a sentence each; empty for one that is not in force."""
    pending: bool = False
    """Whether it takes effect only after the day that was asked for."""

    @property
    def is_in_force(self) -> bool:
        """Whether the listing has begun and not ended, as far as the data knows."""
        return not (self.end_date or self.pending)


class NameKind(StrEnum):
    """How a name belongs to its entry."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak alias"
    NATIVE = "native name"
    FORMER = "former name"


class Name(Struct, frozen=True, kw_only=True):
    """A name under which an entry is known."""

    text: str
    kind: NameKind = NameKind.ALIAS
    source: str = ""


class Address(Struct, frozen=True, kw_only=True):
    """A published address, verbatim, with its country code if known."""

    text: str
    country: str = ""
    source: str = ""


class Lead(Struct, frozen=True, kw_only=True):
    """A way from this entry to a listed one: ownership, brand or rename."""

    to_entry: str
    to_name: str
    relation: str
    """`subsidiary`, `brand`, `owner`, `former name`, `renamed to`, ... as a reader would say it."""
    stake: str = ""
    """Share in per cent as the source words it; empty when unknown."""
    share: str = ""
    """The share as rules of ownership take it (`ownership.shares`); empty when unknown."""
    as_of: str = ""
    confidence: str = ""
    note: str = ""
    source: str = ""
    side: str = "under"
    """`under`, `beside`, `above` or `past` the listed party, or a `part` of it."""
    flag: str = ""
    """Short name of the rule that makes it a question: `Red Flag 29`; empty when none does."""


class Outcome(StrEnum):
    """What shares say of a party under a rule of ownership."""

    OWNED = "owned"
    """Covered parties hold the rule's threshold or more for certain."""
    UNKNOWN = "share unknown"
    """They may hold that much: never cleared before the share is known."""
    DOUBTFUL = "owner in doubt"
    """That much is held for certain, by somebody of whom it is not known whether the rule counts
    him."""
    MINORITY = "minority share"
    """They hold something, and less than that for certain."""
    OUTSIDE = "outside the rule"
    """They hold something, and the rule does not reach a party of its country."""
    NONE = "not owned"
    """No chain of shares leads to a covered party."""


class Ownership(Struct, frozen=True, kw_only=True):
    """What one rule of ownership makes of an entry."""

    rule: str
    """Short name of the rule: `BIS Affiliates Rule`."""
    outcome: Outcome
    says: str
    """Who holds what, and the sum, in a sentence."""
    state: str
    """`in force`, `suspended`, `unverified` or `not yet in force` on the day of the run."""
    meaning: str
    """What the rule says, its state with its dates, and what to do."""
    source: str
    applies: bool = False
    """Whether the entry is to be treated as listed: owned, and the rule is in force."""
    not_in: tuple[str, ...] = ()
    """ISO 3166 codes of countries whose parties the rule does not reach."""


class Standing(StrEnum):
    """What an entry is to a screener."""

    LISTED = "listed"
    OWNED = "owned by listed parties"
    FORMER = "formerly listed"
    LATER = "listed later"
    RELATED = "related to a listed party"
    NOT_RESTRICTED = "known, not restricted"


class ListEntry(Struct, frozen=True, kw_only=True, weakref=True):
    """One party on one or several lists, or one that leads to such a party."""

    id: str
    list_id: str
    """Id of the list file it was read from (`curated`, `csl`, a private list's id)."""
    number: str = ""
    """The publisher's own number of the party, with whose it is (`ofac 15268`); else empty."""
    names: tuple[Name, ...]
    """At least one; the first is the primary name."""
    kind: PartyKind = PartyKind.UNKNOWN
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2 where known."""
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    listings: tuple[Listing, ...] = ()
    leads: tuple[Lead, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    """What each rule of ownership makes of it; rules that make nothing of it are left out."""
    not_restricted: str = ""
    """Why a named party is *not* restricted, with its source; empty for all others."""
    remarks: tuple[str, ...] = ()
    line: int = 0
    """Line or row of the list file it came from, from 1; 0 when it has none."""

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    @property
    def standing(self) -> Standing:
        """Listed if any listing is in force; else owned, a lead, once or later listed, harmless."""
        if any(listing.is_in_force for listing in self.listings):
            return Standing.LISTED
        if any(one.applies for one in self.ownership):
            return Standing.OWNED
        if self.leads or self.ownership:
            return Standing.RELATED
        if self.listings:
            ended = any(one.end_date and not one.pending for one in self.listings)
            return Standing.FORMER if ended else Standing.LATER
        return Standing.NOT_RESTRICTED


class Rejected(Struct, frozen=True, kw_only=True):
    """A row of a list file that is no entry, and why."""

    line: int
    reason: str
    file: str = ""
    """Which file of a list of several; empty for a list of one."""


class FileCount(Struct, frozen=True, kw_only=True):
    """Where the rows of one file of a list went: every row is in one of the three."""

    file: str
    rows: int
    """Rows or blocks the file holds, headers and empty lines not counted."""
    entries: int
    """Rows that became an entry each."""
    joined: int
    """Rows that add to an entry of another row: aliases, addresses, comments."""
    rejected: int


class ListInfo(Struct, frozen=True, kw_only=True):
    """What was read from one list file: enough to prove later which list was used."""

    id: str
    title: str
    publisher: str
    as_of: str
    """Date of the data, ISO; empty when the file states none."""
    file: str
    sha256: str
    entries: int
    names: int
    rows: int
    """Rows or blocks the file holds."""
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()
    counts: tuple[FileCount, ...] = ()
    """The sums, a file each; empty for a list that is one row an entry."""
    notices: tuple[str, ...] = ()
    """What every reader must know, such as its age, and what leaves the run complete."""
    origin: str = ""
    """Where it came from: the publisher's address, `bundled`, or empty for a given file."""
    fetched: str = ""
    """When it was fetched, ISO 8601; empty for a list that was not."""
    checked: str = ""
    """When it was last known to be the publisher's present one; empty as above."""


class Watchlist(Struct, frozen=True, kw_only=True):
    """All entries of all lists in use, in a fixed order."""

    lists: tuple[ListInfo, ...]
    entries: Sequence[ListEntry]
