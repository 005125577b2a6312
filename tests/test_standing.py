"""The headline by standing: what has ended or begins later is not "listed"."""

import pytest

from compliance.cli.main import main


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(["name", *arguments, "--no-config", "--list", "curated"])
    return " ".join(capsys.readouterr().out.split())


def test_zte_today_is_not_listed_by_what_ended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Entity List to 29 March 2017 (82 FR 15458), denial order to 13 July 2018 (83 FR 34825)."""
    said = answer(capsys, "ZTE Corporation")
    headline = said.split(" 1. ZTE")[0]
    assert "section 889" in headline
    assert "Entity List" not in headline
    assert "Denied Persons" not in headline
    restricting = said.split("Listings not in force")[0]
    assert "General Prohibition Four" not in said
    assert "a BIS licence is needed" not in restricting
    assert "ended 2017-03-29" in said
    assert "Listing 2 of 2" in said


def test_zte_in_june_2016_was_on_the_entity_list_and_under_no_later_law(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Section 889 is of 2018; the Entity List held from 8 March 2016 on (81 FR 12004)."""
    said = answer(capsys, "ZTE Corporation", "--as-of", "2016-06-01")
    assert said.startswith(
        "REVIEW ZTE Corporation Score 1.00 for “ZTE Corporation”: listed (Entity"
    )
    assert "Listing 1 of 1: Entity List (in force)" in said
    assert "section 889" not in said.split("Evidence")[0].split("Listing 1 of 1")[1]
    assert "3 listings that begin after the day asked for: not shown." in said


def test_an_address_of_hong_kong_is_listed_since_the_twelfth_of_june(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """89 FR 51644 (18 June 2024), in effect since 12 June 2024."""
    place = "Unit 04, 7/F Bright Way Tower, No. 33 Mong Kok Road, Kowloon"
    asked = ("Anybody", "--address", place)
    assert "listed (Entity List)" in answer(capsys, *asked, "--as-of", "2024-06-12")
    assert answer(capsys, *asked, "--as-of", "2024-06-11").startswith("CLEAR")
