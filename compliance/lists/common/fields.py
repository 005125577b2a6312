"""Pure: the names of the fields that a file of a list has: elements, attributes, columns, keys.

Told from the file alone, whatever the reader of its form makes of it, so that a field that was
renamed is noticed although no reader asks for its new name. Nothing of what a field holds is in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from compliance.errors import ListError
from compliance.lists.common import csv_rows, workbook_rows
from compliance.lists.common.files import Files

MOST_FIELDS = 2_000
"""A file with more names than this has data for names; then none is told."""
LONGEST_FIELD = 120
"""Characters of a name; what is longer is no name."""
MOST_ABOVE = 5
"""Rows of a CSV file among which its header is looked for."""
FEWEST_COLUMNS = 3
DELIMITERS = ",;\t"
BROKEN = (DefusedXmlException, ParseError, LookupError, ValueError, RecursionError, ListError)


def list_fields(files: Files) -> tuple[str, ...]:
    """The fields of all files, sorted; none of a file that cannot be read or has no names.

    An element is told with the one above it (`INDIVIDUAL_ALIAS/ALIAS_NAME`), an attribute with its
    element (`country@iso2Code`), a key of JSON with the keys above it.
    """
    found: set[str] = set()
    for name, data in files.items():
        try:
            found |= _read_fields(name, data)
        except BROKEN:  # what is wrong with a list its reader says
            continue
    usual = sorted(one for one in found if one.strip() and len(one) <= LONGEST_FIELD)
    return tuple(usual) if len(usual) <= MOST_FIELDS else ()


def _read_fields(name: str, data: bytes) -> set[str]:
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if name.casefold().endswith((".toml", ".html", ".htm")) or head[:9].lower() == b"<!doctype":
        return set()  # the project's own form is checked key by key; a page is read by its headings
    if workbook_rows.is_workbook(data):
        rows = workbook_rows.list_upper_rows(data, name)
        return _choose_header([row.cells for row in rows])
    if head.startswith(b"<"):
        names = _ElementNames()
        parser = DefusedXMLParser(target=names, forbid_dtd=True)
        parser.feed(data)
        parser.close()
        return names.found
    if head.startswith((b"{", b"[")):
        documents: Iterable[object]
        try:
            documents = [json.loads(data)]
        except ValueError:  # one document a line
            documents = map(json.loads, filter(bytes.strip, data.splitlines()))
        return {key for document in documents for key in _walk_keys(document, "")}
    whole = csv_rows.recode_utf8(data[: csv_rows.MOST_PEEKED].rpartition(b"\n")[0] or data)
    headers = []
    for delimiter in DELIMITERS:
        rows_of_text = csv_rows.read_records(whole, name, delimiter=delimiter, strict=False)
        headers.append(_choose_header([row.cells for row in islice(rows_of_text, MOST_ABOVE)]))
    return max(headers, key=len)


class _ElementNames:
    """Takes what the XML parser reports, and keeps names only: memory does not grow with it."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._above: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = _cut_namespace(tag)
        above = f"{self._above[-1]}/" if self._above else ""
        self._above.append(name)
        self.found.add(f"{above}{name}")
        self.found.update(f"{name}@{_cut_namespace(attribute)}" for attribute in attributes)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._above.pop()


def _cut_namespace(name: str) -> str:
    return name.rpartition("}")[2]


def _walk_keys(value: object, above: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{above}{key}"
            yield from _walk_keys(inner, f"{above}{key}/")
    elif isinstance(value, list):
        for inner in value:
            yield from _walk_keys(inner, above)


def _choose_header(rows: Iterable[list[str]]) -> set[str]:
    """The first row that looks like a header: cells that differ from each other, and no numbers."""
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row if cell.strip()]
        plain = not any(cell[0].isdigit() or cell[0] == "-" for cell in cells)
        if len(cells) >= FEWEST_COLUMNS and len(set(cells)) == len(cells) and plain:
            return set(cells)
    return set()
