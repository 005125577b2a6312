"""From a watchlist and parties to matches, best first, whatever the batch."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import Decision, Name, NameKind, Party
from tests.matching.building import LEAD, entry, watchlist
from tests.matching.oracle import exhaustive

HIKVISION = entry("Hangzhou Hikvision Digital Technology Co., Ltd.", "Hikvision", "海康威视")
DAHUA = entry("Zhejiang Dahua Technology Co., Ltd.", countries=("CN",))
AFFILIATE = entry("Hikvision Canada", listings=(), leads=(LEAD,))
HARMLESS = entry("Ambarella", listings=())
MATCHER = Matcher(watchlist(HIKVISION, DAHUA, AFFILIATE, HARMLESS, "..."))
ASKED = [
    "Hikvision",
    "Hikvison Digital Technology",
    "HikVision",
    "ZHEJIANG DAHUA TECHNOLGY",
    "Ambarella Inc",
    "Zimmermann Bakery",
    "海康威视",
    "...",
    "",
]


def ask(*names: str, min_score: float | None = None, most: int = 5) -> list[list[tuple[str, str]]]:
    """For each name the (entry, matched name) pairs found."""
    found = MATCHER.search(
        [Party(name=name) for name in names], min_score=min_score, max_matches=most
    )
    return [[(match.entry.id, match.matched_name.text) for match in one] for one in found]


def test_the_best_name_of_each_entry_is_its_match() -> None:
    (found,) = ask("Hikvision", min_score=0.0)
    assert found[0] == (HIKVISION.id, "Hikvision")
    assert len({entry_id for entry_id, _ in found}) == len(found)


def test_best_first_and_every_match_explained() -> None:
    ((*matches,),) = MATCHER.search([Party(name="Hikvision", country="CN")], min_score=0.0)
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert all(0 <= score <= 1 for score in scores)
    assert all(match.evidence for match in matches)


def test_only_what_must_be_looked_at_unless_more_is_asked_for() -> None:
    (usual,), (all_of_them,) = ask("Dahua Digital"), ask("Dahua Digital", min_score=0.0)
    assert set(usual) <= set(all_of_them)
    ((*matches,),) = MATCHER.search([Party(name="Hikvison")])
    assert all(match.score >= REVIEW_FROM for match in matches)
    assert len(ask("Hikvision", min_score=0.0, most=1)[0]) == 1


def test_a_name_that_is_asked_again_is_answered_as_at_first() -> None:
    matcher = Matcher(watchlist(HIKVISION, DAHUA))
    parties = [Party(name=name) for name in ASKED]
    first = [matcher.search(parties, min_score=least) for least in (None, 0.0)]
    again = [matcher.search(parties[::-1], min_score=least)[::-1] for least in (None, 0.0)]
    assert again == first
    assert first[0] != first[1]


def test_bands_follow_what_the_entry_is() -> None:
    parties = [Party(name=name) for name in ("Hikvision", "Hikvision Canada", "Ambarella")]
    found = MATCHER.search(parties, min_score=0.0)
    assert [one[0].band for one in found] == [Decision.HIT, Decision.REVIEW, Decision.CLEAR]
    assert [one[0].score for one in found] == [1, 1, 1]
    assert REVIEW_FROM < HIT_FROM


def test_names_without_letters_match_nothing() -> None:
    assert ask("...", "", " ", min_score=0.0) == [[], [], []]


def test_no_parties_no_answers_and_no_list_no_matches() -> None:
    assert MATCHER.search([]) == []
    assert Matcher(watchlist()).search([Party(name="Hikvision")]) == [()]


def test_a_name_typed_without_spaces_is_read_both_ways() -> None:
    ((first, *_),) = ask("HangzhouHikvisionDigitalTechnology")
    assert first[0] == HIKVISION.id


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ASKED), max_size=12))
def test_an_answer_does_not_depend_on_its_batch(names: list[str]) -> None:
    parties = [Party(name=name) for name in names]
    alone = [MATCHER.search([party])[0] for party in parties]
    assert MATCHER.search(parties) == alone


def test_an_answer_does_not_depend_on_the_order_of_parties() -> None:
    parties = [Party(name=name) for name in ASKED * 40]
    random.Random(2).shuffle(parties)  # noqa: S311
    alone = {name: MATCHER.search([Party(name=name)])[0] for name in ASKED}
    assert MATCHER.search(parties) == [alone[party.name] for party in parties]


def test_a_list_in_another_order_gives_the_same_matches() -> None:
    turned = Matcher(watchlist("...", HARMLESS, AFFILIATE, DAHUA, HIKVISION))
    parties = [Party(name=name) for name in ASKED]
    assert turned.search(parties) == MATCHER.search(parties)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_name_can_be_asked(name: str) -> None:
    (matches,) = MATCHER.search([Party(name=name)], min_score=0.0)
    assert all(0 <= match.score <= 1 for match in matches)


def test_a_full_name_that_hits_decides_before_a_weak_alias_that_is_more_alike() -> None:
    both = replace(
        entry("Qorvex Zandoria Instruments"),
        names=(
            Name(text="Qorvex Zandoria Instruments", kind=NameKind.PRIMARY),
            Name(text="Qorvex Zandoria Instrument", kind=NameKind.WEAK_ALIAS),
        ),
    )
    ((match,),) = Matcher(watchlist(both)).search([Party(name="Qorvex Zandoria Instrument")])
    assert (match.matched_name.kind, match.band) == (NameKind.PRIMARY, Decision.HIT)


@pytest.mark.parametrize(
    ("names", "asked", "open_"),
    [
        (("UWSP", "United Wa State Party"), "University of Wisconsin Stevens Point", False),
        (("UWSP",), "University of Wisconsin Stevens Point", True),
        (("UWSP", "United Wa State Party"), "United Wa State Party", True),
        (("UWSP", "United Wa State Party"), "UWSP", True),
    ],
    ids=["spelled out otherwise", "not spelled out", "the name", "the acronym"],
)
def test_an_acronym_that_is_spelled_out_stands_for_nothing_else(
    names: tuple[str, ...], asked: str, open_: bool
) -> None:
    listed = watchlist(entry(*names))
    (ours,), (theirs,) = (
        m.search([Party(name=asked)]) for m in (Matcher(listed), exhaustive(listed))
    )
    assert ours == theirs
    assert bool(ours) is open_
