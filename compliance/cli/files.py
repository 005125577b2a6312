"""`screen FILE...`: the main job."""

from collections.abc import Mapping
from importlib import import_module

import typer

from compliance import __version__
from compliance.cli import options
from compliance.cli.exits import end_run
from compliance.cli.messages import JSON, log_messages
from compliance.configuration import Choices
from compliance.errors import UsageError

app = options.new_app(completion=True)

WORK: Mapping[str, str] = {"local": "batch", "spark": "cluster"}
"""Engine -> the module that screens files with it."""

EPILOG = """\b
Examples:
  screen customers.xlsx
  screen customers.xlsx -o customers-screened.xlsx
  screen orders/ suppliers.csv -o reports/
  screen customers.csv --column "name=Firma" --format jsonl -o -
  cat customers.csv | screen -

\b
Other commands, each with its own --help:
  screen name TEXT...   look up one party and print all that is known of it
  screen explain A [B]  show how names were compared, and why it is no hit
  screen lists          show the lists in use, their dates and counts
  screen lists update   fetch lists; also: show, search, diff, import, verify, pin, history
  screen review FILE    decide hits here; also: import, list, show, lint, stats, expire, verify
  screen rescreen FILE  screen what changed since a run; screen replay redoes a recorded run
  screen selftest       ask names whose answers are known; screen init writes a settings file

\b
Exit codes:
  0  every row was screened and nothing is open
  1  at least one open HIT or REVIEW; --fail-on asks for less
  2  could not start: options, settings, list, report or the only file
  3  screened incompletely, and nothing open in what was screened
"""


@app.command(epilog=EPILOG)
def files(
    paths: options.Files = None,
    output: options.Output = None,
    form: options.Format = None,
    input_format: options.InputFormat = None,
    lists: options.Lists = None,
    owners: options.Owners = None,
    columns: options.Columns = None,
    sheets: options.Sheets = None,
    show_mapping: options.ShowMapping = False,
    min_score: options.MinScore = None,
    max_matches: options.MaxMatches = None,
    places: options.Places = None,
    purpose: options.PurposeName = None,
    quiet: options.Quiet = False,
    fail_on: options.FailOn = None,
    without_parties: options.WithoutParties = None,
    exit_zero: options.ExitZero = False,
    in_full: options.Long = False,
    again: options.Again = False,
    log: options.Log = None,
    as_of: options.AsOf = None,
    engine: options.Engine = None,
    master: options.Master = None,
    processes: options.Processes = None,
    record: options.Record = None,
    data: options.Data = None,
    locked: options.Locked = None,
    decisions: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    version: options.Version = False,
) -> int:
    """Screen every party in FILE against restricted-party lists.

    Prints who is listed, why, and what that restricts. FILE is a workbook (.xlsx, .xlsm, .xls,
    .ods), a table (.csv, .tsv), a folder of them, or - for standard input; the columns are found.
    Nothing leaves this computer.
    """
    if version:
        typer.echo(f"party-screen {__version__}")
        return 0
    if not paths:
        raise UsageError("no file is named", "for example: screen customers.xlsx")
    typed = options.collect_choices(locals())
    from compliance.cli.choices import choose_engine, resolve_choices  # late: not for --help

    choices = resolve_choices(typed, config, ignored=no_config)
    with log_messages(choices.log):
        try:
            return run_files(
                paths, choices, choose_engine(typed, choices), show_mapping=show_mapping
            )
        except BaseException as error:  # told here, while the log is open
            if choices.log != JSON:
                raise
            return end_run(error)


def run_files(paths: list[str], choices: Choices, engine: str, *, show_mapping: bool) -> int:
    """Screen the files with the engine, or show what is understood of them. Raises ScreenError."""
    from compliance.cli import batch  # late: --help needs none of it

    work = import_module(f"compliance.cli.{WORK[engine]}")
    return int(batch.show_mappings(paths, choices) if show_mapping else work.screen(paths, choices))
