"""How much of an address may be misprinted: each number by addresses on either side of it."""

import pytest

from compliance.matching.postal.addresses import Likeness, address_book
from tests.matching.postal.test_addresses import at


def found(asked: str, listed: str) -> bool:
    """Whether the book finds the listed address."""
    seen = address_book([at("X", listed)]).find(asked).get(0)
    return seen is not None and seen.likeness is Likeness.WHOLE


@pytest.mark.parametrize(
    ("asked", "listed", "expected"),
    [
        # Of five letters one may be a misprint, of four it makes another street.
        ("Lunor", "Lunar", True),
        ("Lune", "Luna", False),
        # Of nine letters two may be.
        ("Zuvernell", "Zavornell", True),
        ("Zuvernel", "Zavornel", False),
        # Two words are found inside one that is longer, from six letters on.
        ("Plumedwest", "Plum Ed", True),
        ("Plumewest", "Plum E", False),
        # Three letters at either end lead to the street, whatever is misprinted between them.
        ("Lunxrvxlle", "Lunarville", True),
    ],
)
def test_a_street_may_be_misprinted(asked: str, listed: str, expected: bool) -> None:
    place = ("18 {} Road, Shanghai", "18 {} Road, Shanghai, China")
    assert found(place[0].format(asked), place[1].format(listed)) == expected
