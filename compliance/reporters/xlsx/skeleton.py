"""A sheet without its rows and without what acts, for openpyxl to read.

Merged cells are taken out and listed: openpyxl makes a cell of every one that they cover.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from compliance.reporters.xlsx.walking import ended
from compliance.reporters.xlsx.wild import MAIN, Unreadable

_KEPT = frozenset(
    f"{MAIN}{name}"
    for name in (
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
    )
)
"""Left out: rows, protection, filters, tables, links, drop-downs, conditional formats, drawings."""


def skeleton(pieces: Iterable[bytes]) -> tuple[bytes, list[str]]:
    """The sheet for openpyxl, and its merged ranges. Raises Unreadable and ParseError."""
    merged: list[str] = []
    root: Element | None = None
    for around, element in ended(pieces):
        root = element
        if element.tag == f"{MAIN}mergeCell":
            merged.append(element.get("ref", ""))
        if around and [*around[1:2], element][0].tag not in _KEPT:
            around[-1].remove(element)
    if root is None or root.tag != f"{MAIN}worksheet":
        raise Unreadable
    return tostring(root), merged
