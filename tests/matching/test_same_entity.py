"""One party, several entries: taken together on firm evidence only."""

import pytest
from msgspec.structs import replace

from compliance.matching import Matcher, cells, same_entity
from compliance.matching.same_entity import order_listings
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    Name,
    NameKind,
    Party,
    PartyKind,
    Programme,
    Watchlist,
)

HERE = "Room 5, 12 Example Road, Hangzhou"


def programme(id: str) -> Programme:  # noqa: A002
    return Programme(id=id, name=id, publisher="P", authority="", restricts="", source="")


def entry(
    id: str,  # noqa: A002
    name: str,
    citation: str = "",
    address: str = "",
    number: Identifier | None = None,
    kind: PartyKind = PartyKind.ORGANISATION,
) -> ListEntry:
    return ListEntry(
        id=id,
        list_id="one",
        names=(Name(text=name, kind=NameKind.PRIMARY),),
        kind=kind,
        countries=("CN",),
        addresses=(Address(text=address),) if address else (),
        identifiers=(number,) if number else (),
        listings=(Listing(programme=programme(id), citation=citation),),
    )


def leaders(*entries: ListEntry) -> list[int]:
    proofs = (same_entity.list_proofs(one, cells.prepare_names(one)) for one in entries)
    return same_entity.find_leaders(entries, proofs)


def test_a_name_alone_proves_nothing() -> None:
    assert leaders(entry("a", "Blue River Optics"), entry("b", "Blue River Optics")) == [0, 1]


def test_the_same_name_and_citation_are_one_party() -> None:
    one = entry("a", "Blue River Optics Co., Ltd.", "84 FR 54002; 85 FR 34495")
    other = entry("b", "BLUE RIVER OPTICS CO. LTD", "85 FR 34495 (6/5/20)")
    assert leaders(one, other) == [0, 0]


def test_another_legal_form_is_another_party() -> None:
    forms = ("Aero Systems Pte. Ltd.", "Aero Systems, Inc.")
    assert leaders(*(entry(form, form, "59 FR 5664") for form in forms)) == [0, 1]


def test_a_firm_named_after_a_person_is_not_the_person() -> None:
    person = entry("a", "Khalil Example", "77 FR 25055", kind=PartyKind.PERSON)
    firm = entry("b", "Khalil Example", "77 FR 25055")
    assert leaders(person, firm) == [0, 1]


@pytest.mark.parametrize("other", [PartyKind.ORGANISATION, PartyKind.PERSON, PartyKind.VESSEL])
def test_an_entry_without_a_kind_joins_one_that_has_it(other: PartyKind) -> None:
    """The Entity List of the CSL tells no kind: Hikvision was three matches."""
    untold = entry("a", "Blue River", "84 FR 54002", kind=PartyKind.UNKNOWN)
    told = entry("b", "Blue River", "84 FR 54002", kind=other)
    assert leaders(untold, told) == leaders(told, untold) == [0, 0]


def test_an_entry_without_a_kind_joins_no_two_kinds() -> None:
    untold = entry("a", "Khalil Example", "77 FR 25055", kind=PartyKind.UNKNOWN)
    person = replace(untold, kind=PartyKind.PERSON)
    firm = replace(untold, kind=PartyKind.ORGANISATION)
    assert leaders(untold, person, firm) == [0, 1, 2]


def test_the_number_of_the_publisher_is_one_party_under_any_name() -> None:
    one = replace(entry("a", "ZAHHAR, Mahmoud Khaled"), number="ofac 9647")
    other = replace(entry("b", "Mahmoud Khaled ZAHHAR"), number="ofac 9647")
    assert leaders(one, other) == [0, 0]
    assert leaders(one, replace(other, number="ofac 9648")) == [0, 1]
    assert leaders(replace(one, number=""), replace(other, number="")) == [0, 1]


def listing_of(list_id: str, *, official: str = "", **more: str) -> ListEntry:
    """Blue River Optics on the list `cmic`, as one file tells of it."""
    made = entry("cmic", more.pop("name", "Blue River Optics"), **more)  # type: ignore[arg-type]
    listings = (replace(made.listings[0], official_name=official),)
    return replace(made, list_id=list_id, id=f"{list_id}-{made.name}", listings=listings)


def test_one_listing_told_by_two_files_is_one_party() -> None:
    assert leaders(listing_of("csl"), listing_of("curated")) == [0, 0]
    called = listing_of("curated", name="Blue River", official="BLUE RIVER OPTICS")
    assert leaders(listing_of("csl"), called) == [0, 0]


def test_two_of_a_name_on_one_list_are_not_told_apart_by_another_file() -> None:
    twice = (listing_of("csl"), listing_of("csl"), listing_of("curated"))
    assert leaders(*twice) == [0, 1, 2]


def test_the_same_name_in_another_country_is_another_listing() -> None:
    german = replace(listing_of("curated"), countries=("DE",))
    assert leaders(listing_of("csl"), german) == [0, 1]


def test_the_graver_listing_is_told_first_and_one_that_has_ended_last() -> None:
    made = [
        Listing(programme=programme(key), end_date=end)
        for key, end in (
            ("us-dod-1260h", ""),
            ("us-ofac-sdn", "2020"),
            ("us-bis-el", ""),
            ("us-ofac-ssi", ""),
            ("un-sc", ""),
        )
    ]
    assert [one.programme.id for one in order_listings(made)] == [
        "un-sc",
        "us-bis-el",
        "us-ofac-ssi",
        "us-dod-1260h",
        "us-ofac-sdn",
    ]


def test_the_same_name_and_address_are_one_party() -> None:
    one, other = entry("a", "Blue River", address=HERE), entry("b", "Blue River", address=HERE)
    assert leaders(one, other) == [0, 0]


def test_a_town_is_no_address() -> None:
    one, other = (entry(at, "Blue River", address="Hangzhou, China") for at in "ab")
    assert leaders(one, other) == [0, 1]


def test_a_number_of_the_world_is_one_party_under_any_name() -> None:
    number = Identifier(kind="lei", value="529900T8BM49AURSDO55")
    other = entry("b", "Fleuve Bleu", number=number)
    assert leaders(entry("a", "Blue River", number=number), other) == [0, 0]


def test_a_national_number_needs_the_country_or_the_name() -> None:
    number = Identifier(kind="registration number", value="20815-77")
    one, other = entry("a", "Blue River", number=number), entry("b", "Other", number=number)
    assert leaders(one, other) == [0, 0]
    assert leaders(one, replace(other, countries=("DE",))) == [0, 1]


def test_evidence_joins_over_several_steps() -> None:
    one = entry("a", "Blue River", "84 FR 54002")
    middle = replace(entry("b", "Blue River", "84 FR 54002"), addresses=(Address(text=HERE),))
    last = entry("c", "Blue River", address=HERE)
    assert leaders(last, one, middle) == [0, 0, 0]


def test_one_match_has_all_listings_and_folds_the_others() -> None:
    one = entry("a", "Blue River Optics", "84 FR 54002")
    other = entry("b", "Blue River Optics", "84 FR 54002")
    alone = entry("c", "Blue River Optics Holding")
    matcher = Matcher(Watchlist(lists=(), entries=(one, other, alone)))
    [matches] = matcher.search([Party(name="Blue River Optics")])
    assert [match.entry.id for match in matches] == ["a", "c"][: len(matches)]
    assert matches[0].also == (other,)
    assert [match.entry.id for match in matches[0].folded] == ["b"]
    assert [listing.programme.id for listing in matches[0].listings] == ["a", "b"]


def test_the_matches_are_cut_by_parties_not_by_entries() -> None:
    entries = tuple(entry(at, "Blue River Optics", "84 FR 54002") for at in "abcde")
    more = entry("z", "Blue River Optics", "99 FR 1")
    matcher = Matcher(Watchlist(lists=(), entries=(*entries, more)))
    [matches] = matcher.search([Party(name="Blue River Optics")], max_matches=2)
    assert [match.entry.id for match in matches] == ["a", "z"]


def test_an_address_of_four_words_tells_a_place() -> None:
    """A house, its street and its town: "12 Example Road" may be in any town."""
    for address, same in (("12 Example Road Hangzhou", 0), ("12 Example Road", 1)):
        one, other = (entry(at, "Blue River", address=address) for at in ("a", "b"))
        assert leaders(one, other) == [0, same]
