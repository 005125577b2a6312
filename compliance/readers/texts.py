"""The text of a file, line by line: it is read anew each time and never held."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compliance.readers.base import Source
from compliance.readers.encodings import Encoding

END_MARK = "\x1a"
"""What DOS programs write behind the last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file read as text."""

    source: Source
    encoding: Encoding
    skipped: int = 0
    """Characters at the beginning that are left out."""

    def lines(self, end: str = "") -> Iterator[str]:
        """The lines as a spreadsheet program counts them: at CR, LF or both, at nothing else.

        Each has its line end; `end` is put behind the text. Raises InputError.
        """
        before = ""
        for line in self._read():
            if before:
                yield before
            before = line
        before = before.removesuffix(END_MARK)
        if end and before.endswith(("\r", "\n")):
            yield before
            before = ""
        if before or end:
            yield before + end

    def _read(self) -> Iterator[str]:
        codec, errors = self.encoding.codec, self.encoding.errors
        with (
            self.source.open() as stream,
            io.TextIOWrapper(stream, codec, errors, newline="") as text,
        ):
            text.read(self.skipped)
            yield from text

    def start(self, size: int) -> str:
        """The first characters."""
        found: list[str] = []
        left = size
        for line in self.lines():
            found.append(line)
            left -= len(line)
            if left <= 0:
                break
        return "".join(found)[:size]

    def without(self, characters: int) -> "Text":
        """The text without its first characters."""
        return replace(self, skipped=characters)
