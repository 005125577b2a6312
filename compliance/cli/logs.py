"""`--log json`: what a run tells on stderr as JSON Lines, for programs that watch it.

Each line has `time` and `event`. Messages are those that a person would read, with their level. No
party of a file is named, as in all messages; files are.
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import TextIO

from compliance.clock import start_time
from compliance.errors import UsageError

TEXT, JSON = "text", "json"
KINDS = (TEXT, JSON)
LEVELS = ("error", "warning", "notice")
"""How messages begin that are more than information."""


class JsonLines(io.TextIOBase):
    """A stream whose lines become JSON objects on another one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = ""

    def write(self, text: str) -> int:
        """Take messages; each whole line is one."""
        *whole, self._begun = f"{self._begun}{text}".split("\n")
        for line in filter(None, whole):
            level, colon, rest = line.partition(": ")
            known = bool(colon) and level in LEVELS
            message = {"level": level, "message": rest} if known else {"level": "info"}
            self.tell_event("message", **{"message": line, **message})
        return len(text)

    def tell_event(self, event: str, **fields: object) -> None:
        """Write one event."""
        data = {"time": start_time(), "event": event, **fields}
        self._stream.write(json.dumps(data, ensure_ascii=True) + "\n")
        self._stream.flush()


@contextmanager
def logged(kind: str | None) -> Iterator[None]:
    """Write messages as that kind says while the block runs. Raises UsageError for another kind."""
    if kind not in (None, *KINDS):
        raise UsageError(f"there is no --log {kind!r}", f"choose {' or '.join(KINDS)}")
    if kind != JSON:
        yield
        return
    with redirect_stderr(JsonLines(sys.stderr)):
        yield


def tell_event(event: str, **fields: object) -> None:
    """Write an event where the log is JSON; a person is told elsewhere."""
    if isinstance(sys.stderr, JsonLines):
        sys.stderr.tell_event(event, **fields)
