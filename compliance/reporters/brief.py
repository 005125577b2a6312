"""The open parties of a report, one line each: for pre-commit, cron and other quiet places."""

from collections.abc import Iterator

from compliance.model import Report, RowResult
from compliance.reporters.base import aside_line, since_words
from compliance.reporters.forge_findings import cell_words, flat, result_words
from compliance.reporters.text_lines import TextLine


def list_open_lines(report: Report) -> Iterator[TextLine]:
    """A line for every open party, after those that say what changed and what counts.

    Walks the notable results once.
    """
    manifest, path = report.manifest, report.manifest.input.path
    if manifest.since:
        yield TextLine(f"{path}: open matches and places: {since_words(manifest.since)}")
    for stated in manifest.settings.rules:
        yield TextLine(f"{path}: by your settings {stated.sentence}")
    for said in (*manifest.policy, *manifest.policy_warnings):
        yield TextLine(f"{path}: {said}")
    if said := aside_line(manifest):
        yield TextLine(f"{path}: {said}")
    for result in report.notable:
        if result.is_open:
            yield TextLine(describe_result(path, result))


def describe_result(path: str, result: RowResult) -> str:
    """`customers.xlsx:17: Customers!B17: HIT 0.97: <party> may be <listed name>: <lists>`.

    What is in a baseline says so: with `--fail-on new` the others are why a commit is stopped.

    Editors and pre-commit take what is before the second colon for a file and a line of it.
    """
    question = result.question
    cell = f"{cell_words(question)}: " if question.sheet else ""
    seen = ". Seen, not reviewed" if result.is_seen else ""
    return flat(f"{path}:{question.row}: {cell}{result_words(result, is_short=True)}{seen}")
