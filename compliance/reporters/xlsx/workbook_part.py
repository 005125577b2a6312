"""The part of a workbook that names its sheets: the report's are put before those that are there.

File format: ECMA-376 part 1, 18.2 (workbook): sheets are referred to by their position in
`definedName/@localSheetId` and in the views, and by their id elsewhere.
"""

import re
from collections.abc import Iterable, Sequence

from lxml import etree
from msgspec import Struct
from openpyxl.utils import get_column_letter

from compliance.reporters.xlsx.package import OFFICE_RELATIONS, Node, Package, Uneditable, as_bytes
from compliance.reporters.xlsx.stylesheet import MAIN, Styles

_M = f"{{{MAIN}}}"
_R = f"{{{OFFICE_RELATIONS}}}"
_BEFORE_NAMES = frozenset(
    f"{_M}{name}"
    for name in (
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
    )
)
"""What stands before the defined names."""
_FILTER_NAME = "_xlnm._FilterDatabase"
_PRINT_NAME = "_xlnm.Print_Area"
_LAST_COLUMN = re.compile(r"\$[A-Z]{1,3}(\$[0-9]+)$")
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_USUAL = "xl/styles.xml"
"""Where some readers look for the styles, whatever the relations say."""
_PLAIN, _MACROS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
_KNOWN = (
    _PLAIN,
    _MACROS,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)
_VBA = "/vbaProject"
WORKSHEET = f"{OFFICE_RELATIONS}/worksheet"


class SheetPart(Struct, frozen=True, kw_only=True):
    """One sheet of the workbook."""

    name: str
    part: str
    is_worksheet: bool
    """Whether it has cells, and is no sheet of a chart or dialog."""


class WorkbookPart:
    """The workbook in a package. Raises Uneditable."""

    def __init__(self, package: Package, styles: Styles | None = None) -> None:
        """`styles` take the place of those of the workbook."""
        self._package = package
        [self.part, *others] = [
            relation.target
            for relation in package.relations("")
            if relation.type.endswith("/officeDocument")
        ] or [""]
        if not self.part or others or package.type_of(self.part) not in _KNOWN:
            raise Uneditable("its main part is not that of a workbook")
        self._root = package.tree(self.part)
        self._sheets = self._root.find(f"{_M}sheets")
        if self._root.tag != f"{_M}workbook" or self._sheets is None:
            raise Uneditable("it is written in the strict form of the format, or has no sheets")
        relations = package.relations(self.part)
        by_id = {relation.id: relation for relation in relations}
        self.sheets: list[SheetPart] = []
        for sheet in self._sheets:
            relation = by_id.get(sheet.get(f"{_R}id", ""))
            if relation is None or relation.target not in package:
                raise Uneditable("one of its sheets is missing")
            name, is_worksheet = sheet.get("name", ""), relation.type == WORKSHEET
            made = SheetPart(name=name, part=relation.target, is_worksheet=is_worksheet)
            self.sheets.append(made)
        if len({sheet.name.casefold() for sheet in self.sheets}) < len(self.sheets):
            raise Uneditable("two of its sheets have one name")
        named = (one.target for one in relations if one.type.endswith("/styles"))
        self.styles_part = next(named, "")
        if self.styles_part in package:
            self.styles = styles or Styles(package.read(self.styles_part))
        else:
            names = {name.casefold() for name in package.names}
            is_free = _USUAL not in names
            self.styles_part = _USUAL if is_free else package.free_name("xl", "styles.xml")
            self.styles = styles or Styles()
        self._macros = [one.target for one in relations if one.type.endswith(_VBA)]

    @property
    def has_macros(self) -> bool:
        """Whether the workbook holds macros."""
        return bool(self._macros)

    @property
    def strings_part(self) -> str:
        """The part with the shared texts; empty where there is none."""
        relations = self._package.relations(self.part)
        return next(
            (relation.target for relation in relations if relation.type.endswith("/sharedStrings")),
            "",
        )

    @property
    def titles(self) -> list[str]:
        """The names of all sheets."""
        return [sheet.name for sheet in self.sheets]

    def put_before(self, sheets: Sequence[tuple[str, str]], names: Iterable[Node]) -> None:
        """Put sheets, each a title and its part, before the others, and their defined names.

        The first of them is the one in front when the workbook is opened.
        """
        taken = [int(one.get("sheetId", "0")) for one in self._sheets]
        for at, (title, part) in enumerate(sheets):
            sheet = etree.Element(f"{_M}sheet")
            sheet.set("name", title)
            sheet.set("sheetId", str(max([0, *taken]) + 1 + at))
            sheet.set(f"{_R}id", self._package.relate(self.part, WORKSHEET, part))
            self._sheets.insert(at, sheet)
        for name in self._root.findall(f"{_M}definedNames/{_M}definedName"):
            if (place := name.get("localSheetId")) is not None:
                name.set("localSheetId", str(int(place) + len(sheets)))
        for view in self._root.findall(f"{_M}bookViews/{_M}workbookView"):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", None)
        self._name(names)

    def widen_filter(self, position: int, column: int) -> None:
        """Let the hidden name of a sheet's filter reach to that column; before `put_before`."""
        for name in self._root.findall(f"{_M}definedNames/{_M}definedName"):
            if name.get("name") == _FILTER_NAME and name.get("localSheetId") == str(position):
                letters = get_column_letter(column)
                name.text = _LAST_COLUMN.sub(rf"${letters}\1", name.text or "")

    def print_only(self, position: int, area: str) -> None:
        """Print that range of a sheet, unless the user has chosen one; before `put_before`."""
        known = self._root.findall(f"{_M}definedNames/{_M}definedName")
        of_sheet = [one.get("name") for one in known if one.get("localSheetId") == str(position)]
        if _PRINT_NAME not in of_sheet:
            name = etree.Element(f"{_M}definedName")
            name.set("name", _PRINT_NAME)
            name.set("localSheetId", str(position))
            escaped = self.sheets[position].name.replace("'", "''")
            name.text = f"'{escaped}'!{area}"
            self._name([name])

    def finish(self, *, with_macros: bool) -> None:
        """Hand the changed parts to the package.

        A workbook with macros needs another ending than one without, and each its own type.
        """
        self._package.set_type(self.part, _MACROS if with_macros else _PLAIN)
        for part in () if with_macros else self._macros:
            self._package.unrelate(self.part, part)
            self._package.drop(part)
        self._package.replace(self.part, as_bytes(self._root))
        if self.styles_part in self._package:
            self._package.replace(self.styles_part, self.styles.data)  # sheets add to it
        else:
            self._package.add(self.styles_part, _STYLES_TYPE, self.styles.data)
            self._package.relate(self.part, f"{OFFICE_RELATIONS}/styles", self.styles_part)

    def _name(self, names: Iterable[Node]) -> None:
        table = self._root.find(f"{_M}definedNames")
        if table is None:
            at = max(i for i, one in enumerate(self._root) if one.tag in _BEFORE_NAMES)
            table = etree.Element(f"{_M}definedNames")
            self._root.insert(at + 1, table)
        table.extend(names)
        if not len(table):
            self._root.remove(table)
