"""Workflow commands of GitHub Actions, which show an open party beside its row in a pull request.

`::error file=customers.csv,line=17,title=...::...`, one line a party; documented by GitHub under
"Workflow commands". A line feed, a colon or a comma in a name is escaped, so that no name can end
the command or begin another one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from compliance.model import Decision, FileOutcome
from compliance.model.counts import write_count
from compliance.reporters.base import (
    NOT_CLEARANCE,
    encode_text,
    find_shown_decision,
    output,
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
    made = f"::{level}{f' {joined}' if joined else ''}::{flat(text).translate(_TEXT)}"
    # The runner takes `##[` for a command of the older form, wherever it stands.
    return made.replace("##[", "## [")


def _lines(outcome: FileOutcome) -> Iterator[str]:
    file = file_words(outcome.path)
    for result in outcome.report.notable if outcome.report else ():
        if result.is_open or result.decision is Decision.UNSCREENED:
            decision, question = find_shown_decision(result), result.question
            title, said = f"{decision} {cell_words(question)}", result_words(result)
            yield command(LEVELS[decision], said, file=file, line=question.row, title=title)
    for gap in list_gaps(outcome):
        yield command("error", gap.text, file=file, title="Not screened")
    if passed := describe_passed_over(outcome):
        yield command("notice", passed, file=file, title="No parties")
    if outcome.report:
        manifest = outcome.report.manifest
        total, missing = sum(manifest.counts.values()), manifest.counts[Decision.UNSCREENED]
        parties = write_count(total, "party", "parties")
        said = f"{parties}, {manifest.open:,} open, {missing:,} not screened"
        decided = f", {manifest.decided:,} decided earlier" if manifest.decided else ""
        yield command("notice", f"{said}{decided}. {NOT_CLEARANCE}", file=file, title="Screened")
        for info in manifest.lists:
            for warning in info.warnings:
                yield command("warning", f"list {info.file}: {warning}", title="List")
