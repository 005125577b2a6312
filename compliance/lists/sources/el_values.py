"""Pure: what the Entity List prints in its cells, taken apart: addresses, and aliases before them.

Supplement No. 4 to 15 CFR Part 744 prints an entity as its name, "a.k.a., the following two
aliases:", a line for each alias with a dash before it, and its addresses with "; and" between them.
The other lists of Part 744 (MEU, UVL) are printed in the same way.
"""

import re
from collections.abc import Iterable, Sequence

from compliance.lists.common.countries import find_last_country
from compliance.lists.sources.csl_values import own_names
from compliance.model import Address

BETWEEN = re.compile(r"(?:\.|,)?\s*;\s*(?:and\s+)?|\.\s+and\s+", re.IGNORECASE)
SEE_ALSO = re.compile(
    r"\s*\(\s*(?P<see>(?:see|for)\b[^()]*\baddress[^()]*(?:\([^()]*\))?[^()]*)\)?\.?",
    re.IGNORECASE,
)
"""A pointer to the same entity under another country."""
DASH = re.compile(r"^\s*[-–—]\s*")
TAIL = re.compile(
    r"(?:\s*;\s*(?:and)?|(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bCorp)(?<!\.[A-Z])\.)?\s*$"
)
"""What ends an alias in print; the point stays behind a short form ("Co.", "S.A.")."""
ALIAS_TAIL = re.compile(r"\s*;\s*(?:and)?\s*$|;'$")
HOUSE = r"(?:No\b|ul\.|Pr\.|Room\b|Rm\b|Unit\b|Flat\b|Building\b|Zone\b|\d)"
PLACES_INSIDE = (
    re.compile(r"^(?P<name>.{2,}?\b(?:Ltd|LTD|Inc|INC|LLC|OOO))\.\s+(?P<place>[A-Z].*)$"),
    re.compile(rf"^(?P<name>.{{3,}}?)[.,]\s+(?P<place>{HOUSE}.*|[^,.;]*\d.*)$"),
)
"""An alias that the address was not parted from: behind a legal form, or before a house."""
LONGEST_COUNTRY = 25
"""Characters of the name of a country; more behind a comma is part of a sentence."""
SEVERAL = re.compile(r"^Addresses for [^:]+:\s*")
"""How the cell of an entity begins that holds affiliates with addresses of their own."""
AFFILIATE = re.compile(
    rf"^(?!{HOUSE})(?P<name>[A-Z].*?)"
    rf"(?:,\s+(?!(?:Ltd|Inc|LLC|Limited)\b)|\.\s+(?={HOUSE}))(?P<place>.+)$"
)


def addresses(cell: str, country: str) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The addresses of a cell, each with its country, and what it says of others.

    An address that names no country is in the country that the entity is listed under.
    """
    remarks = tuple(f"{found['see'].strip(' .')}." for found in SEE_ALSO.finditer(cell))
    parts = [one for part in BETWEEN.split(SEE_ALSO.sub("", cell)) for one in halves(part)]
    texts = [text for part in parts if (text := part.strip(" .,")) and text != "and"]
    places = (Address(text=text, country=find_last_country(text) or country) for text in texts)
    return tuple(places), remarks


def halves(part: str) -> list[str]:
    """A part of a cell, in two where a country stands before "and": the semicolon was forgotten."""
    before, found, after = part.partition(" and ")
    while found:
        if find_last_country(before[-30:]) and len(last_part(before)) < LONGEST_COUNTRY:
            return [before, *halves(after)]
        more, found, after = after.partition(" and ")
        before = f"{before} and {more}"
    return [part]


def last_part(text: str) -> str:
    """What stands behind the last comma."""
    return text.rpartition(",")[2].strip()


def affiliates(cell: str) -> tuple[list[str], str]:
    """The affiliates that the address cell of an entity names, and the cell without their names.

    Only a cell that says whose addresses come first is read so ("Addresses for Foo: ... China.
    Foo Mobile, 1 Road, ... China."); Huawei Technologies is printed in this way.
    """
    if not SEVERAL.match(cell):
        return [], cell
    own, *others = sentences(SEVERAL.sub("", cell))
    found = [named(sentence) for sentence in others]
    names = [name for inside, _ in found for name in inside]
    return names, "; ".join([own, *(place for _, inside in found for place in inside)])


def named(sentence: str) -> tuple[list[str], list[str]]:
    """The names that a sentence begins with, and the addresses behind them."""
    names: list[str] = []
    places: list[str] = []
    for part in re.split(r";\s*(?:and\s+)?", sentence):
        found = None if places else AFFILIATE.match(part)
        alone = not places and not re.search(r"\d", part) and find_last_country(part) == ""
        if alone or found:
            names.append(found["name"] if found and not alone else part)
        if not alone:
            places.append(found["place"] if found else part)
    return names, places


def sentences(text: str) -> list[str]:
    """A text cut at the points behind a country; a point behind a short form ends nothing."""
    found: list[str] = []
    for piece in re.split(r"\.\s+(?=[A-Z])", text):
        if found and not find_last_country(found[-1]):
            found[-1] = f"{found[-1]}. {piece}"
        else:
            found.append(piece)
    return found


def parted(aliases: Sequence[str], address: str) -> tuple[list[str], str]:
    """Aliases and address of an entity whose last alias still holds the address, if it does."""
    if address or not aliases:
        return list(aliases), address
    last = aliases[-1]
    end = re.sub(r"[\d\s.]+$", "", SEE_ALSO.sub("", last).rstrip(" ."))
    found = next((match for one in PLACES_INSIDE if (match := one.match(last))), None)
    if not found or not find_last_country(end[-40:]):
        return list(aliases), ""
    return [*aliases[:-1], found["name"]], found["place"]


def clean(aliases: Iterable[str]) -> list[str]:
    """Aliases without the "; and" that stood between them in print, those within one parted."""
    parts = (text for one in aliases for part in one.split(";—") if (text := bare(part)))
    return [name for part in parts for name in own_names(part)]


def bare(alias: str) -> str:
    """One alias without its dash and without what joined it to the next."""
    text = ALIAS_TAIL.sub("", DASH.sub("", alias)).strip()
    return text.replace("; and ", " and ")


def printed(lines: Sequence[str]) -> tuple[str, list[str], str]:
    """Name, aliases and addresses of an entity as it is printed, line by line."""
    aliases = [TAIL.sub("", DASH.sub("", line)) for line in lines[1:] if DASH.match(line)]
    places = [line.strip() for line in lines[1:] if not DASH.match(line)]
    return lines[0].strip(), aliases, " ".join(places)
