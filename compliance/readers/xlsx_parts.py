"""Which parts of an .xlsx hold what: its sheets in order, its shared strings (ECMA-376 part 2, 9).

Relations lead from the package to the workbook and from there to the sheets, wherever a program
put them and however it spelled their paths.
"""

import zipfile
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from msgspec import Struct

from compliance.readers.archive import read_pieces
from compliance.readers.file_kind import damage_error
from compliance.readers.markup import local_name, read_tags

WORKBOOK, ROOT_RELATIONS = "xl/workbook.xml", "_rels/.rels"
WITHOUT_CELLS = ("/chartsheet", "/dialogsheet")
"""How the relation types of sheets end that hold no cells."""
HIDDEN = ("hidden", "veryHidden")
SHEET_DATA, CLAIM = b"sheetData", b"uniqueCount"


class StoredSheet(Struct, frozen=True, kw_only=True):
    """One sheet as the workbook lists it."""

    name: str
    is_hidden: bool
    """Hidden or very hidden."""
    part: str
    """Its part of the archive."""
    is_chart: bool = False
    """Whether it should hold no cells (a chart, a dialog)."""


class Rest(Struct, frozen=True, kw_only=True):
    """Parts that look like something that a reader may take them for."""

    sheets: list[str]
    string_tables: list[str]


class StoredWorkbook:
    """The parts of a workbook by what they are for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        """Raises InputError when the workbook or a sheet of it is not there, or is there twice."""
        self._archive = archive
        self._name = name
        self._parts: dict[str, str] = {}
        """Path as it is compared -> the part's name; empty where several parts have that path."""
        for part in archive.namelist():
            self._parts[_plain(part)] = "" if _plain(part) in self._parts else part
        roots = self._relations("").values() if ROOT_RELATIONS in self._parts else ()
        books = (
            target
            for kind, target in roots
            if kind.endswith("/officeDocument") and _plain(target) in self._parts
        )
        book = self._find(next(books, WORKBOOK))
        relations = self._relations(book)
        self.sheets = []
        for _, tag in read_tags(self.pieces(book), ("sheet",), name):
            ids = [value for key, value in tag.items() if local_name(key) == "id" and ":" in key]
            kind, target = relations.get(ids[0] if ids else "", ("", ""))
            sheet = StoredSheet(
                name=tag.get("name", ""),
                is_hidden=tag.get("state") in HIDDEN,
                part=self._find(target),
                is_chart=kind.endswith(WITHOUT_CELLS),
            )
            self.sheets.append(sheet)
        kinds = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
        strings = kinds.get("sharedStrings") or join(dirname(book), "sharedStrings.xml")
        self.strings = self._find(strings) if _plain(strings) in self._parts else ""
        """The part of the shared strings; empty where there is none."""

    def pieces(self, part: str) -> Iterator[bytes]:
        """A part, piece by piece. Raises InputError when it is damaged."""
        return read_pieces(self._archive, part, self._name)

    def list_sheets(self) -> dict[str, list[StoredSheet]]:
        """Part -> the sheets as which the workbook lists it: of a sound one a single sheet."""
        listings: dict[str, list[StoredSheet]] = {}
        for sheet in self.sheets:
            listings.setdefault(sheet.part, []).append(sheet)
        return listings

    def search_rest(self) -> "Rest":
        """What lies in the parts that are neither a listed sheet nor the shared strings.

        Every part is read to its end, which proves that its size is what the directory said.
        """
        known = {sheet.part for sheet in self.sheets} | {self.strings}
        sheets, string_tables = [], []
        for part in self._archive.namelist():
            if part not in known:
                found = [(SHEET_DATA in piece, CLAIM in piece) for piece in self.pieces(part)]
                sheets += [part] * any(is_sheet for is_sheet, _ in found)
                string_tables += [part] * any(is_table for _, is_table in found)
        return Rest(sheets=sheets, string_tables=string_tables)

    def _find(self, path: str) -> str:
        """The part of a path. Raises InputError where there is none, or more than one."""
        part = self._parts.get(_plain(path))
        if not part:
            raise damage_error(self._name)
        return part

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Of a part, or of the package: id -> type and path of the target."""
        folder, _, file = part.rpartition("/")
        source = self._find(join(folder, "_rels", f"{file}.rels"))
        tags = read_tags(self.pieces(source), ("Relationship",), self._name)
        return {
            tag.get("Id", ""): (tag.get("Type", ""), join(f"/{folder}", tag.get("Target", "")))
            for _, tag in tags
        }


def _plain(path: str) -> str:
    """A path by which parts are found: as OPC compares them, without regard to case."""
    return normpath(path.replace("\\", "/")).lstrip("/").casefold()
