"""The open parties of a report, one line each: for pre-commit, cron and other quiet places."""

from rich.console import Console

from compliance.model import Report, RowResult
from compliance.reporters.base import aside_line, line, since_words
from compliance.reporters.forge_findings import cell_words, flat, result_words


def show(report: Report, console: Console) -> None:
    """Print a line for every open party, after one that says what changed since an earlier run.

    Walks the notable results once.
    """
    if report.manifest.since:
        since = since_words(report.manifest.since)
        text = f"{report.manifest.input.path}: open matches and places: {since}"
        console.print(line(text), soft_wrap=True)
    for stated in report.manifest.settings.rules:
        text = f"{report.manifest.input.path}: by your settings {stated.sentence}"
        console.print(line(text), soft_wrap=True)
    for said in (*report.manifest.policy, *report.manifest.policy_warnings):
        console.print(line(f"{report.manifest.input.path}: {said}"), soft_wrap=True)
    if said := aside_line(report.manifest):
        console.print(line(f"{report.manifest.input.path}: {said}"), soft_wrap=True)
    for result in report.notable:
        if result.is_open:
            console.print(line(describe_result(report.manifest.input.path, result)), soft_wrap=True)


def describe_result(path: str, result: RowResult) -> str:
    """`customers.xlsx:17: Customers!B17: HIT 0.97: <party> may be <listed name>: <lists>`.

    What is in a baseline says so: with `--fail-on new` the others are why a commit is stopped.

    Editors and pre-commit take what is before the second colon for a file and a line of it.
    """
    question = result.question
    cell = f"{cell_words(question)}: " if question.sheet else ""
    seen = ". Seen, not reviewed" if result.is_seen else ""
    return flat(f"{path}:{question.row}: {cell}{result_words(result, is_short=True)}{seen}")
