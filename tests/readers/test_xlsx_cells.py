"""The cells of a sheet as its XML stores them, however it is written."""

from collections.abc import Mapping

import pytest

from compliance.errors import InputError
from compliance.readers.stored_cells import TWO_VALUES, UNSTORED, Gap, StoredCell, Undecoded
from compliance.readers.xlsx_cells import StringTable, XlsxSheetReader, column_position, unescape

STRINGS = ["zero", "one", "", "three"]
RICH = "<r><t>Hik</t></r><r><rPr><b/></rPr><t>vision</t></r><rPh><t>hint</t></rPh>"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
FORMULA = "<f>A1&amp;B1</f>"


def sheet(data: str, rest: str = "") -> list[bytes]:
    return [f"<worksheet><sheetData>{data}</sheetData>{rest}</worksheet>".encode()]


def cells(data: str) -> dict[tuple[int, int], StoredCell]:
    """Filled cells by row number from 1 and column position from 0."""
    rows = XlsxSheetReader(STRINGS, "a.xlsx").read_rows(sheet(data))
    return {(number, at): cell for number, found in rows for at, cell in found.items()}


def value(cell: str) -> StoredCell | None:
    return cells(f'<row r="7">{cell}</row>').get((7, 1))


def lost(index: str) -> Gap:
    return Gap(f"the cell names shared text {index!r}, which the workbook does not hold")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B7" t="s"><v>1</v></c>', "one"),
        ('<c r="B7" t="s"><v> 1\n</v></c>', "one"),
        ('<c r="B7" t="s"><v><![CDATA[1]]></v></c>', "one"),
        ('<c r="B7" t="s"><v><!-- x -->1<?p i?></v></c>', "one"),
        ('<c r="B7" t="s"><v>2</v></c>', None),
        ('<c r="B7" t="s"><v>4</v></c>', lost("4")),
        ('<c r="B7" t="s"><v>-1</v></c>', lost("-1")),
        ('<c r="B7" t="s"><v>1.0</v></c>', lost("1.0")),
        ('<c r="B7" t="s"><v>Bosch GmbH</v></c>', lost("Bosch GmbH")),
        ('<c r="B7" t="s"><v></v></c>', None),
        ('<c r="B7" t="s"/>', None),
        ('<c r="B7" t="s"><is><t>inline</t></is></c>', "inline"),
        ('<c r="B7" t="str"><v>text</v></c>', "text"),
        ('<c r="B7" t="str"><v> text </v></c>', " text "),
        ('<c r="B7" t="str"><v>a&amp;b &lt;c&gt; &#252;</v></c>', "a&b <c> \u00fc"),
        ('<c r="B7" t="str"><v><![CDATA[A & B]]></v></c>', "A & B"),
        ('<c r="B7" t="str"><v>A<!-- x -->B</v></c>', "AB"),
        ('<c r="B7" t="str"><is><t>inline</t></is></c>', "inline"),
        ('<c r="B7" t="str"><v> </v></c>', " "),
        ('<c r="B7" t="inlineStr"><is><t>inline</t></is></c>', "inline"),
        ('<c r="B7" t="inlineStr"><is><t> inline </t></is></c>', "inline"),
        ('<c r="B7" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', " x "),
        (
            f'<c r="B7" t="inlineStr"><is>{RICH}</is></c>',
            "Hikvision",
        ),
        ('<c r="B7" t="inlineStr"><v>text</v></c>', "text"),
        ('<c r="B7" t="inlineStr"><v>0</v><is><t>inline</t></is></c>', "inline"),
        ('<c r="B7" t="str"><v>A</v><is><t>A</t></is></c>', "A"),
        ('<c r="B7" t="str"><v>A</v><is><t>B</t></is></c>', Gap(TWO_VALUES)),
        ('<c r="B7" t="str"><v>A</v><v>B</v></c>', Gap(TWO_VALUES)),
        ('<c r="B7" t="str"><v>A</v><v>A</v></c>', "A"),
        ('<c r="B7"><v>7</v></c>', 7.0),
        ('<c r="B7" t="n"><v> 1.5E3 </v></c>', 1500.0),
        ('<c r="B7"><v>Infinity</v></c>', "Infinity"),
        ('<c r="B7"><v>NaN</v></c>', "NaN"),
        ('<c r="B7"><v>1_0</v></c>', "1_0"),
        ('<c r="B7" t="n"><v>Bosch GmbH</v></c>', "Bosch GmbH"),
        ('<c r="B7"><is><t>inline</t></is></c>', "inline"),
        ('<c r="B7" t="unknown"><v>text</v></c>', "text"),
        ('<c r="B7" t="b"><v>1</v></c>', True),
        ('<c r="B7" t="b"><v>false</v></c>', False),
        ('<c r="B7" t="b"><v>maybe</v></c>', "maybe"),
        ('<c r="B7" t="d"><v>2026-03-31</v></c>', Undecoded("2026-03-31")),
        ('<c r="B7" t="e"><v>#REF!</v></c>', Gap("the cell holds the error #REF!")),
        ('<c r="B7" t="e"><f>A1/0</f><v>#SPILL!</v></c>', Gap("the cell holds the error #SPILL!")),
        ('<c r="B7" t="e"/>', Gap("the cell holds an error")),
        (f'<c r="B7">{FORMULA}</c>', Gap(UNSTORED)),
        (f'<c r="B7">{FORMULA}<v></v></c>', Gap(UNSTORED)),
        (f'<c r="B7" s="1">{FORMULA}<v/></c>', Gap(UNSTORED)),
        (f'<c r="B7" t="str">{FORMULA}</c>', Gap(UNSTORED)),
        (f'<c r="B7" t="str">{FORMULA}<v></v></c>', None),  # as Excel stores the result ""
        (f'<c r="B7" t="str">{FORMULA}<v>text</v></c>', "text"),
        (f'<c r="B7">{FORMULA}<v>3</v></c>', 3.0),
        ('<x:c r="B7" t="str"><x:v>text</x:v></x:c>', "text"),
        ('<c r="B7" t="str"><v>a_x000D_b_x005F_x0041_</v></c>', "a\rb_x0041_"),
        ('<c r="B7" t="str"><v>text</v><extLst><ext><v>other</v></ext></extLst></c>', "text"),
        ('<c r="B7" s="1"/>', None),
        ('<c r="b7" t="str"><v>text</v></c>', "text"),
        ('<c r="$B$7" t="str"><v>text</v></c>', "text"),
    ],
)
def test_values(cell: str, expected: StoredCell | None) -> None:
    assert value(cell) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>",
         {(1, 0): 1.0, (1, 1): 2.0, (2, 1): 3.0}),
        ('<row r="5"><c><v>1</v></c></row><row><c><v>2</v></c></row>', {(5, 0): 1.0, (6, 0): 2.0}),
        ('<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row>', {(5, 2): 1.0, (5, 3): 2.0}),
        ('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>',
         {(1, 2): 3.0, (1, 0): 1.0}),
        ('<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
         {(2, 0): 2.0, (1, 0): 1.0}),
        ('<row r="2"><c r="A9"><v>9</v></c></row>', {(9, 0): 9.0}),
        ('<row r="2"><c r="A0"><v>1</v></c><c r="?"><v>2</v></c><c r="ABCD2"><v>3</v></c></row>',
         {(2, 0): 1.0, (2, 1): 2.0, (2, 2): 3.0}),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
         {(1, 0): Gap(TWO_VALUES)}),
        ('<row r="1" hidden="1" outlineLevel="2"><c r="A1"><v>1</v></c></row>', {(1, 0): 1.0}),
        (f"<mc:AlternateContent><mc:Choice>{ROW}</mc:Choice></mc:AlternateContent>", {(1, 0): 1.0}),
        (f"<extLst>{ROW}</extLst>", {(1, 0): 1.0}),
        ("", {}),
    ],
)  # fmt: skip
def test_places(data: str, expected: Mapping[tuple[int, int], StoredCell]) -> None:
    assert cells(data) == expected


def test_merged_cells() -> None:
    reader = XlsxSheetReader([], "a.xlsx")
    merges = '<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="$C$2"/><mergeCell ref="?"/>'
    list(reader.read_rows(sheet("", f"{merges}</mergeCells>")))
    assert reader.merges == [((0, 0), (2, 1)), ((1, 2), (1, 2))]


@pytest.mark.parametrize(
    "part",
    [
        b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row>",
        b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</c></v></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row><c><c/></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r=1/></sheetData></worksheet>",
        b"<worksheet><sheetData>\xff</sheetData></worksheet>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet><sheetData/></worksheet>",
        b"<worksheet/><worksheet/>",
        b"",
    ],
)
def test_broken_xml_is_told_and_not_read_in_part(part: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.xlsx: the workbook is damaged or cut short"):
        list(XlsxSheetReader([], "a.xlsx").read_rows([part[:30], part[30:]]))


def test_an_endless_tag_is_not_waited_for() -> None:
    blocks = (b"<worksheet>" if not number else b"<c " + b" " * (1 << 20) for number in range(999))
    with pytest.raises(InputError, match="damaged"):
        list(XlsxSheetReader([], "a.xlsx").read_rows(blocks))


def table(part: str) -> StringTable:
    found = StringTable()
    found.read([part.encode()], "a.xlsx")
    return found


def test_shared_strings() -> None:
    found = table(
        '<x:sst count="9" uniqueCount="7"><x:si><x:t>plain</x:t></x:si><x:si/><x:si><x:t/></x:si>'
        "<x:si><x:r><x:t>rich </x:t></x:r><x:r><x:t xml:space='preserve'> text</x:t></x:r>"
        "<x:rPh sb='0' eb='2'><x:t>hint</x:t></x:rPh></x:si>"
        "<x:si><x:t><![CDATA[A & B]]></x:t></x:si><x:si><x:t>a_x000D_\n_x00e9_</x:t></x:si></x:sst>"
    )
    assert found.texts == ["plain", "", "", "rich text", "A & B", "a\r\n\u00e9"]
    assert found.claimed == 7


def test_a_claim_that_is_no_number_is_as_good_as_endless() -> None:
    assert table('<sst uniqueCount="many"/>').claimed > 1 << 60


@pytest.mark.parametrize(
    ("letters", "position"),
    [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383), ("", None), ("AAAA", None), ("\u00c4", None)],
)
def test_column_letters(letters: str, position: int | None) -> None:
    assert column_position(letters) == position


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("_x00_", "_x00_"),
        ("_X0041_", "_X0041_"),
    ],
)
def test_escapes(text: str, plain: str) -> None:
    assert unescape(text) == plain
