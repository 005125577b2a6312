"""Sheets are copied whatever program wrote them, and never damaged."""

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import RowResult
from compliance.reporters.xlsx import loading, write
from compliance.reporters.xlsx.wild import Unreadable
from tests.reporters.factory import match, result
from tests.reporters.xlsx.books import about, customers, row, texts, written

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
MARK = "HIT"


def replaced(path: Path, parts: dict[str, str | bytes]) -> Path:
    """The workbook with other parts in it."""
    with zipfile.ZipFile(path) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**old, **parts}.items():
            archive.writestr(name, data)
    return path


def sheet(rows: str, *, attributes: str = "", tail: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"{attributes}><sheetData>{rows}</sheetData>{tail}</worksheet>'


def holding(folder: Path, xml: str | bytes, strings: str = "") -> Path:
    """A workbook with that sheet, and with that table of shared strings."""
    path = customers(folder)
    parts: dict[str, str | bytes] = {SHEET: xml}
    if strings:
        with zipfile.ZipFile(path) as archive:
            types = archive.read("[Content_Types].xml").decode()
            relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        link = f'<Relationship Id="rId99" Type="{STRINGS}" Target="sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = strings
        parts["[Content_Types].xml"] = types.replace("</Types>", override)
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(
            "</Relationships>", f"{link}</Relationships>"
        )
    return replaced(path, parts)


def copied(folder: Path, path: Path, *answers: RowResult) -> Worksheet:
    return written(about(path, *(answers or (result("x", match(), row=2),))), folder)["Customers"]


def is_built(path: Path) -> bool:
    """Whether the sheet cannot be copied."""
    with path.open("rb") as stream:
        try:
            loading.load(stream)
        except Unreadable:
            return True
    return False


USUAL = (
    f'{HEAD}<row r="2" spans="1:2"><c r="A2" t="str"><v>Alpha</v></c><c r="B2"><v>7</v></c></row>'
)


@pytest.mark.parametrize(
    "xml",
    [
        sheet(USUAL),
        sheet(USUAL.replace("<row ", "\n  <row ").replace("<c ", "\n    <c ")),
        sheet(USUAL.replace('"', "'")),
        sheet(USUAL.replace(' r="2"', "").replace(' r="A2"', "").replace(' r="B2"', "")),
        sheet(f"<!-- rows --><?hint 1?>{USUAL}"),
        sheet(USUAL.replace("Alpha", "<![CDATA[Alpha]]>")),
        sheet(USUAL.replace('t="str"', 'foo="a>b" t="str"')),
        sheet(
            USUAL.replace('spans="1:2"', 'x14ac:dyDescent="0.25" hidden="1"').replace(
                '<c r="B2"', '<c r="B2" x14ac:odd="1" cm="1" vm="2"'
            ),
            attributes=' xmlns:x14ac="urn:x" xmlns:mc="urn:mc" mc:Ignorable="x14ac"',
        ),
        b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?>{sheet(USUAL)}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{sheet(USUAL)}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="latin-1"?>{sheet(USUAL)}'.encode("latin-1"),
        sheet(USUAL).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        sheet(
            '<row r="2"><c r="B2"><v>7</v></c><c r="A2" t="str"><v>Alpha</v></c></row>'.join(
                (HEAD, "")
            )
        ),
    ],
)
def test_a_sheet_is_copied_however_it_is_written(xml: str | bytes, tmp_path: Path) -> None:
    path = holding(tmp_path, xml)
    assert not is_built(path)
    found = copied(tmp_path, path)
    assert row(found, 1)[0] == "Name"
    assert row(found, 2)[:3] == ["Alpha", 7, MARK]
    assert not found.row_dimensions[2].hidden


@pytest.mark.parametrize(
    "xml",
    [
        sheet('<row r="3"/><row r="2"><c r="A2"><v>1</v></c></row>'),
        sheet('<row r="2"><c r="A3"><v>1</v></c></row>'),
        sheet('<row r="2"><c r="XFE2"><v>1</v></c></row>'),
        sheet(USUAL).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ],
)
def test_a_sheet_that_cannot_be_copied_is_told(xml: str, tmp_path: Path) -> None:
    assert is_built(holding(tmp_path, xml))


def test_it_is_then_built_from_what_was_read(tmp_path: Path) -> None:
    xml = sheet(f'{HEAD}<row r="3"><c r="A3"><v>3</v></c></row><row r="2"><c r="A2"/></row>')
    book = written(about(holding(tmp_path, xml), result("x", match(), row=3)), tmp_path)
    assert row(book["Customers"], 3)[:2] == ["3", MARK]
    assert any("formats of the workbook could not be read" in t for t in texts(book["Coverage"]))


def test_stored_values_take_the_place_of_formulas(tmp_path: Path) -> None:
    cells = (
        '<c r="A2"><f t="shared" ref="A2:A3" si="0">B2*2</f><v>4</v></c>'
        '<c r="B2" t="str"><f>"a"&amp;"b"</f><v>ab &amp; c</v></c>'
        '<c r="C2" t="b"><f>TRUE()</f><v>1</v></c>'
        '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="E2" t="str"><f>HYPERLINK("x")</f><v>=text</v></c>'
        '<c r="F2"><f>NOW()</f></c><c r="G2" t="str"><f t="array" ref="G2">1</f><v></v></c>'
    )
    path = holding(tmp_path, sheet(f'{HEAD}<row r="2">{cells}</row>'))
    found = copied(tmp_path, path)
    assert row(found, 2)[:6] == [4, "ab & c", True, "#DIV/0!", "=text", MARK]
    assert (found["E2"].data_type, found["E2"].quotePrefix) == ("s", True)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet3.xml").replace(b"<formula", b"")


def test_texts_like_formulas_are_marked_in_the_cells(tmp_path: Path) -> None:
    cells = (
        '<c r="A2" s="0" t="inlineStr"><is><t>+49 30 1</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t xml:space="preserve">&#x3D;1 </t></is></c>'
        '<c r="C2" t="inlineStr"><is><t>plain</t></is></c><c r="D2"><v>-5</v></c>'
    )
    found = copied(tmp_path, holding(tmp_path, sheet(f'{HEAD}<row r="2">{cells}</row>')))
    assert row(found, 2)[:4] == ["+49 30 1", "=1 ", "plain", -5]
    marked = [bool(found.cell(2, column).quotePrefix) for column in range(1, 5)]
    assert marked == [True, True, False, False]


def test_dates_written_as_texts_become_dates(tmp_path: Path) -> None:
    path = holding(tmp_path, sheet(f'{HEAD}<row r="2"><c r="A2" t="d"><v>2020-02-03</v></c></row>'))
    assert copied(tmp_path, path)["A2"].value == 43864


def test_a_style_that_does_not_exist_is_left_out(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="2" s="77" customFormat="1"><c r="A2" s="999"><v>7</v></c></row>'
    path = holding(tmp_path, sheet(rows))
    assert not is_built(path)
    assert copied(tmp_path, path, result("x", row=2))["A2"].style_id == 0


def test_looks_behind_the_last_column_make_room(tmp_path: Path) -> None:
    """Two cells at one place make Excel call the file damaged."""
    rows = f'{HEAD}<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="0"/><c r="Z2" s="0"/></row>'
    path = holding(tmp_path, sheet(rows))
    assert row(copied(tmp_path, path), 2)[:2] == [7, MARK]
    with zipfile.ZipFile(tmp_path / "report.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet3.xml")
    assert re.findall(rb'<c r="([A-Z]+)2"', xml) == [b"A", b"B", b"C", b"D", b"E", b"F", b"G", b"Z"]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_shared_strings_stay_what_they_are(prefix: str, tmp_path: Path) -> None:
    items = (
        "<si><t>Name</t></si><si><t>=1+1</t></si><si><t>&#61;2</t></si><si/>"
        '<si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> text</t></r>'
        "<rPh sb='0' eb='1'><t>reading</t></rPh></si>"
        '<si><t xml:space="preserve"> a &amp; b </t></si><si><r><t></t></r><r><t>-x</t></r></si>'
    )
    strings = f'<sst xmlns="{MAIN}" count="3" uniqueCount="1">{items}</sst>'
    if prefix:
        strings = strings.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    cells = "".join(f'<c r="{"ABCDEFG"[at]}2" t="s"><v>{at}</v></c>' for at in range(7))
    found = copied(tmp_path, holding(tmp_path, sheet(f'{HEAD}<row r="2">{cells}</row>'), strings))
    values = ["Name", "=1+1", "=2", "", "bold text", " a & b ", "-x", MARK]
    assert row(found, 2)[:8] == values
    marked = [bool(found.cell(2, column).quotePrefix) for column in range(1, 8)]
    assert marked == [False, True, True, False, False, False, True]
    rich = load_workbook(tmp_path / "report.xlsx", rich_text=True)["Customers"]["E2"].value
    assert bool(prefix) == isinstance(rich, str)


def test_texts_of_the_report_stand_behind_the_users(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>Alpha</t></si><si><t>Beta</t></si></sst>'
    rows = f'{HEAD}<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    path = holding(tmp_path, sheet(f'{rows}<row r="3"><c r="A3" t="s"><v>1</v></c></row>'), strings)
    found = copied(tmp_path, path, result("x", row=2), result("y", row=3))
    assert row(found, 2)[:2] == ["Alpha", "CLEAR (no match)"]
    assert row(found, 3)[:2] == ["Beta", "CLEAR (no match)"]


@pytest.mark.slow
def test_merged_cells_of_thousands_and_links_are_no_burden(tmp_path: Path) -> None:
    tail = (
        '<mergeCells count="1"><mergeCell ref="A5:A900000"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A2:B900000" location="Notes!A1"/></hyperlinks>'
    )
    found = copied(tmp_path, holding(tmp_path, sheet(USUAL, tail=tail)))
    assert [str(area) for area in found.merged_cells.ranges] == ["A5:A900000"]
    assert found["A2"].hyperlink is None


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sets(st.integers(1, 8)))
def test_every_value_and_look_is_copied(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]], marked: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("copy")

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for at, values in enumerate(rows, start=2):
            for column, value in enumerate(values, start=1):
                cell = sheet.cell(at, column)
                cell.value = value  # type: ignore[assignment]
                cell.font = Font(bold=column % 2 == 0)
                if isinstance(value, str):
                    cell.data_type = "s"

    path = customers(folder, fill)
    before = load_workbook(path)["Customers"]
    found = copied(folder, path, *(result("x", match(), row=each) for each in sorted(marked)))
    filled = {place: cell for place, cell in before._cells.items() if cell.value is not None}
    for place, cell in filled.items():
        copy = found.cell(*place)
        assert copy.value == cell.value
        assert (copy.font.b, copy.number_format) == (cell.font.b, cell.number_format)


def test_the_same_workbook_is_the_same_bytes_however_often(tmp_path: Path) -> None:
    report = about(holding(tmp_path, sheet(USUAL)), result("x", match(), row=2))
    for name in ("one.xlsx", "two.xlsx"):
        write(report, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
