"""What holds a match at REVIEW is said, in the run as in `explain`."""

import pytest

from compliance.matching import Matcher
from compliance.matching.caps import Cap
from compliance.matching.explain import explain_pair
from compliance.matching.prepared_list import prepare_list
from compliance.matching.scorers import find_held_reason
from compliance.matching.scoring import Scored
from compliance.model import Decision, ListEntry, Name, NameKind, Party, PartyKind
from tests.matching.building import IN_FORCE, compared, entry, watchlist

LISTED = entry("Zorvexin Optics Ltd")


@pytest.mark.parametrize(
    ("score", "cap", "kind", "weak", "said"),
    [
        (1.0, None, NameKind.PRIMARY, False, ""),
        (1.0, None, NameKind.PRIMARY, True, "too short or too common"),
        (0.95, None, NameKind.WEAK_ALIAS, False, "a weak alias"),
        (0.89, Cap.BRANCH, NameKind.PRIMARY, False, "adds a place"),
        (0.885, Cap.BODY, NameKind.PRIMARY, False, "two bodies of one kind"),
        (0.89, None, NameKind.PRIMARY, False, ""),
        (0.7123, None, NameKind.PRIMARY, True, ""),
    ],
)
def test_the_reason(score: float, cap: Cap | None, kind: NameKind, weak: bool, said: str) -> None:
    scored = Scored(compared("Zorvexin", "Zorvexin"), score, cap)
    reason = find_held_reason(scored, LISTED, Name(text="Zorvexin", kind=kind), weak=weak)
    assert said in reason
    assert bool(reason) is bool(said)


@pytest.mark.parametrize(
    ("asked", "listed", "said"),
    [
        ("Zorvexin Optics Germany", entry("Zorvexin Optics"), "the asked name adds a place"),
        ("Tiandy", entry("Tiandy", kind=NameKind.WEAK_ALIAS), "a weak alias"),
        ("Zorvexin Fund 3", entry("Zorvexin Fund"), "differ by a number alone"),
        ("Blue Zorvexin", entry("Blue Zorvexin"), ""),
    ],
)
def test_a_match_says_what_holds_it(asked: str, listed: ListEntry, said: str) -> None:
    ([match],) = Matcher(watchlist(listed)).search([Party(name=asked)])
    assert match.band is (Decision.REVIEW if said else Decision.HIT)
    assert said in match.hold_reason
    assert bool(match.hold_reason) is bool(said)


NAMES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Zhejiang Dahua Technology",
    "Institute No. 13",
    "Ministry of Defence of Ruritania",
    "Zorvexin Optics (ZO) Ltd",
    "UWSP",
)
ASKED = (
    *NAMES,
    "Hickvision",
    "Hikvision Germany",
    "Dahua Ltd",
    "Dahua Technolgy / Bosch GmbH",
    "Institute No. 12",
    "Ministry of Finance of Ruritania",
    "Zorvexin",
    "ZO",
    "University of Wisconsin Stevens Point",
    "Yevgeniy Kuznetsov",
)


@pytest.mark.parametrize("asked", ASKED)
def test_explain_says_what_screening_says(asked: str) -> None:
    person = ListEntry(
        id="p",
        list_id="own",
        names=(Name(text="KUZNETSOV, Yevgeniy Borisovich"),),
        kind=PartyKind.PERSON,
        listings=(IN_FORCE,),
    )
    acronym = entry("UWSP", "United Wa State Party")
    lists = prepare_list(watchlist(*NAMES[:-1], acronym, person))
    [matches] = Matcher(lists).search([Party(name=asked)], min_score=0, max_matches=20)
    for match in matches:
        told = explain_pair(asked, match.matched_name.text, lists)
        assert told.entry == match.entry
        assert (told.score, told.band) == (match.score, match.band)
