"""`screen review list`: the decisions of the record, one line each."""

from collections.abc import Sequence

from rich.table import Table

from compliance.cli import options
from compliance.cli.choices import configured, merged, start_time
from compliance.cli.decided import SHORT, record_path, rules_of, state_of
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.decisions import Decided, verified
from compliance.reporters.base import line

app = options.new_app()

NARROW = ("Id", "Date", "Decision")
"""Columns whose texts stay in one line."""


@app.command()
def review_list(
    everything: options.Everything = False,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show the decisions that stand, one line each, and whether they still hold by date.

    Exit codes: 0 shown, 2 could not start.
    """
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    path, rules = record_path(choices), rules_of(choices, start_time())
    record = verified(path)
    standing = {one.id for found in record.standing.values() for one in found}
    shown = [one for one in record.decisions if everything or one.id in standing]
    states = [state_of(one, rules) if one.id in standing else "replaced" for one in shown]
    console = results()
    console.print(line(f"{path}: {len(standing)} decisions stand, {len(record.decisions)} lines"))
    if shown:
        console.print(table(shown, states))
    return ExitCode.NOTHING_OPEN


def table(decisions: Sequence[Decided], states: Sequence[str]) -> Table:
    """The decisions and their states."""
    made = Table(box=None, pad_edge=False, expand=False)
    for heading in ("Id", "Date", "Decision", "Party", "Listed party", "Reviewer", "State"):
        made.add_column(heading, overflow="fold", no_wrap=heading in NARROW)
    for one, state in zip(decisions, states, strict=True):
        reviewers = ", ".join(filter(None, (one.reviewer, one.second)))
        cells = (one.id[:SHORT], one.date, one.decision, one.party, one.listed, reviewers, state)
        made.add_row(*map(line, cells))
    return made
