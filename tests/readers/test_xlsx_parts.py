"""The parts of a workbook are found wherever a program put them."""

import pytest

from compliance.errors import InputError
from compliance.readers.archive import open_archive
from compliance.readers.xlsx_parts import StoredSheet, StoredWorkbook
from tests.readers.building import ROOT, SHEET, raw_xlsx, zipped

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: dict[str, str]) -> StoredWorkbook:
    return StoredWorkbook(open_archive(zipped(parts), "a.xlsx"), "a.xlsx")


def relations(*targets: tuple[str, str, str]) -> str:
    found = (f"<Relationship Id='{i}' Type='{TYPE}/{k}' Target='{t}'/>" for i, k, t in targets)
    return f"<Relationships>{''.join(found)}</Relationships>"


def book(*sheets: str) -> str:
    return f"<workbook><sheets>{''.join(sheets)}</sheets></workbook>"


def sheet(name: str, relation: str, state: str = "visible") -> str:
    return f"<sheet name='{name}' sheetId='1' state='{state}' r:id='{relation}'/>"


def test_sheets_in_workbook_order() -> None:
    found = package(
        {
            "_rels/.rels": ROOT,
            "xl/workbook.xml": book(
                sheet("Z", "b"),
                sheet("id=1", "a", "hidden"),
                sheet("V", "a", "veryHidden"),
                sheet("Chart", "c"),
            ),
            "xl/_rels/workbook.xml.rels": relations(
                ("a", "worksheet", "/xl/worksheets/one.xml"),
                ("b", "worksheet", "worksheets/two.xml"),
                ("c", "chartsheet", "chartsheets/three.xml"),
                ("s", "sharedStrings", "strings.xml"),
            ),
            "xl/worksheets/one.xml": "",
            "xl/worksheets/two.xml": "",
            "xl/chartsheets/three.xml": "",
            "xl/strings.xml": "",
        }
    )
    assert found.sheets == [
        StoredSheet(name="Z", is_hidden=False, part="xl/worksheets/two.xml"),
        StoredSheet(name="id=1", is_hidden=True, part="xl/worksheets/one.xml"),
        StoredSheet(name="V", is_hidden=True, part="xl/worksheets/one.xml"),
        StoredSheet(name="Chart", is_hidden=False, part="xl/chartsheets/three.xml", is_chart=True),
    ]
    assert found.strings == "xl/strings.xml"


def test_paths_are_spelled_freely() -> None:
    found = package(
        {
            "_rels/.rels": relations(("x", "officeDocument", "/book/Main.xml")),
            "book/main.xml": book(sheet("S", "a")),
            "book/_rels/main.xml.rels": relations(("a", "worksheet", "..\\Data\\Sheet1.xml")),
            "data/sheet1.xml": SHEET.format(""),
        }
    )
    assert [each.part for each in found.sheets] == ["data/sheet1.xml"]
    assert found.strings == ""


def test_sheets_that_are_not_listed() -> None:
    data = raw_xlsx("", {"xl/worksheets/sheet7.xml": SHEET.format(""), "xl/styles.xml": "<x/>"})
    found = StoredWorkbook(open_archive(data, "a.xlsx"), "a.xlsx")
    assert found.search_rest().sheets == ["xl/worksheets/sheet7.xml"]


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/workbook.xml": "<workbook><sheets>"},
        {"xl/workbook.xml": book(sheet("S", "nowhere"))},
        {"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "missing.xml"))},
        {"XL/Workbook.xml": ""},
        {"xl/worksheets\\SHEET1.XML": ""},
    ],
)
def test_a_workbook_without_one_of_its_parts_is_damaged(changes: dict[str, str]) -> None:
    with pytest.raises(InputError, match="damaged"):
        StoredWorkbook(open_archive(raw_xlsx("", changes), "a.xlsx"), "a.xlsx")


def test_parts_that_nobody_needs_may_lie_there_twice() -> None:
    data = raw_xlsx("", {"xl/media/a.png": "", "xl/media/A.PNG": ""})
    assert len(StoredWorkbook(open_archive(data, "a.xlsx"), "a.xlsx").sheets) == 1
