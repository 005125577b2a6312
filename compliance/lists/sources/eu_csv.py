"""The consolidated list of the European Union in CSV 1.1: semicolons, 113 columns, a header.

A row is one combination of a name, an address, a birth, a document and a citizenship of a party;
rows of one `Entity_LogicalId` are one party. The rows are put back into the elements of the XML of
the same version and read by its reader (`eu`), so that both forms give the same entries. Columns
from a published list of them and from rows of August 2026 that public test suites quote; no whole
file was at hand. The CSV does not tell strong names from weak ones but in remarks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from compliance.errors import ListError
from compliance.lists.common.csv_rows import (
    NOTHING_SCREENED,
    Line,
    peek_header,
    read_headed,
    read_records,
)
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.texts import fold_spaces
from compliance.lists.sources import eu
from compliance.lists.sources.base import ParsedList, Reference, collect_list, find_programme
from compliance.model import ListEntry, Programme, Rejected

ID, NAME, DATE = "Entity_LogicalId", "NameAlias_WholeName", "fileGenerationDate"
KINDS = {"person": "P", "enterprise": "E"}
"""Classification code of the CSV -> that of the XML."""
PARTS = {
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
OTHERWISE = {"Entity_Remark", "Entity_SubjectType", "Entity_SubjectType_ClassificationCode", DATE}
REGULATION = "Entity_Regulation_"
NAMELESS = "no row of this party holds a name"


def recognises(files: Files) -> bool:
    """Whether it is one file with the header of this form."""
    if len(files) != 1:
        return False
    return {ID, NAME} <= set(peek_header(next(iter(files.values())), delimiter=";"))


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every row a party's first, joined to one, or rejected.

    Raises ListError when the file is not as published, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    filled = (
        one for one in read_records(data, name, delimiter=";") if any(map(str.strip, one.cells))
    )
    lines = read_headed(filled, name, (ID, NAME, DATE))
    as_of = read_date(lines[0].cells[DATE]) if lines else ""
    if not as_of:
        raise ListError(f"{name}: line 2 has no {DATE}", NOTHING_SCREENED)
    parties: dict[str, list[Line]] = {}
    for line in lines:
        parties.setdefault(line.cells[ID] or f"line {line.number}", []).append(line)
    make = partial(judged, instrument=find_programme(reference, eu.PROGRAMME), name=name)
    found = [one for rows in parties.values() for one in make(rows)]
    return collect_list(replace(eu.HEAD, as_of=as_of), name, found, len(lines))


def judged(
    rows: Sequence[Line], instrument: Programme, name: str
) -> list[ListEntry] | list[Rejected]:
    """The party of these rows, or each of them rejected."""
    block = element(rows)
    if not eu.fault(block):
        return [eu.entry(instrument, block, rows[0].number)]
    return [Rejected(line=row.number, reason=NAMELESS, file=name) for row in rows]


# --- Rows as elements -------------------------------------------------------------------------


def element(rows: Sequence[Line]) -> Element:
    """The `sanctionEntity` that the rows make; what they repeat stands in it once."""
    first = rows[0].cells
    block = Element("sanctionEntity", attributes(first, "Entity_"))
    code = first.get("Entity_SubjectType_ClassificationCode") or first.get("Entity_SubjectType", "")
    SubElement(block, "subjectType", classificationCode=KINDS.get(code.casefold(), code))
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        cells = row.cells
        if said := cells.get("Entity_Remark"):
            once(block, "remark", {}, seen, text=said)
        regulation(block, cells, seen)
        for start, tag in PARTS.items():
            about = attributes(cells, f"{start}_")
            if about:
                once(block, tag, about, seen, remark=cells.get(f"{start}_Remark", ""))
        for key, said in unknown(cells):
            tag = f"{{{eu.NAMESPACE}}}additionalInformation"
            once(block, tag, {"key": key, "value": said}, seen)
    return block


def once(
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


def regulation(block: Element, cells: Mapping[str, str], seen: set[tuple[str, ...]]) -> None:
    """The regulation that a row names for its party."""
    about = {
        attribute(column, REGULATION): said
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


def attributes(cells: Mapping[str, str], start: str) -> dict[str, str]:
    """The cells of the columns that begin so, as attributes; those of its regulation not."""
    return {
        attribute(column, start): fold_spaces(said)
        for column, said in cells.items()
        if column.startswith(start) and said and is_own(column, start)
    }


def is_own(column: str, start: str) -> bool:
    """Whether a column says something of the thing itself, and not of what says so."""
    rest = column.removeprefix(start)
    if start == "Entity_":
        return column in ATTRIBUTES
    outside = rest.startswith("Regulation") or rest in ("LogicalId", "Remark")
    return not outside


def attribute(column: str, start: str) -> str:
    """The attribute of the XML that a column is."""
    rest = column.removeprefix(start)
    return ATTRIBUTES.get(column) or rest[:1].lower() + rest[1:]


def unknown(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns that are none of the published ones, so that nothing new is lost in silence."""
    starts = (*(f"{start}_" for start in PARTS), REGULATION)
    return [
        (column, said)
        for column, said in cells.items()
        if said
        and not column.startswith(starts)
        and column not in OTHERWISE
        and column not in ATTRIBUTES
    ]
