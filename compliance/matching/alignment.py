"""Which part of the asked name met which part of the listed one, and how alike two words are.

Similarity is 0..1: spelling, sound of transliteration, abbreviation, over single words (lower-case
Latin, from `names.prepare`). Distances come from RapidFuzz. A word of up to three letters must be
nearly equal: at that length an edit makes another word.

Every word of either name is in exactly one pair or left over. Words may be spelled otherwise,
shortened, joined or split ("Hik Vision" meets "Hikvision"), stand for the same meaning, or be the
initials of several words. The alignment is greedy: the weightiest agreement first, initials last.
Pure.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import NamedTuple

from msgspec import Struct
from rapidfuzz.distance import OSA, LCSseq

from compliance.matching.parameters import read_count, read_value
from compliance.matching.term_weights import Weights
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName
from compliance.names.phonetics import (
    find_consonants,
    find_skeleton,
    is_vowelless,
    spell_broad_sound,
    spell_sound,
)
from compliance.names.vocabulary import are_different_towns, is_brand

# --- How alike two words are ------------------------------------------------------------------


SAME_MEANING = read_value("alignment.same_meaning")
SAME_SOUND = read_value("alignment.same_sound")
SAME_SOUND_SHORT = read_value("alignment.same_sound_short")
ONE_OFF_SHORT = read_value("alignment.one_off_short")
PLURAL = read_value("alignment.plural")
ADJECTIVE = read_value("alignment.adjective")
ABBREVIATED = read_value("alignment.abbreviated")
STRIPPED = read_value("alignment.stripped")
_SOUND_DOUBT = read_value("alignment.sound_doubt")
_OTHER_BEGINNING = read_value("alignment.other_beginning")
_OTHER_VOWELS = read_value("alignment.other_vowels")
_LEAST_SHARED = read_value("alignment.least_shared")
SHORTEST_FUZZY = read_count("alignment.shortest_fuzzy")
SHORTEST_BEGINNING = read_count("alignment.shortest_beginning")
FEWEST_LEFT_OUT = read_count("alignment.fewest_left_out")
# How sure equal consonants make, by their number: without and with all long vowels in their place.
SHAPE_TELLS = (
    (read_value("alignment.one_consonant"), read_value("alignment.one_consonant_heard")),
    (read_value("alignment.two_consonants"), read_value("alignment.two_consonants_heard")),
    (read_value("alignment.three_consonants"), read_value("alignment.three_consonants_heard")),
    (read_value("alignment.four_consonants"), read_value("alignment.four_consonants_heard")),
)
LONG_SHAPE = len(SHAPE_TELLS)
SHAPE_KEPT = read_value("alignment.shape_kept")
# Letters and digits that scanners mistake for each other.
_SCANNED = {"rn": "m", "cl": "d", "vv": "w", "0": "o", "1": "l", "5": "s", "6": "b", "8": "b"}
_SCANNED |= {"i": "l", "j": "l"}
_ADJECTIVE = TextPattern(
    r"(?:en|ov|ev|in)?sk(?:iy|ii|ij|yy|yi|i|y|aya|aia|oe|oye|oie|ogo|oi|oy)$", re.MULTILINE
)
_PLACE_ENDING = TextPattern(r"(?:ovo|evo|sk|l|a|o)$", re.MULTILINE)
_VOWELS = TextPattern(r"[aeiouy]")


@lru_cache(maxsize=1 << 15)
def word_similarity(one: str, other: str) -> float:
    """Similarity of two words as spelled; symmetric; 1 only for equal words, 0 for unrelated."""
    if one == other:
        return 1.0
    if is_vowelless(one) or is_vowelless(other):
        return _without_vowels(one, other)
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
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
    same = OSA.normalized_similarity(shape, against, score_cutoff=SHAPE_KEPT)
    fewest = min(len(shape), len(against))
    if not same or not fewest or (same < 1 and fewest < LONG_SHAPE):
        return 0.0
    bare, full = sorted((one, other), key=lambda word: not is_vowelless(word))
    heard = spell_broad_sound(bare)
    written = LCSseq.similarity(heard, spell_broad_sound(full)) / max(1, len(heard))
    least, most = SHAPE_TELLS[min(len(shape), LONG_SHAPE) - 1]
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
    kept = OSA.normalized_similarity(one, other, score_cutoff=_LEAST_SHARED)
    if not kept:
        return 0.0
    ours, theirs = spell_sound(one), spell_sound(other)
    has_kh = "kh" in one or "kh" in other  # it may stand for k or for h
    softer = [spell_sound(word.replace("kh", "h")) for word in (one, other) if has_kh]
    softest = OSA.normalized_similarity(*softer) if softer else 0.0
    kept = max(kept, max(OSA.normalized_similarity(ours, theirs), softest) - _SOUND_DOUBT)
    if one[0] != other[0]:
        beginnings = {ours[:1], theirs[:1]}
        by_ear = beginnings == {"h", "k"} and "kh" in (one[:2], other[:2])
        if len(beginnings) > 1 and not by_ear:
            kept -= _OTHER_BEGINNING / max(len(one), len(other))
    if one + "s" == other or other + "s" == one:
        return PLURAL
    if adjective_stem(one) and adjective_stem(one) == adjective_stem(other):
        return max(kept, ADJECTIVE)
    if ours == theirs or fold_scan_errors(one) == fold_scan_errors(other):
        return max(kept, SAME_SOUND)
    # Consonants carry a name: two words that differ only in vowels are closer than edits say.
    if find_skeleton(one) == find_skeleton(other) and one[0] == other[0]:
        return max(kept, _OTHER_VOWELS + (1 - _OTHER_VOWELS) * kept)
    return kept


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
    if _VOWELS.search(shorter, 1) or shorter[0] != longer[0]:
        return 0.0
    rest = iter(longer)  # the letters must stand there in this order
    return STRIPPED if all(letter in rest for letter in shorter) else 0.0


@lru_cache(maxsize=1 << 14)
def fold_scan_errors(word: str) -> str:
    """A spelling in which letters agree that scanners mistake for each other."""
    return fold_scan_errors_of_lines(word)


def fold_scan_errors_of_lines(text: str) -> str:
    """That of many words, one a line."""
    for wrong, right in _SCANNED.items():
        text = text.replace(wrong, right)
    return text


# --- Which words meet -------------------------------------------------------------------------


LEAST_SIMILAR = read_value("alignment.least_similar")
_LEAST_JOINED = read_value("alignment.least_joined")
_LONGEST_SPAN = read_count("alignment.longest_span")
JOINED_SLACK = read_count("alignment.joined_slack")
SHORTEST_JOINED = read_count("alignment.shortest_joined")
FEWEST_INITIALS = read_count("alignment.fewest_initials")
_MOST_WORDS = read_count("alignment.most_words")
WHOLE_INITIALS = read_value("alignment.whole_initials")


class Word(NamedTuple):
    """A word of a name as it takes part in an alignment."""

    text: str
    """What it counts as: one word of its meaning."""
    spelled: str
    """As written; equal to `text` when it means itself, else the writing it came from."""
    weight: float
    ordinary: float = 0.0
    """How many ordinary firms have it, as a logarithm; 0 for none."""
    family: bool = False
    """Whether it is a brand that many listed names begin with."""
    is_further: bool = False
    """Whether it is one more word of the writing that the word before it came from."""


class Pair(NamedTuple):
    """A run of asked words that met a run of listed words."""

    asked: tuple[int, int]
    """Half-open range of positions in the asked words."""
    listed: tuple[int, int]
    similarity: float
    how: str
    """`same`, `similar`, `meaning`, `joined`, `initials`."""


class Alignment(Struct, frozen=True):
    """Both names as words, and who met whom."""

    asked: tuple[Word, ...]
    listed: tuple[Word, ...]
    pairs: tuple[Pair, ...]


Writing = Callable[[str, tuple[str, ...], bool], Sequence[Word]]
"""A token, its meaning, whether the name has a brand -> words, as `read_writing`."""


def read_writing(
    weights: Weights, token: str, meaning: tuple[str, ...], among_brands: bool
) -> tuple[Word, ...]:
    """The words that one writing stands for; those of an abbreviation ("NPP") share its weight."""
    return tuple(
        [
            Word(
                text=text,
                spelled=token,
                weight=weights.weigh(text, among_brands=among_brands) / len(meaning),
                ordinary=max(weights.ordinary(text), weights.ordinary(token)),
                family=text in weights.families,
                is_further=at > 0,
            )
            for at, text in enumerate(meaning)
        ]
    )


def words_of(name: PreparedName, weights: Weights) -> tuple[Word, ...]:
    """The words of a name with their weights; words that only say "company" are left out."""
    return words_by(name, partial(read_writing, weights))


def words_by(name: PreparedName, writing: Writing) -> tuple[Word, ...]:
    """The same by a `writing` that may remember: most words come again."""
    tokens = name.tokens
    brands = any(map(is_brand, tokens))
    words = [*chain.from_iterable(map(writing, tokens, name.meanings, repeat(brands)))]
    if not words:  # it says nothing but "company" in some language: its words as spelled
        spelled = (writing(token, (token,), True)[0] for token in tokens)
        words = [word._replace(ordinary=0.0, family=False) for word in spelled]
    return tuple(words[:_MOST_WORDS])


def align(asked: tuple[Word, ...], listed: tuple[Word, ...], *, initials: bool = True) -> Alignment:
    """Pair the words of two names, the weightiest agreement first; deterministic.

    Initials come last: what is spelled out proves more than first letters. Without `initials` they
    do not count.
    """
    proposals = [*_single(asked, listed)]
    proposals += (Pair(*found) for found in _spans_to_words(asked, listed))
    proposals += (
        Pair(ours, theirs, alike, how)
        for theirs, ours, alike, how in _spans_to_words(listed, asked)
    )
    if not initials:
        proposals = [pair for pair in proposals if pair.how != "initials"]

    def rank(pair: Pair) -> tuple[bool, float, tuple[int, int], tuple[int, int]]:
        """By the weight that agrees, less a trifle for words far apart, so that order decides."""
        agreed = min(weight_of(asked, pair.asked), weight_of(listed, pair.listed))
        gain = pair.similarity * agreed - 1e-6 * abs(pair.asked[0] - pair.listed[0])
        return pair.how == "initials", -gain, pair.asked, pair.listed

    if len(proposals) <= 1:  # as mostly
        return Alignment(asked=asked, listed=listed, pairs=tuple(proposals))
    proposals.sort(key=rank)
    taken_asked: set[int] = set()
    taken_listed: set[int] = set()
    pairs = []
    for pair in proposals:
        ours, theirs = range(*pair.asked), range(*pair.listed)
        if taken_asked.isdisjoint(ours) and taken_listed.isdisjoint(theirs):
            taken_asked.update(ours)
            taken_listed.update(theirs)
            pairs.append(pair)
    return Alignment(asked=asked, listed=listed, pairs=tuple(sorted(pairs)))


def weight_of(words: Sequence[Word], span: tuple[int, int]) -> float:
    """Weight of a run of words; most are one word."""
    start, end = span
    if end - start == 1:
        return words[start].weight
    return sum(word.weight for word in words[start:end])


def _single(asked: tuple[Word, ...], listed: tuple[Word, ...]) -> Iterator[Pair]:
    for i, one in enumerate(asked):
        for j, other in enumerate(listed):
            if one.text == other.text:
                same = one.spelled == other.spelled
                similarity, how = (1.0, "same") if same else (SAME_MEANING, "meaning")
                yield Pair((i, i + 1), (j, j + 1), similarity, how)
                continue
            similarity = word_similarity(one.spelled, other.spelled)
            if similarity >= LEAST_SIMILAR and not are_different_towns(one.text, other.text):
                yield Pair((i, i + 1), (j, j + 1), similarity, "similar")


Span = tuple[tuple[int, int], tuple[int, int], float, str]


def _spans_to_words(many: tuple[Word, ...], one: tuple[Word, ...]) -> Iterator[Span]:
    """Runs of two words and more in `many` that make up one word of `one`."""
    words = [(at, word.spelled, len(word.spelled)) for at, word in enumerate(one)]
    words = [word for word in words if word[2] >= FEWEST_INITIALS]
    for start, end, letters in _runs(many) if words else ():
        for at, word, size in words:
            if size == end - start and word == spell_initials(many[start:end]):
                yield (start, end), (at, at + 1), WHOLE_INITIALS, "initials"
            elif abs(letters - size) <= JOINED_SLACK and size >= SHORTEST_JOINED:
                similarity = word_similarity(_join(many[start:end]), word)
                if similarity >= _LEAST_JOINED:
                    yield (start, end), (at, at + 1), similarity, "joined"


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[int, int, int]]:
    """Where neighbouring words begin and end, and how many letters they have as one."""
    for start in range(len(words) - 1):
        letters = len(words[start].spelled)
        for end in range(start + 2, min(len(words), start + _LONGEST_SPAN) + 1):
            if not words[end - 1].is_further:
                letters += len(words[end - 1].spelled)
            yield start, end, letters


def _join(words: tuple[Word, ...]) -> str:
    """Neighbouring words as one, each writing once."""
    later = [word.spelled for word in words[1:] if not word.is_further]
    return "".join([words[0].spelled, *later])


def spell_initials(words: Sequence[Word]) -> str:
    """The first letters of words."""
    return "".join([word.text[:1] for word in words])
