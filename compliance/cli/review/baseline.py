"""`screen baseline FILE...`: record a backlog as seen, not reviewed, so that new hits stand out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from compliance.cli import options
from compliance.cli.batch import screen_with_progress
from compliance.cli.choices import resolve_choices
from compliance.cli.exits import ExitCode
from compliance.cli.inputs import describe_leftovers, find_inputs
from compliance.cli.messages import tell, tell_list_warnings
from compliance.cli.review.decision_record import baseline_path
from compliance.cli.review.walk import find_cases, prepare_setup
from compliance.cli.signing import append_signed_decisions
from compliance.cli.terminal import results
from compliance.configuration.clock import start_time
from compliance.decisions.chain import Record
from compliance.decisions.lines import RecordedDecision, group_by_party
from compliance.decisions.proposals import copy_key_fields, flatten_text
from compliance.decisions.row_keys import RowKey
from compliance.errors import InputError, UsageError
from compliance.model import Verdict
from compliance.model.counts import write_count
from compliance.reporters.base import line
from compliance.screening.run_setup import RunSetup

app = options.new_app()

DAYS = 90
"""Days after which a baseline ends: a quarter, so that a backlog is not forgotten."""
EPILOG = """\b
Examples:
  screen baseline customers.xlsx suppliers.xlsx --reviewer "A. Berg"
  screen baseline orders/ --reviewer "A. Berg"
"""


@app.command(epilog=EPILOG)
def baseline(
    paths: options.Files = None,
    reviewer: options.ReviewerName = "",
    reason: options.Reason = "",
    days: options.BaselineDays = DAYS,
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions_file: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Record every open match of files or folders as seen and not reviewed; it decides nothing.

    The matches stay open and count. Later runs with the same decision record say which open
    parties are new since, until the baseline ends. It is a file beside that record.

    Exit codes: 0 recorded, 2 could not start, 3 recorded, but for files that cannot be screened.
    """
    if not paths:
        raise UsageError("name a file", "for example: screen baseline customers.xlsx")
    if not reviewer.strip():
        raise UsageError("the reviewer is missing", 'for example --reviewer "A. Berg"')
    typed = options.collect_choices(locals())
    choices = resolve_choices(typed, config, ignored=no_config)
    time = start_time()
    setup = prepare_setup(choices, time)
    today = dt.date.fromisoformat(time[:10])
    inputs = find_inputs(paths)
    open_keys = [
        list_open_keys(file, setup, is_only=len(inputs.files) == 1) for file in inputs.files
    ]
    row_keys = [row_key for of_file in open_keys for row_key in of_file or ()]
    for text in describe_leftovers(inputs.leftovers):
        tell(text)
    tell_list_warnings(setup.lists)
    said = flatten_text(reason) or f"backlog of {today}"
    last = today + dt.timedelta(days=days)
    drafts = [
        make_draft(row_key, today, last, flatten_text(reviewer), said) for row_key in row_keys
    ]
    path = baseline_path(choices)
    added = append_signed_decisions(
        path, lambda record: find_new(drafts, record, today), choices
    ).added
    for text in describe_added(path, added, last):
        results().print(line(text), soft_wrap=True)
    is_whole = inputs.is_whole and None not in open_keys
    return ExitCode.NOTHING_OPEN if is_whole else ExitCode.INCOMPLETE


def list_open_keys(file: Path, setup: RunSetup, *, is_only: bool) -> list[RowKey] | None:
    """The pairs of a file that are open and not seen yet; None, and told, if it is unreadable.

    Raises InputError when that is the only file.
    """
    try:
        cases = find_cases(screen_with_progress(file, setup))
        return [
            case.row_key
            for case in cases
            if not (case.match.review and not case.match.review.is_decision)
        ]
    except InputError as error:
        if is_only:
            raise
        tell(f"error: {error.message}{f'; {error.hint}' if error.hint else ''}")
        return None


def make_draft(
    row_key: RowKey, today: dt.date, last: dt.date, reviewer: str, reason: str
) -> RecordedDecision:
    """A pair as it was seen."""
    return RecordedDecision(
        date=today.isoformat(),
        decision=Verdict.SEEN,
        reason=reason,
        reviewer=reviewer,
        expires=last.isoformat(),
        **copy_key_fields(row_key),
    )


def find_new(
    drafts: Sequence[RecordedDecision], record: Record, today: dt.date
) -> Sequence[RecordedDecision]:
    """What the baseline does not have yet as it is, one line a party."""
    known = {
        (one.pair, one.entry_parts)
        for found in record.standing.values()
        for one in found
        if one.expires >= today.isoformat()
    }
    new = [draft for draft in drafts if (draft.pair, draft.entry_parts) not in known]
    return tuple(group_by_party(new))


def describe_added(path: Path, added: Sequence[RecordedDecision], last: dt.date) -> Iterator[str]:
    """What was recorded, and what that means."""
    matches = sum(len(one.pairs) for one in added)
    parties = write_count(len(added), "party", "parties")
    of_them = write_count(matches, "open match", "open matches")
    yield f"{path}: {parties} with {of_them} recorded as seen"
    yield f"They are not reviewed and stay open; until {last} new ones are shown apart from them."
