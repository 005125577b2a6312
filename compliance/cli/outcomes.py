"""What became of the files of a run, and the exit code over all of them. Never 0 by accident.

Where the user asks for less than the usual code, a line says what is left out.
"""

from collections.abc import Iterable, Sequence

from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.configuration import FAIL_ON, Choices
from compliance.model import Decision, FileOutcome, ListInfo, Report
from compliance.model.counts import write_count
from compliance.reporters.base import find_shown_decision

Outcome = FileOutcome
"""What became of one file, as the exit code counts it."""


def choose_exit_code(
    outcomes: Iterable[Outcome],
    lists: Iterable[ListInfo],
    *,
    is_whole: bool = True,
    fail_on: str = FAIL_ON[0],
) -> ExitCode:
    """One code over all files and lists; `is_whole` says that no folder held anything else.

    `fail_on` is one of FAIL_ON: from which open decision on the code is 1.
    """
    given = list(outcomes)
    known = [outcome for outcome in given if not outcome.may_pass]
    if not any(outcome.report or outcome.may_pass for outcome in given):
        return ExitCode.NOT_STARTED
    if not all(sums_close(outcome.report) for outcome in known if outcome.report):
        return ExitCode.INCOMPLETE
    if any(has_open(outcome.report, fail_on) for outcome in known if outcome.report):
        return ExitCode.OPEN
    whole = is_whole and all(one.report and is_screened(one.report) for one in known)
    short = any(info.warnings for info in lists)
    return ExitCode.NOTHING_OPEN if whole and not short else ExitCode.INCOMPLETE


def has_open(report: Report, fail_on: str) -> bool:
    """Whether somebody has to look at this file, because of a decision that matters."""
    manifest = report.manifest
    if fail_on == "hit" and manifest.decided and manifest.counts[Decision.HIT]:
        return has_open_hit(report)
    if fail_on == "new":
        return manifest.open > manifest.seen
    if fail_on == "hit":
        return manifest.counts[Decision.HIT] > 0
    return manifest.open > 0 and fail_on != "never"


def has_open_hit(report: Report) -> bool:
    """Whether a HIT is open after what officers decided.

    Where the answers are not at hand, as after a run on Spark, whatever is open may be one.
    """
    known = False
    for result in report.notable:
        known = True
        if result.is_open and find_shown_decision(result) is Decision.HIT:
            return True
    return not known and report.manifest.open > 0


def sums_close(report: Report) -> bool:
    """Whether the sums of every sheet close: no row and no cell was lost, whatever was found."""
    return all(sheet.closes for sheet in report.manifest.input.sheets)


def is_screened(report: Report) -> bool:
    """Whether the file held parties, every one of them was screened, and no sheet is a gap."""
    counts = report.manifest.counts
    gaps = any(sheet.is_gap for sheet in report.manifest.input.sheets)
    return sum(counts.values()) > 0 and not counts[Decision.UNSCREENED] and not gaps


def choose_lenient_code(
    outcomes: Sequence[Outcome],
    lists: Iterable[ListInfo],
    choices: Choices,
    *,
    is_whole: bool = True,
) -> ExitCode:
    """The exit code as the user wants it; where it hides something, a line on stderr says so."""
    known = list(lists)
    fail_on = choices.fail_on or FAIL_ON[0]
    code = choose_exit_code(outcomes, known, is_whole=is_whole, fail_on=fail_on)
    usual = choose_exit_code(outcomes, known, is_whole=is_whole)
    if code is not usual:
        number = sum(outcome.report.manifest.open for outcome in outcomes if outcome.report)
        parties = write_count(number, "party is", "parties are")
        tell(f"notice: {parties} open, which --fail-on {choices.fail_on} leaves out")
    if choices.exit_zero and code in (ExitCode.OPEN, ExitCode.INCOMPLETE):
        tell(f"notice: the exit code would be {int(code)}; --exit-zero makes it 0")
    started = code is not ExitCode.NOT_STARTED
    return ExitCode.NOTHING_OPEN if choices.exit_zero and started else code
