"""Lines of text for a person: with colours and broken at words on a terminal, plain elsewhere.

Nothing of rich is loaded for what goes into a pipe or a file, where each line stays one, so that
programs such as grep find it whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from compliance.model.visible_text import visible
from compliance.reporters.base import line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LABEL_WIDTH = 19
"""Columns of a label; its text stands behind it."""
TOGETHER = 500
"""Lines that are printed in one piece, which takes a tenth of the time of one by one."""


class TextLine(Struct, frozen=True):
    """One line: untrusted text, which is made harmless when it is written."""

    text: str = ""
    style: str = ""
    """How rich shows it where there are colours."""
    indent: int = 0
    label: str | None = None
    """What stands before the text in a column of its own; None where there is no such column."""
    more: str = ""
    """Bold text behind the text."""


def label_lines(pairs: Iterable[tuple[str, str]], indent: int) -> Iterator[TextLine]:
    """Labels and texts side by side; a text that the list does not give is left out.

    A label stands once, before the first of its texts, in one line whatever it holds.
    """
    previous = None
    for label, text in pairs:
        if text:
            head = "" if label == previous else " ".join(label.split())
            yield TextLine(text, indent=indent, label=head)
            previous = label


def write_plain(line: TextLine) -> str:
    """The line without colours; no text in it begins another one."""
    label = "" if line.label is None else f"{line.label:{LABEL_WIDTH}} "
    return " " * line.indent + visible(f"{label}{line.text}{line.more}").replace("\n", " ")


def show_lines(lines: Iterable[TextLine], console: Console) -> None:
    """Print the lines; where one is too long it is broken at words, behind its label."""
    left = iter(lines)
    while some := [*islice(left, TOGETHER)]:
        parts = [part for one in some for part in _break_line(one, console)]
        console.print(line("\n").join(parts))


def _break_line(one: TextLine, console: Console) -> Iterator[Text]:
    head = "" if one.label is None else f"{one.label:{LABEL_WIDTH}} "
    room = max(1, console.width - one.indent - len(head))
    for part in line(one.text, one.style).append(line(one.more, "bold")).wrap(console, room):
        yield line(" " * one.indent).append(line(head, "dim")).append(part)
        head = " " * len(head)
