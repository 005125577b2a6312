"""Which of equally good matches comes first."""

import tomllib
from pathlib import Path

import pytest

from compliance.matching import Matcher
from compliance.matching.same_entity import rank_gravity
from compliance.model import ListEntry, Listing, Name, Party, Programme, Watchlist

ROOT = Path(__file__).parents[2]


def listed(identity: str, *programmes: str) -> ListEntry:
    """An entry of that name under these programmes."""
    found = (
        Programme(id=one, name=one, publisher="", authority="", restricts="", source="")
        for one in programmes
    )
    return ListEntry(
        id=identity,
        list_id="own",
        names=(Name(text="Zorvexin Optics Ltd"),),
        listings=tuple(Listing(programme=one) for one in found),
    )


@pytest.mark.parametrize(
    ("graver", "milder"),
    [
        ("us-ofac-sdn", "us-bis-el"),
        ("us-ofac-sdn", "us-ofac-ssi"),
        ("us-bis-el", "us-ofac-ns-cmic"),
        ("us-bis-el", "us-bis-meu"),
        ("us-bis-meu", "us-bis-uvl"),
        ("un-sc", "nobody knows"),
        ("nobody knows", "us-bis-meu"),
    ],
)
@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_the_graver_listing_comes_first_whatever_the_number(
    graver: str, milder: str, ids: tuple[str, str]
) -> None:
    entries = (listed(ids[0], graver), listed(ids[1], milder))
    assert rank_gravity(entries[0]) < rank_gravity(entries[1])
    (found,) = Matcher(Watchlist(lists=(), entries=entries)).search(
        [Party(name="Zorvexin Optics Ltd")]
    )
    assert [match.entry.id for match in found] == list(ids)


def test_the_gravest_of_several_listings_counts() -> None:
    assert rank_gravity(listed("a", "us-dod-1260h", "us-bis-el")) == rank_gravity(
        listed("b", "us-bis-el")
    )
    assert rank_gravity(listed("a")) > rank_gravity(listed("b", "us-dod-1260h"))


def test_every_programme_has_a_class() -> None:
    known = tomllib.loads((ROOT / "lists/programmes.toml").read_text("utf-8"))["programme"]
    table = tomllib.loads((ROOT / "compliance/matching/data/gravity.toml").read_text("utf-8"))[
        "class"
    ]
    classed = [one for found in table for one in found["programmes"]]
    assert len(classed) == len(set(classed))
    # A file of OpenSanctions holds many lists, each with its own restriction.
    assert {one["id"] for one in known} - {"opensanctions"} == set(classed)


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_equal_ones_the_one_with_more_listings_comes_first(ids: tuple[str, str]) -> None:
    entries = (listed(ids[0], "us-bis-el", "us-dod-1260h"), listed(ids[1], "us-bis-el"))
    (found,) = Matcher(Watchlist(lists=(), entries=entries)).search(
        [Party(name="Zorvexin Optics Ltd")]
    )
    assert [match.entry.id for match in found] == list(ids)
