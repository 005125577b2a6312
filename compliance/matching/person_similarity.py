"""How alike two parts of persons' names are, 0..1, and in what way.

Transliterations of one sound agree ("Yevgeniy", "Evgeny"), forms of one name agree ("Bill",
"William"), an initial stands for a name. Two names that are both common and no forms of each other
are two names, however alike ("Hassan", "Hussein"), and so are two Chinese syllables.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from compliance.matching.person_tables import (
    are_two_names,
    is_known,
    is_particle,
    is_syllable,
    is_two_syllables,
    same_family,
)
from compliance.matching.word_similarity import word_similarity
from compliance.names.phonetics import is_vowelless, spell_person_sound

SAME, SIMILAR, FORM, SHORTENED, INITIAL = "same", "similar", "form", "shortened", "initial"
LEAST = 0.7
"""How alike parts are at least that may be one name."""
_LEAST_KEPT = 0.25
"""Parts that keep fewer of their letters are not looked at closer: most of all pairs."""
_SOUND_DOUBT = 0.03
"""How much less letters kept of the sound are worth than letters kept."""
_SAME_SOUND = 0.96
_SAME_SOUND_SHORT = 0.9
"""The same for parts of up to three letters, of which many sound alike."""
FORM_OF_NAME = 0.96
"""What two forms of one name agree ("Bill", "William")."""
_WOMANS = 0.95
"""What a woman's family name and her husband's agree."""
_CUT = 0.9
"""What a part agrees with the same cut short."""
_INITIAL = 0.8
_SAME_CONSONANTS = 0.9
"""What a part agrees with one that was written without vowels."""
_OTHER_BEGINNING = 0.12
"""What another first letter takes away, unless languages of transit change it."""
_BOTH_KNOWN = 0.2
"""What is taken away where both are known names: those are two, however alike."""
_SHORTEST_FUZZY = 4
"""Letters of a part that may be misspelled."""
_SHORTEST_CUT = 5
_LONGEST_CUT = 2
"""Letters of which a narrow column leaves a name out at most."""
_WOMAN = re.compile(r"(?<=[oe]v|in|yn)a$|(?<=sk)aya$|(?<=sk)aia$|(?<=sk)a$")
_MAN = re.compile(r"(?<=sk)(?:iy|ii|yi|yy|ij|i|y)$")
# Beginnings that languages of transit change: Gaddafi, Qadhafi; Khalil, Halil; Jusuf, Yusuf.
_BEGINNINGS = ({"g", "k"}, {"g", "h"}, {"h", "k"}, {"J", "i"}, {"b", "v"})
_VOWELS = re.compile(r"[aiu]")
_WRITTEN_VOWELS = re.compile(r"[aeiou]")
Likeness = tuple[float, str]
_NOTHING: Likeness = (0.0, SIMILAR)


@lru_cache(maxsize=1 << 15)
def likeness(one: str, other: str) -> Likeness:
    """Similarity of two parts of names and its kind; symmetric; 1 only for equal parts."""
    if one == other:
        return 1.0, SAME
    if one.isdigit() or other.isdigit():
        return _NOTHING
    if min(len(one), len(other)) == 1:
        return (_INITIAL, INITIAL) if one[:1] == other[:1] else _NOTHING
    if same_family(one, other):
        return _NOTHING if _are_chinese(one, other) else (FORM_OF_NAME, FORM)
    if is_particle(one) != is_particle(other) or are_two_names(one, other):
        return _NOTHING
    return _spelled_alike(one, other)


def _spelled_alike(one: str, other: str) -> Likeness:
    """Two parts that are no known forms of one name."""
    if is_vowelless(one) or is_vowelless(other):
        alike = word_similarity(one, other)
        return (alike, SIMILAR) if alike >= LEAST else _NOTHING
    kept = OSA.normalized_similarity(one, other, score_cutoff=_LEAST_KEPT)
    if not kept or _are_chinese(one, other):
        return _NOTHING
    two_names = is_known(one) and is_known(other)
    bare = _is_bare(one) != _is_bare(other) and not two_names
    if bare and _consonants(one) == _consonants(other):
        return _SAME_CONSONANTS, SIMILAR
    kept = _spelling(one, other, kept)
    if kept < _CUT and _is_cut(*sorted((one, other), key=len)):
        return _CUT, SHORTENED
    return (kept, SIMILAR) if kept >= LEAST else _NOTHING


def _spelling(one: str, other: str, kept: float) -> float:
    """Share of letters kept, raised when the parts sound alike."""
    ours, theirs = spell_person_sound(one), spell_person_sound(other)
    if min(len(one), len(other)) < _SHORTEST_FUZZY:
        return _SAME_SOUND_SHORT if ours == theirs else 0.0
    if ours == theirs:
        return _SAME_SOUND
    if _man(one) == _man(other):
        return _WOMANS
    kept = max(kept, OSA.normalized_similarity(ours, theirs) - _SOUND_DOUBT)
    if is_known(one) and is_known(other):
        return kept - _BOTH_KNOWN
    if _VOWELS.sub("", ours[1:]) == _VOWELS.sub("", theirs[1:]) and ours[0] == theirs[0]:
        return 0.5 + 0.5 * kept
    same_beginning = ours[0] == theirs[0] or {ours[0], theirs[0]} in _BEGINNINGS
    return kept if same_beginning else kept - _OTHER_BEGINNING


def _are_chinese(one: str, other: str) -> bool:
    """Whether both are Chinese names: one letter off, it is another name."""
    if is_syllable(one) and is_syllable(other):
        return True
    return is_two_syllables(one) and is_two_syllables(other)


@lru_cache(maxsize=1 << 14)
def _is_bare(name: str) -> bool:
    """Whether a name has hardly a vowel, as one spelled from Arabic or Hebrew letters ("mhmd")."""
    return len(name) > 1 and 5 * len(_WRITTEN_VOWELS.findall(name, 1)) <= len(name) - len(name) % 5


def _consonants(name: str) -> str:
    return _VOWELS.sub("", spell_person_sound(name).replace("v", "")) or name


def _is_cut(shorter: str, longer: str) -> bool:
    """Whether the end of a name was cut off, as by a narrow column."""
    cut = len(longer) - len(shorter)
    return len(shorter) >= _SHORTEST_CUT and cut <= _LONGEST_CUT and longer.startswith(shorter)


@lru_cache(maxsize=1 << 14)
def _man(name: str) -> str:
    """A family name as a man bears it ("Ivanova" -> "Ivanov")."""
    return _MAN.sub("", _WOMAN.sub("", name))
