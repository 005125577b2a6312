"""`screen review show ID`: one decision whole, with those before it on the same pair."""

from collections.abc import Iterator

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.decided import SHORT, found_by, record_path, rules_of, state_of
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, Record, Rules, verified
from compliance.reporters.base import line

app = options.new_app()


@app.command()
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
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    record = verified(record_path(choices))
    one = found_by(record, record_id)
    console = results()
    for text in (*about(one, rules_of(choices, start_time())), *others(one, record)):
        console.print(line(text), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def about(one: Decided, rules: Rules) -> Iterator[str]:
    """Everything that was decided."""
    yield f"{one.decision}: {state_of(one, rules)}"
    yield f"  reason     {one.reason}"
    yield f"  by         {' and '.join(filter(None, (one.reviewer, one.second)))} on {one.date}"
    yield f"  holds to   {one.expires}"
    yield f"  party      {one.party}{f' ({one.customer})' if one.customer else ''}"
    yield f"  listed     {one.listed} ({one.list} {one.entry})"
    yield from (f"             {other.listed} ({other.list} {other.entry})" for other in one.others)
    yield f"  comparison {one.band}, score {one.score:g}, matcher {one.matcher}"
    yield f"  run        {one.run}"
    yield f"  hash       {one.id}"


def others(one: Decided, record: Record) -> Iterator[str]:
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
