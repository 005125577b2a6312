"""Lines for a person: on a terminal and in a pipe."""

import io

import pytest
from rich.console import Console

from compliance.reporters import text_lines
from compliance.reporters.text_lines import TextLine, label_lines, show_lines, write_plain
from tests.reporters.factory import HOSTILE_NAMES

LINES = (
    TextLine("HIT", "bold red", more="  Hik Vision"),
    TextLine(),
    TextLine("a long sentence of many words", indent=3, label="Why listed"),
)


def show(width: int) -> str:
    stream = io.StringIO()
    show_lines(LINES, Console(file=stream, width=width))
    return stream.getvalue()


def test_a_pipe_has_each_line_whole() -> None:
    assert [*map(write_plain, LINES)] == [
        "HIT  Hik Vision",
        "",
        "   Why listed          a long sentence of many words",
    ]


def test_a_wide_terminal_shows_the_same_text() -> None:
    assert show(200).splitlines() == [*map(write_plain, LINES)]


def test_a_narrow_terminal_breaks_at_words_behind_the_label() -> None:
    assert [line.rstrip() for line in show(42).splitlines()[2:]] == [
        "   Why listed          a long sentence of",
        f"{'':23}many words",
    ]


def test_a_label_stands_once_and_nothing_stands_for_no_text() -> None:
    lines = label_lines([("Name", "A"), ("Name", "B"), ("Kind", ""), ("", "C")], 3)
    assert [(line.label, line.text) for line in lines] == [("Name", "A"), ("", "B"), ("", "C")]


@pytest.mark.parametrize("text", [*HOSTILE_NAMES, "a\nHIT  b", "a\r\nHIT  b"])
def test_no_text_begins_a_line_of_its_own_in_a_pipe(text: str) -> None:
    written = write_plain(TextLine(text, label=text, more=text))
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written
    assert "\u202e" not in written


def test_a_label_of_several_lines_is_one_on_a_terminal() -> None:
    stream = io.StringIO()
    show_lines(label_lines([("tax\nHIT  b", "12")], 3), Console(file=stream))
    assert stream.getvalue().splitlines() == ["   tax HIT b           12"]


def test_many_lines_are_printed_in_order_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "TOGETHER", 2)
    stream = io.StringIO()
    show_lines((TextLine(str(number)) for number in range(5)), Console(file=stream))
    assert stream.getvalue().splitlines() == ["0", "1", "2", "3", "4"]
