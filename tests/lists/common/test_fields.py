"""The names of the fields of a file, whatever its form; none of what is no name."""

import pytest

from compliance.lists.common import fields
from compliance.lists.common.fields import list_fields


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<a><b c='1'>x</b><n:d xmlns:n='u'/></a>", ("a", "a/b", "a/d", "b@c")),
        (b"\xef\xbb\xbfname,alias,city\nFoo,Bar,Qux\n", ("alias", "city", "name")),
        (b"Report of 2026\nname;alias;city\nFoo;Bar;Qux\n", ("alias", "city", "name")),
        (b'{"a": [{"b": "Foo", "c": {"d": "Qux"}}]}', ("a", "a/b", "a/c", "a/c/d")),
        (b'{"name": "Foo"}\n{"alias": "Bar"}\n', ("alias", "name")),
        (b'36,"FOO",-0- ,"CUBA"\n', ()),
        (b"<!DOCTYPE html><p>Foo</p>", ()),
        (b"<a><b>", ()),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", ()),
        (b'{"a": ' * 100_000, ()),
        (b"\xff\xfe\x00", ()),
        (b"", ()),
    ],
)
def test_fields_of_every_form(data: bytes, expected: tuple[str, ...]) -> None:
    assert list_fields({"a": data}) == expected


def test_keys_that_are_data_are_no_fields() -> None:
    keys = ",".join(f'"{at}": 1' for at in range(fields.MOST_FIELDS + 1))
    assert list_fields({"a": b"{%s}" % keys.encode()}) == ()
