"""How much a country says, in figures: those that docs/matching.md tells officers."""

import pytest

from compliance.matching.evidence import list_country_evidence
from compliance.model import Party
from tests.matching.building import entry


@pytest.mark.parametrize(
    ("country", "share"),
    [
        ("CN", 0.1),  # the same country is that of most who ask
        ("HK", 0.0),  # lists put Hong Kong under China or not
        ("DE", -0.3),  # another country says more, and rules nothing out
    ],
)
def test_how_far_a_country_moves_a_score(country: str, share: float) -> None:
    (said,) = list_country_evidence(
        Party(name="X", country=country), entry("Dahua", countries=("CN",))
    )
    assert said.score == share
