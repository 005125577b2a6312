"""Names that another script writes by ear, in the letters that they have at home.

A Russian, Korean or Japanese invoice writes a foreign brand as it sounds: "Хиквижн", 하이크비전,
ハイクビジョン. Letter by letter these are "khikvizhn" and "haikubijon", which nobody listed. Only
asked names are read so, as further readings beside the letters themselves; words that a lexicon
knows keep their meaning. The rules are `data/transcription.toml`; this module is their one reader.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.names.transliterate import spell_ascii, spell_cyrillic, translate_unspaced

_MOST_LETTERS = 60
"""Longer texts are no names of firms written by ear; as many as in `respelling`."""
_MOST_READINGS = 8
"""A name is read in so many ways by one table at most: three letters that may be one of two."""
_LONG_I = re.compile("([イキシチニヒミリギジヂビピィ])ー")


@dataclass(frozen=True, slots=True)
class _Practice:
    """How one language writes foreign names."""

    script: re.Pattern[str]
    """Letters of its script; Japanese writes foreign names in katakana only."""
    spelled: bool
    """Whether the replacements apply to Latin letters, not to those of the script."""
    letters: tuple[tuple[re.Pattern[str], Sequence[str]], ...]
    """What it writes and what may stand there at home, in order."""

    def read(self, text: str) -> Iterator[str]:
        """A lower-case text in the script in each way that it may be written at home."""
        if self.spelled:
            text = self.script.sub(lambda run: translate_unspaced(run[0], _spell_piece), text)
        for reading in self._respell(text):
            yield spell_cyrillic(reading)

    def _respell(self, text: str) -> Sequence[str]:
        readings = [text]
        for pattern, home in self.letters:
            if any(map(pattern.search, readings)):
                readings = [pattern.sub(latin, one) for one in readings for latin in home]
        return list(dict.fromkeys(readings))[:_MOST_READINGS]


def _spell_piece(piece: str) -> str:
    """What no lexicon knows in Latin letters; a long i is written as two, as in "Megvii"."""
    return spell_ascii(_LONG_I.sub(r"\1イ", piece))


def read_transcriptions(raw: str) -> Iterator[str]:
    """The name in home letters, by each practice of its script; nothing for Latin letters."""
    if raw.isascii() or len(raw) > _MOST_LETTERS:
        return
    text = raw.lower()
    for practice in _practices():
        if practice.script.search(text):
            yield from practice.read(text)


@cache
def _practices() -> tuple[_Practice, ...]:
    file = resources.files("compliance.names").joinpath("data/transcription.toml")
    return tuple(
        _Practice(
            re.compile(table["script"]),
            table["written"] == "spelled",
            tuple((re.compile(letters), home) for letters, *home in table["letters"]),
        )
        for table in tomllib.loads(file.read_text("utf-8")).values()
    )
