"""What a run tells besides its results: lines on stderr, for a person or as JSON for programs.

rich is not loaded here: `--help` and a message need none of it. With `--log json` every line is an
object with `time` and `event`. Messages are those that a person would read, with their level. No
party of a file is named, as in all messages; files are.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from typing import TYPE_CHECKING, TextIO

from compliance.configuration.clock import start_time
from compliance.model.visible_text import visible

if TYPE_CHECKING:
    from compliance.model import ListInfo
    from compliance.policy import Policy

JSON = "json"
LEVELS = ("error", "warning", "notice")
"""How messages begin that are more than information."""


def tell(message: str) -> None:
    """One line to stderr; control characters from file names are spelt out."""
    line = visible(message).replace("\n", " ")
    sys.stderr.write(f"{line}\n")


def tell_list_warnings(lists: Iterable[ListInfo]) -> None:
    """What is missing from the lists in use, and how old they are: nobody may overlook it."""
    for info in lists:
        for warning in info.warnings:
            tell(f"warning: list {info.file}: {warning}")
        for notice in info.notices:
            tell(f"notice: list {info.file}: {notice}")


def tell_policy(policy: Policy | None) -> None:
    """What counts in another way, and what to mind of it: nobody may overlook it."""
    for text in policy.lines if policy else ():
        tell(f"notice: {text}")
    for text in policy.warnings if policy else ():
        tell(f"warning: {text}")


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
def log_messages(kind: str | None) -> Iterator[None]:
    """Write messages as that kind says while the block runs."""
    if kind != JSON:
        yield
        return
    with redirect_stderr(JsonLines(sys.stderr)):
        yield


def tell_event(event: str, **fields: object) -> None:
    """Write an event where the log is JSON; a person is told elsewhere."""
    if isinstance(sys.stderr, JsonLines):
        sys.stderr.tell_event(event, **fields)
