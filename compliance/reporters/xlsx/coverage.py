"""The Coverage sheet: what was checked, against what, and what was not, so that it can be shown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from compliance.model import InputFile, ListInfo, Manifest
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
    page = _CoveragePage(pen)
    sections = (
        _write_result(page, manifest, answers),
        _write_run(page, manifest),
        _write_file(page, manifest.input, answers, notes),
        _write_lists(page, manifest.lists),
    )
    # Written before the frame is made, which must know the merged cells.
    rows = list(blocks(chain.from_iterable(sections)))
    frames.fill(title, rows, f"A1:{LAST}{pen.row}")


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
        rest = len(SIZES) - len(headings)
        look = LONG_HEADER if rest else HEADER
        texts = (*headings, *[""] * rest)
        needed = NORMAL_HEIGHT if rest else height(zip(texts, SIZES, strict=True))
        yield self._pen.write([(text, look) for text in texts], needed)
        for values in chain((first,), lines):
            narrow = len(values) < len(SIZES)
            looks = [NUMBER if isinstance(value, int) else TEXT for value in values]
            looks[len(values) - narrow :] = [SENTENCE] * narrow
            wrapped = zip(values[: len(values) - narrow], SIZES, strict=False)
            yield self._pen.write(list(zip(values, looks, strict=True)), height(wrapped))

    def _section(self, title: str) -> Iterator[bytes]:
        if title:
            yield self._pen.write([])
            yield self._pen.write([(title, SECTION)])


_CHANGES = ("What", "Where", "Party, listed name and why")


def _write_result(
    page: _CoveragePage, manifest: Manifest, answers: SheetAnswers
) -> Iterator[bytes]:
    """What came of it: the counts, what changed, what a policy counts, and the destinations."""
    yield page.title(f"Coverage: what was screened in {manifest.input.name}, and what was not")
    yield from page.pairs("", (("No match", NOT_CLEARANCE), ("Use", NOT_ADVICE)))
    told = [(LABELS[decision], f"{answers.counts[decision]:,}") for decision in GRAVITY]
    if manifest.record:
        decided = f"{manifest.decided:,} of the HIT and REVIEW: see below Hits"
        again = f"{manifest.reopened:,} that were decided; Hits says why"
        told += [("Decided earlier", decided), ("Open again", again)]
        told.append(("Open", f"{manifest.open:,}"))
    if manifest.baseline:
        told.append(("Seen, not reviewed", f"{manifest.seen:,} open ones are in the baseline"))
        told.append(("New", f"{manifest.open - manifest.seen:,} open ones are not"))
    yield from page.pairs("Result", told)
    if since := manifest.since:
        screened = f"{since.screened:,} parties; {since.carried:,} carried over: {since.how}"
        earlier = (
            ("Open matches and places", since_words(since)),
            ("Earlier run", f"{since.time}, run record {since.record}"),
            ("Screened", screened),
        )
        yield from page.pairs("Since the earlier run", earlier)
        changes = []
        for one in since.changes:
            said = "; ".join(filter(None, (one.party, concern_words(one), one.why)))
            changes.append((f"{one.kind} {one.band}", visible(one.where), visible(said)))
        yield from page.table("Changes", _CHANGES, changes, none="None.")
    if manifest.policy:
        counts = [("What counts", text) for text in manifest.policy]
        counts += [("Mind", text) for text in manifest.policy_warnings]
        aside = ("Not counted", aside_line(manifest) or "no match")
        yield from page.pairs("Your policy", (*counts, aside))
    if manifest.destinations:
        places = []
        for place in manifest.destinations:
            places.append((place.place, count_words(place)))
            places += [("", destination_rule_words(rule)) for rule in place.rules]
        yield from page.pairs("Destinations", places)


_WAYS = {
    "review": "under embargo: a question that somebody must look at; others: noted",
    "note": "under embargo or other controls: noted only",
    "off": "not looked at",
}
"""What is made of destinations, by the setting."""


def _write_run(page: _CoveragePage, manifest: Manifest) -> Iterator[bytes]:
    """What did it, when, and what was chosen."""
    settings = manifest.settings
    told = [
        ("Program", f"party-screen {manifest.version}"),
        ("Time", manifest.time),
        ("Run", run_id(manifest)),
    ]
    for label, used in (("Decisions", manifest.record), ("Baseline", manifest.baseline)):
        if used:
            lines = f"lines {used.decisions:,}, the last has the hash {', '.join(used.heads)}"
            told.append((label, f"{used.file}: {lines}"))
    told.append(("HIT from", f"score {manifest.hit_threshold:g}"))
    told.append(("REVIEW from", f"score {manifest.review_threshold:g}"))
    told.append(("Lists chosen", ", ".join(settings.lists) or "the bundled lists"))
    if settings.as_of:
        day = f"{settings.as_of}: as they stood on that day, not as they are today"
        told.append(("Lists as of", day))
    told.append(("Destinations", _WAYS[settings.places]))
    if settings.owners:
        told.append(("Files of owners", ", ".join(settings.owners)))
    columns = ", ".join(f"{role} = {header}" for role, header in settings.columns)
    told.append(("Columns chosen", columns or "none; found by their headings and content"))
    told.append(("Sheets chosen", ", ".join(settings.sheets) or "none; all with parties"))
    told += [("Rule by your settings", visible(one.sentence)) for one in settings.rules]
    if settings.no_parties:
        left_out = f"by the settings file: {', '.join(settings.no_parties)}"
        told.append(("Sheets without parties", left_out))
    least = (
        "the REVIEW threshold" if settings.min_score is None else f"score {settings.min_score:g}"
    )
    shown = f"at most {settings.max_matches} for one party, from {least} on"
    yield from page.pairs("Run", (*told, ("Matches shown", shown)))


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
_NOT_ASKED = ("Sheet", "Rows or column", "Why it was not asked")
_UNSCREENED = ("Sheet", "ID", "Row", "Role", "Why it was not screened")
_THE_FILE = "(the file)"
"""Stands for the sheet of a file without sheets."""


def _write_file(
    page: _CoveragePage, source: InputFile, answers: SheetAnswers, notes: Sequence[str]
) -> Iterator[bytes]:
    """Which file it was, where its rows and cells went, and which parties were not screened."""
    told = [
        ("Name", source.name),
        ("SHA-256", source.sha256),
        ("Size", f"{source.size:,} bytes"),
        *(("Reading it", warning) for warning in source.warnings),
        *(("The copy here", note) for note in notes),
    ]
    yield from page.pairs("File", told)
    sheets: list[Sequence[Value]] = []
    not_asked: list[Sequence[Value]] = []
    for sheet in source.sheets:
        name = visible(sheet.name) or _THE_FILE
        roles = (f"{role_words(role) or 'name'}: {header}" for role, header in sheet.mapping)
        sheets.append(
            (
                name,
                "hidden" if sheet.hidden else "visible",
                sheet.rows,
                sheet.blank_rows,
                sheet.heading_rows + sheet.title_rows,
                sheet.asked_rows,
                sheet.not_asked_rows,
                visible("\n".join(roles)),
                visible("\n".join(filter(None, (sheet.note, sheet.sums)))),
            )
        )
        not_asked += [(name, run.rows, visible(run.reason)) for run in sheet.not_asked]
        not_asked += [
            (name, visible(letters), visible(why)) for letters, why in sheet.ignored_columns
        ]
    yield from page.table("Sheets", _SHEETS, sheets)
    yield from page.table("Not asked", _NOT_ASKED, not_asked, none="None.")
    unscreened = (
        (
            visible(question.sheet) or _THE_FILE,
            visible(question.party.id),
            question.row,
            role_words(question.party.role) or "name",
            visible(result.reason),
        )
        for result in answers.unscreened
        for question in (result.question,)
    )
    yield from page.table("Parties not screened", _UNSCREENED, unscreened, none="None.")


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
_REJECTED = ("List", "Line", "Why it was rejected")


def _write_lists(page: _CoveragePage, lists: Sequence[ListInfo]) -> Iterator[bytes]:
    """Against which lists, and which rows of them were rejected."""
    told: list[Sequence[Value]] = []
    for info in lists:
        file = [info.file, info.sha256]  # which bytes, from where and when: enough to have them
        if info.fetched:
            file.append(f"fetched {info.fetched} from {info.origin}")
        if info.checked > info.fetched:
            file.append(f"checked {info.checked}: nothing new")
        told.append(
            (
                visible(info.title),
                visible(info.publisher),
                info.as_of or "not stated",
                info.entries,
                info.names,
                info.rows,
                len(info.rejected),
                visible("\n".join(file)),
                visible("\n".join((*info.warnings, *info.notices))),
            )
        )
    yield from page.table("Lists", _LISTS, told, none="None.")
    rejected = (
        (visible(info.title), row.line, visible(row.reason))
        for info in lists
        for row in info.rejected
    )
    yield from page.table("Rows of the lists that were rejected", _REJECTED, rejected)
