"""Which part of the asked name met which part of the listed one.

Every word of either name is in exactly one pair or left over. Words may be spelled otherwise,
shortened, joined or split ("Hik Vision" meets "Hikvision"), stand for the same meaning, or be the
initials of several words. The alignment is greedy: the weightiest agreement first, initials last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from compliance.matching.term_weights import Weights
from compliance.matching.word_similarity import SAME_MEANING, word_similarity
from compliance.names import PreparedName
from compliance.names.vocabulary import are_different_towns, is_brand

LEAST_SIMILAR = 0.6
"""How similar two words are at least that meet."""
_LEAST_JOINED = 0.84
"""The same for words that are written as one: by chance many neighbours are like some word."""
_LONGEST_SPAN = 6
"""Words that one word may be, joined or by its letters as initials."""
JOINED_SLACK = 2
"""Letters that joined words may be longer or shorter than the one word."""
SHORTEST_JOINED = 5
"""Letters of a word that may be several: two short words make many a short one."""
FEWEST_INITIALS = 3
"""Letters of a word that may be initials."""
_MOST_WORDS = 24
"""Words of a name that are compared."""
WHOLE_INITIALS = 0.75
"""How similar initials are to the words that they stand for: many words have the same."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name as it takes part in an alignment."""

    text: str
    """What it counts as: one word of its meaning."""
    spelled: str
    """As written; equal to `text` when it means itself, else the writing it came from."""
    origin: int
    """Position of the writing in the name: words of one writing share it."""
    weight: float
    ordinary: float = 0.0
    """How many ordinary firms have it, as a logarithm; 0 for none."""
    family: bool = False
    """Whether it is a brand that many listed names begin with."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A run of asked words that met a run of listed words."""

    asked: tuple[int, int]
    """Half-open range of positions in the asked words."""
    listed: tuple[int, int]
    similarity: float
    how: str
    """`same`, `similar`, `meaning`, `joined`, `initials`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both names as words, and who met whom."""

    asked: tuple[Word, ...]
    listed: tuple[Word, ...]
    pairs: tuple[Pair, ...]


Writing = Callable[[str, tuple[str, ...], int, bool], Sequence[Word]]
"""A token, what it means, its place and whether the name has a brand -> words, as `written`."""


def written(
    weights: Weights, token: str, meaning: tuple[str, ...], at: int, among_brands: bool
) -> tuple[Word, ...]:
    """The words that one writing stands for; those of an abbreviation ("NPP") share its weight."""
    return tuple(
        Word(
            text=text,
            spelled=token,
            origin=at,
            weight=weights.of(text, among_brands=among_brands) / len(meaning),
            ordinary=max(weights.ordinary(text), weights.ordinary(token)),
            family=text in weights.families,
        )
        for text in meaning
    )


def words_of(name: PreparedName, weights: Weights) -> tuple[Word, ...]:
    """The words of a name with their weights; words that only say "company" are left out."""
    return words_by(name, partial(written, weights))


def words_by(name: PreparedName, writing: Writing) -> tuple[Word, ...]:
    """The same by a `writing` that may remember: most words come again."""
    tokens = name.tokens
    brands = any(map(is_brand, tokens))
    words: list[Word] = []
    for at, meaning in enumerate(name.meanings):
        words.extend(writing(tokens[at], meaning, at, brands))
    return tuple(words[:_MOST_WORDS] or _as_spelled(name, writing))


def _as_spelled(name: PreparedName, writing: Writing) -> list[Word]:
    """The words of a name that says nothing but "company" in some language."""
    tokens = name.tokens[:_MOST_WORDS]
    words = [writing(token, (token,), at, True)[0] for at, token in enumerate(tokens)]
    return [replace(word, ordinary=0.0, family=False) for word in words]


def align(asked: tuple[Word, ...], listed: tuple[Word, ...], *, initials: bool = True) -> Alignment:
    """Pair the words of two names, the weightiest agreement first; deterministic.

    Initials come last: what is spelled out proves more than first letters. Without `initials` they
    do not count.
    """
    proposals = [*_single(asked, listed), *_spans(asked, listed)]
    if not initials:
        proposals = [pair for pair in proposals if pair.how != "initials"]
    proposals.sort(key=lambda p: (p.how == "initials", -_gain(p, asked, listed), p.asked, p.listed))
    taken_asked: set[int] = set()
    taken_listed: set[int] = set()
    pairs = []
    for pair in proposals:
        ours, theirs = range(*pair.asked), range(*pair.listed)
        if taken_asked.isdisjoint(ours) and taken_listed.isdisjoint(theirs):
            taken_asked.update(ours)
            taken_listed.update(theirs)
            pairs.append(pair)
    return Alignment(asked=asked, listed=listed, pairs=tuple(sorted(pairs, key=_place)))


def _place(pair: Pair) -> tuple[tuple[int, int], tuple[int, int]]:
    return pair.asked, pair.listed


def _gain(pair: Pair, asked: tuple[Word, ...], listed: tuple[Word, ...]) -> float:
    """Weight that agrees, minus a trifle for words far apart, so that order breaks ties."""
    agreed = min(weight_of(asked, pair.asked), weight_of(listed, pair.listed))
    return pair.similarity * agreed - 1e-6 * abs(pair.asked[0] - pair.listed[0])


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
            elif are_different_towns(one.text, other.text):
                continue
            else:
                similarity, how = word_similarity(one.spelled, other.spelled), "similar"
            if similarity >= LEAST_SIMILAR:
                yield Pair((i, i + 1), (j, j + 1), similarity, how)


def _spans(asked: tuple[Word, ...], listed: tuple[Word, ...]) -> Iterator[Pair]:
    """Words joined or split, and initials, in both directions."""
    for span, single, similarity, how in _spans_to_words(asked, listed):
        yield Pair(span, single, similarity, how)
    for span, single, similarity, how in _spans_to_words(listed, asked):
        yield Pair(single, span, similarity, how)


Span = tuple[tuple[int, int], tuple[int, int], float, str]


def _spans_to_words(many: tuple[Word, ...], one: tuple[Word, ...]) -> Iterator[Span]:
    """Runs of two words and more in `many` that make up one word of `one`."""
    words = [(at, word.spelled, len(word.spelled)) for at, word in enumerate(one)]
    words = [word for word in words if word[2] >= FEWEST_INITIALS]
    if not words:
        return
    for span, joined, initials in _runs(many):
        letters = len(joined)
        for at, word, size in words:
            if initials == word:
                yield span, (at, at + 1), WHOLE_INITIALS, "initials"
            elif abs(letters - size) <= JOINED_SLACK and size >= SHORTEST_JOINED:
                similarity = word_similarity(joined, word)
                if similarity >= _LEAST_JOINED:
                    yield span, (at, at + 1), similarity, "joined"


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Neighbouring words as one, each writing once, and the first letters of all of them."""
    for start in range(len(words) - 1):
        joined, initials = words[start].spelled, words[start].spelled[:1]
        for end in range(start + 2, min(len(words), start + _LONGEST_SPAN) + 1):
            last = words[end - 1]
            if last.origin != words[end - 2].origin:
                joined += last.spelled
            initials += last.text[:1]
            yield (start, end), joined, initials
