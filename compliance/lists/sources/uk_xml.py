"""The UK Sanctions List in XML (`UK-Sanctions-List.xml`): one `Designation` a party.

Each designation is put into the rows that the CSV of the same list has and read by its reader
(`uk`, `uk_party`), so that both forms give the same entries. Elements from real records of 2026
that public test suites quote; no whole file was at hand. What the CSV numbers in a cell or repeats
in rows, the XML has in elements of one name under one of its plural.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from compliance.errors import ListError
from compliance.lists.common import xml
from compliance.lists.common.csv_rows import NOTHING_SCREENED, Line
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.texts import fold_spaces
from compliance.lists.common.xml import find_lines
from compliance.lists.sources import uk
from compliance.lists.sources.base import Head, ParsedList, Reference, collect_list, find_programme
from compliance.lists.sources.uk_party import LIST_ID, Rows
from compliance.model import ListEntry, Rejected

COLUMNS = {
    "LastUpdated": "Last Updated",
    "DateDesignated": "Date Designated",
    "UniqueID": "Unique ID",
    "OFSIGroupID": "OFSI Group ID",
    "UNReferenceNumber": "UN Reference Number",
    "RegimeName": "Regime Name",
    "IndividualEntityShip": "Designation Type",
    "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed",
    "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons",
    **{f"Name{number}": f"Name {number}" for number in range(1, 7)},
    "NameType": "Name type",
    "AliasStrength": "Alias strength",
    "NameNonLatinScript": "Name non-latin script",
    "NonLatinScriptType": "Non-latin script type",
    "NonLatinScriptLanguage": "Non-latin script language",
    **{f"AddressLine{number}": f"Address Line {number}" for number in range(1, 7)},
    "AddressPostalCode": "Address Postal Code",
    "AddressCountry": "Address Country",
    "Title": "Title",
    "DOB": "D.O.B",
    "TownOfBirth": "Town of birth",
    "CountryOfBirth": "Country of birth",
    "Nationality": "Nationality(/ies)",
    "PassportNumber": "Passport number",
    "PassportAdditionalInformation": "Passport additional information",
    "NationalIdentifierNumber": "National Identifier number",
    "NationalIdentifierAdditionalInformation": "National Identifier additional information",
    "Position": "Position",
    "Gender": "Gender",
    "TypeOfEntity": "Type of entity",
    "BusinessRegistrationNumber": "Business registration number (s)",
    "ParentCompany": "Parent company",
    "Subsidiary": "Subsidiaries",
    "IMONumber": "IMO number",
    "HullIdentificationNumber": "Hull identification number (HIN)",
    "CurrentOwnerOperator": "Current owner/operator (s)",
    "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship",
    "PreviousFlag": "Previous flags",
    "TypeOfShip": "Type of ship",
    "TonnageOfShip": "Tonnage of ship",
    "LengthOfShip": "Length of ship",
    "YearBuilt": "Year Built",
    "PhoneNumber": "Phone number",
    "EmailAddress": "Email address",
    "Website": "Website",
}
"""Element -> the column of the CSV that it is; any other is told under its own name."""
TOGETHER = ("Name", "NonLatinName", "Address")
"""Elements whose parts are one row."""
OF_ALL = ("Unique ID", "Regime Name", "Designation Type")
"""Columns that every row of the CSV repeats."""
UNKNOWN_DATE = re.compile(r"(?:dd/)?(?:mm/)?(?=\d)", re.IGNORECASE)
"""`dd/mm/1945` is 1945."""


def recognises(files: Files) -> bool:
    """Whether it is one XML file with the root and a designation of this list."""
    start = read_beginning(files)
    return "<Designations" in start and ("<Designation>" in start or "<DateGenerated" in start)


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every designation an entry, or rejected when it names nobody.

    Raises ListError when the XML is malformed or dangerous, has no date, or holds no party.
    """
    name, data = take_only_file(files)
    instrument = find_programme(reference, uk.PROGRAMME)
    found, as_of, count = [], "", 0
    for block in xml.iterate_blocks(data, name, "DateGenerated", "Designation"):
        if xml.local_name(block) == "DateGenerated":
            as_of = as_of or read_date("".join(block.itertext()))
            continue
        count += 1
        rows = Rows(lines=list(lines(block, count)), layout=uk.PRESENT)
        key = uk.party_id(rows.lines[0], uk.PRESENT)
        found.append(next(iter(uk.judged(rows, key, instrument, name))))
    if not as_of:
        raise ListError(f"{name}: it has no DateGenerated", NOTHING_SCREENED)
    places = dict(enumerate(find_lines(data, "Designation", count), start=1))
    placed = [at_line(one, places) for one in found]
    head = Head(id=LIST_ID, title="UK Sanctions List", publisher=uk.PUBLISHER, as_of=as_of)
    return collect_list(head, name, placed, count)


def lines(block: Element, number: int) -> Iterator[Line]:
    """The rows that the CSV would have: one with what is told once, one for every other thing."""
    cells = dict.fromkeys((*COLUMNS.values(), *unknown_tags(block)), "")
    first = cells | {column(one): said(one) for one in block if len(one) == 0}
    common = {each: first[each] for each in OF_ALL}
    names = [row for row in gathered(block) if any(key.startswith("Name ") for key in row)]
    others = [row for row in gathered(block) if row not in names]
    yield Line(number=number, cells={**first, **(names[0] if names else {})})
    for row in (*names[1:], *others):
        yield Line(number=number, cells={**cells, **common, **row})


def gathered(block: Element) -> Iterator[dict[str, str]]:
    """What stands below the parts of a designation: a name or address whole, any other alone."""
    for part in block:
        for one in part.iter():
            if xml.local_name(one) in TOGETHER and len(one):
                yield {column(leaf): said(leaf) for leaf in one.iter() if len(leaf) == 0}
        inside = {
            id(leaf) for one in part.iter() if xml.local_name(one) in TOGETHER for leaf in one
        }
        for leaf in part.iter():
            alone = len(leaf) == 0 and leaf is not part and id(leaf) not in inside
            if alone and said(leaf):
                yield {column(leaf): said(leaf)}


def unknown_tags(block: Element) -> Iterator[str]:
    """Elements that this program does not know, by their own names."""
    for one in block.iter():
        if len(one) == 0 and said(one) and xml.local_name(one) not in COLUMNS:
            yield xml.local_name(one)


def column(element: Element) -> str:
    """The column of the CSV that an element is."""
    return COLUMNS.get(xml.local_name(element), xml.local_name(element))


def said(element: Element) -> str:
    """The text of an element, folded; a date of birth as far as it is known."""
    text = fold_spaces(element.text)
    return UNKNOWN_DATE.sub("", text, count=1) if xml.local_name(element) == "DOB" else text


def at_line(one: ListEntry | Rejected, places: dict[int, int]) -> ListEntry | Rejected:
    """The entry or rejected designation with its line of the file in place of its number."""
    return replace(one, line=places.get(one.line) or one.line)
