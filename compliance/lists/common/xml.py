"""Pure: XML of a list, read so that the file can do no harm.

A document type is refused outright: no list publisher uses one, and everything dangerous in XML
(entity expansion, external entities, parameter entities) needs one. defusedxml stops at its first
byte, before anything is expanded or fetched.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from compliance.errors import ListError
from compliance.lists.common.texts import join_texts
from compliance.model import ListEntry, Rejected

DISTRUST = "a list has no document type or entities; do not trust this file"
DOWNLOAD_AGAIN = "download the list again"
BROKEN = (ParseError, LookupError, ValueError)
"""What the parser raises for broken XML, an unknown encoding and one it cannot use."""


def parse_root(data: bytes, name: str) -> Element:
    """The whole document as its root element.

    Raises ListError, naming the file and line, when it is no well-formed XML or has a document type
    or an entity of its own.
    """
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ListError(
            f"{name}: refused: it has a document type or an entity", DISTRUST
        ) from error
    except BROKEN as error:
        refuse_broken(name, error)


def iterate_blocks(data: bytes, name: str, *tags: str) -> Iterator[Element]:
    """Every element of these local names, in order, without the whole document in memory.

    Namespaces of the tags do not matter. Each element is emptied when the next one is asked for.
    Raises ListError as `root` does, but only when the reading comes to the fault.
    """
    try:
        for _, element in iterparse(BytesIO(data), events=("end",), forbid_dtd=True):
            if local_name(element) in tags:
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise ListError(
            f"{name}: refused: it has a document type or an entity", DISTRUST
        ) from error
    except BROKEN as error:
        refuse_broken(name, error)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def find_text(element: Element, path: str) -> str:
    """The text of the first child at that path of local names, folded; empty if there is none.

    Namespaces do not matter: `text(entity, "generalInfo/entityType")`.
    """
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else " ".join("".join(found.itertext()).split())


def find_children(element: Element, path: str) -> list[Element]:
    """Every element at that path of local names, in document order, whatever their namespaces."""
    return element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def refuse_broken(name: str, error: Exception) -> NoReturn:
    """Raises ListError with the place where the XML breaks off or is malformed."""
    line = getattr(error, "position", (0,))[0]
    place = f"line {line} is no well-formed XML" if line else "it is no well-formed XML"
    raise ListError(f"{name}: {place}", DOWNLOAD_AGAIN) from error


def make_entries(
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


def list_texts(block: Element, path: str) -> list[str]:
    """The texts of the elements at a path of an XML list; empty ones are left out."""
    return [text for one in find_children(block, path) if (text := join_texts(one.itertext()))]


# --- Lines of XML -----------------------------------------------------------------------------


def place_elements(blocks: Iterable[Element], data: bytes) -> list[tuple[Element, int]]:
    """Elements of the document, in its order, each with the line on which it begins."""
    every = list(blocks)
    uses = Counter(map(local_name, every))
    lines = {tag: iter(find_lines(data, tag, times)) for tag, times in uses.items()}
    return [(one, next(lines[local_name(one)])) for one in every]


def find_lines(data: bytes, tag: str, expected: int) -> list[int]:
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
