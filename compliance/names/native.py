"""Words in other scripts than Latin and Chinese to Latin letters, script by script.

Nothing here runs for a name in Latin letters, and a lexicon is read when its script first occurs.
"""

from collections.abc import Mapping

from rigour.text.translit import ascii_text

from compliance.names import cyrillic, semitic, unspaced
from compliance.names.vowelless import MARK

_FIRST_OTHER = "\u0400"  # Cyrillic, and after it the scripts that are spelled here


def latin(text: str) -> tuple[str, Mapping[str, str]]:
    """The lower-case `text` in Latin letters; words written without vowels carry their mark.

    Cyrillic, Arabic, Persian, Hebrew, Korean, Japanese and Thai by own tables and lexicons, all
    else by rigour. And for words that lists print in either language, what they mean.
    """
    if text.isascii():
        return text, {}
    text = text.replace(MARK, "a")
    meanings: dict[str, str] = {}
    if max(text) >= _FIRST_OTHER:
        text, meanings = semitic.latin(cyrillic.latin(text))
        text = unspaced.latin(text)
    return MARK.join(map(ascii_text, text.split(MARK))), meanings
