"""Two prepared names side by side, and what the rules measure of them.

First what agrees and what is left over, measured once a pair (weights are those of `term_weights`:
0 says nothing, 1 is a word seen nowhere else); the rest when a rule asks; then the rules. Each
measures one thing, and the first line of its docstring is the sentence that an officer reads. A
rule returns a plain number; what it is worth stands in the scorecard (`data/scorecard.toml`),
rising or falling but never both: more agreement never lowers a score.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from compliance.matching.alignment import (
    FEWEST_INITIALS,
    WHOLE_INITIALS,
    Alignment,
    Pair,
    Word,
    align,
    spell_initials,
    weight_of,
    word_similarity,
)
from compliance.matching.parameters import read_count, read_value
from compliance.names import PreparedName
from compliance.names.vocabulary import find_town, is_brand, is_place

TELLING = read_value("features.telling")
_OWN_INITIALS = read_value("features.own_initials")
_SHORTEST_PARTIAL = read_count("features.shortest_partial")
MOST_ORDINARY = 9.0  # logarithm of a number of firms that no word reaches


class Side(Struct, frozen=True):
    """A name of the comparison with its words weighed."""

    name: PreparedName
    words: tuple[Word, ...]
    find_seats: Callable[[], frozenset[str]] = frozenset
    """Words of a listed party's addresses and countries: a place among them says nothing new."""
    is_spelled_out: Callable[[], bool] = bool
    """Whether the name is an acronym that another name of the listed party spells out: then no
    other words stand for it."""


class Comparison(Struct, frozen=True, kw_only=True):
    """One asked and one listed name, aligned.

    What most pairs are told by is measured at once, the rest when it is asked.
    """

    asked: Side
    listed: Side
    alignment: Alignment
    weights: Sequence[float]
    """The lesser weight of each pair: a misspelled common word does not become telling."""
    worths: Sequence[float]
    """What agrees of each weight, less for words that are only similar."""
    lonely_asked: Sequence[Word]
    """Asked words without a partner, but for a place where the listed party sits."""
    lonely_listed: Sequence[Word]
    left_asked: tuple[float, ...]
    """Weights of the asked words without a partner."""
    left_listed: tuple[float, ...]
    agreed: float
    """Weight that agrees, less for words that are only similar."""
    paired: float
    """Weight of all words that met a partner, however similar."""
    initials: float
    """Weight that agrees only as initials."""

    @property
    def same(self) -> bool:
        """Whether both are one name after normalising, legal form apart."""
        return self.asked.name.tokens == self.listed.name.tokens

    # --- What agrees --------------------------------------------------------------------------

    @property
    def same_words(self) -> list[Word]:
        """The listed words that are asked words as they are spelled."""
        same = (pair for pair in self.alignment.pairs if pair.how == "same")
        return [self.listed.words[pair.listed[0]] for pair in same]

    @property
    def spelled_pairs(self) -> list[tuple[float, float, Pair]]:
        """Worth, weight and pair of what agrees and is no initials."""
        pairs = zip(self.worths, self.weights, self.alignment.pairs, strict=True)
        return [found for found in pairs if found[2].how != "initials"]

    @property
    def inversions(self) -> int:
        """Pairs that stand in another order in the listed name."""
        return sum([b.listed < a.listed for a, b in pairwise(self.alignment.pairs)])

    # --- What is left over --------------------------------------------------------------------

    @property
    def only_common_left(self) -> bool:
        """Whether all words without a partner are places, institutions or business words."""
        lonely = (*self.lonely_asked, *self.lonely_listed)
        return not any(is_brand(word.text) for word in lonely)

    @property
    def adds_place(self) -> bool:
        """Whether the asked name has a place that the listed one lacks and does not sit in."""
        return any(is_place(word.text) for word in self.lonely_asked)

    @property
    def other_places(self) -> bool:
        """Whether each side has a place among the words without a partner."""
        return _has_town(self.lonely_asked) and _has_town(self.lonely_listed)

    @property
    def place_for_name(self) -> bool:
        """Whether one side has a place there and the other a place or a name of its own."""
        lonely = self.lonely_asked, self.lonely_listed
        return _place_for_name(*lonely) or _place_for_name(*reversed(lonely))

    # --- Letters ------------------------------------------------------------------------------

    @property
    def spellings(self) -> tuple[str, str]:
        """Both names unspaced, the asked one in the listed order; what met nothing is behind."""
        words, order = self.asked.words, [*range(len(self.asked.words))]
        if self.inversions:
            by_listed = sorted(self.alignment.pairs, key=lambda pair: pair.listed)
            met = [at for pair in by_listed for at in range(*pair.asked)]
            order = [*met, *(at for at in order if at not in met)]
        listed = "".join([word.spelled for word in self.listed.words])
        return "".join([words[at].spelled for at in order]), listed


def compare(asked: Side, listed: Side) -> Comparison:
    """Align two names and measure the pair. Pure and deterministic."""
    alignment = _all_initials(asked, listed)
    if alignment is None:
        alignment = align(asked.words, listed.words)
        if any(pair.how == "initials" for pair in alignment.pairs) and listed.is_spelled_out():
            alignment = align(asked.words, listed.words, initials=False)
    pairs = alignment.pairs
    weights = [
        min(weight_of(asked.words, pair.asked), weight_of(listed.words, pair.listed))
        for pair in pairs
    ]
    both = [*zip(pairs, weights, strict=True)]
    worths = [weight * pair.similarity**2 for pair, weight in both]
    lonely_asked = [
        word
        for word in _lonely(asked, [pair.asked for pair in pairs])
        if not (is_place(word.text) and word.text in listed.find_seats())
    ]
    lonely_listed = _lonely(listed, [pair.listed for pair in pairs])
    initials = [spell_initials(side.words) for side in (asked, listed)]
    return Comparison(
        asked=asked,
        listed=listed,
        alignment=alignment,
        weights=weights,
        worths=worths,
        lonely_asked=lonely_asked,
        lonely_listed=lonely_listed,
        left_asked=_weigh_left(lonely_asked, initials),
        left_listed=_weigh_left(lonely_listed, initials),
        agreed=sum(worths),
        paired=sum(weights),
        initials=max([w * p.similarity for p, w in both if p.how == "initials"], default=0.0),
    )


def _all_initials(asked: Side, listed: Side) -> Alignment | None:
    """The alignment where one name is a word of the first letters of the whole other one."""
    # A listed name may be initials; with "company" too many firms have the same.
    of_asked = (
        _is_word(listed)
        and listed.words[0].spelled == asked.name.first_letters
        and not listed.is_spelled_out()
    )
    # An asked one has a letter for each word at most, and one for "company".
    word, most = "", max(len(listed.name.tokens), len(listed.name.spelled)) + 1
    if _is_word(asked) and len(asked.words[0].spelled) <= most:
        word = asked.words[0].spelled
    if not of_asked and not (word and word in listed.name.initials):
        return None
    pair = Pair((0, len(asked.words)), (0, len(listed.words)), WHOLE_INITIALS, "initials")
    return Alignment(asked=asked.words, listed=listed.words, pairs=(pair,))


def _is_word(side: Side) -> bool:
    return len(side.words) == 1 and len(side.words[0].spelled) >= FEWEST_INITIALS


def _lonely(side: Side, spans: Iterable[tuple[int, int]]) -> list[Word]:
    """The words without a partner."""
    taken: set[int] = set()
    for span in spans:
        taken.update(range(*span))
    return [word for at, word in enumerate(side.words) if at not in taken]


def _has_town(words: Sequence[Word]) -> bool:
    return any(find_town(word.text) for word in words)


def _place_for_name(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether some of the words is a place, and some of the others a place or a name."""
    own = any(is_brand(word.text) or find_town(word.text) for word in others)
    return own and _has_town(words)


def _weigh_left(lonely: Sequence[Word], initials: Sequence[str]) -> tuple[float, ...]:
    """Weights of lonely words; a name's own initials beside it weigh nothing."""
    long = [name for name in initials if len(name) >= FEWEST_INITIALS]
    return tuple(
        [
            _OWN_INITIALS
            if len(word.text) >= FEWEST_INITIALS
            and any(word.text in name or name in word.text for name in long)
            else word.weight
            for word in lonely
        ]
    )


Rule = Callable[[Comparison], float]
LEFT_SHARE = read_value("features.left_share")
FULL_LENGTH = read_count("features.full_length")
TRIFLE = read_value("features.trifle")


def agreement_over_listed_rest(c: Comparison) -> float:
    """Telling words of the listed name that were found, less those that were not."""
    return c.agreed - LEFT_SHARE * sum(c.left_listed)


def agreement_over_asked_rest(c: Comparison) -> float:
    """Telling words of the asked name that were found, less those that were not."""
    return c.agreed - sum(c.left_asked)


def asked_covered(c: Comparison) -> float:
    """Share of the asked name that the listed name accounts for."""
    whole = c.paired + sum(c.left_asked)
    return c.agreed / whole if whole else 0.0


def listed_covered(c: Comparison) -> float:
    """Share of the listed name that the asked name accounts for."""
    whole = c.paired + sum(c.left_listed)
    return c.agreed / whole if whole else 0.0


def letters_and_words(c: Comparison) -> float:
    """Letters shared and telling words shared, together."""
    # Both names are written without spaces, in the better order.
    ordered, listed = c.spellings
    kept = OSA.normalized_similarity(ordered, listed)
    if c.inversions:
        text = "".join([word.spelled for word in c.asked.words])
        kept = max(kept, OSA.normalized_similarity(text, listed))
    return kept * c.agreed


def as_written(c: Comparison) -> float:
    """Letters shared by the whole names as they are written, legal form included."""
    asked, listed = c.asked.name, c.listed.name
    if not (asked.foreign or listed.foreign):
        return OSA.normalized_similarity(asked.full_text, listed.full_text)
    # Between scripts, the share of words that agree.
    whole = c.paired + sum(word.weight for word in (*c.lonely_asked, *c.lonely_listed))
    return c.agreed / whole if whole else 0.0


def contained(c: Comparison) -> float:
    """One name stands inside the other."""
    asked, listed = c.spellings
    if min(len(asked), len(listed)) < _SHORTEST_PARTIAL:
        return OSA.normalized_similarity(asked, listed)
    return fuzz.partial_ratio(asked, listed) / 100


def strongest_agreement(c: Comparison) -> float:
    """The most telling word or words that agree."""
    return max([worth for worth, _, _ in c.spelled_pairs], default=0.0)


def ordinary_word(c: Comparison) -> float:
    """The most telling agreement is a word that ordinary firms have in their names, too."""
    # How many have it, as a logarithm; of both sides the more ordinary one.
    *_, best = max(c.spelled_pairs, key=itemgetter(0), default=(None,))
    if not best:
        return MOST_ORDINARY
    sides = c.asked.words[slice(*best.asked)], c.listed.words[slice(*best.listed)]
    return max(min(word.ordinary for word in words) for words in sides)


def weakest_agreement(c: Comparison) -> float:
    """The least alike of the telling words that met."""
    alike = [pair.similarity for _, weight, pair in c.spelled_pairs if weight > TELLING]
    return min(alike, default=1.0)


def first_word(c: Comparison) -> float:
    """The first words agree."""
    return word_similarity(c.asked.words[0].spelled, c.listed.words[0].spelled)


def initials(c: Comparison) -> float:
    """Initials in one name stand for words of the other; longer ones count for more."""
    return c.initials


def asked_initials(c: Comparison) -> float:
    """The asked name is the first letters of the whole listed one: how many letters they are."""
    return _initials_of_whole(c, c.asked)


def listed_initials(c: Comparison) -> float:
    """The listed name is the first letters of the whole asked one: how many letters they are."""
    return _initials_of_whole(c, c.listed)


def _initials_of_whole(c: Comparison, short: Side) -> float:
    if not c.initials or c.left_asked or c.left_listed or len(c.alignment.pairs) > 1:
        return 0.0
    return float(_length(c)) if len(short.words) == 1 else 0.0


def nothing_left_over(c: Comparison) -> float:
    """Every word of both names found its partner: how many words the shorter name has."""
    if c.initials or sum(c.left_asked) + sum(c.left_listed) > TRIFLE:
        return 0.0
    return float(min(len(c.asked.words), len(c.listed.words)))


def asked_word_missing(c: Comparison) -> float:
    """A telling word of the asked name is missing in the listed one."""
    return max(c.left_asked, default=0.0)


def short_name(c: Comparison) -> float:
    """Letters of the shorter name: a short name has to be nearly exact."""
    return float(_length(c))


def other_legal_form(c: Comparison) -> float:
    """The legal forms differ."""
    ours, theirs = set(c.asked.name.legal), set(c.listed.name.legal)
    return float(bool(ours and theirs and not ours & theirs))


def legal_form_missing(c: Comparison) -> float:
    """One name has a legal form and the other has none."""
    return float(bool(c.asked.name.legal) != bool(c.listed.name.legal))


def other_number(c: Comparison) -> float:
    """The numbers in the names differ (1), or one name has a number and the other none (0.5)."""
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours == theirs:
        return 0.0
    return 1.0 if ours and theirs else 0.5


def same_number(c: Comparison) -> float:
    """Both names have the same number."""
    ours = c.asked.name.numbers
    return float(bool(ours) and ours == c.listed.name.numbers)


def other_place(c: Comparison) -> float:
    """Each name has a place that the other does not have."""
    return float(c.other_places)


def _length(c: Comparison) -> int:
    lengths = [sum([len(word.spelled) for word in side.words]) for side in (c.asked, c.listed)]
    return min(*lengths, FULL_LENGTH)


class Direction(IntEnum):
    """Whether a rule gives the more points the more, or the less, it measures: as a sign."""

    RISING = 1
    FALLING = -1


RISING, FALLING = Direction.RISING, Direction.FALLING
RULES: Mapping[str, tuple[Rule, Direction]] = {
    "agreement over listed rest": (agreement_over_listed_rest, RISING),
    "agreement over asked rest": (agreement_over_asked_rest, RISING),
    "asked covered": (asked_covered, RISING),
    "listed covered": (listed_covered, RISING),
    "letters and words": (letters_and_words, RISING),
    "as written": (as_written, RISING),
    "contained": (contained, RISING),
    "strongest agreement": (strongest_agreement, RISING),
    "ordinary word": (ordinary_word, FALLING),
    "weakest agreement": (weakest_agreement, RISING),
    "first word": (first_word, RISING),
    "initials": (initials, RISING),
    "asked initials": (asked_initials, RISING),
    "listed initials": (listed_initials, RISING),
    "nothing left over": (nothing_left_over, RISING),
    "asked word missing": (asked_word_missing, FALLING),
    "short name": (short_name, RISING),
    "other legal form": (other_legal_form, FALLING),
    "legal form missing": (legal_form_missing, FALLING),
    "other number": (other_number, FALLING),
    "same number": (same_number, RISING),
    "other place": (other_place, FALLING),
}
"""Name -> (rule, direction): the table. A test holds it against the scorecard."""
