"""One party: looked up in the lists, or its comparison with listed names explained."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.console import Console

from compliance import reporters
from compliance.cli import options
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell_list_warnings, tell_policy
from compliance.cli.outcomes import Outcome, choose_exit_code
from compliance.cli.setup import make_policy, prepare_lists, prepare_setup
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.matching.explain import Explanation, explain_pair, nearest
from compliance.matching.prepared_list import PreparedList
from compliance.model import Match, Party
from compliance.policy import Policy
from compliance.reporters import STDOUT, entry
from compliance.reporters.explain import show_nearest, show_pair
from compliance.screening.packed_results import places_of
from compliance.screening.run_setup import screen_party

app = options.new_app()


# --- `screen name` ----------------------------------------------------------------------------


NAME_EPILOG = """\b
Examples:
  screen name "Hangzhou Hikvision"
  screen name Dahua Technology --country CN
  screen name --address "Room 803, 45-51 Chatham Road South, Hong Kong"
"""


@app.command("name", epilog=NAME_EPILOG)
def name(
    text: options.Text = None,
    country: options.Country = "",
    address: options.Address = "",
    birth: options.Birth = "",
    nationality: options.Nationality = "",
    gender: options.Gender = "",
    lists: options.Lists = None,
    owners: options.Owners = None,
    min_score: options.MinScore = None,
    max_matches: options.MaxMatches = None,
    places: options.Places = None,
    purpose: options.PurposeName = None,
    form: options.PrintFormat = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Look up one party or address and print every entry that it may be, whole.

    Exit codes: 0 nothing open, 1 an open HIT or REVIEW, 2 could not start.
    """
    asked = " ".join(text or ())
    if not (asked.strip() or address.strip()):
        raise UsageError("no name is given", 'for example: screen name "Hangzhou Hikvision"')
    if form:
        refuse_joint(reporters.choose_format(STDOUT, form))
    typed = options.collect_choices(locals())
    choices = resolve_choices(typed, config, ignored=no_config)
    setup = prepare_setup(settings(choices), start_time(), stock(choices))
    party = Party(
        name=asked,
        country=country,
        address=address,
        birth=birth,
        nationality=nationality,
        gender=gender,
    )
    report = screen_party(party, setup)
    if form:
        reporters.write(report, STDOUT, form)
        tell_policy(setup.policy)
    else:
        entry.show_answer(next(iter(report.results)), results())
        entry.show_statements(report.manifest, results())
    tell_list_warnings(setup.lists)
    return choose_exit_code([Outcome(path="", report=report)], setup.lists)


def refuse_joint(form: str) -> None:
    """Raise UsageError for a format that names files and rows, where there is none."""
    if form in reporters.JOINT:
        raise UsageError(f"one name cannot be told in {form}", "choose jsonl, json or csv")


# --- `screen explain` -------------------------------------------------------------------------


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

    One name: the ten nearest entries of the list, and why each is not a hit. Two names: which words
    met, what each rule gave, and what kept the pair from a higher band. How telling a word is
    depends a little on the list: name the one that was screened against.

    Exit codes: 0 explained, 2 could not start.
    """
    names = _refuse_number(text or ())
    found = tuple(lists or ())
    typed = Choices(lists=found, purpose=purpose, as_of=as_of, data=data, locked=locked)
    choices = resolve_choices(typed, config, ignored=no_config)
    if len(names) == 2 and not choices.lists:
        show_pair(explain_pair(names[0], names[1]), results())
        return ExitCode.NOTHING_OPEN
    chosen, time, lists_kept = settings(choices), start_time(), stock(choices)
    made = prepare_lists(chosen, time, lists_kept)
    policy = make_policy(made.lists, chosen, time, lists_kept)
    show = _prepare_explanation(names, made.ready, policy)
    show(results())
    tell_list_warnings(made.lists)
    return ExitCode.NOTHING_OPEN


def _refuse_number(names: Sequence[str]) -> Sequence[str]:
    """The names, one or two. Raises UsageError for another number, or an empty one."""
    if not names or not all(name.strip() for name in names):
        raise UsageError("no name is given", _EXAMPLE)
    if len(names) > 2:
        problem = f"one name or two can be explained, not {len(names)}"
        raise UsageError(problem, f"put each name in quotes, {_EXAMPLE}")
    return names


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
    at = places_of(lists.entries).get(id(told.entry))
    if policy is None or at is None:
        return ""
    also = tuple(lists.entries[one] for one in lists.same_party(at) if one != at)
    match = Match(
        entry=told.entry, matched_name=told.name, score=told.score, band=told.band, also=also
    )
    return policy.judge_over(lists, 0.0)(party, (match,))[0].own_policy
