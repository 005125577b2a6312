"""Names as another language writes them, written as English does: "Prigoschin", "Lukashenka".

Lists print the English transcription of Cyrillic and Arabic; passports and invoices of Germany,
France, the Maghreb or Belarus do not. Only asked names are respelled, as one more reading each.
The rules are `data/respelling.toml`; this module is their one reader.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_MOST_LETTERS = 60
"""Longer texts are no names of persons."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How one language writes such names."""

    sign: re.Pattern[str]
    """What shows that a name is written so."""
    letters: tuple[tuple[re.Pattern[str], str], ...]
    """Its letters and what English writes instead, in order."""

    def respell(self, text: str) -> str:
        """The text as English writes it."""
        for pattern, english in self.letters:
            text = pattern.sub(english, text)
        return text


def respell_by_language(raw: str) -> Iterator[str]:
    """The name respelled from each language that it looks to be written in, in lower case."""
    if len(raw) > _MOST_LETTERS:
        return
    text = raw.casefold()
    for spelling in _spellings():
        if spelling.sign.search(text):
            yield spelling.respell(text)


@cache
def _spellings() -> tuple[_Spelling, ...]:
    file = resources.files("compliance.names").joinpath("data/respelling.toml")
    return tuple(
        _Spelling(
            re.compile(table["sign"]),
            tuple((re.compile(letters), english) for letters, english in table["letters"]),
        )
        for table in tomllib.loads(file.read_text("utf-8")).values()
    )
