"""One asked name against one listed name: points, caps and floors, score, band.

The scorecard (`data/scorecard.toml`) says what each measure is worth. The same name after
normalising scores 1, by definition; everything else gets what the scorecard gives it, which stays
below. A name that is nothing but legal form or linking words ("Ltd.") is compared literally: it is
the same or it is nothing. A sibling, which differs just by its number or place, stays below REVIEW.

Bodies of one kind are told apart by their subject: "Ministry of Defence" and "Ministry of Finance"
share all words but the one that matters, and that is a common one (`data/subjects.toml`).

The one word of a listed firm's name that tells is a question, asked for alone or written with a
slip: "Dahua Ltd" about Zhejiang Dahua Technology, and "Hickvision" about Hikvision, though most of
the listed name, or of its letters, is missing. A word tells that no ordinary firm has in its name,
nor a person, and hardly anybody else on the list. A slip is a letter left out, doubled or swapped
with its neighbour, or written for one that sounds or looks alike; a long word may have two of the
last ("Hezbollah", "Hizballah"). Another consonant makes another name, and so does a letter that is
added ("Adtran", "Atran") or stands at the end ("Disco", "Discom"). A script that leaves vowels out
writes such a word as its consonants and long vowels: if these are all the same and nothing but
business words is left over, that is a question, too (`data/telling_words.toml`).

The thresholds of the bands stand in one place. The exceptions are rules of the trade, not of
similarity: a short or weak alias is a lead, never a hit on the name alone, and a party that only
leads to a listed one is a question, not an answer. This module is the one reader of its tables.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from itertools import combinations, groupby
from typing import TypeVar

from msgspec import Struct
from rapidfuzz.distance import OSA

from compliance.matching.alignment import Word
from compliance.matching.caps import Cap, Floor, lowest_cap
from compliance.matching.features import RULES, Comparison, Direction, Side, compare
from compliance.matching.parameters import read_count, read_value
from compliance.matching.people.person_tables import is_known
from compliance.matching.term_weights import is_ordinary_word
from compliance.model import Decision, ListEntry, Name, NameKind, Standing
from compliance.model.program_data import read_data_tables
from compliance.names import PreparedName
from compliance.names.countries import find_territory
from compliance.names.phonetics import is_vowelless, spell_broad_sound
from compliance.names.vocabulary import is_brand, is_institution, is_place

# --- Subjects of bodies -----------------------------------------------------------------------


class _SubjectKinds(Struct, frozen=True):
    """What the table says."""

    offices: frozenset[str]
    bodies: frozenset[str]
    subjects: Mapping[str, int]
    """Word -> its subject, by number."""


def find_subject_cap(c: Comparison) -> Cap | None:
    """The cap of two names that are not the same; None where no subject tells them apart.

    Offices that share a subject may be one under two names; of other bodies that is a question.
    """
    kinds = _read_subject_kinds()
    ours, theirs = (
        {kinds.subjects[word.text] for word in words if word.text in kinds.subjects}
        for words in (c.asked.words, c.listed.words)
    )
    if ours - theirs and theirs - ours:
        # Words that say what kind of body it is.
        agreed = {word.text for word in _list_agreed_words(c) if is_institution(word.text)}
        if agreed & kinds.offices and ours.isdisjoint(theirs):
            return Cap.OFFICE
        if agreed & kinds.bodies:
            return Cap.BODY
    # One name has a number and is the same otherwise.
    if bool(c.asked.name.numbers) == bool(c.listed.name.numbers):
        return None
    both = ((c.asked.words, c.left_asked), (c.listed.words, c.left_listed))
    (words, left), (_, other_left) = both if c.asked.name.numbers else both[::-1]
    digits = [word for word in words if word.text.isdigit()]
    return Cap.SERIES if len(left) == len(digits) == 1 and not other_left else None


@cache
def _read_subject_kinds() -> _SubjectKinds:
    table = read_data_tables("matching/data/subjects.toml")
    return _SubjectKinds(
        offices=frozenset(table["offices"]["words"].split()),
        bodies=frozenset(table["bodies"]["words"].split()),
        subjects={
            word: number
            for number, line in enumerate(table["subjects"]["lines"].splitlines())
            for word in line.split()
        },
    )


# --- Telling words ----------------------------------------------------------------------------


class _TellingLimits(Struct, frozen=True):
    """What the table says."""

    shortest_word: int
    least_weight: float
    beside: frozenset[str]
    """Words that may stand beside it."""
    shortest_slip: int
    longest_slip: int
    alike: Mapping[str, str]
    """Letter -> those that are written for it."""
    shortest_vowelless: int
    shortest_by_ear: int
    most_by_ear: int
    sounds: Mapping[int, str]
    """Letter -> the first of those that sound like it, as `str.translate` takes it."""


@cache
def _telling_limits() -> _TellingLimits:
    table = read_data_tables("matching/data/telling_words.toml")
    word, slip, by_ear = table["word"], table["slip"], table["by_ear"]
    pairs = [*slip["pairs"].split(), *map("".join, combinations(slip["vowels"], 2))]
    alike: dict[str, str] = {}
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        alike[one] = alike.get(one, "") + other
    return _TellingLimits(
        shortest_word=word["shortest"],
        least_weight=word["weight"],
        beside=frozenset(word["beside"].split()),
        shortest_slip=slip["shortest"],
        longest_slip=slip["longest"],
        alike=alike,
        shortest_vowelless=table["without_vowels"]["shortest"],
        shortest_by_ear=by_ear["shortest"],
        most_by_ear=by_ear["most"],
        sounds={
            ord(letter): letters[0] for letters in by_ear["classes"].split() for letter in letters
        },
    )


@lru_cache(maxsize=1 << 15)
def is_telling(word: str) -> bool:
    """Whether a word is a name of its own that hardly any ordinary firm has, and no person."""
    if len(word) < _telling_limits().shortest_word or not word.isalpha() or not is_brand(word):
        return False
    # What a plural or the feminine of a Russian family name is made of: "Knights", "Popova".
    base = word[:-1] if word.endswith(("s", "ova", "eva", "ina")) else word
    return not any(is_known(form) or is_ordinary_word(form) for form in (word, base))


def find_word_floor(c: Comparison) -> Floor | None:
    """Why a firm's name against a listed one scores no less; None where nothing is known of it."""
    if c.asked.name.literal or c.listed.name.literal:
        return None
    # The asked name is the word that tells, with a legal form, a country or "group" at most.
    agreed = {word.spelled: word for word in c.same_words}
    telling = agreed.get(asked_word(c.asked.name)) if agreed else None
    if telling and _is_firm(c.listed.name) and tells(telling):
        return Floor.TELLING_WORD
    return Floor.SLIP if _is_word_with_slip(c) or _is_word_without_vowels(c) else None


def asked_word(name: PreparedName) -> str:
    """The word that tells, where an asked name has no other but such as may stand beside it.

    A single letter is another word, though names are compared without it: "I-Storm".
    """
    own = [token for token in name.tokens if not _may_stand_beside(token)]
    alone = len(own) == 1 and min(map(len, name.spelled)) > 1
    return own[0] if alone and is_telling(own[0]) else ""


@lru_cache(maxsize=1 << 15)
def _may_stand_beside(word: str) -> bool:
    if word in _telling_limits().beside:
        return True
    place = find_territory(word) if is_place(word) else None
    return place is not None and place.is_country


def _is_firm(name: PreparedName) -> bool:
    """Whether a name has a form or a word of firms; a person of no known kind has neither."""
    return (
        bool(name.legal)
        or len(name.tokens) == 1
        or any(not is_brand(word) or is_ordinary_word(word) for word in name.tokens)
    )


def tells(word: Word) -> bool:
    """Whether a listed word tells: no ordinary firm has it but those of its family."""
    own = word.family or (word.ordinary == 0 and word.weight >= _telling_limits().least_weight)
    return own and is_telling(word.spelled)


def _is_word_with_slip(c: Comparison) -> bool:
    """Both names are one word, and the listed one tells."""
    if len(c.asked.words) != 1 or len(c.listed.words) != 1 or not tells(c.listed.words[0]):
        return False
    ours, theirs = c.asked.words[0].spelled, c.listed.words[0].spelled
    if not is_telling(ours):
        return False
    article = find_article(c.asked.name)
    if article == find_article(c.listed.name):
        ours, theirs = f"{article}{ours}", f"{article}{theirs}"
    return is_slip(ours, theirs) or is_by_ear(ours, theirs)


def _is_word_without_vowels(c: Comparison) -> bool:
    """The asked name writes the word that tells without vowels, and no other name beside it."""
    bare = is_vowelless(c.asked.name.core_text)
    if not bare or not c.only_common_left or not _is_firm(c.listed.name):
        return False
    words = (
        (c.asked.words[pair.asked[0]].spelled, c.listed.words[pair.listed[0]])
        for pair in c.alignment.pairs
        if pair.asked[1] - pair.asked[0] == pair.listed[1] - pair.listed[0] == 1
    )
    return any(
        is_vowelless(ours) and tells(theirs) and fit_without_vowels(ours, theirs.spelled)
        for ours, theirs in words
    )


def fit_without_vowels(asked: str, listed: str) -> bool:
    """Whether a word without vowels has all consonants and long vowels of a listed one."""
    return bool(fold_vowelless(asked)) and fold_vowelless(asked) == fold_vowelless(listed)


def fold_vowelless(word: str) -> str:
    """What a script without vowels writes of a word; nothing where that is too short to tell."""
    heard = spell_broad_sound(word)
    return heard if len(heard) >= _telling_limits().shortest_vowelless else ""


def find_article(name: PreparedName) -> str:
    """What stands before the first word that is compared, and is none itself: "al"."""
    front = (
        name.spelled[: name.spelled.index(name.tokens[0])] if name.tokens[0] in name.spelled else ()
    )
    return "".join(front)


def is_by_ear(asked: str, listed: str) -> bool:
    """Whether two long words differ by a few letters that sound alike."""
    if len(asked) != len(listed) or len(asked) < _telling_limits().shortest_by_ear:
        return False
    unlike = sum(a != b for a, b in zip(asked, listed, strict=True))
    return 0 < unlike <= _telling_limits().most_by_ear and fold_sound(asked) == fold_sound(listed)


def may_be_by_ear(name: PreparedName) -> bool:
    """Whether a name of one word is long enough to be another one by ear."""
    return len(find_article(name) + name.tokens[0]) >= _telling_limits().shortest_by_ear


def fold_sound(word: str) -> str:
    """A word with one letter for all that sound alike."""
    return word.translate(_telling_limits().sounds)


def is_slip(asked: str, listed: str) -> bool:
    """Whether an asked word, of some length or its listed one is, has one slip and begins alike."""
    if max(len(asked), len(listed)) < _telling_limits().shortest_slip or asked[0] != listed[0]:
        return False
    if OSA.distance(asked, listed, score_cutoff=1) != 1 or asked in listed or listed in asked:
        return False
    if len(asked) > len(listed):
        return _drop_doubled(asked) == _drop_doubled(listed)
    unlike = [(a, b) for a, b in zip(asked, listed, strict=False) if a != b]
    replaced = len(asked) == len(listed) and len(unlike) == 1
    return not replaced or unlike[0][1] in _telling_limits().alike.get(unlike[0][0], "")


def list_slips(word: str) -> Iterator[str]:
    """All that an asked word may be by one slip (`is_slip`) and that is no longer than it.

    None for words beyond a length, which are found otherwise.
    """
    limits = _telling_limits()
    alike = limits.alike
    for at, letter in enumerate(word[1:], 1) if len(word) <= limits.longest_slip else ():
        front, rest = word[:at], word[at + 1 :]
        yield from (f"{front}{other}{rest}" for other in alike.get(letter, ""))
        yield f"{front}{rest[:1]}{letter}{rest[1:]}"
        if letter == front[-1]:
            yield f"{front}{rest}"


def _drop_doubled(word: str) -> str:
    """A word with each run of the same letter as one."""
    return "".join(letter for letter, _ in groupby(word))


# --- Points, floors, caps and bands -----------------------------------------------------------


C = TypeVar("C")
Rules = Mapping[str, tuple[Callable[[C], float], Direction]]
"""Name of a rule -> what it measures of a comparison, and whether more of it gives more points."""


class Scale(Struct, frozen=True):
    """A rule's measure to its points: straight lines between steps, flat outside."""

    measure: tuple[float, ...]
    points: tuple[float, ...]

    def worth(self, value: float) -> float:
        """Points for a measure."""
        at = bisect_right(self.measure, value)
        if at == 0:
            return self.points[0]
        if at == len(self.measure):
            return self.points[-1]
        low, high = self.measure[at - 1], self.measure[at]
        share = (value - low) / (high - low)
        return self.points[at - 1] + share * (self.points[at] - self.points[at - 1])


class Scorecard(Struct, frozen=True, dict=True):
    """The table: a base and one scale a rule."""

    base: float
    scales: Mapping[str, Scale]

    @cached_property
    def most(self) -> Mapping[str, float]:
        """The most points that each rule gives, those that give most first."""
        most = {rule: max(scale.points) for rule, scale in self.scales.items()}
        return dict(sorted(most.items(), key=lambda rule: -rule[1]))

    @cached_property
    def highest(self) -> float:
        """The most points of all together, base included."""
        return self.base + sum(self.most.values())

    def points(self, measures: Mapping[str, float]) -> dict[str, float]:
        """Points a rule, for measures by rule name."""
        return {rule: self.scales[rule].worth(value) for rule, value in measures.items()}

    def score(self, points: Iterable[float]) -> float:
        """Probability, 0..1, for the points of all rules."""
        return 1 / (1 + math.exp(-(self.base + sum(points))))

    def rate(self, rules: Rules[C], compared: C, least: float = 0.0) -> float:
        """Probability, 0..1, by what all rules measure; 0 where it stays below `least`.

        Rules that may give most are asked first, and no more once the others cannot give enough.
        """
        points: dict[str, float] = {}
        # Sums differ a little by the order of what is put together.
        most, enough = self.highest, log_odds(least) - _STEP
        for name, top in self.most.items():
            rule, _ = rules[name]
            points[name] = self.scales[name].worth(rule(compared))
            most += points[name] - top
            if most < enough:
                return 0.0
        return self.score([points[name] for name in rules])


def log_odds(score: float) -> float:
    """The points, base included, that give a score, 0..1."""
    return math.log(score / (1 - score)) if score > 0 else -math.inf


@cache
def read_bundled_scorecard(file: str = "scorecard.toml") -> Scorecard:
    """A scorecard that comes with the program; without a file the one for names of firms."""
    data = read_data_tables(f"matching/data/{file}")
    base = float(data.pop("base"))
    return Scorecard(
        base=base,
        scales={
            rule: Scale(tuple(scale["measure"]), tuple(scale["points"]))
            for rule, scale in data.items()
        },
    )


HIT_FROM = read_value("scoring.hit_from")
REVIEW_FROM = read_value("scoring.review_from")
LEAD_FROM = read_value("scoring.lead_from")
_AS_LISTED = (Standing.LISTED, Standing.OWNED)
"""What a rule of ownership in force covers is treated as the listed party itself."""
_STEP = 1e-6
"""Least distance to the upper edge of a band: scores are shown with up to six places."""
_TELLING = read_value("scoring.telling")
_SHORT = read_count("scoring.short")
_FEW = read_count("scoring.few")


def band(score: float, entry: ListEntry, name: Name, *, weak: bool) -> Decision:
    """HIT, REVIEW, or CLEAR for a match too weak to be looked at.

    `weak` says that the listed name itself is too short or too common to tell (`is_weak`).
    """
    listed = entry.standing in _AS_LISTED
    if score < review_from(entry) or entry.standing is Standing.NOT_RESTRICTED:
        return Decision.CLEAR
    lead = weak or name.kind is NameKind.WEAK_ALIAS or not listed
    return Decision.REVIEW if score < HIT_FROM or lead else Decision.HIT


def review_from(entry: ListEntry) -> float:
    """From which score on the entry must be looked at."""
    return REVIEW_FROM if entry.standing in _AS_LISTED else LEAD_FROM


def within_band(score: float, entry: ListEntry, pull: float) -> float:
    """The score moved by that share of the way to the edge of its band, never across it.

    The same name (score 1) cannot rise; only what speaks against it lowers it.
    """
    edges = (0.0, review_from(entry), HIT_FROM, 1.0)
    low = max(edge for edge in edges[:-1] if edge <= score)
    high = min((edge for edge in edges if edge > score), default=1.0)
    if pull <= 0 or score == 1:
        return score + (score - low) * min(pull, 0.0)
    return max(score, min(score + (high - score) * pull, high - _STEP))


def is_weak(listed: Side) -> bool:
    """Whether a listed name is too short, or one or two common words ("Shenzhen Vision")."""
    letters = sum(len(word.spelled) for word in listed.words)
    if letters <= _SHORT:
        return True
    dull = all(word.weight < _TELLING or is_place(word.text) for word in listed.words)
    return dull and len(listed.words) <= _FEW


ALMOST_SAME = read_value("scoring.almost_same")
_OWN = read_value("scoring.own")


class Scored(Struct, frozen=True):
    """A comparison and what it is worth."""

    comparison: Comparison
    score: float
    """0..1."""
    cap: Cap | None = None
    """What keeps it from scoring more."""


def score(asked: Side, listed: Side, card: Scorecard, least: float = 0.0) -> Scored:
    """Compare two names and score the pair; pure.

    Below `least` no score need be exact: it is not found out by how much a pair falls short.
    """
    comparison = compare(asked, listed)
    if asked.name.literal or listed.name.literal:
        return Scored(comparison, 1.0 if comparison.same else 0.0)
    if comparison.same and asked.name.legal == listed.name.legal:
        return Scored(comparison, 1.0)
    floor = find_floor(comparison)
    worth = max(floor.score if floor else 0.0, card.rate(RULES, comparison, least))
    return _limit(comparison, worth) if worth >= least else Scored(comparison, worth)


def _limit(c: Comparison, worth: float) -> Scored:
    """What a pair of names that are not the same is worth, as far as the names allow."""
    cap = find_cap(c)
    limit = cap.score if cap else ALMOST_SAME
    return Scored(c, min(limit, worth), cap if worth >= limit else None)


def raise_score(scored: Scored, floor: Floor | None) -> Scored:
    """The same with a score of that at least, as far as the names allow."""
    if floor is None or scored.score >= floor.score:
        return scored
    raised = _limit(scored.comparison, floor.score)
    return scored if scored.score >= raised.score else raised


def find_floor(c: Comparison) -> Floor | None:
    """Why a pair scores no less, whatever its points.

    A bare family name ("Huawei") is always a question, and so are the same Chinese characters for
    a name, where nothing but places and business words is left over.
    """
    family = any(word.family for word in c.same_words)
    brand = c.asked.name.brand != "" and c.asked.name.brand == c.listed.name.brand
    return Floor.FAMILY if (family or brand) and c.only_common_left else None


def find_cap(c: Comparison) -> Cap | None:
    """Why a pair of names that are not the same scores no more, whatever its points."""
    if is_sibling(c):
        return Cap.SIBLING
    return lowest_cap(Cap.BRANCH if c.adds_place else None, find_subject_cap(c))


def is_sibling(c: Comparison) -> bool:
    """Whether the names tell two bodies of one kind apart.

    "No. 12 Research Institute" is not No. 13, and "Yunnan Police College" is not Xinjiang's. A
    brand that agrees outweighs the place: "Hikvision Beijing" may well be Hikvision. In the name
    of an institute or a plant only a word that is nobody else's does.
    """
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    agreed = list(_list_agreed_words(c))
    institution = any(is_institution(word.text) for word in agreed)
    other = c.place_for_name if institution else c.other_places
    least = _OWN if institution else 0.0
    return other and not any(is_brand(w.text) and w.weight >= least for w in agreed)


def _list_agreed_words(c: Comparison) -> Iterator[Word]:
    """Listed words that found a partner."""
    for pair in c.alignment.pairs:
        yield from c.alignment.listed[slice(*pair.listed)]
