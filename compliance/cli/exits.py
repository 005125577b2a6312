"""What a run's exit code says. Never 0 by accident."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from compliance.model import Decision, ListInfo, Report


class ExitCode(IntEnum):
    """The contract with scripts, pre-commit and CI."""

    NOTHING_OPEN = 0
    """Every row was screened and nothing is open."""
    OPEN = 1
    """At least one open HIT or REVIEW."""
    NOT_STARTED = 2
    """Could not start: options, settings, list or the only file."""
    INCOMPLETE = 3
    """Nothing open in what was screened, but not everything was."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file."""

    path: str
    """As the user gave it."""
    report: Report | None = None
    """None when the file could not be screened."""
    problem: str = ""
    """Why the file could not be screened."""


def exit_code(
    outcomes: Iterable[Outcome], lists: Iterable[ListInfo], *, is_whole: bool = True
) -> ExitCode:
    """One code over all files and lists; `is_whole` says that no folder held anything else."""
    known = list(outcomes)
    if not any(outcome.report for outcome in known):
        return ExitCode.NOT_STARTED
    if not all(closes(outcome.report) for outcome in known if outcome.report):
        return ExitCode.INCOMPLETE
    if any(has_open(outcome.report) for outcome in known if outcome.report):
        return ExitCode.OPEN
    whole = is_whole and all(one.report and is_screened(one.report) for one in known)
    short = any(info.warnings for info in lists)
    return ExitCode.NOTHING_OPEN if whole and not short else ExitCode.INCOMPLETE


def has_open(report: Report) -> bool:
    """Whether somebody has to look at this file."""
    return report.manifest.open > 0


def closes(report: Report) -> bool:
    """Whether the sums of every sheet close: no row and no cell was lost, whatever was found."""
    return all(sheet.closes for sheet in report.manifest.input.sheets)


def is_screened(report: Report) -> bool:
    """Whether the file held parties, every one of them was screened, and no sheet is a gap."""
    counts = report.manifest.counts
    gaps = any(sheet.is_gap for sheet in report.manifest.input.sheets)
    return sum(counts.values()) > 0 and not counts[Decision.UNSCREENED] and not gaps
