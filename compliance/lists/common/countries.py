"""Pure: the countries that lists spell out, give by code, or name at the end of an address."""

from collections.abc import Iterable
from functools import cache, lru_cache

from compliance.lists.common.texts import fold_spaces
from compliance.model import Address
from compliance.model.text_pattern import TextPattern
from compliance.names.countries import country_code, is_territory_code, whole_country_code

SHORT_NAMES = frozenset({"PRC", "UAE"})
"""Words of three letters that are countries; others may be names or words ("CAN", "AND")."""
LONGEST_CODE = 3
IN_BRACKETS = TextPattern(r" ?\([^()]*\)")


# --- Places -----------------------------------------------------------------------------------


@cache
def find_spelled_country(name: str) -> str:
    """ISO 3166 alpha-2 code of a country that a US list spells out, or whose code it gives.

    Empty when it is none. Codes of three letters are not taken for one.
    """
    upper = name.strip(" .").upper().removeprefix("REGION: ")
    if len(upper) < LONGEST_CODE:
        return upper if is_territory_code(upper) else ""
    is_name = len(upper) > LONGEST_CODE or upper in SHORT_NAMES
    return country_code(upper)[:2] if is_name else ""


def find_last_country(address: str) -> str:
    """The country that the last comma part of an address names, or its last word; else empty."""
    last = address.rpartition(",")[2].strip(" .")
    names = (last, *(last.split(" ", count)[-1] for count in range(1, last.count(" ") + 1)))
    found = (find_spelled_country(name) for name in names if len(name) >= LONGEST_CODE)
    return next(filter(None, found), "")


def list_countries(places: Iterable[Address], *first: str) -> tuple[str, ...]:
    """Every country once: those given first, then those of the addresses."""
    given = [code for code in first if code]
    return tuple(dict.fromkeys([*given, *(place.country for place in places if place.country)]))


# --- Places and dates -------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def find_country(text: str) -> str:
    """ISO 3166 alpha-2 code of a country's name, adjective or code; empty when it is none.

    A remark in brackets does not hide it: `Italy (last known address)`.
    """
    for wording in dict.fromkeys((fold_spaces(text), fold_spaces(IN_BRACKETS.sub("", text)))):
        if code := whole_country_code(wording):
            return code
    return ""


def find_countries(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes of the countries among the texts, each once, in order."""
    return tuple(dict.fromkeys(filter(None, map(find_country, texts))))
