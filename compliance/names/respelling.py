"""Names as another language writes them, written as English or their own does: "Prigoschin".

Lists print the English transcription of Cyrillic and Arabic; passports and invoices of Germany,
France, the Maghreb or Belarus do not. And other scripts write a foreign name by ear: "Хиквижн",
하이크비전 and ハイクビジョン are Hikvision, though their letters are "khikvizhn" and "haikubijon",
which nobody listed. Only asked names are respelled, as further readings beside what is written;
words that a lexicon knows keep their meaning. The rules are `data/respelling.toml`; this module is
their one reader.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.transliterate import spell_ascii, spell_cyrillic, translate_unspaced

_MOST_LETTERS = 60
"""Longer texts are no names of persons, nor of firms that are written by ear."""
_MOST_READINGS = 8
"""A name is read in so many ways by one table at most: three letters that may be one of two."""
_LONG_I = TextPattern("([イキシチニヒミリギジヂビピィ])ー")


class _Spelling(Struct, frozen=True):
    """How one language writes such names."""

    sign: str
    """A pattern: what shows that a name is written so; of another script its letters."""
    word: str
    """A pattern: what one word of such a name has at least."""
    is_script: bool
    is_spelled: bool
    """Whether the replacements apply to Latin letters, not to those of the script."""
    letters: tuple[tuple[str, Sequence[str]], ...]
    """Patterns of its letters, and what may stand there at home, in order."""

    def respell(self, text: str) -> Iterator[str]:
        """A lower-case text in each way that it may be written at home."""
        if self.is_spelled:
            text = re.sub(self.sign, lambda run: translate_unspaced(run[0], _spell_piece), text)
        readings = [text]
        for pattern, home in self.letters:
            if any(re.search(pattern, text) for text in readings):
                readings = [re.sub(pattern, latin, text) for text in readings for latin in home]
        return map(spell_cyrillic, list(dict.fromkeys(readings))[:_MOST_READINGS])


def may_be_respelled(word: str) -> bool:
    """Whether a lower-case word of Latin letters may be of a name written as abroad."""
    return _latin_words().search(word) is not None


def _spell_piece(piece: str) -> str:
    """What no lexicon knows in Latin letters; a long i is written as two, as in "Megvii"."""
    return spell_ascii(_LONG_I.sub(r"\1イ", piece))


def respell_by_language(raw: str) -> Iterator[str]:
    """The name respelled from each language that it looks to be written in, in lower case."""
    if len(raw) > _MOST_LETTERS:
        return
    text, is_ascii = raw.casefold(), raw.isascii()
    for spelling in _spellings():
        if not (spelling.is_script and is_ascii) and re.search(spelling.sign, text):
            yield from spelling.respell(text)


@cache
def _latin_words() -> TextPattern:
    """What one word has at least of a name in Latin letters that is written as abroad."""
    words = (spelling.word for spelling in _spellings() if not spelling.is_script)
    return TextPattern("|".join(f"(?:{word})" for word in words))


@cache
def _spellings() -> tuple[_Spelling, ...]:
    return tuple(
        _Spelling(
            sign=table.get("sign") or table["script"],
            word=table.get("word") or table.get("sign") or table["script"],
            is_script="script" in table,
            is_spelled=table.get("spelled", False),
            letters=tuple((letters, home) for letters, *home in table["letters"]),
        )
        for table in read_data_tables("names/data/respelling.toml").values()
    )
