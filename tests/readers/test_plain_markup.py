"""What is read without an XML parser is what the parser tells."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import InputError
from compliance.readers.plain_markup import ROW, SHARED_TEXT, take_plain
from compliance.readers.xlsx_cells import StringTable, XlsxSheetReader

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet><sheetData>'
END = "</sheetData></worksheet>"
BY_PARSER = "<!-- so that all is read by the parser -->"
STRINGS = ["zero", "one", "", "three"]
CELLS = [
    '<c r="A7" t="s"><v>1</v></c>',
    '<c r="A7" s="3" t="s"><v>9</v></c>',
    '<c r="B7" t="s"><v>2</v></c>',
    '<c r="B7" s="12"/>',
    '<c r="B7" t="e"/>',
    '<c r="B7"><v>12.50</v></c>',
    '<c r="B7" s="1"><v>1e3</v></c>',
    '<c r="B7"><v> 7 </v></c>',
    '<c r="B7"><v></v></c>',
    '<c r="B7" t="str"><v> </v></c>',
    '<c r="B7" t="n"><v>NaN</v></c>',
    '<c r="C7" t="b"><v>1</v></c>',
    '<c r="C7" t="e"><v>#REF!</v></c>',
    '<c r="C7" t="d"><v>2024-01-31</v></c>',
    '<c r="C7" t="str"><v>Smith &amp;amp; Söhne &lt;x&gt;</v></c>',
    '<c r="C7" t="inlineStr"><v>5</v></c>',
    '<c r="C7" t="inlineStr"><is><t>Hik_x0041_vision</t></is></c>',
    '<c r="C7" t="inlineStr"><is><t> 海康 </t></is></c>',
    '<c r="C7" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>',
    '<c r="C7" t="inlineStr"><is><t></t></is></c>',
    '<c r="C7" t="inlineStr"><is><t>\ufffe</t></is></c>',
    '<c r="C7" t="inlineStr"><is><t>]]></t></is></c>',
    '<c r="C7" t="inlineStr"><is><t>a\r\nb</t></is></c>',
    '<c r="C7" t="inlineStr"><is><t>&quot;&#252;&quot;</t></is></c>',
    '<c r="C7" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    '<c r="C7"><f>A1</f><v>3</v></c>',
    '<c r="C7"><f>A1</f></c>',
    '<c r="C8"><v>8</v></c>',
    '<c r="$D$7"><v>8</v></c>',
    "<c><v>9</v></c>",
    '<c r="AAAA7"><v>9</v></c>',
    '<c t="s" r="D7"><v>0</v></c>',
    '<c r="D7"><v>1</v>stray</c>',
    '<c r="D7"><v>1</v><v>2</v></c>',
    '<c r="XFE7"><v>1</v></c>',
    f'<c r="D7" t="str"><v>{"x" * 33_000}</v></c>',
    " ",
    "<row>",
    "</row>",
    "</c>",
    '<c r="D7">',
]
ROWS = [
    '<row r="7">{}</row>',
    '<row r="7" spans="1:5" ht="12.8" x14ac:dyDescent="0.25">{}</row>',
    '<row r="7" ht="1" ht="2">{}</row>',
    '<row r="7" r="8">{}</row>',
    '<row r="07">{}</row>',
    '<row spans="1:5" r="7">{}</row>',
    "<row>{}</row>",
    '<row r="7"/>{}',
    "\n{}",
    "</sheetData>{}<sheetData>",
]


def read_sheet(pieces: Iterable[bytes]) -> object:
    """All that is told of a sheet; the message where it is damaged."""
    reader = XlsxSheetReader(STRINGS, "a.xlsx")
    try:
        rows = list(reader.read_rows(pieces))
    except InputError as error:
        return str(error)
    return rows, reader.height, reader.width


rows = st.builds(
    lambda row, cells, number: row.format("".join(cells)).replace('7"', f'{number}"'),
    st.sampled_from([ROWS[0]] * 6 + ROWS),
    st.lists(st.sampled_from(CELLS[:20] * 3 + CELLS), max_size=5),
    st.integers(1, 40),
)


@given(st.lists(st.lists(rows, max_size=4), min_size=1, max_size=5))
def test_a_sheet_is_what_the_parser_says(pieces: list[list[str]]) -> None:
    texts = ["".join(piece).encode() for piece in pieces]
    plain = [HEAD.encode(), *texts, END.encode()]
    parsed = [f"{HEAD}{BY_PARSER}".encode(), *texts, END.encode()]
    assert read_sheet(plain) == read_sheet(parsed)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("row", ROWS)
def test_each_form_of_a_row_is_what_the_parser_says(row: str, cell: str) -> None:
    text = ROWS[0].format(CELLS[0]) + row.format(cell) + ROWS[0].format(CELLS[0])
    assert read_sheet([f"{HEAD}{text}{END}".encode()]) == read_sheet(
        [f"{HEAD}{BY_PARSER}{text}{END}".encode()]
    )


TEXTS = [
    "<si><t>one</t></si>",
    "<si><t> two </t></si>",
    '<si><t xml:space="preserve"> three </t></si>',
    "<si><t>a &amp;lt; b</t></si>",
    "<si><t>_x005F_</t></si>",
    "<si><t></t></si>",
    "<si><t/></si>",
    "<si/>",
    "<si><r><t>Hik</t></r><r><t>vision</t></r></si>",
    "<si><t>漢字</t><rPh><t>kanji</t></rPh></si>",
    "<si><t>a\nb</t></si>",
    "<si>",
    "</si>",
]


def read_texts(pieces: Iterable[bytes]) -> object:
    table = StringTable()
    try:
        table.read(pieces, "a.xlsx")
    except InputError as error:
        return str(error)
    return table.texts


@given(st.lists(st.lists(st.sampled_from(TEXTS[:8] * 2 + TEXTS), max_size=5), max_size=5))
def test_shared_texts_are_what_the_parser_says(pieces: list[list[str]]) -> None:
    texts = ["".join(piece).encode() for piece in pieces]
    plain = read_texts([b"<sst>", *texts, b"</sst>"])
    assert plain == read_texts([b"<sst><!-- x -->", *texts, b"</sst>"])


def refuse(row: re.Match[str]) -> None:
    pytest.fail(row[0])


def take_all(*pieces: bytes) -> tuple[list[str], list[bytes]]:
    taken: list[str] = []
    rest = list(take_plain(ROW, pieces, lambda: True, lambda row: taken.append(row[1])))
    return taken, rest


FIRST, SECOND = b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<row r="2"></row>'
ODD = b'<row r="3"><c r="A3"><f>1</f></c></row>'


def test_plain_rows_are_taken_and_others_left() -> None:
    assert take_all(FIRST + ODD + SECOND, b"</x>") == (["1", "2"], [ODD, b"", b"</x>"])


@pytest.mark.parametrize(
    "before",
    [
        b"<!-- ",
        b"<?x ",
        b'<?xml version="1.0" encoding="iso-8859-1"?>',
        b'<?xml version="1.0"?><?x ?>',
        b"\xff",
    ],
)
def test_where_it_may_be_no_row_all_is_left(before: bytes) -> None:
    pieces = [before + FIRST, FIRST]
    assert take_all(*pieces) == ([], pieces)


def test_a_text_that_may_be_too_long_for_a_cell_is_left() -> None:
    long = b"<si><t>" + b"x" * 32_767 + b"</t></si>"
    assert list(take_plain(SHARED_TEXT, [long], lambda: True, refuse)) == [long]


def test_nothing_is_taken_where_the_parser_stands_elsewhere() -> None:
    assert list(take_plain(ROW, [FIRST + FIRST], lambda: False, refuse)) == [FIRST, FIRST]
