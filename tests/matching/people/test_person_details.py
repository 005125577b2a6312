"""Details of a person: how they are written, and what they say of a match."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.identifiers import other_identifiers
from compliance.matching.people.person_details import (
    BIRTH,
    OTHER_BIRTH,
    Period,
    compare_births,
    compare_details,
    list_births,
    read_births,
    read_gender,
)
from compliance.model import Decision, Identifier, ListEntry, Name, Party, PartyKind, Watchlist
from tests.matching.building import IN_FORCE


def entry(*births: str, kind: PartyKind = PartyKind.PERSON) -> ListEntry:
    return ListEntry(
        id="l1",
        list_id="test",
        names=(Name(text="KRUGLOVSKOY, Vladimir Sergeevich"),),
        kind=kind,
        identifiers=(Identifier(kind="passport", value="AB1234567"),),
        listings=(IN_FORCE,),
        remarks=("Title: Director", f"Date of birth: {'; '.join(births)}") if births else (),
    )


@pytest.mark.parametrize(
    "text",
    [
        "12 May 1971",
        "12 MAY 1971",
        "12 May 1971.",
        "12-May-1971",
        "May 12, 1971",
        "1971-05-12",
        "1971-05-12 00:00:00",
        "12.05.1971",
        "12.5.1971",
        "12 May 1971 (Gregorian calendar)",
    ],
)
def test_a_day(text: str) -> None:
    assert read_births(text) == (Period(date(1971, 5, 12), date(1971, 5, 12)),)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1971", date(1971, 1, 1), date(1971, 12, 31)),
        ("1971-00-00", date(1971, 1, 1), date(1971, 12, 31)),
        ("00/00/1971", date(1971, 1, 1), date(1971, 12, 31)),
        ("00/02/1971", date(1971, 2, 1), date(1971, 2, 28)),
        ("Dec 1971", date(1971, 12, 1), date(1971, 12, 31)),
        ("1971-02", date(1971, 2, 1), date(1971, 2, 28)),
        ("1968 to 1973", date(1968, 1, 1), date(1973, 12, 31)),
        ("between 1968 and 1973", date(1968, 1, 1), date(1973, 12, 31)),
        ("1968-1973", date(1968, 1, 1), date(1973, 12, 31)),
        ("circa 1971", date(1968, 12, 30), date(1974, 1, 1)),
    ],
)
def test_a_period(text: str, first: date, last: date) -> None:
    assert read_births(text) == (Period(first, last),)


def test_a_day_and_a_month_in_numbers_are_read_both_ways() -> None:
    assert [one.first for one in read_births("03/04/1971")] == [
        date(1971, 4, 3),
        date(1971, 3, 4),
    ]
    assert len(read_births("13/04/1971")) == 1


@pytest.mark.parametrize(
    "text", ["", "unknown", "71", "31 Feb 1971", "1700", "9 of 12", "12345678"]
)
def test_no_date(text: str) -> None:
    assert read_births(text) == ()


@given(st.text())
def test_any_text(text: str) -> None:
    assert all(one.first <= one.last for one in read_births(text))


def test_the_births_of_an_entry_are_in_its_remarks() -> None:
    assert list_births(entry("12 May 1971", "1972")) == ("12 May 1971", "1972")
    assert list_births(entry()) == ()


@pytest.mark.parametrize(
    ("asked", "listed", "rule", "score"),
    [
        ("1971-05-12", "12 May 1971", BIRTH, 0.4),
        ("05/12/1971", "12 May 1971", BIRTH, 0.4),
        ("1971", "12 May 1971", BIRTH, 0.2),
        ("1973", "circa 1971", BIRTH, 0.2),
        ("1985", "12 May 1971", OTHER_BIRTH, -0.6),
        ("12 May 1973", "12 May 1971", OTHER_BIRTH, -0.6),
    ],
    ids=["the day", "either way", "the year", "about", "another", "two years off"],
)
def test_what_it_says(asked: str, listed: str, rule: str, score: float) -> None:
    (found,) = compare_births(Party(name="x", birth=asked), entry(listed))
    assert (found.rule, found.score) == (rule, score)
    assert asked in found.note


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("", "12 May 1971"),
        ("unknown", "12 May 1971"),
        ("12 May 1972", "12 May 1971"),
        ("1985", "in his fifties"),
    ],
    ids=["not asked", "not readable", "a year off", "not readable on the list"],
)
def test_what_says_nothing(asked: str, listed: str) -> None:
    assert not list(compare_births(Party(name="x", birth=asked), entry(listed)))


def test_one_of_several_listed_dates_is_enough() -> None:
    (found,) = compare_births(Party(name="x", birth="1985"), entry("12 May 1971", "1985"))
    assert found.rule == BIRTH


def test_a_date_that_cannot_be_read_leaves_it_open() -> None:
    assert not list(compare_births(Party(name="x", birth="1985"), entry("1971", "in his fifties")))


def test_a_firm_has_none() -> None:
    firm = entry("1971", kind=PartyKind.ORGANISATION)
    assert not list(compare_births(Party(name="x", birth="1985"), firm))


def search(birth: str, **more: object) -> tuple[Decision, float, str]:
    party = Party(name="Vladimir Sergeevich Kruglovskoy", birth=birth, **more)  # type: ignore[arg-type]
    (found,) = Matcher(Watchlist(lists=(), entries=(entry("12 May 1971"),))).search([party])[0]
    return found.band, found.score, found.hold_reason


def test_another_date_of_birth_is_no_hit_but_a_question() -> None:
    assert search("")[0] is Decision.HIT
    assert search("12 May 1971")[0] is Decision.HIT
    band, score, held = search("3 Jan 1990")
    assert band is Decision.REVIEW
    assert score < search("")[1]
    assert held == "Held at REVIEW: the dates of birth contradict each other."


def test_the_same_number_outweighs_another_date() -> None:
    same = (Identifier(kind="passport", value="AB1234567"),)
    assert search("3 Jan 1990", identifiers=same)[0] is Decision.HIT


# --- Gender, nationality, identity numbers ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        *((text, "male") for text in ("M", "male", "Mr.", "männlich", "Homme", "Мужской", "男")),
        *((text, "female") for text in ("F", "Female", "w", "Mrs", "féminin", "женский", "女")),
        *((text, "") for text in ("", "x", "unknown", "12", "diverse")),
    ],
)
def test_a_gender_is_read_in_many_languages(text: str, gender: str) -> None:
    assert read_gender(text) == gender


def person(*remarks: str, **more: object) -> ListEntry:
    return replace(entry(), remarks=remarks, **more)


@pytest.mark.parametrize(
    ("remark", "asked", "rule", "share"),
    [
        ("Gender: Male", "M", "gender", 0.05),
        ("Gender Male", "mr", "gender", 0.05),
        ("Gender, Male", "M", "gender", 0.05),
        ("Gender: F", "männlich", "other gender", -0.6),
        ("Gender: Male", "female", "other gender", -0.6),
    ],
)
def test_a_gender_agrees_or_contradicts(remark: str, asked: str, rule: str, share: float) -> None:
    (found,) = compare_details(Party(name="x", gender=asked), person(remark))
    assert (found.rule, found.score) == (rule, share)
    assert found.note


@pytest.mark.parametrize(
    ("remark", "asked"),
    [("Gender: Male", ""), ("Gender: Male", "?"), ("Gender: not known", "M"), ("Title: Dr", "M")],
)
def test_a_gender_that_is_not_known_says_nothing(remark: str, asked: str) -> None:
    assert not list(compare_details(Party(name="x", gender=asked), person(remark)))


@pytest.mark.parametrize(
    ("remark", "asked", "rule", "share"),
    [
        ("nationality Iran", "Iranian", "nationality", 0.15),
        ("Nationality: (1) Libya (2) Tunisia", "TN", "nationality", 0.15),
        ("citizen Egypt", "Egypt; Germany", "nationality", 0.15),
        ("alt. nationality Iran", "German", "other nationality", -0.4),
        ("Citizenship: IRQ", "French", "other nationality", -0.4),
    ],
)
def test_a_nationality_agrees_or_contradicts(
    remark: str, asked: str, rule: str, share: float
) -> None:
    (found,) = compare_details(Party(name="x", nationality=asked), person(remark))
    assert (found.rule, found.score) == (rule, share)


@pytest.mark.parametrize(
    ("remark", "asked"),
    [
        ("nationality Iran", ""),
        ("nationality Iran", "of the moon"),
        ("Nationality: formerly of a State that is gone", "DE"),
        ("Title: Director of Iran Air", "DE"),
    ],
)
def test_a_nationality_that_cannot_be_read_says_nothing(remark: str, asked: str) -> None:
    assert not list(compare_details(Party(name="x", nationality=asked), person(remark)))


def test_a_firm_has_neither_gender_nor_nationality() -> None:
    firm = person("Gender: Male", "nationality Iran", kind=PartyKind.ORGANISATION)
    assert not list(compare_details(Party(name="x", gender="F", nationality="DE"), firm))


def number(value: str, country: str = "") -> Identifier:
    return Identifier(kind="national id", value=value, country=country)


@pytest.mark.parametrize(
    ("asked", "listed", "rule"),
    [
        (number("1234567890", "IR"), number("0987654321", "IR"), "other national id"),
        (number("1234567890"), number("0987654321", "IR"), "other national id"),
        (number("1234567890", "DE"), number("0987654321", "IR"), "other identifier"),
        (number("1234567890", "IR"), number("0987654321"), "other identifier"),
        (number("12345678", "IR"), number("0987654321", "IR"), "other identifier"),
    ],
)
def test_a_country_gives_a_person_one_identity_number(
    asked: Identifier, listed: Identifier, rule: str
) -> None:
    party = Party(name="x", nationality="Iranian", identifiers=(asked,))
    (found,) = other_identifiers(party, person(identifiers=(listed,)))
    assert found.rule == rule


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"gender": "F"}, "Held at REVIEW: the listed person is of the other gender."),
        ({"nationality": "Dutch"}, "Held at REVIEW: the list states another nationality."),
        (
            {"nationality": "Russia", "identifiers": (number("4509 123456"),)},
            "Held at REVIEW: the national identity numbers differ.",
        ),
    ],
)
def test_a_detail_that_contradicts_makes_a_hit_a_question(
    more: dict[str, object], reason: str
) -> None:
    known = person("Gender: Male", "nationality Russia", identifiers=(number("4508 654321", "RU"),))
    matcher = Matcher(Watchlist(lists=(), entries=(known,)))
    asked = Party(name="Vladimir Sergeevich Kruglovskoy")
    ((plain,),) = matcher.search([asked])
    ((found,),) = matcher.search([replace(asked, **more)])
    assert plain.band is Decision.HIT
    assert (found.band, found.hold_reason) == (Decision.REVIEW, reason)
    assert found.score < plain.score
