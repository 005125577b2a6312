"""What real lists are told to mean, listing by listing; skipped where the files are not there."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest
from msgspec.structs import replace

from compliance.lists import catalog
from compliance.lists.curated.effects import tell_effects
from compliance.matching import Matcher, cells, same_entity
from compliance.model import Decision, ListEntry, Party, Watchlist
from tests.lists.sources.real import loaded, real, reference

CSL = "csl/csl_2026-07-31.json"
DAY = "2026-11-29"


@cache
def entries(name: str) -> Sequence[ListEntry]:
    """The entries of a real file with the effects of their listings."""
    _, parsed = loaded(name)
    return tuple(tell_effects(parsed.entries, reference().effects, DAY))


@cache
def with_curated() -> Sequence[ListEntry]:
    """The real Consolidated Screening List and the bundled list."""
    return catalog.load([str(real(CSL)), "curated"], day=DAY).entries


def test_every_sdn_says_yes_or_no_to_a_licence_of_bis() -> None:
    """15 CFR 744.8(a)(1): the tags of the CSL of 31 July 2026."""
    said: Counter[str] = Counter()
    [rule] = [one for one in reference().effects if one.id == "ear-744-8"]
    for entry in entries(CSL):
        for listing in entry.listings:
            if listing.programme.id == "us-ofac-sdn":
                [effect] = listing.effects
                answer = effect.removeprefix("BIS licence (15 CFR 744.8): ")[:3]
                said[answer] += 1
                assert (answer == "yes") is not rule.tags.isdisjoint(listing.tags)
    assert set(said) == {"yes", "no:"}
    assert said["yes"] > 10_000
    assert said["no:"] > 3_000


def test_every_entry_with_a_direct_product_rule_says_which() -> None:
    for entry in entries(CSL):
        for listing in entry.listings:
            told = [effect for effect in listing.effects if effect.startswith("Foreign-made")]
            assert len(told) == ("734.9" in listing.requirement), listing.requirement


def test_no_sdn_is_under_a_directive() -> None:
    for name in ("ofac/sdn_2024-05-03.csv", "ofac/sdn_2024-04-26.csv"):
        _, parsed = loaded(name)
        assert not [one.id for one in parsed.entries if one.listings[0].requirement]
        assert any("Directive" in text for one in parsed.entries for text in one.remarks)


def test_ninety_six_parties_that_stand_twice_are_one_each_the_graver_list_first() -> None:
    _, parsed = loaded(CSL)
    numbers = Counter(entry.number for entry in parsed.entries if entry.number)
    twice = {number for number, count in numbers.items() if count > 1}
    assert len(twice) == 96
    pairs = [entry for entry in parsed.entries if entry.number in twice]
    proofs = (same_entity.list_proofs(one, cells.prepare_names(one)) for one in pairs)
    leaders = same_entity.find_leaders(pairs, proofs)
    assert len(set(leaders)) == 96
    matcher = Matcher(Watchlist(lists=(), entries=pairs))
    for entry in pairs:
        [[best, *_]] = matcher.search([Party(name=entry.name)])
        assert best.entry.number == entry.number or best.score == 1
        if best.entry.number == entry.number:
            assert len(best.listings) == 2


@pytest.mark.parametrize("name", ["Hikvision", "Dahua Technology", "Huawei Cloud Guangzhou"])
def test_one_party_on_several_files_is_one_match(name: str) -> None:
    matcher = Matcher(Watchlist(lists=(), entries=with_curated()))
    [matches] = matcher.search([Party(name=name)])
    hits = [match for match in matches if match.band is Decision.HIT and match.score == 1]
    assert len(hits) == 1
    assert {"csl", "curated"} <= {one.list_id for one in (hits[0].entry, *hits[0].also)}


def test_nobody_is_joined_with_a_party_of_another_kind() -> None:
    found = with_curated()
    plain = [replace(entry, listings=entry.listings) for entry in found]
    proofs = (same_entity.list_proofs(one, cells.prepare_names(one)) for one in plain)
    leaders = same_entity.find_leaders(plain, proofs)
    kinds: dict[int, set[str]] = {}
    for at, leader in enumerate(leaders):
        kinds.setdefault(leader, set()).add(str(found[at].kind))
    assert all(len(found - {"unknown"}) <= 1 for found in kinds.values())
