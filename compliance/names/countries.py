"""Which country or part of one a text names, in any usual writing. The only lookup of countries.

Codes are those of ISO 3166: `DE` for a country or territory, `US-CA` for a part of one, `SUHH` for
what was one (ISO 3166-3). The tables are `data/countries.tsv` and `data/country_names.tsv`, which
are made, and `data/countries.toml`, chosen by hand; this module is their one reader, and reads them
when the first country is looked up.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from compliance.model.program_data import read_data_tables, read_data_text
from compliance.model.text_pattern import TextPattern
from compliance.names.transliterate import spell_ascii, spell_cyrillic

_WHOLE = 2
"""Letters of the code of a country or territory; a part's is longer."""
_LAST_ALPHABETIC = "\u058f"
"""Latin, Greek, Cyrillic and Armenian letters lie up to here: names in them are one in ASCII."""
_NO_SIGN = TextPattern(r"[.()\[\],;:_\-/ʻ'’]")
_ASCII_WORD = TextPattern("[a-z0-9]+")


class Territory(Struct, frozen=True):
    """A country, a part of one, or what was one."""

    code: str
    """In capitals."""
    is_country: bool
    """Whether it is, or was, a country of its own; territories like Hong Kong are none."""
    name: str
    """In English."""
    other_names: tuple[str, ...]
    """As it stands in a sentence, and in full, where that differs."""
    other_codes: tuple[str, ...]
    """The code of three letters first, if it has one; in capitals."""


def find_territory(text: str) -> Territory | None:
    """What a text names: a code, or a name in any language. None when it names nothing known."""
    code = _find_code(text)
    return list_territories()[code] if code else None


@lru_cache(maxsize=1 << 12)
def _find_code(text: str) -> str:
    given = text.strip().upper().replace("_", "-")
    if not given:
        return ""
    return _codes().get(given) or _names().get(write_key(text), "")


def is_territory_code(text: str) -> bool:
    """Whether a text is nothing but the usual code, in capitals, of a country or part of one."""
    return text in list_territories()


def country_code(text: str) -> str:
    """Code of the country that a text names, or a part of which it names; empty if unknown."""
    return _find_code(text).split("-")[0]


def whole_country_code(text: str) -> str:
    """Code of the country or territory that a text names; empty for parts and the unknown."""
    code = _find_code(text)
    return code if len(code) == _WHOLE else ""


def write_key(text: str) -> str:
    """A name as the tables have it: small letters, few signs, in ASCII where it is alphabetic.

    Letters, digits and marks that carry vowels stay, as in Devanagari.
    """
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(_NO_SIGN.sub("", text).lower()))
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii() and max(text) <= _LAST_ALPHABETIC:
        text = spell_ascii(spell_cyrillic(text))
    text = _NO_SIGN.sub("", text)
    letters = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join("".join(letters).split())


@cache
def list_territories() -> Mapping[str, Territory]:
    """Every territory that is known, by its code."""
    found: dict[str, Territory] = {}
    for row in _rows("countries.tsv"):
        code, kind, name, names, codes = row
        split = tuple(names.split(" | ")) if names else ()
        found[code] = Territory(code, kind == "country", name, split, tuple(codes.split()))
    return found


@cache
def _codes() -> Mapping[str, str]:
    """Every code -> the usual one."""
    territories = list_territories()
    others = {
        other: code for code, territory in territories.items() for other in territory.other_codes
    }
    return others | {code: code for code in territories}


@cache
def _names() -> Mapping[str, str]:
    """Every name, as `write_key` has it -> the code."""
    chosen = read_data_tables("names/data/countries.toml")["names"]
    by_hand = {write_key(name): code for code, names in chosen.items() for name in names.split("|")}
    made = {name: code for code, *names in _rows("country_names.tsv") for name in names}
    return made | by_hand


def _rows(file: str) -> list[list[str]]:
    lines = read_data_text(f"names/data/{file}").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
