"""Pure: what the Entity List prints in its cells, taken apart: addresses, and aliases before them.

Supplement No. 4 to 15 CFR Part 744 prints an entity as its name, "a.k.a., the following two
aliases:", a line for each alias with a dash before it, and its addresses with "; and" between them.
The other lists of Part 744 (MEU, UVL) are printed in the same way.
"""

import re
from collections.abc import Iterable, Sequence

from compliance.model import Address
from compliance.sources.csl_values import own_names
from compliance.sources.official import last_country

BETWEEN = re.compile(r"(?:\.|,)?\s*;\s*(?:and\s+)?|\.\s+and\s+", re.IGNORECASE)
SEE_ALSO = re.compile(r"\s*\((?P<see>See (?:also )?(?:the )?alternate [^()]*|See also [^()]*)\)\.?")
DASH = re.compile(r"^\s*[-–—]\s*")
TAIL = re.compile(
    r"(?:\s*;\s*(?:and)?|(?<!\bCo)(?<!\bLtd)(?<!\bInc)(?<!\bCorp)(?<!\.[A-Z])\.)?\s*$"
)
"""What ends an alias in print; the point stays behind a short form ("Co.", "S.A.")."""
ALIAS_TAIL = re.compile(r"\s*;\s*(?:and)?\s*$|;'$")
PLACE_INSIDE = re.compile(
    r"^(?P<name>.{3,}?)[.,]\s+(?P<place>(?:No\b|ul\.|Pr\.|Room\b|Rm\b|Unit\b|Flat\b|\d).*)$"
)
"""An alias that the address was not parted from: the first comma or point before a house."""


def addresses(cell: str, country: str) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The addresses of a cell, each with its country, and what it says of others.

    An address that names no country is in the country that the entity is listed under.
    """
    remarks = tuple(f"{found['see'].strip()}." for found in SEE_ALSO.finditer(cell))
    texts = [part.strip(" .,") for part in BETWEEN.split(SEE_ALSO.sub("", cell))]
    places = (Address(text=text, country=last_country(text) or country) for text in texts if text)
    return tuple(places), remarks


def parted(aliases: Sequence[str], address: str) -> tuple[list[str], str]:
    """Aliases and address of an entity whose last alias still holds the address, if it does."""
    if address or not aliases:
        return list(aliases), address
    found = PLACE_INSIDE.match(aliases[-1])
    if not found or not last_country(SEE_ALSO.sub("", aliases[-1]).strip(" .")[-40:]):
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
