"""Two prepared names side by side: what agrees, what is left over, how alike they look unspaced.

Weights are those of `weights`: 0 says nothing, 1 is a word seen nowhere else. Everything here is
measured once per pair and read by the rules in `rules`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from compliance.matching.alignment import (
    WHOLE_INITIALS,
    Alignment,
    Pair,
    Word,
    align,
    weight_of,
)
from compliance.names import PreparedName
from compliance.names.vocabulary import find_town, is_brand, is_place

_TELLING = 0.5
_OWN_INITIALS = 0.05
_SHORTEST_PARTIAL = 5
_FEWEST_INITIALS = 3
MOST_ORDINARY = 9.0  # logarithm of a number of firms that no word reaches


@dataclass(frozen=True, slots=True)
class Side:
    """A name of the comparison with its words weighed."""

    name: PreparedName
    words: tuple[Word, ...]
    seats: frozenset[str] = frozenset()
    """Words of a listed party's addresses and countries: a place among them says nothing new."""
    expanded: bool = False
    """Whether the name is an acronym that another name of the listed party spells out: then no
    other words stand for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that is measured of one asked and one listed name."""

    asked: Side
    listed: Side
    alignment: Alignment
    agreed: float
    """Weight that agrees, less for words that are only similar."""
    paired: float
    """Weight of all words that met a partner, however similar."""
    initials: float
    """Weight that agrees only as initials."""
    strongest: float
    """Weight of the most telling agreement."""
    ordinary: float
    """How many ordinary firms have the word of that agreement, as a logarithm."""
    weakest: float
    """Similarity of the least similar telling pair; 1 when there is none."""
    inversions: int
    """Pairs that stand in another order in the listed name."""
    left_asked: tuple[float, ...]
    """Weights of asked words without a partner."""
    left_listed: tuple[float, ...]
    only_common_left: bool
    """Whether all words without a partner are places, institutions or business words."""
    adds_place: bool
    """Whether the asked name has a place that the listed one lacks and does not sit in."""
    other_places: bool
    """Whether each side has a place among the words without a partner."""
    place_for_name: bool
    """Whether one side has a place there and the other a place or a name of its own."""
    unspaced: float
    """Share of letters kept when both names are written without spaces, in the better order."""
    contained: float
    """How well the shorter unspaced name is found inside the longer."""
    written: float
    """Share of letters kept when both names are taken whole, as written, without spaces."""

    @property
    def same(self) -> bool:
        """Whether both are one name after normalising, legal form apart."""
        return self.asked.name.tokens == self.listed.name.tokens


def compare(asked: Side, listed: Side) -> Comparison:
    """Align two names and measure the pair. Pure and deterministic."""
    alignment = _all_initials(asked, listed) or align(
        asked.words, listed.words, initials=not listed.expanded
    )
    pairs = alignment.pairs
    weights = [_weight(pair, alignment) for pair in pairs]
    worths = [w * p.similarity**2 for p, w in zip(pairs, weights, strict=True)]
    lonely = (
        [w for w in _lonely(asked, (p.asked for p in pairs)) if not _is_seat(w, listed)],
        _lonely(listed, (p.listed for p in pairs)),
    )
    letters = _initials(asked.words), _initials(listed.words)
    by_listed = sorted(pairs, key=lambda pair: pair.listed)
    inversions = sum(b.listed < a.listed for a, b in pairwise(pairs))
    texts = _spellings(asked, by_listed, inversions)
    other = "".join([word.spelled for word in listed.words])
    return Comparison(
        asked=asked,
        listed=listed,
        alignment=alignment,
        agreed=sum(worths),
        paired=sum(weights),
        initials=max(_by_initials(pairs, weights), default=0.0),
        strongest=max(_in_full(pairs, worths), default=0.0),
        ordinary=_ordinary(worths, alignment),
        weakest=min(_telling(pairs, weights), default=1.0),
        inversions=inversions,
        left_asked=_left(lonely[0], letters),
        left_listed=_left(lonely[1], letters[::-1]),
        only_common_left=not any(is_brand(word.text) for words in lonely for word in words),
        adds_place=any(is_place(word.text) for word in lonely[0]),
        other_places=all(any(find_town(word.text) for word in words) for words in lonely),
        place_for_name=_place_for_name(*lonely) or _place_for_name(*reversed(lonely)),
        unspaced=max(OSA.normalized_similarity(text, other) for text in texts),
        contained=_contained(texts[-1], other),
        written=_written(asked.name, listed.name, worths, weights, lonely),
    )


def _all_initials(asked: Side, listed: Side) -> Alignment | None:
    """The alignment where one name is a word of the first letters of the whole other one."""
    if not (_is_of_first_letters(listed, asked) or _is_short_for(asked, listed)):
        return None
    pair = Pair((0, len(asked.words)), (0, len(listed.words)), WHOLE_INITIALS, "initials")
    return Alignment(asked=asked.words, listed=listed.words, pairs=(pair,))


def _written(
    asked: PreparedName,
    listed: PreparedName,
    worths: Sequence[float],
    weights: Sequence[float],
    lonely: Sequence[Sequence[Word]],
) -> float:
    """Share of letters kept by the whole names; between scripts, the share of words that agree."""
    if not (asked.foreign or listed.foreign):
        return OSA.normalized_similarity(asked.written, listed.written)
    whole = sum(weights) + sum(word.weight for words in lonely for word in words)
    return sum(worths) / whole if whole else 0.0


def _is_of_first_letters(short: Side, whole: Side) -> bool:
    """Whether a listed name is initials; with "company" too many firms have the same."""
    if short.expanded or not _is_word(short):
        return False
    return short.words[0].spelled == whole.name.first_letters


def _is_short_for(short: Side, whole: Side) -> bool:
    """Whether an asked name is what the listed one may be shortened to."""
    return _is_word(short) and short.words[0].spelled in whole.name.initials


def _is_word(side: Side) -> bool:
    return len(side.words) == 1 and len(side.words[0].spelled) >= _FEWEST_INITIALS


def _weight(pair: Pair, alignment: Alignment) -> float:
    """The lesser weight of the two sides: a misspelled common word does not become telling."""
    ours, theirs = alignment.asked, alignment.listed
    return min(weight_of(ours, pair.asked), weight_of(theirs, pair.listed))


def _by_initials(pairs: Sequence[Pair], weights: Sequence[float]) -> Iterable[float]:
    return (w * p.similarity for p, w in zip(pairs, weights, strict=True) if p.how == "initials")


def _in_full(pairs: Sequence[Pair], worths: Sequence[float]) -> Iterable[float]:
    return [worth for pair, worth in zip(pairs, worths, strict=True) if pair.how != "initials"]


def _ordinary(worths: Sequence[float], alignment: Alignment) -> float:
    """How ordinary the words of the most telling agreement are, on the more ordinary side."""
    both = zip(worths, alignment.pairs, strict=True)
    spelled = [(worth, pair) for worth, pair in both if pair.how != "initials"]
    if not spelled:
        return MOST_ORDINARY
    _, best = max(spelled, key=lambda one: one[0])
    sides = (alignment.asked[slice(*best.asked)], alignment.listed[slice(*best.listed)])
    return max(min(word.ordinary for word in words) for words in sides)


def _telling(pairs: Sequence[Pair], weights: Sequence[float]) -> Iterable[float]:
    both = zip(pairs, weights, strict=True)
    return (p.similarity for p, w in both if w > _TELLING and p.how != "initials")


def _lonely(side: Side, ranges: Iterable[tuple[int, int]]) -> list[Word]:
    """The words without a partner."""
    taken: set[int] = set()
    for span in ranges:
        taken.update(range(*span))
    return [word for at, word in enumerate(side.words) if at not in taken]


def _is_seat(word: Word, listed: Side) -> bool:
    """Whether an asked place is where the listed party sits ("Beijing" of a Beijing firm)."""
    return word.text in listed.seats and is_place(word.text)


def _place_for_name(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether some of the words is a place, and some of the others a place or a name."""
    own = any(is_brand(word.text) or find_town(word.text) for word in others)
    return own and any(find_town(word.text) for word in words)


def _left(words: Sequence[Word], initials: Sequence[str]) -> tuple[float, ...]:
    """Weights of lonely words; a name's own initials beside it weigh nothing."""
    return tuple(
        [_OWN_INITIALS if _is_initials(word.text, initials) else word.weight for word in words]
    )


def _initials(words: Sequence[Word]) -> str:
    return "".join([word.text[:1] for word in words])


def _is_initials(text: str, initials: Sequence[str]) -> bool:
    if len(text) < _FEWEST_INITIALS:
        return False
    return any(
        text in name or (len(name) >= _FEWEST_INITIALS and name in text) for name in initials
    )


def _spellings(asked: Side, by_listed: Sequence[Pair], inversions: int) -> list[str]:
    """The asked name unspaced: as it stands and, if that differs, in the listed order."""
    text = "".join(word.spelled for word in asked.words)
    if not inversions:
        return [text]
    order = [at for pair in by_listed for at in range(*pair.asked)]
    order += [at for at in range(len(asked.words)) if at not in order]
    return [text, "".join(asked.words[at].spelled for at in order)]


def _contained(text: str, other: str) -> float:
    if min(len(text), len(other)) < _SHORTEST_PARTIAL:
        return OSA.normalized_similarity(text, other)
    return fuzz.partial_ratio(text, other) / 100
