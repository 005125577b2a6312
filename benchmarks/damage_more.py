"""More ways of damage than `damage` has: none of them was fitted on. Pure, like those."""

import re
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.damage import Damage

Cut = Callable[[str, int], str]
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ACCENTS = dict(zip("aeiouycnszAEIOUCNSZ", "áéíöüýçñšžÀÈÎÓÜÇÑŠŽ", strict=True))
_FORMS = re.compile(
    r"\b(?:co\.?,? ?ltd|limited|ltd|llc|l\.l\.c|inc|corp|gmbh|plc|sarl|s\.a|jsc|ooo|ao|oao|pte)"
    r"\b\.?",
    re.IGNORECASE,
)
_OTHER_FORMS = ("GmbH", "Ltd", "LLC", "Inc.", "S.A.", "JSC", "Co., Ltd.", "B.V.", "Pte Ltd")
_SHORT_WORD = (3, 5)
_LONG_WORD = 6


def space_in_short_word(name: str, chance: Random) -> str:
    """A word of three to five letters written as two."""
    return _in_one_word(name, chance, _SHORT_WORD, lambda word, at: f"{word[:at]} {word[at:]}")


def hyphenated(name: str, chance: Random) -> str:
    """A long word cut by a hyphen, as at the end of a line."""
    return _in_one_word(name, chance, (_LONG_WORD, 99), lambda word, at: f"{word[:at]}-{word[at:]}")


def hyphen_joined(name: str, chance: Random) -> str:
    """Two neighbouring words joined by a hyphen."""
    words = name.split()
    if len(words) < 2:
        return name
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]])


def all_joined(name: str, _: Random) -> str:
    """Every space gone, as in an e-mail address or a file name."""
    return "".join(name.split())


def all_joined_but_form(name: str, _: Random) -> str:
    """Every space of the name itself gone, the legal form apart."""
    form = _FORMS.search(name)
    if not form or form.start() == 0:
        return name
    return f"{''.join(name[: form.start()].split())} {name[form.start() :]}"


def without_vowels(name: str, _: Random) -> str:
    """The longest word in consonants: "Tchnlgy"."""
    word = max(name.split(), key=len, default="")
    short = word[:1] + re.sub("[aeiou]", "", word[1:], flags=re.IGNORECASE)
    return name.replace(word, short, 1) if len(short) > 2 else name


def without_first_word(name: str, _: Random) -> str:
    """The first of at least four words cut off: of fewer too little would be left to tell."""
    words = name.split()
    return " ".join(words[1:]) if len(words) > 3 else name


def doubled(name: str, chance: Random) -> str:
    """A letter typed twice."""
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    if not places:
        return name
    at = chance.choice(places)
    return name[:at] + name[at] + name[at:]


def neighbour_key(name: str, chance: Random) -> str:
    """A letter replaced by its neighbour on the keyboard."""
    places = [at for at, letter in enumerate(name) if beside(letter)]
    if not places:
        return name
    at = chance.choice(places)
    return name[:at] + chance.choice(beside(name[at])) + name[at + 1 :]


def beside(letter: str) -> str:
    """The keys left and right of a letter, in its case."""
    for row in _ROWS:
        if (at := row.find(letter.lower())) >= 0:
            keys = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            return keys.upper() if letter.isupper() else keys
    return ""


def accented(name: str, chance: Random) -> str:
    """Two letters with accents."""
    places = [at for at, letter in enumerate(name) if letter in _ACCENTS]
    for at in chance.sample(places, min(2, len(places))):
        name = name[:at] + _ACCENTS[name[at]] + name[at + 1 :]
    return name


def other_form(name: str, chance: Random) -> str:
    """The last legal form replaced by that of another country."""
    found = list(_FORMS.finditer(name))
    if not found:
        return name
    return f"{name[: found[-1].start()]}{chance.choice(_OTHER_FORMS)}{name[found[-1].end() :]}"


def number_of_noun(name: str, chance: Random) -> str:
    """A long word made plural, or singular."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha()]
    if not long:
        return name
    at = chance.choice(long)
    words[at] = _other_number(words[at])
    return " ".join(words)


def _other_number(word: str) -> str:
    end = "S" if word.isupper() else "s"
    if word.endswith(("ss", "SS", "us", "US", "is", "IS")):
        return word
    if word.lower().endswith("ies"):
        return word[:-3] + ("Y" if word.isupper() else "y")
    if word.lower().endswith("y") and word[-2].lower() not in "aeiou":
        return word[:-1] + ("IES" if word.isupper() else "ies")
    return word[:-1] if word[-1] == end else word + end


def all_lower(name: str, _: Random) -> str:
    """Lower case without punctuation, as in a search box."""
    return " ".join(re.findall(r"\w+", name.lower()))


def _in_one_word(name: str, chance: Random, lengths: tuple[int, int], cut: Cut) -> str:
    words = name.split()
    least, most = lengths
    usable = [at for at, word in enumerate(words) if word.isalpha() and least <= len(word) <= most]
    if not usable:
        return name
    at = chance.choice(usable)
    words[at] = cut(words[at], chance.randrange(1 if most < 99 else 2, len(words[at]) - 1))
    return " ".join(words)


MORE_DAMAGES: Mapping[str, Damage] = {
    "split_short": space_in_short_word,
    "hyphenated": hyphenated,
    "hyphen_joined": hyphen_joined,
    "all_joined": all_joined,
    "joined_but_form": all_joined_but_form,
    "no_vowels": without_vowels,
    "dropfirst": without_first_word,
    "doubled": doubled,
    "neighbour_key": neighbour_key,
    "accented": accented,
    "other_form": other_form,
    "plural": number_of_noun,
    "lower": all_lower,
}
"""Class name -> damage: the table."""
