"""Country, address and numbers beside a name: evidence that moves a score inside its band."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher, scoring
from compliance.matching.evidence import list_circumstances, pull, score_alone
from compliance.matching.postal.addresses import AddressSighting, Likeness
from compliance.model import Address, Decision, Evidence, Identifier, ListEntry, Match, Party
from tests.matching.building import IN_FORCE, LEAD, bundled_matcher, entry, watchlist

HOUSE = "No. 18 Plum Blossom Road, Pudong New Area, Shanghai 201203, China"
UNIT = "Unit D, 16/F, 18 Lunar Rd, Wan Chai, Hong Kong"
ITSELF = ListEntry(
    id="a",
    list_id="own",
    names=entry("Address 01").names,
    listings=(IN_FORCE,),
    addresses=(Address(text=UNIT),),
)
FIRM = ListEntry(
    id="f",
    list_id="own",
    names=entry("Kuiper Optics").names,
    countries=("CN",),
    listings=(IN_FORCE,),
    addresses=(Address(text=HOUSE), Address(text="Room 7, 9 Elm Road, Wuhan, China")),
    identifiers=(Identifier(kind="lei", value="549300DMXFZSUGUJWW51"),),
)
BOTH = Matcher(watchlist(ITSELF, FIRM))


def search(name: str = "", address: str = "") -> tuple[Match, ...]:
    [found] = BOTH.search([Party(name=name, address=address)])
    return found


@pytest.mark.parametrize(
    ("address", "band", "note"),
    [
        (
            "Unit D 16F 18 Lunar Road Wanchai",
            Decision.HIT,
            "this address is itself listed: whoever uses it is covered",
        ),
        (
            "18 Lunar Road, Wan Chai",
            Decision.REVIEW,
            (
                "the same building as an address that is itself listed, and only one of the two "
                "says which room, floor or block: ask"
            ),
        ),
        (
            "Unit E, 16/F, 18 Lunar Road, Wan Chai",
            Decision.REVIEW,
            (
                "the same building as an address that is itself listed, "
                "but another room, floor or block"
            ),
        ),
        (
            "18 Plum Blossom Rd, Shanghai",
            Decision.REVIEW,
            "the address is that of the listed party",
        ),
        (
            "9 Elm Rd, Wuhan",
            Decision.REVIEW,
            (
                "the same building as the listed party's, and only one of the two addresses "
                "says which room, floor or block"
            ),
        ),
    ],
)
@pytest.mark.parametrize("name", ["Bakery Zimmermann", "", "..."])
def test_an_address_finds_without_a_name(
    name: str, address: str, band: Decision, note: str
) -> None:
    [match] = search(name, address)
    assert (match.band, match.is_by_address) == (band, True)
    assert match.evidence[0].note.startswith(f"{note}; listed: “")


@pytest.mark.parametrize(
    "address", ["Room 8, 9 Elm Road, Wuhan", "Wuhan, China", "P.O. Box 18, Shanghai", "Hong Kong"]
)
def test_another_room_at_a_party_and_vague_addresses_find_nothing(address: str) -> None:
    assert search("Bakery Zimmermann", address) == ()


def test_another_room_can_be_seen_when_asked_for() -> None:
    asked = Party(name="Bakery Zimmermann", address="Room 8, 9 Elm Road, Wuhan")
    [[match]] = BOTH.search([asked], min_score=0.5)
    assert match.band is Decision.CLEAR


def test_of_a_building_one_is_shown_and_the_others_counted() -> None:
    rooms = [
        replace(ITSELF, id=str(room), addresses=(Address(text=f"Room {room}, 9 Elm Road, Wuhan"),))
        for room in range(3)
    ]
    [matches, whole] = Matcher(watchlist(*rooms, replace(rooms[1], id="more"))).search(
        [
            Party(name="X", address="Room 8, 9 Elm Road, Wuhan"),
            Party(name="X", address="Room 1, 9 Elm Road, Wuhan"),
        ]
    )
    assert [one.entry.id for one in matches] == ["0"]
    assert "; the same holds for 3 more listed entries; " in matches[0].evidence[0].note
    assert [one.entry.id for one in whole] == ["1", "more"]
    assert "; the same holds for one more listed entry; " in whole[0].evidence[0].note


def test_an_address_is_no_name_for_a_party() -> None:
    assert search("Address 01") == ()
    assert search("Address Trading Ltd") == ()


def test_a_name_that_hits_keeps_its_place_and_shows_the_address() -> None:
    [match] = search("Kuiper Optics", "18 Plum Blossom Rd, Shanghai")
    assert (match.score, match.band, match.is_by_address) == (1.0, Decision.HIT, False)
    assert any(one.rule == "address" for one in match.evidence)


def test_a_near_name_at_the_address_is_one_match_with_all_evidence() -> None:
    [match] = search("Kuiper Bakery Optical Glass", "18 Plum Blossom Rd, Shanghai")
    rules = [one.rule for one in match.evidence]
    assert match.band is Decision.REVIEW
    assert rules.count("address") == 1


def test_a_conflict_never_hides_a_match_and_is_shown() -> None:
    other = Party(
        name="Kuiper Optics",
        country="Germany",
        address="Hauptstr. 5, Berlin",
        identifiers=(Identifier(kind="lei", value="213800WSGIIZCXF1P572"),),
    )
    [[match]] = BOTH.search([other])
    assert scoring.HIT_FROM <= match.score < 1
    assert match.band is Decision.HIT
    shown = {one.rule: one.score for one in match.evidence}
    assert {"country", "town", "other identifier"} <= shown.keys()
    assert max(shown[rule] for rule in ("country", "town", "other identifier")) < 0


def test_what_is_missing_says_nothing() -> None:
    assert list_circumstances(Party(name="Kuiper Optics"), FIRM, None) == ()
    assert list_circumstances(Party(name="X", country="CN", address=HOUSE), entry("X"), None) == ()


def test_a_town_in_common_is_told() -> None:
    [one] = list_circumstances(Party(name="X", address="77 Oak Street, Wuhan"), FIRM, None)
    assert (one.rule, one.note) == ("town", "“wuhan” is in an address of the listed party")


def test_a_shared_address_is_no_match_by_itself() -> None:
    seen = AddressSighting(likeness=Likeness.WHOLE, listed=HOUSE, shared=True)
    assert score_alone(seen, FIRM) < scoring.REVIEW_FROM
    assert score_alone(seen, ITSELF) >= scoring.HIT_FROM


def test_the_address_entries_of_the_bundled_list_are_hits() -> None:
    asked = Party(
        name="Bakery Zimmermann", address="RM 1003 Lippo Centre Tower 1, 89 Queensway, HK"
    )
    [[match, *_]] = bundled_matcher().search([asked])
    assert (match.entry.name, match.band) == ("Address 09", Decision.HIT)


PULLS = st.lists(st.floats(-0.6, 0.6), max_size=5)
STANDINGS = st.sampled_from([entry("X"), entry("X", listings=(), leads=(LEAD,))])


@example(0.9999999999999999, [0.5], entry("X"))
@given(st.floats(0, 1), PULLS, STANDINGS)
def test_no_circumstance_carries_a_score_into_another_band(
    score: float, pulls: list[float], one: ListEntry
) -> None:
    found = [Evidence(rule="x", score=pull, asked="", listed="", note="x") for pull in pulls]
    total = pull(found)
    moved = scoring.within_band(score, one, total)
    assert scoring.band(moved, one, one.names[0], weak=False) is scoring.band(
        score, one, one.names[0], weak=False
    )
    assert moved == score or (moved > score) == (total > 0)
    assert (moved == 1) == (score == 1 and total >= 0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-0.8, 0.8))
def test_of_two_scores_the_higher_stays_the_higher(low: float, high: float, total: float) -> None:
    low, high = sorted((low, high))
    one = entry("X")
    assert scoring.within_band(low, one, total) <= scoring.within_band(high, one, total)
