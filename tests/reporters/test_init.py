from pathlib import Path

import pytest

from compliance.errors import OutputError, UsageError
from compliance.reporters import FORMATS, STDOUT, choose_format, find_ending, write
from tests.reporters.factory import report, result


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_names_the_format(name: str) -> None:
    ending = find_ending(name)
    assert choose_format(Path(f"out/report.{ending}"), None) == name
    assert choose_format(Path(f"report.{ending.upper()}"), None) == name


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_asked_for_wins_over_the_ending(name: str) -> None:
    assert choose_format(Path("report.xlsx"), name) == name
    assert choose_format(Path("report"), name.upper()) == name


@pytest.mark.parametrize("path", ["report.pdf", "report", "report.xls"])
def test_an_ending_that_names_no_format_is_refused(path: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose_format(Path(path), None)
    assert caught.value.message == f"{path}: the ending names no report format"
    assert caught.value.hint == (
        "use .xlsx, .html, .jsonl, .json, .csv, .sarif, .junit.xml, .github.txt, "
        ".gitlab.json, .md, or add --format"
    )


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        choose_format(Path("report.csv"), "pdf")
    assert caught.value.message == "there is no report format 'pdf'"
    assert caught.value.hint == (
        "choose xlsx, html, jsonl, json, csv, sarif, junit, github, gitlab, md"
    )


def test_standard_output_needs_a_format() -> None:
    with pytest.raises(UsageError) as caught:
        choose_format(STDOUT, None)
    assert caught.value.message == "standard output has no ending that names a format"
    assert caught.value.hint == (
        "add --format html, jsonl, json, csv, sarif, junit, github, gitlab, md"
    )


def test_a_workbook_is_not_written_to_standard_output() -> None:
    with pytest.raises(UsageError) as caught:
        choose_format(STDOUT, "xlsx")
    assert caught.value.message == "a report in xlsx cannot be written to standard output"
    assert caught.value.hint == (
        "give a file with -o, or choose html, jsonl, json, csv, sarif, junit, github, gitlab, md"
    )


@pytest.mark.parametrize("name", ["html", "jsonl", "json", "csv"])
def test_standard_output_gets_the_bytes_of_the_file(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answers = report(result("杭州海康威视"))
    write(answers, tmp_path / "report", name)
    write(answers, STDOUT, name)
    assert capfdbinary.readouterr().out == (tmp_path / "report").read_bytes()


def test_the_screened_file_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "customers.csv"
    source.write_text("name\n")
    link = tmp_path / "link.csv"
    link.symlink_to(source)
    for path in (source, link):
        with pytest.raises(OutputError) as caught:
            write(report(path=str(source)), path, "csv")
        assert caught.value.message == (
            f"{path} is the file being screened; the report would overwrite it"
        )
    assert source.read_text() == "name\n"


@pytest.mark.parametrize("name", FORMATS)
def test_a_failing_result_leaves_the_old_report(name: str, tmp_path: Path) -> None:
    target = tmp_path / f"report.{name}"
    target.write_bytes(b"old")
    whole = report(result("a"))
    broken = type(whole)(manifest=whole.manifest, results=(1 / 0 for _ in range(1)))  # type: ignore[misc]
    with pytest.raises(ZeroDivisionError):
        write(broken, target, name)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_workbook_with_macros_is_a_workbook() -> None:
    assert choose_format(Path("out.XLSM"), None) == "xlsx"
    assert choose_format(Path("out.xlsm"), "json") == "json"
