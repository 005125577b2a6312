"""The decision record: what of it a run applies, and the commands that show and end decisions."""

import datetime as dt
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from compliance.cli import options
from compliance.cli.choices import resolve_choices
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.signing import append_signed_decisions, read_decisions, signers_of
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.decisions.chain import Record
from compliance.decisions.decision_book import (
    DecisionBook,
    EarlierReviews,
    ValidityRules,
    find_missing_parts,
)
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.proposals import DecisionLimits, flatten_text
from compliance.decisions.record_file import append_decisions, read_record
from compliance.errors import RecordError, UsageError
from compliance.lists.data_folder import data_folder
from compliance.model import FileOutcome, RecordInfo, Report
from compliance.model.counts import write_count
from compliance.reporters.base import line
from compliance.screening.run_setup import OfficerDecisions

app = options.new_app()

FILE = "decisions.jsonl"
SHORT = 8
"""Letters of a hash that are shown."""
EXPIRY_DAYS = 365
"""Days after which a decision expires, where the settings say nothing."""


def record_path(choices: Choices) -> Path:
    """The file of the record: as named, else in the data folder of the lists."""
    if choices.decisions:
        return Path(choices.decisions).expanduser()
    return data_folder(choices.data) / FILE


def baseline_path(choices: Choices) -> Path:
    """The file of what was seen and not reviewed: beside the record, by its name."""
    path = record_path(choices)
    return path.with_name(f"{path.stem}.baseline{path.suffix}")


def make_validity_rules(choices: Choices, time: str) -> ValidityRules:
    """What a decision must have to hold on the day of the run."""
    days = choices.expiry_days or 0
    return ValidityRules(today=time[:10], two_reviewers=choices.two_reviewers, expiry_days=days)


def make_limits(choices: Choices, time: str) -> DecisionLimits:
    """What a decision must have to be taken into the record on the day of the run."""
    return DecisionLimits(
        today=dt.date.fromisoformat(time[:10]),
        expiry_days=choices.expiry_days or EXPIRY_DAYS,
        two_reviewers=choices.two_reviewers,
    )


def describe_state(one: RecordedDecision, rules: ValidityRules) -> str:
    """Whether a decision holds by its dates and reviewers, in a word or two."""
    if one.expires < one.date:
        return f"ended {one.date}"
    if one.expires < rules.today:
        return f"expired {one.expires}"
    return next(find_missing_parts(one, rules), f"until {one.expires}")


def find_decision(record: Record, start: str) -> RecordedDecision:
    """The decision whose hash begins so. Raises RecordError for none and for several."""
    found = [
        decision for decision in record.decisions if start and decision.id.startswith(start.lower())
    ]
    if len(found) != 1:
        how_many = f"{len(found):,} decisions begin" if found else "no decision begins"
        hint = "screen review list --all shows them; type a few letters more"
        raise RecordError(f"{how_many} with {start!r}", hint)
    return found[0]


def load_officers(choices: Choices, time: str) -> OfficerDecisions | None:
    """The decisions that a run applies; None where there are none.

    Raises RecordError when the record does not verify: nothing may be quiet because of it.
    """
    path, beside = record_path(choices), baseline_path(choices)
    record, seen = read_decisions(path, choices), read_decisions(beside, choices)
    if not (record.decisions or seen.decisions):
        return None
    rules = make_validity_rules(choices, time)
    book = DecisionBook(record, rules)
    baseline = DecisionBook(seen, ValidityRules(today=rules.today)) if seen.decisions else None
    return OfficerDecisions(
        review=EarlierReviews(decisions=book, baseline=baseline).find,
        most=book.max_per_party,
        standing=book.decision_count,
        record=make_record_info(path, record) if record.decisions else None,
        baseline=make_record_info(beside, seen) if seen.decisions else None,
    )


def list_decision_states(choices: Choices, time: str) -> list[str]:
    """What each standing decision is on the day: its hash, and whether it holds.

    Raises RecordError when the record does not verify.
    """
    rules = make_validity_rules(choices, time)
    paths = (record_path(choices), baseline_path(choices))
    records = (read_decisions(path, choices) for path in paths)
    standing = (one for record in records for found in record.standing.values() for one in found)
    return sorted(f"{one.id} {describe_state(one, rules)}" for one in standing)


def make_record_info(path: Path, record: Record) -> RecordInfo:
    """The record as a report names it."""
    return RecordInfo(file=path.name, decisions=len(record.decisions), heads=record.heads)


def explain_deciding(outcomes: Iterable[FileOutcome], choices: Choices) -> Iterator[str]:
    """How to record a decision on what is open, in a line; nothing where nothing is."""
    open_ones = [outcome for outcome in outcomes if outcome.report and outcome.report.manifest.open]
    if not open_ones:
        return
    file = shlex.quote(open_ones[0].path)
    record = record_path(choices)
    with suppress(ValueError):  # the record need not be below the working folder
        record = record.relative_to(Path.cwd())
    to = f" --decisions {shlex.quote(str(record))}" if choices.decisions else ""
    here = "" if to else f"; decisions are kept in {record}, or where the settings say"
    yield (
        f"to decide: screen review {file}{to}; or screen {file} -o report.xlsx, fill in Hits, "
        f"then screen review import report.xlsx{to}{here}"
    )


def describe_met(officers: OfficerDecisions | None, reports: Iterable[Report]) -> Iterator[str]:
    """What to say of the record after a run: how many decisions were met, and still hold."""
    if not (officers and officers.record):
        return
    reviews = {
        review.record: review
        for report in reports
        for result in report.notable
        for review in result.reviews
        if review.is_decision
    }
    again = sum(bool(one.reopened) for one in reviews.values())
    yield describe_met_counts(officers, len(reviews), again)


def describe_met_counts(officers: OfficerDecisions, number: int, again: int) -> str:
    """So many decisions of the record were met, and so many of them no longer hold."""
    met = f"{number} of {officers.standing} met here, {again} of them no longer hold"
    name = officers.record.file if officers.record else ""
    return f"decisions of {name}: {met}"


# --- List -------------------------------------------------------------------------------------


@app.command("review list")
def review_list(
    everything: options.Everything = False,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show the decisions that stand, and whether they still hold by their dates and reviewers.

    Exit codes: 0 shown, 2 could not start.
    """
    choices = resolve_choices(Choices(decisions=decisions_file), config, ignored=no_config)
    path, rules = record_path(choices), make_validity_rules(choices, start_time())
    record = read_decisions(path, choices)
    standing = {one.id for found in record.standing.values() for one in found}
    console = results()
    decisions = write_count(len(standing), "decision stands", "decisions stand")
    lines = write_count(len(record.decisions), "line", "lines")
    console.print(line(f"{path}: {decisions}, {lines}"))
    for decision in record.decisions:
        if everything or decision.id in standing:
            state = describe_state(decision, rules) if decision.id in standing else "replaced"
            for text in describe_briefly(decision, state):
                console.print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def describe_briefly(one: RecordedDecision, state: str) -> Iterator[str]:
    """Two lines: what was decided, by whom and until when; and of whom."""
    reviewers = ", ".join(filter(None, (one.reviewer, one.second)))
    yield f"{one.id[:SHORT]}  {one.date}  {one.decision:<14}  {reviewers}, {state}"
    others = f", and {len(one.others)} more" if one.others else ""
    yield f"{'':{SHORT}}  {one.party} / {one.listed} ({one.list} {one.entry}){others}"


# --- Show -------------------------------------------------------------------------------------


@app.command("review show")
def review_show(
    record_id: options.RecordId,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show one decision whole, and all others on the same party and entry.

    ID is the beginning of its hash, as `screen review list` shows it.

    Exit codes: 0 shown, 2 there is none, or could not start.
    """
    choices = resolve_choices(Choices(decisions=decisions_file), config, ignored=no_config)
    record = read_decisions(record_path(choices), choices)
    one = find_decision(record, record_id)
    console = results()
    for text in (
        *describe_decision(one, make_validity_rules(choices, start_time())),
        *describe_others(one, record),
    ):
        console.print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def describe_decision(one: RecordedDecision, rules: ValidityRules) -> Iterator[str]:
    """Everything that was decided."""
    yield f"{one.decision}: {describe_state(one, rules)}"
    yield f"  reason     {one.reason}"
    yield f"  by         {' and '.join(filter(None, (one.reviewer, one.second)))} on {one.date}"
    yield f"  holds to   {one.expires}"
    yield f"  party      {one.party}{f' ({one.customer})' if one.customer else ''}"
    yield f"  listed     {one.listed} ({one.list} {one.entry})"
    yield from (f"             {other.listed} ({other.list} {other.entry})" for other in one.others)
    yield f"  comparison {one.band}, score {one.score:g}, matcher {one.matcher}"
    yield f"  run        {one.run}"
    yield f"  hash       {one.id}"


def describe_others(one: RecordedDecision, record: Record) -> Iterator[str]:
    """The other decisions on the pair, in the order of the record."""
    pairs = frozenset(one.pairs)
    same = [
        other
        for other in record.decisions
        if other.id != one.id and not pairs.isdisjoint(other.pairs)
    ]
    if same:
        yield "on the same party and entry"
    for other in same:
        said = f"{other.decision} by {other.reviewer}: {other.reason}"
        yield f"  {other.id[:SHORT]}  {other.date}  {said}"


# --- Counts -----------------------------------------------------------------------------------


@app.command("review stats")
def review_stats(
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Count the decisions that stand: by kind, state, list, reviewer and month of expiry.

    Exit codes: 0 counted, 2 could not start.
    """
    choices = resolve_choices(Choices(decisions=decisions_file), config, ignored=no_config)
    record = read_decisions(record_path(choices), choices)
    for text in count_decisions(record, make_validity_rules(choices, start_time())):
        results().print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def count_decisions(record: Record, rules: ValidityRules) -> Iterator[str]:
    """The counts, a section each."""
    standing = {one.id: one for found in record.standing.values() for one in found}.values()
    stand = write_count(len(standing), "decision stands", "decisions stand")
    yield f"{stand}, {write_count(len(record.decisions), 'was', 'were')} made"
    yield from _count_section("decision", Counter(str(one.decision) for one in standing))
    yield from _count_section("state", Counter(describe_state(one, rules) for one in standing))
    yield from _count_section("list", Counter(one.list for one in standing))
    yield from _count_section("reviewer", Counter(one.reviewer for one in standing))
    yield from _count_section("expires in", Counter(one.expires[:7] for one in standing))


def _count_section(title: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield title
    yield from (f"  {number:>7,}  {name}" for name, number in sorted(counts.items()))


# --- End --------------------------------------------------------------------------------------


@app.command("review expire")
def review_expire(
    record_id: options.RecordId,
    reason: options.Reason = "",
    reviewer: options.ReviewerName = "",
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """End a decision today: a line is added that says who did and why; nothing is deleted.

    ID is the beginning of its hash, as `screen review list` shows it. The pair is open again.

    Exit codes: 0 ended, 2 could not start.
    """
    if not (reason.strip() and reviewer.strip()):
        example = (
            'for example: screen review expire 1a2b3c4d --reason "new owner" --reviewer "A. B."'
        )
        raise UsageError("a reason and a reviewer are needed", example)
    choices = resolve_choices(Choices(decisions=decisions_file), config, ignored=no_config)
    today = dt.date.fromisoformat(start_time()[:10])

    def make(record: Record) -> Sequence[RecordedDecision]:
        return [
            end_decision(
                find_decision(record, record_id),
                flatten_text(reason),
                flatten_text(reviewer),
                today,
            )
        ]

    path = record_path(choices)
    [line_added] = append_signed_decisions(path, make, choices).added
    results().print(line(f"{path}: ended; {line_added.id[:SHORT]} says so"), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def end_decision(
    one: RecordedDecision, reason: str, reviewer: str, today: dt.date
) -> RecordedDecision:
    """The line that ends a decision: it expired on the day before."""
    return replace(
        one,
        date=today.isoformat(),
        reason=reason,
        reviewer=reviewer,
        second="",
        expires=(today - dt.timedelta(days=1)).isoformat(),
    )


# --- Prove ------------------------------------------------------------------------------------


@app.command("review verify")
def review_verify(
    repair: options.Repair = False,
    heads: options.Heads = None,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Prove that no line of the decision record was changed, moved, or deleted from the middle.

    That lines are missing at the very end cannot be seen from the record: `--head` proves that a
    line that a report or manifest names is still there.

    Where the settings name `signers`, every decision must be vouched for by one of them.

    Exit codes: 0 it verifies, 2 it does not.
    """
    choices = resolve_choices(Choices(decisions=decisions_file), config, ignored=no_config)
    path = record_path(choices)
    record = repair_record(path) if repair else read_record(path)
    for fault in record.faults:
        tell(f"{path.name}, line {fault.line}: {fault.what}")
    refuse_faulty(path, record, heads or ())
    refuse_unsigned(path, record, choices)
    console = results()
    lines = write_count(len(record.decisions), "line verifies", "lines verify")
    console.print(line(f"{path}: {lines}"), soft_wrap=True)
    for head in record.heads:
        console.print(line(f"  last line {head}"), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def refuse_unsigned(path: Path, record: Record, choices: Choices) -> None:
    """Tell every decision that nobody vouches for; raise RecordError where there is one."""
    problems = [*signers_of(choices).describe_decisions(record.decisions)]
    for problem in problems:
        tell(f"{path.name}: {problem}")
    if problems:
        how = "bring back the signed version, for example from your repository or backup"
        what = write_count(len(problems), "decision is", "decisions are")
        raise RecordError(f"{path.name}: {what} not vouched for", how)


def repair_record(path: Path) -> Record:
    """The record without a torn last line, which is in a file beside."""
    done = append_decisions(path, lambda _: ())
    if done.torn:
        tell(f"{path.name}: the torn last line was moved to {done.torn.name}")
    return done.record


def refuse_faulty(path: Path, record: Record, heads: Sequence[str]) -> None:
    """Raise RecordError when the record does not verify or lacks one of the lines."""
    hint = "bring back the last good version, for example from your repository or backup"
    if record.faults:
        what = write_count(len(record.faults), "line does not", "lines do not")
        raise RecordError(f"{path.name}: {what} verify", hint)
    if record.torn:
        problem = f"{path.name}: the last line is torn"
        raise RecordError(problem, "--repair moves it into a file beside the record")
    known = {decision.id for decision in record.decisions}
    for head in heads:
        if head not in known:
            problem = f"{path.name}: the line {head[:12]}... is not there: lines are missing"
            raise RecordError(problem, hint)
