"""The sentences an officer reads, exactly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.evidence import (
    list_country_evidence,
    list_name_evidence,
    list_part_evidence,
)
from compliance.model import Party
from compliance.names.clean import LOOK_ALIKE
from tests.matching.building import compared, entry


def notes(asked: str, listed: str) -> list[str]:
    return [one.note for one in list_name_evidence(compared(asked, listed))]


def test_the_part_of_a_cell_is_named() -> None:
    [said] = list_part_evidence("Dahua", "Bosch / Dahua", "DAHUA CO.")
    assert (said.rule, said.score, said.asked, said.listed) == (
        "part of the cell",
        0.0,
        "Dahua",
        "DAHUA CO.",
    )
    assert said.note == "matched the part “Dahua” of the cell “Bosch / Dahua”"
    assert list(list_part_evidence("", "Dahua", "Dahua")) == []


def test_of_a_long_cell_the_beginning_is_quoted() -> None:
    [said] = list_part_evidence("Dahua", "Bosch / " * 100 + "Dahua", "Dahua")
    assert said.note.endswith("Bosch / Bosch / ...”")
    assert len(said.note) < 240


@pytest.mark.parametrize(
    ("asked", "listed", "sentences"),
    [
        ("Dahua", "Dahua", ["the names are the same"]),
        ("Hikvison", "Hikvision", ["“hikvison” is spelled much like “hikvision”"]),
        ("Hik Vision", "Hikvision", ["“hik vision” is “hikvision” with other spaces"]),
        (
            "Dahua Tech",
            "Dahua Technology",
            ["“dahua” stands in both names", "“tech” means the same as “technology”"],
        ),
        (
            "BRG",
            "Blue River Glass",
            ["“brg” and “blue river glass”: initials of the same words"],
        ),
        (
            "Blue River Bakery",
            "Blue River",
            ["“blue”, “river” stand in both names", "“bakery” is not in the listed name"],
        ),
        (
            "Dahua Bakery",
            "Zhejiang Dahua",
            [
                "“dahua” stands in both names",
                "“bakery” is not in the listed name",
                "“zhejiang” of the listed name is not in the asked one",
            ],
        ),
        (
            "Dahua GmbH",
            "Dahua AG",
            ["the names are the same", "the legal forms differ (llc and jsc)"],
        ),
        (
            "曠視科技",
            "旷视",
            [
                "“kuangshi” stands in both names",
                "“technology” is not in the listed name",
                "the Chinese name “旷视” is the same",
            ],
        ),
        (
            "Haikang",
            "海康",
            [
                "the names are the same",
                "compared by the sound of the Chinese characters (pinyin)",
            ],
        ),
        (
            "Нikvi\u200bsion",
            "Hikvision",
            [
                "the names are the same",
                "the asked name holds invisible characters",
                f"the asked name holds {LOOK_ALIKE}; this can be a way to evade screening",
            ],
        ),
    ],
)
def test_sentences_about_names(asked: str, listed: str, sentences: list[str]) -> None:
    assert notes(asked, listed) == sentences


def test_numbers_that_differ_are_told() -> None:
    assert "the numbers differ (13 and 14)" in notes("Institute 13", "Institute 14")
    assert "the numbers differ (13 and none)" in notes("Institute 13", "Institute")


@pytest.mark.parametrize(
    ("country", "listed", "sentences"),
    [
        ("China", ("CN",), ["country CN is given for the listed party"]),
        ("cn", ("CN", "HK"), ["country CN is given for the listed party"]),
        (
            "Germany",
            ("CN", "HK"),
            ["country DE differs from the listed party's (CN, HK); it does not rule it out"],
        ),
        ("", ("CN",), []),
        ("Nowhere", ("CN",), []),
        ("China", (), []),
    ],
)
def test_sentences_about_countries(
    country: str, listed: tuple[str, ...], sentences: list[str]
) -> None:
    party = Party(name="Dahua", country=country)
    found = list_country_evidence(party, entry("Dahua", countries=listed))
    assert [one.note for one in found] == sentences


NAMES = st.lists(
    st.sampled_from("Hik Vision Hikvision Dahua Tech 13 NPP 海康 科技 Ltd. GmbH".split()),
    min_size=1,
    max_size=5,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES)
def test_evidence_for_counts_up_and_against_counts_down(asked: str, listed: str) -> None:
    for one in list_name_evidence(compared(asked, listed)):
        assert -1 <= one.score <= 6
        assert (one.score < 0) == one.rule.endswith("alone")
        assert one.note
