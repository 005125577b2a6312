"""The exit code over files and lists. Never 0 by accident."""

import pytest

from compliance.cli.exits import ExitCode
from compliance.cli.outcomes import Outcome, choose_exit_code
from compliance.model import Decision, InputFile, ListInfo, Manifest, Report, Settings


def report(**counts: int) -> Report:
    full = {decision: counts.get(decision.value.lower(), 0) for decision in Decision}
    source = InputFile(name="a.csv", path="a.csv", sha256="", size=0)
    manifest = Manifest(
        version="",
        time="",
        input=source,
        lists=(),
        settings=Settings(),
        review_threshold=0.8,
        hit_threshold=0.9,
        counts=full,
    )
    return Report(manifest=manifest, results=())


def done(**counts: int) -> Outcome:
    return Outcome(path="a.csv", report=report(**counts))


def a_list(*warnings: str) -> ListInfo:
    return ListInfo(
        id="l",
        title="",
        publisher="",
        as_of="",
        file="",
        sha256="",
        entries=1,
        names=1,
        rows=1,
        warnings=warnings,
    )


FAILED = Outcome(path="b.csv", problem="b.csv: cannot be read")


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([done(clear=3)], ExitCode.NOTHING_OPEN),
        ([done(clear=3, hit=1)], ExitCode.OPEN),
        ([done(review=1)], ExitCode.OPEN),
        ([done(clear=3, unscreened=1)], ExitCode.INCOMPLETE),
        ([done(hit=1, unscreened=1)], ExitCode.OPEN),
        ([done()], ExitCode.INCOMPLETE),
        ([done(clear=1), done()], ExitCode.INCOMPLETE),
        ([FAILED], ExitCode.NOT_STARTED),
        ([FAILED, FAILED], ExitCode.NOT_STARTED),
        ([done(clear=1), FAILED], ExitCode.INCOMPLETE),
        ([done(hit=1), FAILED], ExitCode.OPEN),
        ([], ExitCode.NOT_STARTED),
    ],
)
def test_one_code_over_all_files(outcomes: list[Outcome], expected: ExitCode) -> None:
    assert choose_exit_code(outcomes, [a_list()]) is expected


def test_a_list_that_lacks_rows_makes_a_run_incomplete() -> None:
    short = [a_list(), a_list("line 9: cut off")]
    assert choose_exit_code([done(clear=1)], short) is ExitCode.INCOMPLETE
    assert choose_exit_code([done(hit=1)], short) is ExitCode.OPEN


def test_what_a_folder_held_besides() -> None:
    assert choose_exit_code([done(clear=1)], [], is_whole=False) is ExitCode.INCOMPLETE
    assert choose_exit_code([done(hit=1)], [], is_whole=False) is ExitCode.OPEN
    assert choose_exit_code([FAILED], [], is_whole=False) is ExitCode.NOT_STARTED
