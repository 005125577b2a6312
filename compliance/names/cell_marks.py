"""The words between several parties of one cell, and those of places and desks, by language.

The tables are `data/cell_marks.toml`, and this module is its one reader.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct

from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.clean import has_han, has_kana

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a character inside brackets while the text around them is searched."""
SIGNS_BEFORE = ",;:-–—―(（[【/|、，；：" + HIDDEN
"""Signs behind which a word parts that names hold too."""
FIRST_WORD = TextPattern(r"[^\W_]+")
"""What counts as a word when markers are looked up by their first one."""


class MarkerKind(Struct, frozen=True):
    """How the markers of one section of the table are found."""

    write: Callable[[str], str]
    """The words of a marker as a pattern."""
    is_exact: bool = False
    """Whether capitals count."""
    after_a_sign: bool = False
    """Whether names hold the words too: then they count behind a comma or a bracket only."""


class Marker(Struct, frozen=True, dict=True):
    """Words between two parties."""

    words: str
    second: str
    """What its second word begins with; empty where it has one word only."""
    kind: MarkerKind

    @cached_property
    def pattern(self) -> TextPattern:
        """To be matched where its first word begins; one run meets few of several hundred."""
        flags = re.NOFLAG if self.kind.is_exact else re.IGNORECASE
        return TextPattern(rf"(?<![\w./]){self.kind.write(self.words)}[\s.:：]*", flags)


class CellMarks(Struct, frozen=True, dict=True):
    """The tables."""

    markers: Mapping[str, tuple[Marker, ...]]
    """First word -> the markers that begin with it, the longest first."""
    unspaced: Mapping[str, Sequence[str]]
    """Chinese and Japanese markers by their sections."""
    conjunctions: frozenset[str]
    """"and" and the like."""
    leading_forms: Sequence[str]
    """Legal forms that stand before the name."""
    desks: frozenset[str]
    """Parts of a firm, roles, titles."""
    places: frozenset[str]
    """Words in names of places that the table of places does not hold."""
    kinds_of_places: frozenset[str]
    """What names of places end in: "islands", "province"."""

    @cached_property
    def glued_markers(self) -> TextPattern:
        """Any of the markers that have no spaces about them."""
        anywhere, after_a_sign, labels = map(_any, self.unspaced.values())
        return TextPattern(
            rf"(?:{anywhere}|(?:^|(?<=[{re.escape(SIGNS_BEFORE)}])){after_a_sign})"
            rf"(?:为|為|是)?[\s:：]*|{labels}\s*[:：]"
        )

    @cached_property
    def forms_before(self) -> TextPattern:
        """Any of the legal forms that stand before the name."""
        return TextPattern(rf"\W*{_any(self.leading_forms)}(?![A-Za-zА-я])", re.IGNORECASE)


@cache
def cell_marks() -> CellMarks:
    """The tables, read once."""
    data = read_data_tables("names/data/cell_marks.toml")
    # The markers of Latin, Cyrillic, Arabic and Korean letters by their first word.
    markers: dict[str, list[Marker]] = {}
    for section, kind in _KINDS.items():
        for words in sorted(_all(data[section]), key=len, reverse=True):
            first, *others = FIRST_WORD.findall(words.casefold()) or ("",)
            if first and not _is_unspaced(words):
                second = "".join(others[:1]) if kind.write is not _space_letters else ""
                markers.setdefault(first, []).append(Marker(words, second, kind))
    for letters in _all(data["letters"]):  # "f/k/a" begins with the word "f"
        marker = Marker(letters, letters[1], _KINDS["letters"])
        markers.setdefault(letters[0], []).append(marker)
    return CellMarks(
        markers={first: tuple(made) for first, made in markers.items()},
        unspaced={
            section: [*filter(_is_unspaced, _all(data[section]))]
            for section in ("glued", "after_a_sign", "labels")
        },
        conjunctions=frozenset(data["conjunctions"]["words"].split()),
        desks=frozenset(" ".join(data["desks"].values()).split()),
        leading_forms=data["forms_before"]["forms"],
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


def _space_letters(word: str) -> str:
    """A pattern for a word of letters that may stand apart, or between signs."""
    return r"[\s./\\-]{0,2}".join(word) + r"\b"


def _space_words(words: str) -> str:
    """A pattern for words between which any space may stand."""
    return r"\s+".join(map(re.escape, words.split())) + (r"(?!\w)" if words[-1].isalnum() else "")


_KINDS: Mapping[str, MarkerKind] = {
    "labels": MarkerKind(lambda words: _space_words(words) + r"\s*[:：]"),
    "letters": MarkerKind(_space_letters),
    "anywhere": MarkerKind(_space_words),
    "exact": MarkerKind(_space_words, is_exact=True),
    "after_a_sign": MarkerKind(_space_words, after_a_sign=True),
}
"""Sections of the table."""
