"""Where the reports go, settled before the work."""

from pathlib import Path

import pytest

from compliance.cli.targets import ReportTarget, find_targets
from compliance.errors import OutputError, UsageError
from compliance.reporters import STDOUT

ONE = [Path("a.csv")]
TWO = [Path("x/a.csv"), Path("y/A.xlsx")]


def test_without_options_no_report_is_written() -> None:
    assert find_targets(TWO, None, None) == [None, None]


def test_the_ending_names_the_format(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert find_targets(ONE, str(path), None) == [ReportTarget(path=path, format="jsonl")]
    assert find_targets(ONE, str(path), "csv") == [ReportTarget(path=path, format="csv")]


def test_a_format_alone_means_standard_output() -> None:
    assert find_targets(ONE, None, "json") == [ReportTarget(path=STDOUT, format="json")]


def test_a_folder_gets_a_report_a_file_and_names_that_differ(tmp_path: Path) -> None:
    found = find_targets(TWO, str(tmp_path), None)
    names = [target.path.name for target in found if target]
    assert names == ["a-screened.xlsx", "A-screened-2.xlsx"]
    assert find_targets(ONE, str(tmp_path), "csv")[0] == ReportTarget(
        path=tmp_path / "a-screened.csv", format="csv", in_folder=True
    )


@pytest.mark.parametrize("output", ["nowhere/", "nowhere"])
def test_a_folder_that_does_not_exist_will_be_made(tmp_path: Path, output: str) -> None:
    first, _ = find_targets(TWO, f"{tmp_path}/{output}", None)
    assert first == ReportTarget(
        path=tmp_path / "nowhere" / "a-screened.xlsx", format="xlsx", in_folder=True
    )


def test_the_folder_of_a_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        find_targets(ONE, f"{tmp_path}/nowhere/out.xlsx", None)
    folder = tmp_path / "nowhere"
    assert caught.value.message == f"{folder}/out.xlsx: the folder {folder} does not exist"
    assert caught.value.hint == "create it first, or choose another place with -o"


def test_several_files_share_a_report_of_lines_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    assert find_targets(TWO, str(path), None) == [ReportTarget(path=path, format="jsonl")] * 2
    assert find_targets(TWO, "-", "csv") == [ReportTarget(path=STDOUT, format="csv")] * 2
    with pytest.raises(UsageError) as caught:
        find_targets(TWO, "out.xlsx", None)
    assert str(caught.value) == (
        "2 files cannot share one report in xlsx "
        "(give a folder: -o reports/, or one file of lines: -o all.jsonl)"
    )


def test_a_report_never_replaces_a_file_that_is_screened(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.touch()
    with pytest.raises(OutputError) as caught:
        find_targets([source], str(source), None)
    assert caught.value.message == f"{source} is itself screened; its report would overwrite it"
    screened = tmp_path / "a-screened.xlsx"
    with pytest.raises(OutputError):
        find_targets([source, screened], str(tmp_path), None)
