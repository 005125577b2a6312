"""The EU list in schema 1.1: a file made to the published schema, in the publisher's namespace."""

import re
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from compliance.lists.sources import eu as eu_module
from compliance.model import PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, real, refusal

SUMMARY = (
    '<regulationSummary regulationType="amendment" publicationDate="2016-01-16" numberTitle="x"/>'
)
REGULATION = """
  <regulation logicalId="9" regulationType="amendment" organisationType="commission"
    publicationDate="2016-01-16" entryIntoForceDate="2016-01-17" numberTitle="2016/44 (OJ L12)"
    programme="IRQ"><publicationUrl>http://example.org/oj</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
"""
read = reader("eu")


def alias(name: str, remark: str = "", **attributes: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    inside = f"<remark>{remark}</remark>" if remark else ""
    return (
        f'<nameAlias logicalId="1" regulationLanguage="en" wholeName="{name}"{said}>'
        f"{inside}{SUMMARY}</nameAlias>"
    )


def entity(inside: str, number: int = 13, more: str = "") -> str:
    return (
        f'<sanctionEntity logicalId="{number}" euReferenceNumber="EU.27.28" {more}>'
        f"<remark>Did this.</remark>{REGULATION}{inside}</sanctionEntity>\n"
    )


def eu(*entities: str, prefix: str = "") -> bytes:
    colon = f":{prefix}" if prefix else ""
    body = "".join(entities)
    tag = f"{prefix}:export" if prefix else "export"
    if prefix:
        body = body.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
        body = body.replace(f"<{prefix}:/", "</")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{tag} xmlns{colon}="http://eu.europa.ec/fpi/fsd/export" globalFileId="1"'
        f' generationDate="2026-05-04T15:00:00.000+02:00">\n{body}</{tag}>'
    ).encode()


STRONG = alias("Ana Bar", strong="true", function="Minister", title="Dr")


def test_an_entity_is_an_entry_with_its_listing() -> None:
    parsed = read(eu(entity(STRONG, more='designationDate="2016-01-10" unitedNationId="QDi.1"')))
    [entry] = parsed.entries
    [listing] = entry.listings
    assert (parsed.id, parsed.as_of) == ("eu", "2026-05-04")
    assert (entry.id, entry.line, entry.kind) == ("eu-13", 3, PartyKind.PERSON)
    assert kinds(parsed) == [("Ana Bar", "primary")]
    assert entry.remarks == ("Title: Dr", "Function: Minister")
    assert listing.programme.id == "eu-consolidated"
    assert listing.reason == "Listed under programme IRQ. Did this."
    assert listing.citation == "commission amendment 2016/44 (OJ L12), published 2016-01-16"
    assert listing.effective_date == "2016-01-10"
    assert listing.source == "http://example.org/oj"
    assert listing.notes == ("EU reference: EU.27.28", "UN reference: QDi.1")


def test_without_a_designation_date_the_regulation_tells() -> None:
    [entry] = read(eu(entity(STRONG))).entries
    assert entry.listings[0].effective_date == "2016-01-17"


def test_a_designation_that_is_older_than_its_amendment_counts() -> None:
    [entry] = read(eu(entity(STRONG, more='designationDate="2019-01-10"'))).entries
    assert entry.listings[0].effective_date == "2016-01-17"


def test_each_regulation_is_a_listing() -> None:
    second = REGULATION.replace("IRQ", "SYR").replace("2016-01-17", "2011-05-10")
    before = second.partition("<subjectType")[0]
    whole = entity(STRONG).replace("<subjectType", f"{before}<subjectType")
    [entry] = read(eu(whole)).entries
    assert [one.effective_date for one in entry.listings] == ["2016-01-17", "2011-05-10"]


def test_births_in_parts_and_remarks_of_parts() -> None:
    inside = (
        alias("Ana Bar", "known as the minister", strong="true", gender="F")
        + '<birthdate calendarType="GREGORIAN" year="1963" monthOfYear="5" dayOfMonth="4"/>'
        + '<birthdate calendarType="GREGORIAN" year="1964" monthOfYear="5"/>'
        + '<birthdate calendarType="GREGORIAN" yearRangeFrom="1960" yearRangeTo="1965"/>'
        + '<address city="Mosul"><remark>previous address</remark></address>'
        + '<additionalInformation key="Photo" value="yes"/>'
    )
    [entry] = read(eu(entity(inside))).entries
    assert entry.remarks == (
        "Gender: F",
        "Date of birth: 1963-05-04",
        "Date of birth: 1964-05",
        "Date of birth: 1960 to 1965",
        "Name remark: known as the minister",
        "Address remark: previous address",
        "Photo: yes",
    )


def test_names_by_strength_remark_and_script() -> None:
    inside = (
        alias("AB", strong="false")
        + alias("Анна Бар", strong="true", nameLanguage="BG")
        + STRONG
        + alias("Anna Bar", strong="true")
        + alias("Ana Cid", "Maiden name", strong="true")
        + alias("Abu Foo", "lo quality alias", strong="true")
        + alias("", strong="true", firstName="Ana", lastName="Dag")
        + alias("-", strong="true")
    )
    assert kinds(read(eu(entity(inside)))) == [
        ("Ana Bar", "primary"),
        ("AB", "weak alias"),
        ("Анна Бар", "native name"),
        ("Anna Bar", "alias"),
        ("Ana Cid", "former name"),
        ("Abu Foo", "weak alias"),
        ("Ana Dag", "alias"),
    ]


def test_a_party_with_weak_names_only_has_a_primary_name() -> None:
    assert kinds(read(eu(entity(alias("AB", strong="false"))))) == [("AB", "primary")]


RICH = (
    STRONG
    + '<citizenship countryIso2Code="IQ" countryDescription="IRAQ" regulationLanguage="en"/>'
    + '<birthdate calendarType="ISLAMIC" year="1937" circa="true" city="Tikrit"'
    ' countryIso2Code="00" countryDescription="UNKNOWN"/>'
    + '<address street="1 Road" city="Mosul" countryIso2Code="IQ" countryDescription="IRAQ">'
    '<contactInfo key="EMAIL" value="a@example.org"/></address>'
    + '<address countryIso2Code="00" countryDescription="UNKNOWN"/>'
    + '<identification identificationTypeCode="passport" number="D 12" latinNumber="D12"'
    ' identificationTypeDescription="National passport" knownFalse="true" countryIso2Code="IQ"'
    ' countryDescription="IRAQ"/>'
    + '<identification identificationTypeCode="other" number="unknown"'
    ' identificationTypeDescription="Other" countryIso2Code="00" countryDescription="UNKNOWN"/>'
)


def test_places_papers_and_births() -> None:
    [entry] = read(eu(entity(RICH))).entries
    assert entry.countries == ("IQ",)
    assert [(one.text, one.country) for one in entry.addresses] == [("1 Road, Mosul, IRAQ", "IQ")]
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("passport", "D 12"),
        ("passport", "D12"),
    ]
    assert "Date of birth: about 1937 (Islamic calendar)" in entry.remarks
    assert "Place of birth: Tikrit" in entry.remarks
    assert "Email: a@example.org" in entry.remarks
    assert any("known to be false" in text for text in entry.remarks)


def test_a_delisting_date_does_not_end_what_the_file_still_lists() -> None:
    [entry] = read(eu(entity(STRONG, more='delistingDate="2020-01-01"'))).entries
    assert entry.listings[0].is_in_force
    assert "Delisting date in the publisher's file: 2020-01-01" in entry.listings[0].notes


def test_a_namespace_prefix_makes_no_difference() -> None:
    plain, prefixed = eu(entity(STRONG)), eu(entity(STRONG), prefix="fsd")
    assert read(prefixed).entries == read(plain).entries
    assert knows(prefixed) == knows(plain) == ["eu"]


def test_an_entity_without_a_name_is_rejected_with_its_line() -> None:
    parsed = read(eu(entity(STRONG), entity(alias(""), 14)))
    [rejected] = parsed.rejected
    assert (rejected.reason, rejected.file) == ("the sanctionEntity holds no name", "list.file")
    assert rejected.line > parsed.entries[0].line
    assert adds_up(parsed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (eu(entity(STRONG))[:-40], "no well-formed XML"),
        (eu(entity(STRONG)).replace(b"generationDate", b"date"), "no export element with its gene"),
        (eu(entity(STRONG)).replace(b"fpi/fsd/export", b"other"), "no export element"),
        (eu(), "the list holds no entry"),
        (b"<html><body>403</body></html>", "no export element"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("eu", data)


def test_a_block_of_another_name_is_rejected_not_passed_over() -> None:
    parsed = read(eu(entity(STRONG), "<vessel/>"))
    assert [one.reason for one in parsed.rejected] == ["vessel is no block that is known"]
    assert adds_up(parsed)


def test_these_files_use_only_what_the_published_schema_has() -> None:
    schema = fromstring(real("eu/*.xsd"))
    known = {one.get("name") for one in schema.iter() if one.get("name")}
    whole = eu(entity(RICH, more='designationDate="2016-01-10" unitedNationId="QDi.1"'))
    for element in fromstring(whole).iter():
        assert element.tag.rpartition("}")[2] in known
        assert set(element.attrib) <= known


def test_every_attribute_that_is_read_is_in_the_published_schema() -> None:
    schema = fromstring(real("eu/*.xsd"))
    known = {one.get("name") for one in schema.iter() if one.tag.endswith("}attribute")}
    of_xml = Path(eu_module.__file__).read_text("utf-8").partition("def recognises_csv")[0]
    asked = set(re.findall(r'\.get\("(\w+)"', of_xml))
    asked |= {*eu_module.PLACE, *eu_module.FLAGS}
    assert asked <= known


def test_the_schema_is_no_list() -> None:
    target = b'targetNamespace="http://eu.europa.ec/fpi/fsd/export"'
    schema = b"<xs:schema " + target + b'><xs:element name="export"/>'
    assert knows(schema) == []
