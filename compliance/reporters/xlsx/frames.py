"""Sheets that the program makes: openpyxl writes what is around the rows, and rows are streamed.

openpyxl makes an object of every cell, which costs ten times the time and memory of the rows; so
its sheets hold widths, page set-up, links, drop-downs and charts, and the rows go between.
"""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from compliance.reporters.xlsx.package import Node, Package, as_bytes, relations_name
from compliance.reporters.xlsx.sheet_frame import MOST_LINKS, split_at_rows
from compliance.reporters.xlsx.stylesheet import MAIN
from compliance.reporters.xlsx.workbook_part import WorkbookPart

_M = f"{{{MAIN}}}"


class Frames:
    """A workbook of sheets without rows, and their rows."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self._rows: dict[str, Iterable[bytes]] = {}
        self._areas: dict[str, str] = {}
        self._links: Counter[str] = Counter()

    def add(self, title: str) -> Worksheet:
        """A sheet behind the others."""
        made: Worksheet = self.workbook.create_sheet(title)
        return made

    def fill(self, title: str, rows: Iterable[bytes], area: str) -> None:
        """Say what a sheet's rows are, and the range that they fill (`A1:C7`)."""
        self._rows[title] = rows
        self._areas[title] = area

    def link(self, title: str, place: str, *, to: str = "", address: str = "") -> None:
        """Let a cell lead to a place in the workbook, or to an address; as many as Excel takes."""
        self._links[title] += 1
        if (to or address) and self._links[title] <= MOST_LINKS:
            made = Hyperlink(ref=place, location=to or None, target=address or None)
            self.workbook[title][place].hyperlink = made

    def package(self) -> Package:
        """The workbook as a package of its own, its rows made while they are written."""
        made = self._save_sheets()
        for sheet in WorkbookPart(made).sheets:
            made.replace(sheet.part, self._part(made.tree(sheet.part), sheet.name))
        return made

    def put_before(self, workbook: WorkbookPart, package: Package) -> None:
        """Put the sheets before those of a workbook, with all that they refer to."""
        made = self._save_sheets()
        own = WorkbookPart(made)
        put = []
        for sheet in own.sheets:
            names: dict[str, str] = {}
            part = _move_part(made, package, sheet.part, names)
            package.replace(part, self._part(made.tree(sheet.part), sheet.name))
            put.append((sheet.name, part))
        workbook.put_before(put, made.tree(own.part).findall(f"{_M}definedNames/{_M}definedName"))

    def _save_sheets(self) -> Package:
        stream = BytesIO()
        self.workbook.save(stream)
        return Package(ZipFile(stream))

    def _part(self, frame: Node, title: str) -> Iterator[bytes]:
        dimension = frame.find(f"{_M}dimension")
        if dimension is not None:
            dimension.set("ref", self._areas.get(title, "A1"))
        head, tail = split_at_rows(frame)
        yield head
        yield from self._rows.get(title, ())
        yield tail


def _move_part(made: Package, package: Package, part: str, names: dict[str, str]) -> str:
    """Copy a part with all that it refers to into another package; its name there."""
    if part in names:
        return names[part]
    folder, name = posixpath.split(part)
    names[part] = package.free_name(folder, name)
    package.add(names[part], made.type_of(part), made.read(part))
    relations = made.relations(part)
    for one in relations:
        if not one.is_outside:
            _move_part(made, package, one.target, names)
    if relations:
        tree = made.tree(relations_name(part))
        for element, one in zip(tree, relations, strict=True):
            if not one.is_outside:
                element.set("Target", f"/{names[one.target]}")
        package.replace(relations_name(names[part]), as_bytes(tree))
    return names[part]
