"""Notes on a party: which cell, which words, contradictions, red flags, and what is a question."""

import pytest
from msgspec.structs import replace

from compliance.model import Decision, PartyKind, Question, RowResult
from compliance.names.countries import list_territories
from compliance.places import OFF, build_locator
from compliance.places.deciding import is_legal_form
from compliance.places.loading import load_rules
from tests.places.building import DAY, LISTS, asked, locator, notes

TEHRAN = "Iran (comprehensive embargo), by the address “Tehran”."
CONTRADICTS = "which contradicts it: find out which is right."


def said(question: Question) -> list[str]:
    """The notes as they are told."""
    return [note.sentence for note in notes(question)]


def test_the_cell_and_the_words_are_told() -> None:
    assert said(asked(country=" iran ")) == [
        "Iran (comprehensive embargo), by the country “ iran ”."
    ]
    assert said(asked(address="Valiasr Ave 5, Tehran")) == [TEHRAN]
    assert said(asked(country="DE", destination="Syria")) == [
        "Syria (comprehensive embargo), by the destination “Syria”."
    ]
    [note] = notes(asked(country="US", destination="Port of Havana"))
    assert (note.place, note.cell, note.words) == ("Cuba", "destination", "Port of Havana")


def test_a_place_that_contradicts_the_country_says_so() -> None:
    assert said(asked(country="AE", address="Motahari St, Tehran")) == [
        f"{TEHRAN} The country column says United Arab Emirates, {CONTRADICTS}"
    ]


def test_a_region_of_the_country_says_so() -> None:
    [note] = notes(asked(country="UA", address="Lenina 5, Sevastopol"))
    assert note.place == "Crimea and Sevastopol"
    assert note.remark == "The country column says Ukraine: the region has rules of its own."
    assert note.is_open


def test_a_region_as_russia_writes_it_is_told_beside_russia() -> None:
    found = notes(asked(country="RU", address="295000, Республика Крым, г. Симферополь"))
    assert [note.place for note in found] == ["Crimea and Sevastopol", "Russia"]


def test_a_namesake_in_another_country_is_none() -> None:
    assert notes(asked(country="US", address="12 Main St, Cuba, NY 14727")) == []
    assert notes(asked(country="US", address="Damascus, Maryland")) == []
    assert notes(asked(country="PL", address="Mińsk Mazowiecki")) == []


def test_a_town_outside_the_part_that_rules_reach_is_only_noted() -> None:
    [note] = notes(asked(country="UA", address="Kramatorsk, Donetsk oblast, 84300"))
    assert not note.is_open
    assert note.remark == (
        "The town is held to lie outside the part that the rules reach: check it."
    )


def test_a_town_of_that_name_elsewhere_is_none() -> None:
    [note] = notes(asked(country="RU", address="346330, Rostovskaya obl., g. Donetsk"))
    assert note.place == "Russia"


def test_postcodes_count_in_the_country_that_gives_them() -> None:
    assert [one.words for one in notes(asked(country="UA", address="95011"))] == ["95011"]
    assert notes(asked(country="SG", address="1 Orchard Road 298135")) == []
    assert notes(asked(country="US", address="Sonoma, 95476")) == []


def test_a_name_is_no_place_but_the_address_behind_it_is() -> None:
    assert notes(asked(name="Iran Consulting GmbH", country="DE")) == []
    assert notes(asked(name="Bank Melli Iran", country="DE")) == []
    [note] = notes(asked(name="Acme Ltd, 12 Valiasr Ave, Tehran, Iran", country=""))[:1]
    assert note.cell == "name"
    person = replace(asked(country="DE").party, name="Cuba, Maria, Iran", kind=PartyKind.PERSON)
    assert notes(Question(file="", sheet="", row=1, party=person)) == []


@pytest.mark.parametrize("kind", [PartyKind.VESSEL, PartyKind.AIRCRAFT])
def test_vessels_and_aircraft_are_left_out(kind: PartyKind) -> None:
    party = replace(asked(country="IR").party, kind=kind)
    assert notes(Question(file="", sheet="", row=1, party=party)) == []


# --- Red flags --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "place", "remark"),
    [
        ({}, "no country", "There is a column for the country and it is empty here."),
        (
            {"country": "n/a"},
            "no country",
            "There is a column for the country and it is empty here.",
        ),
        ({"country": "QX"}, "unknown country", "“QX” is the code of no country."),
        (
            {"country": "Ruritania"},
            "unknown country",
            "“Ruritania” names no country that is known.",
        ),
    ],
)
def test_red_flags_of_the_country(cells: dict[str, str], place: str, remark: str) -> None:
    [note] = notes(asked(**cells))
    assert (note.place, note.kind, note.remark) == (place, "red flag", remark)
    assert not note.is_open


def test_without_a_column_for_the_country_it_is_not_missed() -> None:
    assert notes(replace(asked(), has_country=False)) == []
    assert notes(asked(address="Hauptstrasse 1, Berlin, Germany")) == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Blue Sea Freight Forwarding LLC", "forwarder as end-user"),
        ("Elbtor Spedition GmbH", "forwarder as end-user"),
        ("深圳国际货运代理有限公司", "forwarder as end-user"),
        ("for stock", "end-user unnamed"),
        ("Various customers", "end-user unnamed"),
        ("Acme Instruments Ltd", ""),
    ],
)
def test_red_flags_of_an_end_user(name: str, place: str) -> None:
    found = notes(asked(name=name, country="DE", role="end_user"))
    assert [note.place for note in found] == ([place] if place else [])
    assert notes(asked(name=name, country="DE", role="forwarder")) == []


def test_an_end_user_that_could_not_be_named() -> None:
    question = replace(asked(name="TBD", country="DE", role="end_user"), reason="unnamed")
    assert [note.place for note in notes(question)] == ["end-user unnamed"]


# --- What becomes of the answer ---------------------------------------------------------------


def answer(decision: Decision, **cells: str) -> RowResult:
    return RowResult(question=asked(**cells), decision=decision, reason="The names say so.")


def test_who_was_not_screened_stays_so_with_a_note_on_the_place() -> None:
    found = locator().locate(answer(Decision.UNSCREENED, country="IR"))
    assert [note.place for note in found.destination] == ["Iran"]
    assert not found.has_open_destination


@pytest.mark.parametrize("decision", [Decision.HIT, Decision.REVIEW, Decision.CLEAR])
def test_an_embargo_makes_it_review_at_least(decision: Decision) -> None:
    found = locator().locate(answer(decision, country="IR"))
    assert found.decision is (Decision.HIT if decision is Decision.HIT else Decision.REVIEW)
    assert found.is_open
    assert found.reason == "The names say so."
    assert found.explanation == (
        "Destination: Iran (comprehensive embargo), by the country “IR”. The names say so."
    )


@pytest.mark.parametrize("decision", list(Decision))
def test_a_note_alone_changes_nothing(decision: Decision) -> None:
    before = answer(decision, country="CN")
    found = locator().locate(before)
    assert [note.place for note in found.destination] == ["China"]
    assert replace(found, destination=()) == before
    assert found.explanation == before.explanation


def test_the_setting_makes_notes_of_questions_and_nothing_of_all() -> None:
    before = answer(Decision.CLEAR, country="IR")
    found = locator(way="note").locate(before)
    assert (found.decision, len(found.destination)) == (Decision.CLEAR, 1)
    assert build_locator(lambda: load_rules(LISTS), DAY, OFF) is None


def test_an_answer_without_a_note_is_the_same_object() -> None:
    before = answer(Decision.CLEAR, country="DE")
    assert locator().locate(before) is before


def test_names_of_places_are_not_made_for_a_party_without_an_address() -> None:
    plain = build_locator(lambda: load_rules(LISTS), DAY, "review")
    assert plain
    assert plain.find_notes(asked()) == locator().find_notes(asked())
    assert "gazetteer" not in vars(plain)
    assert plain.find_notes(asked(address="Tehran")) == locator().find_notes(
        asked(address="Tehran")
    )
    assert "gazetteer" in vars(plain)


@pytest.mark.parametrize("name", ["Acme Trading, Inc.", "Acme Trading, LLC"])
def test_they_are_not_for_a_legal_form_or_a_code(name: str) -> None:
    plain = build_locator(lambda: load_rules(LISTS), DAY, "review")
    assert plain
    question = asked(name=name, country="DE", destination="FR")
    assert plain.find_notes(question) == locator().find_notes(question)
    assert "gazetteer" not in vars(plain)


def test_nothing_that_is_not_looked_up_is_the_name_of_a_place() -> None:
    assert not [code for code in list_territories() if locator().read(code).mentions]
    assert not list(filter(is_legal_form, locator().gazetteer.phrases))
    assert said(asked(name="Acme Trading, RF"))[0].startswith("Russia")
