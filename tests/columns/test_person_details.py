"""Columns of a person's details go with the persons of the rows."""

from pathlib import Path

from compliance import load_lists, screen_file
from tests.columns.building import asked, rows

LIST = """\
id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,\
first_seen,last_seen,last_change
p1,Person,Vladimir Kruglovskoy,,1971-05-12,ru,,,Some programme,,,some dataset,2024-01-01,\
2024-01-01,2024-01-01
"""


def test_the_date_of_birth_of_a_row_is_compared(tmp_path: Path) -> None:
    staff = tmp_path / "staff.csv"
    staff.write_text(
        "Name,Date of birth\nVladimir Kruglovskoy,1971-05-12\nVladimir Kruglovskoy,1990\n", "utf-8"
    )
    listed = tmp_path / "own.csv"
    listed.write_text(LIST, "utf-8")
    results = list(screen_file(staff, load_lists(listed)).results)
    assert [one.decision for one in results] == ["HIT", "REVIEW"]


def test_nationality_and_gender_of_a_row_go_with_its_person() -> None:
    table = rows(
        "Name | Geschlecht | Staatsangehörigkeit | Land",
        "Vladimir Kruglovskoy | m | russisch | DE",
        "Anna Schmidt | w |  | AT",
    )
    first, second = (question.party for question in asked(table))
    assert (first.gender, first.nationality, first.country) == ("m", "russisch", "DE")
    assert (second.gender, second.nationality, second.country) == ("w", "", "AT")


def test_a_form_tells_them_as_well() -> None:
    table = rows(
        "Consignee | Vladimir Kruglovskoy",
        "Date of birth | 12 May 1971",
        "Gender | male",
        "Nationality | Russian",
    )
    (party,) = (question.party for question in asked(table) if question.party.name)
    assert (party.birth, party.gender, party.nationality) == ("12 May 1971", "male", "Russian")
