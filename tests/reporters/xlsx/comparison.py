"""A workbook and its annotated copy, held against each other part by part."""

import warnings
from pathlib import Path
from string import digits
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from compliance import load_lists, screen_file
from compliance.reporters.xlsx.package import Node, Package, relations_name
from compliance.reporters.xlsx.workbook_part import WorkbookPart

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def compare(source: Path, copy: Path) -> None:
    """Every part is as it was; those that name parts, sheets and looks have only more."""
    before, after = parts(source), parts(copy)
    with ZipFile(source) as archive, ZipFile(copy) as copied:
        book, made = WorkbookPart(Package(archive)), WorkbookPart(Package(copied))
        assert [sheet.name for sheet in made.sheets][4:] == [sheet.name for sheet in book.sheets]
        sheets = {sheet.part for sheet in book.sheets}
        grown = {book.part, book.styles_part, "[Content_Types].xml"}
        grown.add(relations_name(book.part))
    for name, data in before.items():
        if name.endswith("vbaProject.bin") and copy.suffix != ".xlsm":
            assert name not in after
        elif name in sheets:
            compare_sheet(data, after[name])
        elif name in grown:
            compare_grown(data, after[name], name)
        else:
            assert after[name] == data, name


def compare_grown(before: bytes, after: bytes, name: str) -> None:
    """Every element is still there, in its order."""
    rest = iter(map(plain, etree.fromstring(after).iter()))
    for element in map(plain, etree.fromstring(before).iter()):
        if not any("vbaProject.bin" in text for text in element):
            assert element in rest, (name, element)


def plain(element: Node) -> tuple[str, ...]:
    """What must stay of an element; counts, positions and the type of the workbook may change."""
    changing = ("count", "uniqueCount", "localSheetId", "activeTab", "firstSheet", "ContentType")
    kept = sorted(f"{k}={v}" for k, v in element.attrib.items() if k not in changing)
    text = "" if "FilterDatabase" in element.get("name", "") else (element.text or "").strip()
    return (str(element.tag), text, *kept)


def compare_sheet(before: bytes, after: bytes) -> None:
    """Every cell is there with its content and look; the frame reaches further at most."""
    if before == after:
        return
    old, new = placed(etree.fromstring(before)), placed(etree.fromstring(after))
    cells = {cell.get("r"): cell for cell in new.iter(f"{MAIN}c")}
    coloured = 0
    for cell in old.iter(f"{MAIN}c"):
        now = cells.get(cell.get("r"))
        if now is None or (not len(cell) and len(now)):
            assert not len(cell)  # a look that made room
            continue
        coloured += now.get("s") != cell.get("s")
        now.attrib.pop("s", None)
        cell.attrib.pop("s", None)
        assert etree.tostring(now, method="c14n") == etree.tostring(cell, method="c14n")
    rows = {row.get("r"): row for row in new.iter(f"{MAIN}row")}
    for row in old.iter(f"{MAIN}row"):
        kept = {key: value for key, value in row.attrib.items() if key != "spans"}
        assert kept.items() <= dict(rows[row.get("r")].attrib).items()
    assert coloured <= len(list(old.iter(f"{MAIN}row"))) * 3
    changing = {"sheetData", "dimension", "cols", "autoFilter", "hyperlinks", "sheetViews"}
    frames = [
        [etree.tostring(one, method="c14n") for one in root if local(one) not in changing]
        for root in (old, new)
    ]
    assert frames[0] == frames[1]
    links = [one.attrib for one in new.iter(f"{MAIN}hyperlink")]
    assert [one.attrib for one in old.iter(f"{MAIN}hyperlink")] == links[: len(links) - added(new)]


def placed(sheet: Node) -> Node:
    """The sheet, each of its rows and cells with its place, which some leave to be counted."""
    last = 0
    for row in sheet.iter(f"{MAIN}row"):
        last = int(row.get("r", last + 1))
        row.set("r", str(last))
        column = 0
        for cell in row.iter(f"{MAIN}c"):
            column = column_index_from_string(
                cell.get("r", "").rstrip(digits) or get_column_letter(column + 1)
            )
            cell.set("r", f"{get_column_letter(column)}{last}")
    return sheet


def added(sheet: Node) -> int:
    """Links to the report."""
    places = [one.get("location", "") for one in sheet.iter(f"{MAIN}hyperlink")]
    return sum(place.startswith("'Hits") for place in places)


def local(element: Node) -> str:
    return str(etree.QName(element).localname)


def screened(source: Path, folder: Path, ending: str = ".xlsx") -> Path:
    copy = folder / f"report{ending}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the age of the list
        screen_file(source, load_lists("curated")).write(copy)
    return copy
