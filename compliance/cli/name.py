"""One party, looked up in the lists."""

from compliance import reporters
from compliance.cli import options
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.messages import tell_list_warnings, tell_policy
from compliance.cli.outcomes import Outcome, choose_exit_code
from compliance.cli.setup import prepare_setup
from compliance.cli.terminal import print_lines
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.model import Party
from compliance.reporters import STDOUT, entry
from compliance.screening.run_party import screen_party

app = options.new_app()


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
        print_lines(entry.list_answer_lines(next(iter(report.results))))
        print_lines(entry.list_statement_lines(report.manifest))
    tell_list_warnings(setup.lists)
    return choose_exit_code([Outcome(path="", report=report)], setup.lists)


def refuse_joint(form: str) -> None:
    """Raise UsageError for a format that names files and rows, where there is none."""
    if form in reporters.JOINT:
        raise UsageError(f"one name cannot be written as {form}", "choose jsonl, json or csv")
