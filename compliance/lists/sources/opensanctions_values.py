"""Pure: what both files of OpenSanctions share: schemas, identifiers, and datasets as programmes.

OpenSanctions collects the lists of others; each entity names the datasets it comes from. Its data
is licensed CC BY-NC 4.0: commercial users need a licence of the publisher.
"""

import re
from dataclasses import replace

from compliance.lists.sources.base import Head
from compliance.model import Identifier, PartyKind, Programme

LIST_ID = "opensanctions"
PROGRAMME = "opensanctions"
HEAD = Head(id=LIST_ID, title="OpenSanctions", publisher="OpenSanctions", as_of="")
NO_REASON = "OpenSanctions gives no reason; see the dataset's publisher."
SCHEMAS = {
    "Person": PartyKind.PERSON,
    "Company": PartyKind.ORGANISATION,
    "Organization": PartyKind.ORGANISATION,
    "PublicBody": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Airplane": PartyKind.AIRCRAFT,
}
"""FollowTheMoney schema -> kind; a `LegalEntity` may be a person, so it is unknown."""
IDENTIFIERS = {
    "registrationNumber": "registration number",
    "taxNumber": "tax id",
    "vatCode": "tax id",
    "idNumber": "national id",
    "socialSecurityNumber": "social security number",
    "passportNumber": "passport",
    "leiCode": "lei",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "uscCode": "uscc",
    "swiftBic": "swift",
    "dunsCode": "duns",
    "uniqueEntityId": "uei",
    "cageCode": "cage",
    "licenseNumber": "licence number",
    "isinCode": "isin",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call sign",
    "serialNumber": "serial number",
}
"""FollowTheMoney property -> kind of number; those that several parties share (KPP) are none."""
IMO = re.compile(r"(?:IMO[ -]?)(\d{7})", re.IGNORECASE)


def dataset(base: Programme, name: str) -> Programme:
    """A dataset of OpenSanctions as the programme of a listing."""
    key = re.sub(r"\W+", "-", name.casefold()).strip("-")
    return replace(base, id=f"{PROGRAMME}-{key}", name=f"{name} (by OpenSanctions)")


def number(kind: str, value: str) -> Identifier:
    """One identifier; an IMO number is told by its letters where the kind is not given."""
    imo = IMO.fullmatch(value)
    if imo and kind in ("", "imo"):
        return Identifier(kind="imo", value=imo[1])
    return Identifier(kind=kind, value=value)
