"""Text tables: every record is a row, every cell the text it is."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.base import source_of_bytes
from compliance.readers.text_table import (
    NO_DELIMITER,
    NOT_TEXT,
    ONE_COLUMN,
    UNCLOSED,
    read_csv,
    read_declared_delimiter,
    read_tsv,
    sniff_delimiter,
)


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_csv(source_of_bytes(data, "a.csv")).sheets[0].rows]


def test_texts_stay_texts() -> None:
    data = b"id,name,country\r\n007,None,NA\r\n7,null,\r\n"
    assert cells(data) == [("id", "name", "country"), ("007", "None", "NA"), ("7", "null", "")]


def test_rows_are_numbered_as_a_spreadsheet_program_numbers_them() -> None:
    data = b'name,note\n"A","two\nlines"\n\nB,x\n'
    rows = read_csv(source_of_bytes(data, "a.csv")).sheets[0].rows
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("name", "note")),
        (2, ("A", "two\nlines")),
        (3, ()),
        (4, ("B", "x")),
    ]


def test_the_sep_line_is_none_of_the_rows() -> None:
    assert cells(b"sep=;\r\nname;x\r\nA;1\r\n") == [("name", "x"), ("A", "1")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert cells(f"name,x{end}A,1{end}B,2{end}".encode()) == [("name", "x"), ("A", "1"), ("B", "2")]


def test_ragged_rows_keep_their_cells() -> None:
    assert cells(b"a,b\n1\n1,2,3,4\n1,2\n") == [
        ("a", "b"),
        ("1",),
        ("1", "2", "3", "4"),
        ("1", "2"),
    ]


def test_control_characters_pass_through() -> None:
    name = "A\x00B\x07[red]\u202eC\u200bD\t=1+1"
    assert cells(f'name,x\n"{name}",1\n'.encode())[1] == (name, "1")


def test_a_name_of_ten_thousand_characters() -> None:
    assert cells(b"name,x\n" + b"A" * 10_000 + b",1\n")[1] == ("A" * 10_000, "1")


def test_a_stray_quotation_mark_swallows_nothing() -> None:
    contents = read_csv(
        source_of_bytes(b'name,country\n"Best" Ltd,DE\n"Open GmbH,DE\nC,FR\nD,IT\n', "a.csv")
    )
    assert [row.cells for row in contents.sheets[0].rows][2:] == [
        ('"Open GmbH', "DE"),
        ("C", "FR"),
        ("D", "IT"),
    ]
    assert UNCLOSED in contents.warnings


def test_an_inch_sign_is_no_quoting() -> None:
    assert cells(b'name,x\n5" Rohr GmbH,1\nB,2\n')[1] == ('5" Rohr GmbH', "1")


def test_a_cell_longer_than_the_parser_takes() -> None:
    contents = read_csv(source_of_bytes(b'name,x\n"' + b"A\n" * 100_000 + b"B,2\n", "a.csv"))
    assert len(contents.sheets[0].rows) == 100_002
    assert UNCLOSED in contents.warnings


def test_one_name_a_line() -> None:
    contents = read_csv(source_of_bytes(b"Smith, Inc.\nBauer GmbH\n", "a.txt"))
    assert [row.cells for row in contents.sheets[0].rows] == [
        ("Smith, Inc.",),
        ("Bauer GmbH",),
    ] or (contents.warnings == ())
    listed = read_csv(source_of_bytes(b"name\nSmith, Inc.\nBauer GmbH\n", "a.txt"))
    assert [row.cells for row in listed.sheets[0].rows][1] == ("Smith, Inc.",)
    assert listed.warnings == (ONE_COLUMN,)


def test_one_quoted_name_a_line() -> None:
    assert cells(b'"Customer"\n"A, Inc."\n"B ""x"" Ltd"\n') == [
        ("Customer",),
        ("A, Inc.",),
        ('B "x" Ltd',),
    ]
    assert cells(b'Customer\n"A" Inc\n') == [("Customer",), ('"A" Inc',)]


def test_bytes_that_are_no_text_are_marked() -> None:
    data = b"name,country\n" + "客户,中国\n".encode() * 20 + b"M\xfcller,DE\n"
    row = read_csv(source_of_bytes(data, "a.csv")).sheets[0].rows[-1]
    assert row.cells == ("M\ufffdller", "DE")
    assert dict(row.unreadable) == {0: NOT_TEXT}


def test_tabs_are_tried_first_in_a_tsv() -> None:
    rows = read_tsv(source_of_bytes(b"a,b\tc\nd,e\tf\n", "a.tsv")).sheets[0].rows
    assert [row.cells for row in rows] == [("a,b", "c"), ("d,e", "f")]


def test_the_end_mark_of_dos_is_no_row() -> None:
    assert cells(b"name,x\r\nA,1\r\n\x1a") == [("name", "x"), ("A", "1")]


def test_only_line_ends() -> None:
    assert all(not any(row) for row in cells(b"\n\n\n"))


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_survives_in_order(rows: list[list[str]]) -> None:
    header = [["name", "country"], ["Müller", "DE"], ["A", "B"], ["C", "D"]]
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows(header + rows)
    found = cells(b"\xef\xbb\xbf" + target.getvalue().encode())
    assert found == [tuple(row) for row in header + rows]


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_seconds() -> None:
    data = b"id,name,country\n" + b'007,"Company, Ltd.",DE\n' * 100_000
    began = time.perf_counter()
    assert len(cells(data)) == 100_001
    assert time.perf_counter() - began < 15


# --- Delimiters -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,country\nA,DE\nB,CN\n", ","),
        ("Name;Umsatz;Land\nA;1,5;DE\nB;2,75;CN\n", ";"),
        ("name\tnote\nA\tx, y\nB\tz\n", "\t"),
        ("name|country\nA|DE\n", "|"),
        ('"a;b";c\n"d;e";f\n', ";"),
        ("Customer list\n\nname,country\nA,DE\nB,CN\nC,FR\n", ","),
        ("name\nSmith, Inc.\nBauer GmbH\nMiller, Ltd.\nJones, LLC\n", NO_DELIMITER),
        ("foo\nbar\n", NO_DELIMITER),
        ("a", NO_DELIMITER),
        ("", NO_DELIMITER),
        ("\n\n", NO_DELIMITER),
    ],
)
def test_sniff(text: str, delimiter: str) -> None:
    assert sniff_delimiter(text, "") == delimiter


def test_the_endings_own_delimiter_wins_when_it_fits() -> None:
    text = "a,b\tc,d\ne,f\tg,h\n"
    assert sniff_delimiter(text, "\t") == "\t"
    assert sniff_delimiter("a,b\nc,d\n", "\t") == ","


@pytest.mark.parametrize(
    ("text", "delimiter"), [("sep=;\nname;x\n", ";"), ("SEP=,\r\nname\n", ","), ("separate\n", "")]
)
def test_declared(text: str, delimiter: str) -> None:
    assert read_declared_delimiter(text) == delimiter
