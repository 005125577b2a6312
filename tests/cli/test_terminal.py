"""What goes to stderr: lines that no file name can break, and a bar for long runs only."""

import io
import sys
import time

import pytest

from compliance.cli import messages, terminal


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
        console = terminal.ResultsConsole(
            file=stream, width=80, force_terminal=is_terminal, highlight=False
        )
        console.print(line, soft_wrap=True, markup=False)
        assert len(stream.getvalue().splitlines()) == lines
        assert stream.getvalue().split() == line.split()
