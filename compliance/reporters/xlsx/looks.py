"""How the cells of the report look: a table of looks, each registered once a workbook."""

from dataclasses import dataclass, field

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from compliance.model import Decision

_DARK = "FF1F3864"
_GREEN = "FF548235"
_GREY = "FF808080"
_WHITE = "FFFFFFFF"


def _font(size: float = 9, *, bold: bool = False, color: str = "FF000000") -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color)


def _filled(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


@dataclass(frozen=True, eq=False, kw_only=True)
class Look:
    """How a cell looks; compared by identity, so that it is registered once."""

    font: Font = field(default_factory=_font)
    fill: PatternFill | None = None
    alignment: Alignment = field(default_factory=lambda: Alignment(vertical="top", wrap_text=True))
    border: Border | None = None
    number_format: str = "General"

    @property
    def shows_when_empty(self) -> bool:
        """Whether a cell without a value is worth writing: it has a colour or a frame."""
        return bool(self.fill or self.border)


_THIN = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ONE_LINE = Alignment(vertical="top")
_CENTRED = Alignment(vertical="top", horizontal="center")
_MIDDLE = Alignment(vertical="center", wrap_text=True)

FILLS = {
    Decision.HIT: _filled("FFF8CBAD"),
    Decision.REVIEW: _filled("FFFFE699"),
    Decision.UNSCREENED: _filled("FFD9D2E9"),
}
"""How a row that somebody must look at is coloured; the decision is always worded beside it."""

DESTINATION_FILL = _filled("FFDDEBF7")
"""How a note on a destination is coloured; it is worded in the cell."""

# Sentences on a line of their own; they run on over the empty cells beside them.
TITLE = Look(font=_font(14, bold=True, color=_DARK), alignment=_ONE_LINE)
SECTION = Look(font=_font(11, bold=True, color=_DARK), alignment=_ONE_LINE)
NOTICE = Look(font=_font(10, bold=True), alignment=_ONE_LINE)
BODY = Look(font=_font(10), alignment=_ONE_LINE)
SENTENCE = Look(alignment=_ONE_LINE)

# Labels and texts beside each other, without a frame.
LABEL = Look(font=_font(bold=True))
PARAGRAPH = Look()

# Tables.
HEADER = Look(
    font=_font(bold=True, color=_WHITE), fill=_filled(_DARK), alignment=_MIDDLE, border=_BOX
)
LONG_HEADER = Look(
    font=_font(bold=True, color=_WHITE), fill=_filled(_DARK), alignment=Alignment(vertical="center")
)
OFFICER_HEADER = Look(
    font=_font(bold=True, color=_WHITE), fill=_filled(_GREEN), alignment=_MIDDLE, border=_BOX
)
TEXT = Look(border=_BOX)
NUMBER = Look(border=_BOX, alignment=_CENTRED, number_format="#,##0")
SCORE = Look(border=_BOX, alignment=_CENTRED, number_format="0.00")
AGAIN = Look(font=_font(color=_GREY), border=_BOX)
NUMBER_AGAIN = Look(font=_font(color=_GREY), border=_BOX, alignment=_CENTRED, number_format="#,##0")
SCORE_AGAIN = Look(font=_font(color=_GREY), border=_BOX, alignment=_CENTRED, number_format="0.00")
ENTRY_FIELD = Look(border=_BOX, fill=_filled("FFF2F8EE"))
DATE_FIELD = Look(border=_BOX, fill=_filled("FFF2F8EE"), number_format="yyyy\\-mm\\-dd")
CLOSED_FIELD = Look(border=_BOX, fill=_filled("FFEDEDED"))
DECISIONS = {
    decision: Look(font=_font(bold=True), fill=FILLS[decision], border=_BOX) for decision in FILLS
}
DESTINATION = Look(fill=DESTINATION_FILL, border=_BOX)
"""A cell with notes on a destination."""
QUIET_DESTINATION = Look(fill=DESTINATION_FILL, alignment=Alignment())
"""The same in a row that nobody has to look at."""
USERS_HEADER = Look(font=_font(11, bold=True), alignment=Alignment())
"""The user's headings in a sheet that is built."""
QUIET = Look(alignment=Alignment())
QUIET_SCORE = Look(alignment=Alignment(horizontal="center"), number_format="0.00")
"""The decision columns of the many rows that nobody has to look at."""
ROWS = {
    decision: Look(font=_font(11), fill=FILLS[decision], alignment=_ONE_LINE) for decision in FILLS
}
"""The user's own cells in a row that somebody must look at."""
