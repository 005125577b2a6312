"""Open parties one line each, for a terminal; what their lists mean stands once, below.

A name that is too long for its column ends at a word, with an ellipsis: the whole is in `--long`,
in a report, and in `screen name`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from compliance.model import Listing, Match, RowResult
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    DESTINATION_STYLE,
    STYLES,
    describe_matched_name,
    end_sentence,
    find_shown_decision,
    find_standing_listings,
    line,
    name_listing,
    open_matches,
    party_words,
    review_words,
    role_words,
    score_words,
)
from compliance.reporters.list_briefs import find_brief, publisher_page

CUT = "…"
HEADS = ("Decision", "Score", "Row, role, ID", "Party", "Listed name", "Lists")
DECISION_WIDTH, SCORE_WIDTH, KEY_WIDTH = 8, 5, 6
"""Cells of the columns that do not grow with the terminal."""
LEAST_WIDTH = 8
"""Cells of a column that grows, in a terminal that is too narrow for all."""

LEAD = "Not itself listed"
LEAD_MEANING = "leads to a listed party: --long says how."
RULE_MEANING = "see --long."
HARMLESS = "On no list"
HARMLESS_MEANING = "Known, and not restricted: --long says why."
ENDED_MEANING = "Not in force on the day of the run: restricts nothing."


class ListMeaning(Struct, frozen=True):
    """What it means to be on a list, and where that is checked."""

    says: str
    page: str = ""
    """Address of the publisher's page; empty where none is known."""


class ListKey(Struct):
    """What the answers that are shown stand on, numbered as it is met, each with its meaning."""

    in_full: bool = False
    """Whether a list says all that it restricts, and not a line of it."""
    meanings: dict[str, ListMeaning] = field(default_factory=dict)
    """Name of the list -> what it restricts, and where it is checked."""

    def numbers_of(self, match: Match) -> str:
        """`1-3,5`: the lists of a match."""
        found = find_meanings(match, in_full=self.in_full)
        for name, meaning in found.items():
            self.meanings.setdefault(name, meaning)
        numbers = {name: number for number, name in enumerate(self.meanings, start=1)}
        return format_ranges(sorted(numbers[name] for name in found))

    def lines(self) -> Iterator[str]:
        """`1 Entity List: ...`, a line each; in full with the page of the publisher."""
        for number, (name, meaning) in enumerate(self.meanings.items(), start=1):
            page = meaning.page if self.in_full else ""
            said = " ".join(filter(None, (meaning.says, page)))
            yield f"{number} {name}: {said}" if said else f"{number} {name}"

    @property
    def pages(self) -> str:
        """`www.ecfr.gov/... (1), ... (2,8)`: the publishers' pages and the lists there."""
        pages: dict[str, list[int]] = {}
        for number, meaning in enumerate(self.meanings.values(), start=1):
            if meaning.page:
                pages.setdefault(meaning.page.removeprefix("https://"), []).append(number)
        return ", ".join(f"{page} ({format_ranges(numbers)})" for page, numbers in pages.items())


def find_meanings(match: Match, *, in_full: bool) -> Mapping[str, ListMeaning]:
    """What a match stands on -> what that means."""
    if match.listings:
        return {
            name_listing(one, is_short=not in_full): describe_meaning(one, in_full=in_full)
            for one in find_standing_listings(match)
        }
    ruled = {
        f"{one.rule}: {one.outcome}": ListMeaning(
            end_sentence(one.meaning) if in_full else RULE_MEANING
        )
        for one in match.entry.ownership
    }
    leads = {LEAD: ListMeaning(LEAD_MEANING)} if match.entry.leads else {}
    return {**leads, **ruled} or {HARMLESS: ListMeaning(HARMLESS_MEANING)}


def describe_meaning(listing: Listing, *, in_full: bool) -> ListMeaning:
    """What a listing restricts, and the page where it is checked."""
    if not listing.is_in_force:
        return ListMeaning(ENDED_MEANING)
    programme = listing.programme
    says = programme.restricts if in_full else find_brief(programme)
    return ListMeaning(says and end_sentence(says), publisher_page(listing))


def format_ranges(numbers: Sequence[int]) -> str:
    """`1-3,5` for 1, 2, 3, 5; the numbers ascend."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]))
    return ",".join(runs)


# --- Lines ------------------------------------------------------------------------------------


class HitLines(Struct):
    """Prints the lines, a heading where a sheet begins; holds what the lists below them mean."""

    console: Console
    key: ListKey = field(default_factory=ListKey)
    sheet: str | None = None
    """The sheet of the last line; None before the first."""

    def begin_file(self) -> None:
        """Another file begins: its sheets have headings of their own."""
        self.sheet = "" if self.sheet is not None else None

    def show(self, result: RowResult) -> None:
        """Print one open party."""
        if self.sheet is None:
            self.console.print(self._line(HEADS, "bold"), no_wrap=True)
        if result.question.sheet != self.sheet and result.question.sheet:
            self.console.print(line(result.question.sheet, "bold"))
        self.sheet = result.question.sheet
        matches = open_matches(result)
        best = matches[0] if matches else None
        listed, place = describe_listed_name(best) if best else "", describe_places(result)
        more = f" +{len(matches) - 1}" if len(matches) > 1 else ""
        decision = find_shown_decision(result)
        cells = (
            str(decision),
            score_words(best.score) if best else "",
            place_words(result),
            party_words(result.question.party),
            listed or place,
            self.key.numbers_of(best) if best else "",
        )
        text = self._line(cells, "" if best else DESTINATION_STYLE, more)
        text.stylize(STYLES[decision], 0, len(str(decision)))
        self.console.print(text, no_wrap=True)
        if best and place:
            self._show_below(f"Destination: {place}", DESTINATION_STYLE)
        if best and best.review:
            again = "; ".join(best.review.reopened)
            before = "Decided" if best.review.is_decision else "Baseline"
            said = f"Open again: {again}" if again else f"{before}: {review_words(best.review)}"
            self._show_below(said, "dim")

    def _show_below(self, text: str, style: str) -> None:
        """What a line has no column for, in a second one."""
        indent = DECISION_WIDTH + 1
        shown = Text(fit_text(text, self.console.width - indent), style=style)
        self.console.print(Padding(shown, (0, 0, 0, indent), expand=False))

    def _line(self, cells: Sequence[str], style: str, more: str = "") -> Text:
        """The cells side by side, each within its column; together they fill the terminal."""
        fixed = DECISION_WIDTH + SCORE_WIDTH + KEY_WIDTH + len(HEADS) - 1
        room = self.console.width - fixed
        where = max(LEAST_WIDTH, min(26, room * 3 // 10))
        name = max(LEAST_WIDTH, (room - where) // 2)
        wider = max(0, len(cells[-1]) - KEY_WIDTH)  # numbers of lists are never cut
        widths = (DECISION_WIDTH, SCORE_WIDTH, where, name, name - wider, KEY_WIDTH + wider)
        parts = [
            (fit_text(text, width - len(added)) + added, width)
            for text, width, added in zip(cells, widths, ("", "", "", "", more, ""), strict=True)
        ]
        shown = " ".join(set_cell_size(text, max(width, cell_len(text))) for text, width in parts)
        return Text(shown.rstrip(), style=style)


def place_words(result: RowResult) -> str:
    """`6 end user C-017`: row, role and the user's own key."""
    party = result.question.party
    return " ".join(filter(None, (str(result.question.row), role_words(party.role), party.id)))


def describe_listed_name(match: Match) -> str:
    """The listed name that matched; that it is an alias is told in full only."""
    return describe_matched_name(match) if match.is_by_address else match.matched_name.text


def describe_places(result: RowResult) -> str:
    """The places of a party that are a question: `Iran (comprehensive embargo)`."""
    notes = (note for note in result.destination if note.is_open)
    return "; ".join(f"{note.place} ({note.kind})" for note in notes)


def fit_text(text: str, width: int) -> str:
    """The text on one line within so many cells; what is cut off ends at a word if it can.

    A word that alone is wider than the column, such as a Chinese name, is cut where it must be.
    """
    words = visible(text).split()
    whole = " ".join(words)
    if cell_len(whole) <= width:
        return whole
    shown = ""
    for word in words:
        longer = f"{shown} {word}".lstrip()
        if cell_len(longer) > width - 1:
            break
        shown = longer
    return f"{shown or set_cell_size(whole, width - 1).rstrip()}{CUT}"
