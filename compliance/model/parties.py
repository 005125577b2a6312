"""The question: a row of a user's sheet, and the party that is named in it."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class PartyKind(StrEnum):
    """What sort of thing a name belongs to."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class Row(Struct, frozen=True, kw_only=True):
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
        return not self.unreadable and not "".join(self.cells).strip()


class Identifier(Struct, frozen=True, kw_only=True):
    """A registration number or the like, of a party or a list entry."""

    kind: str
    """What it is, in lower case: `uscc`, `lei`, `imo`, `inn`, `swift`, `tax id`; may be empty."""
    value: str
    country: str = ""
    """ISO 3166 alpha-2 of who issued it; empty when that is not known."""

    def __str__(self) -> str:
        """As an officer reads it: `passport A1234567 (IR)`."""
        issued = f" ({self.country})" if self.country else ""
        return f"{self.kind} {self.value}".strip() + issued


class Party(Struct, frozen=True, kw_only=True):
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
    destination: str = ""
    """Country or place to which the goods go, as written by the user."""
    identifiers: tuple[Identifier, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN
    birth: str = ""
    """Date or year of birth as written by the user."""
    nationality: str = ""
    """Nationality as written by the user, any spelling; several parted by commas."""
    gender: str = ""
    """Gender as written by the user: `M`, `female`, `Frau`."""


class Question(Struct, frozen=True, kw_only=True):
    """A row's place and the party found there, or why there is none."""

    file: str
    """File name without folders."""
    sheet: str
    row: int
    party: Party
    reason: str = ""
    """Empty when the name can be screened, else why not: only an address or number finds it."""
    has_country: bool = False
    """Whether there is a column for the party's country."""
    note: str = ""
    """How the name was read, where it does not stand in the row as it is (`same as above`)."""
    column: int | None = None
    """Column of the name from 0, the first of several; None where it stands in none."""
