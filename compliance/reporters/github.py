"""Workflow commands of GitHub Actions, which show an open party beside its row in a pull request.

`::error file=customers.csv,line=17,title=...::...`, one line a party; documented by GitHub under
"Workflow commands". A line feed, a colon or a comma in a name is escaped, so that no name can end
the command or begin another one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from compliance.model import Decision, FileOutcome, RowResult
from compliance.reporters.base import (
    NOT_CLEARANCE,
    encode_text,
    find_shown_decision,
    output,
    party_words,
)
from compliance.reporters.forge_findings import (
    cell_words,
    describe_passed_over,
    file_words,
    flat,
    list_gaps,
    result_words,
)

LEVELS = {Decision.HIT: "error", Decision.REVIEW: "warning", Decision.UNSCREENED: "warning"}
_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write_outcomes(outcomes: Sequence[FileOutcome], path: Path) -> None:
    """Write a command for each open or unscreened party, and one that counts.

    Raises OutputError.
    """
    with output(path) as stream:
        for outcome in outcomes:
            for line in _lines(outcome):
                stream.write(encode_text(line) + b"\n")


def command(level: str, text: str, **properties: str | int) -> str:
    """One workflow command; empty properties are left out."""
    given = (
        f"{key}={flat(str(value)).translate(_PROPERTY)}"
        for key, value in properties.items()
        if value
    )
    joined = ",".join(given)
    return _inert(f"::{level}{f' {joined}' if joined else ''}::{flat(text).translate(_TEXT)}")


def _inert(text: str) -> str:
    """The text without `##[`, which the runner takes for a command of the older form anywhere."""
    return text.replace("##[", "## [")


def _lines(outcome: FileOutcome) -> Iterator[str]:
    file = file_words(outcome.path)
    for result in outcome.report.notable if outcome.report else ():
        if result.is_open or result.decision is Decision.UNSCREENED:
            decision = find_shown_decision(result)
            title = f"{decision} {cell_words(result.question)}"
            line = result.question.row
            yield command(LEVELS[decision], _words(result), file=file, line=line, title=title)
    for gap in list_gaps(outcome):
        yield command("error", gap.text, file=file, title="Not screened")
    if passed := describe_passed_over(outcome):
        yield command("notice", passed, file=file, title="No parties")
    if outcome.report:
        yield command("notice", _counts(outcome), file=file, title="Screened")
        for info in outcome.report.manifest.lists:
            for warning in info.warnings:
                yield command("warning", f"list {info.file}: {warning}", title="List")


def _words(result: RowResult) -> str:
    if result.is_open:
        return result_words(result)
    return f"UNSCREENED: {party_words(result.question.party)}: {result.explanation}"


def _counts(outcome: FileOutcome) -> str:
    assert outcome.report  # noqa: S101 - asked only of what was screened
    manifest = outcome.report.manifest
    total, missing = sum(manifest.counts.values()), manifest.counts[Decision.UNSCREENED]
    said = f"{total:,} parties, {manifest.open:,} open, {missing:,} not screened"
    decided = f", {manifest.decided:,} decided earlier" if manifest.decided else ""
    return f"{said}{decided}. {NOT_CLEARANCE}"
