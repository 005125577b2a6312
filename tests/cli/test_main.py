"""Every way out of a run: one line, the right code, and no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance import __version__
from compliance.cli import batch
from compliance.cli.main import main
from compliance.model import Report
from compliance.screening import run_file
from compliance.screening.run_setup import RunSetup
from tests.cli.conftest import LISTED, Screen

Put = Callable[[str, str | bytes], Path]


def test_the_77_parties_of_the_sample_fit_on_two_screens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main([str(Path(__file__).parents[2] / "samples" / "customers.xlsx")])
    lines = capsys.readouterr().out.splitlines()
    assert "77 parties" in "".join(lines)
    assert len(lines) <= 72


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lsits", "neither a file nor a command 'lsits' (did you mean screen lists?)"),
        ("lists serach x", "lists has no command 'serach' (did you mean screen lists search?)"),
        ("lists zzz", "lists has no command 'zzz' (there are show, search, diff, import, update"),
        ("review imprt r", "no"),
        ("reviw a.xlsx", "(did you mean screen review?)"),
        ("records lst", "(did you mean screen records list or records verify?)"),
        ("a.csv --ouput x", "No such option: --ouput (Possible options: --output)"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(
    capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    assert main(words.split()) == 2
    assert said in capsys.readouterr().err


def test_a_file_called_nearly_like_a_command_is_a_file(screen: Screen, put: Put) -> None:
    put("lsits", "Name\nBakery\n")
    assert screen("lsits").code == 0


@pytest.mark.parametrize("words", [["--help"], ["name", "--help"], ["lists", "--help"]])
def test_every_help_has_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"Usage: screen {'' if len(words) == 1 else words[0]}".rstrip())
    assert "Examples:\n" in text


def test_screen_alone_prints_help_and_has_screened_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("Usage: screen [OPTIONS] [FILE]...")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"party-screen {__version__}\n"


NO_NAME = 'error: no name is given (for example: screen name "Hangzhou Hikvision")'
NO_PAIR = (
    "error: --column 'Customer' is not of the form ROLE=HEADER "
    '(for example --column "name=Customer name")'
)
SCORE = "error: --min-score must be a number from 0 to 1 (for example --min-score 0.7)"
PROCESSES = (
    "error: --processes must be a whole number from 1 to 1000 "
    "(leave it out, and the program chooses)"
)
MATCHES = (
    "error: --max-matches must be a whole number from 1 to 1000 (for example --max-matches 10)"
)
FORGES = "sarif, junit, github, gitlab, md"
NO_FORMAT = (
    f"error: there is no report format 'docx' (choose xlsx, html, jsonl, json, csv, {FORGES})"
)
NO_ENDING = (
    "error: report.docx: the ending names no report format "
    "(use .xlsx, .html, .jsonl, .json, .csv, .sarif, .junit.xml, .github.txt, .gitlab.json, .md, "
    "or add --format)"
)
NOT_TO_STDOUT = (
    "error: a report in xlsx cannot be written to standard output "
    f"(give a file with -o, or choose html, jsonl, json, csv, {FORGES})"
)
NOT_ONE_NAME = "error: one name cannot be written as sarif (choose jsonl, json or csv)"
ONE_REPORT = (
    "error: 2 files cannot share one report in xlsx "
    "(give a folder: -o reports/, or one file of lines: -o all.jsonl)"
)
NO_FOLDER = (
    "error: nowhere/out.xlsx: the folder nowhere does not exist "
    "(create it first, or choose another place with -o)"
)
NO_LIST = (
    "error: list 'nowhere' is neither a file nor a list that is known "
    "(bundled: curated; stored: none)"
)
NO_SETTINGS = (
    "error: settings file 'x.toml' cannot be read: No such file or directory "
    "(check the path of --config)"
)
BOTH = "error: --config and --no-config exclude each other (leave one out)"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--nope", "error: No such option: --nope (try: screen --help)"),
        ("--quiet", "error: no file is named (for example: screen customers.xlsx)"),
        ("name", NO_NAME),
        ("a.csv --column Customer", NO_PAIR),
        ("a.csv --min-score 2", SCORE),
        ("a.csv --min-score nan", SCORE),
        ("a.csv --max-matches 0", MATCHES),
        ("a.csv --processes 0", PROCESSES),
        (
            "a.csv --engine fast",
            (
                "error: --engine must be one of local, spark, not 'fast' "
                "(leave it out for the engine local)"
            ),
        ),
        ("a.csv --format docx", NO_FORMAT),
        ("a.csv -o report.docx", NO_ENDING),
        ("a.csv --format xlsx", NOT_TO_STDOUT),
        ("name Foo --format xlsx", NOT_TO_STDOUT),
        ("name Foo --format sarif", NOT_ONE_NAME),
        ("a.csv b.csv -o out.xlsx", ONE_REPORT),
        ("a.csv -o nowhere/out.xlsx", NO_FOLDER),
        ("lists --list nowhere", NO_LIST),
        ("a.csv --config x.toml --no-config", BOTH),
        ("a.csv --config x.toml", NO_SETTINGS),
    ],
)
def test_what_cannot_start_says_why_in_one_line(
    words: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert main(words.split()) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{message}\n")


def test_a_broken_list_is_refused_before_anything_is_screened(screen: Screen, put: Put) -> None:
    put("customers.csv", "Name\nBakery\n")
    data = (Path("..") / "list.csv").read_bytes()
    put("broken.csv", data + b"/,1\n")
    ran = screen("customers.csv", "--list", "broken.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: broken.csv: the list is broken: line 4: 2 of 29 columns "
        "(download the list again: nothing was screened)\n"
    )


def test_a_list_that_was_cut_off_is_never_a_clean_run(put: Put) -> None:
    put("customers.csv", "Name\nBakery\n")
    data = (Path("..") / "list.csv").read_bytes()
    put("cut.csv", data.rstrip(b"\n,"))
    assert main(["customers.csv", "--list", "cut.csv", "--quiet"]) == 3


def test_settings_with_problems(screen: Screen, put: Put) -> None:
    put("screen.toml", 'max-matches = 0\nquiet = "x"\n')
    put("customers.csv", "Name\nBakery\n")
    ran = screen("customers.csv")
    assert ran.code == 2
    assert ran.err.startswith(
        "error: screen.toml: max-matches must be a whole number from 1 to 1000; "
        "quiet must be true or false (the keys are list, owners, column,"
    )


def test_a_source_date_that_is_no_number(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    put("customers.csv", "Name\nBakery\n")
    ran = screen("customers.csv")
    assert (ran.code, ran.err) == (
        2,
        "error: SOURCE_DATE_EPOCH in the environment is no number of seconds (unset it)\n",
    )


def broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make the screening of files raise this error."""

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(batch, "screen", fail)


def test_an_error_nobody_foresaw_tells_its_place_and_no_data(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, KeyError("ACME Secret Customer"))
    ran = screen("customers.csv")
    assert ran.code == 2
    assert ran.err.startswith("error: internal error: KeyError at ")
    assert ran.err.count("\n") == 1
    assert "ACME" not in ran.err
    assert "Traceback" not in ran.err


def test_an_internal_error_in_one_file_does_not_stop_the_others(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("good.csv", "Name\nBakery\n")
    put("strange.csv", "Name\nBakery\n")
    real = run_file.screen_file

    def fail(path: Path, setup: RunSetup, watch: run_file.WatchResults) -> Report:
        if path.name == "strange.csv":
            raise KeyError("ACME Secret Customer")
        return real(path, setup, watch)

    monkeypatch.setattr(run_file, "screen_file", fail)
    ran = screen("strange.csv", "good.csv", "-q")
    first, second = ran.err.splitlines()
    assert ran.code == 3
    assert first.startswith("error: strange.csv: internal error: KeyError at batch.py:")
    assert second == "1 of 2 files were not screened"
    assert screen("strange.csv", "-q").code == 2


def test_the_traceback_is_there_when_asked_for(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, KeyError("x"))
    monkeypatch.setenv("SCREEN_DEBUG", "1")
    assert "Traceback" in screen("customers.csv").err


def test_an_interrupted_run(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    ran = screen("customers.csv")
    assert (ran.code, ran.err) == (130, "interrupted; no report was left half written\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_closed_pipe_is_quiet(folder: Path, put: Put) -> None:
    put("customers.csv", "\n".join(["Name", *[f'"{LISTED}"'] * 3000]))
    command = f"{sys.executable} -m compliance customers.csv -q --list ../list.csv | head -1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (141, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_terminal_without_the_script_gets_code_points(folder: Path, put: Put) -> None:
    put("客户.csv", "Name\n海康威视\n")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "compliance", "客户.csv", "--list", "../list.csv"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert b"\\u5ba2\\u6237.csv" in done.stdout
