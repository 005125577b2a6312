"""Every rule on an example, and the table against the scorecard."""

import pytest

from compliance.matching import scoring
from compliance.matching.features import FALLING, RISING, RULES
from tests.matching.building import compared


@pytest.mark.parametrize(
    ("rule", "asked", "listed", "value"),
    [
        ("asked covered", "Dahua", "Dahua Bakery", 1.0),
        ("listed covered", "Dahua Bakery", "Dahua", 1.0),
        ("asked covered", "Dahua", "Hikvision", 0.0),
        ("listed covered", "Dahua", "Hikvision", 0.0),
        ("contained", "Hikvision", "Hangzhou Hikvision Digital", 1.0),
        ("first word", "Dahua Bakery", "Dahua Shipyard", 1.0),
        ("weakest agreement", "Dahua", "Dahua", 1.0),
        ("asked word missing", "Dahua", "Dahua", 0.0),
        ("short name", "ZTE", "Zhejiang Dahua", 3.0),
        ("short name", "Zhejiang Dahua Technology", "Zhejiang Dahua Technology", 12.0),
        ("other legal form", "Dahua GmbH", "Dahua AG", 1.0),
        ("other legal form", "Dahua GmbH", "Dahua", 0.0),
        ("other number", "Institute 13", "13th Institute", 0.0),
        ("other number", "Institute 13", "Institute", 0.5),
        ("other number", "Institute 13", "Institute 14", 1.0),
        ("other place", "Dahua Canada", "Dahua Russia", 1.0),
        ("other place", "Dahua Canada", "Dahua", 0.0),
        ("nothing left over", "Technology Dahua", "Dahua Tech", 2.0),
        ("nothing left over", "Dahua Bakery", "Dahua", 0.0),
        ("initials", "Dahua", "Dahua", 0.0),
        ("asked initials", "BRG", "Blue River Glass", 3.0),
        ("listed initials", "BRG", "Blue River Glass", 0.0),
        ("listed initials", "Blue River Glass", "BRG", 3.0),
        ("asked initials", "BRG Bakery", "Blue River Glass", 0.0),
    ],
)
def test_a_rule_measures(rule: str, asked: str, listed: str, value: float) -> None:
    measure, _ = RULES[rule]
    assert measure(compared(asked, listed)) == pytest.approx(value)


def test_initials_count() -> None:
    measure, _ = RULES["initials"]
    assert measure(compared("BRG", "Blue River Glass")) > 0


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_what_it_measures(rule: str) -> None:
    measure, direction = RULES[rule]
    assert (measure.__doc__ or "").splitlines()[0].endswith(".")
    assert direction in (RISING, FALLING)
    assert measure.__name__ == rule.replace(" ", "_")


def test_the_scorecard_has_exactly_the_rules() -> None:
    assert set(scoring.read_bundled_scorecard().scales) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_more_agreement_never_lowers_a_score(rule: str) -> None:
    scale = scoring.read_bundled_scorecard().scales[rule]
    steps = list(zip(scale.points, scale.points[1:], strict=False))
    assert all(RULES[rule][1] * (after - before) >= 0 for before, after in steps)
    assert all(a < b for a, b in zip(scale.measure, scale.measure[1:], strict=False))
    assert len(scale.measure) == len(scale.points) > 0
