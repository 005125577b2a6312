"""The looks of a workbook: the report's own, and a user's with something changed, behind theirs.

A cell names its look by its number in a table. What is in the table stays as it is and where it
is; new looks are added at its end, each of them once.

File format: ECMA-376 part 1, 18.8 (styles).
"""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from compliance.reporters.xlsx.looks import BORDER_COLOR, Look
from compliance.reporters.xlsx.package import Node, Uneditable, as_bytes, parse

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_M = f"{{{MAIN}}}"
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
"""The order in which the tables of a stylesheet stand."""
_FIRST_OWN_FORMAT = 164
"""Number formats below this are built in."""
_BUILT_IN = {"General": 0, "0.00": 2, "#,##0": 3}
MINIMAL = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()
"""The stylesheet of a workbook that has none."""


class Styles:
    """The styles of one workbook. Raises Uneditable when they cannot be read."""

    def __init__(self, data: bytes = MINIMAL) -> None:
        self._root = parse(data, "the table of styles")
        if self._root.tag != f"{_M}styleSheet":
            raise Uneditable("its styles are written in an unusual form")
        self._looks: dict[Look, int] = {}
        self._changed: dict[tuple[int, str], int] = {}
        self._added: dict[tuple[str, bytes], int] = {}
        formats = self._root.findall(f"{_M}numFmts/{_M}numFmt")
        try:
            self._formats = {
                one.get("formatCode", ""): int(one.get("numFmtId", "0")) for one in formats
            }
        except ValueError:
            raise Uneditable("its number formats are damaged") from None
        self._xfs = self._table("cellXfs")
        if not len(self._xfs):
            self._append("cellXfs", etree.Element(f"{_M}xf"))

    def data(self) -> bytes:
        """The stylesheet as it is now."""
        for name in ("numFmts", "fonts", "fills", "borders", "cellXfs"):
            table = self._root.find(f"{_M}{name}")
            if table is not None:
                table.set("count", str(len(table)))
        return as_bytes(self._root)

    def number_look(self, look: Look) -> int:
        """The number of a look; it is added the first time."""
        if look in self._looks:
            return self._looks[look]
        font = etree.Element(f"{_M}font")
        if look.bold:
            etree.SubElement(font, f"{_M}b")
        if look.linked:
            etree.SubElement(font, f"{_M}u")
        etree.SubElement(font, f"{_M}sz", val=f"{look.size:g}")
        etree.SubElement(font, f"{_M}color", rgb=look.color)
        etree.SubElement(font, f"{_M}name", val="Calibri")
        border = etree.Element(f"{_M}border")
        for name in ("left", "right", "top", "bottom"):
            line = "medium" if look.opens and name == "top" else "thin"
            side = etree.SubElement(border, f"{_M}{name}", style=line)
            etree.SubElement(side, f"{_M}color", rgb=BORDER_COLOR)
        etree.SubElement(border, f"{_M}diagonal")
        code, formats = look.number_format, self._formats
        number = _BUILT_IN.get(code, formats.get(code))
        if number is None:
            number = formats[code] = max([_FIRST_OWN_FORMAT - 1, *formats.values()]) + 1
            table, named = self._table("numFmts"), {"numFmtId": str(number), "formatCode": code}
            etree.SubElement(table, f"{_M}numFmt", named)
        chosen = {
            "numFmtId": number,
            "fontId": self._append("fonts", font),
            "fillId": self._append("fills", _fill(look.fill)) if look.fill else 0,
            "borderId": self._append("borders", border) if look.framed else 0,
            "xfId": 0,
        }
        xf = etree.Element(f"{_M}xf", {name: str(at) for name, at in chosen.items()})
        for name in ("NumberFormat", "Font", "Fill", "Border", "Alignment"):
            xf.set(f"apply{name}", "1")
        etree.SubElement(xf, f"{_M}alignment", dict(look.alignment))
        self._xfs.append(xf)
        self._looks[look] = len(self._xfs) - 1
        return self._looks[look]

    def quote_style(self, style: int) -> int:
        """The style with the mark that a text is no formula even after an edit in Excel."""
        return self._change_style(style, "quoted", lambda xf: xf.set("quotePrefix", "1"))

    def fill_style(self, style: int, color: str) -> int:
        """The style with that colour."""

        def change(xf: Node) -> None:
            xf.set("fillId", str(self._append("fills", _fill(color))))
            xf.set("applyFill", "1")

        return self._change_style(style, color, change)

    def _change_style(self, style: int, name: str, change: Callable[[Node], None]) -> int:
        if (style, name) not in self._changed:
            known = style if style < len(self._xfs) else 0
            xf = deepcopy(self._xfs[known])
            change(xf)
            self._xfs.append(xf)
            self._changed[style, name] = len(self._xfs) - 1
        return self._changed[style, name]

    def _append(self, table: str, element: Node) -> int:
        """The number of an element of a table; it is added the first time."""
        key = table, etree.tostring(element, method="c14n")
        if key not in self._added:
            of = self._table(table)
            of.append(element)
            self._added[key] = len(of) - 1
        return self._added[key]

    def _table(self, name: str) -> Node:
        found = self._root.find(f"{_M}{name}")
        if found is not None:
            return found
        later = {f"{_M}{one}" for one in _ORDER[_ORDER.index(name) + 1 :]}
        at = next((i for i, one in enumerate(self._root) if one.tag in later), len(self._root))
        table = etree.Element(f"{_M}{name}")
        self._root.insert(at, table)
        return table


def _fill(color: str) -> Node:
    fill = etree.Element(f"{_M}fill")
    pattern = etree.SubElement(fill, f"{_M}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{_M}fgColor", rgb=color)
    etree.SubElement(pattern, f"{_M}bgColor", indexed="64")
    return fill
