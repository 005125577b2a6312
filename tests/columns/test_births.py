"""A column of dates of birth goes with the persons of its rows."""

from pathlib import Path

from compliance import load_lists, screen_file

LIST = """\
id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,\
first_seen,last_seen,last_change
p1,Person,Vladimir Kruglovskoy,,1971-05-12,ru,,,Some programme,,,some dataset,2024-01-01,\
2024-01-01,2024-01-01
"""


def test_the_date_of_birth_of_a_row_is_compared(tmp_path: Path) -> None:
    asked = tmp_path / "staff.csv"
    asked.write_text(
        "Name,Date of birth\nVladimir Kruglovskoy,1971-05-12\nVladimir Kruglovskoy,1990\n", "utf-8"
    )
    listed = tmp_path / "own.csv"
    listed.write_text(LIST, "utf-8")
    results = list(screen_file(asked, load_lists(listed)).results)
    assert [one.decision for one in results] == ["HIT", "REVIEW"]
