"""Pure: what the lists of the UN, the UK, the EU and OpenSanctions share: names, places, dates.

A publisher's own words stay as they are; only white space is folded. Nothing here knows a format.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from compliance.errors import ListError
from compliance.lists.sources import xml
from compliance.lists.sources.base import Files, ParsedList, Reference
from compliance.lists.sources.official import MONTHS, distinct
from compliance.lists.sources.rows import empty
from compliance.lists.sources.tables import is_date
from compliance.model import FileCount, ListEntry, Name, NameKind, Programme, Rejected
from compliance.names.countries import whole_country_code

DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
WITH_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})")
ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}(?=[T Z+]|-\d\d:\d\d|$)")
IN_BRACKETS = re.compile(r" ?\([^()]*\)")
NUMBERED = re.compile(r"\(\d+\)(?: ?- ?\(\d+\))?")
ORDER = (
    NameKind.PRIMARY,
    NameKind.NATIVE,
    NameKind.ALIAS,
    NameKind.FORMER,
    NameKind.WEAK_ALIAS,
)
"""A name that is given twice is of the kind that comes first here."""

Named = tuple[str, NameKind]
"""A name and how it belongs to its party."""


# --- Files ------------------------------------------------------------------------------------


def alone(files: Files) -> tuple[str, bytes]:
    """Name and content of a list of one file. Raises ListError when there are several."""
    if len(files) != 1:
        raise ListError(f"{', '.join(files)}: this list is one file", "give one file")
    return next(iter(files.items()))


def beginning(files: Files, size: int = 4096) -> str:
    """The first characters of a list of one file, for telling formats apart; empty for others."""
    if len(files) != 1:
        return ""
    return next(iter(files.values()))[:size].decode("utf-8-sig", errors="replace")


def programme(reference: Reference, key: str) -> Programme:
    """A programme that comes with the program. Raises ListError when the installation lacks it."""
    if key not in reference.programmes:
        raise ListError(f"programmes.toml does not describe {key!r}", "install the program again")
    return reference.programmes[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a list says of itself."""

    id: str
    title: str
    publisher: str
    as_of: str


def told(head: Head, name: str, found: Iterable[ListEntry | Rejected], rows: int) -> ParsedList:
    """The list of one file, its ids made unlike and its rows counted.

    `rows` is how many the file holds; those that are neither an entry nor rejected were joined to
    an entry. Raises ListError when there is no entry.
    """
    both = list(found)
    entries = tuple(distinct(one for one in both if isinstance(one, ListEntry)))
    rejected = tuple(one for one in both if isinstance(one, Rejected))
    if not entries:
        empty(name)
    sums = FileCount(
        file=name,
        rows=rows,
        entries=len(entries),
        joined=rows - len(entries) - len(rejected),
        rejected=len(rejected),
    )
    return ParsedList(
        id=head.id,
        title=head.title,
        publisher=head.publisher,
        as_of=head.as_of,
        entries=entries,
        rejected=rejected,
        counts=(sums,),
    )


def judged(
    blocks: Iterable[tuple[Element, int]],
    name: str,
    fault: Callable[[Element], str],
    entry: Callable[[Element, int], ListEntry],
) -> list[ListEntry | Rejected]:
    """Every block of an XML list with its line, as an entry or rejected with its fault."""
    return [
        Rejected(line=line, reason=why, file=name) if (why := fault(block)) else entry(block, line)
        for block, line in blocks
    ]


def values(block: Element, path: str) -> list[str]:
    """The texts of the elements at a path of an XML list; empty ones are left out."""
    return [text for one in xml.children(block, path) if (text := joined(one.itertext()))]


# --- Names ------------------------------------------------------------------------------------


def folded(text: str | None) -> str:
    """The text with runs of white space as one space; empty for none."""
    return " ".join((text or "").split())


def joined(parts: Iterable[str | None], by: str = " ") -> str:
    """The parts that say something, folded and joined."""
    return by.join(filter(None, map(folded, parts)))


def names(primary: str, others: Iterable[Named]) -> tuple[Name, ...]:
    """The primary name first, then every other once, in the publisher's order.

    A text without a letter or digit is no name. A name in another script is a native one, unless it
    is weak or former.
    """
    kinds = {folded(primary): NameKind.PRIMARY}
    for text, kind in ((folded(text), kind) for text, kind in others):
        if any(map(str.isalnum, text)):
            told = NameKind.NATIVE if kind is NameKind.ALIAS and is_native(text) else kind
            kinds[text] = min(kinds.get(text, told), told, key=ORDER.index)
    return tuple(Name(text=text, kind=kind) for text, kind in kinds.items())


def is_native(text: str) -> bool:
    """Whether most of the letters are of another script than Latin."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters) * 2 > len(
        letters
    )


# --- Places and dates -------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def find_country(text: str) -> str:
    """ISO 3166 alpha-2 code of a country's name, adjective or code; empty when it is none.

    A remark in brackets does not hide it: `Italy (last known address)`.
    """
    for wording in dict.fromkeys((folded(text), folded(IN_BRACKETS.sub("", text)))):
        if code := whole_country_code(wording):
            return code
    return ""


def find_countries(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes of the countries among the texts, each once, in order."""
    return tuple(dict.fromkeys(filter(None, map(find_country, texts))))


def numbered(text: str) -> list[str]:
    """The values of a cell that numbers them: `(1) Tunis (2)-(3) -` is Tunis alone."""
    return [part for part in map(folded, NUMBERED.split(text)) if part.strip("- ")]


def day(text: str) -> str:
    """A date as ISO 8601, as far as it is told: 00/00/1977 is 1977; empty when it is none.

    Reads 2019-10-09 (a time after it is left out), 09/10/2019 with the day first, 9-Oct-2019.
    """
    text = folded(text)
    if found := ISO.match(text):
        return found[0] if is_date(found[0]) else ""
    if found := DAY_FIRST.match(text):
        return iso(found[3], int(found[2]), int(found[1]))
    found = WITH_MONTH.match(text)
    if found and found[2].casefold() in MONTHS:
        return iso(found[3], MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    return ""


def iso(year: str, month: int, day_of_month: int) -> str:
    """The date as far as it is known: a month or day of 0 is not; empty when there is no such."""
    known = f"-{month:02}" if month else ""
    known += f"-{day_of_month:02}" if known and day_of_month else ""
    return year + known if is_date(year + known) else ""


def labelled(pairs: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """`Label: text` for every text that says something, each once, in order."""
    said = ((label, folded(text)) for label, text in pairs)
    return tuple(dict.fromkeys(f"{label}: {text}" for label, text in said if text))


# --- Lines of XML -----------------------------------------------------------------------------


def placed(blocks: Iterable[Element], data: bytes) -> list[tuple[Element, int]]:
    """Elements of the document, in its order, each with the line on which it begins."""
    every = list(blocks)
    uses = Counter(map(xml.local, every))
    lines = {tag: iter(lines_of(data, tag, times)) for tag, times in uses.items()}
    return [(one, next(lines[xml.local(one)])) for one in every]


def lines_of(data: bytes, tag: str, expected: int) -> list[int]:
    """The line on which each element of that local name begins, from 1, in document order.

    The XML parser does not tell. All 0 when the count is not the expected one, as in a file in
    UTF-16.
    """
    starts = re.finditer(rf"<(?:[\w-]+:)?{tag}(?=[\s/>])".encode(), data)
    lines: list[int] = []
    line, last = 1, 0
    for found in starts:
        line += data.count(b"\n", last, found.start())
        last = found.start()
        lines.append(line)
    return lines if len(lines) == expected else [0] * expected
