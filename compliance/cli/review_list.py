"""`screen review list`: the decisions of the record, a line each and whom it is about below."""

from collections.abc import Iterator

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.decided import SHORT, record_path, rules_of, state_of
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, verified
from compliance.reporters.base import line

app = options.new_app()


@app.command()
def review_list(
    everything: options.Everything = False,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show the decisions that stand, and whether they still hold by their dates and reviewers.

    Exit codes: 0 shown, 2 could not start.
    """
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    path, rules = record_path(choices), rules_of(choices, start_time())
    record = verified(path)
    standing = {one.id for found in record.standing.values() for one in found}
    console = results()
    console.print(line(f"{path}: {len(standing)} decisions stand, {len(record.decisions)} lines"))
    for one in record.decisions:
        if everything or one.id in standing:
            state = state_of(one, rules) if one.id in standing else "replaced"
            for text in about(one, state):
                console.print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def about(one: Decided, state: str) -> Iterator[str]:
    """Two lines: what was decided, by whom and until when; and of whom."""
    reviewers = ", ".join(filter(None, (one.reviewer, one.second)))
    yield f"{one.id[:SHORT]}  {one.date}  {one.decision:<14}  {reviewers}, {state}"
    others = f", and {len(one.others)} more" if one.others else ""
    yield f"{'':{SHORT}}  {one.party} / {one.listed} ({one.list} {one.entry}){others}"
