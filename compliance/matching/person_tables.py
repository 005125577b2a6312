"""What is known of persons' names: how common each is, and which are one name.

Tables: `data/known_names.tsv` (made by benchmarks/person_table.py from a census, a list and
a table of names), `data/person_words.toml` and `data/given_name_forms.toml`; this module is their
one reader.
"""

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from compliance.names.phonetics import (
    find_consonants,
    find_consonants_of_lines,
    is_vowelless,
)
from compliance.names.vocabulary import is_common

_COMMONEST = 600.0
"""Persons in ten thousand that carry a name which says nothing."""
LEAST_TELLING = 0.15
"""How telling the commonest names are: Ali and Muhammad are still no words of firms."""
_UNKNOWN = 0.03
"""Persons in ten thousand of a name that the table does not know."""
_SYLLABLE = 40.0
"""The same for a Chinese syllable: there are few of them, and many names to each."""
_FEW_CONSONANTS = (_COMMONEST, _COMMONEST, 60.0, 5.0, _UNKNOWN)
"""The same for names of which only so many consonants are written: many names have those."""
_PINYIN = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian"
    r"|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue)"
)
_ONE_SYLLABLE = re.compile(_PINYIN)
_TWO_SYLLABLES = re.compile(_PINYIN + _PINYIN)
_PATRONYMIC = re.compile(r"(?:[oe]v(?:ich|ych|yc|ic)|[oe]vn[ay]|ichna|ogl[iyu]|k[iy]zy|qizi|uulu)$")
_SHORTEST_TWO = 6
"""Letters of a given name of two syllables: of fewer, names of other languages are spelled so."""
_SHORTEST_PATRONYMIC = 7
"""Letters of a patronymic: "Lvovich" is one, "Ilyich" may be a family name."""


@dataclass(frozen=True, slots=True)
class _Tables:
    common: dict[str, float]
    families: dict[str, frozenset[int]]
    particles: frozenset[str]
    telling_particles: frozenset[str]
    sons: frozenset[str]
    titles: frozenset[str]
    names_in_front: frozenset[str]
    suffixes: frozenset[str]
    honorifics: frozenset[str]
    look_alikes: dict[str, frozenset[int]]
    """Name -> numbers of the groups of names that look like one and are not."""


@cache
def _tables() -> _Tables:
    words = tomllib.loads(_read("person_words.toml"))
    common, families = _known()
    forms = tomllib.loads(_read("given_name_forms.toml")).values()
    lines = "\n".join(table["lines"] for table in (words["families"], *forms))
    for number, line in enumerate(lines.split("\n")):
        for name in line.split():
            families[name] = families.get(name, frozenset()) | {-number}
    return _Tables(
        common=common,
        families=families,
        particles=frozenset(words["particles"]["words"].split()),
        telling_particles=frozenset(words["particles"]["telling"].split()),
        sons=frozenset(words["particles"]["sons"].split()),
        titles=frozenset(words["titles"]["words"].split()),
        names_in_front=frozenset(words["titles"]["names_in_front"].split()),
        suffixes=frozenset(words["suffixes"]["words"].split()),
        honorifics=frozenset(words["titles"]["honorifics"].split()),
        look_alikes=_numbered(words["look_alikes"]["lines"]),
    )


def _numbered(lines: str) -> dict[str, frozenset[int]]:
    """Name -> numbers of the lines it stands in."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines.splitlines()):
        for name in line.split():
            found[name] = found.get(name, frozenset()) | {number}
    return found


def _read(file: str) -> str:
    return resources.files("compliance.matching").joinpath(f"data/{file}").read_text("utf-8")


def _known() -> tuple[dict[str, float], dict[str, frozenset[int]]]:
    """How common each name is, and the numbers of the families it belongs to."""
    common: dict[str, float] = {}
    families: dict[str, frozenset[int]] = {}
    for name, share, *numbers in _rows():
        common[name] = float(share)
        if numbers:
            families[name] = frozenset(map(int, numbers[0].split(",")))
    return common, families


def _rows() -> Iterator[list[str]]:
    lines = _read("known_names.tsv").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))


def is_particle(word: str) -> bool:
    """Whether the word stands before a name and belongs to it ("al", "van", "bin")."""
    return word in _tables().particles


def is_telling_particle(word: str) -> bool:
    """Whether a name without this particle is another one ("Abu Ali" is not Ali)."""
    return word in _tables().telling_particles


def is_son(word: str) -> bool:
    """Whether the father's name follows the word ("bin")."""
    return word in _tables().sons


def is_title(word: str) -> bool:
    """Whether the word is a title or form of address ("Dr", "Sheikh")."""
    return word in _tables().titles


def is_name_in_front(word: str) -> bool:
    """Whether the word is a name where it stands first, and a title elsewhere ("Md")."""
    return word in _tables().names_in_front


def is_honorific(word: str) -> bool:
    """Whether the word is an honorific in front of two names and more ("Sayyed"), else a name."""
    return word in _tables().honorifics


def is_suffix(word: str) -> bool:
    """Whether the word tells namesakes apart ("Jr", "III")."""
    return word in _tables().suffixes


def is_known(word: str) -> bool:
    """Whether the word is a common name of persons."""
    return word in _tables().common


def is_business(word: str) -> bool:
    """Whether the word is one of firms ("trading") and no name of persons."""
    return is_common(word) and not is_known(word)


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether the word is one syllable of Chinese: one letter off, it is another name."""
    return _ONE_SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=1 << 15)
def is_two_syllables(word: str) -> bool:
    """Whether the word is two syllables of Chinese, as a given name is written ("Guoying")."""
    return len(word) >= _SHORTEST_TWO and _TWO_SYLLABLES.fullmatch(word) is not None


def is_patronymic(word: str) -> bool:
    """Whether the word is a father's name as Russians and their neighbours use it."""
    return len(word) >= _SHORTEST_PATRONYMIC and _PATRONYMIC.search(word) is not None


def same_family(one: str, other: str) -> bool:
    """Whether both are forms of one name: another language, a short form, another spelling."""
    families = _tables().families
    ours, theirs = families.get(one), families.get(other)
    return bool(ours and theirs and not ours.isdisjoint(theirs))


def are_two_names(one: str, other: str) -> bool:
    """Whether both look like forms of one name and are two ("Igor", "Egor")."""
    look_alikes = _tables().look_alikes
    ours, theirs = look_alikes.get(one), look_alikes.get(other)
    alike = bool(ours and theirs and not ours.isdisjoint(theirs))
    return alike and one != other and not same_family(one, other)


def form_families(word: str) -> frozenset[int]:
    """Numbers of the names that the word is a form of; none for particles."""
    return frozenset() if is_particle(word) else _tables().families.get(word, frozenset())


@lru_cache(maxsize=1 << 15)
def telling(word: str) -> float:
    """How telling a name is, 0..1: "Mohammed" says little, a name known nowhere says all.

    A name written without vowels is as common as all names of its consonants are together.
    """
    share = _tables().common.get(word, _UNKNOWN)
    if is_vowelless(word):
        share = _share_of_consonants(word)
    if is_syllable(word):
        share = max(share, _SYLLABLE)
    rarity = 1 - math.log1p(share) / math.log1p(_COMMONEST)
    return max(LEAST_TELLING, min(1.0, rarity))


def _share_of_consonants(word: str) -> float:
    """Persons in ten thousand of all names that are written with these consonants."""
    shape = find_consonants(word)
    few = _FEW_CONSONANTS[min(len(shape), len(_FEW_CONSONANTS) - 1)]
    return max(few, _consonants().get(shape, 0.0))


@cache
def _consonants() -> dict[str, float]:
    """Consonants of the names in the table -> persons in ten thousand that have one of those."""
    common = _tables().common
    shapes = find_consonants_of_lines("\n".join(common)).split("\n")
    found: dict[str, float] = {}
    for shape, share in zip(shapes, common.values(), strict=True):
        found[shape] = found.get(shape, 0.0) + share
    return found
