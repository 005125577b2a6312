"""The index on the whole Consolidated Screening List, asked as people write names; skipped without.

One name of each kind is compared with every listed name; many are asked with a lower threshold.
"""

from functools import cache

import pytest

from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.matching.prepared_list import PreparedList
from compliance.model import Decision, Party
from tests.lists.sources.real import real

CSL = "csl/csl_2026-07-31.json"
KINDS = (
    ("abbreviation", "SUPARCO"),
    ("telling word", "Megvii Ltd"),
    ("by ear", "Hisbollah"),
    ("short form", "Bill Mohd Rafiqzai"),
    ("initials", "V.V. Putin"),
    ("one word", "vladimirputin"),
    ("with an address", "Inspur Group, 12 Zhongshan Road, 200001 Shanghai, China"),
)


@cache
def ready() -> PreparedList:
    """The list, made ready once."""
    return Matcher(catalog.load([str(real(CSL))])).ready


@pytest.mark.slow
@pytest.mark.parametrize("asked", [asked for _, asked in KINDS], ids=[kind for kind, _ in KINDS])
def test_the_index_loses_nothing_of_any_kind(asked: str) -> None:
    party = Party(name=asked)
    found = Matcher(ready()).search([party])
    assert found == Matcher(ready(), exhaustive=True).search([party])


@pytest.mark.slow
def test_a_lower_threshold_changes_no_decision() -> None:
    """`--min-score` shows more, and what must be looked at stays what it is."""
    matcher = Matcher(ready())
    names = [entry.names[0].text for entry in ready().entries[::250]]
    parties = [Party(name=name[: len(name) - 2]) for name in names]
    for party, plain, wide in zip(
        parties, matcher.search(parties), matcher.search(parties, min_score=0.3), strict=True
    ):
        open_ones = [one for one in wide if one.band is not Decision.CLEAR]
        assert list(plain) == open_ones[: len(plain)], party.name
        assert any(plain) == any(open_ones), party.name
