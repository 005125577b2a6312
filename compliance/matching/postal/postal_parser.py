"""A postal address taken apart: street, house number, rooms and floors, towns, post code.

Read from the left, word by word: a word such as "Room" or "Floor" claims the number beside it, so
that the numbers left over are house numbers. Commas, where there are any, part the groups of words
that name a street, a building or a town; the words that say nothing ("District", "P.O.") go.
Chinese addresses are first written as their English parts, other scripts in Latin letters. The
words, by what they are, are `data/postal.toml`, whose one reader this is.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct, field

from compliance.matching.parameters import read_count
from compliance.names.chinese import simplify
from compliance.names.clean import clean_text, has_han
from compliance.names.countries import list_territories
from compliance.names.pinyin import spell_pinyin
from compliance.names.transliterate import spell_ascii

# --- Words of addresses -----------------------------------------------------------------------


class PostalWords(Struct, frozen=True):
    """The tables, by word."""

    kind: Mapping[str, str]
    """Word -> room, floor, building, premises, house or region."""
    street: Mapping[str, str]
    before: frozenset[str]
    """Kinds of street that stand before the name."""
    noise: frozenset[str]
    regions: frozenset[str]
    ordinals: Mapping[str, str]
    same: Mapping[str, tuple[str, ...]]
    directions: frozenset[str]
    chinese: Mapping[str, str]
    countries: frozenset[str]


def _table() -> dict[str, dict[str, str]]:
    text = resources.files("compliance.matching").joinpath("data/postal.toml").read_text("utf-8")
    return tomllib.loads(text)


def shared_addresses() -> tuple[str, ...]:
    """Addresses where very many firms are registered."""
    shared: Iterable[Mapping[str, str]] = _table()["shared"]  # type: ignore[assignment]
    return tuple(one["text"] for one in shared)


class AddressSigns(Struct, frozen=True):
    """What says that a text is an address at all."""

    box: re.Pattern[str]
    """A post office box with its number."""
    heading: re.Pattern[str]
    """A word such as "Address:" or "Tel." at the beginning."""
    labels: frozenset[str]
    """The same as single words."""
    streets: frozenset[str]
    """Kinds of street in all languages; beside a number they make an address."""
    endings: tuple[str, ...]
    """What words end in that name a street."""
    of_places: frozenset[str]
    """Words in the names of places and districts."""
    city_states: frozenset[str]
    """Towns that are countries too."""


@cache
def address_signs() -> AddressSigns:
    """The tables, read once."""
    data = _table()
    boxes, contacts, addresses = (
        [word.strip() for word in data[section]["words"].split(",")]
        for section in ("box", "contact", "address")
    )
    streets = _invert_section(data["street"]) | _invert_section(data["street_before"])
    phrases = [word for word in addresses if " " in word]
    headed = (
        rf"{_make_pattern(contacts)}\W*\d",
        rf"{_make_pattern(addresses)}\s*[:：]",
        rf"{_make_pattern(phrases)}\s",
        r"www\.|https?:",
    )
    return AddressSigns(
        box=re.compile(rf"\W*{_make_pattern(boxes)}\W*(?:no\W*)?\d", re.IGNORECASE),
        heading=re.compile(rf"\W*(?:{'|'.join(headed)})", re.IGNORECASE),
        labels=frozenset(word for word in (*contacts, *addresses) if " " not in word),
        streets=frozenset(streets.keys() | set(data["street_more"]["words"].split())),
        endings=tuple(data["street_endings"]["words"].split()),
        of_places=frozenset(data["of_places"]["words"].split()),
        city_states=frozenset(data["city_states"]["names"]),
    )


def _make_pattern(words: Iterable[str]) -> str:
    """A pattern for any of the words, with spaces or full stops between their parts."""
    parted = (re.split(r"[\s.]+", word.strip(".")) for word in sorted(words, key=len, reverse=True))
    return f"(?:{'|'.join(_ANY_SPACE.join(map(re.escape, parts)) for parts in parted)})"


_ANY_SPACE = r"[\s./]*"


@cache
def postal_words() -> PostalWords:
    """The tables, read once."""
    data = _table()
    kinds = ("floor", "premises", "house", "region", "building", "room")
    before = _invert_section(data["street_before"])
    same = {**_invert_section(data["same"]), **_invert_section(data["directions"])}
    return PostalWords(
        kind={word: kind for kind in kinds for word in data[kind]["words"].split()},
        street={**_invert_section(data["street"]), **before},
        before=frozenset(before),
        noise=frozenset(data["noise"]["words"].split()),
        regions=frozenset(data["regions"]["words"].split()),
        ordinals=_invert_section(data["ordinals"]),
        same={word: tuple(meant.split()) for word, meant in same.items()},
        directions=frozenset(data["directions"]),
        chinese=data["chinese"],
        countries=_countries(data["city_states"]["names"]),
    )


def _invert_section(section: Mapping[str, str]) -> dict[str, str]:
    """Word -> what it counts as."""
    return {word: meant for meant, words in section.items() for word in words.split()}


def _countries(kept: Iterable[str]) -> frozenset[str]:
    """Names of countries, folded, but for those that are towns."""
    countries = [one for one in list_territories().values() if one.is_country]
    names = (
        " ".join(re.findall("[a-z]+", spell_ascii(name)))
        for one in countries
        for name in (one.name, *one.other_names, *one.other_codes[:1], *_SHORT)
    )
    codes = (f", {one.code.lower()}" for one in countries)
    return (frozenset(names) | frozenset(codes)) - set(kept) - {""}


_SHORT = ("prc", "uae", "usa", "uk", "turkey", "burma", "russia", "iran", "syria")


# --- An address taken apart -------------------------------------------------------------------


_TOKEN = re.compile(
    r"\d+(?:st|nd|rd|th|era|er|ra|ro|da|do|ta|to)\b|#?\d+[a-z]?(?:[-/]\d+[a-z]?)*/f\b|#?\d+(?:-?[a-z])?(?:[-/]\d+[a-z]?)*\b"
    r"|[a-z]{1,2}/f\b|#?[a-z]+\d+[a-z0-9]*(?:-\d+)*|[a-z]+|\d+|[,;()|]"
)
_SIGNS = ",;()|"
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|era|er|ra|ro|da|do|ta|to)")
_FLOOR = re.compile(r"([0-9]+(?:-[0-9]+)?[a-z]?|[a-z]{1,2})/f|(\d+)f")
_GLUED = re.compile(r"([a-z]+?)(\d.*)")
_GLUED_STREET = re.compile(r"([a-z]{4,}?)(road|street|avenue|strasse|straat|str|district|city)")
_GLUED_AS = {"str": "street"}
_POSTCODE = read_count("postal_parser.postcode")
_LONGEST_SPAN = read_count("postal_parser.longest_span")
_SHORTEST = read_count("postal_parser.shortest_street")
_SHORTEST_ALONE = read_count("postal_parser.shortest_street_alone")
BREAK, NUMBER, NAMED = "|", "#", "@"
"""In a group of words: the number of a room or the like stood here; one of the house; a word that
says that the words before it name a building."""

Groups = list[list[str]]


class Street(Struct, frozen=True):
    """A street's name and what kind of street it is."""

    words: tuple[str, ...]
    kind: str = ""
    """`street`, `road`, ...; empty when the address does not say."""


class PostalAddress(Struct, frozen=True, kw_only=True):
    """An address taken apart; what it does not have is empty."""

    words: tuple[str, ...]
    """All words that say something, in order: streets, buildings and towns alike."""
    streets: tuple[Street, ...]
    premises: tuple[tuple[str, ...], ...]
    """Names of buildings."""
    towns: tuple[tuple[str, ...], ...]
    """Towns and their parts; larger regions and the country do not count."""
    numbers: frozenset[str]
    """House numbers, and all numbers that no word claims."""
    rooms: frozenset[str]
    floors: frozenset[str]
    buildings: frozenset[str]
    postcodes: frozenset[str]
    joined: str
    """All words without spaces."""


# --- Reading ----------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def read_address(text: str) -> PostalAddress:
    """Take an address apart. Never raises, whatever the text."""
    reader = _Reader(tokens=_without_country(_tokens(text)))
    reader.read()
    return reader.result()


def _tokens(text: str) -> list[str]:
    folded, _ = clean_text(text)
    if has_han(folded):
        folded = _from_chinese(simplify(folded))
    latin = spell_ascii(folded)
    latin = re.sub(r"['’`]", "", latin)
    latin = re.sub(r"(?<=\d)\s*(?:-+|to(?= \d))\s*(?=\d)", "-", latin)
    latin = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", latin)
    return [part for token in _TOKEN.findall(latin) for part in _split_token(token)]


def _split_token(token: str) -> tuple[str, ...]:
    """`rm1605` as `rm` and `1605`, `bahnhofstr` as `bahnhof` and `str`; others as they are."""
    if glued := _GLUED_STREET.fullmatch(token):
        return glued[1], _GLUED_AS.get(glued[2], glued[2])
    if glued := _GLUED.fullmatch(token):
        word, number = glued.groups()
        if word in postal_words().kind and len(word) > 1:
            return word, number
    if re.fullmatch(r"#?\d+-[a-z]", token):
        return (token.replace("-", ""),)
    return (token,)


def _from_chinese(text: str) -> str:
    """A Chinese address as its parts in English, each name in pinyin."""
    parts = postal_words().chinese
    marks = "|".join(sorted(parts, key=len, reverse=True))
    counted = "|".join(mark for mark in marks.split("|") if parts[mark] in _COUNTED)
    text = re.sub(
        rf"([0-9a-z]+(?:-[0-9a-z]+)?)\s*({counted})",
        lambda match: f" {parts[match[2]]} {match[1]} , ",
        text,
    )
    text = re.sub(marks, lambda match: f" {parts[match[0]]} , ", text)
    return _HAN.sub(lambda match: f" {spell_pinyin(match.group())} ", text)


_COUNTED = frozenset(("building", "no", "floor", "room"))


def _without_country(tokens: list[str]) -> list[str]:
    """The tokens without the names and codes of the country at their end, post code kept."""
    while size := _country_at(tokens, end := _last_word(tokens)):
        tokens = tokens[: end - size] + [one for one in tokens[end:] if one not in _SIGNS]
    return tokens


def _last_word(tokens: list[str]) -> int:
    """The position behind the last word; 0 when there is none."""
    return next((at for at in range(len(tokens), 0, -1) if tokens[at - 1].isalpha()), 0)


def _country_at(tokens: list[str], end: int) -> int:
    """How many tokens before a position are the name of a country, or a comma and its code."""
    known = postal_words().countries
    if end > 1 and f"{tokens[end - 2]} {tokens[end - 1]}" in known:
        return 2
    return next(
        (n for n in range(min(5, end), 0, -1) if " ".join(tokens[end - n : end]) in known), 0
    )


class _Reader(Struct):
    """Walks over the tokens once; what each word claims is taken out of the groups."""

    tokens: list[str]
    at: int = 0
    groups: Groups = field(default_factory=lambda: [[]])
    numbers: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    floors: set[str] = field(default_factory=set)
    buildings: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)

    def read(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token in _SIGNS:
                self.groups.append([])
            elif not self._is_floor(token):
                self._word(token) if token.isalpha() else self._number(token)

    def _word(self, token: str) -> None:
        kind = postal_words().kind.get(token, "")
        if token in ("box", "pob", "pobox"):
            self._claim()
        elif kind in ("room", "floor", "building", "house") and self._claims(token, kind):
            self.groups[-1].append(NUMBER if kind == "house" else BREAK)
        elif kind in ("building", "premises") and token not in postal_words().street:
            self.groups[-1].append(NAMED)
        elif kind in ("", "region") or token in postal_words().street:
            self.groups[-1].append(token)

    def _claims(self, token: str, kind: str) -> bool:
        """Take the number after the word, if one stands there and belongs to it."""
        start = self.at
        value = self._claim(letter=kind != "house")
        if value and not (kind == "building" and self._is_house(token)):
            held = {"room": self.rooms, "floor": self.floors, "building": self.buildings}
            held.get(kind, self.numbers).update(_span(value, houses=kind == "house"))
            return True
        self.at = start
        return False

    def _claim(self, *, letter: bool = False) -> str:
        """The number that follows, past "No." and the like; empty if none does."""
        at = self.at
        while at < len(self.tokens) and self._is_skipped(self.tokens[at]):
            at += 1
        token = self.tokens[at] if at < len(self.tokens) else ""
        single = letter and len(token) == 1 and token.isalpha()
        if not (single or (token[-1:] and any(char.isdigit() for char in token))):
            return ""
        if _ORDINAL.fullmatch(token) or _FLOOR.fullmatch(token):
            return ""
        self.at = at + 1
        return token.lstrip("#")

    def _is_skipped(self, token: str) -> bool:
        return token in ("no", "nr", "num", "number", "nos") or (
            postal_words().kind.get(token) == "room" and len(token) > 1
        )

    def _is_house(self, token: str) -> bool:
        """Whether a number after a building's name begins the street: "House 45 Chatham Road"."""
        named = any(word.isalpha() for word in self.groups[-1])
        after = self.tokens[self.at] if self.at < len(self.tokens) else ""
        street = after.isalpha() and after not in postal_words().kind
        return named and street and (token not in postal_words().street)

    def _is_floor(self, token: str) -> bool:
        """`16/f`, `16f`, or a number with "Floor" after it."""
        found = _FLOOR.fullmatch(token.lstrip("#"))
        after = self.tokens[self.at] if self.at < len(self.tokens) else ""
        number = postal_words().ordinals.get(token) or _ORDINAL.sub(r"\1", token)
        if not found and not (self._is_kind(after, "floor") and _counts(number, token)):
            return False
        if not found:
            self.at += 1
        value = found[1] or found[2] if found else number
        self.floors.update(_span(value))
        self.groups[-1].append(BREAK)
        return True

    def _is_kind(self, token: str, kind: str) -> bool:
        return postal_words().kind.get(token) == kind

    def _number(self, token: str) -> None:
        if token[0].isalpha():
            self.groups[-1].append(token)
            return
        after = self.tokens[self.at] if self.at < len(self.tokens) else ""
        ordinal = _ORDINAL.fullmatch(token)
        if self._is_kind(after, "building") and (ordinal or token.isdigit()):
            self.at += 1
            self.buildings.add(ordinal[1] if ordinal else token)
        elif ordinal or after == "de":  # "5 de Mayo" is the name of a street
            self.groups[-1].append(token)
            return
        else:
            self._plain(token)
            return
        self.groups[-1].append(BREAK)

    def _plain(self, token: str) -> None:
        """A number that no word claims: a room with its sign, a post code, or a house."""
        bare = token.lstrip("#")
        if token.startswith("#"):
            self.rooms.update(_span(bare))
        elif bare.isdigit() and len(bare) >= _POSTCODE:
            self.postcodes.add(bare)
        else:
            self.numbers.update(_span(bare, houses=True))
            self.groups[-1].append(NUMBER)
            return
        self.groups[-1].append(BREAK)

    # --- Groups ---------------------------------------------------------------------------

    def result(self) -> PostalAddress:
        parts = [part for group in self.groups for part in _parts(group)]
        streets, rest = _streets(parts, houses=bool(self.numbers))
        words = tuple(word for part, _, _ in parts for word in _list_telling_words(part))
        return PostalAddress(
            words=words,
            streets=streets,
            premises=tuple(
                filter(None, (_list_telling_words(part) for part, building, _ in rest if building))
            ),
            towns=tuple(filter(None, (_town(part) for part, building, _ in rest if not building))),
            numbers=frozenset(self.numbers),
            rooms=frozenset(self.rooms),
            floors=frozenset(self.floors),
            buildings=frozenset(self.buildings),
            postcodes=frozenset(self.postcodes),
            joined="".join(words),
        )


Part = tuple[list[str], bool, bool]
"""Words, whether they name a building, whether a house number stands beside them."""


def _counts(number: str, token: str) -> bool:
    return number[:1].isdigit() or token in postal_words().ordinals


def _span(value: str, *, houses: bool = False) -> Iterator[str]:
    """Every number of a range, both ends of what is none: 1318-19 is 1318 and 1319.

    Houses 2-16 stand on one side of the street: 2, 4, 6 and so on.
    """
    bare = [part.lstrip("0") or "0" for part in re.split("[-/]", value) if part]
    if "-" in value and len(bare) == 2 and all(part.isdigit() for part in bare):
        low, high = bare
        if len(high) < len(low):
            high = low[: -len(high)] + high
        if 0 < int(high) - int(low) <= _LONGEST_SPAN:
            step = 2 if houses and (int(high) - int(low)) % 2 == 0 else 1
            yield from (str(one) for one in range(int(low), int(high) + 1, step))
            return
        yield "-".join(bare)
        return
    yield from bare


def _parts(group: list[str]) -> Iterator[Part]:
    """The words between numbers and behind names of buildings."""
    part: list[str] = []
    beside = False
    for word in [*group, BREAK]:
        if word not in (BREAK, NUMBER, NAMED):
            part.append(word)
            continue
        if part:
            yield part, word == NAMED, beside or word == NUMBER
        part, beside = [], word == NUMBER


def _streets(parts: list[Part], *, houses: bool) -> tuple[tuple[Street, ...], list[Part]]:
    """The streets, and the groups that name none; without any, the words at the house number."""
    found: list[Street] = []
    rest: list[Part] = []
    for part, building, beside in parts:
        street, left = _street(part)
        if street:
            found.append(street)
        if left:
            rest.append((left, building, beside))
    if not found and houses:
        plain = [
            one
            for one in rest
            if one[2] and not one[1] and _is_name(_list_telling_words(one[0]), _SHORTEST_ALONE)
        ]
        found = [Street(_list_telling_words(one[0])) for one in plain[:1]]
        rest = [one for one in rest if one not in plain[:1]]
    return tuple(found), rest


def _street(part: list[str]) -> tuple[Street | None, list[str]]:
    """The street named in a group of words, and the words after it."""
    table = postal_words()
    for at, word in enumerate(part):
        if word not in table.street:
            continue
        before, after = part[:at], part[at + 1 :]
        if word in table.before or not _list_telling_words(before):
            if word == "st" or not _is_name(_list_telling_words(after), _SHORTEST):
                continue
            return Street(_list_telling_words(after), table.street[word]), []
        turn = 1 if after and _direction(after[0]) else 0
        name = _list_telling_words([*before, *after[:turn]])
        if not _is_name(name, _SHORTEST):
            continue
        return Street(name, table.street[word]), after[turn:]
    return None, part


def _is_name(words: Sequence[str], least: int) -> bool:
    """Whether words can be a street's name; "Street 40" and "East Road" have none."""
    known = postal_words().directions
    return sum(len(word) for word in words if word not in known) >= least


def _direction(word: str) -> bool:
    return "".join(postal_words().same.get(word, (word,))) in postal_words().directions


def _list_telling_words(part: Iterable[str]) -> tuple[str, ...]:
    """The words of a group that say something, as they count."""
    table = postal_words()
    return tuple(
        meant
        for word in part
        if word not in table.noise and table.kind.get(word) != "region"
        if word not in table.street or word == "st"
        for meant in table.same.get(word, (table.ordinals.get(word, word),))
        if word != "st"
    )


def _town(part: list[str]) -> tuple[str, ...]:
    """The words of a group that may name a town; empty for a region."""
    table = postal_words()
    if any(table.kind.get(word) == "region" for word in part):
        return ()
    return tuple(word for word in _list_telling_words(part) if word not in table.regions)
