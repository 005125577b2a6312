"""How the cells of the report look: a table of looks, each added once to a workbook."""

from msgspec import Struct
from msgspec.structs import replace

from compliance.model import Decision

_DARK = "FF1F3864"
_GREEN = "FF548235"
_GREY = "FF6B6B6B"
_WHITE = "FFFFFFFF"
_BLUE = "FF0563C1"
BORDER_COLOR = "FFBFBFBF"
SIZE = 9.0
"""Points of a usual text; on paper it is 8, as long as a sheet is no wider than `page.WIDEST`."""

Alignment = tuple[tuple[str, str], ...]
_WRAPPED: Alignment = (("vertical", "top"), ("wrapText", "1"))
_CENTRED: Alignment = (("horizontal", "center"), ("vertical", "top"))
_MIDDLE: Alignment = (("vertical", "center"), ("wrapText", "1"))
_ONE_LINE: Alignment = (("vertical", "top"),)


class Look(Struct, frozen=True, kw_only=True):
    """How a cell looks."""

    size: float = SIZE
    bold: bool = False
    linked: bool = False
    """Whether it is underlined, as a link is."""
    color: str = "FF000000"
    fill: str = ""
    """Its colour; empty for none."""
    framed: bool = False
    opens: bool = False
    """Whether its frame has a strong line above: a new party begins."""
    alignment: Alignment = _WRAPPED
    number_format: str = "General"

    @property
    def shows_when_empty(self) -> bool:
        """Whether a cell without a value is worth writing: it has a colour or a frame."""
        return bool(self.fill or self.framed)


FILLS = {
    Decision.HIT: "FFF8CBAD",
    Decision.REVIEW: "FFFFE699",
    Decision.UNSCREENED: "FFD9D2E9",
}
"""How the cell of a party is coloured that somebody must look at; it is worded beside it."""

DESTINATION_FILL = "FFDDEBF7"
"""How a note on a destination is coloured; it is worded in the cell."""

# Sentences on a line of their own; they run on over the empty cells beside them.
TITLE = Look(size=14, bold=True, color=_DARK, alignment=_ONE_LINE)
SECTION = Look(size=11, bold=True, color=_DARK, alignment=_ONE_LINE)
NOTICE = Look(bold=True, alignment=_ONE_LINE)
SENTENCE = Look(alignment=_ONE_LINE)

# Labels and texts beside each other, without a frame.
LABEL = Look(bold=True)
PARAGRAPH = Look()
BOLD_PARAGRAPH = Look(bold=True)

# Tables.
HEADER = Look(bold=True, color=_WHITE, fill=_DARK, alignment=_MIDDLE, framed=True)
LONG_HEADER = Look(bold=True, color=_WHITE, fill=_DARK, alignment=(("vertical", "center"),))
OFFICER_HEADER = replace(HEADER, fill=_GREEN)
TEXT = Look(framed=True)
NUMBER = Look(framed=True, alignment=_CENTRED, number_format="#,##0")
SCORE = Look(framed=True, alignment=_CENTRED, number_format="0.00")
AGAIN = replace(TEXT, color=_GREY)
LINK = Look(framed=True, linked=True, color=_BLUE)
ENTRY_FIELD = Look(framed=True, fill="FFF2F8EE")
DATE_FIELD = replace(ENTRY_FIELD, number_format="yyyy\\-mm\\-dd")
CLOSED_FIELD = Look(framed=True, fill="FFEDEDED")
DECISIONS = {one: Look(bold=True, fill=FILLS[one], framed=True) for one in FILLS}
DESTINATION = Look(fill=DESTINATION_FILL, framed=True)
"""A cell with notes on a destination."""
SIGNATURE = Look(framed=True)
"""A place to sign."""

# Beside the user's own rows.
WRAPPED = Look(size=11, alignment=_WRAPPED)
QUIET = Look(size=11, alignment=_ONE_LINE)
QUIET_SCORE = Look(
    size=11, alignment=(("horizontal", "center"), ("vertical", "top")), number_format="0.00"
)
QUIET_DESTINATION = Look(size=11, fill=DESTINATION_FILL, alignment=_ONE_LINE)
MARGIN_HEADER = Look(
    size=11, bold=True, color=_WHITE, fill=_DARK, alignment=(("vertical", "center"),)
)
MARGIN_DECISIONS = {
    one: Look(size=11, bold=True, fill=FILLS[one], alignment=_ONE_LINE) for one in FILLS
}
USERS_HEADER = Look(size=11, bold=True, alignment=_ONE_LINE)
"""The user's headings in a sheet that is built."""
PARTIES = {one: Look(size=11, fill=FILLS[one], alignment=_ONE_LINE) for one in FILLS}
"""The cell of a party that somebody must look at, in a sheet that is built."""


def make_opening_look(look: Look) -> Look:
    """The look in the first line of a party."""
    return replace(look, opens=True) if look.framed else look
