"""OFAC's enhanced XML: one entity a party, with the lists it stands on and their dates."""

import pytest

from compliance.errors import ListError
from compliance.lists.sources import ofac_xml
from compliance.lists.sources.base import ParsedList
from compliance.model import NameKind, PartyKind
from tests.lists.sources.real import reference

NAMESPACE = "https://example.org/exports/ENHANCED_XML"


def name(text: str, *, primary: bool = False, kind: str = "A.K.A.", low: bool = False) -> str:
    native = "" if text.isascii() else "Chinese Simplified"
    alias = "" if primary else f"<aliasType>{kind}</aliasType>"
    return (
        f"<name><isPrimary>{str(primary).lower()}</isPrimary>{alias}"
        f"<isLowQuality>{str(low).lower()}</isLowQuality><translations><translation>"
        f"<script>{native or 'Latin'}</script><formattedFullName>{text}</formattedFullName>"
        "</translation></translations></name>"
    )


def entity(number: int, names: str, *, lists: str = "", more: str = "") -> str:
    lists = lists or '<sanctionsList datePublished="2020-01-02">SDN List</sanctionsList>'
    return (
        f'<entity id="{number}"><generalInfo><entityType>Entity</entityType>'
        "<remarks>A remark.</remarks></generalInfo>"
        f"<sanctionsLists>{lists}</sanctionsLists>"
        "<sanctionsPrograms><sanctionsProgram>SDGT</sanctionsProgram></sanctionsPrograms>"
        "<sanctionsTypes><sanctionsType>Block</sanctionsType></sanctionsTypes>"
        "<legalAuthorities><legalAuthority>EO 13224</legalAuthority></legalAuthorities>"
        f"<names>{names}</names>{more}</entity>"
    )


def document(*entities: str, lists: str = "SDN List", doctype: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{doctype}<sanctionsData xmlns="{NAMESPACE}">'
        "<publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists>"
        f"<sanctionsList>{lists}</sanctionsList></sanctionsLists></filters></publicationInfo>"
        f"<entities>{''.join(entities)}</entities></sanctionsData>"
    ).encode()


def read(data: bytes) -> ParsedList:
    assert ofac_xml.recognises({"list.xml": data})
    return ofac_xml.parse({"list.xml": data}, reference())


def test_an_entity_becomes_an_entry() -> None:
    names = name("AC", low=True) + name("OLD", kind="F.K.A.") + name("ACME", primary=True)
    more = (
        "<addresses><address><country>Iran</country><translations><translation>"
        "<script>Latin</script><addressParts>"
        "<addressPart><type>CITY</type><value>Tehran</value></addressPart>"
        "<addressPart><type>ADDRESS1</type><value>1 Road</value></addressPart>"
        "</addressParts></translation></translations></address>"
        "<address><translations/></address></addresses>"
        "<features><feature><type>Vessel Registration Identification</type>"
        "<value>IMO 7406784</value></feature></features>"
        "<identityDocuments><identityDocument><type>Tax ID No.</type>"
        "<documentNumber>55</documentNumber><issuingCountry>Iran</issuingCountry>"
        "</identityDocument></identityDocuments>"
        "<relationships><relationship><type>Owned or Controlled By</type>"
        "<relatedEntity>FOO</relatedEntity></relationship></relationships>"
    )
    parsed = read(document(entity(7, names + name("福公司"), more=more)))
    [entry] = parsed.entries
    assert (parsed.id, parsed.as_of, entry.id) == ("ofac-sdn", "2025-01-10", "ofac-7")
    assert [(one.text, one.kind) for one in entry.names] == [
        ("ACME", NameKind.PRIMARY),
        ("AC", NameKind.WEAK_ALIAS),
        ("OLD", NameKind.FORMER),
        ("福公司", NameKind.NATIVE),
    ]
    assert (entry.kind, entry.countries) == (PartyKind.ORGANISATION, ("IR",))
    assert [one.text for one in entry.addresses] == ["1 Road, Tehran, Iran"]
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("tax id", "55"),
        ("imo", "7406784"),
    ]
    assert entry.remarks == (
        "Vessel Registration Identification: IMO 7406784",
        "Tax ID No. 55 (Iran)",
        "Owned or Controlled By: FOO",
        "A remark.",
    )


def test_each_list_is_a_listing_with_its_date() -> None:
    lists = (
        '<sanctionsList datePublished="2014-07-16">Sectoral Sanctions Identifications List'
        '</sanctionsList><sanctionsList datePublished="2014-10-10">Consolidated List'
        '</sanctionsList><sanctionsList datePublished="2022-02-24">SDN List</sanctionsList>'
        "<sanctionsList>Brand New List</sanctionsList>"
    )
    data = document(entity(7, name("A", primary=True), lists=lists), lists="Consolidated List")
    parsed = read(data)
    assert (parsed.id, parsed.entries[0].list_id) == ("ofac-cons", "ofac-cons")
    ssi, sdn, new = parsed.entries[0].listings
    assert (ssi.programme.id, ssi.effective_date) == ("us-ofac-ssi", "2014-07-16")
    assert (sdn.programme.id, sdn.effective_date) == ("us-ofac-sdn", "2022-02-24")
    assert (new.programme.name, new.programme.restricts[:13]) == ("Brand New List", "Not described")
    assert (sdn.requirement, sdn.reason[:28]) == ("Block", "Listed under SDGT (EO 13224)")
    assert (ssi.requirement, sdn.tags) == ("", ("SDGT",))  # a sectoral listing blocks nothing


def test_an_entity_without_a_name_is_rejected_with_a_warning() -> None:
    parsed = read(document(entity(7, name("A", primary=True)), entity(8, name("B"))))
    assert parsed.warnings == ("entity 2: no primary name",)
    assert (parsed.counts[0].rows, parsed.counts[0].entries, parsed.counts[0].rejected) == (2, 1, 1)


BOMB = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document(), "holds no entry"),
        (document(entity(7, name("A", primary=True)))[:-30], "is no well-formed XML"),
        (document(entity(7, name("A", primary=True)), doctype=BOMB), "document type or an entity"),
    ],
)
def test_a_broken_or_dangerous_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(data)
