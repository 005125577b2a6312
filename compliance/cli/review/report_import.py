"""`screen review import`: decisions of a report into the record; `lint`: which no longer hold."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from compliance import readers
from compliance.cli import options
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.review.decision_record import (
    SHORT,
    make_limits,
    make_validity_rules,
    record_path,
)
from compliance.cli.setup import load_lists_and_setup
from compliance.cli.signing import append_signed_decisions, read_decisions
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.decisions.chain import Record
from compliance.decisions.decision_book import (
    ValidityRules,
    explain_contradiction,
    explain_reopening,
)
from compliance.decisions.filled_reports import FilledReport, read_filled_sheets, read_saved_page
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.place_matches import PLACES_LIST
from compliance.decisions.proposals import (
    DecisionLimits,
    ProposedDecision,
    check_row,
    find_new_decisions,
    find_outdated,
    join_proposals,
)
from compliance.decisions.review_form import ReviewImportError, ReviewProblem, group_problems
from compliance.errors import InputError, RecordError, UsageError
from compliance.lists import list_files
from compliance.lists.list_files import list_usual
from compliance.model import ListEntry, Watchlist
from compliance.model.counts import write_count
from compliance.readers.disk_file import MAX_BYTES, open_file, refuse_large
from compliance.reporters.base import line
from compliance.storage.fingerprints import fingerprint_entry

app = options.new_app()

SAVED = ".json"
"""Ending of what the page of a report saves."""
PAGES = (".html", ".htm")

IMPORT_EPILOG = """\b
Examples:
  screen review import customers-screened.xlsx
  screen review import monday.xlsx tuesday.xlsx --decisions decisions.jsonl
  screen review import customers-decisions.json
"""


@app.command("review import", epilog=IMPORT_EPILOG)
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
    that rows may be sorted, moved or deleted. Every problem is reported by sheet and cell; with one
    problem nothing is imported.

    Exit codes: 0 imported, 2 problems or could not start.
    """
    if not reports:
        raise UsageError("no report is named", "for example: screen review import report.xlsx")
    typed = options.collect_choices(locals())
    choices = resolve_choices(typed, config, ignored=no_config)
    try:
        lines = import_reports([Path(report) for report in reports], choices)
    except ReviewImportError as refused:
        for text in group_problems(refused.problems):
            tell(text)
        raise
    for said in lines:
        results().print(said, markup=False, soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def import_reports(files: Sequence[Path], choices: Choices) -> list[str]:
    """Import the reports; what to say of it. Raises ReviewImportError and RecordError."""
    time = start_time()
    proposals = read_proposals(files, make_limits(choices, time))
    watchlist = load_named_lists(proposals, choices, time)
    entries = {(entry.list_id, entry.id): entry for entry in watchlist.entries}
    refuse_problems(find_outdated(proposals, entries, {info.id for info in watchlist.lists}))
    path, known = record_path(choices), 0

    def make(record: Record) -> Sequence[RecordedDecision]:
        nonlocal known
        fresh, problems = find_new_decisions(proposals, record)
        refuse_problems(problems)
        known = fresh.known
        return fresh.decisions

    done = append_signed_decisions(path, make, choices)
    if done.torn:
        tell(f"warning: {path.name}: its last line was torn; it was moved to {done.torn.name}")
    return list(summarise_import(path, done.added, known))


def read_proposals(files: Iterable[Path], limits: DecisionLimits) -> list[ProposedDecision]:
    """The decisions of all reports, each pair once. Raises ReviewImportError and InputError."""
    proposals: list[ProposedDecision] = []
    problems: list[ReviewProblem] = []
    for path in files:
        found = read_filled(path)
        problems += found.problems
        for filled in found.rows:
            made = check_row(filled, limits)
            if isinstance(made, ProposedDecision):
                proposals.append(made)
            else:
                problems += made
    each, more = join_proposals(proposals)
    refuse_problems([*problems, *more])
    if not each:
        raise InputError(
            "no decision is filled in",
            "fill in the green columns of the Hits sheet, or decide in the page",
        )
    return each


def read_filled(path: Path) -> FilledReport:
    """What was filled in, in a workbook or in a page. Raises InputError."""
    if path.suffix.lower() in PAGES:
        what = f"{path.name}: a page does not keep what is decided in it"
        raise InputError(what, "open it, press Save decisions, and import the file that it saves")
    if path.suffix.lower() == SAVED:
        file = open_file(path)
        refuse_large(path.name, file.size, MAX_BYTES)
        return read_saved_page(path.name, file.source.data())
    return read_filled_sheets(path.name, readers.read(path).sheets)


def load_named_lists(
    proposals: Iterable[ProposedDecision], choices: Choices, time: str
) -> Watchlist:
    """The lists in use, and with them those that the reports name and that are kept here."""
    at_hand, chosen = stock(choices), settings(choices)
    watchlist, _ = load_lists_and_setup(chosen, time, at_hand)
    named = {part.list for proposal in proposals for part in proposal.draft.split()}
    missing = named - {info.id for info in watchlist.lists}
    kept = sorted(missing.intersection((*at_hand.shelf.ids(), *list_files.BUNDLED)))
    if not kept:
        return watchlist
    in_use = chosen.lists or tuple(list_usual(at_hand.shelf))
    return load_lists_and_setup(replace(chosen, lists=(*in_use, *kept)), time, stock(choices))[0]


def refuse_problems(problems: Iterable[ReviewProblem]) -> None:
    """Raise Refused when there are any problems."""
    if several := list(problems):
        raise ReviewImportError(several)


def summarise_import(path: Path, added: Sequence[RecordedDecision], known: int) -> Iterator[str]:
    """What was imported, by decision, and until when it holds."""
    counts = Counter(one.decision for one in added)
    said = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
    decisions = write_count(len(added), "decision", "decisions")
    yield f"{path}: {decisions} added{f': {said}' if said else ''}"
    if known:
        yield f"{known} were recorded already"
    if added:
        first = min(dt.date.fromisoformat(one.expires) for one in added)
        yield f"the first of them expires on {first}"


# --- What no longer holds ---------------------------------------------------------------------


SOON = 30
"""Days before its last that a decision is told."""

Entries = Mapping[tuple[str, str], ListEntry]
"""(list, entry) -> the entry as it is."""


@app.command("review lint")
def review_lint(
    paths: options.Files = None,
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions_file: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Tell decisions that are expired, expire soon, lack a reviewer, or have lost their entry.

    FILE is a record of decisions, or several; without it, the one in use. Decisions are held
    against the lists in use: an entry that changed reopens them, and one that is gone makes them
    unused. Changes of customers are reported when their file is screened.

    Exit codes: 0 nothing to do, 1 something to do, 2 could not start.
    """
    typed = options.collect_choices(locals())
    choices = resolve_choices(typed, config, ignored=no_config)
    time = start_time()
    named = [find_record(Path(path)) for path in paths or ()]
    records = named or [record_path(choices)]
    told = [text for path in records for text in lint_record(path, choices, time)]
    for text in told or ["every decision holds as far as its lists and dates go"]:
        results().print(line(text), soft_wrap=True)
    return ExitCode.OPEN if told else ExitCode.NOTHING_OPEN


def find_record(path: Path) -> Path:
    """The record, which must be there where it is named. Raises RecordError."""
    if not path.is_file():
        raise RecordError(f"{path}: there is no such record", "check the folder and the spelling")
    return path


def lint_record(path: Path, choices: Choices, time: str) -> Iterator[str]:
    """One line a finding of a record. Raises RecordError where it does not verify."""
    record = read_decisions(path, choices)
    entries = find_recorded_entries(record, choices, time)
    yield from find_faults(record, make_validity_rules(choices, time), entries)


def find_recorded_entries(record: Record, choices: Choices, time: str) -> Entries:
    """The entries that were decided on, as the lists in use have them."""
    wanted = {
        each for decision in record.decisions for part in decision.split() for each in part.entries
    }
    watchlist, _ = load_lists_and_setup(settings(choices), time, stock(choices))
    keyed = (((entry.list_id, entry.id), entry) for entry in watchlist.entries)
    return {key: entry for key, entry in keyed if key in wanted}


def find_faults(record: Record, rules: ValidityRules, known: Entries) -> Iterator[str]:
    """One line a finding, in the order of the record."""
    for found in record.standing.values():
        for one in found:
            faults = [*explain_contradiction(found)]
            there = [known[each] for each in one.entries if each in known]
            if one.entries[0] not in known and one.list != PLACES_LIST:
                faults.append("unused: its entry is in none of the lists in use")
                there = []
            listed = fingerprint_entry(*there) if there else one.entry_parts
            faults += explain_reopening(one, one.party_parts, listed, rules)
            last = dt.date.fromisoformat(one.expires)
            if 0 <= (last - dt.date.fromisoformat(rules.today)).days <= SOON:
                faults.append(f"expires on {last}")
            for what in faults:
                yield f"{one.id[:SHORT]} {one.party} / {one.listed}: {what}"
