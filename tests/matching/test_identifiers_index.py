"""Numbers of a list, found by their hashes."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.matching.identifiers import (
    IdentifierIndex,
    build_identifier_index,
    index_identifiers,
    join_identifier_indexes,
    keys,
)
from compliance.model import Identifier, ListEntry, Party, PartyKind
from tests.matching.building import entry, watchlist

NUMBERS = ("91330000733796106P", "IMO 9074729", "DE 123 456 789", "EP-GOM", "n/a", "12", "")


def listed(numbers: list[str]) -> ListEntry:
    kind = PartyKind.AIRCRAFT if "EP-GOM" in numbers else PartyKind.ORGANISATION
    known = tuple(Identifier(kind="", value=number) for number in numbers)
    named = entry("X", *[number for number in numbers if number], identifiers=known)
    return replace(named, kind=kind)


def join(entries: list[ListEntry], size: int) -> IdentifierIndex:
    parts = [entries[at : at + size] for at in range(0, len(entries), size)]
    return join_identifier_indexes([*map(build_identifier_index, parts)], map(len, parts))


@given(
    st.lists(st.lists(st.sampled_from(NUMBERS), max_size=3).map(listed), max_size=8),
    st.sampled_from(NUMBERS),
    st.sampled_from(("", "imo", "aircraft tail number")),
    st.integers(1, 4),
)
def test_the_entries_are_those_that_carry_the_number(
    entries: list[ListEntry], number: str, kind: str, size: int
) -> None:
    asked = Identifier(kind=kind, value=number)
    known = index_identifiers(enumerate(entries))
    carried = sorted({at for key in keys(asked) for at, _ in known.get(key, ())})
    assert join(entries, size).find_entries([asked]) == carried
    assert join(entries, size).keys.tolist() == build_identifier_index(entries).keys.tolist()


def test_nothing_is_found_of_nothing() -> None:
    assert join([], 2).find_entries([Identifier(kind="imo", value="9074729")]) == []
    assert build_identifier_index([listed(["EP-GOM"])]).find_entries([]) == []


def test_numbers_that_begin_alike_are_told_apart_when_they_are_compared() -> None:
    """Hashes are of the first letters: what is found may carry the number, and is compared."""
    first, second = (
        Identifier(kind="digital currency address", value=f"{'1A2B' * 10}{end}") for end in "XY"
    )
    entries = [entry("A", identifiers=(first,)), entry("B", identifiers=(second,))]
    assert set(join(entries, 1).find_entries([second])) >= {1}
    party = Party(name="Somebody", identifiers=(second,))
    [found] = Matcher(watchlist(*entries)).search([party])
    assert [match.entry.name for match in found] == ["B"]
