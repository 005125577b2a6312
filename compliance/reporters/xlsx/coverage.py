"""The Coverage sheet: what was checked, against what, and what was not, so that it can be shown."""

from collections.abc import Iterable, Iterator, Sequence

from compliance.model import ListInfo, Manifest, Settings, SheetSummary, Since
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    aside_line,
    concern_words,
    count_words,
    destination_rule_words,
    role_words,
    run_id,
    since_words,
)
from compliance.reporters.xlsx.cells import Pen, widths
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.looks import (
    HEADER,
    LABEL,
    LONG_HEADER,
    NUMBER,
    PARAGRAPH,
    SECTION,
    SENTENCE,
    TEXT,
    TITLE,
)
from compliance.reporters.xlsx.markup import Value, blocks
from compliance.reporters.xlsx.page import set_up
from compliance.reporters.xlsx.row_marks import SheetAnswers
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.text_heights import NORMAL_HEIGHT, TITLE_HEIGHT, height

SIZES = (24, 18, 11, 10, 10, 10, 12, 34, 40)
LAST = "I"
"""The last column."""


def add(
    frames: Frames,
    title: str,
    manifest: Manifest,
    answers: SheetAnswers,
    notes: Sequence[str],
    styles: Styles,
) -> None:
    """Add the sheet behind those that are there. `notes` say what to know of the copied sheets."""
    sheet = frames.add(title)
    set_up(sheet, manifest, "Restricted-party screening, coverage")
    widths(sheet, SIZES)
    pen = Pen(sheet, styles)
    # Written before the frame is made, which must know the merged cells.
    rows = list(blocks(_rows(_CoveragePage(pen), manifest, answers, notes)))
    frames.fill(title, rows, f"A1:{LAST}{pen.row}")


def _rows(
    page: "_CoveragePage", manifest: Manifest, answers: SheetAnswers, notes: Sequence[str]
) -> Iterator[bytes]:
    yield page.title(f"Coverage: what was screened in {manifest.input.name}, and what was not")
    yield from page.pairs("", (("No match", NOT_CLEARANCE), ("Use", NOT_ADVICE)))
    yield from page.pairs("Result", _result(manifest, answers))
    if manifest.since:
        yield from page.pairs("Since the earlier run", _since(manifest.since))
        yield from page.table("Changes", _CHANGES, _changes(manifest.since), none="None.")
    if manifest.policy:
        yield from page.pairs("Your policy", _policy(manifest))
    if manifest.destinations:
        yield from page.pairs("Destinations", _destinations(manifest))
    yield from page.pairs("Run", _run(manifest))
    yield from page.pairs("File", _file(manifest, notes))
    sheets = manifest.input.sheets
    yield from page.table("Sheets", _SHEETS, map(_sheet, sheets))
    yield from page.table("Not asked", _NOT_ASKED, _list_not_asked(sheets), none="None.")
    unscreened = _list_unscreened(answers)
    yield from page.table("Parties not screened", _UNSCREENED, unscreened, none="None.")
    yield from page.table("Lists", _LISTS, map(_list, manifest.lists), none="None.")
    rejected = _list_rejected(manifest.lists)
    yield from page.table("Rows of the lists that were rejected", _REJECTED, rejected)


class _CoveragePage:
    """Sections from top to bottom."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def title(self, text: str) -> bytes:
        """The first line."""
        return self._pen.write([(text, TITLE)], TITLE_HEIGHT)

    def pairs(self, title: str, pairs: Iterable[tuple[str, str]]) -> Iterator[bytes]:
        """A section of labels and texts; the text takes the rest of the width."""
        yield from self._section(title)
        for label, text in pairs:
            self._pen.merge("B", LAST)
            cells = ((label, LABEL), (visible(text), PARAGRAPH))
            yield self._pen.write(cells, height([(text, sum(SIZES[1:]))]))

    def table(
        self, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], none: str = ""
    ) -> Iterator[bytes]:
        """A section with a table; without rows it says `none`, or is left out if that is empty.

        A table with fewer columns than the sheet lets its last one run on over the rest.
        """
        lines = iter(rows)
        first = next(lines, None)
        if first is None and not none:
            return
        yield from self._section(title)
        if first is None:
            yield self._pen.write([(none, SENTENCE)])
            return
        yield self._headings(headings)
        yield self._row(first)
        yield from map(self._row, lines)

    def _headings(self, headings: Sequence[str]) -> bytes:
        rest = len(SIZES) - len(headings)
        look = LONG_HEADER if rest else HEADER
        texts = (*headings, *[""] * rest)
        needed = NORMAL_HEIGHT if rest else height(zip(texts, SIZES, strict=True))
        return self._pen.write([(text, look) for text in texts], needed)

    def _row(self, values: Sequence[Value]) -> bytes:
        narrow = len(values) < len(SIZES)
        looks = [NUMBER if isinstance(value, int) else TEXT for value in values]
        looks[len(values) - narrow :] = [SENTENCE] * narrow
        wrapped = zip(values[: len(values) - narrow], SIZES, strict=False)
        return self._pen.write(list(zip(values, looks, strict=True)), height(wrapped))

    def _section(self, title: str) -> Iterator[bytes]:
        if title:
            yield self._pen.write([])
            yield self._pen.write([(title, SECTION)])


def _result(manifest: Manifest, answers: SheetAnswers) -> Iterable[tuple[str, str]]:
    yield from ((LABELS[decision], f"{answers.counts[decision]:,}") for decision in GRAVITY)
    if manifest.record:
        yield "Decided earlier", f"{manifest.decided:,} of the HIT and REVIEW: see below Hits"
        yield "Open again", f"{manifest.reopened:,} that were decided; Hits says why"
        yield "Open", f"{manifest.open:,}"
    if manifest.baseline:
        yield "Seen, not reviewed", f"{manifest.seen:,} open ones are in the baseline"
        yield "New", f"{manifest.open - manifest.seen:,} open ones are not"


def _policy(manifest: Manifest) -> Iterable[tuple[str, str]]:
    """What counts in another way than by the program itself, and what to mind of it."""
    yield from (("What counts", text) for text in manifest.policy)
    yield from (("Mind", text) for text in manifest.policy_warnings)
    yield "Not counted", aside_line(manifest) or "no match"


def _destinations(manifest: Manifest) -> Iterable[tuple[str, str]]:
    """Each place under rules, or red flag: how many parties, and what the rules say."""
    for one in manifest.destinations:
        yield one.place, count_words(one)
        yield from (("", destination_rule_words(rule)) for rule in one.rules)


def _since(since: Since) -> Iterable[tuple[str, str]]:
    yield "Open matches and places", since_words(since)
    yield "Earlier run", f"{since.time}, run record {since.record}"
    yield "Screened", f"{since.screened:,} parties; {since.carried:,} carried over: {since.how}"


_CHANGES = ("What", "Where", "Party, listed name and why")


def _changes(since: Since) -> Iterable[Sequence[Value]]:
    for one in since.changes:
        said = "; ".join(part for part in (one.party, concern_words(one), one.why) if part)
        yield f"{one.kind} {one.band}", visible(one.where), visible(said)


def _run(manifest: Manifest) -> Iterable[tuple[str, str]]:
    settings = manifest.settings
    yield "Program", f"party-screen {manifest.version}"
    yield "Time", manifest.time
    yield "Run", run_id(manifest)
    if used := manifest.record:
        heads = ", ".join(used.heads)
        yield "Decisions", f"{used.file}: lines {used.decisions:,}, the last has the hash {heads}"
    if used := manifest.baseline:
        heads = ", ".join(used.heads)
        yield "Baseline", f"{used.file}: lines {used.decisions:,}, the last has the hash {heads}"
    yield "HIT from", f"score {manifest.hit_threshold:g}"
    yield "REVIEW from", f"score {manifest.review_threshold:g}"
    yield from _chosen(settings)


_WAYS = {
    "review": "under embargo: a question that somebody must look at; others: noted",
    "note": "under embargo or other controls: noted only",
    "off": "not looked at",
}
"""What is made of destinations, by the setting."""


def _chosen(settings: Settings) -> Iterable[tuple[str, str]]:
    yield "Lists chosen", ", ".join(settings.lists) or "the bundled lists"
    if settings.as_of:
        yield "Lists as of", f"{settings.as_of}: as they stood on that day, not as they are today"
    yield "Destinations", _WAYS[settings.places]
    if settings.owners:
        yield "Files of owners", ", ".join(settings.owners)
    columns = ", ".join(f"{role} = {header}" for role, header in settings.columns)
    yield "Columns chosen", columns or "none; found by their headings and content"
    yield "Sheets chosen", ", ".join(settings.sheets) or "none; all with parties"
    yield from (("Rule by your settings", visible(one.sentence)) for one in settings.rules)
    if settings.no_parties:
        yield "Sheets without parties", f"by the settings file: {', '.join(settings.no_parties)}"
    least = (
        "the REVIEW threshold" if settings.min_score is None else f"score {settings.min_score:g}"
    )
    yield "Matches shown", f"at most {settings.max_matches} for one party, from {least} on"


def _file(manifest: Manifest, notes: Sequence[str]) -> Iterable[tuple[str, str]]:
    yield "Name", manifest.input.name
    yield "SHA-256", manifest.input.sha256
    yield "Size", f"{manifest.input.size:,} bytes"
    yield from (("Reading it", warning) for warning in manifest.input.warnings)
    yield from (("The copy here", note) for note in notes)


_SHEETS = (
    "Sheet",
    "State",
    "Rows in",
    "Blank",
    "Header and titles",
    "Asked",
    "Not asked",
    "Columns understood",
    "Note and sums",
)


def _sheet(sheet: SheetSummary) -> Sequence[Value]:
    """One sheet, with the sums of its rows and cells."""
    roles = "\n".join(f"{role_words(role) or 'name'}: {header}" for role, header in sheet.mapping)
    return (
        visible(sheet.name) or "(the file)",
        "hidden" if sheet.hidden else "visible",
        sheet.rows,
        sheet.blank_rows,
        sheet.heading_rows + sheet.title_rows,
        sheet.asked_rows,
        sheet.not_asked_rows,
        visible(roles),
        visible("\n".join(filter(None, (sheet.note, sheet.sums)))),
    )


_NOT_ASKED = ("Sheet", "Rows or column", "Why it was not asked")


def _list_not_asked(sheets: Iterable[SheetSummary]) -> Iterable[Sequence[Value]]:
    """The rows and columns that were not asked, each with its reason."""
    for sheet in sheets:
        name = visible(sheet.name) or "(the file)"
        yield from ((name, run.rows, visible(run.reason)) for run in sheet.not_asked)
        yield from (
            (name, visible(column), visible(reason)) for column, reason in sheet.ignored_columns
        )


_UNSCREENED = ("Sheet", "ID", "Row", "Role", "Why it was not screened")


def _list_unscreened(answers: SheetAnswers) -> Iterable[Sequence[Value]]:
    for result in answers.unscreened:
        question = result.question
        role = role_words(question.party.role) or "name"
        sheet = visible(question.sheet) or "(the file)"
        yield sheet, visible(question.party.id), question.row, role, visible(result.reason)


_LISTS = (
    "List",
    "Publisher",
    "As of",
    "Entries",
    "Names",
    "Rows in",
    "Rejected",
    "File and its SHA-256",
    "Warnings and notices",
)


def _list(info: ListInfo) -> Sequence[Value]:
    return (
        visible(info.title),
        visible(info.publisher),
        info.as_of or "not stated",
        info.entries,
        info.names,
        info.rows,
        len(info.rejected),
        visible("\n".join(_file_lines(info))),
        visible("\n".join((*info.warnings, *info.notices))),
    )


def _file_lines(info: ListInfo) -> Iterator[str]:
    """Which bytes, from where and when: enough to have them again."""
    yield info.file
    yield info.sha256
    if info.fetched:
        yield f"fetched {info.fetched} from {info.origin}"
    if info.checked > info.fetched:
        yield f"checked {info.checked}: nothing new"


_REJECTED = ("List", "Line", "Why it was rejected")


def _list_rejected(lists: Sequence[ListInfo]) -> Iterable[Sequence[Value]]:
    for info in lists:
        for row in info.rejected:
            yield visible(info.title), row.line, visible(row.reason)
