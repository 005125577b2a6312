"""The comparison of one party with listed names, or of two names, explained."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.console import Console

from compliance.cli import options
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell_list_warnings
from compliance.cli.setup import make_policy, prepare_lists
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.matching.explain import Explanation, explain_pair, nearest
from compliance.matching.prepared_list import PreparedList
from compliance.model import Match, Party
from compliance.policy import Policy
from compliance.reporters.explain import show_nearest, show_pair
from compliance.screening.packed_results import index_entries

app = options.new_app()

_EXAMPLE = 'for example: screen explain "Hikvision Bakery" "Hikvision"'

EXPLAIN_EPILOG = """\b
Examples:
  screen explain "Hik Vision Bakery" "Hikvision Digital Technology"
  screen explain "Hik Vision Bakery" --list consolidated.csv
"""


@app.command("explain", epilog=EXPLAIN_EPILOG)
def explain(
    text: options.Text = None,
    lists: options.Lists = None,
    purpose: options.PurposeName = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show how names were compared, whether they match or not.

    One name: the nearest entries of the list, ten at most, and why each is not a hit. Two names:
    which words met, what each rule gave, and what kept the pair from a higher band. How telling a
    word is depends a little on the list: name the one that was screened against.

    Exit codes: 0 explained, 2 could not start.
    """
    names = text or ()
    if not names or not all(name.strip() for name in names):
        raise UsageError("no name is given", _EXAMPLE)
    if len(names) > 2:
        problem = f"one name or two can be explained, not {len(names)}"
        raise UsageError(problem, f"put each name in quotes, {_EXAMPLE}")
    found = tuple(lists or ())
    typed = Choices(lists=found, purpose=purpose, as_of=as_of, data=data, locked=locked)
    choices = resolve_choices(typed, config, ignored=no_config)
    if len(names) == 2 and not choices.lists:
        show_pair(explain_pair(names[0], names[1]), results())
        return ExitCode.NOTHING_OPEN
    chosen, time, lists_kept = settings(choices), start_time(), stock(choices)
    ready = prepare_lists(chosen, time, lists_kept)
    policy = make_policy(ready.lists, chosen, time, lists_kept)
    show = _prepare_explanation(names, ready.prepared, policy)
    show(results())
    tell_list_warnings(ready.lists)
    return ExitCode.NOTHING_OPEN


def _prepare_explanation(
    names: Sequence[str], lists: PreparedList, policy: Policy | None
) -> Callable[[Console], None]:
    """The explanation, ready to be printed."""
    with progress() as bar:
        bar.add_task("comparing", total=None)
        party = Party(name=names[0])
        if len(names) == 1:
            found = nearest(names[0], lists)
            said = [_describe_policy(one, party, lists, policy) for one in found]
            return partial(show_nearest, names[0], found, policies=said)
        told = explain_pair(names[0], names[1], lists)
        return partial(show_pair, told, policy=_describe_policy(told, party, lists, policy))


def _describe_policy(
    told: Explanation, party: Party, lists: PreparedList, policy: Policy | None
) -> str:
    """What the policy of the settings makes of a pair, without country; empty for nothing."""
    at = index_entries(lists.entries).get(id(told.entry))
    if policy is None or at is None:
        return ""
    also = tuple(lists.entries[one] for one in lists.same_party(at) if one != at)
    match = Match(
        entry=told.entry, matched_name=told.name, score=told.score, band=told.band, also=also
    )
    return policy.judge_over(lists, 0.0)(party, (match,))[0].own_policy
