"""`screen review stats`: what was decided, by whom, and when it has to be looked at again."""

from collections import Counter
from collections.abc import Iterator

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.decided import record_path, rules_of, state_of
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Record, Rules, verified
from compliance.reporters.base import line

app = options.new_app()


@app.command()
def review_stats(
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Count the decisions that stand: by kind, state, list, reviewer and month of expiry.

    Exit codes: 0 counted, 2 could not start.
    """
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    record = verified(record_path(choices))
    for text in counted(record, rules_of(choices, start_time())):
        results().print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def counted(record: Record, rules: Rules) -> Iterator[str]:
    """The counts, a section each."""
    standing = {one.id: one for found in record.standing.values() for one in found}.values()
    yield f"{len(standing):,} decisions stand, {len(record.decisions):,} were made"
    yield from _section("decision", Counter(str(one.decision) for one in standing))
    yield from _section("state", Counter(state_of(one, rules) for one in standing))
    yield from _section("list", Counter(one.list for one in standing))
    yield from _section("reviewer", Counter(one.reviewer for one in standing))
    yield from _section("expires in", Counter(one.expires[:7] for one in standing))


def _section(title: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield title
    yield from (f"  {number:>7,}  {name}" for name, number in sorted(counts.items()))
