"""What goes to stderr: lines that no file name can break, and a bar for long runs only."""

import io
import sys
import time

import pytest
from rich.console import Console

from compliance.cli import messages, terminal
from compliance.cli.results_console import ResultsConsole
from compliance.reporters.text_lines import TextLine

LONG = TextLine("a reason of many words " * 8, "bold red")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal_stderr(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Make stderr a terminal; inside the test, for pytest changes streams after its fixtures."""
    stream = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_a_line_stays_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    messages.tell("error: a\nb\x1b[31m.csv")
    assert capsys.readouterr().err == "error: a b<U+001B>[31m.csv\n"


def test_a_long_run_shows_a_bar_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal_stderr(monkeypatch)
    monkeypatch.setattr(terminal, "PATIENCE", 0.01)
    with terminal.progress() as bar:
        bar.add_task("screening [red].csv", total=2)
        time.sleep(0.3)
    assert "screening [red].csv" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K")


def test_a_bar_moves_that_is_shown_later_than_work_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal_stderr(monkeypatch)
    monkeypatch.setattr(terminal, "STEP", 2)
    bar = terminal.new_progress()
    task = bar.add_task("screening")
    moved = terminal.move_bar(bar, task, iter("abcde"), total=10)
    assert [next(moved) for _ in range(3)] == ["a", "b", "c"]
    assert (bar.tasks[0].completed, bar.tasks[0].total) == (2, 10)
    bar.start()
    assert list(moved) == ["d", "e"]
    assert bar.tasks[0].percentage == 40
    bar.stop()


def test_a_short_run_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal_stderr(monkeypatch)
    with terminal.progress() as bar:
        bar.add_task("screening", total=2)
    assert "screening" not in screen.getvalue()


def test_no_bar_without_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.01)
    with terminal.progress() as bar:
        bar.add_task("screening", total=2)
        time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_a_closed_pipe_is_left_to_main() -> None:
    with pytest.raises(BrokenPipeError):
        terminal.results().on_broken_pipe()


def test_a_line_is_broken_at_words_on_a_terminal_and_whole_in_a_pipe() -> None:
    line = "curated:ezviz-software  Hangzhou Ezviz Software Co.,Ltd. (related to a listed party)"
    for is_terminal, lines in ((True, 2), (False, 1)):
        stream = io.StringIO()
        console = ResultsConsole(file=stream, width=80, force_terminal=is_terminal, highlight=False)
        console.print(line, soft_wrap=True, markup=False)
        assert len(stream.getvalue().splitlines()) == lines
        assert stream.getvalue().split() == line.split()


def printed(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> str:
    stream = Screen() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    terminal.print_lines([LONG])
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


@pytest.mark.parametrize("compatible", [None, "0", "1", "maybe"])
@pytest.mark.parametrize("forced", [None, "", "1"])
@pytest.mark.parametrize("stream", [Screen(), io.StringIO()], ids=["terminal", "pipe"])
def test_a_terminal_is_what_rich_takes_for_one(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, forced: str | None, compatible: str | None
) -> None:
    for name, value in (("FORCE_COLOR", forced), ("TTY_COMPATIBLE", compatible)):
        if value is not None:
            monkeypatch.setenv(name, value)
    assert terminal.is_terminal(stream) == Console(file=stream).is_terminal
