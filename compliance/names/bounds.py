"""How much of a cell is compared. A name is some words; a cell may hold a book, or an attack.

The time of a comparison grows with the square of what is compared, so that one cell of 100,000
Chinese characters took a minute and two gigabytes. What is beyond the bound is told, never passed
over: the party is UNSCREENED unless what was compared is a match.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from compliance.model import Party

LONGEST_TEXT = 1_000
"""Characters of one name, or address, that are compared: three times the longest listed name."""
NAME = "name"
"""What `find_long_texts` calls the name."""
LONGEST_CELL = 32_767
"""Characters of a cell in which several names are looked for: what a cell of Excel holds."""


def cut_text(text: str) -> str:
    """As much of one name as is compared."""
    return text[:LONGEST_TEXT]


def cut_cell(text: str) -> str:
    """As much of a cell as is looked at for names."""
    return text[:LONGEST_CELL]


def cut_party(party: Party) -> Party:
    """The party with as much of each of its texts as is compared; mostly the party itself."""
    if not any(find_long_texts(party)):
        return party
    numbers = tuple(replace(one, value=cut_text(one.value)) for one in party.identifiers)
    return replace(
        party,
        name=cut_cell(party.name),
        address=cut_text(party.address),
        country=cut_text(party.country),
        destination=cut_text(party.destination),
        birth=cut_text(party.birth),
        identifiers=numbers,
    )


def find_long_texts(party: Party) -> Iterator[tuple[str, int]]:
    """The texts of a party that are longer than what is looked at: what each is, its characters.

    A name is looked at as a cell, which may hold several.
    """
    if len(party.name) > LONGEST_CELL:
        yield NAME, len(party.name)
    texts = (
        ("address", party.address),
        ("country", party.country),
        ("destination", party.destination),
        ("date of birth", party.birth),
        *((one.kind or "number", one.value) for one in party.identifiers),
    )
    yield from ((what, len(text)) for what, text in texts if len(text) > LONGEST_TEXT)
