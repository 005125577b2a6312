"""The copy is the user's workbook: every part is what it was, but for what is added."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from xlsxwriter import Workbook

from compliance.errors import InputError
from compliance.reporters.xlsx import write
from compliance.reporters.xlsx.margin import HEADINGS
from compliance.reporters.xlsx.package import Package, Uneditable
from compliance.reporters.xlsx.workbook_part import WorkbookPart
from tests.reporters.factory import match, result, sheet_summary
from tests.reporters.xlsx.books import about
from tests.reporters.xlsx.comparison import MAIN, compare, parts, screened

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture in .png."""


def ledger(path: Path, *, macros: bool = False) -> Path:
    """A workbook with whatever a user's may hold."""
    book = Workbook(str(path))
    if macros:
        (path.parent / "vba.bin").write_bytes(b"\xd0\xcf\x11\xe0 not run by anything")
        book.add_vba_project(str(path.parent / "vba.bin"))
    sheet = book.add_worksheet("Customers")
    wrapped = book.add_format({"text_wrap": True, "bg_color": "#EEEEEE"})
    sheet.write_row(0, 0, ["Customer", "Country", "Amount", "Twice", "Site", "State"])
    for row, name in enumerate(("Bakery Ltd", LISTED, "Cement Works", "Dahua Technology"), 1):
        sheet.write(row, 0, name, wrapped if row == 2 else None)
        sheet.write(row, 1, "CN")
        sheet.write(row, 2, row * 10)
        sheet.write_formula(row, 3, f"=C{row + 1}*2", None, "" if row == 1 else row * 20)
        sheet.write_url(row, 4, f"https://example.org/{row}", string="site")
    sheet.data_validation("F2:F5", {"validate": "list", "source": ["new", "old"]})
    sheet.conditional_format("C2:C5", {"type": "data_bar"})
    sheet.conditional_format("C2:C5", {"type": "cell", "criteria": ">", "value": 20})
    sheet.write_comment("A3", "call them")
    sheet.autofilter("A1:F5")
    sheet.freeze_panes(1, 1)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("F:XFD", 3)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    other = book.add_worksheet("Figures")
    other.write_column(0, 0, [1, 2, 3])
    other.add_table("C1:D3", {"columns": [{"header": "One"}, {"header": "Two"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Figures!$A$1:$A$3"})
    other.insert_chart("F2", chart)
    other.insert_image("A10", "pixel.png", {"image_data": BytesIO(PIXEL)})
    other.activate()
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "=Figures!$A$1:$A$3"})
    book.add_chartsheet("Picture").set_chart(pie)
    book.define_name("Total", "=Customers!$C$2:$C$5")
    book.close()
    return path


def test_every_part_of_a_rich_workbook_is_what_it_was(tmp_path: Path) -> None:
    source = ledger(tmp_path / "ledger.xlsx")
    copy = screened(source, tmp_path)
    compare(source, copy)


def test_the_samples(tmp_path: Path) -> None:
    for name in ("customers.xlsx", "suppliers.xlsx"):
        compare(ROOT / "samples" / name, screened(ROOT / "samples" / name, tmp_path))


def test_macros_stay_in_a_copy_that_may_have_them(tmp_path: Path) -> None:
    source = ledger(tmp_path / "ledger.xlsm", macros=True)
    copy = screened(source, tmp_path, ".xlsm")
    compare(source, copy)
    assert parts(copy)["xl/vbaProject.bin"] == parts(source)["xl/vbaProject.bin"]
    assert b"macroEnabled.main" in parts(copy)["[Content_Types].xml"]
    plain_copy = screened(source, tmp_path)
    compare(source, plain_copy)
    types = parts(plain_copy)["[Content_Types].xml"]
    assert b"macroEnabled" not in types
    assert b"vbaProject" not in parts(plain_copy)["xl/_rels/workbook.xml.rels"]


def test_the_filter_reaches_over_the_added_columns(tmp_path: Path) -> None:
    copy = screened(ledger(tmp_path / "ledger.xlsx"), tmp_path)
    made = parts(copy)
    sheet = etree.fromstring(made["xl/worksheets/sheet1.xml"])
    right = chr(ord("F") + len(HEADINGS))
    assert sheet.find(f"{MAIN}autoFilter").get("ref") == f"A1:{right}5"
    assert f"Customers!$A$1:${right}$5".encode() in made["xl/workbook.xml"]
    assert not next(sheet.iter(f"{MAIN}sheetView")).get("tabSelected")
    other = etree.fromstring(made["xl/worksheets/sheet2.xml"])
    assert not next(other.iter(f"{MAIN}sheetView")).get("tabSelected")


def test_only_the_cells_of_the_listed_parties_are_coloured(tmp_path: Path) -> None:
    source = ledger(tmp_path / "ledger.xlsx")
    made = parts(screened(source, tmp_path))["xl/worksheets/sheet1.xml"]
    old, new = (
        {cell.get("r"): cell.get("s") for cell in etree.fromstring(data).iter(f"{MAIN}c")}
        for data in (parts(source)["xl/worksheets/sheet1.xml"], made)
    )
    assert [place for place in old if old[place] != new[place]] == ["A3", "A5"]


def test_a_note_tells_of_hidden_rows_with_hits(tmp_path: Path) -> None:
    copy = screened(ledger(tmp_path / "ledger.xlsx"), tmp_path)
    said = "The sheet Customers hides rows with parties that somebody must look at: 5."
    assert any(said.encode() in data for name, data in parts(copy).items() if "screening" in name)


def test_what_cannot_be_edited_is_built_and_says_so(tmp_path: Path) -> None:
    made = parts(ledger(tmp_path / "whole.xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    made[sheet] = made[sheet].replace(b'<row r="3"', b'<row r="1"')
    source = packed(tmp_path / "odd.xlsx", made)
    copy = screened(source, tmp_path)
    said = [data for name, data in parts(copy).items() if "screening" in name]
    assert any(
        b"cannot be edited without risk" in data and b"not in order" in data for data in said
    )


def without_places(data: bytes) -> bytes:
    """A sheet whose rows and cells leave it to be counted where they are."""
    root = etree.fromstring(data)
    for element in root.iter(f"{MAIN}row", f"{MAIN}c"):
        element.attrib.pop("r")
    for link in [*root.iter(f"{MAIN}sheetPr")]:
        root.remove(link)
    return bytes(etree.tostring(root))


def prefixed(data: bytes) -> bytes:
    """A sheet that puts a prefix before all its names."""
    bare = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
    return bare.replace(b" xmlns=", b" xmlns:x=", 1)


@pytest.mark.parametrize("change", [without_places, prefixed])
def test_sheets_that_are_written_in_other_ways(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    book = Workbook(str(tmp_path / "usual.xlsx"))
    sheet = book.add_worksheet("Customers")
    for row, name in enumerate(("Customer", "Bakery <&> Ltd", LISTED)):
        sheet.write_row(row, 0, [name, "CN"])
    book.close()
    made = parts(tmp_path / "usual.xlsx")
    part = "xl/worksheets/sheet1.xml"
    made[part] = change(made[part])
    packed(tmp_path / "odd.xlsx", made)
    answers = [result(LISTED, match(), row=3), result("Bakery <&> Ltd", row=2)]
    write(about(tmp_path / "odd.xlsx", *answers), tmp_path / "report.xlsx")
    copy = load_workbook(tmp_path / "report.xlsx")["Customers"]
    values = [[cell.value for cell in row[:4]] for row in copy.iter_rows()]
    assert values == [
        ["Customer", "CN", "Screening decision", "Matched listed name"],
        ["Bakery <&> Ltd", "CN", "CLEAR (no match)", None],
        [LISTED, "CN", "HIT", "Hikvision (alias)"],
    ]
    assert copy["A3"].fill.fgColor.rgb == "FFF8CBAD"


def test_remarks_in_the_xml_of_a_workbook_change_nothing(tmp_path: Path) -> None:
    whole = parts(ledger(tmp_path / "plain.xlsx"))
    source = packed(tmp_path / "ledger.xlsx", whole)
    expected = parts(screened(source, tmp_path))
    for name, data in whole.items():
        if name.endswith((".xml", ".rels")):
            remarked = re.sub(rb">(?=<)", b"><!-- a remark --><?say so?>", data)
            whole[name] = remarked.replace(b"Hangzhou", b"Hang<!-- a remark -->zhou")
    assert whole["xl/sharedStrings.xml"].count(b"Hang<!--") == 1
    packed(source, whole)
    made = parts(screened(source, tmp_path))
    assert made.keys() == expected.keys()
    edited = {name for name in made if made[name] != whole.get(name)}
    assert {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"} <= edited
    for name in edited:
        if "screening" not in name and "docProps" not in name:  # these tell the file's hash
            assert made[name] == expected[name], name


def packed(path: Path, parts_: dict[str, bytes]) -> Path:
    """A workbook of these parts."""
    with ZipFile(path, "w") as archive:
        for name, data in parts_.items():
            archive.writestr(name, data)
    return path


def test_the_name_of_a_filter_that_is_gone_is_left_alone(tmp_path: Path) -> None:
    made = parts(ledger(tmp_path / "whole.xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    made[sheet] = re.sub(rb"<autoFilter[^>]*/>", b"", made[sheet])
    assert b"_FilterDatabase" in made["xl/workbook.xml"]
    source = packed(tmp_path / "odd.xlsx", made)
    copy = screened(source, tmp_path)
    compare(source, copy)
    assert b"Customers!$A$1:$F$5" in parts(copy)["xl/workbook.xml"]


def test_styles_that_were_not_there_stand_where_readers_look_for_them(tmp_path: Path) -> None:
    made = parts(ledger(tmp_path / "whole.xlsx"))
    del made["xl/styles.xml"]
    sheet = "xl/worksheets/sheet1.xml"
    made[sheet] = re.sub(rb' s="[0-9]+"', b"", made[sheet])
    relations = "xl/_rels/workbook.xml.rels"
    made[relations] = re.sub(rb"<Relationship [^>]*styles.xml[^>]*/>", b"", made[relations])
    types = "[Content_Types].xml"
    made[types] = re.sub(rb"<Override [^>]*styles.xml[^>]*/>", b"", made[types])
    source = packed(tmp_path / "odd.xlsx", made)
    copy = screened(source, tmp_path)
    assert load_workbook(copy)["Customers"]["A3"].fill.fgColor.rgb == "FFF8CBAD"


@pytest.mark.parametrize("place", ["xl/book7.xml", "workbook.xml"])
def test_the_part_of_the_workbook_may_have_any_name(place: str, tmp_path: Path) -> None:
    made = parts(ledger(tmp_path / "whole.xlsx"))
    folder, _, file = place.rpartition("/")
    usual = made.pop("xl/_rels/workbook.xml.rels")
    made["/".join(filter(None, (folder, "_rels", f"{file}.rels")))] = re.sub(
        rb'Target="(?=[a-z])', b'Target="/xl/', usual
    )
    made[place] = made.pop("xl/workbook.xml")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        made[name] = made[name].replace(b"xl/workbook.xml", place.encode())
    source = packed(tmp_path / "odd.xlsx", made)
    copy = screened(source, tmp_path)
    compare(source, copy)
    assert load_workbook(copy)["Customers"]["G3"].value == "HIT"


def test_looks_behind_the_last_column_make_room(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "usual.xlsx"))
    sheet = book.add_worksheet("Customers")
    grey = book.add_format({"bg_color": "#EEEEEE"})
    for row in range(4):
        sheet.write(row, 0, ("Customer", "Bakery", LISTED, "")[row])
        for column in range(1, 12):
            sheet.write_blank(row, column, None, grey)
    book.close()
    source = tmp_path / "usual.xlsx"
    write(about(source, result(LISTED, match(), row=3)), tmp_path / "report.xlsx")
    compare(source, tmp_path / "report.xlsx")
    copy = load_workbook(tmp_path / "report.xlsx")["Customers"]
    assert (copy["B1"].value, copy["B3"].value) == ("Screening decision", "HIT")
    grey_cells = [copy.cell(3, column).fill.fgColor.rgb for column in (8, 12)]
    assert grey_cells == ["FFEEEEEE"] * 2
    assert copy["B2"].fill.fgColor.rgb == "FFEEEEEE"


def test_the_columns_stand_behind_a_drawing_beside_the_rows(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "usual.xlsx"))
    sheet = book.add_worksheet("Customers")
    sheet.write_column(0, 0, ["Customer", LISTED])
    sheet.insert_image("C1", "pixel.png", {"image_data": BytesIO(PIXEL), "x_scale": 300})
    book.close()
    source = tmp_path / "usual.xlsx"
    write(about(source, result(LISTED, match(), row=2)), tmp_path / "report.xlsx")
    copy = load_workbook(tmp_path / "report.xlsx")["Customers"]
    headings = [cell.column for cell in copy[1] if cell.value == "Screening decision"]
    assert headings[0] > 5


def test_a_chart_below_the_rows_is_not_stretched_by_the_columns(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "usual.xlsx"))
    sheet = book.add_worksheet("Customers")
    sheet.write_column(0, 0, ["Customer", LISTED])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Customers!$A$1:$A$2"})
    sheet.insert_chart("B9", chart)
    book.close()
    source = tmp_path / "usual.xlsx"
    write(about(source, result(LISTED, match(), row=2)), tmp_path / "report.xlsx")
    copy = load_workbook(tmp_path / "report.xlsx")["Customers"]
    [heading] = [cell.column for cell in copy[1] if cell.value == "Screening decision"]
    drawing = etree.fromstring(parts(source)["xl/drawings/drawing1.xml"])
    last = int(drawing.findtext(f"{DRAWING}twoCellAnchor/{DRAWING}to/{DRAWING}col"))
    assert heading > last + 1  # that counts from 0


def test_real_workbooks(tmp_path: Path) -> None:
    """Whatever is in them: rows 2 to 5 of every sheet are annotated."""
    found = sorted([*SHARED.rglob("*.xlsx"), *SHARED.rglob("*.xlsm")])
    if not found:
        pytest.skip("the shared workbooks are not here")
    edited = 0
    for source in found:
        copy = tmp_path / f"report{source.suffix}"
        try:
            with ZipFile(source) as archive:
                sheets = WorkbookPart(Package(archive)).sheets
        except Uneditable:
            continue
        names = [one.name for one in sheets if one.is_worksheet]
        answers = [
            result(f"Party {row}", match(), row=row, sheet=name)
            for name in names
            for row in range(2, 6)
        ]
        try:
            write(about(source, *answers, sheets=tuple(map(sheet_summary, names))), copy)
        except InputError:  # damaged: it was not edited, and cannot be read to be built
            continue
        texts = b"".join(data for name, data in parts(copy).items() if "screening" in name)
        if b"cannot be edited without risk" not in texts:
            compare(source, copy)
            edited += 1
    assert edited >= len(found) * 0.8


@pytest.mark.slow
def test_libreoffice_opens_the_copy(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    copy = screened(ledger(tmp_path / "ledger.xlsm", macros=True), tmp_path, ".xlsm")
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    words = [
        office,
        home,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "report.ods").stat().st_size > 0
