"""An explanation shows what scoring did; it never says anything else than scoring does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.errors import UsageError
from compliance.matching import Matcher
from compliance.matching.explain import ALONE, NEAREST, explain, explain_pair, nearest
from compliance.matching.features import RULES
from compliance.matching.scoring import read_bundled_scorecard as card
from compliance.matching.scoring import score
from compliance.matching.term_weights import weigh
from compliance.model import Decision, Name, NameKind, Party
from tests.matching.building import LEAD, bundled, bundled_matcher, entry, side, watchlist

NAMES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Hik Vision Bakery",
    "Dahua Technology Canada",
    "Institute No. 13",
    "Institute No. 55",
    "海康威视",
    "Ltd.",
    "NPP Ромашка",
    "BRG",
    "Blue River Glass",
)


@pytest.mark.parametrize("listed", NAMES)
@pytest.mark.parametrize("asked", NAMES)
def test_score_is_that_of_scoring_and_the_points_lead_to_it(asked: str, listed: str) -> None:
    told = explain_pair(asked, listed)
    assert told.score == pytest.approx(score(side(asked), side(listed), card()).score, abs=1e-6)
    if told.tally:
        assert min(told.tally.limit, told.tally.uncapped) == pytest.approx(told.score, abs=1e-6)
        assert [one.rule for one in told.tally.given] == list(RULES)
    assert (told.shortfall == "") == (told.band is Decision.HIT)


def test_every_word_is_laid_out_once() -> None:
    told = explain_pair("Hik Vision Bakery", "Hangzhou Hikvision Technology")
    assert [(part.asked, part.listed, part.how) for part in told.parts] == [
        ("hik vision", "hikvision", "joined"),
        ("bakery", "", ALONE),
        ("", "hangzhou", ALONE),
        ("", "technology", ALONE),
    ]
    assert told.parts[0].similarity == 1
    assert told.parts[1].similarity == 0
    assert told.asked_as == "hik vision bakery"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_explained_or_refused(asked: str, listed: str) -> None:
    empty = not (side(asked).name.tokens and side(listed).name.tokens)
    if empty:
        with pytest.raises(UsageError, match="a name has no letter or digit"):
            explain_pair(asked, listed)
    else:
        told = explain_pair(asked, listed)
        assert 0 <= told.score <= 1
        assert told.parts


def test_the_same_name_needs_no_rule() -> None:
    told = explain_pair("Dahua Co Ltd", "DAHUA CO., LTD.")
    assert (told.score, told.band, told.tally, told.shortfall) == (1, Decision.HIT, None, "")


def test_what_else_was_noticed() -> None:
    assert "the numbers differ (13 and 55)" in explain_pair(NAMES[3], NAMES[4]).remarks


def test_another_reading_counts_as_in_screening() -> None:
    assert explain_pair("DahuaTechnology", "Dahua Technology").asked_as == "dahua technology"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("Bosch GmbH / Zhejiang Dahua", "Zhejiang Dahua"),
        ("Zhejiang Dahua, 12 Main Street, London", "Zhejiang Dahua"),
        ("Zhejiang Dahua", ""),
    ],
)
def test_the_part_of_a_cell_is_explained_as_it_is_screened(asked: str, part: str) -> None:
    told = explain_pair(asked, "Zhejiang Dahua", watchlist("Zhejiang Dahua"))
    [[match]] = Matcher(watchlist("Zhejiang Dahua")).search([Party(name=asked)])
    assert (told.part, told.band) == (match.part, match.band) == (part, Decision.HIT)
    assert any("of the cell" in note for note in told.remarks) is bool(part)


def test_a_listed_name_is_taken_with_its_entry() -> None:
    related = watchlist(entry("Hikstorage", listings=(), leads=(LEAD,)))
    told = explain_pair("HIKSTORAGE", "hikstorage", related)
    assert (told.entry.id, told.band) == ("Hikstorage", Decision.REVIEW)
    assert told.shortfall == (
        "The entry only leads to a listed party: that is a question, never a HIT."
    )
    assert explain_pair("Hikstorage", "Hikstorage").band is Decision.HIT


@pytest.mark.parametrize(
    "asked",
    ["Hik Vision Bakery", "Dahua", "Intel Corp", "Zimmermann", "Bosch GmbH c/o Zhejiang Dahua"],
)
def test_the_nearest_are_those_of_the_matcher(asked: str) -> None:
    found = nearest(asked, bundled())
    [matches] = bundled_matcher().search([Party(name=asked)], min_score=0, max_matches=NEAREST)
    near = [one for one in matches if one.score >= 0.02] or matches
    assert [(one.entry.id, one.name, one.score, one.band) for one in found] == [
        (one.entry.id, one.matched_name, one.score, one.band) for one in near
    ]


def test_the_nearest_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="a name has no letter or digit"):
        nearest("...", bundled())


def test_a_weak_alias_is_said() -> None:
    listed = entry("Dahua", kind=NameKind.WEAK_ALIAS)
    told = explain("Dahua", listed, Name(text="Dahua", kind=NameKind.WEAK_ALIAS), weigh(()))
    assert (told.score, told.band) == (1, Decision.REVIEW)
    assert told.shortfall == (
        "The list calls this name a weak alias: it is never a HIT on the name alone."
    )


def test_without_matches_nothing_is_near() -> None:
    assert Matcher(watchlist("Dahua")).search([Party(name="Zzz")], min_score=0) == [()]
    assert nearest("Zzz", watchlist("Dahua")) == ()


def test_ten_entries_are_explained() -> None:
    """More than an officer reads; they are the best ones."""
    listed = watchlist(*(f"Zorvexin {chr(97 + at)}lumor" for at in range(12)))
    assert len([*nearest("Zorvexin", listed)]) == 10


@pytest.mark.parametrize(("others", "known"), [(99, True), (100, False)])
def test_of_a_hundred_namesakes_the_one_that_is_written_so_is_explained(
    others: int, known: bool
) -> None:
    """Beyond a hundred entries of a name it is explained as one on no list."""
    spaced = (replace(entry("Zorvexin, Malvory Ltd"), id=f"a{at:03}") for at in range(others))
    last = replace(entry("Zorvexin Malvory Ltd"), id="z")
    told = explain_pair("Zorvexin Malvory", "Zorvexin Malvory Ltd", watchlist(*spaced, last))
    assert (told.entry.id == "z") == known
