"""A Federal Register rule: the entities that its table adds to the Entity List."""

import pytest

from compliance.errors import ListError
from compliance.lists.sources import bis_entity_list
from compliance.lists.sources.base import ParsedList
from tests.lists.sources.real import reference

STARS = '<ROW><ENT I="28">*    *    *</ENT></ROW>'
HEAD = (
    "<ROW><ENT>Country</ENT><ENT>Entity</ENT><ENT>License</ENT><ENT>Policy</ENT><ENT>FR</ENT></ROW>"
)


def country(name: str) -> str:
    return f'<ROW><ENT I="01">{name}</ENT><ENT A="03">  *    *  </ENT></ROW>'


def row(entity: str) -> str:
    return (
        f'<ROW><ENT I="22"> </ENT><ENT>{entity}</ENT>'
        "<ENT>For all items. (See <SU>3</SU> 744.21)</ENT><ENT>Policy of denial.</ENT>"
        "<ENT>88 FR [INSERT FR PAGE NUMBER AND 2/27/2023].</ENT></ROW>"
    )


def more(text: str) -> str:
    return f'<ROW><PRTPAGE P="12173"/><ENT I="22"> </ENT><ENT>{text}</ENT></ROW>'


def rule(*rows: str) -> bytes:
    return (
        "<RULE><PREAMB><SUBJECT>Additions of Entities to the Entity List</SUBJECT>"
        "<EFFDATE><P>This rule is effective February 24, 2023.</P></EFFDATE></PREAMB>"
        f'<SUPLINF><PRTPAGE P="12172"/><GPOTABLE>{HEAD}{"".join(rows)}</GPOTABLE>'
        "<FRDOC>[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]</FRDOC></SUPLINF></RULE>"
    ).encode()


def read(data: bytes) -> ParsedList:
    assert bis_entity_list.recognises({"rule.xml": data})
    return bis_entity_list.parse({"rule.xml": data}, reference())


FOO = (
    "Foo Co., Ltd., a.k.a., the following two aliases:"
    '<LI>—Foo; <E T="03">and</E></LI><LI>—Foo Bar Co.</LI>'
    "<LI>1 Road, Moscow, Russia; <E>and</E> 2 Road, Tyumen, Russia.</LI>"
)


def test_an_entity_of_the_table() -> None:
    parsed = read(rule(STARS, country("RUSSIA"), STARS, row(FOO), STARS))
    [entry] = parsed.entries
    [listing] = entry.listings
    assert (parsed.as_of, parsed.title) == ("2023-02-24", "Entity List: entries of rule 2023-03929")
    assert [name.text for name in entry.names] == ["Foo Co., Ltd.", "Foo", "Foo Bar Co."]
    assert [one.text for one in entry.addresses] == [
        "1 Road, Moscow, Russia",
        "2 Road, Tyumen, Russia",
    ]
    assert entry.countries == ("RU",)
    assert (listing.programme.id, listing.policy) == ("us-bis-el", "Policy of denial.")
    assert listing.requirement == "For all items. (See 3 744.21)"
    assert listing.citation == "88 FR 12172, 2/27/2023 (FR Doc. 2023-03929)"
    assert listing.effective_date == "2023-02-24"


def test_an_address_in_a_row_of_its_own_belongs_to_the_entity_above() -> None:
    parsed = read(
        rule(country("CHINA, PEOPLE'S REPUBLIC OF"), row("Foo"), more("1 Road, Beijing."))
    )
    [entry] = parsed.entries
    assert (entry.addresses[0].text, entry.countries) == ("1 Road, Beijing", ("CN",))
    [sums] = parsed.counts
    assert (sums.rows, sums.entries, sums.joined, sums.rejected) == (2, 1, 1, 0)


def test_one_entity_under_two_countries_is_two_entries() -> None:
    one, two = read(rule(country("FRANCE"), row("Foo"), country("RUSSIA"), row("Foo"))).entries
    assert one.id != two.id
    assert (one.countries, two.countries) == (("FR",), ("RU",))


def test_rows_that_belong_nowhere_are_rejected_with_a_warning() -> None:
    parsed = read(rule(row("Nowhere"), more("1 Road"), country("FRANCE"), row("Foo")))
    assert [entry.name for entry in parsed.entries] == ["Foo"]
    assert [one.line for one in parsed.rejected] == [2, 3]
    assert len(parsed.warnings) == 2


def test_a_rule_without_entities_or_with_a_document_type_is_refused() -> None:
    with pytest.raises(ListError, match="prints no entity"):
        read(rule(STARS))
    with pytest.raises(ListError, match="document type"):
        bis_entity_list.parse({"rule.xml": b"<!DOCTYPE RULE []>" + rule(row("Foo"))}, reference())
