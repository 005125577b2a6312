"""The report for a person at a terminal: the open hits, then what was and was not checked.

Names come from other people's files: they are printed as plain text, never as markup, with control
and direction characters spelt out. Works at 80 columns and without colour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from compliance.model import (
    NOT_CLOSED,
    Decision,
    DestinationCount,
    ListInfo,
    Manifest,
    Report,
    Since,
    added_sheets,
)
from compliance.model.counts import write_count
from compliance.reporters.base import (
    DESTINATION_STYLE,
    GRAVITY,
    LABELS,
    NO_ADVICE_LINE,
    NO_CLEARANCE_LINE,
    NOT_ADVICE,
    NOT_CLEARANCE,
    NOT_SCREENED,
    STYLES,
    aside_line,
    change_words,
    count_words,
    describe_decided,
    describe_matched_name,
    describe_standing,
    destination_rule_words,
    gravest_rules,
    line,
    party_words,
    rule_name,
    score_words,
    since_words,
)
from compliance.reporters.full_hits import FullHits
from compliance.reporters.hit_lines import HitLines, ListKey, fit_text
from compliance.reporters.sheet_lines import MOST_ROWS, describe_sums, list_unasked_lines

MOST_SHOWN = 50
"""Open parties listed on a screen; a pipe or a file gets all of them."""
KEY_HEADING = "What these lists restrict"
FULL_HINT = "+N: N more; in full: --long, screen name NAME"

Unscreened = dict[tuple[str, str], list[int]]
"""(sheet, reason) -> the rows that could not be screened for it."""


def show(report: Report, console: Console, *, in_full: bool = False) -> None:
    """Print the open parties and the summary. Walks the notable results once.

    A party takes one line; `in_full` tells its reasons, listings and leads below it.
    """
    unscreened: Unscreened = defaultdict(list)
    hits = FullHits(console) if in_full else HitLines(console)
    aside: list[str] = []
    shown = waiting = 0
    _since(report.manifest.since, console)
    for result in report.notable:
        waiting += result.is_open
        if result.decision is Decision.UNSCREENED:
            unscreened[result.question.sheet, result.reason].append(result.question.row)
        if result.is_open and (shown < MOST_SHOWN or not console.is_terminal):
            hits.show(result)
            shown += 1
        if result.aside and (len(aside) < MOST_SHOWN or not console.is_terminal):
            question = result.question
            sheet = f"{question.sheet}, " if question.sheet else ""
            asked = f"{sheet}row {question.row}: {party_words(question.party)}"
            for policy in dict.fromkeys(match.own_policy for match in result.aside):
                listed = "; ".join(
                    f"{describe_matched_name(match)} ({describe_standing(match)}), "
                    f"score {score_words(match.score)}"
                    for match in result.aside
                    if match.own_policy == policy
                )
                aside.append(f"{asked} may be {listed}. {policy}")
    _tell_of_the_rest(waiting, shown, console)
    _key(hits, console)
    _print_section("Shown, not counted", aside, console)
    console.print()
    _summary(report.manifest, unscreened, hits.key, console)


class Files:
    """Several files on one screen: under each its open parties; what is the same for all, once."""

    def __init__(self, console: Console, *, in_full: bool = False) -> None:
        self._console = console
        self._in_full = in_full
        self._hits = FullHits(console) if in_full else HitLines(console)
        self._manifests: list[Manifest] = []

    def show(self, report: Report) -> None:
        """Print the counts of a file, and its open parties."""
        manifest, shown = report.manifest, 0
        self._console.print(_counts_line(manifest))
        self._manifests.append(manifest)
        _since(manifest.since, self._console)
        self._hits.begin_file()
        for result in report.notable if manifest.open else ():
            if result.is_open and (shown < MOST_SHOWN or not self._console.is_terminal):
                self._hits.show(result)
                shown += 1
        if shown < manifest.open:
            _tell_of_the_rest(manifest.open, shown, self._console)
        if said := aside_line(manifest):
            self._console.print(_indent(said, 2))

    def close(self) -> None:
        """Print what lists restrict, the totals, and what was screened against."""
        if not self._manifests:
            return
        console, manifests = self._console, self._manifests
        _key(self._hits, console)
        console.print()
        total: Counter[Decision] = Counter()
        for manifest in manifests:
            total.update(manifest.counts)
        files = write_count(len(manifests), "file", "files")
        console.print(counts_line(files, total))
        _destinations(add_destinations(manifests), console, in_full=self._in_full)
        _print_section("Screened against", map(list_line, manifests[0].lists), console)
        rules = (one.sentence for one in manifests[0].settings.rules)
        _print_section("Rules by your settings", rules, console)
        _print_section("What counts by your policy", manifests[0].policy, console)
        warned = (*manifests[0].policy_warnings, *list_warnings(manifests[0].lists))
        _print_section("Mind", warned, console)
        _notices(self._hits.key, console)


def _key(hits: FullHits | HitLines, console: Console) -> None:
    """What the lists of the hits restrict, once for all of them, and where the rest is told."""
    title = KEY_HEADING if hits.key.in_full else f"{KEY_HEADING} ({FULL_HINT})"
    _print_section(title, hits.key.lines(), console)


def _notices(key: ListKey, console: Console) -> None:
    """What a report never claims to be, and where its matches are checked."""
    if key.in_full:
        console.print(line(NOT_CLEARANCE, "bold"))
        console.print(line(NOT_ADVICE))
        return
    console.print(line(NO_CLEARANCE_LINE, "bold"))
    pages = f": {key.pages}" if key.pages else ""
    console.print(line(f"{NO_ADVICE_LINE}{pages}."))


def add_destinations(manifests: Iterable[Manifest]) -> tuple[DestinationCount, ...]:
    """Places and red flags over all files: those first that are a question, then the frequent."""
    total: dict[tuple[str, str], DestinationCount] = {}
    for one in (one for manifest in manifests for one in manifest.destinations):
        before = total.get((one.place, one.kind))
        parties, open_ones = (before.parties, before.open) if before else (0, 0)
        counted = replace(one, parties=one.parties + parties, open=one.open + open_ones)
        total[one.place, one.kind] = counted
    return tuple(sorted(total.values(), key=lambda one: (not one.open, -one.parties, one.place)))


def _since(since: Since | None, console: Console) -> None:
    """What changed since an earlier run; the first thing that is read."""
    if since:
        console.print(line(f"Open matches and places: {since_words(since)}", "bold"))
        for change in since.changes[: MOST_SHOWN if console.is_terminal else None]:
            console.print(_indent(change_words(change), 2))
        if console.is_terminal and len(since.changes) > MOST_SHOWN:
            console.print(line(f"  ... and {len(since.changes) - MOST_SHOWN:,} more"))
        parties = write_count(since.screened, "party was", "parties were")
        done = f"{parties} screened, {since.carried:,} carried over"
        console.print(_indent(f"{done}: {since.how}", 2))
        console.print()


def _tell_of_the_rest(total: int, shown: int, console: Console) -> None:
    if total == 0:
        console.print(line("No open hits.", "bold"))
    elif shown < total:
        console.print(
            line(f"... and {total - shown:,} more open parties; -o report.xlsx shows all.")
        )


def _summary(manifest: Manifest, unscreened: Unscreened, key: ListKey, console: Console) -> None:
    """What was found, with which lists and rules, and what was not screened."""
    in_full = key.in_full
    console.print(_counts_line(manifest))
    if said := describe_decided(manifest):
        console.print(_indent(f"of the HIT and REVIEW: {said}", 2))
    if said := aside_line(manifest):
        console.print(_indent(said, 2))
    _destinations(manifest.destinations, console, in_full=in_full)
    as_of = manifest.settings.as_of
    stood = f"Screened against the lists as they stood on {as_of}" if as_of else "Screened against"
    if len(manifest.lists) == 1 and not in_full:
        _inline(stood, list_line(manifest.lists[0]), console)
    else:
        _print_section(stood, map(list_line, manifest.lists), console)
    rules = (one.sentence for one in manifest.settings.rules)
    _print_section("Rules by your settings", rules, console)
    _print_section("What counts by your policy", manifest.policy, console)
    missing = _not_screened(manifest, unscreened)
    if not in_full:  # a line each; but sums that do not close are told whole
        width = console.width - 2
        missing = (text if text.endswith(NOT_CLOSED) else fit_text(text, width) for text in missing)
    _print_section("Not screened", missing, console)
    # The sums of the sheets that were asked: a line each in full, and where one does not close.
    asked = [one for one in manifest.input.sheets if one.asked_rows or not one.closes]
    if in_full or not all(sheet.closes for sheet in asked):
        _print_section("Rows", map(describe_sums, asked), console)
    elif asked:
        title = "Rows" if len(asked) == 1 else f"Rows of {len(asked)} sheets"
        _inline(title, added_sheets(asked).sums, console)
    mind = (*manifest.policy_warnings, *manifest.input.warnings, *list_warnings(manifest.lists))
    _print_section("Mind", mind, console)
    _notices(key, console)


def _counts_line(manifest: Manifest) -> Text:
    """`customers.xlsx: 77 parties: 12 HIT, 3 REVIEW, 2 UNSCREENED, 60 CLEAR (no match)`."""
    return counts_line(manifest.input.name, manifest.counts)


def counts_line(what: str, counts: Mapping[Decision, int]) -> Text:
    """`customers.xlsx: 77 parties: 12 HIT, ...`; every decision is a key of the counts."""
    total = sum(counts.values())
    said = line(f"{what}: {total:,} {'party' if total == 1 else 'parties'}: ", "bold")
    for index, decision in enumerate(GRAVITY):
        style = STYLES[decision] if counts[decision] else "not bold"
        said.append(", " if index else "", "not bold")
        said.append_text(line(f"{counts[decision]:,} {LABELS[decision]}", style))
    return said


def _destinations(counts: Sequence[DestinationCount], console: Console, *, in_full: bool) -> None:
    """How many parties have which destination, and what the rules that make it a question say.

    Those that are no question share a line, unless all is told in full.
    """
    notes = [] if in_full else [one for one in counts if not one.open]
    shown = [one for one in counts if one not in notes]
    if shown:
        console.print(line("Destinations", "bold"))
    told: set[str] = set()
    for one in shown:
        style = DESTINATION_STYLE if one.open else "blue"
        rules = "; ".join(dict.fromkeys(map(rule_name, gravest_rules(one))))
        console.print(_indent(count_words(one) + (f": {rules}" if rules else ""), 2, style))
        for rule in gravest_rules(one) if one.open else ():
            text = destination_rule_words(rule)
            if text not in told:
                console.print(_indent(text, 4))
            told.add(text)
    if notes:
        heading = "Other destinations" if shown else "Destinations"
        _inline(heading, "; ".join(map(count_words, notes)), console)


def _inline(title: str, text: str, console: Console) -> None:
    """A heading and a sentence in the same line."""
    console.print(line(f"{title}: ", "bold").append_text(line(text, "not bold")))


def _indent(text: str, by: int, style: str = "") -> Padding:
    return Padding(line(text, style), (0, 0, 0, by), expand=False)


def _print_section(title: str, lines: Iterable[str], console: Console) -> None:
    """A heading and its lines, or nothing when there are none."""
    for index, text in enumerate(lines):
        if index == 0:
            console.print(line(title, "bold"))
        console.print(_indent(text, 2))


def list_line(info: ListInfo) -> str:
    """What a list is, how much it holds, of when it is, and what every reader must know."""
    as_of = info.as_of or "a date it does not state"
    fetched = f", fetched {info.fetched[:10]}" if info.fetched else ""
    said = f"{info.title}: {info.entries:,} entries, {info.names:,} names, as of {as_of}{fetched}"
    return "; ".join((said, *info.notices))


def list_warnings(lists: Iterable[ListInfo]) -> Iterable[str]:
    """What is missing from lists: rows that were rejected, and what makes a run incomplete."""
    for info in lists:
        if info.rejected:
            yield f"{info.title}: rows rejected: {len(info.rejected):,}"
        yield from (f"{info.title}: {text}" for text in info.warnings)


def _not_screened(manifest: Manifest, unscreened: Unscreened) -> Iterable[str]:
    """`Customers row 7: ...`, or `3 rows (7, 9, 12): ...` with the first dozen; then the sheets."""
    for (sheet, reason), rows in unscreened.items():
        several = sorted(set(rows))
        where = f"row {several[0]}"
        if len(several) > 1:
            more = ", ..." if len(several) > MOST_ROWS else ""
            where = f"{len(several):,} rows ({', '.join(map(str, several[:MOST_ROWS]))}{more})"
        yield f"{sheet} {where}: {reason.removeprefix(NOT_SCREENED)}".lstrip()
    for summary in manifest.input.sheets:
        yield from list_unasked_lines(summary)
