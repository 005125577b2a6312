import io

import pytest
from rich.console import Console

from compliance.model import Decision, RowResult
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE
from compliance.reporters.entry import list_answer_lines
from compliance.reporters.text_lines import show_lines
from tests.reporters.factory import CHIPMAKER, EZVIZ, HOSTILE_NAMES, SUNDOWNER, match, result


def shown(answer: RowResult, width: int = 80) -> str:
    stream = io.StringIO()
    show_lines(list_answer_lines(answer), Console(file=stream, width=width))
    return stream.getvalue()


def labelled(answer: RowResult) -> list[tuple[str, str]]:
    """Labels and texts, on a terminal so wide that nothing wraps."""
    lines = (line.strip() for line in shown(answer, 400).splitlines())
    return [(a.strip(), b.strip()) for a, _, b in (line.partition("  ") for line in lines) if a]


def test_the_entry_is_printed_whole() -> None:
    found = labelled(result("Hik Vision", match()))
    assert found[0] == ("HIT", "Hik Vision")
    assert found[1:3] == [
        ("The reason for HIT.", ""),
        ("1. Hangzhou Hikvision Digital Technology Co., Ltd.", ""),
    ]
    for expected in (
        ("Match", "HIT, score 0.93"),
        ("Matched name", "Hikvision (alias)"),
        ("Standing", "listed"),
        ("Entry", "hikvision in list curated"),
        ("Countries", "CN"),
        ("Name", "Hangzhou Hikvision Digital Technology Co., Ltd. (primary)"),
        ("Hikvision (alias)", ""),
        ("杭州海康威视数字技术股份有限公司 (native name)", ""),
        ("Names from", "- 84 FR 54002"),
        ("Listing 1 of 2: Entity List (in force)", ""),
        (
            "Why listed",
            "Surveillance in Xinjiang: implicated in the repression of Muslim minorities.",
        ),
        (
            "What it restricts",
            "Exports, reexports and transfers to the party as purchaser, consignee or end-user.",
        ),
        (
            "Review policy",
            "Case-by-case review for some items; presumption of denial for all others.",
        ),
        ("Citation", "84 FR 54002"),
        ("Effective", "2019-10-09"),
        ("Status", "listed (CSL 2026-07-31)"),
        ("Amended", "2020-06-05: address added (85 FR 34503)"),
        ("Note", "One article speaks of 20 bureaus; the rule lists 18."),
        ("Source", "84 FR 54002, Supplement No. 4 to Part 744"),
        ("Listing 2 of 2: NDAA section 889 (in force)", ""),
        ("CN", "555 Qianmo Road, Binjiang District, Hangzhou"),
        ("uscc", "91330000733796106P"),
        (
            "core",
            '+0.80 Both names share the distinctive word. (asked "asked", listed "Hikvision")',
        ),
    ):
        assert expected in found, expected
    assert "Licence requirement For all items subject to the EAR." in shown(result("x", match()))


def test_a_lead_shows_the_way_to_the_listed_party() -> None:
    text = " ".join(shown(result("EZVIZ", match(EZVIZ))).split())
    assert "Standing related to a listed party" in text
    assert (
        "Leads to subsidiary of Hangzhou Hikvision Digital Technology Co., Ltd. (stake in %: 48 %, "
        "as of 2024-12, confidence high, entry hikvision) [annual report 2024]"
    ) in text


def test_a_former_listing_says_when_it_ended() -> None:
    text = " ".join(shown(result("Sundowner", match(SUNDOWNER))).split())
    assert "Standing formerly listed" in text
    assert (
        "Listings not in force Entity List (81 FR 12004, 2016-03-08), ended 2017-03-29; "
        "removed (82 FR 15461): Reexports."
    ) in text
    assert "What it restricts" not in text


def test_a_known_party_that_is_not_restricted_is_said_with_its_source() -> None:
    text = " ".join(shown(result("Chipmaker", match(CHIPMAKER, 1, Decision.CLEAR))).split())
    assert "Standing known, not restricted" in text
    assert (
        "Not restricted Named in an article as a supplier; on no list (article of 2019-10-08)."
    ) in text


@pytest.mark.parametrize("answer", [result("Bakery Ltd"), result("x", match())])
def test_every_answer_ends_with_what_it_does_not_mean(answer: RowResult) -> None:
    assert " ".join(shown(answer).split()).endswith(f"{NOT_CLEARANCE} {NOT_ADVICE}")


def test_no_match_is_worded() -> None:
    assert shown(result("Bakery Ltd")).startswith("CLEAR (no match)  Bakery Ltd\n")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_plain_text(name: str) -> None:
    text = shown(result(name, match()))
    assert "\x1b" not in text
    assert "\u202e" not in text
    text.encode("utf-8")
    assert all(len(line) <= 80 for line in text.splitlines())
