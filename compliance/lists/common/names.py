"""Pure: the names of a party, each once and with its kind, out of cells that join several.

Publishers join names in one cell by `; `, by hand in places: a last value that begins with "and ",
a stray "-", a legal form cut off by its own semicolon, "a.k.a." inside the name. Nothing that could
be a name is thrown away here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from compliance.lists.common.texts import fold_spaces
from compliance.model import Name, NameKind
from compliance.model.text_pattern import TextPattern

KIND_ORDER = (
    NameKind.PRIMARY,
    NameKind.NATIVE,
    NameKind.ALIAS,
    NameKind.FORMER,
    NameKind.WEAK_ALIAS,
)
"""A name that is given twice is of the kind that comes first here."""

KindedName = tuple[str, NameKind]
"""A name and how it belongs to its party."""


def collect_names(primary: str, others: Iterable[KindedName]) -> tuple[Name, ...]:
    """The primary name first, then every other once, in the publisher's order.

    A text without a letter or digit is no name. A name in another script is a native one, unless it
    is weak or former.
    """
    kinds = {fold_spaces(primary): NameKind.PRIMARY}
    for text, kind in ((fold_spaces(text), kind) for text, kind in others):
        if any(map(str.isalnum, text)):
            told = NameKind.NATIVE if kind is NameKind.ALIAS and is_native(text) else kind
            kinds[text] = min(kinds.get(text, told), told, key=KIND_ORDER.index)
    return tuple(Name(text=text, kind=kind) for text, kind in kinds.items())


def is_native(text: str) -> bool:
    """Whether most of the letters are of another script than Latin."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters) * 2 > len(
        letters
    )


STRAY_START = TextPattern(r"^(?:and\b|[-–—•,&\s])+\s*(?=\S)")
ALSO = r"(?:(?:a|f|n)[./]?\s?k[./]?\s?a\b[./]?|(?:also|now) known as|formerly(?: known as)?)[,:]?"
ALSO_START = TextPattern(rf"^{ALSO}\s*", re.IGNORECASE)
FORMER_START = TextPattern(r"^(?:f[./]?\s?k[./]?\s?a\b|formerly)", re.IGNORECASE)
ALSO_INSIDE = TextPattern(
    rf"\s*[(\[]\s*(?P<kind>{ALSO})\s*(?P<names>[^()\[\]]*)(?:[)\]]|$)"
    r"|\s*-\s?(?P<dash>aka)\s?-\s*",
    re.IGNORECASE,
)
ALSO_NEXT = TextPattern(rf"[;,]\s*(?={ALSO}\s)", re.IGNORECASE)
ALSO_BETWEEN = TextPattern(
    r"[,;]?\s+(?=(?:[afn][./]\s?k[./]\s?a\b|(?:also|formerly|now) known as\b))", re.IGNORECASE
)
"""Before a mark in the middle of a name; here it needs its points, for `aka` may be a word."""
MARKED = TextPattern(r"[afn][./]?\s?k[./]?\s?a\b|known as|formerly|successor")
"""What a name of more than a name holds, in small letters: the other patterns fit none without."""
SLASHED = TextPattern(r"\(?\s*\b[afn]/k/a\b", re.IGNORECASE)
FOLLOWING = TextPattern(rf"[,;]?\s*{ALSO}\s*the following\b[^:]*:?\s*$", re.IGNORECASE)
"""What stands before aliases that follow in lines of their own."""
SUCCESSORS = TextPattern(
    r";?\s*and any successor,? sub-unit,? or subsidiary thereof$", re.IGNORECASE
)
ASIDE = TextPattern(r"^\(all of .*\)$", re.IGNORECASE | re.DOTALL)
QUOTED = TextPattern(r"^[\"“](?P<name>[^\"“”]+)[\"”]$")
LEGAL_FORMS = frozenset(
    "co company ltd limited inc incorporated llc corp corporation plc gmbh pte pty sdn bhd".split()
)
FIRM_ENDS = LEGAL_FORMS | {"company", "sa", "srl", "spa", "ag", "bv", "nv", "ooo", "jsc", "llp"}
"""Last words of firms, without their points."""
OR_ANOTHER = TextPattern(r"(?<=\bLtd) (?:and|or) |(?<=\bCompany) (?:and|or) ")
"""Between the last two names of a row of firms."""


def split_cell(cell: str) -> list[str]:
    """The values of a cell, stripped; empty ones are no values."""
    if ";" not in cell:  # as most, and many are empty
        return [part] if (part := cell.strip()) else []
    return [part for piece in cell.split(";") if (part := piece.strip())]


# --- Names ------------------------------------------------------------------------------------


def collect_own_names(name: str, alternatives: str) -> tuple[Name, ...]:
    """The primary name first, then every alias once, in the publisher's order."""
    primary, *inside = part_name_cell(name)
    kinds = {primary: NameKind.PRIMARY}
    for text, kind in list_aliases(inside, alternatives):
        kinds.setdefault(text, kind)
    return tuple(Name(text=text, kind=kind) for text, kind in kinds.items())


def list_aliases(inside: Iterable[str], alternatives: str) -> Iterator[tuple[str, NameKind]]:
    """Every alias with its kind: those written inside the name, then those of the alias cell."""
    for text in [*inside, *rejoin_legal_forms(split_cell(alternatives))]:
        for part in (*part_commas(text), text):
            yield from read_alias(part)


def read_alias(text: str) -> Iterator[tuple[str, NameKind]]:
    """One alias without its marks; nothing for a remark or a value without a letter or digit.

    OFAC puts its weak aliases into double quotation marks (OFAC FAQ 123).
    """
    bare = STRAY_START.sub("", text).strip()
    former = FORMER_START.match(bare)
    bare = ALSO_START.sub("", bare)
    quoted = QUOTED.match(bare)
    if ASIDE.match(bare) or bare == "and" or not any(map(str.isalnum, bare)):
        return
    if quoted:
        yield quoted["name"].strip(), NameKind.WEAK_ALIAS
    else:
        yield bare, NameKind.FORMER if former else NameKind.ALIAS


def rejoin_legal_forms(parts: Iterable[str]) -> list[str]:
    """Values with cut-off legal forms put back: ["Foo Co.", "Ltd."] is ["Foo Co., Ltd."]."""
    whole: list[str] = []
    for part in parts:
        words = re.findall(r"\w+", part.casefold()) if whole else []
        if words and LEGAL_FORMS.issuperset(words):
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
    if text.count(",") + text.count(" and ") + text.count(" or ") < 2:
        return []
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
    return rejoin_legal_forms(folded for part in parts if (folded := " ".join(part.split())))


def part_name_cell(cell: str) -> list[str]:
    """The names inside the name cell: "Foo (a.k.a. Bar); a.k.a. Baz" is Foo, Bar and Baz."""
    cell = " ".join(cell.split())
    if not MARKED.search(cell.casefold()):  # as most
        return rejoin_legal_forms(split_cell(cell)) or [cell]
    cell = FOLLOWING.sub("", SUCCESSORS.sub("", cell))
    inside = [
        text
        for found in ALSO_INSIDE.finditer(cell)
        if found["names"]
        for part in split_cell(found["names"])
        for text in ALSO_NEXT.split(f"{found['kind']} {part}")
    ]
    outside = ALSO_INSIDE.sub(lambda found: "; " if found["dash"] else "", cell)
    apart = rejoin_legal_forms(split_cell(ALSO_BETWEEN.sub("; ", outside)))
    return [*apart, *inside, *ungarble(cell, outside)] or [cell]


def ungarble(cell: str, outside: str) -> Iterator[str]:
    """The whole cell without its `a/k/a` and brackets, as one more name.

    The CSL turns "Surname, Given a/k/a Other, Given" round as if it were one name, so that the
    halves are no names: "Given Given a/k/a Other Surname", "Given) Given (a/k/a Other Surname".
    """
    crossed = 0 <= cell.find(")") < cell.find("(")
    if SLASHED.search(cell if crossed else outside):
        yield " ".join(re.sub(r"[()]", " ", SLASHED.sub(" ", cell)).split())
