"""What policies make of a match: counted, held at another band, or shown and not counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.model import Decision, Evidence, Lead, Match, Party, PolicyRow, Purpose, Settings
from compliance.policy import least_asked
from tests.matching.building import watchlist
from tests.policy.building import (
    BY,
    judged,
    listed,
    listing,
    match_of,
    policy_of,
    ready_of,
    row,
    weak,
)

HIT, REVIEW, CLEAR = Decision.HIT, Decision.REVIEW, Decision.CLEAR
MILITARY = listed("Foo Avionics", "us-dod-1260h")
BOTH = listed("Foo Avionics", "us-dod-1260h", "us-bis-el")


# --- Purposes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", Purpose)
def test_a_1260h_listing_stops_federal_contracts_and_is_shown_elsewhere(purpose: Purpose) -> None:
    found = judged(policy_of(purpose=purpose), match_of(MILITARY))
    assert found.is_counted is (purpose is Purpose.FEDERAL)
    assert found.band is HIT  # what the comparison says stays
    if purpose is not Purpose.FEDERAL:
        assert found.own_policy == (
            f"Shown, not counted for the purpose “{purpose}”: Section 1260H list of Chinese "
            "military companies forbids nothing by itself; sections 805 and 851 tie federal "
            "contracts and purchases to it."
        )


@pytest.mark.parametrize("purpose", Purpose)
def test_an_ns_cmic_listing_stops_the_purchase_of_shares(purpose: Purpose) -> None:
    found = judged(policy_of(purpose=purpose), match_of(listed("Foo", "us-ofac-ns-cmic")))
    assert found.is_counted is (purpose is Purpose.INVEST)


def test_a_party_on_several_lists_counts_by_those_that_count() -> None:
    found = judged(policy_of(purpose="export"), match_of(BOTH))
    assert (found.is_counted, found.band) == (True, HIT)
    assert found.own_policy == (
        "Counts for the purpose “export” by Entity List; not counted: Section 1260H list of "
        "Chinese military companies."
    )


def test_the_same_party_on_another_list_counts_by_that() -> None:
    also = (listed("Foo Avionics Ltd", "us-bis-el", list_id="csl"),)
    assert judged(policy_of(purpose="export"), match_of(MILITARY, also=also)).is_counted
    assert not judged(policy_of(purpose="pay"), match_of(MILITARY, also=also)).is_counted


def test_a_list_that_nobody_describes_counts() -> None:
    assert judged(policy_of(purpose="pay"), match_of(listed("Foo", "own-list"))).is_counted


def test_a_party_that_leads_to_a_listed_one_or_was_listed_is_held_at_review() -> None:
    lead = Lead(to_entry="1", to_name="Dahua", relation="subsidiary of")
    ended = listing("us-bis-el", end_date="2020-01-01")
    for party, standing in (
        (replace(MILITARY, leads=(lead,)), "related to a listed party"),
        (replace(MILITARY, listings=(*MILITARY.listings, ended)), "formerly listed"),
    ):
        found = judged(policy_of(purpose="export"), match_of(party))
        assert (found.is_counted, found.band) == (True, REVIEW)
        assert f"Held at REVIEW, being {standing} beside what does not count" in found.own_policy


def test_a_rule_that_nobody_has_looked_up_since_is_not_used() -> None:
    late = policy_of(purpose="export", day="2027-11-30")
    assert judged(late, match_of(MILITARY)).is_counted
    assert "looked up until 2027-11-29: since then such listings count whatever" in late.warnings[0]
    assert not policy_of(purpose="export").warnings


def test_a_policy_comes_before_the_table_and_counted_before_not_counted() -> None:
    off = row(programmes=("us-bis-el",), purposes=("export",), counted=False)
    on = row(programmes=("us-dod-1260h",), purposes=("export",), counted=True)
    policy = policy_of(off, on, purpose="export")
    assert judged(policy, match_of(MILITARY)).is_counted
    entity = listed("Foo", "us-bis-el")
    assert judged(policy, match_of(entity)).own_policy == f"Shown, not counted: {BY}."
    again = policy_of(off, replace(off, counted=True), purpose="export")
    assert judged(again, match_of(entity)).is_counted
    assert judged(policy_of(off, purpose="pay"), match_of(BOTH)).is_counted is False


def test_a_private_list_is_set_aside_by_a_policy() -> None:
    letters = row(lists=("letters",), purposes=("purchase",), counted=False)
    policy = policy_of(letters, purpose="purchase")
    assert not judged(policy, match_of(listed("Foo", "own-list", list_id="letters"))).is_counted
    assert judged(policy, match_of(listed("Foo", "own-list", list_id="others"))).is_counted


# --- Thresholds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "score", "band", "expected"),
    [
        ({"hit": 0.96}, 0.95, HIT, (REVIEW, True)),
        ({"hit": 0.95}, 0.95, HIT, (HIT, True)),
        ({"hit": 0.85}, 0.86, REVIEW, (HIT, True)),
        ({"hit": 0.85}, 0.84, REVIEW, (REVIEW, True)),
        ({"hit": 0.85}, 0.95, REVIEW, (REVIEW, True)),  # held for another reason than its score
        ({"review": 0.6}, 0.59, REVIEW, (REVIEW, False)),
        ({"review": 0.6}, 0.6, REVIEW, (REVIEW, True)),
        ({"review": 0.5}, 0.51, CLEAR, (REVIEW, True)),
        ({"review": 0.5}, 0.49, CLEAR, (CLEAR, True)),
    ],
)
def test_thresholds(
    changes: dict[str, float], score: float, band: Decision, expected: tuple[Decision, bool]
) -> None:
    found = judged(policy_of(row(lists=("own",), **changes)), match_of(BOTH, score, band))
    assert (found.band, found.is_counted) == expected
    assert bool(found.own_policy) is (expected != (band, True))
    assert not found.own_policy or BY in found.own_policy


def test_a_threshold_of_a_country_reaches_parties_that_are_asked_with_it() -> None:
    policy = policy_of(row(countries=("DE",), review=0.6))
    weaker = match_of(BOTH, 0.58, REVIEW)
    assert not judged(policy, weaker, country="Germany").is_counted
    assert judged(policy, weaker, country="AT").is_counted
    assert judged(policy, weaker).is_counted


def test_asking_for_less_must_reach_every_list_and_asking_for_more_one() -> None:
    also = (listed("Foo Avionics Ltd", "us-bis-el", list_id="csl"),)
    both = match_of(MILITARY, 0.58, REVIEW, also=also)
    assert judged(policy_of(row(lists=("own",), review=0.6)), both).is_counted
    assert not judged(policy_of(row(lists=("own", "csl"), review=0.6)), both).is_counted
    near = replace(both, score=0.86)
    assert judged(policy_of(row(lists=("own",), hit=0.85)), near).band is HIT


def test_of_several_thresholds_the_lowest_holds() -> None:
    rows = [row(lists=("own",), review=one) for one in (0.7, 0.6, 0.8)]
    assert judged(policy_of(*rows), match_of(BOTH, 0.65, REVIEW)).is_counted


@pytest.mark.parametrize("rule", ["identifier", "address"])
def test_numbers_and_addresses_have_no_threshold(rule: str) -> None:
    said = (Evidence(rule=rule, score=0.0, asked="", listed="", note="the same"),)
    found = match_of(BOTH, 0.91, HIT, evidence=said)
    assert judged(policy_of(row(lists=("own",), review=0.95, hit=0.99)), found) == found


def test_scores_are_asked_for_as_low_as_policies_need() -> None:
    assert least_asked(Settings()) is None
    assert least_asked(Settings(policy=(row(review=0.7),))) is None
    assert least_asked(Settings(policy=(row(review=0.4), row(hit=0.8)))) == 0.4
    assert least_asked(Settings(min_score=0.3, policy=(row(review=0.4),))) == 0.3


# --- Weak aliases -----------------------------------------------------------------------------

OFF = row(programmes=("us-ofac-sdn",), weak_aliases=False)


def asked_by_name(text: str, party: object, *rows: PolicyRow) -> Match:
    matcher = Matcher(watchlist(party))  # type: ignore[arg-type]
    [[found]] = matcher.search([Party(name=text)])
    [answer] = policy_of(*rows).judge_over(matcher.ready, None)(Party(name=text), (found,))
    return answer


def test_a_match_by_a_weak_alias_alone_is_set_aside() -> None:
    party = weak("Blue Lagoon", "Ivan Petrovich Sidorov")
    found = asked_by_name("Blue Lagoon", party, OFF)
    assert found.is_counted is False
    assert found.own_policy == f"Shown, not counted, by a weak alias alone: {BY}."
    assert asked_by_name(
        "Blue Lagoon", party, row(programmes=("un-sc",), weak_aliases=False)
    ).decides


def test_a_match_that_another_name_makes_too_counts_by_that() -> None:
    party = weak("Blue Lagoon Trading", "Blue Lagoon Trading Company Limited")
    found = asked_by_name("Blue Lagoon Trading", party, OFF)
    assert found.decides
    assert found.matched_name == party.names[0]
    assert found.entry is party


def test_a_party_with_nothing_but_weak_aliases_is_shown() -> None:
    assert not asked_by_name("Blue Lagoon", weak("Blue Lagoon"), OFF).is_counted


# --- Matches that are shown as one ------------------------------------------------------------


def test_a_group_counts_where_one_of_it_does() -> None:
    other = listed("Foo Avionics Ltd", "us-ofac-sdn", list_id="csl")
    folded = (match_of(other, 0.7, REVIEW),)
    party = weak("Foo Avionics", "Something Else Entirely")
    head = replace(match_of(party, 0.8, REVIEW), matched_name=party.names[1])
    found = judged(policy_of(OFF), replace(head, also=(other,), folded=folded))
    assert found.decides
    assert [one.is_counted for one in found.folded] == [True]


SCORES = st.floats(min_value=0, max_value=1)


@given(SCORES, SCORES, SCORES, st.sampled_from(["", *Purpose]))
def test_nothing_is_taken_out_and_what_is_set_aside_says_why(
    score: float, hit: float, review: float, purpose: str
) -> None:
    band = HIT if score >= 0.9 else REVIEW if score >= 0.55 else CLEAR
    given_ = match_of(BOTH, score, band)
    policy = policy_of(row(lists=("own",), hit=hit, review=review), purpose=purpose)
    [found] = policy.judge(Party(name="asked"), (given_,), lambda *_: None)
    assert (found.entry, found.score, found.matched_name) == (BOTH, score, BOTH.names[0])
    assert bool(found.own_policy) or (found.is_counted and found.band is band)
    assert found.is_counted or found.own_policy.startswith("Shown, not counted")


def test_weaker_matches_than_asked_for_are_left_out() -> None:
    policy = policy_of(row(lists=("own",), review=0.5))
    low, near = match_of(BOTH, 0.45, CLEAR), match_of(BOTH, 0.52, CLEAR)
    judge = policy.judge_over(ready_of(BOTH), None)
    assert [one.score for one in judge(Party(name="asked"), (near, low))] == [0.52]
