"""Second names of listed parties are found, and the answer names what is published."""

import pytest

from compliance.matching import Matcher
from compliance.matching.cells import named_by, published_name, with_second_names
from compliance.matching.explain import explain_pair
from compliance.model import Decision, Name, NameKind, Party
from tests.matching.building import entry, watchlist
from tests.matching.oracle import exhaustive

SUPARCO = "Pakistan Space and Upper Atmosphere Research Commission (SUPARCO)"
LASERS = (
    "Pakistan Atomic Energy Commission (PAEC), and subordinate entity National Institute of Lasers "
    "and Optronics (NILOP)"
)


def test_a_second_name_is_an_alias_behind_the_published_ones() -> None:
    found = with_second_names((Name(text=SUPARCO, kind=NameKind.PRIMARY), Name(text="suparco")))
    assert [(one.text, one.kind) for one in found] == [
        (SUPARCO, NameKind.PRIMARY),
        ("suparco", NameKind.ALIAS),
        (SUPARCO.removesuffix(" (SUPARCO)"), NameKind.ALIAS),
    ]
    [_, second] = with_second_names((Name(text="X9 (aka Tiandy)", kind=NameKind.WEAK_ALIAS),))[:2]
    assert second.kind is NameKind.WEAK_ALIAS


def test_the_published_name_of_a_second_one() -> None:
    one = entry(SUPARCO)
    assert {published_name(one, name) for name in named_by(one)} == set(one.names)
    stranger = Name(text="Blue River")
    assert published_name(one, stranger) == stranger


@pytest.mark.parametrize(
    ("asked", "listed", "second"),
    [
        ("SUPARCO", SUPARCO, "SUPARCO"),
        (SUPARCO.removesuffix(" (SUPARCO)"), SUPARCO, SUPARCO.removesuffix(" (SUPARCO)")),
        (SUPARCO, SUPARCO, ""),
        (
            "National Institute of Lasers and Optronics",
            LASERS,
            LASERS[-50:].removesuffix(" (NILOP)"),
        ),
        ("NILOP", LASERS, "NILOP"),
        ("Bosch GmbH / NILOP", LASERS, "NILOP"),
    ],
)
def test_a_second_name_is_a_hit_and_the_published_one_is_named(
    asked: str, listed: str, second: str
) -> None:
    entries = watchlist(listed, "Blue River Ltd")
    [[match]] = Matcher(entries).search([Party(name=asked)])
    assert [[match]] == [list(found) for found in exhaustive(entries).search([Party(name=asked)])]
    assert (match.band, match.matched_name.text) == (Decision.HIT, listed)
    said = [one for one in match.evidence if one.rule == "second name"]
    assert [one.listed for one in said] == ([second] if second else [])
    told = explain_pair(asked, listed, entries)
    assert (told.band, told.second, told.name.text) == (Decision.HIT, second, listed)
    assert told.score == match.score


def test_the_body_before_is_not_the_listed_party() -> None:
    """The commission has an entry of its own."""
    [found] = Matcher(watchlist(LASERS)).search([Party(name="Pakistan Atomic Energy Commission")])
    assert all(match.band is not Decision.HIT for match in found)


def test_a_second_name_is_explained_by_itself() -> None:
    told = explain_pair("Suparco Ltd", "SUPARCO", watchlist(SUPARCO))
    assert (told.name.text, told.second) == (SUPARCO, "SUPARCO")
