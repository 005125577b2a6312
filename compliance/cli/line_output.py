"""Lines that a command prints on stdout, for a person or for a program."""

import os
import sys
from collections.abc import Iterable

from compliance.reporters.text_lines import TextLine, show_lines, write_plain

_WANTS_COLOURS = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which rich takes a pipe for a terminal, as the logs of CI are."""


def print_lines(lines: Iterable[TextLine]) -> None:
    """On a terminal with colours and broken at words; elsewhere each one line, and plain."""
    if sys.stdout.isatty() or any(map(os.environ.get, _WANTS_COLOURS)):
        from compliance.cli.terminal import results  # late: a pipe needs nothing of rich

        show_lines(lines, results())
    else:
        sys.stdout.write(write_plain(lines))
