"""The nouns of screening, frozen: what is asked, what is listed, what was found, what is reported.

Nothing here computes more than a property of itself or imports from the project. A missing text is
empty (`""`), never None and never invented. Dates are ISO 8601, as far as known (`2020-07`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Decision(StrEnum):
    """What screening says of one party. CLEAR means no match was found; it never means cleared."""

    HIT = "HIT"
    REVIEW = "REVIEW"
    CLEAR = "CLEAR"
    UNSCREENED = "UNSCREENED"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: HIT or REVIEW."""
        return self in (Decision.HIT, Decision.REVIEW)


class PartyKind(StrEnum):
    """What sort of thing a name belongs to."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


# --- The question -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a user's sheet, as text, whatever it holds."""

    sheet: str
    """Name of the sheet; empty for a file without sheets (CSV)."""
    number: int
    """Row number as a spreadsheet program shows it, from 1."""
    cells: tuple[str, ...]
    """Every cell as text, by column position from 0; trailing empty cells may be missing."""
    unreadable: Mapping[int, str] = field(default_factory=dict)
    """Column position -> why its cell could not be read (an error value, an unstored formula)."""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        return not self.unreadable and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A registration number or the like, of a party or a list entry."""

    kind: str
    """What it is, in lower case: `uscc`, `lei`, `imo`, `inn`, `swift`, `tax id`; may be empty."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The question: one party named in one row, in one role."""

    name: str
    role: str = "name"
    """`name`, or what the column is: `consignee`, `end_user`, `purchaser`, `forwarder`, ..."""
    id: str = ""
    """The user's own key for the row (customer number), if a column gives one."""
    country: str = ""
    """Country as written by the user, any spelling."""
    address: str = ""
    """Address as written by the user; several columns joined by `, `."""
    identifiers: tuple[Identifier, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row's place and the party found there, or why there is none."""

    file: str
    """File name without folders."""
    sheet: str
    row: int
    party: Party
    reason: str = ""
    """Empty when the name can be screened, else why not: only an address or number finds it."""


# --- The lists --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
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

    @property
    def in_force(self) -> bool:
        """Whether the listing has not ended, as far as the data knows."""
        return not self.end_date


class NameKind(StrEnum):
    """How a name belongs to its entry."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak alias"
    NATIVE = "native name"
    FORMER = "former name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name under which an entry is known."""

    text: str
    kind: NameKind = NameKind.ALIAS
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A published address, verbatim, with its country code if known."""

    text: str
    country: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A way from this entry to a listed one: ownership, brand or rename."""

    to_entry: str
    to_name: str
    relation: str
    """`subsidiary`, `brand`, `owner`, `former name`, `renamed to`, ... as a reader would say it."""
    stake: str = ""
    """Share in per cent as the source words it; empty when unknown."""
    as_of: str = ""
    confidence: str = ""
    note: str = ""
    source: str = ""
    side: str = "under"
    """`under`, `beside`, `above` or `past` the listed party, or a `part` of it."""
    flag: str = ""
    """Short name of the rule that makes it a question: `Red Flag 29`; empty when none does."""


class Standing(StrEnum):
    """What an entry is to a screener."""

    LISTED = "listed"
    FORMER = "formerly listed"
    RELATED = "related to a listed party"
    NOT_RESTRICTED = "known, not restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One party on one or several lists, or one that leads to such a party."""

    id: str
    list_id: str
    """Id of the list file it was read from (`curated`, `csl`, a private list's id)."""
    names: tuple[Name, ...]
    """At least one; the first is the primary name."""
    kind: PartyKind = PartyKind.UNKNOWN
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2 where known."""
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    listings: tuple[Listing, ...] = ()
    leads: tuple[Lead, ...] = ()
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
        """Listed if any listing is in force; else formerly listed, a lead, or known as harmless."""
        if any(listing.in_force for listing in self.listings):
            return Standing.LISTED
        if self.leads:
            return Standing.RELATED
        if self.listings:
            return Standing.FORMER
        return Standing.NOT_RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row of a list file that is no entry, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListInfo:
    """What was read from one list file: enough to prove later which list was used."""

    id: str
    title: str
    publisher: str
    as_of: str
    """Date of the data, ISO; empty when the file does not tell."""
    file: str
    sha256: str
    entries: int
    names: int
    rows: int
    """Rows or blocks the file holds."""
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """All entries of all lists in use, in a fixed order."""

    lists: tuple[ListInfo, ...]
    entries: Sequence[ListEntry]


# --- The answer -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a match, in words an officer reads."""

    rule: str
    """Name of the rule in the table."""
    score: float
    """What it contributed, -1..1; 0 for a remark."""
    asked: str
    listed: str
    note: str
    """The sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One list entry that a party may be."""

    entry: ListEntry
    matched_name: Name
    score: float
    """0..1; 1 only for the same name after normalising."""
    band: Decision
    """HIT, REVIEW, or CLEAR for a match shown only because the user asked to see weaker ones."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def by_address(self) -> bool:
        """Whether the address decides and not the name: its evidence comes first then."""
        return bool(self.evidence) and self.evidence[0].rule == "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """The answer to one question; every question gets exactly one, in order."""

    question: Question
    decision: Decision
    reason: str
    """One sentence: why this decision."""
    matches: tuple[Match, ...] = ()
    """Best first."""


# --- The report -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose, after command line, settings file and defaults were merged."""

    lists: tuple[str, ...] = ()
    """List ids or paths; empty for the bundled ones."""
    columns: tuple[tuple[str, str], ...] = ()
    """(role, header) pairs that overrule what was detected."""
    sheets: tuple[str, ...] = ()
    """Sheets to screen; empty for all visible ones that hold parties."""
    min_score: float | None = None
    """Show matches from this score on; None for the REVIEW band and above."""
    max_matches: int = 5
    """Most matches shown for one party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSummary:
    """What became of one sheet: every row of it is in exactly one of the counts."""

    name: str
    hidden: bool
    rows: int
    """Rows read, blank ones included."""
    header_rows: tuple[int, ...]
    """Row numbers of the header; empty when there is none."""
    skipped_rows: int
    """Rows above or in the header."""
    blank_rows: int
    party_rows: int
    """Rows that became at least one question."""
    mapping: tuple[tuple[str, str], ...] = ()
    """(role, header as shown) in column order: what was understood."""
    note: str = ""
    """Why the sheet was not screened, or what to know about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """The user's file as it was when it was read."""

    name: str
    path: str
    """As the user gave it; used to copy the workbook into the report, never logged."""
    sha256: str
    size: int
    sheets: tuple[SheetSummary, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was checked: enough to prove it and to do it again."""

    version: str
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""
    input: InputFile
    lists: tuple[ListInfo, ...]
    settings: Settings
    review_threshold: float
    hit_threshold: float
    counts: Mapping[Decision, int] = field(default_factory=dict)
    """Questions by decision; every decision is a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole of a run over one file, as reporters get it."""

    manifest: Manifest
    results: Iterable[RowResult]
    """In input order. Reporters walk it once."""
