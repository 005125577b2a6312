"""Pure: the multi-valued cells of the Consolidated Screening List CSV, taken apart.

The publisher joins several values in one cell by `; `, by hand in places: a last value that begins
with "and ", a stray "-", a legal form cut off by its own semicolon, "a.k.a." inside the name, the
country as the whole address. Nothing that could be a name is thrown away here.
"""

import re
from collections.abc import Iterable, Iterator

from compliance.model import Address, Identifier, Name, NameKind
from compliance.names.countries import country_code, is_territory_code

COUNTRY_WORDS = frozenset({"PRC", "CHINA", "HONG KONG", "MACAU", "TURKIYE"})
"""Countries that the list spells out at the end of an address; all others it gives by code."""

SEPARATOR = re.compile(r";\s*")
STRAY_START = re.compile(r"^(?:and\b|[-–—•,&\s])+\s*(?=\S)")
ALSO = r"(?:(?:a|f|n)[./]?\s?k[./]?\s?a\b[./]?|(?:also|now) known as|formerly(?: known as)?)[,:]?"
ALSO_START = re.compile(rf"^{ALSO}\s*", re.IGNORECASE)
FORMER_START = re.compile(r"^(?:f[./]?\s?k[./]?\s?a\b|formerly)", re.IGNORECASE)
ALSO_INSIDE = re.compile(
    rf"\s*[(\[]\s*(?P<kind>{ALSO})\s*(?P<names>[^()\[\]]*)(?:[)\]]|$)"
    r"|\s*-\s?(?P<dash>aka)\s?-\s*",
    re.IGNORECASE,
)
ALSO_NEXT = re.compile(rf"[;,]\s*(?={ALSO}\s)", re.IGNORECASE)
ALSO_BETWEEN = re.compile(
    r"[,;]?\s+(?=(?:[afn][./]\s?k[./]\s?a\b|(?:also|formerly|now) known as\b))", re.IGNORECASE
)
"""Before a mark in the middle of a name; here it needs its points, for `aka` may be a word."""
SLASHED = re.compile(r"\(?\s*\b[afn]/k/a\b", re.IGNORECASE)
FOLLOWING = re.compile(rf"[,;]?\s*{ALSO}\s*the following\b[^:]*:?\s*$", re.IGNORECASE)
"""What stands before aliases that follow in lines of their own."""
SUCCESSORS = re.compile(
    r";?\s*and any successor,? sub-unit,? or subsidiary thereof$", re.IGNORECASE
)
ASIDE = re.compile(r"^\(all of .*\)$", re.IGNORECASE | re.DOTALL)
QUOTED = re.compile(r"^[\"“](?P<name>[^\"“”]+)[\"”]$")
LEGAL_FORMS = frozenset(
    "co company ltd limited inc incorporated llc corp corporation plc gmbh pte pty sdn bhd".split()
)

IDENTIFIER_KINDS = {
    "unified social credit code (uscc)": "uscc",
    "legal entity number": "lei",
    "swift/bic": "swift",
    "tax id no.": "tax id",
    "vessel registration identification": "imo",
    "registration id": "registration number",
}
NO_IDENTIFIER = re.compile(
    r"website|email|gender|risk|information|determination|date|target type|issuer name"
    r"|subject to|transactions|organization type|nationality|sanctions",
    re.IGNORECASE,
)
FIRM_ENDS = LEGAL_FORMS | {"company", "sa", "srl", "spa", "ag", "bv", "nv", "ooo", "jsc", "llp"}
"""Last words of firms, without their points."""
OR_ANOTHER = re.compile(r"(?<=\bLtd) (?:and|or) |(?<=\bCompany) (?:and|or) ")
"""Between the last two names of a row of firms."""


def split(cell: str) -> list[str]:
    """The values of a cell, stripped; empty ones are no values."""
    return [part.strip() for part in SEPARATOR.split(cell) if part.strip()]


# --- Names ------------------------------------------------------------------------------------


def names(name: str, alternatives: str) -> tuple[Name, ...]:
    """The primary name first, then every alias once, in the publisher's order."""
    primary, *inside = own_names(name)
    kinds = {primary: NameKind.PRIMARY}
    for text, kind in others_of(inside, alternatives):
        kinds.setdefault(text, kind)
    return tuple(Name(text=text, kind=kind) for text, kind in kinds.items())


def others_of(inside: Iterable[str], alternatives: str) -> Iterator[tuple[str, NameKind]]:
    """Every alias with its kind: those written inside the name, then those of the alias cell."""
    for text in [*inside, *rejoined(split(alternatives))]:
        for part in (*part_commas(text), text):
            yield from alias(part)


def alias(text: str) -> Iterator[tuple[str, NameKind]]:
    """One alias without its marks; nothing for a remark or a value without a letter or digit.

    OFAC puts its weak aliases into double quotation marks (OFAC FAQ 123).
    """
    bare = STRAY_START.sub("", text).strip()
    former = FORMER_START.match(bare)
    bare = ALSO_START.sub("", bare)
    quoted = QUOTED.match(bare)
    if ASIDE.match(bare) or bare == "and" or not any(one.isalnum() for one in bare):
        return
    if quoted:
        yield quoted["name"].strip(), NameKind.WEAK_ALIAS
    else:
        yield bare, NameKind.FORMER if former else NameKind.ALIAS


def rejoined(parts: Iterable[str]) -> list[str]:
    """Values with cut-off legal forms put back: ["Foo Co.", "Ltd."] is ["Foo Co., Ltd."]."""
    whole: list[str] = []
    for part in parts:
        words = re.findall(r"\w+", part.casefold())
        if whole and words and LEGAL_FORMS.issuperset(words):
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole


def part_commas(text: str) -> list[str]:
    """The names of a value that joins several by commas; none when it is one name.

    "TABA, TABA Co., Iran Cutting Tools Co." is three names, as the nonproliferation notices list
    them. It takes three parts, two of which end as firms do: "Optics, Fine Mechanics and Physics"
    is part of one name.
    """
    parts: list[str] = []
    for part in re.split(r",\s+(?:and\s+)?", text):
        words = plain_words(part)
        if parts and words and FIRM_ENDS.issuperset(words):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts += OR_ANOTHER.sub("\n", part).split("\n")
    firms = [part for part in parts if (words := plain_words(part))[1:] and words[-1] in FIRM_ENDS]
    return [part.strip() for part in parts] if len(parts) >= 3 and len(firms) >= 2 else []


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, `S.A.` as one."""
    return re.findall(r"\w+", text.replace(".", "").casefold())


def part_aliases(cell: str) -> list[str]:
    """The aliases of a cell that joins them by semicolons, by line breaks or, without any, commas.

    A cut-off legal form belongs to the name before it: "Foo Co., Ltd., Bar" is two names.
    """
    parts = [part for line in cell.splitlines() for part in line.split(";")]
    if len(list(filter(str.strip, parts))) < 2:
        parts = cell.split(",")
    return rejoined(folded for part in parts if (folded := " ".join(part.split())))


def own_names(cell: str) -> list[str]:
    """The names inside the name cell: "Foo (a.k.a. Bar); a.k.a. Baz" is Foo, Bar and Baz."""
    cell = FOLLOWING.sub("", SUCCESSORS.sub("", " ".join(cell.split())))
    inside = [
        text
        for found in ALSO_INSIDE.finditer(cell)
        if found["names"]
        for part in split(found["names"])
        for text in ALSO_NEXT.split(f"{found['kind']} {part}")
    ]
    outside = ALSO_INSIDE.sub(lambda found: "; " if found["dash"] else "", cell)
    apart = rejoined(split(ALSO_BETWEEN.sub("; ", outside)))
    return [*apart, *inside, *garbled(cell, outside)] or [cell]


def garbled(cell: str, outside: str) -> Iterator[str]:
    """The whole cell without its `a/k/a` and brackets, as one more name.

    The CSL turns "Surname, Given a/k/a Other, Given" round as if it were one name, so that the
    halves are no names: "Given Given a/k/a Other Surname", "Given) Given (a/k/a Other Surname".
    """
    crossed = 0 <= cell.find(")") < cell.find("(")
    if SLASHED.search(cell if crossed else outside):
        yield " ".join(re.sub(r"[()]", " ", SLASHED.sub(" ", cell)).split())


# --- Addresses --------------------------------------------------------------------------------


def addresses(cell: str) -> tuple[Address, ...]:
    """Each address verbatim, with the country that its last part names, if it does."""
    return tuple(Address(text=text, country=country_of(text)) for text in split(cell))


def country_of(address: str) -> str:
    """ISO 3166 alpha-2 code of the last comma part; empty when it is none."""
    last = address.rpartition(",")[2].strip().upper()
    if is_territory_code(last):
        return last
    return country_code(last) if last in COUNTRY_WORDS else ""


def countries(places: Iterable[Address], *codes: str) -> tuple[str, ...]:
    """Every country of the addresses and of cells of country codes, each once, in order."""
    given = [code for cell in codes for code in split(cell) if is_territory_code(code)]
    return tuple(dict.fromkeys([*(place.country for place in places if place.country), *given]))


# --- Identifiers ------------------------------------------------------------------------------


def identifiers(cell: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """What the `ids` cell holds: identifiers, and the rest of it as remarks."""
    found: list[Identifier] = []
    remarks: list[str] = []
    for text in split(cell):
        one = identifier(text)
        if one:
            found.append(one)
        else:
            remarks.append(text)
    return tuple(found), tuple(remarks)


def identifier(text: str) -> Identifier | None:
    """`Tax ID No., 7702070139, RU` (2023) or `RU, 7702070139, Tax ID No.` (2019); else None."""
    every = [part.strip() for part in text.split(", ")]
    parts = [part for part in every if not is_country(part)]
    issuer = next(filter(is_country, every), "")
    if len(parts) != 2:
        return None
    kind, value = sorted(parts, key=has_digit) if has_digit(parts[0]) else parts
    known = IDENTIFIER_KINDS.get(kind.casefold())
    if not known and (not has_digit(value) or NO_IDENTIFIER.search(kind)):
        return None
    short = known or kind.casefold().rstrip(" #:-.")
    bare = value.removeprefix("IMO ") if short == "imo" else value
    return Identifier(kind=short, value=bare, country=issuer)


def is_country(part: str) -> bool:
    """Whether a part is nothing but a country code."""
    return is_territory_code(part.strip())


def has_digit(part: str) -> bool:
    """Whether there is a digit in it, as there is in every identifier."""
    return any(character.isdigit() for character in part)
