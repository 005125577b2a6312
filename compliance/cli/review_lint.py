"""`screen review lint`: decisions that no longer hold, soon will not, or lack something."""

import datetime as dt
from collections.abc import Iterator, Mapping

from compliance.cli import options
from compliance.cli.choices import configured, merged, settings, stock
from compliance.cli.decided import SHORT, record_path, rules_of
from compliance.cli.exits import ExitCode
from compliance.cli.setup import loaded
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, Record, Rules, places, verified
from compliance.decisions.prints import entry_print
from compliance.decisions.standing import clashes, reasons
from compliance.model import ListEntry
from compliance.reporters.base import line

app = options.new_app()

SOON = 30
"""Days before its last that a decision is told."""

Entries = Mapping[tuple[str, str], ListEntry]
"""(list, entry) -> the entry as it is."""


@app.command()
def review_lint(
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions_file: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Tell decisions that are expired, expire soon, lack a reviewer, or have lost their entry.

    Decisions are held against the lists in use: an entry that changed reopens them, and one that
    is gone makes them unused. Changes of customers are told when their file is screened.

    Exit codes: 0 nothing to do, 1 something to do, 2 could not start.
    """
    typed = Choices(
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
        decisions=decisions_file,
        data=data,
        locked=locked,
    )
    choices = merged(typed, configured(config, ignored=no_config))
    time = start_time()
    record = verified(record_path(choices))
    told = list(findings(record, rules_of(choices, time), entries_of(record, choices, time)))
    for text in told or ["every decision holds as far as its lists and dates go"]:
        results().print(line(text), soft_wrap=True)
    return ExitCode.OPEN if told else ExitCode.NOTHING_OPEN


def entries_of(record: Record, choices: Choices, time: str) -> Entries:
    """The entries that were decided on, as the lists in use have them."""
    wanted = {each for one in record.decisions for each in one.entries}
    watchlist, _ = loaded(settings(choices), time, stock(choices))
    keyed = (((entry.list_id, entry.id), entry) for entry in watchlist.entries)
    return {key: entry for key, entry in keyed if key in wanted}


def findings(record: Record, rules: Rules, known: Entries) -> Iterator[str]:
    """One line a finding, in the order of the record."""
    for found in record.standing.values():
        for one in found:
            for what in (*clashes(found), *_of(one, rules, known)):
                yield f"{one.id[:SHORT]} {one.party} / {one.listed}: {what}"


def _of(one: Decided, rules: Rules, known: Entries) -> Iterator[str]:
    there = [known[each] for each in one.entries if each in known]
    if one.entries[0] not in known and one.list != places.LIST:
        yield "unused: its entry is in none of the lists in use"
        there = []
    listed = entry_print(*there) if there else one.entry_parts
    yield from reasons(one, one.party_parts, listed, rules)
    last = dt.date.fromisoformat(one.expires)
    left = (last - dt.date.fromisoformat(rules.today)).days
    if 0 <= left <= SOON:
        yield f"expires on {last}"
