"""The brief view: a line for every open party, and nothing else."""

import io

from rich.console import Console

from compliance.model import Decision, Report
from compliance.reporters import brief
from tests.reporters.factory import full_report, rescreened


def shown(answers: Report | None = None) -> list[str]:
    stream = io.StringIO()
    brief.show(answers or full_report(), Console(file=stream, width=40, highlight=False))
    return stream.getvalue().splitlines()


def test_one_line_for_each_open_party_however_narrow_the_terminal() -> None:
    report = full_report()
    opened = [one for one in report.results if one.decision.is_open]
    assert len(shown()) == len(opened) > 1
    for line, result in zip(shown(), opened, strict=True):
        assert f"row {result.question.row}" in line
        assert f": {result.decision} " in line
        assert result.decision is not Decision.CLEAR


def test_the_line_names_party_match_and_lists() -> None:
    line = shown()[0]
    assert " may be " in line
    assert "Entity List" in line


def test_a_re_screening_says_first_what_changed() -> None:
    first, *rest = shown(rescreened(full_report()))
    said = "customers.xlsx: open matches: 1 new, 0 changed and 1 gone since Monday 2026-11-16"
    assert first == said
    assert rest == shown()
