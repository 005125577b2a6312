"""Pure: what the readers of official lists share: dates, countries, ids that stay, and sums."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from compliance.model import Address, FileCount, ListEntry
from compliance.names.countries import country_code, is_territory_code

STATUS = "listed in the publisher's file"

SHORT_NAMES = frozenset({"PRC", "UAE"})
"""Words of three letters that are countries; others may be names or words ("CAN", "AND")."""
LONGEST_CODE = 3

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DATES = (
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:T.*)?"),
    re.compile(r"(?P<d>\d{1,2}) (?P<m>[A-Za-z]{3})[a-z]* (?P<y>\d{4})"),
    re.compile(r"(?P<m>[A-Za-z]{3})[a-z]* (?P<d>\d{1,2}), (?P<y>\d{4})"),
)


# --- Dates ------------------------------------------------------------------------------------


def iso_date(text: str) -> str:
    """A day as the US lists write it (`7/11/1985`, `03 Jun 2021`) in ISO 8601; else empty."""
    for form in DATES:
        if found := form.fullmatch(text.strip()):
            try:
                return date(int(found["y"]), month_number(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                return ""
    return ""


def month_number(text: str) -> int:
    """1 to 12. Raises ValueError for any other word."""
    return int(text) if text.isdigit() else MONTHS.index(text.casefold()) + 1


def dated(text: str) -> str:
    """The ISO date, or the text as it stands where it is no date that is understood."""
    return iso_date(text) or text.strip()


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


def last_country(address: str) -> str:
    """The country that the last comma part of an address names, or its last word; else empty."""
    last = address.rpartition(",")[2].strip(" .")
    names = (last, *(last.split(" ", count)[-1] for count in range(1, last.count(" ") + 1)))
    found = (find_spelled_country(name) for name in names if len(name) >= LONGEST_CODE)
    return next(filter(None, found), "")


def of_all(places: Iterable[Address], *first: str) -> tuple[str, ...]:
    """Every country once: those given first, then those of the addresses."""
    given = [code for code in first if code]
    return tuple(dict.fromkeys([*given, *(place.country for place in places if place.country)]))


# --- Ids and sums -----------------------------------------------------------------------------


def hashed(prefix: str, *parts: str) -> str:
    """An id from what identifies a party, for lists without one; the same in every run."""
    whole = "|".join(" ".join(part.split()) for part in parts)
    return f"{prefix}-{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def distinct(entries: Iterable[ListEntry]) -> Iterator[ListEntry]:
    """The entries with an id each: a second use of an id gets `-2`, a third `-3`."""
    uses: Counter[str] = Counter()
    for one in entries:
        uses[one.id] += 1
        again = uses[one.id] > 1
        yield replace(one, id=f"{one.id}-{uses[one.id]}") if again else one


def counted(file: str, rows: int, entries: int, rejected: int = 0) -> tuple[FileCount]:
    """The sums of a list that is one file, a row an entry."""
    return (FileCount(file=file, rows=rows, entries=entries, joined=0, rejected=rejected),)
