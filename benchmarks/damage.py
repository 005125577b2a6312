"""Ways in which a listed name reaches a screener damaged: one function a way, and their table.

Each function takes a name and a source of chance and gives the damaged name, or the name itself
when that kind of damage does not apply to it. Pure: the same state of chance gives the same
name.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from compliance.names.vocabulary import is_stop_word

Damage = Callable[[str, Random], str]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLACES = (
    "Hong Kong|(Beijing) Co., Ltd.|Turkey|Dubai|USA|(Shenzhen)|Europe|Moscow|Germany GmbH|"
    "Singapore Pte Ltd|India|(Shanghai)"
).split("|")
_LEGAL_FORM = re.compile(
    r"\b(co|ltd|limited|company|inc|llc|corp|corporation|gmbh|joint stock|liability|"
    r"jsc|ooo|oao|ao|s\.?a\.?|plc|pte)\b\.?,?",
    re.IGNORECASE,
)
_SCANNED = dict(
    pair.split(">")
    for pair in (
        "o>0 O>0 l>1 I>l i>l S>5 s>5 B>8 b>6 m>rn d>cl D>O E>F g>q e>c G>6 Z>2 u>ii"
    ).split()
)
_TRANSLITERATED = [
    (one, other)
    for one, other in (
        pair.split(">")
        for pair in (
            "sh>sch v>w y>i i>y ya>ia kh>h ts>c c>k k>c ou>u u>ou zh>j ch>tch ph>f q>k ee>i "
            "iy>y ks>x"
        ).split()
    )
]
_SHORTENED = dict(
    pair.split(">")
    for pair in (
        "company>Co limited>Ltd technology>Tech international>Intl industry>Ind institute>Inst "
        "research>Res electronics>Elec electronic>Elec corporation>Corp university>Univ "
        "manufacturing>Mfg development>Dev trading>Trdg engineering>Eng science>Sci "
        "equipment>Equip technologies>Techs general>Gen services>Svcs systems>Sys group>Grp "
        "scientific>Sci production>Prod national>Natl aviation>Avn machinery>Mach shipping>Shpg "
        "holding>Hldg communications>Comm enterprise>Ent management>Mgmt organization>Org "
        "investment>Inv center>Ctr plant>Plt"
    ).split()
)
_LOOK_ALIKES = dict(zip("aeopcxyiKMTHBAEOPCX", "аеорсхуіКМТНВАЕОРСХ", strict=True))
_SHORTEST_SPLIT = 6
_FEWEST_INITIALS = 4


def one_typo(name: str, chance: Random) -> str:
    """A letter lost, added, replaced or swapped with the next."""
    at = chance.randrange(len(name))
    letter = chance.choice(_LETTERS)
    before, here, after = name[:at], name[at], name[at + 1 :]
    ways = (
        before + after,
        before + letter + here + after,
        before + letter + after,
        before + after[:1] + here + after[1:],
    )
    return chance.choice(ways)


def two_typos(name: str, chance: Random) -> str:
    """Two of them."""
    once = one_typo(name, chance)
    return one_typo(once, chance) if once else once


def without_legal_form(name: str, _: Random) -> str:
    """The legal form dropped."""
    return " ".join(_LEGAL_FORM.sub(" ", name).split())


def reordered(name: str, chance: Random) -> str:
    """The words in any order."""
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


def joined(name: str, chance: Random) -> str:
    """Two neighbouring words written as one."""
    words = name.split()
    if len(words) < 2:
        return name
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def split(name: str, chance: Random) -> str:
    """A long word written as two."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= _SHORTEST_SPLIT]
    if not long:
        return name
    at = chance.choice(long)
    cut = chance.randrange(2, len(words[at]) - 1)
    words[at] = f"{words[at][:cut]} {words[at][cut:]}"
    return " ".join(words)


def with_place(name: str, chance: Random) -> str:
    """A branch or a country added."""
    return f"{name} {chance.choice(_PLACES)}"


def scanned(name: str, chance: Random) -> str:
    """One letter, sometimes two, misread by a scanner."""
    return _replaced(name, _SCANNED, chance.choice((1, 1, 2)), chance)


def transliterated(name: str, chance: Random) -> str:
    """One sound spelled by another table of transliteration."""
    lower = name.casefold()
    usable = [pair for pair in _TRANSLITERATED if pair[0] in lower]
    if not usable or len(lower) != len(name):
        return name
    old, new = chance.choice(usable)
    match = chance.choice(list(re.finditer(old, lower)))
    return name[: match.start()] + new + name[match.end() :]


def shortened(name: str, _: Random) -> str:
    """Trade words abbreviated."""
    return " ".join(_SHORTENED.get(w.casefold().strip(",."), w) for w in name.split())


def without_last_word(name: str, _: Random) -> str:
    """The last word cut off, as a narrow column does."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 2 else name


def shortened_to_initials(name: str, _: Random) -> str:
    """The first letters of the words, as bodies with long names are called."""
    initials = [
        word[0] for word in name.split() if word[0].isalpha() and not is_stop_word(word.lower())
    ]
    return "".join(initials).upper() if len(initials) >= _FEWEST_INITIALS else name


def look_alike(name: str, chance: Random) -> str:
    """Two Latin letters replaced by Cyrillic ones of the same shape."""
    return _replaced(name, _LOOK_ALIKES, 2, chance)


def _replaced(name: str, table: Mapping[str, str], most: int, chance: Random) -> str:
    places = [at for at, letter in enumerate(name) if letter in table]
    for at in sorted(chance.sample(places, min(most, len(places))), reverse=True):
        name = name[:at] + table[name[at]] + name[at + 1 :]
    return name


DAMAGES: Mapping[str, Damage] = {
    "typo1": one_typo,
    "typo2": two_typos,
    "no_legal": without_legal_form,
    "reorder": reordered,
    "concat": joined,
    "split": split,
    "add_place": with_place,
    "ocr": scanned,
    "translit": transliterated,
    "abbrev": shortened,
    "droplast": without_last_word,
    "lookalike": look_alike,
    "alias_acronym": shortened_to_initials,
}
"""Class name -> damage: the table."""
