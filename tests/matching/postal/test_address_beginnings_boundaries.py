"""How far an address is looked for, and what makes one: each number on either side of it."""

import pytest

from compliance.matching.postal.address_beginnings import PieceKind, kind_of, names_before_address


@pytest.mark.parametrize(("length", "found"), [(1000, True), (1001, False)])
def test_an_address_begins_within_a_thousand_characters(length: int, found: bool) -> None:
    """A name stands at the beginning of its cell; a longer text is a page."""
    behind = ", 12 Elm Road"
    text = "Blue River Ltd".ljust(length - len(behind), "x") + behind
    assert bool(names_before_address(text)) == found


@pytest.mark.parametrize(("pieces", "found"), [(40, True), (41, False)])
def test_an_address_is_one_of_forty_pieces(pieces: int, found: bool) -> None:
    text = ", ".join([*["Blue River"] * (pieces - 1), "12 Elm Road"])
    assert bool(names_before_address(text)) == found


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("Zorvex Malvo Querin Balto 12", PieceKind.NUMBERED),  # four words and a house
        ("Zorvex Malvo Querin Balto Umlor 12", PieceKind.NAME),  # five are a name with a number
        ("浙江省宁波市", PieceKind.PROOF),  # a province and its town
        ("海康市", PieceKind.NAME),  # one such sign stands in names, too
    ],
)
def test_what_a_piece_is(piece: str, kind: PieceKind) -> None:
    assert kind_of(piece) is kind
