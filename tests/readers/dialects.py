"""Workbooks written in many dialects at random, and what must be read from each of them.

A dialect is a way to write the same cells that ECMA-376 or OpenDocument allows, or that programs
get wrong. The writer knows what it put into each cell: a text, or something that cannot be read
(GAP). So no other reader is needed to tell what is right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from tests.readers.building import ODS_CONTENT, ODS_MANIFEST, TYPES, zipped

Choice = TypeVar("Choice")
GAP = None
"""In place of a text: the cell must be told as one that cannot be read."""
Cells = dict[tuple[int, int], str | None]
"""(row from 1, column from 0) -> what a filled cell holds."""
NAMES = (
    "Bosch GmbH",
    "A & B <Import> Ltd",
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "海康威视数字技术股份有限公司",
    "Müller “Optik” 'Nord'",
    "two\nlines",
    "_x0041_ is no A",
    "007",
    "a  b",
    "x" * 300,
    "\U0001f600 Trading",
    "NaN",
    "Infinity",
    "1_0",
)
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Written:
    """A workbook and what is in it."""

    data: bytes
    sheets: tuple[Mapping[tuple[int, int], str | None], ...]
    """Filled cells of each sheet, in order."""


def column(position: int) -> str:
    """The letters of a column from 0, up to ZZ."""
    return (chr(64 + position // 26) if position >= 26 else "") + chr(65 + position % 26)


# --- Excel ------------------------------------------------------------------------------------


class XlsxWriter:
    """Writes one workbook; all of its habits are drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing is secret here
        self._prefix = self._pick("", "", "", "x:")
        self._encoding = self._pick("utf-8", "utf-8", "utf-8", "utf-16")
        self._blank = self._pick("", "", "\n  ")
        self._is_sorted = self._pick(True, True, False)
        self._has_places = not self._is_sorted or self._pick(True, True, False)
        self._strings: list[str] = []

    def write(self) -> Written:
        """A workbook of one to three sheets, two of which may have the same name."""
        count = self._random.randint(1, 3)
        names = [self._pick("Data", "Data", f"Sheet{number}") for number in range(count)]
        cells, parts = [], {}
        for number in range(count):
            cells.append({} if self._random.random() < 0.05 else self._cells())
            parts[f"xl/worksheets/sheet{number + 1}.xml"] = self._sheet(cells[-1])
        strings = self._pick("sharedStrings.xml", "sharedStrings.xml", "sst/shared.xml")
        parts[f"xl/{strings}"] = self._string_table()
        data = zipped(
            {
                "[Content_Types].xml": TYPES,
                "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
                "xl/workbook.xml": self._book(names),
                "xl/_rels/workbook.xml.rels": _relations(
                    *(
                        (f"rId{n + 1}", "worksheet", f"worksheets/sheet{n + 1}.xml")
                        for n in range(count)
                    ),
                    ("rId99", "sharedStrings", strings),
                ),
                **parts,
            }
        )
        return Written(data, tuple(cells))

    def _pick(self, *choices: Choice) -> Choice:
        return self._random.choice(choices)

    def _book(self, names: list[str]) -> str:
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
            for number, name in enumerate(names, 1)
        )
        spaces = f'xmlns="{TRANSITIONAL}" xmlns:r="{RELATIONS}"'
        return f"<workbook {spaces}><sheets>{sheets}</sheets></workbook>"

    def _part(self, root: str, content: str, attributes: str = "") -> bytes:
        space = self._pick(TRANSITIONAL, TRANSITIONAL, STRICT)
        name = f"xmlns:{self._prefix[:-1]}" if self._prefix else "xmlns"
        xml = f'<{self._prefix}{root} {name}="{space}"{attributes}>{content}</{self._prefix}{root}>'
        return f'<?xml version="1.0" encoding="{self._encoding}"?>{xml}'.encode(self._encoding)

    def _tag(self, name: str, content: str = "", attributes: str = "") -> str:
        name = self._prefix + name
        return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"

    def _string_table(self) -> bytes:
        items = "".join(self._tag("si", self._runs(text)) for text in self._strings)
        claim = self._pick(len(self._strings), 0, 3, 4_294_967_296)
        return self._part("sst", items, f' count="{claim}" uniqueCount="{claim}"')

    def _cells(self) -> Cells:
        rows = self._random.sample(range(1, 30), self._random.randint(1, 8))
        if not self._has_places:
            rows = list(range(1, len(rows) + 1))
        found: Cells = {}
        for row in rows:
            width = self._random.randint(1, 5)
            columns = (
                range(width) if not self._has_places else self._random.sample(range(40), width)
            )
            found |= {(row, at): self._pick(*NAMES, *NAMES, "7", "TRUE", GAP) for at in columns}
        return found

    def _sheet(self, cells: Cells) -> bytes:
        numbers = sorted({row for row, _ in cells})
        if not self._is_sorted:
            self._random.shuffle(numbers)
        rows = self._blank.join(self._row(number, cells) for number in numbers)
        before = self._pick("", self._tag("dimension", "", ' ref="A1"'), "<!-- <c> --><?p <v>?>")
        data = f"{before}{self._tag('sheetData', self._blank + rows if rows else '')}"
        return self._part("worksheet", data)

    def _row(self, number: int, cells: Cells) -> str:
        columns = sorted(at for row, at in cells if row == number)
        if not self._is_sorted:
            self._random.shuffle(columns)
        found = []
        for at in columns:
            place = f' r="{column(at)}{number}"' if self._has_places else ""
            found.append(self._cell(place, cells[number, at]))
            if self._has_places and self._random.random() < 0.1:
                found.append(self._tag("c", "", f' r="{column(at + 50)}{number}" s="1"'))
        place = f' r="{number}"' if self._has_places and self._pick(True, True, True) else ""
        hidden = self._pick("", "", ' hidden="1"', ' outlineLevel="1" collapsed="1"')
        return self._tag("row", self._blank + self._blank.join(found), place + hidden)

    def _cell(self, place: str, text: str | None) -> str:
        if text is GAP:
            kind, content = self._gap()
        elif text == "TRUE":
            kind, content = "b", self._tag("v", self._pick("1", "true"))
        elif text == "7" and self._pick(True, False):
            kind, content = self._pick("", "n"), self._tag("v", self._pick("7", "7.0", " 7 "))
        else:
            kind, content = self._text(text)
        space = self._blank if content else ""
        attributes = f' t="{kind}"' if kind else ""
        both = self._pick(place + attributes, attributes + place)
        return self._tag("c", f"{space}{content}{space}", both)

    def _gap(self) -> tuple[str, str]:
        index = self._pick("99999", "1.0", "-1", "Bosch", "0x1")
        return self._pick(
            ("s", self._tag("v", index)),
            ("e", self._tag("v", self._pick("#REF!", "#SPILL!", "#N/A"))),
            ("", self._tag("f", "A1")),
            ("str", self._tag("f", "A1")),
            ("str", self._tag("v", "A") + self._tag("is", self._tag("t", "B"))),
        )

    def _text(self, text: str) -> tuple[str, str]:
        """A cell's type and content for a text."""
        xml = escape(text.replace("_x", "_x005F_x"))
        kinds: list[tuple[str, Callable[[], str]]] = [
            ("s", self._shared(text)),
            ("s", self._shared(text)),
            ("inlineStr", lambda: self._tag("is", self._runs(text))),
            ("inlineStr", lambda: self._tag("v", xml)),
            ("inlineStr", lambda: self._tag("v", "0") + self._tag("is", self._runs(text))),
            ("str", lambda: self._tag("v", xml)),
            ("str", lambda: self._tag("f", "A1") + self._tag("v", xml)),
            ("str", lambda: self._tag("is", self._runs(text))),
            ("str", lambda: self._tag("v", self._strange(text))),
            ("", lambda: self._tag("is", self._runs(text))),
            ("unheard", lambda: self._tag("v", xml)),
        ]
        if text != "7" and text != "007":
            kinds += [("", lambda: self._tag("v", xml)), ("n", lambda: self._tag("v", xml))]
        kind, content = self._pick(*kinds)
        return kind, content()

    def _shared(self, text: str) -> Callable[[], str]:
        def write() -> str:
            self._strings += self._pick([], [""], ["another"])
            self._strings.append(text)
            index = str(len(self._strings) - 1)
            shown = (index, index, f" {index} ", f"<![CDATA[{index}]]>", f"<!-- 0 -->{index}")
            return self._tag("v", self._pick(*shown))

        return write

    def _strange(self, text: str) -> str:
        """A text as XML that few programs write."""
        text = text.replace("_x", "_x005F_x")
        half = len(text) // 2
        return self._pick(
            f"<![CDATA[{text}]]>",
            f"{escape(text[:half])}<!-- - -->{escape(text[half:])}",
            f"<?p?>{escape(text[:half])}<![CDATA[{text[half:]}]]>",
            "".join(f"&#x{ord(letter):x};" for letter in text),
        )

    def _runs(self, text: str) -> str:
        """A text in one or two runs, perhaps with a phonetic hint."""
        text = text.replace("_x", "_x005F_x")
        half = self._pick(0, 0, len(text) // 2)
        keep = ' xml:space="preserve"'
        if not half:
            return self._tag("t", escape(text), keep) if text else self._pick("", self._tag("t"))
        first, second = (self._tag("t", escape(part), keep) for part in (text[:half], text[half:]))
        hint = self._tag("rPh", self._tag("t", "hint"), ' sb="0" eb="1"')
        style = self._tag("rPr", self._tag("b"))
        return self._tag("r", first) + self._tag("r", style + second) + self._pick("", hint)


def _relations(*targets: tuple[str, str, str]) -> str:
    found = (
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(found)}</Relationships>'


# --- OpenDocument -----------------------------------------------------------------------------


class OdsWriter:
    """The same for a spreadsheet of one sheet in OpenDocument."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing is secret here

    def write(self) -> Written:
        """A spreadsheet whose rows and cells may be repeated."""
        cells: Cells = {}
        rows, number = [], 1
        for _ in range(self._random.randint(1, 8)):
            repeats = self._pick(1, 1, 2, 3)
            parts, at = [], 0
            for _ in range(self._random.randint(0, 5)):
                count = self._pick(1, 1, 1, 2, 9)
                text = self._pick("", *NAMES, *NAMES, "7", "TRUE", GAP)
                parts.append(self._cell(text, count))
                if text != "":
                    places = [(number + n, at + m) for n in range(repeats) for m in range(count)]
                    cells |= dict.fromkeys(places, text)
                at += count
            times = f'table:number-rows-repeated="{repeats}"'
            row = f"<table:table-row {times}>{''.join(parts)}</table:table-row>"
            rows.append(self._pick(row, f"<table:table-row-group>{row}</table:table-row-group>"))
            number += repeats
        data = zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": ODS_MANIFEST.format(""),
                "content.xml": ODS_CONTENT.format("".join(rows)),
            }
        )
        return Written(data, (cells,))

    def _pick(self, *choices: Choice) -> Choice:
        return self._random.choice(choices)

    def _cell(self, text: str | None, count: int) -> str:
        repeated = f' table:number-columns-repeated="{count}"'
        name = f"table:{self._pick('table-cell', 'table-cell', 'covered-table-cell')}"
        if text == "":
            return f"<{name}{repeated}/>"
        note = "<office:annotation><text:p>a note</text:p></office:annotation>"
        attributes, content = self._value(text)
        return f"<{name}{repeated} {attributes}>{self._pick('', note)}{content}</{name}>"

    def _value(self, text: str | None) -> tuple[str, str]:
        """Attributes and content of a cell."""
        string = 'office:value-type="string"'
        if text is GAP:
            error = f'{string} calcext:value-type="error" office:string-value=""'
            return self._pick((error, "<text:p>#REF!</text:p>"), ('table:formula="of:=[.A1]"', ""))
        if text == "TRUE":
            return (
                'office:value-type="boolean" office:boolean-value="true"',
                "<text:p>WAHR</text:p>",
            )
        if text == "7":
            return 'office:value-type="float" office:value="7.0"', "<text:p>7,00</text:p>"
        return self._pick(
            (string, self._paragraphs(text)),
            (string, self._paragraphs(text)),
            (f"{string} office:string-value={quoteattr(text, {chr(10): '&#10;'})}", ""),
            ("", self._paragraphs(text)),
        )

    def _paragraphs(self, text: str) -> str:
        lines = []
        for line in text.split("\n"):
            half = line.find(" ")
            first, second = (self._spaced(part) for part in (line[:half], line[half:]))
            span = f"{first}<text:span>{second}</text:span>"
            lines.append(f"<text:p>{self._pick(self._spaced(line), span)}</text:p>")
        return "".join(lines)

    def _spaced(self, text: str) -> str:
        """A text as XML, two blanks with the tag that keeps them."""
        return escape(text).replace("  ", self._pick(" <text:s/>", '<text:s text:c="2"/>'))
