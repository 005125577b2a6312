"""The words between several parties of one cell, and those of places and desks, by language.

The tables are `data/cell_marks.toml`, and this module is its one reader.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from compliance.model.program_data import read_data_tables
from compliance.names.clean import has_han, has_kana

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a character inside brackets while the text around them is searched."""
SIGNS_BEFORE = ",;:-–—―(（[【/|、，；：" + HIDDEN
"""Signs behind which a word parts that names hold too."""
FIRST_WORD = re.compile(r"[^\W_]+")
"""What counts as a word when markers are looked up by their first one."""


class Marker(Struct, frozen=True):
    """Words between two parties."""

    expression: str
    """Of the pattern."""
    flags: re.RegexFlag
    after_a_sign: bool = False
    """Whether names hold the words too: then they count behind a comma or a bracket only."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """To be matched where its first word begins; one run meets few of several hundred."""
        return _compile(self.expression, self.flags)


@cache
def _compile(expression: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(expression, flags)


class CellMarks(Struct, frozen=True):
    """The tables."""

    markers: Mapping[str, tuple[Marker, ...]]
    """First word -> the markers that begin with it, the longest first."""
    glued: re.Pattern[str]
    """Chinese and Japanese markers, which have no spaces about them."""
    conjunctions: frozenset[str]
    """"and" and the like."""
    forms_before: re.Pattern[str]
    """Legal forms that stand before the name."""
    desks: frozenset[str]
    """Parts of a firm, roles, titles."""
    places: frozenset[str]
    """Words in names of places that the table of places does not hold."""
    kinds_of_places: frozenset[str]
    """What names of places end in: "islands", "province"."""


@cache
def cell_marks() -> CellMarks:
    """The tables, read once."""
    data = read_data_tables("names/data/cell_marks.toml")
    after_a_sign, labels = (
        filter(_is_unspaced, _all(data[section])) for section in ("after_a_sign", "labels")
    )
    signs, forms = re.escape(SIGNS_BEFORE), data["forms_before"]["forms"]
    # The markers of Latin, Cyrillic, Arabic and Korean letters by their first word.
    markers: dict[str, list[Marker]] = {}
    for section, make in _MARKERS.items():
        for word in sorted(_all(data[section]), key=len, reverse=True):
            first = FIRST_WORD.search(word)
            if first and not _is_unspaced(word):
                markers.setdefault(first.group().casefold(), []).append(make(word))
    for word in _all(data["letters"]):  # "f/k/a" begins with the word "f"
        markers.setdefault(word[0], []).append(_letters(word))
    return CellMarks(
        markers={first: tuple(made) for first, made in markers.items()},
        glued=re.compile(
            rf"(?:{_any(_all(data['glued']))}|(?:^|(?<=[{signs}])){_any(after_a_sign)})"
            rf"(?:为|為|是)?[\s:：]*|{_any(labels)}\s*[:：]"
        ),
        conjunctions=frozenset(data["conjunctions"]["words"].split()),
        desks=frozenset(" ".join(data["desks"].values()).split()),
        forms_before=re.compile(rf"\W*{_any(forms)}(?![A-Za-zА-я])", re.IGNORECASE),
        places=frozenset(data["places"]["words"].split()),
        kinds_of_places=frozenset(data["places"]["kinds"].split()),
    )


def _all(section: Mapping[str, Sequence[str]]) -> list[str]:
    return [word for words in section.values() for word in words]


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def _is_unspaced(word: str) -> bool:
    return has_han(word) or has_kana(word)


def _marker(pattern: str, *, exact: bool = False, after_a_sign: bool = False) -> Marker:
    flags = re.NOFLAG if exact else re.IGNORECASE
    return Marker(rf"(?<![\w./]){pattern}[\s.:：]*", flags, after_a_sign)


def _letters(word: str) -> Marker:
    return _marker(r"[\s./\\-]{0,2}".join(word) + r"\b")


def _make_pattern(word: str) -> str:
    """A pattern for a marker in which any space may stand between two words."""
    return r"\s+".join(map(re.escape, word.split())) + (r"(?!\w)" if word[-1].isalnum() else "")


_MARKERS: Mapping[str, Callable[[str], Marker]] = {
    "labels": lambda word: _marker(_make_pattern(word) + r"\s*[:：]"),
    "letters": _letters,
    "anywhere": lambda word: _marker(_make_pattern(word)),
    "exact": lambda word: _marker(_make_pattern(word), exact=True),
    "after_a_sign": lambda word: _marker(_make_pattern(word), after_a_sign=True),
}
"""Section of the table -> how a marker of it is made."""
