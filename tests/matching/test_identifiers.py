"""Registration numbers: the same number is the same party, whatever the names say."""

import pytest

from compliance.matching import Matcher
from compliance.matching.identifiers import by_identifier, same_identifiers
from compliance.model import Decision, Identifier, Party
from tests.matching.building import entry, watchlist

NUMBER = "91330000TEST796106P"
LISTED = entry("Dahua", identifiers=(Identifier(kind="uscc", value=NUMBER),))


def party(value: str, kind: str = "") -> Party:
    return Party(name="Wqxj", identifiers=(Identifier(kind=kind, value=value),))


@pytest.mark.parametrize(
    "value", [NUMBER, NUMBER.lower(), "91330000-TEST 796106.P", f" {NUMBER}\n"]
)
def test_punctuation_and_case_do_not_matter(value: str) -> None:
    ((at, (proof,)),) = same_identifiers(party(value), by_identifier([LISTED])).items()
    assert at == 0
    assert proof.note == "the same number (uscc) is given for the listed party"
    assert (proof.rule, proof.score, proof.asked, proof.listed) == (
        "identifier",
        1.0,
        value,
        NUMBER,
    )


@pytest.mark.parametrize("value", ["", "-", "n/a", "12345", "unknown", NUMBER[:-1]])
def test_other_short_and_wordy_values_prove_nothing(value: str) -> None:
    short = entry("Short", identifiers=(Identifier(kind="", value=value),))
    listed = [LISTED] if value == NUMBER[:-1] else [LISTED, short]
    assert same_identifiers(party(value), by_identifier(listed)) == {}


def test_every_entry_with_the_number_is_found() -> None:
    other = entry("Dahua Branch", identifiers=(Identifier(kind="", value=NUMBER),))
    found = same_identifiers(party(NUMBER, kind="tax id"), by_identifier([LISTED, other]))
    assert [(at, [proof.note for proof in proofs]) for at, proofs in found.items()] == [
        (0, ["the same number (uscc) is given for the listed party"]),
        (1, ["the same number (tax id) is given for the listed party"]),
    ]


def test_a_number_raises_a_match_that_the_name_alone_would_not_carry() -> None:
    asked = Party(name="Dahua Bakery", identifiers=(Identifier(kind="", value=NUMBER),))
    ((match,),) = Matcher(watchlist(LISTED)).search([asked])
    assert (match.score, match.band) == (1.0, Decision.HIT)
    assert match.evidence[0].rule == "identifier"


def test_two_shared_numbers_are_one_match_with_two_proofs() -> None:
    numbers = tuple(Identifier(kind="", value=f"9133000{at}TEST") for at in range(2))
    ((match,),) = Matcher(watchlist(entry("Dahua", identifiers=numbers))).search(
        [Party(name="Wqxj", identifiers=numbers)]
    )
    assert [proof.rule for proof in match.evidence] == ["identifier", "identifier"]


def test_a_party_found_by_number_alone_is_a_hit_with_its_proof() -> None:
    ((match,),) = Matcher(watchlist(LISTED)).search([party(NUMBER)])
    assert (match.entry, match.score, match.band) == (LISTED, 1.0, Decision.HIT)
    assert [proof.rule for proof in match.evidence] == ["identifier"]
