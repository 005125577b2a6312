"""What the tags of an .ods tell, repeated cells counted and not unpacked."""

from compliance.readers.ods_cells import survey_tables
from compliance.readers.xlsx_cells import UNSTORED

TEXT = b'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def sheet(*rows: bytes) -> list[bytes]:
    return [b'<table:table table:name="S">', *rows, b"</table:table>"]


def row(*cells: bytes, repeated: int = 1) -> bytes:
    attribute = b'table:number-rows-repeated="%d"' % repeated
    return b"<table:table-row %s>%s</table:table-row>" % (attribute, b"".join(cells))


def empty(repeated: int) -> bytes:
    return b'<table:table-cell table:number-columns-repeated="%d"/>' % repeated


def test_the_empty_rest_of_a_sheet_does_not_count() -> None:
    found = survey_tables(sheet(row(TEXT, empty(16383)), row(empty(16384), repeated=1048575)))
    assert [(each.height, each.width) for each in found] == [(1, 1)]


def test_a_value_after_a_gap_counts_the_gap() -> None:
    found = survey_tables(sheet(row(TEXT), row(empty(1), repeated=98), row(empty(9), TEXT)))
    assert [(each.height, each.width) for each in found] == [(100, 10)]


def test_each_table_is_a_sheet() -> None:
    assert len(survey_tables([*sheet(row(TEXT)), *sheet(row(TEXT, TEXT))])) == 2


def test_errors_and_unstored_formulas() -> None:
    error = (
        b'<table:table-cell table:formula="of:=NA()" office:value-type="string"'
        b' office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
        b"</table:table-cell>"
    )
    unstored = b'<table:table-cell table:formula="of:=[.A1]"/>'
    [found] = survey_tables(sheet(row(empty(1), repeated=4), row(empty(2), error, unstored)))
    assert found.gaps == {5: {2: "the cell holds an error", 3: UNSTORED}}


def test_merged_cells() -> None:
    merged = (
        b'<table:table-cell office:value-type="string" table:number-columns-spanned="1"'
        b' table:number-rows-spanned="3"><text:p>x</text:p></table:table-cell>'
    )
    covered = row(TEXT, b"<table:covered-table-cell/>")
    [found] = survey_tables(sheet(row(TEXT, merged), covered, covered))
    assert found.merges == [((0, 1), (2, 1))]
