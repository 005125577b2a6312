"""`--column role=Header` is believed, and refused clearly where it fits nothing."""

import pytest

from compliance.columns import check_overrides
from compliance.columns.roles import ROLES
from compliance.errors import InputError, UsageError
from tests.columns.building import asked, mapping, names, roles, rows

EVAL = rows("input_name | query_id | expected_entity | input_country", "Alpha | q1 | Beta Ltd | CN")
ODD = rows("Foo | Bar | Baz", "x1 | Alpha | DE", "x2 | Beta | FR")


def test_headers_whatever_they_are_called() -> None:
    overrides = [("name", "bar"), ("id", " FOO "), ("country", "Baz")]
    assert roles(ODD, overrides) == [("A", "id"), ("B", "name"), ("C", "country")]
    assert mapping(ODD, overrides).header_rows == (1,)
    assert names(asked(ODD, overrides)) == [(2, "name", "Alpha"), (3, "name", "Beta")]


def test_only_the_given_party_columns_are_asked() -> None:
    table = rows("Vendor name | Buyer | Country", "Alpha | Beta | DE")
    assert roles(table) == [("A", "supplier"), ("B", "purchaser"), ("C", "country")]
    assert roles(table, [("name", "Buyer")]) == [("B", "name"), ("C", "country")]


def test_an_attribute_given_leaves_the_parties_found() -> None:
    table = rows("Customer | Seat | Country", "Alpha | CN | DE")
    assert roles(table, [("country", "Seat")]) == [("A", "name"), ("B", "country")]


def test_the_columns_of_the_quality_sets() -> None:
    overrides = [("name", "input_name"), ("id", "query_id"), ("country", "input_country")]
    [question] = asked(EVAL, overrides)
    assert (question.party.name, question.party.id, question.party.country) == ("Alpha", "q1", "CN")


@pytest.mark.parametrize("column", ["B", "b", "2"])
def test_a_letter_or_number_where_no_header_equals_it(column: str) -> None:
    table = rows("1 | Alpha", "2 | Beta")
    assert roles(table, [("name", column)]) == [("B", "name")]


def test_a_header_goes_before_a_letter() -> None:
    table = rows("B | A", "Alpha | 7")
    assert roles(table, [("name", "B")]) == [("A", "name")]


def test_roles_as_people_write_them() -> None:
    table = rows("Foo | Bar", "Alpha | Beta")
    assert roles(table, [("End-User", "Foo"), ("intermediate consignee", "Bar")]) == [
        ("A", "end_user"),
        ("B", "intermediate_consignee"),
    ]


def test_stacked_headers_by_the_whole_or_a_part() -> None:
    table = rows(
        " | Consignee | | End user | ",
        "No. | Name | Country | Name | Country",
        "1 | Alpha | DE | Beta | FR",
    )
    assert roles(table, [("name", "End user Name")])[-2:] == [("D", "name"), ("E", "country")]
    assert [role for role in roles(table, [("name", "Name")]) if role[1] == "name"] == [
        ("B", "name"),
        ("D", "name"),
    ]


def test_names_in_two_columns() -> None:
    table = rows("Foo | Bar", "Ann | Smith")
    [question] = asked(table, [("first_name", "Foo"), ("last_name", "Bar")])
    assert question.party.name == "Ann Smith"


def test_an_unknown_role() -> None:
    with pytest.raises(UsageError) as caught:
        check_overrides([ODD], [("nmae", "Bar")])
    assert caught.value.message == "unknown column role 'nmae'"
    assert caught.value.hint == f"one of: {', '.join(ROLES)}"


def test_a_header_that_is_in_no_sheet() -> None:
    table = rows("No. | Customer | Country", "1 | Alpha | DE")
    with pytest.raises(InputError) as caught:
        check_overrides([table, []], [("name", "Client")])
    assert caught.value.message == "no column is headed 'Client' (asked for as name)"
    assert caught.value.hint == "there are: 'No.', 'Customer', 'Country'"


def test_a_header_missing_where_none_was_recognised() -> None:
    with pytest.raises(InputError) as caught:
        check_overrides([rows("Alpha Ltd | 1")], [("name", "Client")])
    assert caught.value.hint == "no header was recognised; give a column letter instead, such as B"


def test_one_sheet_that_has_the_header_is_enough() -> None:
    check_overrides([rows("Name", "x"), ODD], [("name", "Bar")])
    assert roles(rows("Name | Country", "x | DE"), [("supplier", "Bar")]) == [
        ("A", "name"),
        ("B", "country"),
    ]


@pytest.mark.parametrize("column", ["0", "99999999999", "ZZZ", "XFE", "²", ""])
def test_columns_that_cannot_be(column: str) -> None:
    with pytest.raises(InputError):
        check_overrides([ODD], [("name", column)])
