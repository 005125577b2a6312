"""The Summary sheet: one printable page for whoever files the screening and signs for it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Decision, Manifest
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    NOT_SCREENED,
    count_words,
    country_name,
    cut_text,
    describe_matched_name,
    find_shown_decision,
    open_matches,
    party_words,
    place,
    round_score,
    run_id,
    since_words,
)
from compliance.reporters.xlsx.cells import Looked, Pen, widths
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.lines import list_names, name_gravest
from compliance.reporters.xlsx.looks import (
    BOLD_PARAGRAPH,
    DECISIONS,
    FILLS,
    HEADER,
    LABEL,
    NUMBER,
    PARAGRAPH,
    SCORE,
    SECTION,
    SENTENCE,
    SIGNATURE,
    TEXT,
    TITLE,
)
from compliance.reporters.xlsx.page import set_up
from compliance.reporters.xlsx.positions import Positions
from compliance.reporters.xlsx.row_marks import SheetAnswers
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.text_heights import NORMAL_HEIGHT, TITLE_HEIGHT, height

TITLE_START = "Restricted-party screening of "
SIZES = (10.0, 26.0, 13.0, 13.0, 22.0, 6.0, 20.0)
LAST = "G"
"""The last column."""
MOST_PARTIES = 20
"""Open parties on the page; all of them stand in Hits."""
MOST_ROWS = 6
"""Rows of the other tables on the page."""
SIGNATURE_HEIGHT = 30.0
CHART_SIZE = (9.2, 6.8)
"""Centimetres; less high where the counts beside it end sooner."""
_CENTIMETRES = 2.54 / 72
"""Of a point."""


class _SummaryRow(Struct):
    cells: Sequence[Looked] = ()
    merged: Sequence[tuple[str, str]] = ()
    height: float | None = None
    link: str = ""
    """Where its first cell leads."""


class _SummaryPage(Struct):
    """The rows of the sheet, collected before they are written, so that they can be referred to."""

    rows: list[_SummaryRow] = field(default_factory=list)

    def add(
        self,
        *cells: Looked,
        merged: Sequence[tuple[str, str]] = (),
        height: float | None = None,
        link: str = "",
    ) -> None:
        """A row."""
        self.rows.append(_SummaryRow(cells, merged, height, link))

    def section(self, title: str) -> None:
        """An empty row and a title."""
        self.rows += [_SummaryRow(height=6.0), _SummaryRow(cells=[(title, SECTION)])]

    def paragraph(self, label: str, text: str, *, is_strong: bool = False) -> None:
        """A text over the whole width, with a label where it has one."""
        look = BOLD_PARAGRAPH if is_strong else PARAGRAPH
        first = "B" if label else "A"
        room = sum(SIZES[1:]) if label else sum(SIZES)
        cells = ((label, LABEL), (visible(text), look)) if label else ((visible(text), look),)
        self.add(*cells, merged=((first, LAST),), height=height([(text, room)]))


OpenCounts = dict[str, Counter[Decision]]
"""A list or country -> how many of its open parties have which decision."""


class SummarySheet:
    """The sheet. `notes` are what a reader must know of the copy."""

    def __init__(
        self, title: str, manifest: Manifest, answers: SheetAnswers, notes: Sequence[str]
    ) -> None:
        self.title = title
        self._manifest = manifest
        self._answers = answers
        self._notes = notes

    def add(self, frames: Frames, positions: Positions, styles: Styles) -> None:
        """Add the sheet behind those that are there."""
        manifest, sheet = self._manifest, frames.add(self.title)
        set_up(sheet, manifest, "Restricted-party screening, summary")
        sheet.page_setup.orientation = "portrait"
        sheet.page_setup.fitToHeight = 1
        sheet.sheet_view.showGridLines = False
        widths(sheet, SIZES)
        page = _SummaryPage()
        self._head(page)
        chart = self._counts(page)
        beside = len(page.rows)
        self._open(page, positions)
        self._not_asked(page)
        if manifest.destinations:
            page.section("Destinations")
            for one in manifest.destinations[:MOST_ROWS]:
                page.paragraph("", count_words(one))
            _more(page, len(manifest.destinations), MOST_ROWS)
        page.section("Looked at and decided by")
        page.paragraph("", NOT_ADVICE)
        texts = ("Name", None, "Date", None, "Signature", None, None)
        fields = (("A", "B"), ("C", "D"), ("E", LAST))
        page.add(*((text, SIGNATURE) for text in texts), merged=fields, height=SIGNATURE_HEIGHT)
        if chart:
            begin = chart[0] - 1 - _CHART_ABOVE
            room = sum(row.height or NORMAL_HEIGHT for row in page.rows[begin - 1 : beside])
            sheet.add_chart(_chart(sheet, *chart, room * _CENTIMETRES), f"E{begin}")
        # Written before the frame is made, which must know the merged cells.
        pen, written = Pen(sheet, styles), []
        for number, row in enumerate(page.rows, start=1):
            frames.link(self.title, f"A{number}", to=row.link)
            for first, last in row.merged:
                pen.merge(first, last)
            written.append(pen.write(row.cells, row.height or NORMAL_HEIGHT))
        sheet.print_area = f"A1:{LAST}{len(page.rows)}"
        frames.fill(self.title, written, f"A1:{LAST}{len(page.rows)}")

    def _head(self, page: _SummaryPage) -> None:
        manifest = self._manifest
        page.add((f"{TITLE_START}{visible(manifest.input.name)}", TITLE), height=TITLE_HEIGHT)
        page.paragraph("", NOT_CLEARANCE, is_strong=True)
        page.paragraph("File", f"{manifest.input.name}, SHA-256 {manifest.input.sha256}")
        page.paragraph("When", manifest.time)
        page.paragraph("By", f"party-screen {manifest.version}, run {run_id(manifest)}")
        if manifest.since:
            page.paragraph("Changes", since_words(manifest.since))
        for note in self._notes:
            page.paragraph("The copy", note)
        page.section("Lists")
        looks = ("List", "", "", "Data of", "Age", "", "Entries")
        page.add(*((text, HEADER) for text in looks), merged=(("A", "C"), ("E", "F")))
        for info in manifest.lists[: 2 * MOST_ROWS]:
            try:  # how old the data were on the day of the run
                days = date.fromisoformat(manifest.time[:10]) - date.fromisoformat(info.as_of)
                age = f"{days.days:,} days"
            except ValueError:
                age = "not stated"
            cells = (visible(info.title), None, None, info.as_of or "not stated", age, None)
            made = (*((value, TEXT) for value in cells), (info.entries, NUMBER))
            needed = height([(visible(info.title), sum(SIZES[:3]))])
            page.add(*made, merged=(("A", "C"), ("E", "F")), height=needed)
        _more(page, len(manifest.lists), 2 * MOST_ROWS)

    def _counts(self, page: _SummaryPage) -> tuple[int, int] | None:
        """The counts; the rows of those by list, for the chart."""
        page.section("Parties")
        counts = self._answers.counts
        for decision in GRAVITY:
            look = DECISIONS.get(decision, TEXT)
            page.add(
                (LABELS[decision], look), (None, look), (counts[decision], NUMBER), merged=_NAMED
            )
        if self._manifest.record:
            for label, number in (
                ("Decided earlier", self._manifest.decided),
                ("Open again", self._manifest.reopened),
            ):
                page.add((label, TEXT), (None, TEXT), (number, NUMBER), merged=_NAMED)
        by_list: OpenCounts = defaultdict(Counter)
        by_country: OpenCounts = defaultdict(Counter)
        for result in self._answers.open:
            decision = find_shown_decision(result)
            by_country[country_name(result.question.party)][decision] += 1
            names = {"Destination"} if result.has_open_destination else set()
            for match in open_matches(result):
                force = {one.programme.name for one in match.listings if one.is_in_force}
                names |= force or {"Not itself listed, or no longer"}
            for name in names:
                by_list[name][decision] += 1
        rows_by_list = _table(page, "Open, by list", by_list)
        _table(page, "Open, by country", by_country)
        return rows_by_list

    def _open(self, page: _SummaryPage, positions: Positions) -> None:
        page.section("Open parties (the decision leads to the line in Hits)")
        if not positions.open:
            page.add(("None.", SENTENCE))
            return
        headings = ("Decision", "Party", "Where", "Country", "Listed name", "Score", "Lists")
        page.add(*((text, HEADER) for text in headings))
        firsts = [at for at, line in enumerate(positions.open) if line.is_first]
        for at in firsts[:MOST_PARTIES]:
            line = positions.open[at]
            question = line.question
            matches = open_matches(line.result)
            listed = "; ".join(note.place for note in line.result.destination if note.is_open)
            if matches:
                listed = describe_matched_name(matches[0])
            cells: tuple[Looked, ...] = (
                (str(line.band), replace(DECISIONS[line.band], linked=True)),
                (cut_text(party_words(question.party), LONGEST_TEXT), TEXT),
                (place(question), TEXT),
                (cut_text(question.party.country, LONGEST_TEXT), TEXT),
                (cut_text(listed, LONGEST_TEXT), TEXT),
                (round_score(matches[0].score, 2) if matches else None, SCORE),
                (cut_text(name_gravest(list_names(line)), LONGEST_TEXT), TEXT),
            )
            cells = tuple((visible(v) if isinstance(v, str) else v, look) for v, look in cells)
            needed = height(zip((value for value, _ in cells), SIZES, strict=True))
            page.add(*cells, height=needed, link=positions.find_line(at))
        _more(page, len(firsts), MOST_PARTIES, "Hits")

    def _not_asked(self, page: _SummaryPage) -> None:
        page.section("Not asked or not screened, and why")
        reasons: Counter[str] = Counter()
        for sheet in self._manifest.input.sheets:
            for run in sheet.not_asked:
                reasons[f"Not asked: {run.reason}"] += run.last - run.first + 1
        for result in self._answers.unscreened:
            said = result.reason.removeprefix(NOT_SCREENED)
            reasons[f"{NOT_SCREENED}{said}"] += 1
        for reason, count in reasons.most_common(MOST_ROWS):
            rows = f"{count:,} {'row' if count == 1 else 'rows'}"
            page.paragraph(rows, reason)
        _more(page, len(reasons), MOST_ROWS)
        notes = [sheet for sheet in self._manifest.input.sheets if sheet.note]
        for sheet in notes[:MOST_ROWS]:
            page.paragraph("Sheet", f"{sheet.name or 'the file'}: {sheet.note}")
        _more(page, len(notes), MOST_ROWS)
        if not (reasons or notes):
            page.add(("Nothing.", SENTENCE))


_NAMED = (("A", "B"),)
"""What is merged in a row whose first two cells are one."""
_CHART_ABOVE = 6
"""Rows above the counts by list at which it begins."""
_CHART_FONT = 700
"""Hundredths of a point."""


def _table(page: _SummaryPage, title: str, counts: OpenCounts) -> tuple[int, int] | None:
    """Open parties by group; the first and last row of numbers, None without any."""
    if not counts:
        return None
    page.add((None, PARAGRAPH), height=6.0)
    headings = (title, None, str(Decision.HIT), str(Decision.REVIEW))
    page.add(*((text, HEADER) for text in headings), merged=_NAMED)
    first = len(page.rows) + 1
    order = sorted(counts, key=lambda group: (-counts[group].total(), group))
    for group in order[:MOST_ROWS]:
        hits, reviews = counts[group][Decision.HIT], counts[group][Decision.REVIEW]
        cells = ((visible(group), TEXT), (None, TEXT), (hits, NUMBER), (reviews, NUMBER))
        page.add(*cells, merged=_NAMED, height=height([(group, sum(SIZES[:2]))]))
    _more(page, len(order), MOST_ROWS, "Hits")
    return first, first + min(len(order), MOST_ROWS) - 1


def _more(page: _SummaryPage, count: int, shown: int, where: str = "Coverage") -> None:
    if count > shown:
        page.add((f"and {count - shown:,} more: see the sheet {where}", SENTENCE))


LONGEST_TEXT = 70
"""Characters of a text in the table of open parties."""


def _chart(sheet: Worksheet, first: int, last: int, room: float) -> Any:
    """Open parties by list, HIT and REVIEW in one bar."""
    chart: Any = BarChart()  # whose sizes, says openpyxl's typing, are whole
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.width, chart.height = CHART_SIZE[0], min(CHART_SIZE[1], room)
    chart.title = None
    data = Reference(sheet, min_col=3, max_col=4, min_row=first - 1, max_row=last)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    for series, decision in zip(chart.series, (Decision.HIT, Decision.REVIEW), strict=True):
        series.graphicalProperties.solidFill = FILLS[decision][2:]
        series.graphicalProperties.line.solidFill = "808080"
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    small = CharacterProperties(sz=_CHART_FONT)
    text = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=small), endParaRPr=small)])
    chart.x_axis.txPr = chart.y_axis.txPr = chart.legend.txPr = text
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    return chart
