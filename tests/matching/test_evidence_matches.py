"""Matches by a number or an address, and which of two for one entry counts."""

import pytest
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.evidence import match_by_address, match_by_number, stronger
from compliance.matching.postal.addresses import AddressSighting, Likeness
from compliance.model import Decision, Evidence, Match, Party
from tests.matching.building import entry, watchlist

FIRM = entry("Kuiper Optics", countries=("CN",))
PARTY = Party(name="Bakery", address="9 Elm Road", country="CN")
PROOF = Evidence(rule="identifier", score=1.0, asked="1", listed="1", note="the same number")
NAMED = Evidence(rule="same words", score=1.0, asked="x", listed="x", note="a word")
SEEN = AddressSighting(likeness=Likeness.WHOLE, listed="9 Elm Rd")


def match(score: float, band: Decision) -> Match:
    return Match(entry=FIRM, matched_name=FIRM.names[0], score=score, band=band, evidence=(NAMED,))


def test_a_number_is_a_hit_with_all_that_is_known_beside_it() -> None:
    found = match_by_number(FIRM, PARTY, (PROOF,), SEEN)
    assert (found.score, found.band) == (1.0, Decision.HIT)
    assert [one.rule for one in found.evidence] == ["identifier", "country", "address"]
    assert not found.is_by_address


def test_an_address_comes_first_in_its_match() -> None:
    found = match_by_address(FIRM, PARTY, SEEN)
    assert [one.rule for one in found.evidence] == ["address", "country"]
    assert (found.band, found.is_by_address) == (Decision.REVIEW, True)


@pytest.mark.parametrize(
    ("score", "band", "expected", "rules"),
    [
        (0.95, Decision.HIT, 0.95, ["same words"]),
        (0.60, Decision.REVIEW, 0.80, ["same words"]),
        (0.85, Decision.REVIEW, 0.85, ["same words"]),
        (0.30, Decision.CLEAR, 0.80, ["address", "same words", "country"]),
    ],
)
def test_the_graver_counts(score: float, band: Decision, expected: float, rules: list[str]) -> None:
    placed = match_by_address(FIRM, PARTY, SEEN)
    found = stronger(match(score, band), placed)
    assert found.score == expected
    assert found.band is (Decision.HIT if band is Decision.HIT else Decision.REVIEW)
    assert [one.rule for one in found.evidence] == rules


def test_no_evidence_is_told_twice() -> None:
    placed = match_by_address(FIRM, PARTY, SEEN)
    named = replace(match(0.3, Decision.CLEAR), evidence=(NAMED, *placed.evidence))
    assert len(stronger(named, placed).evidence) == 3


def test_a_name_read_by_ear_says_how_it_was_read() -> None:
    """“The names are the same” alone would leave an officer wondering."""
    listed = watchlist("Zorvexin Vision Ltd", "Hikvision")
    ([match],) = Matcher(listed).search([Party(name="Хиквижн")])
    notes = [piece.note for piece in match.evidence]
    assert "“Хиквижн” was read by ear, as “hikvision”" in notes
    ([plain],) = Matcher(listed).search([Party(name="Hikvision")])
    assert not any("by ear" in piece.note for piece in plain.evidence)
