"""The cells of an .ods as `content.xml` stores them, repeated ones counted."""

import pytest

from compliance.errors import InputError
from compliance.readers.ods_cells import TableReader
from compliance.readers.stored_cells import UNSTORED, Gap, StoredCell, Undecoded
from tests.readers.building import ODS_CONTENT

Found = list[tuple[int, int, dict[int, StoredCell]]]


def read(*rows: str) -> tuple[TableReader, Found]:
    """The reader, and (first row, number of rows, cells) of what it found."""
    reader = TableReader("a.ods")
    part = ODS_CONTENT.format("".join(rows)).encode()
    return reader, [(row.first, row.count, dict(row.cells)) for row in reader.read_rows([part])]


def row(*cells: str, repeated: int = 1) -> str:
    attribute = f'table:number-rows-repeated="{repeated}"'
    return f"<table:table-row {attribute}>{''.join(cells)}</table:table-row>"


def cell(content: str = "<text:p>x</text:p>", attributes: str = "", kind: str = "string") -> str:
    kind = f'office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell {kind} {attributes}>{content}</table:table-cell>"


def empty(repeated: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'


ERROR = 'calcext:value-type="error" table:formula="of:=NA()" office:string-value=""'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (cell("<text:p>x</text:p>"), "x"),
        (cell("<text:p>a</text:p><text:p/><text:p>b</text:p>"), "a\n\nb"),
        (cell("<text:p>a<text:span>b</text:span><text:a>c</text:a></text:p>"), "abc"),
        (cell('<text:p>a<text:s text:c="3"/>b<text:s/>c</text:p>'), "a   b c"),
        (cell("<text:p>a<text:tab/>b<text:line-break/>c</text:p>"), "a\tb\nc"),
        (cell("<office:annotation><text:p>y</text:p></office:annotation><text:p>x</text:p>"), "x"),
        (cell("<text:p>x</text:p><draw:frame><text:p>box</text:p></draw:frame>"), "x"),
        (cell("<text:p><text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>y"
              "</text:ruby-text></text:ruby></text:p>"), "x"),
        (cell("<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>"), "x"),
        (cell("", 'office:string-value="x"'), "x"),
        (cell("<text:p>shown</text:p>", 'office:string-value="stored"'), "stored"),
        (cell("<text:p><![CDATA[A & B]]></text:p>"), "A & B"),
        (cell("<text:p>x</text:p>", kind=""), "x"),
        (cell("<text:p>1,50</text:p>", 'office:value="1.5"', "float"), 1.5),
        (cell("<text:p>n/a</text:p>", 'office:value="?"', "float"), "n/a"),
        (cell("", 'office:boolean-value="true"', "boolean"), True),
        (cell("<text:p>31.03.26</text:p>", 'office:date-value="2026-03-31"', "date"),
         Undecoded("31.03.26")),
        (cell("<text:p>#N/A</text:p>", ERROR), Gap("the cell holds an error")),
        (cell("", 'table:formula="of:=[.A1]"', ""), Gap(UNSTORED)),
        (cell("", 'table:formula="of:=[.A1]"'), None),  # the stored result is ""
        (cell().replace("table-cell", "covered-table-cell"), "x"),
        (cell("<text:p/>"), None),
    ],
)  # fmt: skip
def test_values(written: str, expected: StoredCell | None) -> None:
    _, found = read(row(empty(2), written))
    assert found == ([(1, 1, {2: expected})] if expected is not None else [])


def test_repeated_rows_and_cells_are_counted() -> None:
    twice = cell(attributes='table:number-columns-repeated="2"')
    _, found = read(row(empty(3), repeated=4), row(empty(1), twice, cell(), repeated=3))
    assert found == [(5, 3, {1: "x", 2: "x", 3: "x"})]


def test_the_empty_rest_of_a_sheet_is_nothing() -> None:
    _, found = read(row(cell(), empty(16383)), row(empty(16384), repeated=1048575))
    assert found == [(1, 1, {0: "x"})]


def test_rows_stand_in_groups_and_headers() -> None:
    grouped = f"<table:table-row-group>{row(cell())}</table:table-row-group>"
    header = f"<table:table-header-rows>{row(cell())}</table:table-header-rows>"
    _, found = read(header, grouped)
    assert [first for first, _, _ in found] == [1, 2]


def test_each_table_is_a_sheet_and_one_in_a_drawing_is_none() -> None:
    drawn = f"<table:shapes><table:table>{row(cell())}</table:table></table:shapes>"
    second = f'</table:table><table:table table:name="T">{drawn}{row(cell())}'
    reader, found = read(row(cell()), second)
    assert [table.name for table in reader.tables] == ["S", "T"]
    assert len(found) == 2


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = row(cell("<text:p>a</text:p>"), cell("<text:p>b</text:p>"))
    _, found = read(row(cell(f"<table:table>{inner}</table:table>")))
    assert found == [(1, 1, {0: "a\nb"})]


def test_merged_cells() -> None:
    spans = 'table:number-columns-spanned="1" table:number-rows-spanned="3"'
    reader, _ = read(row(cell(), cell(attributes=spans)))
    assert reader.tables[0].merges == [((0, 1), (2, 1))]


def test_a_million_filled_columns_are_not_made() -> None:
    many = cell(attributes='table:number-columns-repeated="900000000"')
    with pytest.raises(InputError, match="900,000,000 cells"):
        read(row(many))


@pytest.mark.parametrize("cut", [10, 300, 600, -30, -1])
def test_broken_xml_is_told_and_not_read_in_part(cut: int) -> None:
    part = ODS_CONTENT.format(row(cell())).encode()
    with pytest.raises(InputError, match=r"a\.ods: the workbook is damaged or cut short"):
        list(TableReader("a.ods").read_rows([part[:cut]]))
