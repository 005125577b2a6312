"""The one word of a listed firm's name that tells, asked for alone or written with a slip.

"Dahua Ltd" is a question about Zhejiang Dahua Technology, and "Hickvision" one about Hikvision,
though most of the listed name, or of its letters, is missing. A word tells that no ordinary firm
has in its name, nor a person, and hardly anybody else on the list. A slip is a letter left out,
doubled or swapped with its neighbour, or written for one that sounds or looks alike; a long word
may have two of the last ("Hezbollah", "Hizballah"). Another consonant makes another name, and so
does a letter that is added ("Adtran", "Atran") or stands at the end ("Disco", "Discom"). The
numbers are `data/telling_words.toml`, whose one reader this is. Pure.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby

from rapidfuzz.distance import OSA

from compliance.matching.alignment import Word
from compliance.matching.features import Comparison
from compliance.matching.person_tables import is_known
from compliance.matching.term_weights import MOST_BEARERS, ordinary_words
from compliance.names import PreparedName
from compliance.names.countries import find_territory
from compliance.names.vocabulary import is_brand, is_place

FLOOR = (
    "a listed firm's one telling word, alone or with one slip, is always a question, also where a "
    "legal form, a country or “group” stands beside it"
)
"""Why such a pair can score more than its points make it."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the table says."""

    shortest_word: int
    least_weight: float
    word_score: float
    beside: frozenset[str]
    """Words that may stand beside it."""
    shortest_slip: int
    slip_score: float
    alike: frozenset[frozenset[str]]
    """Pairs of letters that are written for one another."""
    shortest_by_ear: int
    most_by_ear: int
    sounds: Mapping[int, str]
    """Letter -> the first of those that sound like it, as `str.translate` takes it."""


@cache
def _limits() -> _Limits:
    file = resources.files("compliance.matching").joinpath("data/telling_words.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    word, slip, by_ear = table["word"], table["slip"], table["by_ear"]
    vowels = (frozenset((a, b)) for a in slip["vowels"] for b in slip["vowels"] if a != b)
    return _Limits(
        shortest_word=word["shortest"],
        least_weight=word["weight"],
        word_score=word["score"],
        beside=frozenset(word["beside"].split()),
        shortest_slip=slip["shortest"],
        slip_score=slip["score"],
        alike=frozenset((*map(frozenset, slip["pairs"].split()), *vowels)),
        shortest_by_ear=by_ear["shortest"],
        most_by_ear=by_ear["most"],
        sounds={
            ord(letter): letters[0] for letters in by_ear["classes"].split() for letter in letters
        },
    )


@lru_cache(maxsize=1 << 15)
def is_telling(word: str) -> bool:
    """Whether a word is a name of its own that hardly any ordinary firm has, and no person."""
    if len(word) < _limits().shortest_word or not word.isalpha():
        return False
    rare = ordinary_words()[0].get(word, 0) <= MOST_BEARERS
    return rare and is_brand(word) and not is_known(word)


def least_score(c: Comparison) -> float:
    """The lowest score of a firm's name against a listed one; 0 where nothing is known of it."""
    if c.asked.name.literal or c.listed.name.literal:
        return 0.0
    return max(_score_of_word(c), _score_of_slip(c))


def _score_of_word(c: Comparison) -> float:
    """The asked name is the word that tells, with a legal form, a country or "group" at most."""
    word = asked_word(c.asked.name)
    same = (pair for pair in c.alignment.pairs if pair.how == "same")
    agreed = {c.alignment.listed[pair.listed[0]].spelled: pair for pair in same}
    if word not in agreed or not _is_firm(c.listed.name):
        return 0.0
    listed = c.alignment.listed[agreed[word].listed[0]]
    return _limits().word_score if _tells(listed) else 0.0


def asked_word(name: PreparedName) -> str:
    """The word that tells, where an asked name has no other but such as may stand beside it.

    A single letter is another word, though names are compared without it: "I-Storm".
    """
    own = [token for token in name.tokens if not _may_stand_beside(token)]
    alone = len(own) == 1 and min(map(len, name.spelled)) > 1
    return own[0] if alone and is_telling(own[0]) else ""


def _may_stand_beside(word: str) -> bool:
    if word in _limits().beside:
        return True
    place = find_territory(word) if is_place(word) else None
    return place is not None and place.is_country


def _is_firm(name: PreparedName) -> bool:
    """Whether a name has a form or a word of firms; a person of no known kind has neither."""
    return bool(name.legal) or len(name.tokens) == 1 or any(map(_is_of_firms, name.tokens))


def _is_of_firms(word: str) -> bool:
    """Whether firms have the word, and hardly a person."""
    return not is_brand(word) or ordinary_words()[0].get(word, 0) > MOST_BEARERS


def _tells(word: Word) -> bool:
    """Whether a listed word tells: no ordinary firm has it but those of its family."""
    own = word.family or (word.ordinary == 0 and word.weight >= _limits().least_weight)
    return own and is_telling(word.spelled)


def _score_of_slip(c: Comparison) -> float:
    """Both names are one word, and the listed one tells."""
    if len(c.asked.words) != 1 or len(c.listed.words) != 1 or not _tells(c.listed.words[0]):
        return 0.0
    ours, theirs = c.asked.words[0].spelled, c.listed.words[0].spelled
    if not is_telling(ours):
        return 0.0
    article = _article(c.asked.name)
    if article == _article(c.listed.name):
        ours, theirs = f"{article}{ours}", f"{article}{theirs}"
    return _limits().slip_score if is_slip(ours, theirs) or is_by_ear(ours, theirs) else 0.0


def _article(name: PreparedName) -> str:
    """What stands before the first word that is compared, and is none itself: "al"."""
    front = (
        name.spelled[: name.spelled.index(name.tokens[0])] if name.tokens[0] in name.spelled else ()
    )
    return "".join(front)


def is_by_ear(asked: str, listed: str) -> bool:
    """Whether two long words differ by a few letters that sound alike."""
    if len(asked) != len(listed) or len(asked) < _limits().shortest_by_ear:
        return False
    unlike = sum(a != b for a, b in zip(asked, listed, strict=True))
    return 0 < unlike <= _limits().most_by_ear and _sound(asked) == _sound(listed)


def _sound(word: str) -> str:
    """A word with one letter for all that sound alike."""
    return word.translate(_limits().sounds)


def is_slip(asked: str, listed: str) -> bool:
    """Whether an asked word, of some length or its listed one is, has one slip and begins alike."""
    if max(len(asked), len(listed)) < _limits().shortest_slip or asked[0] != listed[0]:
        return False
    if OSA.distance(asked, listed, score_cutoff=1) != 1 or asked in listed or listed in asked:
        return False
    if len(asked) > len(listed):
        return _drop_doubled(asked) == _drop_doubled(listed)
    unlike = [{a, b} for a, b in zip(asked, listed, strict=False) if a != b]
    replaced = len(asked) == len(listed) and len(unlike) == 1
    return not replaced or frozenset(unlike[0]) in _limits().alike


def _drop_doubled(word: str) -> str:
    """A word with each run of the same letter as one."""
    return "".join(letter for letter, _ in groupby(word))


def keys_of_asked(name: PreparedName) -> Iterator[str]:
    """What an asked name shares with the listed ones whose telling word it may be."""
    word = asked_word(name)
    if word:
        yield f"={word}"
        yield from _keys_of_slips(name)


def keys_of_listed(name: PreparedName) -> Iterator[str]:
    """What a listed name shares with the asked ones that may be its telling word."""
    yield from (f"={token}" for token in dict.fromkeys(name.tokens) if is_telling(token))
    if len(name.tokens) == 1 and is_telling(name.tokens[0]):
        yield from _keys_of_slips(name)


def _keys_of_slips(name: PreparedName) -> Iterator[str]:
    """The word of a name of one word, the same with each letter left out, and its sound.

    Two words that differ by one slip, or by ear, have one of them in common.
    """
    word = name.tokens[0]
    if len(name.tokens) == 1:
        yield f"~{word}"
        yield f"^{_sound(word)}"
        yield from sorted({f"~{word[:at]}{word[at + 1 :]}" for at in range(1, len(word))})
