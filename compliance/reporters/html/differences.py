"""Pure: two names held against each other: which parts does only one of them have.

For the eye of an officer, not for the score: letters are compared without case, accents and signs.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

SHORTEST = 3
"""Letters in a row that are the same part in both names; one or two may be alike by chance."""

WIDEST = 2
"""Letters after a shared part that may differ, as slips do, so that fewer in a row count too."""

Segment = tuple[str, bool]
"""A part of a name, and whether the other name lacks it."""


def compare_names(asked: str, listed: str) -> tuple[list[Segment], list[Segment]]:
    """Both names in parts that join to the whole names again."""
    first, second = _letters(asked), _letters(listed)
    shared_first = _find_shared_words(asked, listed)
    shared_second = _find_shared_words(listed, asked)
    matcher = SequenceMatcher(
        None, [sign for _, sign in first], [sign for _, sign in second], autojunk=False
    )
    ended = (0, 0)
    for block in matcher.get_matching_blocks():  # letters that both have in the same order
        gap = max(block.a - ended[0], block.b - ended[1])
        if block.size >= SHORTEST or (ended[0] and gap <= WIDEST):
            ended = (block.a + block.size, block.b + block.size)
            shared_first.update(place for place, _ in first[block.a : ended[0]])
            shared_second.update(place for place, _ in second[block.b : ended[1]])
    return _segments(asked, shared_first), _segments(listed, shared_second)


Letters = Sequence[tuple[int, str]]
"""The letters and digits of a name, each with its place in it."""


def _letters(name: str) -> Letters:
    return [(at, _plain(sign)) for at, sign in enumerate(name) if sign.isalnum()]


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in parts if not unicodedata.combining(sign)) or text


def _find_shared_words(name: str, other: str) -> set[int]:
    """The places of the letters of whole words that the other name has too, wherever."""
    there = {word for word, _ in _words(other)}
    return {place for word, places in _words(name) if word in there for place in places}


def _words(name: str) -> Iterator[tuple[str, Sequence[int]]]:
    for is_word, run in groupby(enumerate(name), key=lambda pair: pair[1].isalnum()):
        if is_word:
            signs = list(run)
            yield _plain("".join(sign for _, sign in signs)), [place for place, _ in signs]


def _segments(name: str, shared: set[int]) -> list[Segment]:
    """Signs and blanks go with the letter before them, so that marks are not torn."""
    marks, differs = [], False
    for at, sign in enumerate(name):
        if sign.isalnum():
            differs = at not in shared
            marks.append(differs)
        elif sign.isspace():  # no mark runs on to a letter that is shared, or to nothing
            following = next((n for n in range(at, len(name)) if name[n].isalnum()), None)
            marks.append(differs and following is not None and following not in shared)
        else:
            marks.append(differs)
    runs = groupby(zip(name, marks, strict=True), key=lambda pair: pair[1])
    return [("".join(sign for sign, _ in run), marked) for marked, run in runs]
