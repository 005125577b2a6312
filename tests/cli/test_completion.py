"""Shell completion: commands, options and files go on as they may; bash itself is asked too."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.cli import completion
from compliance.cli.main import COMMANDS, COMPLETION, main

ROOT = Path(__file__).parents[2]


def offered(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """What bash would offer for the last word of the line."""
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    monkeypatch.setenv(COMPLETION, "complete_bash")
    assert main([]) == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("screen rec", ["records"]),
        ("screen lists s", ["show", "search"]),
        ("screen lists show --da", ["--data"]),
        ("screen name --coun", ["--country"]),
        ("screen customers.xlsx --input", ["--input-format"]),
        ("screen cust", []),
        ("screen lists show x", []),
    ],
)
def test_a_word_goes_on_as_it_may(
    line: str,
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert offered(line, monkeypatch, capsys) == expected


def test_the_first_word_may_be_a_command_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("names.csv", "two words.csv", ".hidden.csv", "other.csv"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert offered("screen na", monkeypatch, capsys) == ["name", "names.csv"]
    first = [*dict.fromkeys(name.split()[0] for name in COMMANDS)]
    assert offered("screen ", monkeypatch, capsys) == [*first, "names.csv", "other.csv"]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"COMP_WORDS": "screen lists s", "COMP_CWORD": "2"}, (["lists"], "s")),
        ({"COMP_WORDS": "screen lists ", "COMP_CWORD": "2"}, (["lists"], "")),
        ({"_TYPER_COMPLETE_ARGS": "screen lists s"}, (["lists"], "s")),
        ({"_TYPER_COMPLETE_ARGS": "screen lists "}, (["lists"], "")),
        ({"_TYPER_COMPLETE_ARGS": "screen"}, ([], "")),
        ({}, ([], "")),
    ],
)
def test_the_line_so_far_is_read_as_each_shell_tells_it(
    environment: dict[str, str], expected: tuple[list[str], str]
) -> None:
    assert completion.words_before(environment) == expected


@pytest.mark.parametrize(("begun", "code"), [("--proc", 0), ("--nothing", 1)])
def test_fish_is_told_by_the_exit_code(
    begun: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"screen {begun}")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "is-args")
    monkeypatch.setenv(COMPLETION, "complete_fish")
    assert main([]) == code


def in_bash(text: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in bash, with `screen` being this checkout's."""
    screen = home / "bin" / "screen"
    screen.parent.mkdir()
    screen.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m compliance "$@"\n', encoding="utf-8")
    screen.chmod(0o755)
    path = f"{screen.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "--norc", "-c", text],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_what_is_installed_works_in_bash(tmp_path: Path) -> None:
    done = in_bash(
        "screen --install-completion; echo code $?; source ~/.bash_completions/screen.sh; "
        "COMP_WORDS=(screen lists hi); COMP_CWORD=2; _screen_completion screen; "
        'echo "offered ${COMPREPLY[*]}"; screen --show-completion; echo code $?',
        tmp_path,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith(("code", "offered"))] == [
        "code 0",
        "offered history",
        "code 0",
    ]
    assert "complete -o default -F _screen_completion screen" in lines


def test_a_shell_that_is_not_known_is_no_open_hit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    assert main(["--show-completion"]) == 2
    assert "tcsh" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], *[name.split() for name in COMMANDS]])
def test_h_is_help_everywhere(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "-h"]) == 0
    short = capsys.readouterr().out
    assert main([*words, "--help"]) == 0
    assert capsys.readouterr().out == short
    assert "-h, --help" in short
