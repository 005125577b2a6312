"""The consolidated list of the European Union in XML, schema 1.1, and in CSV 1.1, since 2017.

One `sanctionEntity` a party, everything in attributes. A name says in `strong` whether it is a main
one; that it is weak or a former one stands only in its remarks. Written from the published schema
(namespace http://eu.europa.ec/fpi/fsd/export) and a file made to it: no published data file was at
hand.

The CSV has semicolons, 113 columns and a header. A row is one combination of a name, an address, a
birth, a document and a citizenship of a party; rows of one `Entity_LogicalId` are one party. The
rows are put back into the elements of the XML, so that both forms give the same entries. Columns
from a published list of them and from rows of August 2026 that public test suites quote; no whole
file was at hand. The CSV does not tell strong names from weak ones but in remarks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.countries import find_countries
from compliance.lists.common.csv_rows import (
    NOTHING_SCREENED,
    HeadedRow,
    peek_header,
    read_headed,
    read_records,
)
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names, is_native
from compliance.lists.common.texts import fold_spaces, join_texts, label_texts
from compliance.lists.common.xml import list_texts, make_entries, place_elements
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
)
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    NameKind,
    PartyKind,
    Programme,
    Rejected,
)

LIST_ID = "eu"
PROGRAMME = "eu-consolidated"
NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
ROOT = re.compile(r"<(?:[\w-]+:)?export[\s>]")
HEAD = ListHead(
    id=LIST_ID,
    title="EU consolidated list of persons, groups and entities subject to financial sanctions",
    publisher="European Commission",
    as_of="",
)
KINDS = {"P": PartyKind.PERSON, "E": PartyKind.ORGANISATION}
PAPERS = {
    "passport": "passport",
    "id": "national id",
    "ssn": "social security number",
    "regnumber": "registration number",
    "tradelic": "registration number",
    "fiscalcode": "tax id",
    "imo": "imo",
    "swiftbic": "swift",
}
"""Identification type code -> kind; every other one is what its description says."""
FLAGS = {
    "knownFalse": "known to be false",
    "knownExpired": "known to be expired",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by its issuer",
    "diplomatic": "diplomatic",
}
WEAK = re.compile(r"\b(?:low?|weak)[- ]quality\b|\bweak alias\b", re.IGNORECASE)
FORMER = re.compile(
    r"\bf\.?k\.?a\b|\bformer(?:ly)?\b|\bprevious(?:ly)? (?:name|listed|known)|\bmaiden name\b",
    re.IGNORECASE,
)
NO_REASON = "The publisher's file gives no reason; see the regulation."
PARTS = (
    ("nameAlias", "Name"),
    ("address", "Address"),
    ("birthdate", "Birth"),
    ("citizenship", "Citizenship"),
    ("regulation", "Regulation"),
)
PLACE = ("poBox", "street", "place", "zipCode", "city", "region", "countryDescription")


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one XML file in the namespace of the list."""
    start = read_beginning(files)
    return NAMESPACE in start and ROOT.search(start) is not None


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every `sanctionEntity` an entry or rejected.

    Raises ListError when the file is no XML or another one, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    root = xml.parse_root(data, name)
    as_of = read_date(root.get("generationDate", ""))
    if root.tag != f"{{{NAMESPACE}}}export" or not as_of:
        raise ListError(
            f"{name}: it has no export element with its generationDate", NOTHING_SCREENED
        )
    instrument = find_programme(reference, PROGRAMME)
    found = make_entries(
        place_elements(root, data), name, find_fault, partial(make_entry, instrument)
    )
    return collect_list(replace(HEAD, as_of=as_of), name, found, len(found))


def find_fault(block: Element) -> str:
    """Why a block is no entry; empty when it is one."""
    if xml.local_name(block) != "sanctionEntity":
        return f"{xml.local_name(block)} is no block that is known"
    return "" if any(True for _ in find_names(block)) else "the sanctionEntity holds no name"


# --- One entry --------------------------------------------------------------------------------


def make_entry(instrument: Programme, block: Element, line: int) -> ListEntry:
    """One block as an entry with one listing."""
    primary, others = choose_primary(find_names(block))
    places = tuple(dict.fromkeys(find_addresses(block)))
    subject = next(iter(xml.find_children(block, "subjectType")), Element("none"))
    citizenships = (find_element_country(one) for one in xml.find_children(block, "citizenship"))
    at = (place.country for place in places)
    papers = xml.find_children(block, "identification")
    return ListEntry(
        id=f"eu-{block.get('logicalId', '')}",
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(subject.get("classificationCode", ""), PartyKind.UNKNOWN),
        countries=tuple(dict.fromkeys(filter(None, (*at, *citizenships)))),
        addresses=places,
        identifiers=tuple(dict.fromkeys(one for paper in papers for one in read_identifier(paper))),
        listings=tuple(make_listings(block, instrument)),
        remarks=write_remarks(block),
        line=line,
    )


def find_names(block: Element) -> Iterator[KindedName]:
    """Every name with its kind; a strong one that no remark weakens may be the primary."""
    for alias in xml.find_children(block, "nameAlias"):
        parts = (alias.get(part) for part in ("firstName", "middleName", "lastName"))
        text = join_texts([alias.get("wholeName")]) or join_texts(parts)
        said = join_texts(remark.text for remark in xml.find_children(alias, "remark"))
        if not any(map(str.isalnum, text)):
            continue
        if FORMER.search(said):
            yield text, NameKind.FORMER
        elif WEAK.search(said) or alias.get("strong") in ("false", "0"):
            yield text, NameKind.WEAK_ALIAS
        else:
            yield text, NameKind.ALIAS


def choose_primary(found: Iterator[KindedName]) -> tuple[str, list[KindedName]]:
    """The primary name, the first strong one in Latin letters if there is any, and the others."""
    every = list(found)
    (primary, _) = min(every, key=lambda name: (name[1] is not NameKind.ALIAS, is_native(name[0])))
    return primary, every


def find_element_country(element: Element) -> str:
    """The country that an element names; its code `00` stands for none."""
    found = find_countries(
        (element.get("countryIso2Code", ""), element.get("countryDescription", ""))
    )
    return found[0] if found else ""


def find_addresses(block: Element) -> Iterator[Address]:
    """Every address that names more than `UNKNOWN`."""
    for one in xml.find_children(block, "address"):
        parts = (one.get(part) for part in PLACE)
        text = join_texts((part for part in parts if part and part.upper() != "UNKNOWN"), ", ")
        if text:
            yield Address(text=text, country=find_element_country(one))


def read_identifier(paper: Element) -> Iterator[Identifier]:
    """The number of a document, in Latin letters where the file has it so too."""
    code = paper.get("identificationTypeCode", "")
    described = join_texts([paper.get("identificationTypeDescription")]).casefold()
    for value in dict.fromkeys(join_texts([paper.get(each)]) for each in ("number", "latinNumber")):
        if any(map(str.isdigit, value)):
            kind = PAPERS.get(code, described or code)
            yield Identifier(kind=kind, value=value, country=find_element_country(paper))


# --- Listing and remarks ----------------------------------------------------------------------


def make_listings(block: Element, instrument: Programme) -> Iterator[Listing]:
    """One listing a regulation; the schema has one, published files had several."""
    for act in xml.find_children(block, "regulation") or [Element("none")]:
        yield make_listing(block, act, instrument)


def make_listing(block: Element, act: Element, instrument: Programme) -> Listing:
    """The party's place on the list, by one regulation that the file names for it."""
    code = act.get("programme", "")
    said = join_texts((block.get("designationDetails"), *list_texts(block, "remark")))
    return Listing(
        programme=instrument,
        reason=join_texts((f"Listed under programme {code}." if code else "", said or NO_REASON)),
        citation=write_citation(act),
        effective_date=find_first_date(block, act),
        status=STATUS,
        notes=label_texts(
            (
                ("EU reference", block.get("euReferenceNumber")),
                ("UN reference", block.get("unitedNationId")),
                ("Delisting date in the publisher's file", block.get("delistingDate")),
            )
        ),
        source=xml.find_text(act, "publicationUrl") or instrument.source,
    )


def find_first_date(block: Element, act: Element) -> str:
    """Since when: the earlier of designation and entry into force, else the publication.

    The regulation may be an amendment, later than the designation.
    """
    dates = (block.get("designationDate", ""), act.get("entryIntoForceDate", ""))
    known = sorted(filter(None, map(read_date, dates)))
    return known[0] if known else read_date(act.get("publicationDate", ""))


def write_citation(act: Element) -> str:
    """The regulation as published, with the day of its publication."""
    published = read_date(act.get("publicationDate", ""))
    title = join_texts(
        (act.get("organisationType"), act.get("regulationType"), act.get("numberTitle"))
    )
    return join_texts((title, published and f"published {published}"), ", ")


def write_remarks(block: Element) -> tuple[str, ...]:
    """What else the block says of the party."""
    aliases = xml.find_children(block, "nameAlias")
    return label_texts(
        (
            *(("Title", alias.get("title")) for alias in aliases),
            *(("Function", alias.get("function")) for alias in aliases),
            *(("Gender", alias.get("gender")) for alias in aliases),
            *(("Date of birth", write_birth(one)) for one in xml.find_children(block, "birthdate")),
            *(
                ("Place of birth", write_birthplace(one))
                for one in xml.find_children(block, "birthdate")
            ),
            *(
                ("Citizenship", describe_country(one))
                for one in xml.find_children(block, "citizenship")
            ),
            *(
                ("Identification", write_paper(one))
                for one in xml.find_children(block, "identification")
            ),
            *(
                (one.get("key", "").capitalize() or "Contact", one.get("value"))
                for one in xml.find_children(block, "address/contactInfo")
            ),
            *(
                (f"{label} remark", text)
                for tag, label in PARTS
                for text in list_remarks(block, tag)
            ),
            *(
                (one.get("key", ""), one.get("value"))
                for one in block.iter(f"{{{NAMESPACE}}}additionalInformation")
            ),
        )
    )


def list_remarks(block: Element, tag: str) -> Iterator[str]:
    """The remarks of the elements of one name."""
    return (text for one in xml.find_children(block, tag) for text in list_texts(one, "remark"))


def write_birth(element: Element) -> str:
    """A date of birth as far as it is told, with its calendar when that is another."""
    parts = (element.get(part) or "00" for part in ("dayOfMonth", "monthOfYear", "year"))
    date = read_date(element.get("birthdate", "")) or read_date("/".join(parts))
    span = join_texts((element.get("yearRangeFrom"), element.get("yearRangeTo")), " to ")
    about = "about" if element.get("circa") in ("true", "1") and (date or span) else ""
    calendar = element.get("calendarType", "GREGORIAN")
    other = f"({calendar.capitalize()} calendar)" if calendar != "GREGORIAN" else ""
    return join_texts((about, date or span, other)) if date or span else ""


def write_birthplace(element: Element) -> str:
    """The place of birth joined."""
    where = (element.get("city"), element.get("place"), element.get("region"))
    return join_texts((*where, describe_country(element)), ", ")


def describe_country(element: Element) -> str:
    """The country in words; empty for `UNKNOWN`."""
    words = join_texts([element.get("countryDescription")])
    return "" if words.upper() == "UNKNOWN" else words


def write_paper(element: Element) -> str:
    """All that is told of a document."""
    flags = (text for flag, text in FLAGS.items() if element.get(flag) in ("true", "1"))
    about = ("identificationTypeDescription", "number", "latinNumber", "issuedBy", "nameOnDocument")
    dates = (("issueDate", "issued"), ("validFrom", "valid from"), ("validTo", "valid to"))
    when = (f"{label} {element.get(each)}" for each, label in dates if element.get(each))
    said = (element.get(each) for each in about)
    return join_texts(
        (*said, *when, describe_country(element), *flags, *list_texts(element, "remark")), ", "
    )


ID_COLUMN, NAME_COLUMN, DATE_COLUMN = (
    "Entity_LogicalId",
    "NameAlias_WholeName",
    "fileGenerationDate",
)
CSV_KINDS = {"person": "P", "enterprise": "E"}
"""Classification code of the CSV -> that of the XML."""
CSV_PARTS = {
    "NameAlias": "nameAlias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
"""Beginning of a column -> the element that it belongs to."""
ATTRIBUTES = {
    "Entity_LogicalId": "logicalId",
    "Entity_EU_ReferenceNumber": "euReferenceNumber",
    "Entity_UnitedNationId": "unitedNationId",
    "Entity_DesignationDate": "designationDate",
    "Entity_DesignationDetails": "designationDetails",
    "BirthDate_BirthDate": "birthdate",
    "BirthDate_Day": "dayOfMonth",
    "BirthDate_Month": "monthOfYear",
    "Identification_TypeCode": "identificationTypeCode",
    "Identification_TypeDescription": "identificationTypeDescription",
    "Identification_IssuedDate": "issueDate",
}
"""Column -> attribute, where it is not the end of the column's name with a small letter."""
OTHERWISE = {
    "Entity_Remark",
    "Entity_SubjectType",
    "Entity_SubjectType_ClassificationCode",
    DATE_COLUMN,
}
REGULATION = "Entity_Regulation_"
NAMELESS = "no row of this party holds a name"


def recognises_csv(files: Files) -> bool:
    """Whether it is one file with the header of this form."""
    if len(files) != 1:
        return False
    return {ID_COLUMN, NAME_COLUMN} <= set(peek_header(next(iter(files.values())), delimiter=";"))


def parse_csv(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row a party's first, joined to one, or rejected.

    Raises ListError when the file is not as published, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    filled = (
        record
        for record in read_records(data, name, delimiter=";")
        if any(map(str.strip, record.cells))
    )
    lines = read_headed(filled, name, (ID_COLUMN, NAME_COLUMN, DATE_COLUMN))
    as_of = read_date(lines[0].cells[DATE_COLUMN]) if lines else ""
    if not as_of:
        raise ListError(f"{name}: line 2 has no {DATE_COLUMN}", NOTHING_SCREENED)
    parties: dict[str, list[HeadedRow]] = {}
    for line in lines:
        parties.setdefault(line.cells[ID_COLUMN] or f"line {line.number}", []).append(line)
    make = partial(judge_rows, instrument=find_programme(reference, PROGRAMME), name=name)
    found = [one for rows in parties.values() for one in make(rows)]
    return collect_list(replace(HEAD, as_of=as_of), name, found, len(lines))


def judge_rows(
    rows: Sequence[HeadedRow], instrument: Programme, name: str
) -> list[ListEntry] | list[Rejected]:
    """The party of these rows, or each of them rejected."""
    block = make_element(rows)
    if not find_fault(block):
        return [make_entry(instrument, block, rows[0].number)]
    return [Rejected(line=row.number, reason=NAMELESS, file=name) for row in rows]


# --- Rows as elements -------------------------------------------------------------------------


def make_element(rows: Sequence[HeadedRow]) -> Element:
    """The `sanctionEntity` that the rows make; what they repeat stands in it once."""
    first = rows[0].cells
    block = Element("sanctionEntity", read_attributes(first, "Entity_"))
    code = first.get("Entity_SubjectType_ClassificationCode") or first.get("Entity_SubjectType", "")
    SubElement(block, "subjectType", classificationCode=CSV_KINDS.get(code.casefold(), code))
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        cells = row.cells
        if said := cells.get("Entity_Remark"):
            add_new_element(block, "remark", {}, seen, text=said)
        make_regulation(block, cells, seen)
        for start, tag in CSV_PARTS.items():
            about = read_attributes(cells, f"{start}_")
            if about:
                add_new_element(block, tag, about, seen, remark=cells.get(f"{start}_Remark", ""))
        for key, said in find_unknown_columns(cells):
            tag = f"{{{NAMESPACE}}}additionalInformation"
            add_new_element(block, tag, {"key": key, "value": said}, seen)
    return block


def add_new_element(
    block: Element,
    tag: str,
    about: Mapping[str, str],
    seen: set[tuple[str, ...]],
    *,
    text: str = "",
    remark: str = "",
) -> None:
    """Add an element, unless the same one was added before."""
    contact = about.get("contactInfo", "")
    plain = {key: value for key, value in about.items() if key != "contactInfo"}
    key = (tag, text, remark, contact, *(part for item in sorted(plain.items()) for part in item))
    if key in seen:
        return
    seen.add(key)
    made = SubElement(block, tag, plain)
    made.text = text
    if remark:
        SubElement(made, "remark").text = remark
    if contact:
        SubElement(made, "contactInfo", key="contact", value=contact)


def make_regulation(block: Element, cells: Mapping[str, str], seen: set[tuple[str, ...]]) -> None:
    """The regulation that a row names for its party."""
    about = {
        name_attribute(column, REGULATION): said
        for column, said in cells.items()
        if column.startswith(REGULATION) and said
    }
    if not about:
        return
    url = about.pop("publicationUrl", "")
    about["regulationType"] = about.pop("type", "")
    key = ("regulation", url, *(part for item in sorted(about.items()) for part in item))
    if key not in seen:
        seen.add(key)
        SubElement(SubElement(block, "regulation", about), "publicationUrl").text = url


def read_attributes(cells: Mapping[str, str], start: str) -> dict[str, str]:
    """The cells of the columns that begin so, as attributes; those of its regulation not."""
    return {
        name_attribute(column, start): fold_spaces(said)
        for column, said in cells.items()
        if column.startswith(start) and said and is_own_column(column, start)
    }


def is_own_column(column: str, start: str) -> bool:
    """Whether a column says something of the thing itself, and not of what says so."""
    rest = column.removeprefix(start)
    if start == "Entity_":
        return column in ATTRIBUTES
    outside = rest.startswith("Regulation") or rest in ("LogicalId", "Remark")
    return not outside


def name_attribute(column: str, start: str) -> str:
    """The attribute of the XML that a column is."""
    rest = column.removeprefix(start)
    return ATTRIBUTES.get(column) or rest[:1].lower() + rest[1:]


def find_unknown_columns(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns that are none of the published ones, so that nothing new is lost in silence."""
    starts = (*(f"{start}_" for start in CSV_PARTS), REGULATION)
    return [
        (column, said)
        for column, said in cells.items()
        if said
        and not column.startswith(starts)
        and column not in OTHERWISE
        and column not in ATTRIBUTES
    ]
