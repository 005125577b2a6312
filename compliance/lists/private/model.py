"""What the parts of an import hand to each other: the wish, the party, and what came of it."""

from msgspec import Struct

from compliance.model import Address, FileCount, Identifier, Name, PartyKind, Rejected

RESTRICTS = (
    "Dealings with the party need the consent of whoever keeps this private list. What exactly is"
    " restricted stands in the paper that the listing cites."
)
AUTHORITY = "A private list: the papers that its entries cite"


class ImportOptions(Struct, frozen=True, kw_only=True):
    """What the user says of the list that is made."""

    id: str
    """Lower case, digits and hyphens."""
    title: str = ""
    """Empty for the file's name."""
    publisher: str = ""
    """Who keeps the list; empty for "your own organisation"."""
    restricts: str = RESTRICTS
    """What a listing means, in a sentence for whoever sees a hit."""
    authority: str = AUTHORITY
    as_of: str = ""
    """Date of the data, ISO 8601; empty when it is not known."""
    columns: tuple[tuple[str, str], ...] = ()
    """(role, header) pairs; the roles of columns.ROLES and those of `extra_columns.ROLES`."""
    sheets: tuple[str, ...] = ()
    """Sheets to read; empty for all visible ones that hold parties."""


class PrivateParty(Struct, frozen=True, kw_only=True):
    """One party of a private list, from one row or several."""

    id: str
    names: tuple[Name, ...]
    """The first is the primary name."""
    kind: PartyKind = PartyKind.UNKNOWN
    countries: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    reason: str = ""
    citation: str = ""
    valid_from: str = ""
    """ISO 8601, as far as known; empty when the file states none."""
    notes: tuple[str, ...] = ()
    """What to know about the listing."""
    remarks: tuple[str, ...] = ()


class PrivateList(Struct, frozen=True, kw_only=True):
    """A private list as it was understood, and its text in the project's own form."""

    text: str
    """TOML, ready to be written to a file; `screen --list` reads it."""
    parties: tuple[PrivateParty, ...]
    rejected: tuple[Rejected, ...]
    """Rows that name no party, by sheet (`file`), row (`line`) and reason."""
    counts: tuple[FileCount, ...]
    """A sheet each, named by its sheet, or by the file where that has no sheets."""
    mappings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Sheet and the (role, header) pairs that were understood, for the user to check."""
    warnings: tuple[str, ...] = ()
