"""Which numbers are compared: each limit by numbers on either side of it."""

import pytest

from compliance.matching.identifiers import keys, other_identifiers
from compliance.model import Identifier, Party
from tests.matching.building import entry


@pytest.mark.parametrize(
    ("kind", "value", "compared"),
    [
        ("tax id", "123123", True),
        ("tax id", "121212", False),  # two signs: what people type where they have no number
        ("tax id", "000000", False),
        ("tax id", "12345", False),  # five signs are a house, a post code, a year of something
        ("aircraft tail number", "N1AB", True),
        ("aircraft tail number", "N1A", False),  # hardly a mark, and in many texts
    ],
)
def test_what_is_compared(kind: str, value: str, compared: bool) -> None:
    assert bool([*keys(Identifier(kind=kind, value=value))]) == compared


@pytest.mark.parametrize(
    ("kind", "asked", "share"),
    [
        ("lei", "213800WSGIIZCXF1P572", -0.4),  # of a scheme: a party has one
        ("tax id", "7702070777", -0.2),  # of any kind: it may have several
    ],
)
def test_how_far_another_number_moves_a_score(kind: str, asked: str, share: float) -> None:
    known = {"lei": "HWUPKR0MPOU8FGXBT394", "tax id": "7702070139"}[kind]
    listed = entry("Dahua", identifiers=(Identifier(kind=kind, value=known),))
    party = Party(name="X", identifiers=(Identifier(kind=kind, value=asked),))
    assert [one.score for one in other_identifiers(party, listed)] == [share]
