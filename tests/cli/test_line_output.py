"""What a command prints on stdout: coloured for a person, plain for a program."""

import io
import sys

import pytest

from compliance.cli.line_output import print_lines
from compliance.reporters.text_lines import TextLine

LONG = TextLine("a reason of many words " * 8, "bold red")


class Screen(io.StringIO):
    """A stream that may say that it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def printed(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> str:
    stream = Screen(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    print_lines([LONG])
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_a_pipe_gets_the_line_whole_and_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, is_terminal=False) == f"{LONG.text}\n"


def test_a_terminal_gets_colours_and_broken_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(monkeypatch, is_terminal=True)
    assert "\x1b[1;31m" in text
    assert len(text.splitlines()) > 1


@pytest.mark.parametrize("name", ["FORCE_COLOR", "TTY_COMPATIBLE"])
def test_a_pipe_that_wants_colours_gets_them(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert "\x1b[" in printed(monkeypatch, is_terminal=False)
