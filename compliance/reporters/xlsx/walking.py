"""A part of a workbook read as XML, in pieces, so that not more of it is held than is wanted."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, XMLPullParser


def ended(pieces: Iterable[bytes]) -> Iterator[tuple[list[Element], Element]]:
    """Every element when it ends, with those around it, outermost first.

    Whoever does not need an element any more removes it from the one around it. Raises ParseError.
    """
    parser: Any = XMLPullParser(("start", "end"))
    around: list[Element] = []
    for piece in pieces:
        parser.feed(piece)
        for event, element in parser.read_events():
            if event == "start":
                around.append(element)
            else:
                around.pop()
                yield around, element
    parser.close()
