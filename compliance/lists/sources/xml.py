"""Pure: XML of a list, read so that the file can do no harm.

A document type is refused outright: no list publisher uses one, and everything dangerous in XML
(entity expansion, external entities, parameter entities) needs one. defusedxml stops at its first
byte, before anything is expanded or fetched.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from compliance.errors import ListError

REFUSED = "a list has no document type or entities; do not trust this file"
AGAIN = "download the list again"
BROKEN = (ParseError, LookupError, ValueError)
"""What the parser raises for broken XML, an unknown encoding and one it cannot use."""


def root(data: bytes, name: str) -> Element:
    """The whole document as its root element.

    Raises ListError, naming the file and line, when it is no well-formed XML or has a document type
    or an entity of its own.
    """
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ListError(f"{name}: refused: it has a document type or an entity", REFUSED) from error
    except BROKEN as error:
        broken(name, error)


def blocks(data: bytes, name: str, *tags: str) -> Iterator[Element]:
    """Every element of these local names, in order, without the whole document in memory.

    Namespaces of the tags do not matter. Each element is emptied when the next one is asked for.
    Raises ListError as `root` does, but only when the reading comes to the fault.
    """
    try:
        for _, element in iterparse(BytesIO(data), events=("end",), forbid_dtd=True):
            if local(element) in tags:
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise ListError(f"{name}: refused: it has a document type or an entity", REFUSED) from error
    except BROKEN as error:
        broken(name, error)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def text(element: Element, path: str) -> str:
    """The text of the first child at that path of local names, folded; empty if there is none.

    Namespaces do not matter: `text(entity, "generalInfo/entityType")`.
    """
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else " ".join("".join(found.itertext()).split())


def children(element: Element, path: str) -> list[Element]:
    """Every element at that path of local names, in document order, whatever their namespaces."""
    return element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def broken(name: str, error: Exception) -> NoReturn:
    """Raises ListError with the place where the XML breaks off or is malformed."""
    line = getattr(error, "position", (0,))[0]
    place = f"line {line} is no well-formed XML" if line else "it is no well-formed XML"
    raise ListError(f"{name}: {place}", AGAIN) from error
