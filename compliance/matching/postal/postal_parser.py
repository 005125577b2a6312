"""A postal address taken apart: street, house number, rooms and floors, towns, post code.

Read from the left, word by word: a word such as "Room" or "Floor" claims the number beside it, so
that the numbers left over are house numbers. Commas, where there are any, part the groups of words
that name a street, a building or a town; the words that say nothing ("District", "P.O.") go.
Chinese addresses are first written as their English parts, other scripts in Latin letters. The
words, by what they are, are `data/postal.toml`, whose one reader this is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct, field

from compliance.matching.parameters import read_count
from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
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
    return read_data_tables("matching/data/postal.toml")


def shared_addresses() -> tuple[str, ...]:
    """Addresses where very many firms are registered."""
    shared: Iterable[Mapping[str, str]] = _table()["shared"]  # type: ignore[assignment]
    return tuple(address["text"] for address in shared)


class AddressSigns(Struct, frozen=True):
    """What says that a text is an address at all."""

    box: TextPattern
    """A post office box with its number."""
    heading: TextPattern
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
        box=TextPattern(rf"\W*{_make_pattern(boxes)}\W*(?:no\W*)?\d", re.IGNORECASE),
        heading=TextPattern(rf"\W*(?:{'|'.join(headed)})", re.IGNORECASE),
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
    countries = [territory for territory in list_territories().values() if territory.is_country]
    names = {
        " ".join(re.findall("[a-z]+", spell_ascii(name)))
        for country in countries
        for name in (country.name, *country.other_names, *country.other_codes[:1], *_SHORT)
    }
    codes = {f", {country.code.lower()}" for country in countries}
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
        countries=frozenset((names | codes) - set(data["city_states"]["names"]) - {""}),
    )


def _invert_section(section: Mapping[str, str]) -> dict[str, str]:
    """Word -> what it counts as."""
    return {word: meant for meant, words in section.items() for word in words.split()}


_SHORT = ("prc", "uae", "usa", "uk", "turkey", "burma", "russia", "iran", "syria")


# --- An address taken apart -------------------------------------------------------------------


_TOKEN = TextPattern(
    r"\d+(?:st|nd|rd|th|era|er|ra|ro|da|do|ta|to)\b|#?\d+[a-z]?(?:[-/]\d+[a-z]?)*/f\b|#?\d+(?:-?[a-z])?(?:[-/]\d+[a-z]?)*\b"
    r"|[a-z]{1,2}/f\b|#?[a-z]+\d+[a-z0-9]*(?:-\d+)*|[a-z]+|\d+|[,;()|]"
)
_SIGNS = ",;()|"
_DOTTED = r"\b(?:[a-z]\.){2,}"
_COUNTED = frozenset(("building", "no", "floor", "room"))
_HAN = r"[\u3400-\u9fff]+"
_ORDINAL = r"(\d+)(?:st|nd|rd|th|era|er|ra|ro|da|do|ta|to)"
_FLOOR = r"([0-9]+(?:-[0-9]+)?[a-z]?|[a-z]{1,2})/f|(\d+)f"
_GLUED = r"([a-z]+?)(\d.*)"
_GLUED_STREET = r"([a-z]{4,}?)(road|street|avenue|strasse|straat|str|district|city)"
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
    latin, _ = clean_text(text)
    if has_han(latin):  # its parts are put in English, each name in pinyin
        parts = postal_words().chinese
        marks = sorted(parts, key=len, reverse=True)
        counted = "|".join(mark for mark in marks if parts[mark] in _COUNTED)
        latin = re.sub(
            rf"([0-9a-z]+(?:-[0-9a-z]+)?)\s*({counted})",
            lambda match: f" {parts[match[2]]} {match[1]} , ",
            simplify(latin),
        )
        latin = re.sub("|".join(marks), lambda match: f" {parts[match[0]]} , ", latin)
        latin = re.sub(_HAN, lambda match: f" {spell_pinyin(match.group())} ", latin)
    latin = spell_ascii(latin)
    latin = re.sub(r"['’`]", "", latin)
    latin = re.sub(r"(?<=\d)\s*(?:-+|to(?= \d))\s*(?=\d)", "-", latin)
    latin = re.sub(_DOTTED, lambda match: match.group().replace(".", "") + " ", latin)
    tokens: list[str] = []
    for token in _TOKEN.findall(latin):
        glued = re.fullmatch(_GLUED, token)
        if street := re.fullmatch(_GLUED_STREET, token):  # "bahnhofstr" as "bahnhof" and "str"
            tokens += (street[1], _GLUED_AS.get(street[2], street[2]))
        elif glued and len(glued[1]) > 1 and glued[1] in postal_words().kind:  # "rm1605"
            tokens += glued.groups()
        elif re.fullmatch(r"#?\d+-[a-z]", token):
            tokens.append(token.replace("-", ""))
        else:
            tokens.append(token)
    reader = _Reader(tokens=_drop_country(tokens))
    reader.read()
    return reader.result()


def _drop_country(tokens: list[str]) -> list[str]:
    """The tokens without the names and codes of the country at their end, post code kept."""
    known = postal_words().countries
    while True:
        # Behind the last word, where the name of a country would end, or a comma and its code.
        end = next((at for at in range(len(tokens), 0, -1) if tokens[at - 1].isalpha()), 0)
        sizes = (2, *range(min(5, end), 0, -1)) if end > 1 else range(end, 0, -1)
        size = next((n for n in sizes if " ".join(tokens[end - n : end]) in known), 0)
        if not size:
            return tokens
        tokens = tokens[: end - size] + [token for token in tokens[end:] if token not in _SIGNS]


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
            elif not self._claim_floor(token):
                self._read_word(token) if token.isalpha() else self._read_number(token)

    def _read_word(self, token: str) -> None:
        kind = postal_words().kind.get(token, "")
        if token in ("box", "pob", "pobox"):
            self._claim()
        elif kind in ("room", "floor", "building", "house") and self._claim_for(token, kind):
            self.groups[-1].append(NUMBER if kind == "house" else BREAK)
        elif kind in ("building", "premises") and token not in postal_words().street:
            self.groups[-1].append(NAMED)
        elif kind in ("", "region") or token in postal_words().street:
            self.groups[-1].append(token)

    def _claim_for(self, token: str, kind: str) -> bool:
        """Take the number after the word, if one stands there and belongs to it."""
        start = self.at
        value = self._claim(letter=kind != "house")
        # A number after a building's name may begin the street: "House 45 Chatham Road".
        after = self._peek()
        named = kind == "building" and any(word.isalpha() for word in self.groups[-1])
        street = after.isalpha() and after not in postal_words().kind
        if not value or (named and street and token not in postal_words().street):
            self.at = start
            return False
        claimed = {"room": self.rooms, "floor": self.floors, "building": self.buildings}
        claimed.get(kind, self.numbers).update(_span(value, houses=kind == "house"))
        return True

    def _claim(self, *, letter: bool = False) -> str:
        """The number that follows, past "No." and the like; empty if none does."""
        at, kinds = self.at, postal_words().kind
        while at < len(self.tokens) and (
            self.tokens[at] in ("no", "nr", "num", "number", "nos")
            or (kinds.get(self.tokens[at]) == "room" and len(self.tokens[at]) > 1)
        ):
            at += 1
        token = self.tokens[at] if at < len(self.tokens) else ""
        single = letter and len(token) == 1 and token.isalpha()
        if not (single or (token[-1:] and any(char.isdigit() for char in token))):
            return ""
        if re.fullmatch(_ORDINAL, token) or re.fullmatch(_FLOOR, token):
            return ""
        self.at = at + 1
        return token.lstrip("#")

    def _claim_floor(self, token: str) -> bool:
        """Take `16/f`, `16f`, or a number with "Floor" after it."""
        table = postal_words()
        if match := re.fullmatch(_FLOOR, token.lstrip("#")):
            value = match[1] or match[2]
        elif table.kind.get(self._peek()) == "floor":
            value = table.ordinals.get(token) or re.sub(_ORDINAL, r"\1", token)
            if not (value[:1].isdigit() or token in table.ordinals):
                return False
            self.at += 1
        else:
            return False
        self.floors.update(_span(value))
        self.groups[-1].append(BREAK)
        return True

    def _peek(self) -> str:
        """The token that follows; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _read_number(self, token: str) -> None:
        """A number that no word before it claims; of a street, a building, a room or a house."""
        mark, after = BREAK, self._peek()
        ordinal = re.fullmatch(_ORDINAL, token)
        bare = token.lstrip("#")
        if token[0].isalpha():
            mark = token
        elif postal_words().kind.get(after) == "building" and (ordinal or token.isdigit()):
            self.at += 1
            self.buildings.add(ordinal[1] if ordinal else token)
        elif ordinal or after == "de":  # "5 de Mayo" is the name of a street
            mark = token
        elif token.startswith("#"):
            self.rooms.update(_span(bare))
        elif bare.isdigit() and len(bare) >= _POSTCODE:
            self.postcodes.add(bare)
        else:
            self.numbers.update(_span(bare, houses=True))
            mark = NUMBER
        self.groups[-1].append(mark)

    def result(self) -> PostalAddress:
        parts = [part for group in self.groups for part in _list_parts(group)]
        streets, rest = _find_streets(parts, houses=bool(self.numbers))
        words = tuple(word for part, _, _ in parts for word in _list_telling_words(part))
        table = postal_words()
        premises = (_list_telling_words(part) for part, building, _ in rest if building)
        # A group with a word such as "Province" names a region, no town.
        towns = (
            tuple(word for word in _list_telling_words(part) if word not in table.regions)
            for part, building, _ in rest
            if not building and not any(table.kind.get(word) == "region" for word in part)
        )
        return PostalAddress(
            words=words,
            streets=streets,
            premises=tuple(filter(None, premises)),
            towns=tuple(filter(None, towns)),
            numbers=frozenset(self.numbers),
            rooms=frozenset(self.rooms),
            floors=frozenset(self.floors),
            buildings=frozenset(self.buildings),
            postcodes=frozenset(self.postcodes),
            joined="".join(words),
        )


Part = tuple[list[str], bool, bool]
"""Words, whether they name a building, whether a house number stands beside them."""


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
            yield from map(str, range(int(low), int(high) + 1, step))
            return
        yield "-".join(bare)
        return
    yield from bare


def _list_parts(group: list[str]) -> Iterator[Part]:
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


def _find_streets(parts: list[Part], *, houses: bool) -> tuple[tuple[Street, ...], list[Part]]:
    """The streets, and the groups that name none; without any, the words at the house number."""
    streets: list[Street] = []
    rest: list[Part] = []
    for words, building, beside in parts:
        street, left = _find_street(words)
        if street:
            streets.append(street)
        if left:
            rest.append((left, building, beside))
    if not streets and houses:
        for part in rest:
            words, building, beside = part
            name = _list_telling_words(words)
            if beside and not building and _is_name(name, _SHORTEST_ALONE):
                return (Street(name),), [other for other in rest if other != part]
    return tuple(streets), rest


def _find_street(part: list[str]) -> tuple[Street | None, list[str]]:
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
        # A direction behind the kind of street belongs to the name: "Main Street East".
        direction = "".join(table.same.get(after[0], (after[0],))) if after else ""
        turn = 1 if direction in table.directions else 0
        name = _list_telling_words([*before, *after[:turn]])
        if not _is_name(name, _SHORTEST):
            continue
        return Street(name, table.street[word]), after[turn:]
    return None, part


def _is_name(words: Sequence[str], least: int) -> bool:
    """Whether words can be a street's name; "Street 40" and "East Road" have none."""
    known = postal_words().directions
    return sum(len(word) for word in words if word not in known) >= least


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
