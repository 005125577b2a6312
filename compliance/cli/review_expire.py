"""`screen review expire ID`: end a decision before its day; the pair is open again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from compliance import decisions
from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.decided import SHORT, found_by, record_path
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, Record
from compliance.errors import UsageError
from compliance.reporters.base import line
from compliance.reviewing.checking import one_line

app = options.new_app()


@app.command()
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
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    today = dt.date.fromisoformat(start_time()[:10])

    def make(record: Record) -> Sequence[Decided]:
        return [ended(found_by(record, record_id), one_line(reason), one_line(reviewer), today)]

    path = record_path(choices)
    [line_added] = decisions.append(path, make).added
    results().print(line(f"{path}: ended; {line_added.id[:SHORT]} says so"), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def ended(one: Decided, reason: str, reviewer: str, today: dt.date) -> Decided:
    """The line that ends a decision: it expired on the day before."""
    return replace(
        one,
        date=today.isoformat(),
        reason=reason,
        reviewer=reviewer,
        second="",
        expires=(today - dt.timedelta(days=1)).isoformat(),
    )
