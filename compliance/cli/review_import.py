"""`screen review import REPORT...`: decisions of a report into the record, all or nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from compliance import catalog, decisions, readers, reviewing
from compliance.catalog.finding import usual
from compliance.cli import options
from compliance.cli.choices import configured, merged, settings, stock
from compliance.cli.decided import limits_of, record_path
from compliance.cli.exits import ExitCode
from compliance.cli.setup import loaded
from compliance.cli.terminal import results, tell
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, Record
from compliance.errors import InputError, UsageError
from compliance.model import Watchlist
from compliance.readers.disk_file import MAX_BYTES, open_file, refuse_large
from compliance.reviewing import Found, Limits, Problem, Proposal, Refused

app = options.new_app()

SAVED = ".json"
"""Ending of what the page of a report saves."""
PAGES = (".html", ".htm")

EPILOG = """\b
Examples:
  screen review import customers-screened.xlsx
  screen review import monday.xlsx tuesday.xlsx --decisions decisions.jsonl
  screen review import customers-decisions.json
"""


@app.command(epilog=EPILOG)
def review_import(
    reports: options.Reports = None,
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions_file: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Take the decisions of a report back in: they are checked and added to the record.

    REPORT is a report in .xlsx whose Hits sheet was filled in, saved by any spreadsheet program, or
    the .json that the page of a report in .html saves. Each row is matched by its hidden key, so
    that rows may be sorted, moved or deleted. Every problem is told by sheet and cell; with one
    problem nothing is imported.

    Exit codes: 0 imported, 2 problems or could not start.
    """
    if not reports:
        raise UsageError("no report is named", "for example: screen review import report.xlsx")
    typed = Choices(
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
        decisions=decisions_file,
        data=data,
        locked=locked,
    )
    choices = merged(typed, configured(config, ignored=no_config))
    try:
        lines = imported([Path(one) for one in reports], choices)
    except Refused as refused:
        for text in reviewing.group_problems(refused.problems):
            tell(text)
        raise
    for line in lines:
        results().print(line, markup=False, soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def imported(files: Sequence[Path], choices: Choices) -> list[str]:
    """Import the reports; what to say of it. Raises Refused and RecordError."""
    time = start_time()
    proposals = proposed(files, limits_of(choices, time))
    watchlist = lists_of(proposals, choices, time)
    entries = {(one.list_id, one.id): one for one in watchlist.entries}
    refuse(reviewing.outdated(proposals, entries, {info.id for info in watchlist.lists}))
    path, known = record_path(choices), 0

    def make(record: Record) -> Sequence[Decided]:
        nonlocal known
        fresh, problems = reviewing.new_ones(proposals, record)
        refuse(problems)
        known = fresh.known
        return fresh.decisions

    done = decisions.append(path, make)
    if done.torn:
        tell(f"warning: {path.name}: its last line was torn; it was moved to {done.torn.name}")
    return list(summary(path, done.added, known))


def proposed(files: Iterable[Path], limits: Limits) -> list[Proposal]:
    """The decisions of all reports, each pair once. Raises Refused and InputError."""
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    for path in files:
        found = filled_report(path)
        problems += found.problems
        for filled in found.rows:
            made = reviewing.checked(filled, limits)
            if isinstance(made, Proposal):
                proposals.append(made)
            else:
                problems += made
    each, more = reviewing.joined(proposals)
    refuse([*problems, *more])
    if not each:
        raise InputError(
            "no decision is filled in",
            "fill in the green columns of the Hits sheet, or decide in the page",
        )
    return each


def filled_report(path: Path) -> Found:
    """What was filled in, in a workbook or in a page. Raises InputError."""
    if path.suffix.lower() in PAGES:
        what = f"{path.name}: a page does not keep what is decided in it"
        raise InputError(what, "open it, press Save decisions, and import the file that it saves")
    if path.suffix.lower() == SAVED:
        file = open_file(path)
        refuse_large(path.name, file.size, MAX_BYTES)
        return reviewing.filled_in_page(path.name, file.source.data())
    return reviewing.filled_in(path.name, readers.read(path).sheets)


def lists_of(proposals: Iterable[Proposal], choices: Choices, time: str) -> Watchlist:
    """The lists in use, and with them those that the reports name and that are kept here."""
    at_hand, chosen = stock(choices), settings(choices)
    watchlist, _ = loaded(chosen, time, at_hand)
    named = {part.list for one in proposals for part in one.decided.split()}
    missing = named - {info.id for info in watchlist.lists}
    kept = sorted(missing.intersection((*at_hand.shelf.ids(), *catalog.BUNDLED)))
    if not kept:
        return watchlist
    in_use = chosen.lists or tuple(usual(at_hand.shelf))
    return loaded(replace(chosen, lists=(*in_use, *kept)), time, stock(choices))[0]


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Refused when there are any problems."""
    if several := list(problems):
        raise Refused(several)


def summary(path: Path, added: Sequence[Decided], known: int) -> Iterator[str]:
    """What was imported, by decision, and until when it holds."""
    counts = Counter(one.decision for one in added)
    said = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
    yield f"{path}: {len(added)} decisions added{f': {said}' if said else ''}"
    if known:
        yield f"{known} were recorded already"
    if added:
        first = min(dt.date.fromisoformat(one.expires) for one in added)
        yield f"the first of them expires on {first}"
