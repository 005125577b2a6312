"""Names put together from the words of real ones: deterministic, nested, kinds and counts kept."""

from itertools import islice
from random import Random

from benchmarks.made_names import (
    Maker,
    Named,
    blended,
    brand,
    crossed,
    grown,
    holding,
    more_names,
    places,
    recombined,
)
from compliance.model import PartyKind

REAL = [
    Named(
        kind=PartyKind.ORGANISATION,
        names=("Zenquor Optical (Shanghai) Co., Ltd.", "Zenquor Optics"),
    ),
    Named(kind=PartyKind.ORGANISATION, names=("Marvix Trading Moscow LLC",)),
    Named(kind=PartyKind.PERSON, names=("DOE, Jo Ann", "DOE, J.")),
    Named(kind=PartyKind.PERSON, names=("ROE, Max Peter",)),
    Named(kind=PartyKind.VESSEL, names=("QUORZA STAR",)),
]
FIRMS = ["Quartz Bakery", "Corner Mill"]


def test_the_brand_is_the_word_that_is_neither_business_nor_place() -> None:
    assert brand("The Moscow Trading Marvix LLC") == "Marvix"
    assert brand("Trading Limited") == "Trading"
    assert brand("JOINT STOCK COMPANY ZENQUOR") == "ZENQUOR"
    assert places("Zenquor Optical (Shanghai) Co., Ltd.") == ["(Shanghai)"]


def test_a_frame_keeps_its_business_and_form_with_another_brand_and_place() -> None:
    found = recombined("Zenquor Optical (Shanghai) Co., Ltd.", "Marvix", "Moscow")
    assert found == "Marvix Optical Moscow Co., Ltd."


def test_a_person_is_crossed_and_a_new_brand_is_blended() -> None:
    assert crossed("DOE, Jo Ann", "ROE, Max Peter") == "DOE, Jo Peter"
    assert blended("Zenquor", "Marvix") == "Zenqvix"
    assert blended("ZENQUOR", "Marvix") == "ZENQVIX"


def test_made_parties_have_the_kinds_and_counts_of_real_ones() -> None:
    shapes = {(one.kind, len(one.names)) for one in REAL}
    chance = Random(1)  # noqa: S311 - nothing secret
    made = list(islice(Maker(REAL, chance).parties(), 200))
    assert {(one.kind, len(one.names)) for one in made} == shapes
    assert all(name for one in made for name in one.names)


def test_a_longer_list_begins_with_the_shorter_one_and_holds_every_real_name() -> None:
    short = list(holding(grown(REAL, FIRMS, 4), 9))
    long = list(holding(grown(REAL, FIRMS, 4), 50))
    assert long[: len(short)] == short
    assert sum(len(one.names) for one in long) == 50
    names = {name for one in short for name in one.names}
    assert names == {name for one in REAL for name in one.names} | set(FIRMS)
    assert long == list(holding(grown(REAL, FIRMS, 4), 50))


def test_a_list_ends_with_the_names_asked_for() -> None:
    one = Named(kind=PartyKind.UNKNOWN, names=("a", "b", "c"))
    assert [len(part.names) for part in holding([one, one], 4)] == [3, 1]


def test_more_names_are_the_real_ones_and_then_others() -> None:
    found = list(islice(more_names(["Zenquor Optical", "Marvix Mill"], 5), 40))
    assert found[:2] == ["Zenquor Optical", "Marvix Mill"]
    assert {"Marvix Optical", "Zenquor Mill"} & set(found[2:])
    assert found == list(islice(more_names(["Zenquor Optical", "Marvix Mill"], 5), 40))
