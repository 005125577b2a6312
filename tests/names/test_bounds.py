"""Texts are bounded before they are compared, and a party that is short stays the very same."""

from compliance.model import Identifier, Party
from compliance.names.bounds import (
    LONGEST_CELL,
    LONGEST_TEXT,
    cut_party,
    find_long_texts,
)


def test_a_party_of_ordinary_length_stays_as_it_is() -> None:
    party = Party(name="a" * LONGEST_CELL, address="b" * LONGEST_TEXT)
    assert cut_party(party) is party


def test_every_text_of_a_party_is_cut() -> None:
    long = "a" * (LONGEST_CELL + 1)
    number = Identifier(kind="lei", value=long)
    party = Party(
        name=long,
        address=long,
        country=long,
        destination=long,
        birth=long,
        identifiers=(number,),
    )
    found = cut_party(party)
    assert len(found.name) == LONGEST_CELL
    texts = (found.address, found.country, found.destination, found.birth)
    assert {len(text) for text in (*texts, found.identifiers[0].value)} == {LONGEST_TEXT}
    assert [what for what, _ in find_long_texts(party)] == [
        "name",
        "address",
        "country",
        "destination",
        "date of birth",
        "lei",
    ]
