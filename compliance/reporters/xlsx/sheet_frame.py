"""What stands around the rows of a sheet: its column widths, its links, and what is in front.

File format: ECMA-376 part 1, 18.3.1 (worksheets).
"""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from compliance.reporters.xlsx.margin import WIDTHS
from compliance.reporters.xlsx.package import Node, as_bytes
from compliance.reporters.xlsx.stylesheet import MAIN

_M = f"{{{MAIN}}}"
_DATA = f"{_M}sheetData"
MOST_LINKS = 65_000
"""Links of one sheet; Excel takes 65,530."""
_BEHIND_LINKS = frozenset(
    f"{_M}{name}"
    for name in (
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
"""What stands behind the links of a sheet."""
_MARK = "rows\u2028of\u2028the\u2028sheet"
"""Stands where the rows go, in no part that anybody reads."""


def split_at_rows(frame: Node) -> tuple[bytes, bytes]:
    """What stands before and behind the rows of a sheet."""
    data = frame.find(_DATA)
    data[:] = []
    data.text = _MARK
    head, _, tail = as_bytes(frame).partition(_MARK.encode())
    return head, tail


def deselect(frame: Node) -> None:
    """Let a sheet not be in front any more: of two in front, an edit of one edits both."""
    for view in frame.iterfind(f"{_M}sheetViews/{_M}sheetView"):
        view.attrib.pop("tabSelected", None)


def set_widths(frame: Node, last: int) -> None:
    """Give the decision columns their widths; ranges of the user's columns end or begin beside."""
    columns = frame.find(f"{_M}cols")
    if columns is None:
        columns = etree.Element(f"{_M}cols")
        frame.insert(frame.index(frame.find(_DATA)), columns)
    right = last + len(WIDTHS)
    ranges = []
    for one in columns:
        first, end = int(one.get("min", "1")), int(one.get("max", "1"))
        for low, high in ((first, min(end, last)), (max(first, right + 1), end)):
            if low <= high:
                part = deepcopy(one)
                part.set("min", str(low))
                part.set("max", str(high))
                ranges.append(part)
    for at, width in enumerate(WIDTHS, start=last + 1):
        own = etree.Element(f"{_M}col")
        for name, value in (("min", at), ("max", at), ("width", width), ("customWidth", 1)):
            own.set(name, f"{value:g}")
        ranges.append(own)
    columns[:] = sorted(ranges, key=lambda one: int(one.get("min", "1")))


def add_links(frame: Node, letters: str, links: Mapping[int, str]) -> None:
    """Let the decisions lead to their lines in the report."""
    table = frame.find(f"{_M}hyperlinks")
    if table is None:
        table = etree.Element(f"{_M}hyperlinks")
        at = next((i for i, one in enumerate(frame) if one.tag in _BEHIND_LINKS), len(frame))
        frame.insert(at, table)
    for number, place in sorted(links.items())[: max(0, MOST_LINKS - len(table))]:
        link = etree.SubElement(table, f"{_M}hyperlink")
        link.set("ref", f"{letters}{number}")
        link.set("location", place)
    if not len(table):
        frame.remove(table)
