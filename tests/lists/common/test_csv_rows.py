"""A list as rows with their lines, and what is refused."""

import pytest

from compliance.errors import ListError
from compliance.lists.common import csv_rows


def refused(data: bytes, *columns: str) -> str:
    with pytest.raises(ListError) as caught:
        csv_rows.read_table(data, "list.csv", columns)
    return caught.value.message


def test_rows_keep_the_line_they_begin_on() -> None:
    found = csv_rows.read_table(
        b'\xef\xbb\xbfa,b\r\n1,"x\r\ny"\r\n\r\n2,z\r\n', "list.csv", ["a", "b"]
    )
    assert [(record.line, row["b"]) for record, row in found] == [(2, "x\r\ny"), (5, "z")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "list.csv: line 1 lacks the columns a, b"),
        (b"a,c\n1,2\n", "list.csv: line 1 lacks the columns b"),
        (b"a,b\n1\n", "list.csv: the list is broken: line 2: 1 of 2 columns"),
        (b"a,b\n1,2,3\n", "list.csv: the list is broken: line 2: 3 of 2 columns"),
        (b"a,b\n1,\xff\n", "list.csv: line 2 is not UTF-8 text"),
    ],
)
def test_a_broken_table_is_refused(data: bytes, message: str) -> None:
    assert refused(data, "a", "b") == message


def test_only_the_first_problems_are_told() -> None:
    message = refused(b"a,b\n" + b"1\n" * 5, "a", "b")
    assert message.endswith("line 4: 1 of 2 columns; and 2 more")


@pytest.mark.parametrize("data", [b'a,b\n1,"cut off', b'a,b\n1,"x"y\n'])
def test_quotation_marks_that_do_not_close_are_refused(data: bytes) -> None:
    assert refused(data, "a", "b").startswith("list.csv: line 2 is no CSV")


def test_looking_at_the_first_row_never_raises() -> None:
    assert csv_rows.peek_header(b"") == []
    assert csv_rows.peek_header(b"a,b\r\nc") == ["a", "b"]
    assert csv_rows.peek_header(b'"' + b"x" * 200_000) != ["x"]
