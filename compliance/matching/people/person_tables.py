"""What is known of persons' names, and a name taken apart by it.

How common each name is, and which are one name: `data/known_names.tsv` (made by
benchmarks/person_table.py from a census, a list and a table of names), `data/person_words.toml` and
`data/given_name_forms.toml`. This module is the one reader of them.

"AL-SUDANI, Dr. Abd al-Rahman" becomes "abd al rahman al sudani": titles go, and what stands before
the comma goes to the end. Neighbouring parts are kept as one word too, because particles and given
names are joined or split at will. Pure; done once per listed name.

How likely a listed name is a person's, where the list does not tell what an entry is: names with a
number, a legal form or a word of firms are none. For others it is what such names on a list that
tells turned out to be (`data/person_odds.toml`): the order of the name, how many of its words are
known as names of persons, and whether one is a place.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from compliance.matching.alignment import Word
from compliance.matching.parameters import read_count, read_value
from compliance.model.program_data import read_data_columns, read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName
from compliance.names.chinese import simplify
from compliance.names.clean import clean_text, has_han, has_hangul, has_kana
from compliance.names.phonetics import find_consonants, find_consonants_of_lines, is_vowelless
from compliance.names.transliterate import spell_ascii
from compliance.names.vocabulary import is_common, is_place

# --- Tables -----------------------------------------------------------------------------------


_COMMONEST = read_value("person_tables.commonest")
LEAST_TELLING = read_value("person_tables.least_telling")
_UNKNOWN = read_value("person_tables.unknown")
_SYLLABLE = read_value("person_tables.syllable")
_TWO_CONSONANTS = read_value("person_tables.two_consonants")
_THREE_CONSONANTS = read_value("person_tables.three_consonants")
_FEW_CONSONANTS = (_COMMONEST, _COMMONEST, _TWO_CONSONANTS, _THREE_CONSONANTS, _UNKNOWN)
"""The same for names of which only so many consonants are written: many names have those."""
_PINYIN = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian"
    r"|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue)"
)
_ONE_SYLLABLE = TextPattern(_PINYIN)
_TWO_SYLLABLES = TextPattern(_PINYIN + _PINYIN)
SYLLABLE_LINES = tuple(
    TextPattern(f"^(?=.{{{least}}}){syllables}$", re.MULTILINE)
    for least, syllables in ((2, _PINYIN), (read_count("person_tables.shortest_two"), _PINYIN * 2))
)
"""Words that are one syllable of Chinese and no initial, and those that are two; one a line."""
_PATRONYMIC = TextPattern(
    r"(?:[oe]v(?:ich|ych|yc|ic)|[oe]vn[ay]|ichna|ogl[iyu]|k[iy]zy|qizi|uulu)$"
)
_SHORTEST_TWO = read_count("person_tables.shortest_two")
_NO_FAMILY = "-"
"""What the table of names has where a name belongs to no family."""
_SHORTEST_PATRONYMIC = read_count("person_tables.shortest_patronymic")


class _PersonWords(Struct, frozen=True):
    """Words beside names: few, and asked of every party."""

    particles: frozenset[str]
    telling_particles: frozenset[str]
    sons: frozenset[str]
    titles: frozenset[str]
    names_in_front: frozenset[str]
    suffixes: frozenset[str]
    honorifics: frozenset[str]


@cache
def _words() -> _PersonWords:
    words = _person_words()
    return _PersonWords(
        particles=frozenset(words["particles"]["words"].split()),
        telling_particles=frozenset(words["particles"]["telling"].split()),
        sons=frozenset(words["particles"]["sons"].split()),
        titles=frozenset(words["titles"]["words"].split()),
        names_in_front=frozenset(words["titles"]["names_in_front"].split()),
        suffixes=frozenset(words["suffixes"]["words"].split()),
        honorifics=frozenset(words["titles"]["honorifics"].split()),
    )


@cache
def _common() -> dict[str, tuple[str, str]]:
    """Names that are known -> how common each is, persons in ten thousand, and its families."""
    names, shares, families = read_data_columns("matching/data/known_names.tsv")
    return dict(zip(names, zip(shares, families, strict=True), strict=True))


@lru_cache(maxsize=1 << 15)
def _families(name: str) -> frozenset[int]:
    """Numbers of the families that a name belongs to: those of the table, and those by hand."""
    _, numbers = _common().get(name, ("", _NO_FAMILY))
    known = () if numbers == _NO_FAMILY else map(int, numbers.split(","))
    return frozenset(known) | _number_lines("families").get(name, frozenset())


@cache
def _person_words() -> dict[str, dict[str, str]]:
    return read_data_tables("matching/data/person_words.toml")


@cache
def _number_lines(section: str) -> dict[str, frozenset[int]]:
    """Name -> numbers of the lines it stands in, below zero: those of the table are not.

    A line of `families` holds forms of one name, one of `look_alikes` names that only look so.
    """
    lines = _person_words()[section]["lines"]
    if section == "families":
        forms = read_data_tables("matching/data/given_name_forms.toml").values()
        lines = "\n".join((lines, *(table["lines"] for table in forms)))
    numbers: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines.splitlines(), 1):
        for name in line.split():
            numbers[name] = numbers.get(name, frozenset()) | {-number}
    return numbers


def is_particle(word: str) -> bool:
    """Whether the word stands before a name and belongs to it ("al", "van", "bin")."""
    return word in _words().particles


def is_telling_particle(word: str) -> bool:
    """Whether a name without this particle is another one ("Abu Ali" is not Ali)."""
    return word in _words().telling_particles


def is_son(word: str) -> bool:
    """Whether the father's name follows the word ("bin")."""
    return word in _words().sons


def is_title(word: str) -> bool:
    """Whether the word is a title or form of address ("Dr", "Sheikh")."""
    return word in _words().titles


def is_name_in_front(word: str) -> bool:
    """Whether the word is a name where it stands first, and a title elsewhere ("Md")."""
    return word in _words().names_in_front


def is_honorific(word: str) -> bool:
    """Whether the word is an honorific in front of two names and more ("Sayyed"), else a name."""
    return word in _words().honorifics


def is_suffix(word: str) -> bool:
    """Whether the word tells namesakes apart ("Jr", "III")."""
    return word in _words().suffixes


def is_known(word: str) -> bool:
    """Whether the word is a common name of persons."""
    return word in _common()


def is_business(word: str) -> bool:
    """Whether the word is one of firms ("trading") and no name of persons."""
    return is_common(word) and not is_known(word)


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether the word is one syllable of Chinese: one letter off, it is another name."""
    return _ONE_SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=1 << 15)
def is_two_syllables(word: str) -> bool:
    """Whether the word is two syllables of Chinese, as a given name is written ("Guoying")."""
    return len(word) >= _SHORTEST_TWO and _TWO_SYLLABLES.fullmatch(word) is not None


def is_patronymic(word: str) -> bool:
    """Whether the word is a father's name as Russians and their neighbours use it."""
    return len(word) >= _SHORTEST_PATRONYMIC and _PATRONYMIC.search(word) is not None


def same_family(left: str, right: str) -> bool:
    """Whether both are forms of one name: another language, a short form, another spelling."""
    return not _families(left).isdisjoint(_families(right))


def are_two_names(left: str, right: str) -> bool:
    """Whether both look like forms of one name and are two ("Igor", "Egor")."""
    look_alikes = _number_lines("look_alikes")
    ours, theirs = look_alikes.get(left), look_alikes.get(right)
    alike = bool(ours and theirs and not ours.isdisjoint(theirs))
    return alike and left != right and not same_family(left, right)


def form_families(word: str) -> frozenset[int]:
    """Numbers of the names that the word is a form of; none for particles."""
    return frozenset() if is_particle(word) else _families(word)


@lru_cache(maxsize=1 << 15)
def weigh_person_word(word: str) -> float:
    """How telling a name is, 0..1: "Mohammed" says little, a name known nowhere says all.

    A name written without vowels is as common as all names of its consonants are together.
    """
    known = _common().get(word)
    share = float(known[0]) if known else _UNKNOWN
    if is_vowelless(word):
        shape = find_consonants(word)
        few = _FEW_CONSONANTS[min(len(shape), len(_FEW_CONSONANTS) - 1)]
        share = max(few, _shares_of_consonants().get(shape, 0.0))
    if is_syllable(word):
        share = max(share, _SYLLABLE)
    rarity = 1 - math.log1p(share) / math.log1p(_COMMONEST)
    return max(LEAST_TELLING, min(1.0, rarity))


@cache
def _shares_of_consonants() -> dict[str, float]:
    """Consonants of the names in the table -> persons in ten thousand that have one of those."""
    common = _common()
    shapes = find_consonants_of_lines("\n".join(common)).split("\n")
    shares: dict[str, float] = {}
    for shape, (share, _) in zip(shapes, common.values(), strict=True):
        shares[shape] = shares.get(shape, 0.0) + float(share)
    return shares


# --- A name taken apart -----------------------------------------------------------------------


_APOSTROPHE = TextPattern(r"['’‘ʼ`´ʹʺʾʿ]")
_INITIALS_AND_NAME = TextPattern(r"\s*(?:[A-Za-z]\.){2,3}\s*[^\W\d_]{3,}(?:[-'’][^\W\d_]+)*\s*")
"""As "A.G. Petrov": these letters are no legal form."""
_TOKEN = TextPattern(r"[a-z]+|[0-9]+")
_LATIN = TextPattern(r"[\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]*")
_SYLLABIC = "[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u00b7]+"
_LONGEST_RUN = read_count("person_tables.longest_run")
_MOST_PARTS = read_count("person_tables.most_parts")
_MOST_WORDS = read_count("person_tables.most_words")
INITIAL_COUNT = read_value("person_tables.initial_count")
PATRONYMIC_COUNT = read_value("person_tables.patronymic_count")
_PARTICLE_COUNT = read_value("person_tables.particle_count")
_INITIAL = read_value("person_tables.initial")
PARTICLE = read_value("person_tables.particle")
_TELLING_PARTICLE = read_value("person_tables.telling_particle")
_PATRONYMIC_WEIGHT = read_value("person_tables.patronymic")
_BUSINESS = read_value("person_tables.business")


class PersonPart(Struct, frozen=True):
    """One word of a name."""

    text: str
    weight: float
    """0..1: how telling it is."""
    count: float
    """How much of a name it is: 1, less for a patronymic, an initial, a particle."""


class Run(Struct, frozen=True, gc=False):
    """Neighbouring parts written as one word."""

    start: int
    end: int
    text: str


class PersonName(Struct, frozen=True, eq=False, dict=True):
    """A name ready to be compared as a person's; what is asked of few names is told when asked."""

    name: PreparedName
    tokens: Sequence[str]
    """The texts of the parts: given names first where a comma tells, without titles."""
    first: int
    """How many of them stand first because a comma tells."""
    front: str
    """An honorific in front of two names and more, which is no part."""
    suffixes: frozenset[str]
    """"jr", "iii": what tells namesakes apart."""

    @cached_property
    def parts(self) -> tuple[PersonPart, ...]:
        """Empty only for a name without letters.

        A family name may look like a patronymic: "Milosevic, Slobodan", "A. G. Volfovich".
        """
        names = [token for token in self.tokens if len(token) > 1 and not is_particle(token)]
        given = 0 if len(names) == 1 else self.first or len(self.tokens)
        return tuple(
            _weigh_part(token, is_given=at < given) for at, token in enumerate(self.tokens)
        )

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The parts as an explanation shows them."""
        return tuple(
            Word(text=part.text, spelled=part.text, weight=part.weight) for part in self.parts
        )

    @cached_property
    def runs(self) -> Sequence[Run]:
        """Neighbours as one word, two to four of them, the shortest first.

        So too the whole name family name first, and the first given name and the family name
        alone, as in "ivanpetrov".
        """
        given, family = self.tokens[: self.first], self.tokens[self.first :]
        whole = len(self.tokens)
        runs = [
            Run(start, end, "".join(self.tokens[start:end]))
            for start in range(whole)
            for end in range(start + 2, min(whole, start + _LONGEST_RUN) + 1)
        ]
        if given and family and whole <= _LONGEST_RUN:
            runs.append(Run(0, whole, "".join([*family, *given])))
            if len(given) > 1:
                runs.append(Run(0, whole, "".join([given[0], *family])))
                runs.append(Run(0, whole, "".join([*family, given[0]])))
        if self.front:  # written together with all that follows, as in "seyedalimirkarimi"
            runs.append(Run(0, whole, "".join([self.front, *self.tokens])))
        return sorted(runs, key=lambda run: len(run.text))

    @cached_property
    def is_firm(self) -> bool:
        """Whether it has a legal form or a word of firms."""
        if any(map(is_business, self.tokens)):
            return True
        # A table of legal forms may take "II" for one.
        formed = bool(self.name.legal) and not self.suffixes
        return formed and not _INITIALS_AND_NAME.fullmatch(self.name.raw)

    @cached_property
    def key(self) -> Sequence[str]:
        """The parts in a fixed order: names with one key are the same name."""
        return sorted(self.tokens)

    @cached_property
    def father(self) -> tuple[str, str]:
        """The first given name and that of the father, where "bin" or a patronymic tells it.

        Empty where none is told.
        """
        tokens = self.tokens
        for at, token in enumerate(tokens[1:-1], 1):
            if is_son(token):
                return tokens[0], tokens[at + 1]
        patronymics = [token for token in tokens[1:] if is_patronymic(token)]
        return (tokens[0], patronymics[0]) if len(patronymics) == 1 else ("", "")

    @cached_property
    def characters(self) -> str:
        """See `find_characters`: its parts are how those are read, and many are read alike."""
        return find_characters(self.name)


def find_characters(name: PreparedName) -> str:
    """The name as written, where it is in Chinese or Korean characters only, else nothing.

    Simplified and without spaces.
    """
    raw = name.raw
    if has_kana(raw) or not (has_han(raw) or has_hangul(raw)):
        return ""
    text = simplify("".join(raw.split()))
    return text if re.fullmatch(_SYLLABIC, text) else ""


def person_name(name: PreparedName) -> PersonName:
    """Take a prepared name apart as a person's. Never raises."""
    family, given = _tokens(name)
    front, *others = [*given, *family] or [""]
    if not is_honorific(front) or sum(not is_particle(token) for token in others) <= 1:
        front = ""
    if front:
        given, family = given[1:], family if given else family[1:]
    # Titles and the like go, unless nothing would be left.
    words = [*given, *family]
    first = words[:1] if words and is_name_in_front(words[0]) else []
    names = [word for word in words[len(first) :] if _is_name(word)]
    tokens = (([*first, *names] if names else words) or list(name.tokens))[:_MOST_PARTS]
    return PersonName(
        name=name,
        tokens=tokens,
        first=len([token for token in given if token in tokens]),
        front=front,
        suffixes=frozenset(filter(is_suffix, words)),
    )


def is_family_first(name: PersonName) -> bool:
    """Whether a name is written as "SURNAME, Given", of no more words than persons have."""
    family, given = _tokens(name.name)
    return bool(family and given) and len(family) + len(given) <= _MOST_WORDS


def _tokens(name: PreparedName) -> tuple[list[str], list[str]]:
    """Words before the first comma and after it; all before it when there is none.

    A name in another script is taken as `prepare` spells it.
    """
    text, _ = clean_text(name.raw)
    if not _LATIN.fullmatch(text):
        return list(name.tokens), []
    head, _, tail = spell_ascii(_APOSTROPHE.sub("", text)).partition(",")
    before, after = _TOKEN.findall(head), _TOKEN.findall(tail)
    if not any(map(_is_name, after)):
        return [*before, *after], []
    return before, after


def _is_name(token: str) -> bool:
    return not (is_title(token) or is_suffix(token))


def _weigh_part(token: str, *, is_given: bool) -> PersonPart:
    """A part with its weight and count."""
    if len(token) == 1:
        return PersonPart(token, _INITIAL, INITIAL_COUNT)
    if is_telling_particle(token):
        return PersonPart(token, _TELLING_PARTICLE, INITIAL_COUNT)
    if is_particle(token):
        return PersonPart(token, PARTICLE, _PARTICLE_COUNT)
    if is_given and is_patronymic(token):
        weight = min(_PATRONYMIC_WEIGHT, weigh_person_word(token))
        return PersonPart(token, weight, PATRONYMIC_COUNT)
    return PersonPart(token, _BUSINESS if is_business(token) else weigh_person_word(token), 1.0)


# --- Person or not ----------------------------------------------------------------------------


_FEWEST = read_count("person_tables.fewest")


class _Odds(Struct, frozen=True):
    """What the table says."""

    base: float
    family_first: float
    place: float
    shares: tuple[float, ...]
    of_share: tuple[float, ...]


@cache
def _odds() -> _Odds:
    table = read_data_tables("matching/data/person_odds.toml")
    return _Odds(
        base=table["base"],
        family_first=table["family_first"],
        place=table["place"],
        shares=tuple(table["known"]["share"]),
        of_share=tuple(table["known"]["odds"]),
    )


def looks_like_person(name: PersonName) -> bool:
    """Whether a name is a person's rather than not."""
    return person_probability(name) >= 1 / 2


def person_probability(name: PersonName) -> float:
    """The probability, 0..1, that a listed name is a person's."""
    if name.is_firm or name.name.numbers or len(name.tokens) < _FEWEST:
        return 0.0
    texts = [part.text for part in name.parts if part.count > INITIAL_COUNT]
    if not texts:
        return 0.0
    odds = _odds()
    known = sum(map(_is_known, texts)) / len(texts)
    points = odds.base + odds.of_share[bisect_right(odds.shares, known) - 1]
    points += odds.family_first if is_family_first(name) else 0.0
    places = any(is_place(text) and not _is_known(text) for text in texts)
    points += odds.place if places else 0.0
    return 1 / (1 + math.exp(-points))


def _is_known(text: str) -> bool:
    return is_known(text) or is_patronymic(text)
