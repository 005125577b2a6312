"""Cells of an .xlsx that hold no value although they are not empty, and why.

python-calamine returns an empty text for an error value (`#REF!`) and for a formula whose result
was never stored (files written by scripts). Left at that, a party could vanish without a word, so
the sheet's own XML is searched for them (ECMA-376 part 1, 18.3.1.4 `c`, 18.18.11 `ST_CellType`).
"""

import re
import zipfile
from collections.abc import Iterable

from compliance.readers.archive import column_number, read_pieces

UNSTORED = (
    "formula without a stored value; open the file in Excel or LibreOffice, save it and try again"
)
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\b\w*:?id=[\"']([^\"']+)")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
ATTRIBUTE = re.compile(rb"\b(Id|Target)=[\"']([^\"']*)")
PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})")
FORMULA_TAG = rb"<(?:\w+:)?f(?:\s[^<>]*/|(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f|/)>"
ERROR = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*\bt=[\"']e[\"'][^<>]*)>\s*"
    rb"(?:" + FORMULA_TAG + rb"\s*)?<(?:\w+:)?v>([^<]*)<"
)
UNSTORED_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>/]*)>\s*" + FORMULA_TAG + rb"\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
HINTS = (b't="e"', b"t='e'", b"<f", b":f")
"""A piece of a sheet without any of these has no gap; most sheets have none of them."""
Gaps = dict[int, dict[int, str]]
"""Row number from 1 -> column position from 0 -> why the cell could not be read."""


def find_sheet_parts(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Return the archive's part of each sheet, in workbook order (as calamine lists them)."""
    relations = b"".join(read_pieces(archive, "xl/_rels/workbook.xml.rels", name))
    targets = {
        found[b"Id"]: found[b"Target"].decode("utf-8", "replace")
        for found in (dict(ATTRIBUTE.findall(each)) for each in RELATION.findall(relations))
        if b"Id" in found and b"Target" in found
    }
    workbook = b"".join(read_pieces(archive, "xl/workbook.xml", name))
    return [_part(targets.get(found, "")) for found in SHEET.findall(workbook)]


def find_gaps(blocks: Iterable[bytes]) -> Gaps:
    """Return every error value and every formula without a result on one sheet."""
    gaps: Gaps = {}
    for block in blocks:
        if not any(hint in block for hint in HINTS):
            continue
        for attributes, value in ERROR.findall(block):
            reason = f"the cell holds the error {value.decode('ascii', 'replace')}"
            _note(gaps, attributes, reason)
        for attributes in UNSTORED_FORMULA.findall(block):
            _note(gaps, attributes, UNSTORED)
    return gaps


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _note(gaps: Gaps, attributes: bytes, reason: str) -> None:
    place = PLACE.search(attributes)
    if place:
        position = column_number(place.group(1)) - 1
        gaps.setdefault(int(place.group(2)), {})[position] = reason
