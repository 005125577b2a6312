"""How alike two words are, 0..1: spelling, sound of transliteration, abbreviation.

Pure functions over single words (lower-case Latin, from `names.prepare`). Distances come from
RapidFuzz. A word of up to three letters must be nearly equal: at that
length an edit makes another word.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, LCSseq

from compliance.names.phonetics import (
    find_consonants,
    find_skeleton,
    is_vowelless,
    spell_broad_sound,
    spell_sound,
)

SAME_MEANING = 0.97
"""What two words of one meaning agree: less than the same word, more than one that sounds so."""
SAME_SOUND = 0.95
SAME_SOUND_SHORT = 0.9
"""The same for words of up to three letters, of which many sound alike."""
ONE_OFF_SHORT = 0.65
"""What those agree that are one letter off: a question at most."""
PLURAL = 0.97
ADJECTIVE = 0.9
"""What a town and its adjective agree."""
ABBREVIATED = 0.85
STRIPPED = 0.8
"""What a word agrees with one stripped of its vowels: more words may be meant than by its start."""
_SOUND_DOUBT = 0.03
"""How much less letters kept of the sound are worth than letters kept."""
_OTHER_BEGINNING = 0.8
"""Letters that another first letter costs: a slip there is rare, and most of a short word."""
SHORTEST_FUZZY = 4
"""Letters of a word that may be misspelled."""
SHORTEST_BEGINNING = 3
"""Letters that a word may be shortened to."""
FEWEST_LEFT_OUT = 2
"""Letters that are left out then: one less is a slip."""
# How sure equal consonants make, by their number: without and with all long vowels in their place.
_SHAPE_TELLS = ((0.2, 0.85), (0.6, 0.93), (0.75, 0.97), (0.85, 0.97))
_LONG_SHAPE = len(_SHAPE_TELLS)
_SHAPE_KEPT = 0.75
"""Share of the consonants that agree at least, where there are enough of them."""
# Letters and digits that scanners mistake for each other.
_SCANNED = {"rn": "m", "cl": "d", "vv": "w", "0": "o", "1": "l", "5": "s", "6": "b", "8": "b"}
_SCANNED |= {"i": "l", "j": "l"}
_ADJECTIVE = re.compile(
    r"(?:en|ov|ev|in)?sk(?:iy|ii|ij|yy|yi|i|y|aya|aia|oe|oye|oie|ogo|oi|oy)$", re.MULTILINE
)
_PLACE_ENDING = re.compile(r"(?:ovo|evo|sk|l|a|o)$", re.MULTILINE)
_VOWELS = re.compile(r"[aeiouy]")


@lru_cache(maxsize=1 << 15)
def word_similarity(one: str, other: str) -> float:
    """Similarity of two words as spelled; symmetric; 1 only for equal words, 0 for unrelated."""
    if one == other:
        return 1.0
    if is_vowelless(one) or is_vowelless(other):
        return _without_vowels(one, other)
    shorter, longer = sorted((one, other), key=len)
    if shorter.isdigit() or longer.isdigit():
        return 0.0
    if len(shorter) < SHORTEST_FUZZY:
        return max(_short(shorter, longer), _abbreviation(shorter, longer))
    return max(_spelling(one, other), _abbreviation(shorter, longer))


def _without_vowels(one: str, other: str) -> float:
    """Words of which one was written without short vowels: by their consonants.

    Few consonants prove little: they must be equal, and the long vowels of such a script must fit.
    """
    shape, against = find_consonants(one), find_consonants(other)
    same = OSA.normalized_similarity(shape, against, score_cutoff=_SHAPE_KEPT)
    fewest = min(len(shape), len(against))
    if not same or not fewest or (same < 1 and fewest < _LONG_SHAPE):
        return 0.0
    bare, full = sorted((one, other), key=lambda word: not is_vowelless(word))
    heard = spell_broad_sound(bare)
    written = LCSseq.similarity(heard, spell_broad_sound(full)) / max(1, len(heard))
    least, most = _SHAPE_TELLS[min(len(shape), _LONG_SHAPE) - 1]
    return same * same * (least + (most - least) * written)


def _short(shorter: str, longer: str) -> float:
    """Words of up to three letters: alike in sound or scan, or one letter off in three."""
    if len(shorter) < 2:
        return 0.0
    if spell_sound(shorter) == spell_sound(longer) or fold_scan_errors(shorter) == fold_scan_errors(
        longer
    ):
        return SAME_SOUND_SHORT
    one_off = len(shorter) == 3 and OSA.distance(shorter, longer, score_cutoff=1) == 1
    return ONE_OFF_SHORT if one_off else 0.0


def _spelling(one: str, other: str) -> float:
    """Share of letters kept, raised when the words sound or scan alike."""
    kept = OSA.normalized_similarity(one, other, score_cutoff=0.5)
    if not kept:
        return 0.0
    kept = max(kept, _sounding(one, other) - _SOUND_DOUBT)
    if one[0] != other[0] and not _same_beginning(one, other):
        kept -= _OTHER_BEGINNING / max(len(one), len(other))
    if _plural(one, other):
        return PLURAL
    if adjective_stem(one) and adjective_stem(one) == adjective_stem(other):
        return max(kept, ADJECTIVE)
    if spell_sound(one) == spell_sound(other) or fold_scan_errors(one) == fold_scan_errors(other):
        return max(kept, SAME_SOUND)
    # Consonants carry a name: two words that differ only in vowels are closer than edits say.
    if find_skeleton(one) == find_skeleton(other) and one[0] == other[0]:
        return max(kept, 0.5 + 0.5 * kept)
    return kept


def _same_beginning(one: str, other: str) -> bool:
    beginnings = {spell_sound(one)[:1], spell_sound(other)[:1]}
    return len(beginnings) == 1 or (beginnings == {"h", "k"} and "kh" in (one[:2], other[:2]))


def _sounding(one: str, other: str) -> float:
    """Share of letters kept by how the words sound; "kh" may stand for k or for h."""
    alike = OSA.normalized_similarity(spell_sound(one), spell_sound(other))
    if "kh" not in one and "kh" not in other:
        return alike
    softer = (spell_sound(one.replace("kh", "h")), spell_sound(other.replace("kh", "h")))
    return max(alike, OSA.normalized_similarity(*softer))


def _plural(one: str, other: str) -> bool:
    return one + "s" == other or other + "s" == one


@lru_cache(maxsize=1 << 14)
def adjective_stem(word: str) -> str:
    """Stem of a place or name from which Russian makes adjectives ("Yaroslavskiy", "Yaroslavl")."""
    stem = stems_of_lines(word)
    return stem if len(stem) >= SHORTEST_FUZZY else ""


def stems_of_lines(text: str) -> str:
    """Words without the endings of adjectives and places, one a line, however short they get."""
    return _PLACE_ENDING.sub("", _ADJECTIVE.sub("", text))


def _abbreviation(shorter: str, longer: str) -> float:
    """A word cut short ("equip" for "equipment") or stripped of vowels ("shpg" for "shipping")."""
    if len(shorter) < SHORTEST_BEGINNING or len(longer) - len(shorter) < FEWEST_LEFT_OUT:
        return 0.0
    if longer.startswith(shorter):
        return ABBREVIATED
    bare = not _VOWELS.search(shorter, 1) and shorter[0] == longer[0]
    return STRIPPED if bare and _in_order(shorter, longer) else 0.0


def _in_order(letters: str, word: str) -> bool:
    """Whether the letters occur in the word in this order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


@lru_cache(maxsize=1 << 14)
def fold_scan_errors(word: str) -> str:
    """A spelling in which letters agree that scanners mistake for each other."""
    return fold_scan_errors_of_lines(word)


def fold_scan_errors_of_lines(text: str) -> str:
    """That of many words, one a line."""
    for wrong, right in _SCANNED.items():
        text = text.replace(wrong, right)
    return text
