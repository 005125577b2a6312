"""Ships' names and IMO numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import Matcher, cells, identifiers
from compliance.model import Decision, Identifier, ListEntry, Name, Party, PartyKind, Watchlist
from tests.matching.building import IN_FORCE


def ship(name: str, imo: str = "") -> ListEntry:
    numbers = (Identifier(kind="imo", value=imo),) if imo else ()
    return ListEntry(
        id=name,
        list_id="own",
        names=(Name(text=name),),
        kind=PartyKind.VESSEL,
        listings=(IN_FORCE,),
        identifiers=numbers,
    )


def answer(asked: Party, *ships: ListEntry) -> Decision:
    [matches] = Matcher(Watchlist(lists=(), entries=ships)).search([asked])
    return matches[0].band if matches else Decision.CLEAR


@pytest.mark.parametrize(
    "text", ["MT BLUE HERON IMO 9074729", "Blue Heron (IMO: 9074729)", "imo no. 9074729"]
)
def test_imo_number_in_the_name(text: str) -> None:
    assert [one.value for one in identifiers.imo_numbers(text)] == ["9074729"]
    listed = ship("SOMETHING ELSE ENTIRELY", "9074729")
    assert answer(Party(name=text), listed) is Decision.HIT


def test_imo_number_of_a_column_with_its_letters() -> None:
    party = Party(name="Renamed", identifiers=(Identifier(kind="imo", value="IMO 9074729"),))
    assert answer(party, ship("BLUE HERON", "9074729")) is Decision.HIT


@pytest.mark.parametrize(
    ("raw", "bare"),
    [
        ("M/V Blue Heron", "Blue Heron"),
        ("M.T. Blue Heron", "Blue Heron"),
        ("MV BLUE HERON", "BLUE HERON"),
        ("SS Blue Heron", "Blue Heron"),
        ("Motor Tanker Blue Heron IMO 9074729", "Blue Heron"),
        ("M/V", "M/V"),
        ("Mvita", "Mvita"),
        ("IMO 9074729", "IMO 9074729"),
    ],
)
def test_bare_name(raw: str, bare: str) -> None:
    assert cells.bare_name(raw) == bare


@pytest.mark.parametrize("asked", ["M/V Sunward Pelican", "SUNWARD PELICAN", "MT Sunward Pelican"])
def test_a_ship_is_found_with_and_without_prefix(asked: str) -> None:
    assert answer(Party(name=asked), ship("SUNWARD PELICAN")).is_open


def test_numbers_tell_ships_apart() -> None:
    listed = ship("SUNWARD PELICAN 2")
    assert answer(Party(name="SUNWARD PELICAN 3"), listed) is Decision.CLEAR
    assert answer(Party(name="SUNWARD PELICAN 2"), listed).is_open


def test_a_common_word_is_no_hit() -> None:
    assert answer(Party(name="HOPE"), ship("HOPE")) is Decision.REVIEW


def test_every_sign_of_a_tail_number_counts() -> None:
    listed = ship("EP-XYZ")
    assert answer(Party(name="EP-XYZ"), listed).is_open
    assert answer(Party(name="XYZ"), listed) is Decision.CLEAR
    assert answer(Party(name="EP-XYW"), listed) is Decision.CLEAR


def test_a_firm_is_no_ship() -> None:
    assert answer(Party(name="Pelican Ltd"), ship("PELICAN")) is Decision.CLEAR


@given(st.text())
def test_any_text(raw: str) -> None:
    assert list(identifiers.imo_numbers(raw)) is not None
    assert cells.bare_name(raw) or not raw
