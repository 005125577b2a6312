"""An explanation as a person reads it, 80 columns wide."""

import io
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from rich.console import Console

from compliance.matching.caps import Floor
from compliance.matching.explain import explain_pair, nearest
from compliance.matching.features import RULES
from compliance.reporters.base import NOT_CLEARANCE
from compliance.reporters.explain import COMPARED, show_nearest, show_pair
from tests.matching.building import bundled, watchlist
from tests.reporters.factory import HOSTILE_NAMES


def shown(show: Callable[[Console], None], width: int = 80) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=width, force_terminal=False, highlight=False))
    return stream.getvalue()


def pair(asked: str, listed: str, width: int = 80) -> str:
    told = explain_pair(asked, listed)
    return shown(lambda console: show_pair(told, console), width)


def test_a_pair_is_laid_out_whole() -> None:
    text = " ".join(pair("Hik Vision Bakery", "Hangzhou Hikvision Technology").split())
    for expected in (
        "CLEAR (no match) score 0.",
        "(HIT from 0.90, REVIEW from 0.55)",
        "Asked Hik Vision Bakery compared as hik vision bakery",
        "hik vision hikvision with other spaces 1.00",
        "bakery - only in the asked name",
        "- hangzhou only in the listed name",
        "What is measured measure points of",
        "points short of REVIEW (0.55): “bakery” stands only in the asked name",
    ):
        assert expected in text, expected
    assert text.endswith(COMPARED)


def test_the_rules_that_speak_are_shown_with_their_sentence_and_no_others() -> None:
    text = pair("Hik Vision Bakery", "Hangzhou Hikvision", width=300)
    told = explain_pair("Hik Vision Bakery", "Hangzhou Hikvision").tally
    assert told is not None
    rules = text[text.index("Rules") : text.index("Decision")]
    for one in told.given:
        speaks = round(one.points, 2) != 0 or round(one.possible, 2) != 0
        assert (one.sentence in rules) == speaks, one.rule
    assert len(told.given) == len(RULES)


def test_the_part_of_a_cell_is_shown() -> None:
    text = pair("Bosch GmbH / Zhejiang Dahua", "Zhejiang Dahua", width=120)
    assert "part of it   Zhejiang Dahua" in text
    assert "part of it" not in pair("Zhejiang Dahua", "Zhejiang Dahua")


def test_the_same_name_is_said_to_be_the_same() -> None:
    text = " ".join(pair("Dahua Ltd", "DAHUA LTD").split())
    assert text.startswith("HIT score 1.00")
    assert "The names are the same after preparing: score 1, and no rule is asked." in text


def test_a_cap_is_said() -> None:
    listed = "Hikvision Digital Technology"
    text = " ".join(pair(f"{listed} Canada", listed).split())
    assert text.startswith("REVIEW score 0.89")
    assert "No more than 0.89, where HIT begins at 0.90: the asked name adds a place" in text
    assert text.count("adds a place") == 1


def test_a_score_that_was_raised_says_so() -> None:
    told = replace(explain_pair("Bakery Hikvision", "Dahua Technology"), score=0.6)
    text = " ".join(shown(lambda console: show_pair(told, console)).split())
    assert f"Raised to 0.60: {Floor.FAMILY.reason}." in text


def test_the_nearest_entries_each_say_why_they_are_no_hit() -> None:
    found = nearest("Hik Vision Bakery", bundled())
    text = shown(
        lambda console: show_nearest("Hik Vision Bakery", found, console, [""] * len(found))
    )
    assert text.startswith(f"Nearest to Hik Vision Bakery\n{len(found)} nearest entries")
    flat = " ".join(text.split())
    for number, one in enumerate(found, start=1):
        assert f" {number}. {one.band} " in flat
        assert one.shortfall in flat
    assert flat.endswith(NOT_CLEARANCE)


def test_a_hit_among_the_nearest_is_said() -> None:
    found = nearest("Dahua", watchlist("Dahua"))
    assert "It is a HIT." in shown(
        lambda console: show_nearest("Dahua", found, console, [""] * len(found))
    )


@pytest.mark.parametrize("name", [name for name in HOSTILE_NAMES if name.strip()])
def test_hostile_names_are_plain_text(name: str) -> None:
    asked = f"Dahua {name[:500]}"
    near = nearest(asked, watchlist("Dahua", f"{asked} Ltd"))
    for text in (
        pair(asked, "Dahua"),
        shown(lambda console: show_nearest(asked, near, console, [""] * len(near))),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text
        text.encode("utf-8")
        assert all(len(line) <= 80 for line in text.splitlines())
