"""What stands where a name should: words that name nobody, and marks that repeat the row above.

The words are data: `placeholders.toml`.
"""

from enum import StrEnum

from compliance.columns.vocabulary import (
    LONGEST_HEADER,
    PHRASES,
    find_longest_phrase,
    fold,
    fold_table,
    list_first_words,
    may_begin,
)
from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern

NO_SIGN = TextPattern(r"[\W_]*")
SPACES = TextPattern(r"\s+")


class Placeholder(StrEnum):
    """What a cell says instead of a name."""

    ABSENT = "says that there is no party"
    UNNAMED = "names no party"
    ABOVE = "repeats the name above"


_TABLES: dict[str, dict[str, list[str]]] = read_data_tables("columns/placeholders.toml")
MARKS = dict.fromkeys(("", "-", "--", "---", "–", "—", "/", "./.", ".", "…"), Placeholder.ABSENT)
"""Cells of nothing but signs: dashes, and quotation marks that repeat the cell above."""
MARKS |= dict.fromkeys(_TABLES["above"].pop("signs"), Placeholder.ABOVE)
UNNAMED = fold_table(_TABLES["unnamed"])
WORDS = (
    dict.fromkeys(UNNAMED, Placeholder.UNNAMED)
    | dict.fromkeys(fold_table(_TABLES["absent"]), Placeholder.ABSENT)
    | dict.fromkeys(fold_table(_TABLES["above"]), Placeholder.ABOVE)
)
"""Folded words that stand alone in a cell."""
BESIDE_ROLES = UNNAMED - fold_table(_TABLES["alone"])
"""Words that name nobody beside a word for a role, too."""
SOME_WORD = frozenset(word for phrase in BESIDE_ROLES for word in phrase.split())
"""Every word of these: a name without any is a name, and most have none."""
STARTS = list_first_words((*WORDS, *BESIDE_ROLES, *PHRASES))
"""First words of all that may stand in such a cell."""
MOST_WORDS = 6


def find_placeholder(text: str) -> Placeholder | None:
    """Return what a cell says instead of a name; None for a name.

    A cell without any letter or digit is unnamed, unless it is a dash or a mark of repetition.
    Words of headers may stand beside: `unknown end-user`, `various suppliers`, `Testkunde`.
    """
    if not may_begin(text, STARTS):
        return None
    stripped = SPACES.sub(" ", text.strip())
    if stripped in MARKS:
        return MARKS[stripped]
    if NO_SIGN.fullmatch(stripped):
        return Placeholder.UNNAMED
    key = fold(stripped) if len(stripped) <= LONGEST_HEADER else ""
    words = key.split()
    if key in WORDS or not 1 < len(words) <= MOST_WORDS or SOME_WORD.isdisjoint(words):
        return WORDS.get(key)
    # A placeholder and what such a party would be: `unknown customer`.
    unnamed = at = 0
    while at < len(words):
        size = find_longest_phrase(words, at, BESIDE_ROLES)
        unnamed += size > 0
        size = size or find_longest_phrase(words, at, PHRASES)
        if not size:
            return None
        at += size
    return Placeholder.UNNAMED if unnamed else None
