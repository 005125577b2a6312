"""The Hits sheet: what an officer decides on, files and prints; one line a match.

The lines of one party stand together, the officer's fields beside the two names. A hidden column
tells the program which pair a line is about, so that rows may be sorted, moved, copied or deleted
before `screen review import` reads the decisions back. Matches that a standing decision keeps quiet
stand below, folded, with who decided and why. What the lists say of each stands in Listings.
"""

from collections.abc import Callable, Iterator

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from compliance.decisions.place_matches import make_place_match
from compliance.decisions.review_form import DecisionScope
from compliance.decisions.row_keys import make_row_key
from compliance.model import VERDICTS, Decision, Manifest
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    NOT_CLEARANCE,
    describe_matched_name,
    party_words,
    review_words,
    role_words,
    round_score,
)
from compliance.reporters.questions import questions
from compliance.reporters.xlsx.cells import Looked, Pen, widths
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.lines import Line, first_source, list_names, name_gravest
from compliance.reporters.xlsx.looks import (
    AGAIN,
    CLOSED_FIELD,
    DATE_FIELD,
    DECISIONS,
    DESTINATION,
    ENTRY_FIELD,
    HEADER,
    LINK,
    NOTICE,
    OFFICER_HEADER,
    SCORE,
    SECTION,
    SENTENCE,
    TEXT,
    TITLE,
    Look,
    make_opening_look,
)
from compliance.reporters.xlsx.markup import Value, blocks
from compliance.reporters.xlsx.page import set_up
from compliance.reporters.xlsx.positions import Positions
from compliance.reporters.xlsx.row_marks import SheetAnswers
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.text_heights import TITLE_HEIGHT, height

LONGEST_NAME = 300
"""Characters of a name shown here; the whole stands in the copy of the user's sheet."""
CHOICES = tuple(map(str, VERDICTS))
"""What an officer can decide of a match."""
HEADER_ROW = 4
HEADER_HEIGHT = 31.0
"""Points: three lines, because the buttons of the filter leave the bold headings less room."""

_EMPTY = (
    "No open hits: no party of this file was similar enough to a listed name, as far as the file "
    "was screened."
)
_MORE = "What was and was not screened stands in the sheet Coverage."
_QUIET = "No open hits: every match was decided earlier, see below. This is not clearance."
_UNCOUNTED = "No match counts by your policy; those that are shown all the same stand below."
_DECIDED = (
    "Decided earlier, {count:,} of the matches: unfold them with the + at the left "
    "to see who decided and why."
)
_ASIDE = (
    "Shown, not counted, {count:,} of the matches: unfold them with the + at the left "
    "to see whose policy it is, under Evidence."
)
_OF_PLACES = "A destination (blue) is decided in its own line, like a match: docs/places.md."
_FILL_IN = (
    "Decide each line in its green fields. HIT is orange, REVIEW yellow. Check the publisher's own "
    "list before acting: Listing and Publisher lead there. Applies to, behind them, decides all "
    "matches of a party at once. The + at the left unfolds what is weaker than the same name."
)


def shorten_name(name: str) -> str:
    """A name of a length that prints, nothing hidden in it."""
    shown = visible(name)
    if len(shown) <= LONGEST_NAME:
        return shown
    return f"{shown[:LONGEST_NAME]} [... {len(name):,} characters; whole in the sheet]"


def _describe_listed(line: Line) -> str:
    """The name that matched, and the entry's own where that is another."""
    if line.note:
        return f"{line.note.place}\n{line.note.location}".rstrip()
    if line.match is None:
        return ""
    matched, entry = describe_matched_name(line.match), line.match.entry
    same = line.match.matched_name.text == entry.name
    said = matched if same else f"{matched}\nlisted as: {entry.name}"
    return f"{said}\n(+ {line.folds} weaker, folded below)" if line.folds else said


def _evidence(line: Line) -> str:
    """Why it is open again, and why the names are held to be the same."""
    if line.note:
        return f"{line.note.explanation} By its name: {line.result.comparison}"
    notes = [evidence.note for evidence in line.match.evidence] if line.match else []
    notes = [line.match.own_policy, *notes] if line.match else notes
    said = [note for note in notes if note] or [line.result.comparison]
    noted = [f"destination: {note.place} ({note.kind})" for note in line.result.destination]
    review = line.review
    before = [review_words(review)] if review else []
    return "\n".join((*before, "; ".join((*said, *noted))))


def _key(line: Line) -> Value:
    """The ticket: whom the line is about, for the program that reads the decisions back."""
    match = make_place_match(line.note) if line.note else line.match
    if match is None or not line.takes_decision:
        return None
    party = line.question.party
    name, score = party_words(party), round_score(match.score)
    return make_row_key(party, match, line.run, name, score)


Column = tuple[str, float, Callable[[Line], Value]]
COUNTRY = "Country"
"""Heading of the column that is coloured where there is a note on the destination."""
DECISION, PARTY, LISTED, ROW, LISTING, PUBLISHER = (
    "Decision",
    "Party",
    "Listed name",
    "Row",
    "Listing",
    "Publisher",
)
NAMES: tuple[Column, ...] = (
    (DECISION, 8, lambda line: str(line.band)),
    (PARTY, 19, lambda line: shorten_name(party_words(line.question.party))),
    (LISTED, 19, _describe_listed),
)
SCOPE = "Applies to"
"""Heading of the field that makes a decision one on all matches of the party."""
OFFICER: tuple[tuple[str, float, Look], ...] = (
    ("Officer's decision", 10, ENTRY_FIELD),
    ("Reason", 12, ENTRY_FIELD),
    ("Reviewer", 8.5, ENTRY_FIELD),
    ("Second reviewer", 10, ENTRY_FIELD),
    ("Expires", 9, DATE_FIELD),
)
"""What the officer fills in."""
GROUNDS: tuple[Column, ...] = (
    ("Score", 5.5, lambda line: round_score(line.match.score, 2) if line.match else None),
    (ROW, 7.5, lambda line: f"row {line.question.row}"),
    (
        "Asked as",  # the sheet, the role of the column and the user's own number
        10,
        lambda line: "\n".join(
            filter(
                None,
                (
                    line.question.sheet,
                    role_words(line.question.party.role),
                    line.question.party.id and f"ID {line.question.party.id}",
                ),
            )
        ),
    ),
    (COUNTRY, 7, lambda line: line.question.party.country),
    ("Lists", 11, lambda line: name_gravest(list_names(line))),
    ("Evidence", 25.5, _evidence),
)
"""Why: the last columns of the printed page."""
LINKS: tuple[Column, ...] = (
    (LISTING, 7.5, lambda line: "see there" if list_names(line) else None),
    (PUBLISHER, 10, lambda line: first_source(line)[0]),
)
"""What leads elsewhere is of no use on paper. No program breaks the text of a link into lines."""
KEYS: tuple[Column, ...] = (
    (SCOPE, 12, lambda _: None),  # the officer fills it in
    (
        "Questions",
        34,
        lambda line: "\n".join(questions(line.question.party, line.match)) if line.match else "",
    ),
    ("Entry", 12, lambda line: line.match.entry.id if line.match else None),
    ("Key", 10, _key),
)
"""Help for the screen, and what programs need; the last is hidden."""
HEADINGS = tuple(name for name, *_ in (*NAMES, *OFFICER, *GROUNDS, *LINKS, *KEYS))
SIZES = tuple(size for _, size, _ in (*NAMES, *OFFICER, *GROUNDS, *LINKS, *KEYS))
PRINTED = len(SIZES) - len(LINKS) - len(KEYS)
"""How many columns are printed."""
RIGHT = get_column_letter(len(SIZES))


def find_letters(heading: str) -> str:
    """The letters of a column."""
    return get_column_letter(HEADINGS.index(heading) + 1)


class HitsSheet:
    """The sheet, before and while it is written."""

    def __init__(self, title: str, manifest: Manifest, answers: SheetAnswers) -> None:
        self.title = title
        self._manifest = manifest
        self._answers = answers

    def add(self, frames: Frames, positions: Positions, styles: Styles) -> None:
        """Add the sheet behind those that are there."""
        sheet = frames.add(self.title)
        set_up(sheet, self._manifest, "Restricted-party screening, open hits")
        last = _lay_out(sheet, positions)
        for at, line in enumerate(positions.lines):
            number = positions.number(at)
            where = positions.find_row(line.question)
            frames.link(self.title, f"{find_letters(ROW)}{number}", to=where)
            listing = positions.find_listing(at)
            frames.link(self.title, f"{find_letters(LISTING)}{number}", to=listing)
            address = first_source(line)[1]
            frames.link(self.title, f"{find_letters(PUBLISHER)}{number}", address=address)
        rows = self._rows(Pen(sheet, styles), positions)
        frames.fill(self.title, blocks(rows), f"A1:{RIGHT}{last}")

    def _rows(self, pen: Pen, positions: Positions) -> Iterator[bytes]:
        """Title, notices, the open matches and, folded, those decided and those not counted."""
        manifest, found = self._manifest, self._answers.open
        hits = sum(result.decision is Decision.HIT for result in found)
        earlier = f"; decided earlier: {manifest.decided:,}" if manifest.record else ""
        counts = f"parties with HIT {hits:,}, with REVIEW {len(found) - hits:,}{earlier}"
        yield pen.write([(f"Hits of {manifest.input.name}: {counts}", TITLE)], TITLE_HEIGHT)
        yield pen.write([(NOT_CLEARANCE, NOTICE)])
        what = _QUIET if positions.decided else _UNCOUNTED if positions.aside else _EMPTY
        if positions.open:
            has_place = any(line.note for line in positions.open)
            what = f"{_FILL_IN} {_OF_PLACES}" if has_place else _FILL_IN
        yield pen.write([(what, SENTENCE)])
        if positions.lines:
            officers = {SCOPE, *(name for name, *_ in OFFICER)}
            looks = (OFFICER_HEADER if name in officers else HEADER for name in HEADINGS)
            yield pen.write(zip(HEADINGS, looks, strict=True), HEADER_HEIGHT)
        else:
            yield pen.write([(_MORE, SENTENCE)])
        yield from (_write_line(pen, line, folded=line.is_folded) for line in positions.open)
        for words, lines in ((_DECIDED, positions.decided), (_ASIDE, positions.aside)):
            if lines:
                yield pen.write([(words.format(count=len(lines)), SECTION)])
            yield from (_write_line(pen, line, folded=True) for line in lines)


def _write_line(pen: Pen, line: Line, *, folded: bool = False) -> bytes:
    """A line; the officer's fields of one that is decided hold what was decided."""
    review = line.review
    filled: tuple[str, ...] = ("",) * len(OFFICER)
    if review and review.settles:
        reviewers = review.reviewer, review.second
        filled = (str(review.verdict), review.reason, *reviewers, review.expires)
    row = [
        *(_fill_cell(column, line) for column in NAMES),
        *(
            (text or None, look if line.takes_decision else CLOSED_FIELD)
            for text, (_, _, look) in zip(filled, OFFICER, strict=True)
        ),
        *(_fill_cell(column, line) for column in (*GROUNDS, *LINKS, *KEYS)),
    ]
    if line.is_first:
        row = [(value, make_opening_look(look)) for value, look in row]
    seen = zip(row[:PRINTED], SIZES, strict=False)
    return pen.write(row, height((value, size) for (value, _), size in seen), folded=folded)


def _lay_out(sheet: Worksheet, positions: Positions) -> int:
    """Set widths, filter, folding and choices; the number of the last row.

    Below the open matches stand blocks of others, each with a title.
    """
    found = len(positions.open)
    below = [len(lines) for lines in (positions.decided, positions.aside) if lines]
    last = HEADER_ROW + found + sum(below) + len(below)
    widths(sheet, SIZES)
    sheet.column_dimensions[RIGHT].hidden = True
    sheet.print_area = f"A1:{get_column_letter(PRINTED)}{last}"
    if not (found or below):
        return last
    if below or any(line.is_folded for line in positions.open):
        sheet.sheet_format.outlineLevelRow = 1
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    sheet.freeze_panes = f"{get_column_letter(len(NAMES))}{HEADER_ROW + 1}"
    if found:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{RIGHT}{HEADER_ROW + found}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    for heading, choices in ((OFFICER[0][0], CHOICES), (SCOPE, tuple(map(str, DecisionScope)))):
        column, named = find_letters(heading), ", ".join(choices)
        drop_down = DataValidation(
            type="list",
            formula1=f'"{",".join(choices)}"',
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Not one of the choices",
            error=f"Choose one of: {named}.",
            sqref=f"{column}{HEADER_ROW + 1}:{column}{last}",
        )
        sheet.add_data_validation(drop_down)
    return last


def _fill_cell(column: Column, line: Line) -> Looked:
    """A cell: nothing in it is hidden from the officer; decisions are coloured, links blue."""
    heading, _, find_value = column
    value = find_value(line)
    shown = visible(value) if isinstance(value, str) else value
    if heading == SCOPE:
        return shown, ENTRY_FIELD if line.takes_decision else CLOSED_FIELD
    if heading == DECISION:
        return shown, DECISIONS[line.band]
    if (heading == COUNTRY and line.result.destination) or (heading == LISTED and line.note):
        return shown, DESTINATION
    if heading in (ROW, LISTING, PUBLISHER) and value:
        return shown, LINK
    if heading == PARTY and not line.is_first:
        return shown, AGAIN
    return shown, SCORE if heading == "Score" else TEXT
