"""The report for a person at a terminal: the open hits, then what was and was not checked.

Names come from other people's files: they are printed as plain text, never as markup, with control
and direction characters spelt out. Works at 80 columns and without colour.
"""

from collections import defaultdict
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from compliance.matching.same_entity import order_listings
from compliance.model import (
    Decision,
    ListInfo,
    Manifest,
    NotAsked,
    Programme,
    Report,
    RowResult,
    SheetSummary,
    Since,
)
from compliance.reporters.base import (
    DESTINATION_STYLE,
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    STYLES,
    aside_line,
    change_words,
    closed,
    count_words,
    decided_line,
    destination_rule_words,
    gravest_rules,
    lead_words,
    line,
    listing_line,
    matched_words,
    open_matches,
    ownership_words,
    party_words,
    past_lines,
    role_words,
    rule_name,
    score_words,
    shown_decision,
    since_words,
    standing_words,
)

MOST_SHOWN = 50
"""Open parties listed on a screen; a pipe or a file gets all of them."""
MOST_ROWS = 12
"""Row numbers named for one reason before the rest is only counted."""

Unscreened = dict[tuple[str, str], list[int]]
"""(sheet, reason) -> the rows that could not be screened for it."""


def show(report: Report, console: Console) -> None:
    """Print the table of open hits and the summary. Walks the notable results once."""
    unscreened: Unscreened = defaultdict(list)
    programmes: dict[str, Programme] = {}
    aside: list[str] = []
    shown = waiting = 0
    _since(report.manifest.since, console)
    for result in report.notable:
        waiting += result.is_open
        if result.decision is Decision.UNSCREENED:
            unscreened[result.question.sheet, result.reason].append(result.question.row)
        if result.is_open and (shown < MOST_SHOWN or not console.is_terminal):
            _show_hit(result, console, first=shown == 0)
            programmes.update(_programmes(result))
            shown += 1
        if result.aside and (len(aside) < MOST_SHOWN or not console.is_terminal):
            aside.extend(_aside_lines(result))
    _tell_of_the_rest(waiting, shown, console)
    _headed("Shown, not counted", aside, console)
    restricts = (f"{p.name}: {closed(p.restricts)}" for p in programmes.values() if p.restricts)
    _headed("What these lists restrict", restricts, console)
    console.print()
    _summary(report.manifest, unscreened, console)


def _since(since: Since | None, console: Console) -> None:
    """What changed since an earlier run; the first thing that is read."""
    if since:
        console.print(line(f"Open matches and places: {since_words(since)}", "bold"))
        for change in since.changes[: MOST_SHOWN if console.is_terminal else None]:
            console.print(_indented(change_words(change), 2))
        if console.is_terminal and len(since.changes) > MOST_SHOWN:
            console.print(line(f"  ... and {len(since.changes) - MOST_SHOWN:,} more"))
        done = f"{since.screened:,} parties were screened, {since.carried:,} carried over"
        console.print(_indented(f"{done}: {since.how}", 2))
        console.print()


def _show_hit(result: RowResult, console: Console, *, first: bool) -> None:
    if first:
        console.print(_aligned("Decision", "Where", "Party", "Listed name", "Score", style="bold"))
    best = next((match for match in result.matches if match.is_counted), None)
    console.print(
        _aligned(
            str(shown_decision(result)),
            _where(result),
            party_words(result.question.party),
            matched_words(best) if best else "",
            score_words(best.score) if best else "",
            decision=shown_decision(result),
        )
    )
    notes = [
        _indented(f"Destination: {note.explained}", 9, DESTINATION_STYLE)
        for note in result.destination
    ]
    reasons = [_indented(text, 9) for text in filter(None, _reasons(result))]
    for each in (*reasons, *notes) if open_matches(result) else (*notes, *reasons):
        console.print(each)
    console.print()


def _aligned(*cells: str, style: str = "", decision: Decision | None = None) -> Table:
    """One line of the table; each is printed as it comes, all have the same widths."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=8)
    table.add_column(ratio=3)
    table.add_column(ratio=5)
    table.add_column(ratio=5)
    table.add_column(width=5, justify="right")
    first = line(cells[0], STYLES[decision] if decision else style)
    table.add_row(first, *(line(cell, style) for cell in cells[1:]))
    return table


def _where(result: RowResult) -> str:
    """Sheet, row and role, and the user's key, each on a line."""
    question = result.question
    row = ", ".join(
        part for part in (f"row {question.row}", role_words(question.party.role)) if part
    )
    return "\n".join(part for part in (question.sheet, row, question.party.id) if part)


def _reasons(result: RowResult) -> Iterable[str]:
    """Why the decision, what each list restricts, and the other parties it may be."""
    yield result.compared
    matches = open_matches(result)
    for match in matches[:1]:
        if match.entry.name != match.matched_name.text:
            yield closed(f"Listed as {match.entry.name}")
        listings = order_listings(match.listings)
        yield from (listing_line(one) for one in listings if one.in_force)
        yield from (f"Not in force: {text}" for text in past_lines(listings))
        among = "Also" if match.listings else "Not itself listed"
        yield from (closed(f"{among}: {lead_words(lead)}") for lead in match.entry.leads)
        yield from map(ownership_words, match.entry.ownership)
        yield match.entry.not_restricted
    for match in matches[1:]:
        yield (
            f"Also {score_words(match.score)}: {matched_words(match)}, "
            f"entry {match.entry.name} ({standing_words(match)})"
        )


def _aside_lines(result: RowResult) -> Iterable[str]:
    """The matches of an answer that a policy does not count, and whose policy it is."""
    asked = f"{_where(result).replace(chr(10), ', ')}: {party_words(result.question.party)}"
    for policy in dict.fromkeys(match.own_policy for match in result.aside):
        found = "; ".join(
            f"{matched_words(match)} ({standing_words(match)}), score {score_words(match.score)}"
            for match in result.aside
            if match.own_policy == policy
        )
        yield f"{asked} may be {found}. {policy}"


def _programmes(result: RowResult) -> Iterable[tuple[str, Programme]]:
    """The lists that the best match of an answer stands on today."""
    for match in open_matches(result)[:1]:
        force = (listing.programme for listing in match.listings if listing.in_force)
        yield from ((programme.id, programme) for programme in force)


def _tell_of_the_rest(total: int, shown: int, console: Console) -> None:
    if total == 0:
        console.print(line("No open hits.", "bold"))
    elif shown < total:
        console.print(
            line(f"... and {total - shown:,} more open parties; -o report.xlsx shows all.")
        )


def _summary(manifest: Manifest, unscreened: Unscreened, console: Console) -> None:
    counts = manifest.counts
    console.print(line(f"{manifest.input.name}: {sum(counts.values()):,} parties", "bold"))
    for decision in GRAVITY:
        style = STYLES[decision] if counts[decision] else ""
        console.print(line(f"  {counts[decision]:>9,}  {LABELS[decision]}", style))
    if said := decided_line(manifest):
        console.print(line(f"             of the HIT and REVIEW: {said}"))
    if said := aside_line(manifest):
        console.print(line(f"             {said}"))
    _destinations(manifest, console)
    as_of = manifest.settings.as_of
    stood = f"Screened against the lists as they stood on {as_of}" if as_of else "Screened against"
    _headed(stood, map(_list_line, manifest.lists), console)
    _headed("Rules by your settings", (one.sentence for one in manifest.settings.rules), console)
    _headed("What counts by your policy", manifest.policy, console)
    _headed("Not screened", _not_screened(manifest, unscreened), console)
    sheets = (sheet for sheet in manifest.input.sheets if sheet.asked_rows or not sheet.closes)
    _headed("Rows", map(sum_line, sheets), console)
    mind = (*manifest.policy_warnings, *manifest.input.warnings, *_list_warnings(manifest))
    _headed("Mind", mind, console)
    console.print()
    console.print(line(NOT_CLEARANCE, "bold"))
    console.print(line(NOT_ADVICE))


def _destinations(manifest: Manifest, console: Console) -> None:
    """How many parties have which destination, and the rules on those that are a question."""
    if manifest.destinations:
        console.print(line("Destinations", "bold"))
    for one in manifest.destinations:
        style = DESTINATION_STYLE if one.open else "blue"
        rules = "; ".join(dict.fromkeys(map(rule_name, gravest_rules(one))))
        console.print(_indented(count_words(one) + (f": {rules}" if rules else ""), 2, style))
    held = (
        destination_rule_words(rule)
        for one in manifest.destinations
        for rule in (gravest_rules(one) if one.open else ())
    )
    _headed("What the rules on destinations to review restrict", dict.fromkeys(held), console)


def _indented(text: str, by: int, style: str = "") -> Padding:
    return Padding(line(text, style), (0, 0, 0, by), expand=False)


def _headed(title: str, lines: Iterable[str], console: Console) -> None:
    """A heading and its lines, or nothing when there are none."""
    for index, text in enumerate(lines):
        if index == 0:
            console.print(line(title, "bold"))
        console.print(_indented(text, 2))


def _list_line(info: ListInfo) -> str:
    as_of = info.as_of or "a date it does not tell"
    fetched = f", fetched {info.fetched[:10]}" if info.fetched else ""
    return f"{info.title}: {info.entries:,} entries, {info.names:,} names, as of {as_of}{fetched}"


def _list_warnings(manifest: Manifest) -> Iterable[str]:
    for info in manifest.lists:
        if info.rejected:
            yield f"{info.title}: rows rejected: {len(info.rejected):,}"
        yield from (f"{info.title}: {text}" for text in (*info.warnings, *info.notices))


def not_asked_lines(sheet: SheetSummary) -> Iterable[str]:
    """The rows and columns of a sheet that were not asked, and why; its sums if they do not close.

    The sheet's name stands in front, or `the file`.
    """
    name = (sheet.name or "the file") + (" (hidden)" if sheet.hidden else "")
    if not sheet.asked_rows and sheet.note:
        yield f"{name}, {sheet.rows:,} rows: {sheet.note}"
        return
    reasons: dict[str, list[NotAsked]] = defaultdict(list)
    for run in sheet.not_asked:
        reasons[run.reason].append(run)
    for reason, runs in reasons.items():
        shown = ", ".join(run.rows for run in runs[:MOST_ROWS])
        more = ", ..." if len(runs) > MOST_ROWS else ""
        yield f"{name}, {shown}{more}: {reason}"
    for column, reason in sheet.ignored_columns:
        yield f"{name}, {column}: {reason}"
    if not sheet.closes:
        yield f"{name}: {sheet.sums}"


def _not_screened(manifest: Manifest, unscreened: Unscreened) -> Iterable[str]:
    for (sheet, reason), rows in unscreened.items():
        yield f"{sheet} {_rows(rows)}: {reason}".lstrip()
    for summary in manifest.input.sheets:
        yield from not_asked_lines(summary)


def sum_line(sheet: SheetSummary) -> str:
    """Where the rows of a sheet went: `Customers: 120 filled rows = ...`."""
    return f"{sheet.name or 'the file'}: {sheet.sums}"


def _rows(rows: list[int]) -> str:
    """`row 7`, or `3 rows (7, 9, 12)`, or the first dozen and the count of all."""
    rows = sorted(set(rows))
    if len(rows) == 1:
        return f"row {rows[0]}"
    more = ", ..." if len(rows) > MOST_ROWS else ""
    return f"{len(rows):,} rows ({', '.join(map(str, rows[:MOST_ROWS]))}{more})"
