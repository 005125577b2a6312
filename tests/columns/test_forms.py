"""Forms: labels with values beside them, forms below each other, tables on their side."""

import pytest

from compliance.columns import find_layout, summarise_sheet
from compliance.columns.forms import find_form_parties, is_form, read_fields
from compliance.model import Identifier, PartyKind
from tests.columns.building import asked, layout, names, rows

FORM = (
    "Supplier form | ",
    "Supplier name: | Alpha Ltd",
    "Address: | Main Street 1",
    "City | Jena",
    "Country: | DE",
    "VAT no. | DE123456789",
    "Contact: | Li Wei",
)


def test_a_form_is_its_parties_with_what_it_says_of_them() -> None:
    supplier, contact = asked(rows(*FORM))
    assert (supplier.row, supplier.party.role, supplier.party.name) == (2, "supplier", "Alpha Ltd")
    assert supplier.party.address == "Main Street 1, Jena"
    assert supplier.party.country == "DE"
    assert supplier.party.identifiers == (Identifier(kind="tax id", value="DE123456789"),)
    assert (contact.row, contact.party.name) == (7, "Li Wei")
    assert contact.party.kind is PartyKind.PERSON


def test_rows_of_a_form_are_accounted_for() -> None:
    table = rows(*FORM)
    summary = summarise_sheet("S", table, layout(table))
    assert summary.closes
    assert (summary.title_rows, summary.asked_rows, summary.not_asked_rows) == (1, 2, 4)
    assert [run.rows for run in summary.not_asked] == ["rows 3 to 6"]
    assert summary.note == "the sheet was read as a form: labels with values beside them"


def test_forms_below_each_other_keep_what_is_theirs() -> None:
    lines = (
        "Supplier name | Alpha Ltd",
        "Country | DE",
        "",
        "Supplier name | Beta Ltd",
        "Country | FR",
    )
    found = [(each.row, each.party.name, each.party.country) for each in asked(rows(*lines))]
    assert found == [(1, "Alpha Ltd", "DE"), (4, "Beta Ltd", "FR")]


def test_a_table_on_its_side() -> None:
    lines = (
        "Customer | Alpha | Beta | Gamma",
        "Country | DE | FR | CN",
        "City | Jena | Lyon | Ürümqi",
    )
    found = [
        (each.party.name, each.party.country, each.party.address) for each in asked(rows(*lines))
    ]
    assert found == [("Alpha", "DE", "Jena"), ("Beta", "FR", "Lyon"), ("Gamma", "CN", "Ürümqi")]


def test_several_labels_in_a_row() -> None:
    lines = ("Consignee: | Alpha Ltd | Country: | CN", "End user: | Beta Ltd | Country: | IR")
    found = [(each.party.role, each.party.name, each.party.country) for each in asked(rows(*lines))]
    assert found == [("consignee", "Alpha Ltd", "CN"), ("end_user", "Beta Ltd", "IR")]


def test_what_stands_before_the_first_party_is_its_own() -> None:
    [question] = asked(rows("Country | CN", "Supplier name | Alpha Ltd"))
    assert (question.party.name, question.party.country) == ("Alpha Ltd", "CN")


def test_the_parts_of_a_persons_name() -> None:
    [question] = asked(rows("First name: | Wei", "Last name: | Li", "Nationality: | CN"))
    assert (question.party.name, question.party.country) == ("Wei Li", "CN")
    assert question.party.kind is PartyKind.PERSON


def test_a_value_beside_an_unknown_label_is_asked() -> None:
    found = names(asked(rows("Supplier name: | Alpha Ltd", "Prepared for: | Beta Ltd")))
    assert found == [(1, "supplier", "Alpha Ltd"), (2, "name", "Beta Ltd")]


@pytest.mark.parametrize("nobody", ["unknown", "TBD", "n/a", "-"])
def test_a_form_that_names_nobody_says_so(nobody: str) -> None:
    [question] = asked(rows(f"Supplier name: | {nobody}", "Country: | CN"))
    assert question.reason == f"the form names no party: it says “{nobody}”"


def test_a_form_above_a_table() -> None:
    lines = ("Consignee: | Alpha Ltd", "Country: | CN", "", "Name | Country", "Beta | FR")
    assert names(asked(rows(*lines))) == [(1, "consignee", "Alpha Ltd"), (5, "name", "Beta")]


def test_a_list_is_no_form() -> None:
    assert not is_form(rows("Alpha Ltd | DE", "Beta Ltd | FR"))
    assert not is_form(rows("Name | Country", "Alpha | DE"))
    assert find_form_parties(rows("Name | Country")) == ()
    assert read_fields(rows("Alpha | Name")[0]) == []


def test_two_rows_of_states_are_no_form() -> None:
    assert not isinstance(find_layout(rows("active | Alpha", "active | Beta")), type(None))
    assert not is_form(rows("active | Alpha", "active | Beta"))
